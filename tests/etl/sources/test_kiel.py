"""Kiel's tracker: groups that lose nothing, absent months, promises against allocations, files of one release."""

import csv
import datetime as dt
import io
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.parsing.observations import month
from etl.sources.kiel import EU_MEMBERS, GROUPS, OTHERS, by_group, donor_share, parse, running
from tests.etl.sources.refusals import PAGE, refused, swapped, value
from tests.fixtures import answer

FILES = answer("kiel")
MONTHS = [month(2022, number) for number in (1, 2, 3)]
COLUMNS = {
    "release_info": ["release", "period", "date", "label"],
    "total_allocations": ["year", "month", "total_allocations", "military", "financial", "humanitarian"],
    "data_explorer": [
        *("iso", "year", "month", "total", "financial", "humanitarian", "military"),
        *("commitments", "to_be_allocated", "gdp"),
    ],
    "procurement_trends": ["year", "month", "stockpile", "procurement", "unspecified", "nato_purl"],
    "eu_aid_shares": ["iso", "bilateral_pct_gdp", "eu_share_pct_gdp", "total_pct_gdp"],
}


def but(file: str, old: str, new: str) -> dict[str, bytes]:
    """The fixture with something else in one file."""
    return FILES | {file: swapped(FILES[file], old, new)}


def months(frame: pd.DataFrame, series: str, entity: str) -> list[float]:
    """The values of one entity in order of time."""
    return frame[(frame.series_id == series) & (frame.entity == entity)]["value"].tolist()


def test_exact_rows() -> None:
    frame = parse(FILES)
    found = {key: rows["value"].tolist() for key, rows in frame.groupby(["series_id", "entity"])}
    monthly = {
        ("support_allocations", "aid_military"): [0.251, 1.55, 1.275],
        ("support_allocations", "aid_financial"): [0, 1.1, 2.5],
        ("support_allocations", "aid_humanitarian"): [0.1, 0.85, 0.5],
        ("support_by_donor_group", "USA"): [0.25, 2, 0],
        ("support_by_donor_group", "eu_institutions"): [0, 0, 1.5],
        ("support_by_donor_group", "eu_members"): [0.001, 1.05, 1.525],
        ("support_by_donor_group", "other_donors"): [0.1, 0.45, 1.25],
        ("support_allocated", "all_donors"): [0.351, 3.5, 4.275],
        ("support_commitments", "all_donors"): [0.351, 12.95, 2.275],
        ("support_allocated_total", "all_donors"): [0.351, 3.851, 8.126],
        ("support_committed_total", "all_donors"): [0.351, 13.301, 15.576],
        ("support_military_origin", "aid_from_stockpiles"): [0.001496, 1.2, 0.5],
        ("support_military_origin", "aid_procured"): [0, 0.3, 0.6],
        ("support_military_origin", "aid_origin_unspecified"): [0.23, 0.1, 0],
        ("support_military_origin", "aid_nato_purl"): [0, 0, 0.2],
        ("support_by_donor_total", "USA"): [0.25, 2.25, 2.25],
        ("support_by_donor_total", "eu_institutions"): [0, 0, 1.5],
        ("support_by_donor_total", "DEU"): [0, 0.5, 1.75],
        ("support_share_of_gdp", "EST"): [0.003125, 0.63, 0.63],
        ("support_share_of_gdp", "DEU"): [0, 0.01, 0.04],
        ("support_share_with_eu", "DEU"): [1.31],
        ("support_share_with_eu", "DNK"): [3.6],
    }
    assert {key: found[key] for key in monthly} == monthly
    assert len(frame) == 3 * (3 + 4 + 4 + 4 + 10 + 13) + 13
    assert set(frame.status) == {"final"}


def test_what_is_known_was_known_on_the_day_of_the_release() -> None:
    frame = parse(FILES)
    assert set(frame.vintage) == {pd.Timestamp(2022, 7, 1)}
    shares = frame[frame.series_id == "support_share_with_eu"]
    assert set(zip(shares.period_start, shares.period_end, strict=True)) == {MONTHS[-1]}


def test_a_month_without_a_row_of_a_donor_adds_nothing_and_its_total_stays() -> None:
    assert b'"United States","USA",2022,3' not in FILES["data_explorer"]
    frame = parse(FILES)
    assert months(frame, "support_by_donor_group", "USA")[-1] == 0
    assert months(frame, "support_by_donor_total", "USA")[-2:] == [2.25, 2.25]


def test_a_months_allocations_may_exceed_its_commitments() -> None:
    assert b",-1," in FILES["data_explorer"]
    frame = parse(FILES)
    allocated, committed = (months(frame, name, "all_donors") for name in ("support_allocated", "support_commitments"))
    assert allocated[2] > committed[2] and allocated[1] < committed[1]


def test_what_is_to_be_allocated_is_commitments_less_allocations() -> None:
    files = but("data_explorer", ",0.75,0.25,4000", ",0.75,0.35,4000")
    refused("kiel", files, "data_explorer", "row 9, to_be_allocated: 0.35, but its parts give 0.25")


def test_a_donor_of_no_group_is_refused() -> None:
    refused("kiel", but("data_explorer", '"JPN"', '"BRA"'), "data_explorer", "'BRA' is in no group of donors")


def test_the_groups_are_the_members_of_the_eu_and_explicit_others() -> None:
    assert len(set(EU_MEMBERS)) == 27 and len(set(OTHERS)) == 13 and not set(EU_MEMBERS) & set(OTHERS)
    assert len(GROUPS) == 42 and set(GROUPS.values()) == {"USA", "eu_institutions", "eu_members", "other_donors"}


@given(
    st.dictionaries(
        st.sampled_from(sorted(GROUPS)), st.dictionaries(st.sampled_from(MONTHS), st.integers(0, 10**8)), max_size=42
    )
)
def test_grouping_loses_nothing(millionths: dict[str, dict[tuple[dt.date, dt.date], int]]) -> None:
    donors = {iso: {period: n / 10**6 for period, n in amounts.items()} for iso, amounts in millionths.items()}
    grouped = by_group(donors, MONTHS)
    for period in MONTHS:
        whole = sum(amounts.get(period, 0) for amounts in millionths.values())
        assert round(sum(amounts[period] for amounts in grouped.values()) * 10**6) == whole


@given(st.dictionaries(st.sampled_from(MONTHS), st.integers(0, 10**8)), st.integers(1, 20_000))
def test_a_total_and_its_share_never_fall_and_end_at_the_sum(millionths: dict, gdp: int) -> None:
    total = list(running({period: n / 10**6 for period, n in millionths.items()}, MONTHS).values())
    assert total == sorted(total) and round(total[-1] * 10**6) == sum(millionths.values())
    shares = [donor_share(amount, gdp) for amount in total]
    assert shares == sorted(shares)


def test_little_does_not_become_nothing() -> None:
    assert donor_share(0.001, 32) == 0.003125 and donor_share(1, 3) == 33.33 and donor_share(0, 3) == 0


def test_a_gdp_that_changes_is_refused() -> None:
    files = but("data_explorer", ",0.25,-1,4000", ",0.25,-1,4100")
    refused("kiel", files, "data_explorer", "row 10, gdp: 4100, but an earlier row of DEU has 4000")


def test_a_share_of_no_gdp_is_refused() -> None:
    refused("kiel", but("data_explorer", ",400,", ",0,"), "data_explorer", "NOR, gdp: 0")


def test_donors_that_do_not_add_up_to_the_total_are_refused() -> None:
    files = but("total_allocations", "2022,3,4.275", "2022,3,5.275")
    refused("kiel", files, "data_explorer", "2022-03: donors add up to 4.275, but total_allocations has 5.275")


@pytest.mark.parametrize("file", ["total_allocations", "procurement_trends"])
@pytest.mark.parametrize(
    ("period", "found"), [("04/2022", "2022-04 is missing"), ("02/2022", "2022-03 is not covered")]
)
def test_a_file_of_another_release_is_refused(file: str, period: str, found: str) -> None:
    files = but("release_info", '"03/2022"', f'"{period}"')
    if file == "procurement_trends":
        # The first file is of the release, the second is not.
        lines = FILES["total_allocations"].decode().splitlines(keepends=True)
        text = "".join(lines[:3]) if period == "02/2022" else "".join(lines) + "2022,4,0,0,0,0\n"
        files |= {"total_allocations": text.encode()}
    refused("kiel", files, file, found)


@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        ("release_info", '"03/2022"', '"March"', "row 2, period: 'March' is not a date like %m/%Y"),
        ("release_info", '"2022-07-01"', '"2022-02-01"', "row 2, period: '03/2022' for a release of 2022-02-01"),
        ("release_info", '(03/2022)"\n', '(03/2022)"\n"4","03/2022","2022-08-01","R"\n', "2 releases where one"),
        ("total_allocations", "2022,2,", "2022,1,", "row 3, month: 2022-01 stands twice"),
        ("total_allocations", "2022,2,", "2022,13,", "row 3, year and month: '2022-13' is not a date"),
        ("total_allocations", "1.55", "NA", "row 3, military: 'NA' is not a number"),
        ("total_allocations", "1.55", "-1.55", "row 3, military: -1.55 is below zero"),
        ("data_explorer", '"EST",2022,2', '"EST",2022,1', "row 7, month: EST, 2022-01 stands twice"),
        ("data_explorer", '"EST",2022,2', '"EST",2022,4', "row 7, month: 2022-04 is not covered by the release"),
        ("data_explorer", ",0.5,0.1,0.15,", ",0.5,0.2,0.15,", "row 9, total: 0.5, but its parts give 0.6"),
        ("data_explorer", '"Latvia","LVA"', '"Malta","MLT"', "iso: no row of LVA"),
        ("eu_aid_shares", '"MLT"', '"NOR"', "row 15, iso: 'NOR' is no member of the EU"),
        ("eu_aid_shares", '"MLT"', '"ESP"', "row 15, iso: 'ESP' is no member of the EU, or stands twice"),
        ("eu_aid_shares", '"FRA"', '"AUT"', "iso: no row of FRA"),
        ("eu_aid_shares", "3.6,", "3.5,", "row 2, total_pct_gdp: 3.5 is not the sum of its parts"),
    ],
)
def test_what_is_not_understood_is_refused(file: str, old: str, new: str, found: str) -> None:
    refused("kiel", but(file, old, new), file, found)


@pytest.mark.parametrize(("file", "column"), [(file, name) for file, names in COLUMNS.items() for name in names])
def test_a_renamed_column_is_refused(file: str, column: str) -> None:
    refused("kiel", but(file, f'"{column}"', f'"new_{column}"'), file, f"header: column {column!r} is missing")


@pytest.mark.parametrize("file", COLUMNS)
def test_a_new_column_an_empty_file_and_a_page_are_refused(file: str) -> None:
    head, _, rest = FILES[file].partition(b"\n")
    refused("kiel", FILES | {file: head + b',"more"\n' + rest}, file, "unknown column 'more'")
    refused("kiel", FILES | {file: b""}, file, "empty")
    refused("kiel", FILES | {file: PAGE}, file, "HTML page")


# The recorded Release 29.


@pytest.fixture(scope="module")
def release(recorded: Path) -> dict[str, bytes]:
    folder = recorded / "economy/ukraine-support-kiel"
    return {file: (folder / f"{file}.csv").read_bytes() for file in COLUMNS}


def rows(raw: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(raw.decode())))


def test_recorded_groups_add_up_to_the_total_of_every_month(release: dict[str, bytes]) -> None:
    frame = parse(release)
    groups = frame[frame.series_id == "support_by_donor_group"].groupby("period_end")["value"].sum()
    totals = {month(int(r["year"]), int(r["month"]))[1]: r for r in rows(release["total_allocations"])}
    assert len(totals) == 52 and groups.index.tolist() == sorted(totals)
    for last, total in groups.items():
        assert total == pytest.approx(float(totals[last]["total_allocations"]), abs=2e-6)


def test_recorded_sums(release: dict[str, bytes]) -> None:
    frame = parse(release)
    kinds = frame[frame.series_id == "support_allocations"].groupby("entity")["value"].sum().round(1)
    assert kinds.to_dict() == {"aid_military": 173.0, "aid_financial": 159.7, "aid_humanitarian": 25.7}
    donors = {"USA": 115.4, "eu_institutions": 84.4, "DEU": 29.9, "GBR": 21.3}
    for donor, total in donors.items():
        assert value(frame, "support_by_donor_total", "2026-04-30", donor) == pytest.approx(total, abs=0.05)
    assert value(frame, "support_allocated_total", "2026-04-30", "all_donors") == pytest.approx(358.4, abs=0.05)
    assert value(frame, "support_committed_total", "2026-04-30", "all_donors") == pytest.approx(548.0, abs=0.05)
    assert set(frame.vintage) == {pd.Timestamp(2026, 8, 4)}
    us = frame[(frame.series_id == "support_by_donor_group") & (frame.entity == "USA")].set_index("period_end")["value"]
    assert us[us > 0].index.max() == dt.date(2025, 1, 31) and us[dt.date(2025, 1, 31)] == 0.482918


def test_recorded_totals_are_the_largest_and_shares_those_the_publisher_states(release: dict[str, bytes]) -> None:
    frame = parse(release)
    stated = {r["iso"]: float(r["bilateral_pct_gdp"]) for r in rows(release["eu_aid_shares"])}
    last = frame[frame.period_end == dt.date(2026, 4, 30)]
    shares = last[last.series_id == "support_share_of_gdp"].set_index("entity")["value"]
    for iso in sorted(set(stated) & set(shares.index)):
        assert shares[iso] == round(stated[iso], 2)
    # No member that is left out has a higher share than the lowest of the twelve charted ones.
    assert sum(percent > shares["GBR"] for percent in stated.values()) == sum(
        shares[iso] > shares["GBR"] for iso in shares.index if iso in EU_MEMBERS
    )
    totals: dict[str, float] = {}
    for row in rows(release["data_explorer"]):
        totals[row["iso"]] = totals.get(row["iso"], 0) + float(row["total"])
    charted = last[last.series_id == "support_by_donor_total"]["value"]
    assert sorted(charted.round(4)) == sorted(round(total, 4) for total in sorted(totals.values())[-10:])


def test_recorded_military_aid_by_origin_is_less_than_military_aid_and_is_not_adjusted(
    release: dict[str, bytes],
) -> None:
    frame = parse(release)
    origins = frame[frame.series_id == "support_military_origin"].groupby("entity")["value"].sum().round(2)
    assert origins.to_dict() == {
        "aid_from_stockpiles": 56.84,
        "aid_procured": 81.81,
        "aid_origin_unspecified": 25.27,
        "aid_nato_purl": 4.12,
    }
    assert origins.sum() < 172
