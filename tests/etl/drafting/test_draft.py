"""A draft of an article: nothing misquoted, refused until a person has finished it, and then an article."""

import datetime as dt
import re
import tomllib

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from etl.declared.articles import LONGEST_QUOTE, TODO, Article
from etl.drafting.against_text import misfits, unclaimed_figures
from etl.drafting.candidates import candidates, series_index, stems
from etl.drafting.draft import draft, sentences
from tests.conftest import ROOT
from tests.etl import ours
from texts.figures import figures
from texts.plain import foreign

KNOWN = series_index(ours.CATALOGUE)
DAY = dt.date(2026, 8, 22)
SAMPLE = (ROOT / "data" / "articles" / "sample-2026-08.txt").read_bytes()
PIECES = st.sampled_from(
    [
        *("850,000 men", "€800 billion", "21%", "7 March 2025", "two decades", "in 2024", "nothing", "the word " * 35),
        *("5 per cent", "25 per cent", "twenty-five", "five", "5", "F-15", "5,000", "−5%"),
        *("\n", "The U.S. said", "so.", "It “fell”,", "a\\b", '"""', "Why?", "\t", "’s", "\x7f", "#"),
    ]
)


def finished(made: str) -> Article:
    """The article of a draft in which a person has written something wherever it says so."""
    declared = tomllib.loads(re.sub(rf'"{TODO}: [^"]*"', '"written"', made))
    return Article.model_validate({**declared.pop("article"), **declared})


@settings(deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=12).map(" ".join))
def test_a_draft_that_a_person_finishes_is_an_article_that_fits_its_text(text: str) -> None:
    assume(not foreign(text))
    if not figures(text):
        with pytest.raises(ValueError, match="no number"):
            draft(text.encode(), KNOWN, published=DAY)
        return
    article = finished(draft(text.encode(), KNOWN, published=DAY))
    assert list(misfits(article, text.encode())) == []
    assert unclaimed_figures(article, text) == []
    assert all(len(excerpt.quote.split()) <= LONGEST_QUOTE for excerpt in article.excerpt)


@pytest.mark.parametrize("written", [{}, {"published": DAY}, {"published": DAY, "title": "An “article” of 2026"}])
def test_a_draft_is_never_taken_for_an_article(written: dict) -> None:
    declared = tomllib.loads(draft(SAMPLE, KNOWN, **written))
    with pytest.raises(ValueError, match="still to be written") as caught:
        Article.model_validate({**declared.pop("article"), **declared})
    told = [problem["loc"][-1] for problem in caught.value.errors()]
    assert {"publisher", "summary", "statement", "untested"} <= set(told)
    assert ("published_on" in told) != ("published" in written) and ("title" in told) != ("title" in written)
    assert all("still to be written" in problem["msg"] for problem in caught.value.errors())


def test_the_sample_is_drafted_with_its_figures_and_likely_series() -> None:
    made = draft(SAMPLE, KNOWN, published=DAY, title="Sample")
    claims = [claim for excerpt in finished(made).excerpt for claim in excerpt.claim]
    assert [claim.figure for claim in claims][:4] == ["14%", "6%", "$60", "4.5%"]
    stated = {claim.figure: (claim.stated, claim.unit) for claim in claims}
    assert stated["€358 billion"] == (358, "bn_eur") and stated["5.9 million"] == (5_900_000, "persons")
    named = re.findall(r'# series = "(\w+)"', made)
    for series in (
        "key_rate",
        "inflation_bank_of_russia",
        "brent",
        "nato_share_gdp_2025",
        "refugees_recorded_globally",
    ):
        assert series in named


def test_a_figure_that_stands_twice_is_drafted_with_its_place() -> None:
    made = draft(b"Prices rose by 25 per cent, then by 5 per cent and again by 5 per cent.", KNOWN, published=DAY)
    (excerpt,) = finished(made).excerpt
    assert [(claim.figure, claim.figure_at, excerpt.place(claim)) for claim in excerpt.claim] == [
        *(("25 per cent", None, 15), ("5 per cent", 36, 36), ("5 per cent", 60, 60)),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("They lost 5 men.\nThey lost 850.000 men.", "has '850.000' in line 2: not as English writes numbers"),
        ("850.000 Tote.", "has '850.000' in line 1: "),
        ("The rate is 21,5 and\n1.000.000 are gone", "has '21,5' in line 1, '1.000.000' in line 2: "),
        ("Verluste: 850.000. Leitzins 21,5 Prozent.", "does not read as English"),
    ],
)
def test_no_draft_is_made_of_figures_in_another_convention(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=re.escape(told)):
        draft(text.encode(), KNOWN, published=DAY)


def test_a_day_is_claimed_only_where_a_sentence_has_nothing_else() -> None:
    made = draft(b"In 2024 they lost 100 tanks. It began on 24 February 2022.", KNOWN, published=DAY)
    claims = [claim for excerpt in finished(made).excerpt for claim in excerpt.claim]
    assert [claim.figure for claim in claims] == ["100", "24 February 2022"]
    assert made.count("# A date: an event") == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("The U.S. and Mr. Smith said 3.5 % so. Yes.", ["The U.S. and Mr. Smith said 3.5 % so.", "Yes."]),
        ("He said “no.” Then\nhe left", ["He said “no.”", "Then", "he left"]),
        (" \n ", []),
    ],
)
def test_sentences(text: str, found: list[str]) -> None:
    assert [said for _, said in sentences(text)] == found
    assert all(text[place:].startswith(said) for place, said in sentences(text))


@given(st.text())
def test_sentences_hold_every_sign_but_blanks(text: str) -> None:
    assert "".join("".join(said for _, said in sentences(text)).split()) == "".join(text.split())


def test_words_are_compared_without_case_plural_and_accent() -> None:
    assert stems("Türkiye’s Losses, and the sanctions") == {"turkiye", "loss", "sanction"}


@pytest.mark.parametrize(
    ("sentence", "unit", "series"),
    [
        ("Interest rates soared to a punishing 21%", "percent", "key_rate"),
        ("the European Commission proposing an €800 billion fund", "bn_eur", "rearm_europe_plan"),
        ("Russian casualties, killed and wounded, have reached 850,000", "persons", "casualties_economist"),
        ("The liquid part of the wealth fund fell to $38 billion", "bn_usd", "fund_liquid_usd"),
        ("Ukraine’s Air Force counted 5,000 missiles and drones", "launches", "attacks_launched"),
    ],
)
def test_the_likely_series_is_among_the_first_three(sentence: str, unit: str, series: str) -> None:
    found = candidates(sentence, unit, KNOWN)
    assert series in [each.series.id for each in found] and len(found) == 3
    assert all(each.shared and set(each.shared) <= set().union(*KNOWN.weights.values()) for each in found)


def test_a_sentence_of_other_things_has_no_candidate() -> None:
    assert candidates("xyzzy 12", "", KNOWN) == []
