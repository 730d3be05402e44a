"""A view as data: nothing lost between the layouts, nothing that may only be shown, no formula for spreadsheets."""

import csv as csv_format
import datetime as dt
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import exports, queries
from dashboard.selection import select
from dashboard.tables import MACHINE, csv, safe
from dashboard.view import View
from tests.dashboard.samples import DAY, chart, entity, frame, row, series

PUBLISHED = series("said", label="Published", varies_by="publisher", frequency="I")
WHO = (entity("nato", "NATO"), entity("iiss", "IISS"))


def lines(text: str) -> list[dict[str, str]]:
    return list(csv_format.DictReader(io.StringIO(text)))


def wide(info: object, data: object, **view: object) -> list[dict[str, str]]:
    return lines(exports.wide(info, exports.members(info, data, View(**view))))


# Rows of two series as (series, day of March 2025, value, low): days and series may repeat.
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["losses", "other"]),
        st.integers(1, 9),
        st.floats(0, 1e6) | st.none(),
        st.floats(0, 1e6) | st.none(),
    ),
    max_size=20,
)


@given(ROWS)
def test_wide_has_every_value_of_long(rows: list[tuple[str, int, float | None, float | None]]):
    info = chart(series(), series("other", label="Other"))
    data = frame(*(row(DAY(2025, 3, day), value, series_id=name, low=low) for name, day, value, low in rows))
    table = wide(info, data)
    told = sorted(float(cell) for line in table for name, cell in line.items() if "period" not in name and cell)
    bounded = {name for name, _, value, low in rows if value is None and low is not None}
    expected = [value for _, _, value, _ in rows if value is not None]
    expected += [low for name, _, _, low in rows if low is not None and name in bounded]
    assert told == sorted(expected)
    periods = [(line["period_start"], line["period_end"]) for line in table]
    assert periods == sorted(set(periods), key=lambda period: period[::-1])
    assert len(periods) == len({day for _, day, _, _ in rows})


def test_wide_names_its_columns_after_the_members():
    info = chart(series(), series("other", label="Other"))
    data = frame(row(DAY(2025, 3, 1), 1.0), row(DAY(2025, 3, 2), 2.0, series_id="other"))
    assert wide(info, data) == [
        {"period_start": "2025-03-01", "period_end": "2025-03-01", "Claimed by Ukraine": "1.0", "Other": ""},
        {"period_start": "2025-03-02", "period_end": "2025-03-02", "Claimed by Ukraine": "", "Other": "2.0"},
    ]


def test_statements_of_one_day_have_columns_of_their_own():
    data = frame(
        row(DAY(2025, 3, 1), 1.0, series_id="said", entity="nato"),
        row(DAY(2025, 3, 1), 2.0, series_id="said", entity="nato"),
        row(DAY(2025, 3, 1), None, series_id="said", entity="iiss", low=3.0),
    )
    (line,) = wide(chart(PUBLISHED, entities=WHO), data)
    values = {name: cell for name, cell in line.items() if cell and "period" not in name}
    assert values == {"Published: NATO": "1.0", "Published: NATO (2)": "2.0", "Published: IISS, low": "3.0"}


def test_neither_layout_has_what_may_only_be_shown():
    info = chart(series(), series("shown", label="Withheld", share="shown"))
    data = frame(row(DAY(2025, 3, 1), 1.0), row(DAY(2025, 3, 1), 2.0, series_id="shown"))
    assert exports.downloadable(info)
    assert "Withheld" not in exports.wide(info, exports.members(info, data, View()))
    assert not exports.downloadable(chart(series(share="shown")))


def test_a_quotient_of_withheld_data_is_withheld():
    above, below = series("above", varies_by="equipment"), series("below", varies_by="equipment", share="shown")
    info = chart(above, below, entities=(entity("tank", "Tanks"),), divide=True)
    assert not exports.downloadable(info)
    data = frame(*(row(DAY(2025, 3, 1), 2.0, series_id=name, entity="tank") for name in ("above", "below")))
    assert exports.members(info, data, View()) == []
    assert csv(info, data, View()) == ",".join(MACHINE) + "\n"


@given(st.text(st.sampled_from("=+-@\t\rab1,\"'"), max_size=6))
def test_no_text_is_a_formula_and_none_is_lost(text: str):
    assert not safe(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert safe(text).removeprefix("'") == text or safe(text) == text


def test_a_note_that_looks_like_a_formula_is_text():
    data = frame(row(DAY(2025, 3, 1), -1.0) | {"note": "=HYPERLINK(1)"})
    (line,) = lines(csv(chart(series()), data, View()))
    assert (line["note"], line["value"]) == ("'=HYPERLINK(1)", "-1.0")


def test_json_says_everything_of_a_view(real_build: Path):
    view = View(chart="casualties", start=dt.date(2025, 1, 1), asof=dt.date(2025, 6, 1))
    found = json.loads(json.dumps(exports.as_json(real_build, view), allow_nan=False))
    info = queries.chart(real_build, "casualties")
    shown = select(info, queries.observations(real_build, "casualties", view.asof), view)
    assert [(m["id"], len(m["rows"])) for m in found["members"]] == [(m.id, len(m.rows)) for m in shown.members]
    assert found["asof"] == "2025-06-01" and found["view"]["from"] == "2025-01-01"
    assert {row["basis"] for m in found["members"] for row in m["rows"]} <= {"then", "hindsight"}
    assert {each["id"] for each in found["series"]} == {one.id for one in info.series}
    sides = {each["publisher"]: each["side"] for each in found["sources"]}
    assert sides["General Staff of the Armed Forces of Ukraine"] == "Ukraine"
    assert all(each["licence"] for each in found["sources"]) and all(each["definition"] for each in found["series"])


@pytest.mark.parametrize("layout", exports.LAYOUTS)
def test_every_chart_has_its_csv_and_json(real_build: Path, layout: str):
    for name in queries.charts(real_build):
        info = queries.chart(real_build, name)
        text = exports.csv(real_build, View(chart=name), layout)
        found = exports.as_json(real_build, View(chart=name))
        rows = sum(len(member["rows"]) for member in found["members"]) + len(found.get("events", ()))
        assert (rows > 0) == exports.downloadable(info), name
        if layout == "long" or info.kind == "timeline":
            assert len(lines(text)) == rows, name
