"""Doubts are kept from answer to answer, and settled by one of a later day that says the same."""

import datetime as dt
from pathlib import Path

import pytest

from etl.learning import doubts
from etl.learning.doubts import NAME, Doubt, Judge

DAYS = [dt.date(2026, 8, n) for n in (1, 2, 3)]
SAID = Doubt("a row", 10, "10 after 100")


def kept(folder: Path, *said: list[Doubt]) -> Judge:
    """What is known on the third day after these answers, one a day."""
    for day, each in zip(DAYS, said, strict=False):
        doubts.keep_doubts(folder, each, Judge(doubts.earlier_doubts(folder), day))
    return Judge(doubts.earlier_doubts(folder), DAYS[2])


@pytest.mark.parametrize(
    ("said", "settled"),
    [
        ([], False),
        ([[SAID]], True),
        ([[], [SAID]], True),
        ([[SAID], []], False),  # in between it was not said
        ([[Doubt("a row", 12, "")]], False),
        ([[Doubt("a row", 10.09, "")]], True),  # a history computed anew
        ([[Doubt("a row", None, "")]], False),
        ([[Doubt("another row", 10, "")]], False),
    ],
)
def test_a_doubt_is_settled_by_what_was_said_on_another_day(
    said: list[list[Doubt]], settled: bool, tmp_path: Path
) -> None:
    judge = kept(tmp_path, *said)
    assert judge.settled(SAID) == judge.trusts(SAID) == settled
    assert Judge(judge.earlier, judge.today, accept=True).trusts(SAID)
    assert not Judge({SAID.about: (10, DAYS[2])}, DAYS[2]).settled(SAID)  # an hour later


def test_a_doubt_is_as_old_as_its_first_answer(tmp_path: Path) -> None:
    long = Doubt("all", None, "an older copy", days=2)
    assert kept(tmp_path, [long], [long]).settled(long)
    assert not kept(tmp_path, [], [long]).settled(long)


def test_what_says_another_thing_is_doubted_anew(tmp_path: Path) -> None:
    assert kept(tmp_path, [SAID], [Doubt("a row", 20, "")]).earlier == {"a row": (20, DAYS[1])}


def test_a_clock_that_was_ahead_does_not_keep_a_doubt_for_years(tmp_path: Path) -> None:
    doubts.keep_doubts(tmp_path, [SAID], Judge({}, dt.date(2099, 1, 1)))
    assert kept(tmp_path, [SAID]).settled(SAID)


def test_what_nothing_settles_is_accepted_by_nobody() -> None:
    never = Doubt("a row", 10, "impossible", days=None)
    assert not Judge({"a row": (10, DAYS[0])}, DAYS[2], accept=True).trusts(never)


def test_no_doubt_leaves_no_file(tmp_path: Path) -> None:
    doubts.keep_doubts(tmp_path / "new", [], Judge({}, DAYS[0]))
    assert not (tmp_path / "new").exists()
    kept(tmp_path, [SAID], [])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["{", "[]", '{"a row": 5}', '{"a row": [5, "yesterday"]}', '{"a row": [5, 7]}'])
def test_a_damaged_file_says_what_to_do(text: str, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(text)
    with pytest.raises(ValueError, match="is damaged; delete it"):
        doubts.earlier_doubts(tmp_path)
