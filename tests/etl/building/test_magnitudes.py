"""A limit in another unit than its series is no verdict: refused by check and build, with file, line and remedy."""

from pathlib import Path

import pytest

from dashboard.record.build import Build
from etl.building import build
from etl.building.magnitudes import misplaced
from etl.declared import catalogue
from etl.drafting import article_commands
from tests.etl import world
from tests.etl.world import LOST_100, article, check, claim

PIECE = "articles/piece.toml"
AT = {"raw": "2024-02-01"}


def found(root: Path, *checks: str, **keys: object) -> dict[str, list[str]]:
    with world.judged(world.claimed(root, *checks, **keys)) as db:
        return misplaced(db, catalogue.load(root))


@pytest.mark.parametrize(
    ("test", "key", "limit"),
    [
        (check(low=0.1), "low", "0.1"),
        (check(low=-0.1), "low", "-0.1"),
        (check(above=1), "above", "1"),
        (check(low=12), "low", "12"),
        (check(high=801), "high", "801"),
        (check(statistic="change", over_months=1, high=-801), "high", "-801"),
        (check(high=100_000), "high", "100,000"),
        (check(low=95, below=5_000), "below", "5,000"),
        (check(statistic="max", over_months=1, high=1e9), "high", "1,000,000,000"),
        (check(statistic="first_reached", low=0.1), "low", "0.1"),
        (check(statistic="change", over_months=1, low=50_000), "low", "50,000"),
        (check(statistic="sum", over_months=1, low=50_000), "low", "50,000"),
        (check(figure=100_000, than="count", low=0), "figure", "100,000"),
        (check(series="count", than="claimed", low=0, high=5_000), "high", "5,000"),
        (check(series="count", than="claimed", low=-2_401), "low", "-2,401"),
        (check(low=1, at={"raw": "2023-01-01"}), "low", "1"),
    ],
)
def test_a_limit_of_another_magnitude_is_named(tmp_path: Path, test: str, key: str, limit: str) -> None:
    (problem,) = found(world.write(tmp_path), test)["piece"]
    place, said = problem.split(": ", 1)
    assert place.startswith("piece.toml, line ") and said.startswith(f"claim c, check 1, {key}: {limit} is of another")
    assert "series count, which holds 99 to 100 around that day: give it in persons, or in stated" in said
    line = (tmp_path / PIECE).read_text().split("\n")[int(place.rpartition(" ")[2]) - 1]
    assert line.startswith(f"{key} = ")


@pytest.mark.parametrize(
    "test",
    [
        check(low=95, high=105),
        check(low=13, high=799),
        check(low=100, high=100),
        check(low=0),
        check(above=0),
        check(statistic="change", over_months=1, low=0.01),
        check(statistic="change_pct", over_months=1, low=-100, high=10_000),
        check(series="count", than="claimed", low=-2_399),
        check(figure=100, than="claimed", statistic="ratio", low=0.05, high=2.6),
        check(statistic="sum", over_months=1, high=1_500),
        check(statistic="rank_least", over_months=1, high=1),
        check(event="start"),
        check(series="count", than="claimed", low=0.1),
    ],
)
def test_a_limit_of_the_same_magnitude_is_taken(tmp_path: Path, test: str) -> None:
    assert found(world.write(tmp_path), test) == {}


def test_a_claim_may_state_what_is_far_from_the_record(tmp_path: Path) -> None:
    """What an article says in so many words is tested as it stands, however wrong."""
    world.write(tmp_path)
    world.add_series(tmp_path, "many", world.row("many", "2024-02-01", 100_000))
    assert found(tmp_path, check(series="many", low=51, high=199), **LOST_100) == {}
    assert "piece" in found(tmp_path, check(series="many", low=95, high=105))


def grown(root: Path) -> Path:
    """The world with a series that doubled within a month, and one of two publishers."""
    days = ("2023-12-01", 50), ("2023-12-08", 50), ("2024-01-02", 50), ("2024-01-25", 100), ("2024-02-01", 100)
    world.add_series(world.write(root), "weekly", *(world.row("weekly", *day) for day in days))
    both = [world.row("by", "2024-02-01", 5, entity=one) for one in ("alpha", "beta")]
    world.add_series(root, "by", *both, varies_by="publisher", entities=["alpha", "beta"])
    return root


@pytest.mark.parametrize(
    ("test", "problem"),
    [
        (
            check(statistic="ratio", over_months=1, low=5.1),
            "5.1 is of another magnitude than series weekly, which grew 1",
        ),
        (
            check(statistic="ratio", since={"raw": "2024-01-25"}, low=5.1),
            "5.1 is of another magnitude than series week",
        ),
        (check(statistic="ratio", over_months=1, low=0.39), "0.39 is of another magnitude"),
        (check(statistic="ratio", over_months=1, high=1e15), "which grew 1 to 2 times over such a time"),
        (check(statistic="change_pct", over_months=1, low=401), "401 is of another magnitude"),
        (check(statistic="change_pct", over_months=1, low=401), "changed by 0 to 100 per cent over such a time"),
        (check(statistic="change_pct", over_months=1, high=-61), "-61 is of another magnitude"),
        (
            check(statistic="change_pct", over_months=1, high=-1000),
            "-1,000 per cent is a fall by all there is",
        ),
        (check(statistic="change_pct", over_months=1, low=-101, high=0), "-101 per cent is a fall by all"),
        (check(statistic="change_pct", over_months=1, high=-100), "-100 per cent is a fall by all"),
        (check(figure=100, than="count", statistic="ratio", low=8.2), "8.2 is of another magnitude than series count"),
        (check(figure=100, than="count", statistic="ratio", low=0.12), "which is 1 to 1.01 times the other"),
        (
            check(statistic="rank_least", over_months=1, high=0.5),
            "0.5 is no place in this order of series weekly, which",
        ),
        (
            check(statistic="rank_least", over_months=1, high=33),
            "33 is no place in this order of series weekly",
        ),
        (check(statistic="rank_greatest", since={"raw": "2024-01-30"}, high=4), "which go from 1 to 3: mend it"),
        (check(series="by", entity="alpha", statistic="rank_least", among=["beta"], high=3), "which go from 1 to 2"),
        (check(series="by", entity="alpha", statistic="rank_least", among="all", high=3), "which go from 1 to 2"),
    ],
)
def test_a_quotient_or_a_place_that_cannot_be_is_named(tmp_path: Path, test: str, problem: str) -> None:
    (said,) = found(grown(tmp_path), test.replace('series = "count"', 'series = "weekly"'))["piece"]
    assert problem in said and said.startswith("piece.toml, line ")


@pytest.mark.parametrize(
    "test",
    [
        check(statistic="ratio", over_months=1, low=4.9),
        check(statistic="ratio", over_months=1, low=0.41, high=1.01),
        check(statistic="change_pct", over_months=1, low=399),
        check(statistic="change_pct", over_months=1, high=-59),
        check(statistic="rank_least", over_months=1, high=3),
        check(statistic="rank_greatest", since={"raw": "2024-01-30"}, high=3),
        check(series="by", entity="alpha", statistic="rank_least", among=["beta"], high=2),
        check(series="by", entity="alpha", statistic="rank_least", among="all", low=1, high=2),
    ],
)
def test_a_quotient_or_a_place_that_can_be_is_taken(tmp_path: Path, test: str) -> None:
    assert found(grown(tmp_path), test.replace('series = "count"', 'series = "weekly"')) == {}


@pytest.mark.parametrize(
    ("low", "refused"), [(60, False), (300, False), (900, True), (1_200, False), (5_000, False), (8_000, True)]
)
def test_a_zero_too_few_or_too_many_beside_what_is_stated_is_named(tmp_path: Path, low: int, refused: bool) -> None:
    """Within a factor of the series, and yet a power of ten from what is stated, and nothing that the series held."""
    world.add_series(world.write(tmp_path), "more", world.row("more", "2024-02-01", 1_200))
    problems = found(tmp_path, check(series="more", low=low), check(low=95, high=105), **LOST_100).get("piece", [])
    told = f"{low:,} lies a zero or a decimal point from what is stated; series more holds 1,200 to 1,200"
    assert len(problems) == refused and all(told in problem for problem in problems)


@pytest.mark.parametrize(
    ("test", "key"),
    [
        (check(low=-95, high=105), "low"),
        (check(above=-95, high=105), "above"),
        (check(statistic="max", over_months=1, high=-95), "high"),
        (check(figure=100, than="count", statistic="ratio", low=-1.05), "low"),
    ],
)
def test_a_limit_below_zero_of_what_never_is_is_named(tmp_path: Path, test: str, key: str) -> None:
    (problem,) = found(world.write(tmp_path), test)["piece"]
    assert f"{key}: -" in problem and "lies below zero, and nothing of series count can: mend the sign" in problem
    assert found(tmp_path, check(statistic="change", over_months=1, high=-95)) == {}
    assert found(tmp_path, check(series="count", than="claimed", low=-95)) == {}


def test_what_is_added_counts_among_what_is_held(tmp_path: Path) -> None:
    assert found(world.write(tmp_path), check(plus="claimed", low=3_199)) == {}
    (problem,) = found(tmp_path, check(plus="claimed", low=3_201))["piece"]
    assert "which holds 399 to 400 around that day" in problem


def test_a_slip_is_refused_by_check_and_left_out_of_a_build(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    world.write(tmp_path)
    slip = article(claim("slip", check(low=0.1))).replace('"piece"', '"draft"').replace('"excerpt"', '"other"')
    (tmp_path / "articles/draft.toml").write_text(slip)
    given = {"data": tmp_path, "seed": tmp_path / "seed", "log": tmp_path / "log"}
    assert article_commands.check_article(tmp_path / "articles/draft.toml", **given) == 1
    told = "draft.toml, line 20: claim slip, check 1, low: 0.1 is of another magnitude than series count"
    assert told in capsys.readouterr().err
    made = build.build(**given, builds=tmp_path / "builds", publish=False)
    assert build.unfinished_articles(made.path)["draft.toml"][0].startswith(told)
    (tmp_path / PIECE).unlink()
    with pytest.raises(build.BuildError, match="another magnitude"):
        build.build(**given, builds=tmp_path / "builds")


def test_no_limit_that_ships_is_a_slip(real_build: Build) -> None:
    assert build.unfinished_articles(real_build.path) == {}
