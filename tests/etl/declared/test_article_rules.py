"""What a typo in an article's file must not become: each is refused with file, line and remedy."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.declared.article_rules import contains
from etl.declared.articles import Check
from etl.declared.catalogue import CatalogueError, load
from tests.etl import world
from tests.etl.world import LOST_100, article, check, claim
from texts.figures import figures, says

PIECE = "articles/piece.toml"


def told(root: Path, name: str, offence: str) -> None:
    """Exactly one problem is reported: with file and line, the entry's name and the offence."""
    with pytest.raises(CatalogueError) as caught:
        load(root)
    (problem,) = caught.value.problems
    file, line, said = problem.partition(": ")[0].split(", line ")[0], *problem.partition(", line ")[2].split(": ", 1)
    assert file == "piece.toml" and said.startswith(name) and offence in said, problem
    assert 1 < int(line) <= (root / PIECE).read_text().count("\n")


def test_a_chart_of_a_claim_exists(tmp_path: Path) -> None:
    (world.write(tmp_path) / PIECE).write_text(article(claim("c", check(low=1), chart="none")))
    told(tmp_path, "claim c", "no chart 'none'")


def day(text: str) -> dict[str, str]:
    return {"raw": text}


@pytest.mark.parametrize(
    ("claims", "name", "offence"),
    [
        # The stated figure lies in no check's interval, or in no check's unit.
        (
            [claim("c", check(low=101), **LOST_100)],
            "claim c, stated",
            "100 lies in the interval of no check (check 1: 101 or more)",
        ),
        ([claim("c", check(low=9, high=11), **LOST_100)], "claim c, stated", "(check 1: 9 to 11): mend stated, or the"),
        ([claim("c", check(high=99), check(series="claimed", low=200), **LOST_100)], "claim c, stated", "check 2: 200"),
        (
            [claim("c", check(low=95), **(LOST_100 | {"unit": "items"}))],
            "claim c, unit",
            "no check is in items, only in persons",
        ),
        (
            [claim("c", check(low=95, statistic="change_pct", over_months=1), **LOST_100)],
            "claim c, unit",
            "only in percent",
        ),
        # What is stated is not what the figure says.
        (
            [claim("c", check(low=9), figure="100", stated=10, unit="persons")],
            "article piece, excerpt",
            "stated 10 persons is not what its figure '100' says: mend",
        ),
        (
            [claim("c", check(low=9), figure="100", stated=100_000, unit="persons")],
            "article piece, excerpt",
            "claim c: stated 100,000",
        ),
        # Days.
        (
            [claim("c", check(low=1, at=day("2024-02-02")))],
            "claim c, check 1, at",
            "lies after the article, of 2024-02-01",
        ),
        (
            [claim("c", check(event="start", at=day("2042-02-01")))],
            "claim c, check 1, at",
            "is a forecast, and has resolves_on",
        ),
        ([claim("c", check(low=1, at=day("0202-02-01")))], "claim c, check 1, at", "before 1900: mend the year"),
        (
            [claim("c", check(low=1, statistic="max", since=day("2024-02-01")))],
            "claim c, check 1, since",
            "does not lie before 2024-02-01",
        ),
        (
            [claim("c", check(low=1, statistic="max", since=day("2023-02-01"), at=day("2022-03-01")))],
            "claim c, check 1, since",
            "before 2022-03-01",
        ),
        (
            [claim("c", check(low=1), resolves_on=day("2204-06-01"))],
            "claim c, resolves_on",
            "more than 50 years ahead: mend the year",
        ),
        # The same twice.
        ([claim("c", check(low=1), check(low=1, label="another"))], "claim c, check 2", "tests the same as check 1"),
        # Numbers that are none.
        ([claim("c", check(low=day("nan")))], "article piece, excerpt.excerpt.claim.c.check.0.low", "finite number"),
        ([claim("c", check(high=day("inf")))], "article piece, excerpt.excerpt.claim.c.check.0.high", "finite number"),
        (
            [claim("c", check(low="850.000"))],
            "article piece, excerpt.excerpt.claim.c.check.0.low",
            "valid number; found '850.000'",
        ),
        (
            [claim("c", check(low=True))],
            "article piece, excerpt.excerpt.claim.c.check.0.low",
            "valid number; found True",
        ),
    ],
)
def test_a_slip_is_refused(tmp_path: Path, claims: list[str], name: str, offence: str) -> None:
    (world.write(tmp_path) / PIECE).write_text(article(*claims))
    told(tmp_path, name, offence)


@pytest.mark.parametrize(
    "claims",
    [
        [claim("c", check(above=100), **LOST_100)],
        [claim("c", check(low=1000), check(low=95, high=105), **LOST_100)],
        [claim("c", check(event="start"), **LOST_100)],
        [claim("c", check(figure=100, than="claimed", low=0), **LOST_100)],
        [claim("c", check(statistic="change", over_months=1, low=-105, high=-95), **LOST_100)],
        [claim("c", check(low=95), resolves_on=day("2024-06-01"), **LOST_100)],
        [claim("c", check(low=1, at=day("2024-02-01")), check(low=1, at=day("2024-01-31")))],
        [claim("c", untested="a mood", **LOST_100)],
    ],
)
def test_what_fits_is_taken(tmp_path: Path, claims: list[str]) -> None:
    (world.write(tmp_path) / PIECE).write_text(article(*claims))
    assert load(tmp_path).articles[0].excerpt[0].claim[0].id == "c"


def quoting(quote: str, **keys: object) -> str:
    """The world's article with another quote, and a claim whose one check reaches from 1 to 1,000,000."""
    tested = claim("c", check(low=1, high=1_000_000), **keys)
    return article(tested).replace(world.QUOTE, quote)


@pytest.mark.parametrize(
    ("quote", "keys", "offence"),
    [
        ("They lost 850.000 men", {"figure": "850.000", "stated": 850, "unit": "persons"}, "quote an English text"),
        ("They lost 850.000 men", {"figure": "850.000", "stated": 850_000, "unit": "persons"}, "quote an English text"),
        ("They lost 850.000 men", {"figure": "850.000"}, "'850.000' is not written as English writes numbers"),
        (
            "They lost 850.000 men",
            {"figure": "lost 850.000 men", "stated": 850, "unit": "persons"},
            "is not written as",
        ),
        ("The rate is 21,5 now", {"figure": "21,5", "stated": 215, "unit": "persons"}, "which has 850,000 or 21.5"),
        ("They lost 850'000 men", {"figure": "850'000", "stated": 850, "unit": "persons"}, "is not written as English"),
        (
            "They lost tens of thousands",
            {"figure": "tens of thousands", "stated": 20_000, "unit": "persons"},
            "has no number that can be read: leave out stated and unit",
        ),
        ("It has the lead", {"figure": "the lead", "stated": 1, "unit": "persons"}, "has no number that can be read"),
        (
            "They lost nearly 100 men",
            {"figure": "nearly 100 men", "stated": 10, "unit": "persons"},
            "stated 10 persons is",
        ),
    ],
)
def test_a_figure_that_is_not_read_is_never_stated(tmp_path: Path, quote: str, keys: dict, offence: str) -> None:
    (world.write(tmp_path) / PIECE).write_text(quoting(quote, **keys))
    told(tmp_path, "article piece, excerpt.excerpt: claim c: ", offence)


@pytest.mark.parametrize(
    ("quote", "keys"),
    [
        ("They lost 850,000 men", {"figure": "850,000", "stated": 850_000, "unit": "persons"}),
        ("They lost nearly half a million", {"figure": "nearly half a million", "stated": 500_000, "unit": "persons"}),
        ("They lost 100 to 200 men", {"figure": "100 to 200 men", "stated": 200, "unit": "persons"}),
        ("They lost tens of thousands", {"figure": "tens of thousands"}),
        ("In 2030 men fell", {"figure": "2030 men", "stated": 2030, "unit": "persons"}),
    ],
)
def test_a_figure_that_is_read_is_stated(tmp_path: Path, quote: str, keys: dict) -> None:
    (world.write(tmp_path) / PIECE).write_text(quoting(quote, **keys))
    assert load(tmp_path).articles[0].excerpt[0].claim[0].figure == keys["figure"]


@pytest.mark.parametrize(
    ("quote", "offence"),
    [
        ("die russischen Verluste haben 850 erreicht", "excerpt excerpt: its quote does not read as English"),
        ("They lost <b>100</b> people", "excerpt excerpt: its quote is HTML: '<b>' stands at 10"),
        ("Russiaâ€™s army lost 100", "its quote was garbled by a wrong encoding"),
    ],
)
def test_a_quote_is_plain_english(tmp_path: Path, quote: str, offence: str) -> None:
    (world.write(tmp_path) / PIECE).write_text(quoting(quote))
    told(tmp_path, "excerpt excerpt: its quote", offence)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_an_interval_holds_its_ends_and_what_lies_between(one: float, other: float, stated: float) -> None:
    low, high = sorted((one, other))
    test = Check(label="x", reading="x", series="count", low=low, high=high)
    assert contains(test, low) and contains(test, high) and contains(test, stated) == (low <= stated <= high)


@pytest.mark.parametrize(
    ("text", "stated", "unit", "right"),
    [
        ("€800 billion", 800, "bn_eur", True),
        ("€800 billion", 0.8, "bn_eur", False),
        ("€800 billion", 800_000, "mn_eur_per_day", True),
        ("850,000 men", 850_000, "persons", True),
        ("850,000 men", 850, "persons", False),
        ("850.000 men", 850_000, "persons", False),
        ("850.000 men", 850, "persons", False),
        ("850.000 %", 850, "percent", False),
        ("850 000 men", 850_000, "persons", True),
        ("850 000 men", 850, "persons", False),
        ("1.125 times", 1.125, "times", True),
        ("1.125 men", 1.125, "persons", False),
        ("1.125 times", 1125, "times", False),
        ("21,5 men", 215, "persons", False),
        ("1950 men", 1950, "persons", True),
        ("1950 men", 195, "persons", False),
        ("24 February 2022", 24, "persons", False),
        ("tens of thousands", 20_000, "persons", False),
        ("21%", 21, "persons", False),
        ("€800 billion", 800, "bn_usd", False),
        ("21%", 12, "percent", False),
        ("a third", 33, "percent", True),
        ("a third", 30, "percent", False),
        ("fell 5%", -5, "percent", True),
        ("zero men", 0, "persons", True),
        ("zero men", 1, "persons", False),
    ],
)
def test_a_figure_says_its_number(text: str, stated: float, unit: str, right: bool) -> None:
    (figure,) = figures(text)
    assert says(figure, stated, unit) == right
