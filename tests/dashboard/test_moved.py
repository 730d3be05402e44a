"""When a verdict changed: the newest stretch of days that agree with now, told by the days on which it may move."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import evidence, moved
from dashboard.evidence import ClaimRecord, Verdict
from dashboard.moved import Change, changed, days, judged, since
from etl import build as builder
from tests.etl import world

FIRST = dt.date(2024, 2, 2)
EVENT_TOMORROW = '[[excerpt.claim.check]]\nlabel = "it"\nreading = "it"\nevent = "end"\nat = 2024-06-01\n'


def day(number: int) -> dt.date:
    return FIRST + dt.timedelta(days=number)


@given(st.lists(st.booleans(), max_size=12))
def test_it_is_the_first_day_of_the_last_stretch_that_agrees(found: list[bool]):
    every = [day(number) for number in range(len(found))]
    asked: list[dt.date] = []

    def as_now(each: dt.date) -> bool:
        asked.append(each)
        return found[(each - FIRST).days]

    first = since(every, as_now)
    expected = [each for each in every if all(found[(each - FIRST).days :])]
    assert first == (expected[0] if expected else None)
    assert len(asked) <= len(expected) + 1


def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *claims: str, seed: tuple[str, ...] = ()) -> Path:
    """A build of the tiny world with these claims, and these rows of `count` alone."""
    root = world.write(tmp_path / "data")
    (root / "articles/piece.toml").write_text(world.article(*claims))
    (root / "seed/counter.csv").write_text("\n".join([world.HEADER, *seed, ""]))
    return builder.build(data=root, builds=tmp_path / "builds", log=tmp_path / "log").path


def claim_of(path: Path, asof: dt.date | None = None) -> ClaimRecord:
    ((found,),) = (excerpt.claims for excerpt in evidence.excerpts(path, "piece", asof))
    return found
