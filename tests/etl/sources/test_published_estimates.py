"""The list of published estimates: who said it, when it was published, and its traps."""

import csv
import datetime as dt
import re
from pathlib import Path

import pandas as pd
import pytest

from etl.parsing.answer import SourceError
from etl.sources import uk_mod_monthly
from etl.sources.published_estimates import ENTITIES, LIST, parse
from tests.etl.doubted import doubted
from tests.fixtures import answer

FILES = answer("published_estimates")
ROOT = Path(__file__).resolve().parents[3]
BOUND = {
    "low": re.compile(r"(“likely” )?“?(more than|over|at least|above|понад|or more)\b", re.IGNORECASE),
    "high": re.compile(r"“?(nearly|almost|up to|as many as|at most|approaching|gotovo|до)\b", re.IGNORECASE),
}


def changed(file: str, old: str, new: str) -> dict[str, bytes]:
    text = FILES[file].decode()
    assert old in text
    return FILES | {file: text.replace(old, new, 1).encode()}


def row(entity: str, files: dict[str, bytes] = FILES, series: str = "") -> pd.Series:
    frame = parse(files)
    rows = frame[(frame.entity == entity) & (frame.series_id.str.startswith(series))]
    assert len(rows) == 1, rows
    return rows.iloc[0]


def test_exact_rows() -> None:
    frame = parse(FILES).astype(object)
    frame = frame.where(frame.notna(), None)
    columns = ["series_id", "entity", "period_end", "vintage", "value", "low", "high", "status"]
    rows = [[*r[:3], r[3] and r[3].date(), *r[4:]] for r in frame[columns].to_numpy().tolist()]
    day = dt.date
    casualties, deaths, western = "casualties_published_", "deaths_published_", "western_intelligence"
    assert rows == [
        [casualties + "russia", "csis", day(2025, 12, 1), None, 1200000, None, None, "unverified"],
        [casualties + "russia", "ua_armed_forces", day(2024, 2, 6), day(2024, 2, 6), 390580, None, None, "unverified"],
        [casualties + "russia", "uk_mod", day(2023, 11, 30), day(2023, 12, 4), 320000, 290000, 350000, "estimate"],
        [casualties + "russia", "uk_mod", day(2025, 3, 5), day(2025, 3, 5), 875000, None, None, "estimate"],
        [casualties + "russia", "uk_mod_months", day(2022, 4, 1), day(2025, 1, 7), 11966, None, None, "estimate"],
        [casualties + "russia", "us_defence", day(2024, 12, 7), day(2024, 12, 7), None, 700000, None, "unverified"],
        [casualties + "russia", western, day(2024, 9, 17), day(2024, 9, 17), 600000, None, None, "estimate"],
        [casualties + "ukraine", "ru_mod", day(2023, 12, 19), day(2023, 12, 19), None, 383000, None, "estimate"],
        [deaths + "russia", "mediazona_meduza", day(2024, 2, 4), None, 85600, 75600, 99600, "unverified"],
        [deaths + "russia", "nato_officials", day(2022, 3, 23), day(2022, 3, 23), None, 7000, 15000, "estimate"],
        [deaths + "russia", "uk_mod", day(2022, 6, 29), day(2022, 7, 24), None, None, 25000, "unverified"],
        [deaths + "ukraine", "ualosses", day(2025, 5, 30), None, None, 70935, 135930, "unverified"],
    ]


def test_estimate_dated_after_its_publication_is_placed_on_that_day() -> None:
    found = row("western_intelligence")
    assert found.period_start == found.period_end == dt.date(2024, 9, 17)
    assert "Dated 2024-11-19, after its publication" in found.note
    assert "Day of publication: a press report of that day. Report: https://example.org/report." in found.note


def test_day_of_publication_from_the_number_of_the_post() -> None:
    files = changed("published", "1731611263799537767", "1902662502334259284/photo/1")
    assert parse(files).query("value == 320000").vintage.item() == pd.Timestamp(2025, 3, 20)


def test_date_in_the_address_is_used_but_unverified() -> None:
    found = row("uk_mod", series="deaths")
    assert found.vintage == pd.Timestamp(2022, 7, 24) and "the date in the address" in found.note
    dashed = row("uk_mod", changed("published", "europe/2022/07/24/", "europe-2022-07-25/"), series="deaths")
    assert dashed.vintage == pd.Timestamp(2022, 7, 25)


def test_no_day_stands_in_for_the_day_of_publication_where_it_was_not_found() -> None:
    found = row("csis")
    assert pd.isna(found.vintage) and "was not found" in found.note
    looked_for = "2025-12-01,CSIS,russia,casualties,,,,,No page shows it,not found,https://example.org/x,,\n"
    found = row("csis", FILES | {"published_on": FILES["published_on"] + looked_for.encode()})
    assert pd.isna(found.vintage) and "The day of publication was not found. No page shows it." in found.note


def test_what_the_page_says_stands_in_place_of_what_the_list_prints() -> None:
    found = row("ru_mod")
    assert (found.low, "“more than”." in found.note) == (383000, True) and pd.isna(found.value)


def test_misdated_rows_are_moved_and_say_so() -> None:
    assert "The list prints 23 April 2022" in row("nato_officials").note
    assert "The list prints 16 January 2024" in row("ua_armed_forces").note
    corrected = row("nato_officials", changed("published", "23/04/2022", "24/03/2022"))
    assert corrected.period_end == dt.date(2022, 3, 24) and "prints" not in corrected.note


def test_addresses_and_remarks() -> None:
    assert row("mediazona_meduza").url == LIST and "no address" in row("mediazona_meduza").note
    assert row("ualosses").url == "https://example.org/soldiers/" and "dead + missing" in row("ualosses").note
    assert "a party to the war" in row("ru_mod").note
    assert row("uk_mod", series="deaths").url == "https://example.org/europe/2022/07/24/how-heavy"


def test_left_out_source_is_not_read() -> None:
    assert 100000 not in set(parse(FILES).low)
    assert "Lostarmour" not in ENTITIES


def test_kept_statement_that_the_list_has_since_taken_up_stands_once() -> None:
    listed = b"05/03/2025,,,875500,casualties,UK MoD Defence Intelligence,https://example.org/x,russia,\n"
    frame = parse(FILES | {"published": FILES["published"] + listed})
    assert frame[frame.period_end == dt.date(2025, 3, 5)].value.tolist() == [875500]


@pytest.mark.parametrize("file", ["published", "published_on"])
@pytest.mark.parametrize(
    ("raw", "found"),
    [(b"", "empty"), (b"<!doctype html><p>moved", "HTML page"), (b"date,source\n", "is missing")],
)
def test_answer_refused(file: str, raw: bytes, found: str) -> None:
    with pytest.raises(SourceError, match=f"published_estimates: {file}.*{found}"):
        parse(FILES | {file: raw})


@pytest.mark.parametrize(
    ("file", "column"),
    [
        *(("published", column) for column in ("date,", "estimate_low", "type", "source,", "source_url", "country")),
        *(("published", column) for column in ("estimate,", "ignore for chart", "estimate_high")),
        *(("published_on", column) for column in ("published_on", "basis", "verified", "url", "note", "point")),
    ],
)
def test_renamed_column_is_refused(file: str, column: str) -> None:
    with pytest.raises(SourceError, match=f"published_estimates: {file}, header: column .* is missing"):
        parse(changed(file, column, f"new {column}"))


@pytest.mark.parametrize(
    ("file", "old", "new", "where"),
    [
        ("published", "CSIS", "Some Institute", "row 6, source: 'Some Institute' is not known"),
        ("published", "casualties,CSIS", "prisoners,CSIS", "row 6, type, country"),
        ("published", "grinding-war,russia", "grinding-war,belarus", "row 6, type, country"),
        ("published", '"1,200,000"', '""', "row 6: no estimate"),
        ("published", '"1,200,000"', "over a million", "row 6, point"),
        ("published", '"1,200,000"', '"1,25"', "row 6, point: '1,25' is not a number"),
        ("published", '"1,200,000"', "375.000", "row 6, point: '375.000' is not a whole number"),
        ("published", '"1,200,000"', '"87,5000"', "row 6, point: '87,5000' is not a number"),
        ("published", '"700,000"', "700000¹", "row 7, low: '700000¹' is not a number"),
        ("published", "1/12/2025", "01/01/0001", "row 6, date: '01/01/0001' is not between 1900 and 2100"),
        ("published", "1/12/2025", "20/08/2002", "row 6, date: '20/08/2002' is before 2022-02-24"),
        ("published", "1/12/2025", "1/12/25", "row 6, date: '1/12/25' is not a date like"),
        ("published", "1/12/2025", "12/31/2025", "row 6, date"),
        ("published", "1/12/2025", "2025-12-01", "row 6, date"),
        ("published", "russia,yes", "russia,maybe", "row 3, ignore for chart"),
        ("published", "2022/07/24", "2022/02/31", "row 8, source_url"),
        ("published_on", "2022-03-23", "March 2022", "row 2 of published_on, published_on"),
        ("published_on", "that day,stored page", "that day,probably", "row 3, verified"),
        ("published_on", "UK MoD Defence Intelligence", "Somebody", "row 5, source: 'Somebody' is not known"),
        ("published_on", "“more than”,yes", "“more than”,maybe", "row 7, corrects"),
        ("published_on", "2025-03-10,a press report", ",a press report", "row 6, published_on: is empty"),
        ("published_on", "the date of the page,", "day inferred: a total of that day,", "row 5, basis: 'day inferred"),
        ("published_on", "the date in the address; the page was not read", "the date of the page", "row 4, verified"),
    ],
)
def test_row_refused(file: str, old: str, new: str, where: str) -> None:
    with pytest.raises(SourceError, match=f"published_estimates: published(_on)?, {where}"):
        parse(changed(file, old, new))


def test_the_same_estimate_twice_is_refused() -> None:
    line = FILES["published"].splitlines(keepends=True)[5]
    assert b"CSIS" in line
    with pytest.raises(ValueError, match="casualties_published_russia, csis, 2025-12-01 stands twice"):
        parse(FILES | {"published": FILES["published"] + line})


def test_the_same_row_twice_in_the_kept_table_is_refused() -> None:
    line = FILES["published_on"].splitlines(keepends=True)[1]
    with pytest.raises(SourceError, match=r"published_estimates: published_on, row 8: 2022-04-23.* stands twice"):
        parse(FILES | {"published_on": FILES["published_on"] + line})


def kept_rows() -> list[dict[str, str]]:
    with (ROOT / "data/tables/published_on.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_no_kept_day_of_publication_is_a_guess() -> None:
    assert not [row for row in kept_rows() if row["published_on"] and doubted(f"{row['basis']}; {row['note']}")]


def test_a_word_that_makes_a_figure_a_bound_stands_in_low_or_high() -> None:
    """The note begins with the words of the figure itself; later words are of other figures."""
    found = {"low": 0, "high": 0}
    for row in kept_rows():
        for end, words in BOUND.items():
            if words.match(row["note"]):
                found[end] += 1
                assert row[end] and not row["point"], row
    assert found == {"low": 14, "high": 7}


def test_recorded(recorded: Path) -> None:
    folder = recorded / "conflict/casualty-estimates"
    frame = parse(
        {
            "published": (folder / "Soldier deaths_casualties in Ukraine - estimates.csv").read_bytes(),
            "published_on": (ROOT / "data/tables/published_on.csv").read_bytes(),
        }
    )
    assert len(frame) == 124 - 1 + 26
    undated = frame[frame.vintage.isna()]
    assert len(undated) == 20 and set(undated.status) == {"unverified"}
    days = {
        ("csis", dt.date(2025, 12, 1)): dt.date(2026, 1, 27),
        ("kobak", dt.date(2024, 1, 1)): dt.date(2024, 6, 28),
        ("mediazona_meduza", dt.date(2024, 2, 24)): dt.date(2024, 2, 24),
        ("mediazona_meduza", dt.date(2024, 6, 21)): dt.date(2024, 7, 5),
    }
    for (entity, period), day in days.items():
        assert set(frame[(frame.entity == entity) & (frame.period_end == period)].vintage.dt.date) == {day}
    bounds = frame.set_index(["series_id", "entity", "period_end"])[["value", "low", "high"]].fillna(0)
    for key, figures in {
        ("deaths_published_russia", "uk_mod", dt.date(2025, 6, 12)): (0, 0, 250_000),
        ("deaths_published_russia", "uk_mod", dt.date(2026, 5, 27)): (0, 0, 500_000),
        ("deaths_published_russia", "iiss", dt.date(2025, 1, 1)): (0, 172_000, 0),
        ("casualties_published_russia", "iiss", dt.date(2025, 1, 1)): (783_000, 0, 0),
        ("casualties_published_russia", "uk_mod", dt.date(2025, 4, 14)): (0, 920_000, 0),
        ("casualties_published_russia", "us_cia", dt.date(2024, 1, 30)): (0, 315_000, 0),
        ("casualties_published_russia", "uk_mod", dt.date(2024, 5, 30)): (0, 465_000, 0),
        ("casualties_published_ukraine", "ru_mod", dt.date(2023, 12, 19)): (0, 383_000, 0),
        ("casualties_published_russia", "csis", dt.date(2025, 12, 1)): (0, 0, 1_200_000),
        ("casualties_published_russia", "ua_president", dt.date(2024, 2, 25)): (0, 0, 500_000),
        ("casualties_published_russia", "us_officials", dt.date(2023, 8, 18)): (0, 0, 300_000),
        ("casualties_published_russia", "us_officials", dt.date(2024, 6, 27)): (0, 350_000, 0),
        ("casualties_published_russia", "us_officials", dt.date(2024, 10, 10)): (0, 0, 615_000),
        ("casualties_published_russia", "western_intelligence", dt.date(2024, 9, 17)): (0, 0, 600_000),
        ("casualties_published_ukraine", "us_officials", dt.date(2024, 10, 10)): (0, 307_500, 0),
        ("deaths_published_russia", "kobak", dt.date(2024, 1, 1)): (0, 64_000, 0),
        ("deaths_published_russia", "us_cia", dt.date(2022, 7, 20)): (15_000, 0, 0),
        ("deaths_published_russia", "us_leaked_documents", dt.date(2023, 2, 15)): (0, 35_500, 43_000),
        ("deaths_published_russia", "us_officials", dt.date(2023, 8, 18)): (0, 0, 120_000),
        ("deaths_published_ukraine", "memory_book", dt.date(2023, 11, 14)): (0, 30_000, 0),
        ("deaths_published_ukraine", "us_leaked_documents", dt.date(2023, 2, 15)): (0, 15_500, 17_500),
    }.items():
        assert tuple(bounds.loc[key]) == figures, key
    known = frame[(frame.vintage <= pd.Timestamp(2025, 3, 7)) & (frame.series_id == "casualties_published_russia")]
    british = known[known.entity == "uk_mod"].sort_values("period_end")
    assert british.tail(3)[["period_end", "value", "low"]].fillna(0).to_numpy().tolist() == [
        [dt.date(2025, 2, 5), 0, 837_000],
        [dt.date(2025, 2, 24), 860_000, 0],
        [dt.date(2025, 3, 5), 875_000, 0],
    ]
    iiss = known[known.entity == "iiss"].iloc[0]
    assert (iiss.value, iiss.period_end, iiss.vintage) == (783_000, dt.date(2025, 1, 1), pd.Timestamp(2025, 2, 12))
    assert "us_intelligence" not in set(known.entity)
    dated = frame[frame.vintage.notna()]
    assert not (dated.vintage.dt.date < dated.period_end).any()
    president = frame[(frame.entity == "ua_president") & (frame.series_id == "deaths_published_ukraine")]
    assert president[["period_end", "value", "low"]].fillna(0).to_numpy().tolist() == [
        [dt.date(2022, 4, 15), 0, 2_500],
        [dt.date(2024, 2, 25), 31_000, 0],
        [dt.date(2024, 12, 8), 43_000, 0],
        [dt.date(2025, 2, 4), 45_100, 0],
        [dt.date(2025, 2, 16), 0, 46_000],
        [dt.date(2026, 2, 4), 55_000, 0],
    ]
    assert set(president.status) == {"estimate"}


def test_the_british_months_are_the_sums_of_the_averages_and_its_totals_are_not(recorded: Path) -> None:
    """What repeats the General Staff is found from the recorded numbers, to the last digit."""
    folder = recorded / "conflict/casualty-estimates"
    listed = parse(
        {
            "published": (folder / "Soldier deaths_casualties in Ukraine - estimates.csv").read_bytes(),
            "published_on": (ROOT / "data/tables/published_on.csv").read_bytes(),
        }
    )
    name = "Soldier deaths_casualties in Ukraine - uk mod month-by-month estimates.csv"
    averages = uk_mod_monthly.parse({"monthly": (folder / name).read_bytes()}).sort_values("period_end")
    days = [end.day for end in averages.period_end]
    sums = dict(
        zip((end + dt.timedelta(1) for end in averages.period_end), (averages.value * days).cumsum(), strict=True)
    )
    british = listed[(listed.series_id == "casualties_published_russia") & listed.entity.str.startswith("uk_mod")]
    for row in british.itertuples():
        assert (row.entity == "uk_mod_months") == (row.value == sums.get(row.period_end)), row
    assert set(british.entity) == {"uk_mod", "uk_mod_months"}
