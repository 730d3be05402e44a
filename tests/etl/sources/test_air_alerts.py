"""Air-raid alerts: regions, assumed ends, alerts over the turn of a month, and the permanent one that is left out."""

import csv
import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.sources.air_alerts import PERMANENT, REGIONS, parse
from tests.etl.sources.refusals import PAGE, facts, refused
from tests.fixtures import answer

FILES = answer("air_alerts")


def changed(old: str, new: str) -> dict[str, bytes]:
    text = FILES["volunteer"].decode()
    assert old in text
    return {"volunteer": text.replace(old, new, 1).encode()}


def test_exact_rows_of_whole_months() -> None:
    # January and April are cut off. Of the alert over midnight each month has its own part of the hours.
    assert facts(parse(FILES)) == [
        ("alert_hours", "ivano_frankivska", "2024-02-29", 0.5, "final"),
        ("alert_hours", "ivano_frankivska", "2024-03-31", 1.5, "final"),
        ("alert_hours", "kyiv_city", "2024-02-29", 1.2, "final"),
        ("alert_hours", "zaporizka", "2024-03-31", 178.3, "final"),
        ("alerts", "ivano_frankivska", "2024-02-29", 1.0, "final"),
        ("alerts", "kyiv_city", "2024-02-29", 2.0, "final"),
        ("alerts", "zaporizka", "2024-03-31", 1.0, "final"),
    ]


def test_an_alert_of_another_year_makes_no_month_whole_and_is_told() -> None:
    row = "Kyiv City,2062-04-09 10:00:00+00:00,2062-04-09 11:00:00+00:00,False\n"
    frame = parse({"volunteer": FILES["volunteer"] + row.encode()})
    assert facts(frame) == facts(parse(FILES))
    assert frame.attrs["remarks"] == (
        "volunteer: the alert of Kyiv City at 2062-04-09 10:00:00+00:00 is left out: it follows on a long silence",
    )


def test_alerts_that_begin_again_count() -> None:
    again = [f"Kyiv City,2062-04-0{day} 10:00:00+00:00,2062-04-0{day} 11:00:00+00:00,False\n" for day in range(1, 8)]
    frame = parse({"volunteer": FILES["volunteer"] + "".join(again).encode()})
    assert frame["period_end"].max().isoformat() == "2024-04-30" and not frame.attrs["remarks"]


def test_an_hour_under_several_alerts_is_one() -> None:
    # One within another, one that begins before the other ends, and the same time in another region.
    more = """Kyiv City,2024-02-05 08:10:00+00:00,2024-02-05 08:20:00+00:00,False
Kyiv City,2024-02-05 08:40:00+00:00,2024-02-05 09:15:00+00:00,False
Sumska oblast,2024-02-05 08:10:00+00:00,2024-02-05 08:40:00+00:00,True
"""
    rows = facts(parse({"volunteer": FILES["volunteer"] + more.encode()}))
    assert ("alert_hours", "kyiv_city", "2024-02-29", 1.8, "final") in rows
    assert ("alerts", "kyiv_city", "2024-02-29", 4.0, "final") in rows
    assert ("alert_hours", "sumska", "2024-02-29", 0.5, "final") in rows


TIMES = st.datetimes(dt.datetime(2024, 1, 1), dt.datetime(2024, 4, 30)).map(lambda time: time.replace(microsecond=0))
SPANS = st.tuples(TIMES, st.timedeltas(dt.timedelta(seconds=1), dt.timedelta(days=70)))


@settings(deadline=None, max_examples=25)
@given(st.lists(SPANS, min_size=1, unique_by=lambda span: span[0]))
def test_no_month_has_more_hours_than_there_are(spans: list[tuple[dt.datetime, dt.timedelta]]) -> None:
    # Short alerts elsewhere make February and March whole.
    lines = ["Odeska oblast,2024-01-31 10:00:00+00:00,2024-01-31 10:30:00+00:00,True"]
    lines += ["Odeska oblast,2024-04-30 10:00:00+00:00,2024-04-30 10:30:00+00:00,True"]
    lines += [f"Sumska oblast,{begun}+00:00,{begun + length:%Y-%m-%d %H:%M:%S}+00:00,False" for begun, length in spans]
    frame = parse({"volunteer": "\n".join(["region,started_at,finished_at,naive", *lines]).encode()})
    for row in frame[frame.series_id == "alert_hours"].itertuples():
        assert 0 <= row.value <= 24 * ((row.period_end - row.period_start).days + 1)


def test_a_region_under_permanent_alert_is_left_out() -> None:
    assert PERMANENT.encode() in FILES["volunteer"] and PERMANENT not in REGIONS
    assert not parse(FILES)["entity"].str.startswith("luhansk").any()


def test_a_month_without_alerts_has_no_row() -> None:
    frame = parse(FILES)
    assert set(frame[frame.entity == "kyiv_city"].period_end.astype(str)) == {"2024-02-29"}


@pytest.mark.parametrize(("raw", "found"), [(b"", "empty"), (PAGE, "HTML page"), (b"region,naive\n", "is missing")])
def test_answer_refused(raw: bytes, found: str) -> None:
    refused("air_alerts", {"volunteer": raw}, "volunteer", found)


@pytest.mark.parametrize("column", ["region", "started_at", "finished_at", "naive"])
def test_renamed_column_is_refused(column: str) -> None:
    refused("air_alerts", changed(column, f"new_{column}"), "volunteer", f"column '{column}' is missing")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("region,", "oblast,", "column 'region' is missing"),
        ("naive\n", "naive,level\n", "unknown column 'level'"),
        ("Zaporizka oblast", "Zaporizka raion", "unknown region 'Zaporizka raion'"),
        ("False", "no", "'no' is neither True nor False"),
        ("08:45:00+00:00", "07:45:00+00:00", "ends before it starts"),
        ("2024-02-05 08:45:00", "2062-02-05 08:45:00", "'2062-02-05 08:45:00+00:00' is 13880 days after the start"),
        ("17:06:22+00:00,True", "17:16:22+00:00,True", "not after thirty minutes"),
        ("2024-02-20 20:15:00+00:00,2024-02-20 20:45", "2024-02-05 08:00:00+00:00,2024-02-05 08:30", "stands twice"),
        ("08:45:00+00:00", "08:45:00", "is not a date like"),
        ("08:45:00+00:00", "08:45:00+02:00", "is not in UTC"),
        ("08:45:00+00:00", "", "is not a date like"),
        ("2024-02-05 08:00:00", "0001-02-05 08:00:00", "'0001-02-05 08:00:00+00:00' is not between 1900 and 2100"),
        ("2024-02-05 08:00:00", "2014-02-05 08:00:00", "is before 2022-02-24, when the list began"),
    ],
)
def test_row_refused(old: str, new: str, found: str) -> None:
    refused("air_alerts", changed(old, new), "volunteer", found)


def test_recorded_months_are_the_sums_of_the_days_extracted_apart(recorded: Path) -> None:
    folder = recorded / "conflict/air-raid-alerts"
    frame = parse({"volunteer": (folder / "volunteer_data_en.csv").read_bytes()})
    alerts, hours = Counter(), Counter()
    with (folder / "volunteer_alerts_daily_by_region_2022-02-25_2024-10-10.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["region"] != PERMANENT and "2022-03" <= row["date"][:7] <= "2024-09":
                key = (REGIONS[row["region"]], row["date"][:7])
                alerts[key] += int(row["alerts"])
                hours[key] += float(row["hours"])
    held = {
        series: {(row.entity, str(row.period_end)[:7]): row.value for row in rows.itertuples()}
        for series, rows in frame.groupby("series_id")
    }
    assert held["alerts"] == alerts and sum(alerts.values()) == 53_714
    # The extract has all hours of an alert on its first day, rounded to a hundredth of an hour: over all months the
    # sums differ by the last night's alone, and in a month by those of its first and last.
    assert sum(held["alert_hours"].values()) == pytest.approx(sum(hours.values()), abs=25)
    assert held["alert_hours"] == pytest.approx(hours, abs=13)
    assert held["alert_hours"]["zaporizka", "2022-03"] > 178
