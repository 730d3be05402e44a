"""What of the repository's own charts can be downloaded: all that is open, nothing that may only be shown."""

import csv as csv_format
import datetime as dt
import io
import json

import pytest

from dashboard.address.view import View
from dashboard.chart.selection import select
from dashboard.record import charts
from dashboard.record.build import Build
from dashboard.record.series import observations
from dashboard.views import exports, spreadsheet
from tests.dashboard.samples import DAY, chart, entity, series

# Of Oryx, which may only be shown, and of Ukraine's General Staff; the same, divided; SIPRI's alone; events; a map.
MIXED, DIVIDED, CLOSED, TIMELINE, MAP = "tanks-lost", "equipment-ratio", "military-spending", "diplomacy", "nato-map"


def cells(text: str) -> list[dict[str, str]]:
    return list(csv_format.DictReader(io.StringIO(text, newline="")))


def test_what_may_be_downloaded() -> None:
    both = chart(series("a"), series("b", share="shown"))
    assert exports.downloadable(both, View()) and exports.downloadable(both, View(pick=("a",)))
    assert not exports.downloadable(both, View(pick=("b",)))
    assert not exports.downloadable(chart(series(share="shown")), View())
    assert exports.downloadable(chart(kind="timeline"), View())
    divided = chart(series("a"), series("b", share="shown"), entities=(entity("RUS", "Russia"),), divide=True)
    assert not exports.downloadable(divided, View(pick=("RUS",)))


def test_a_file_that_lacks_what_was_withheld_says_so_in_its_name() -> None:
    both = chart(series("a"), series("b", share="shown"), id="tanks")
    assert exports.filename(both, View(), ".csv") == "tanks-open-part.csv"
    assert exports.filename(both, View(pick=("a",)), ".json") == "tanks.json"
    assert exports.filename(chart(series(), id="tanks"), View(), ".csv") == "tanks.csv"


def test_every_chart_can_be_exported_and_no_value_withheld_is_in_any(real_build: Build) -> None:
    for name in charts.chart_ids(real_build):
        info, view = charts.chart_info(real_build, name), View(chart=name)
        closed = {one.id for one in info.series if one.share != "open"}
        found = exports.as_json(real_build, view)
        json.dumps(found, allow_nan=False)
        assert {one["id"] for one in found["withheld"]} == closed
        assert not closed & {member["series"] for member in found["members"]}
        assert not closed & {one["id"] for one in found["series"]}
        rows = [row for member in found["members"] for row in member["rows"]]
        long = cells(exports.csv(real_build, view))
        if info.kind == "timeline":
            assert [row["day"] for row in long] == [event["day"] for event in found["events"]] != []
            continue
        shown = select(info, observations(real_build, name), view).members
        told = [str(row.value) for m in shown if m.series.share == "open" for row in m.rows]
        assert [str(row["value"]) for row in rows] == told == [row["value"] or "None" for row in long]
        assert exports.downloadable(info, view) == bool(rows)
        wide = exports.csv(real_build, view, "wide")
        assert {row["period_end"] for row in long} == {row["period_end"] for row in cells(wide)}


def test_json_says_what_it_holds_and_who_says_so(real_build: Build) -> None:
    view = View(chart=MIXED, asof=DAY(2026, 9, 10), pick=("equipment_claimed", "equipment_confirmed_russia"))
    found = exports.as_json(real_build, view)
    assert (found["id"], found["kind"], found["unit"]) == (MIXED, "time", {"id": "items", "label": "items"})
    assert found["asof"] == "2026-09-10" and found["view"]["asof"] == "2026-09-10"
    assert found["page"].startswith(f"/c/{MIXED}?") and found["interactive"].startswith("/chart?chart=")
    assert found["build"] == real_build.id and dt.datetime.fromisoformat(found["built_at"])
    (member,) = found["members"]
    assert set(member["rows"][0]) == {
        *("name", "entity", "period", "period_start", "period_end", "value", "low", "high", "status", "vintage"),
        *("basis", "note", "url"),
    }
    staff, oryx = found["sources"]
    assert (staff["publisher"], staff["side"], staff["share"]) == (
        "General Staff of the Armed Forces of Ukraine",
        "Ukraine",
        "open",
    )
    assert staff["licence"] and staff["licence_url"] and dt.date.fromisoformat(staff["newest"])
    assert oryx["share"] == "shown"
    assert found["counts"] == ["equipment destroyed, as the other side claims"]
    assert found["series"][0]["caveats"] and found["series"][0]["definition"]


def test_json_has_the_rows_of_the_view(real_build: Build) -> None:
    view = View(chart="casualties", start=DAY(2025, 1, 1), asof=DAY(2025, 6, 1))
    found = exports.as_json(real_build, view)
    info = charts.chart_info(real_build, "casualties")
    shown = select(info, observations(real_build, "casualties", view.asof), view)
    assert [(m["id"], len(m["rows"])) for m in found["members"]] == [(m.id, len(m.rows)) for m in shown.members]
    assert {row["basis"] for m in found["members"] for row in m["rows"]} <= {"then", "hindsight"}
    assert {each["id"] for each in found["series"]} == {one.id for one in info.series}
    assert {each["source"] for each in found["series"]} == {each["id"] for each in found["sources"]}
    assert all(each["licence"] for each in found["sources"])


@pytest.mark.parametrize("name", [CLOSED, DIVIDED])
def test_what_is_withheld_altogether_has_no_rows_and_names_its_publisher(real_build: Build, name: str) -> None:
    assert not exports.downloadable(charts.chart_info(real_build, name), View(chart=name))
    found = exports.as_json(real_build, View(chart=name))
    assert not any(member["rows"] for member in found["members"])
    assert all(one["landing_url"].startswith("https://") and one["publisher"] for one in found["withheld"])
    assert len(exports.csv(real_build, View(chart=name)).splitlines()) == 1


def test_json_names_publishers_with_their_side(real_build: Build) -> None:
    found = exports.as_json(real_build, View(chart="casualties-ukraine"))
    sides = {one["name"]: one["side"] for one in found["entities"]}
    assert sides["Russian Ministry of Defence"] == "Russia"
    assert any(row["name"].endswith("a party to the war") for member in found["members"] for row in member["rows"])


def test_links_are_absolute_where_the_public_address_is_known(
    real_build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://example.org/")
    assert exports.as_json(real_build, View(chart=MAP))["page"].startswith(f"https://example.org/c/{MAP}?")


def test_a_timeline_has_one_layout(real_build: Build) -> None:
    view = View(chart=TIMELINE, end=DAY(2025, 3, 7))
    assert exports.csv(real_build, view, "wide") == exports.csv(real_build, view, "long")
    assert tuple(cells(exports.csv(real_build, view))[0]) == spreadsheet.EVENTS
