"""The append-only record: what an answer appends, and what it never touches."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.learning.log import newest_rows, rows_to_append
from etl.parsing.columns import COLUMNS, KEY, SAYS
from etl.parsing.observations import Observation, day, empty, read_csv, tidy, write_csv
from etl.vocabulary import Cause

# Frames are slow to make: few examples, and no deadline for a busy machine.
FEW = settings(deadline=None, max_examples=15)
FIRST = dt.date(2024, 1, 1)
LEARNED = [dt.datetime(2024, 3, n) for n in (1, 2, 3)]
# An answer as {(series, day): value}; days lie close together, so that answers overlap.
ANSWERS = st.dictionaries(
    st.tuples(st.sampled_from("ab"), st.integers(0, 6)), st.integers(0, 2) | st.none(), max_size=8
)


def rows(answer: dict[tuple[str, int], float | None], vintage: dt.datetime | None = None) -> pd.DataFrame:
    """The answer as a parser returns it; a cell without a value has a bound."""
    return tidy(
        Observation(name, "RUS", day(FIRST + dt.timedelta(days=n)), value, low=value if value else 0, vintage=vintage)
        for (name, n), value in answer.items()
    )


def learnt(*answers: dict[tuple[str, int], float | None]) -> pd.DataFrame:
    """The log after these answers, one a day."""
    known = empty()
    for answer, moment in zip(answers, LEARNED, strict=False):
        known = pd.concat([known, rows_to_append(known, rows(answer), moment)], ignore_index=True)
    return known


def state(known: pd.DataFrame) -> dict[tuple[str, int], float | None]:
    """What the newest rows say, as an answer; withdrawn keys are left out."""
    stands = newest_rows(known)
    stands = stands[stands["status"] != "withdrawn"]
    return {
        (row.series_id, (row.period_end - FIRST).days): None if pd.isna(row.value) else row.value
        for row in stands.itertuples()
    }


def span(answer: dict[tuple[str, int], float | None], name: str) -> range:
    days = [n for series, n in answer if series == name]
    return range(min(days), max(days) + 1) if days else range(0)


@FEW
@given(ANSWERS, ANSWERS)
def test_an_answer_changes_what_it_speaks_about_and_nothing_else(first: dict, second: dict) -> None:
    known = learnt(first)
    whole = learnt(first, second)
    added = whole.iloc[len(known) :]
    # Append-only: the old rows are as they were, and a moment teaches one thing.
    pd.testing.assert_frame_equal(whole.iloc[: len(known)], known, check_dtype=False)
    assert (added["vintage"] == LEARNED[1]).all() and not whole.duplicated([*KEY, "vintage"]).any()
    # Inside the span of its periods the newest rows say what the answer says; outside, what was known.
    before, after = state(known), state(whole)
    for name in "ab":
        for n in range(7):
            expected = second if n in span(second, name) else before
            assert after.get((name, n), "absent") == expected.get((name, n), "absent")
    # Each row says something else than the one before it.
    for _, history in whole.groupby(KEY):
        said = history[SAYS].astype(object).where(history[SAYS].notna(), None)
        assert (said != said.shift(fill_value="nothing")).any(axis=1).all()
    # Either answer again, as of its own moment, teaches nothing; nor does the newest one later.
    again = ((first, LEARNED[0]), (second, LEARNED[1]), (second, LEARNED[2]))
    assert all(rows_to_append(whole, rows(answer), moment).empty for answer, moment in again)


@FEW
@given(answer=ANSWERS)
def test_what_is_written_is_read_again(answer: dict, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("log") / "a.csv"
    known = learnt({key: value / 3 if value else value for key, value in answer.items()})
    write_csv(known, path)
    pd.testing.assert_frame_equal(read_csv(path), known, check_dtype=False)


@pytest.mark.parametrize("year", [1, 999, 1677, 2024, 9999])
def test_a_vintage_of_any_year_is_written_as_it_is_read(year: int, tmp_path: Path) -> None:
    known = learnt({("a", 0): 1}).assign(vintage=pd.Timestamp(year, 2, 3, 4, 5, 6).as_unit("us"))
    write_csv(known, tmp_path / "a.csv")
    assert f",{year:04}-02-03T04:05:06," in (tmp_path / "a.csv").read_text()
    assert read_csv(tmp_path / "a.csv")["vintage"].tolist() == known["vintage"].tolist()


@pytest.mark.parametrize(
    ("column", "cell", "found"),
    [
        ("period_end", "half past two", "half past two"),
        ("period_start", None, "row 2: a date is missing"),
        ("note", "a\rb", "row 3, period_start: 'publisher' is no date"),
        ("value", float("inf"), None),
    ],
)
def test_what_could_not_be_read_again_is_not_written(
    column: str, cell: object, found: str | None, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    known = learnt({("a", 0): 1, ("a", 1): 2})
    write_csv(known, path)
    before = path.read_bytes()
    spoilt = known.astype({column: object})
    spoilt.loc[0, column] = cell
    if found:
        with pytest.raises(ValueError, match=r"a\.csv was not written, since it could not be read again") as error:
            write_csv(spoilt, path)
        assert found in str(error.value)
    assert path.read_bytes() == before and list(tmp_path.iterdir()) == [path]


def test_a_new_row_carries_when_and_why() -> None:
    added = rows_to_append(empty(), rows({("a", 0): 5}), LEARNED[0], cause=Cause.OURS)
    assert list(added.columns) == COLUMNS
    assert added[["vintage", "value", "status", "cause"]].to_numpy().tolist() == [[LEARNED[0], 5, "final", "ours"]]


def test_a_withdrawn_row_has_no_number_and_comes_back_when_the_answer_has_it_again() -> None:
    full = {("a", 0): 1, ("a", 1): 2, ("a", 2): 3}
    known = learnt(full, {("a", 0): 1, ("a", 2): 3}, full)
    assert known.iloc[3:][["vintage", "status"]].to_numpy().tolist() == [
        [LEARNED[1], "withdrawn"],
        [LEARNED[2], "final"],
    ]
    assert known.iloc[3][["value", "low", "high"]].isna().all()
    assert state(known) == full


def test_rows_of_another_series_and_outside_the_span_are_not_withdrawn() -> None:
    known = learnt({("a", 0): 1, ("a", 6): 2, ("b", 1): 3}, {("a", 2): 4, ("a", 3): 5})
    assert len(known) == 5 and "withdrawn" not in set(known["status"])


def test_an_entity_that_the_answer_no_longer_has_is_withdrawn() -> None:
    two = pd.concat([rows({("a", 0): 1}), rows({("a", 0): 2}).assign(entity="UKR")])
    added = rows_to_append(rows_to_append(empty(), two, LEARNED[0]), rows({("a", 0): 1}), LEARNED[1])
    assert added[["entity", "status"]].to_numpy().tolist() == [["UKR", "withdrawn"]]


def test_a_note_or_an_address_alone_is_no_change() -> None:
    known = learnt({("a", 0): 1})
    said = rows({("a", 0): 1}).assign(note="new words", url="https://example.org")
    assert rows_to_append(known, said, LEARNED[1]).empty
    assert len(rows_to_append(known, said.assign(status="provisional"), LEARNED[1])) == 1


@FEW
@given(ANSWERS, ANSWERS)
def test_vintages_of_the_publisher_are_kept(old: dict, new: dict) -> None:
    stated = pd.concat([rows(old, vintage=dt.datetime(2024, 2, 1)), rows(new)])
    added = rows_to_append(empty(), stated, LEARNED[0])
    for name_day, value in old.items():
        at = added[(added["vintage"] == dt.datetime(2024, 2, 1)) & (added["status"] != "withdrawn")]
        assert state(at).get(name_day, "absent") == value
    assert {**old, **new}.items() >= state(added).items() >= new.items()
    assert rows_to_append(added, stated, LEARNED[1]).empty


def test_an_older_vintage_that_arrives_late_leaves_the_newest_alone() -> None:
    known = learnt({("a", 0): 7})
    added = rows_to_append(
        known, pd.concat([rows({("a", 0): 5}, vintage=dt.datetime(2024, 1, 9)), rows({("a", 0): 7})]), LEARNED[1]
    )
    assert added["vintage"].tolist() == [dt.datetime(2024, 1, 9)]
    assert state(pd.concat([known, added])) == {("a", 0): 7}


def test_a_correction_without_a_new_date_was_learned_with_the_answer() -> None:
    published = dt.datetime(2024, 1, 9)
    known = rows_to_append(empty(), rows({("a", 0): 5}, vintage=published), LEARNED[0])
    added = rows_to_append(known, rows({("a", 0): 6}, vintage=published), LEARNED[1])
    assert added[["vintage", "value"]].to_numpy().tolist() == [[LEARNED[1], 6]]
    assert rows_to_append(pd.concat([known, added]), rows({("a", 0): 6}, vintage=published), LEARNED[2]).empty


def test_what_was_learned_at_a_moment_is_not_rewritten() -> None:
    with pytest.raises(ValueError, match="a, RUS, 2024-01-01: at 2024-03-01 00:00:00 something else was learned"):
        rows_to_append(learnt({("a", 0): 1}), rows({("a", 0): 2}), LEARNED[0])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("series_id,value\na,1\n", "columns are series_id, value; expected"),
        (",".join(COLUMNS) + "\na,RUS,1 May,2024-05-01,2024-05-01T00:00:00,1,,,final,,,publisher\n", "1 May"),
        (",".join(COLUMNS) + "\na,RUS,2024-05-01,2024-05-01,2024-05-01T00:00:00,one,,,final,,,publisher\n", "one"),
        ("", "No columns"),
    ],
)
def test_a_file_that_is_no_log_is_named(tmp_path: Path, text: str, found: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text)
    with pytest.raises(ValueError, match=f"a.csv: .*{found}"):
        read_csv(path)
