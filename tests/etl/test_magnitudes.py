"""A limit in another unit than its series is no verdict: refused by check and build, with file, line and remedy."""

from pathlib import Path

import pytest

from etl import article as commands
from etl import build, catalogue
from etl.magnitudes import misplaced
from tests.etl import world
from tests.etl.world import LOST_100, article, check, claim

PIECE = "articles/piece.toml"
AT = {"raw": "2024-02-01"}


def found(root: Path, *checks: str, **keys: object) -> dict[str, list[str]]:
    with world.asked(root, *checks, **keys) as db:
        return misplaced(db, catalogue.load(root))


@pytest.mark.parametrize(
    ("test", "key", "limit"),
    [
        (check(low=0.1), "low", "0.1"),
        (check(low=-0.1), "low", "-0.1"),
        (check(above=1), "above", "1"),
        (check(high=100_000), "high", "100,000"),
        (check(low=95, below=5_000), "below", "5,000"),
        (check(statistic="max", over_months=1, high=1e9), "high", "1,000,000,000"),
        (check(statistic="first_reached", low=0.1), "low", "0.1"),
        (check(statistic="change", over_months=1, low=50_000), "low", "50,000"),
        (check(statistic="sum", over_months=1, low=50_000), "low", "50,000"),
        (check(figure=100_000, than="count", low=0), "figure", "100,000"),
        (check(series="count", than="claimed", low=0, high=5_000), "high", "5,000"),
        (check(low=1, at={"raw": "2023-01-01"}), "low", "1"),
    ],
)
def test_a_limit_of_another_magnitude_is_named(tmp_path: Path, test: str, key: str, limit: str) -> None:
    (problem,) = found(world.write(tmp_path), test)["piece"]
    place, said = problem.split(": ", 1)
    assert place.startswith("piece.toml, line ") and said.startswith(f"claim c, check 1, {key}: {limit} is of another")
    assert said.endswith("series count, which holds 99 to 100 around that day: give it in persons")
    line = (tmp_path / PIECE).read_text().split("\n")[int(place.rpartition(" ")[2]) - 1]
    assert line.startswith(f"{key} = ")


@pytest.mark.parametrize(
    "test",
    [
        check(low=95, high=105),
        check(low=4, high=4_000),
        check(low=0),
        check(above=0),
        check(statistic="change", over_months=1, low=0.01),
        check(statistic="change_pct", over_months=1, low=0.01, high=10_000),
        check(statistic="sum", over_months=1, high=9_000),
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
    assert found(tmp_path, check(series="many", low=95, high=105), **LOST_100) == {}
    assert "piece" in found(tmp_path, check(series="many", low=95, high=105))


def test_a_slip_is_refused_by_check_and_left_out_of_a_build(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    world.write(tmp_path)
    slip = article(claim("slip", check(low=0.1))).replace('"piece"', '"draft"').replace('"excerpt"', '"other"')
    (tmp_path / "articles/draft.toml").write_text(slip)
    given = {"data": tmp_path, "seed": tmp_path / "seed", "log": tmp_path / "log"}
    assert commands.check(tmp_path / "articles/draft.toml", **given) == 1
    told = "draft.toml, line 23: claim slip, check 1, low: 0.1 is of another magnitude than series count"
    assert told in capsys.readouterr().err
    made = build.build(**given, builds=tmp_path / "builds")
    assert build.unfinished(made.path)["draft.toml"][0].startswith(told)
    (tmp_path / PIECE).unlink()
    with pytest.raises(build.BuildError, match="another magnitude"):
        build.build(**given, builds=tmp_path / "builds")


def test_no_limit_that_ships_is_a_slip(real_build: Path) -> None:
    assert build.unfinished(real_build) == {}
