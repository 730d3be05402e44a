"""UCDP's candidate events: one month of Ukraine, summed by kind of violence."""

from pathlib import Path

import pytest

from etl.sources.ucdp_candidate import COLUMNS, ESTIMATES, parse
from tests.etl.sources.refusals import PAGE, refused, swapped
from tests.fixtures import answer

RAW = answer("ucdp_candidate")["month"]


def test_exact_sums_by_kind_for_the_month_in_which_events_ended() -> None:
    frame = parse({"month": RAW})
    rows = [(r.entity, str(r.period_start), str(r.period_end), r.value, r.low, r.high) for r in frame.itertuples()]
    assert rows == [
        ("one_sided", "2026-08-01", "2026-08-31", 2, 1, 4),
        ("state_based", "2026-08-01", "2026-08-31", 15, 13, 20),
    ]
    assert set(frame.series_id) == {"deaths_ucdp_candidate"} and set(frame.status) == {"provisional"}


@pytest.mark.parametrize(("raw", "found"), [(b"", "empty"), (PAGE, "HTML page"), (b"id\n", "is missing")])
def test_answer_refused(raw: bytes, found: str) -> None:
    refused("ucdp_candidate", {"month": raw}, "month", found)


@pytest.mark.parametrize("column", [*COLUMNS, *ESTIMATES])
def test_a_renamed_column_is_refused(column: str) -> None:
    header, _, rest = RAW.partition(b"\n")
    names = [f"new_{name}" if name == column else name for name in header.decode().split(",")]
    raw = ",".join(names).encode() + b"\n" + rest
    refused("ucdp_candidate", {"month": raw}, "month", f"column '{column}' is missing")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("gwnob\n", "gwnob,extra\n", "unknown column 'extra'"),
        ("\n2,X-2,", "\n1,X-2,", "row 3, id: event 1 stands twice"),
        ("Clear,1,", "Clear,4,", "row 2, type_of_violence: unknown code '4'"),
        (",Ukraine,369,", ",Ucraine,369,", "'Ucraine' has the number '369'"),
        (",Ukraine,369,", ",Ukraine,365,", "'Ukraine' has the number '365'"),
        ("2026-08-10 00:00:00.000", "2026-07-10 00:00:00.000", "events of one month in Ukraine are expected"),
        ("2026-08-10 00:00:00.000", "10/08/2026", "row 4, date_start: '10/08/2026' is not a date"),
        ("2026-07-31 00:00:00.000,2026-08-02", "2026-08-31 00:00:00.000,2026-08-02", "ends before it starts"),
        (",10,15,8,", ",10,9,8,", "state_based: best lies outside"),
        (",10,15,8,", ",-1,15,8,", "row 2, best: '-1' is not a whole number, zero or more"),
        (",10,15,8,", ",,15,8,", "row 2, best: '' is not a number"),
    ],
)
def test_row_refused(old: str, new: str, found: str) -> None:
    refused("ucdp_candidate", {"month": swapped(RAW, old, new)}, "month", found)


def test_a_sum_may_hold_an_event_whose_own_estimates_cross_but_not_cross_itself() -> None:
    assert len(parse({"month": swapped(RAW, ",5,5,5,", ",5,4,5,")})) == 2


def test_the_recorded_excerpt_has_the_columns_expected_and_no_event_in_ukraine(recorded: Path) -> None:
    raw = (recorded / "samples/ucdp/GEDEvent_candidate_v26_0_8_excerpt.csv").read_bytes()
    refused("ucdp_candidate", {"month": raw}, "month", "events of one month in Ukraine are expected, found []")
