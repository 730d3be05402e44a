"""CSV: it has the rows that are drawn, loses none, and holds nothing that a spreadsheet would run."""

import csv as csv_format
import datetime as dt
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.address.view import View
from dashboard.chart.layers import MOST_POINTS
from dashboard.chart.selection import select
from dashboard.views.spreadsheet import EVENTS, FORMULA, LONG, csv_events, csv_text, safe
from tests.dashboard.samples import DAY, chart, days, drawing, entity, frame, month, row, series, year
from tests.dashboard.samples import EVENTS as LISTED
from tests.dashboard.selected import csv_long, csv_wide, observation_table

MANY = days([float(n) for n in range(MOST_POINTS * 2)])
PUBLISHED = series("published", label="Published", varies_by="publisher", frequency="I")
NATO, CIA = entity("nato", "NATO"), entity("cia", "The CIA")


def cells(text: str) -> list[dict[str, str]]:
    return list(csv_format.DictReader(io.StringIO(text, newline="")))


def lines(text: str) -> list[list[str]]:
    return list(csv_format.reader(io.StringIO(text, newline="")))


def test_long_has_every_row_of_the_view() -> None:
    assert len(cells(csv_long(chart(series()), MANY, View()))) == len(MANY)
    view = View(start=DAY(2025, 3, 2), end=DAY(2025, 3, 4), transform="per_day")
    found = cells(csv_long(chart(series()), MANY, view))
    assert [(c["transform"], float(c["value"])) for c in found] == [("per_day", 1)] * 3


def test_long_keeps_every_digit_and_its_columns() -> None:
    data = frame(row(DAY(2025, 3, 1), 0.1 + 0.2, entity="nato", series_id="published"))
    text = csv_long(chart(PUBLISHED, entities=(NATO,)), data, View())
    assert text.splitlines()[0] == ",".join(LONG)
    (found,) = cells(text)
    assert float(found["value"]) == 0.1 + 0.2 and found["name"] == "Published: NATO"
    assert dt.date.fromisoformat(found["vintage"]) == DAY(2026, 8, 22)


def test_a_missing_value_is_an_empty_cell() -> None:
    data = frame(row(DAY(2025, 3, 1), None, low=5.0))
    assert [cells(csv_long(chart(series()), data, View()))[0][name] for name in ("value", "low")] == ["", "5.0"]


def test_neither_holds_what_may_only_be_shown() -> None:
    shown = series("shown", label="Withheld", share="shown")
    data = frame(row(DAY(2025, 3, 1), 1.0), row(DAY(2025, 3, 1), 777.0, series_id="shown"))
    info = chart(series(), shown)
    for layout in (csv_long, csv_wide):
        text = layout(info, data, View())
        assert "777" not in text and "Withheld" not in text and "1.0" in text


@pytest.mark.parametrize("shares", [("open", "shown"), ("shown", "open"), ("shown", "shown")])
def test_no_quotient_of_withheld_data_is_in_either(shares: tuple[str, str]) -> None:
    above, below = (series(name, share=share) for name, share in zip("ab", shares, strict=True))
    data = frame(row(DAY(2025, 3, 1), 42.0, series_id="a"), row(DAY(2025, 3, 1), 2.0, series_id="b"))
    info = chart(above, below, entities=(entity("RUS", "Russia"),), divide=True)
    assert select(info, data, View()).members[0].rows[0].value == 21.0
    assert csv_long(info, data, View()) == ",".join(LONG) + "\n"
    assert csv_wide(info, data, View()) == "period_end\n"


def test_wide_names_members_with_their_unit() -> None:
    info = chart(series("a", label="A"), series("b", label="B"))
    data = frame(row(DAY(2025, 3, 2), 2.0, series_id="a"), row(DAY(2025, 3, 1), 1.0, series_id="b"))
    assert lines(csv_wide(info, data, View())) == [
        ["period_end", "A (persons)", "B (persons)"],
        ["2025-03-01", "", "1.0"],
        ["2025-03-02", "2.0", ""],
    ]
    header, *rows = lines(csv_wide(info, data, View(transform="index", pick=("a",))))
    assert header == ["period_end", "A (index, first value shown = 100)"] and rows == [["2025-03-02", "100.0"]]


def test_wide_names_years_quarters_and_months_and_no_days() -> None:
    yearly = series(frequency="A", label="Y")
    assert lines(csv_wide(chart(yearly), frame(year(2024, 5.0)), View()))[1] == ["2024-12-31", "2024", "5.0"]
    fiscal = frame(row(DAY(2025, 3, 31), 5.0, start=DAY(2024, 4, 1)))
    assert lines(csv_wide(chart(yearly), fiscal, View()))[1] == ["2025-03-31", "5.0"]
    quarter = frame(row(DAY(2024, 6, 30), 5.0, start=DAY(2024, 4, 1)))
    assert lines(csv_wide(chart(series(frequency="Q")), quarter, View()))[1][1] == "2024-Q2"
    both = chart(series("m", frequency="M", label="M"), series("d", label="D"))
    data = frame(
        month(2025, 3, 1.0, series_id="m"),
        month(2025, 2, 2.0, series_id="m"),
        row(DAY(2025, 3, 31), 3.0, series_id="d"),
    )
    assert lines(csv_wide(both, data, View())) == [
        ["period_end", "period", "M (persons)", "D (persons)"],
        ["2025-02-28", "2025-02", "2.0", ""],
        ["2025-03-31", "2025-03-31", "1.0", "3.0"],
    ]


def test_wide_has_a_column_for_each_publisher_and_for_what_else_stands_on_one_day() -> None:
    data = frame(
        row(DAY(2025, 3, 1), 1.0, series_id="published", entity="nato"),
        row(DAY(2025, 3, 1), 2.0, series_id="published", entity="cia"),
        row(DAY(2025, 3, 1), 3.0, series_id="published", entity="cia", start=DAY(2025, 1, 1)),
    )
    assert lines(csv_wide(chart(PUBLISHED, entities=(NATO, CIA)), data, View())) == [
        ["period_end", "Published: The CIA (persons)", "Published: The CIA (2) (persons)", "Published: NATO (persons)"],
        ["2025-03-01", "3.0", "2.0", "1.0"],
    ]


def test_wide_has_bounds_only_where_a_row_has_nothing_else() -> None:
    data = frame(row(DAY(2025, 3, 1), None, low=5.0), row(DAY(2025, 3, 2), 6.0, low=4.0, high=7.0))
    assert lines(csv_wide(chart(series(label="L")), data, View())) == [
        ["period_end", "L (persons)", "L, low (persons)", "L, high (persons)"],
        ["2025-03-01", "", "5.0", ""],
        ["2025-03-02", "6.0", "4.0", "7.0"],
    ]


def test_wide_has_the_intervals_of_values_after_all_other_columns() -> None:
    data = frame(row(DAY(2025, 3, 1), 1.0, low=0.5, high=2.0, series_id="a"), row(DAY(2025, 3, 1), 3.0, series_id="b"))
    assert lines(csv_wide(chart(series("a", label="A"), series("b", label="B")), data, View())) == [
        ["period_end", "A (persons)", "B (persons)", "A, low (persons)", "A, high (persons)"],
        ["2025-03-01", "1.0", "3.0", "0.5", "2.0"],
    ]


def test_no_digit_stands_in_a_file_that_binary_arithmetic_added() -> None:
    data = frame(
        row(DAY(2024, 3, 1), 17.5), row(DAY(2025, 3, 1), 14.2), row(DAY(2024, 3, 2), 0.1), row(DAY(2025, 3, 2), 0.3)
    )
    info = chart(series(unit="percent"))
    values = [float(line[6]) for line in lines(csv_long(info, data, View(transform="change_year")))[1:]]
    assert values == [-3.3, 0.2]


def test_a_list_of_one_day_in_a_monthly_series_is_of_that_day() -> None:
    data = frame(row(DAY(2025, 3, 1), 1.0), row(DAY(2025, 4, 1), 2.0))
    info = chart(series(frequency="M", label="L"))
    assert lines(csv_wide(info, data, View()))[1:] == [["2025-03-01", "1.0"], ["2025-04-01", "2.0"]]
    assert list(observation_table(info, data, View())["Period"]) == ["1 March 2025", "1 April 2025"]
    assert drawing(info, data, View()).frequency == "D"


def test_members_of_one_name_keep_a_column_each() -> None:
    info = chart(series("a", label="A"), series("b", label="A"))
    data = frame(row(DAY(2025, 3, 1), 1.0, series_id="a"), row(DAY(2025, 3, 1), 2.0, series_id="b"))
    assert lines(csv_wide(info, data, View()))[0] == ["period_end", "A (persons)", "A (2) (persons)"]


def test_events_have_a_line_each() -> None:
    held = LISTED.assign(event_id=["one", "two"], source_name="A paper", note="=1+1", url="https://example.org/e")
    info = chart(id="talks", kind="timeline", start=DAY(2025, 1, 1))
    found = lines(csv_events(info, held, View(events=("defence",))))
    title = "The Commission presents a plan"
    assert found == [
        list(EVENTS),
        ["talks", "one", "2025-03-04", title, "defence", "A paper", "stored page", "'=1+1", "https://example.org/e"],
    ]


@pytest.mark.parametrize("start", FORMULA)
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(start: str) -> None:
    attack = f"{start}HYPERLINK(0)"
    data = frame(row(DAY(2025, 3, 1), -5.0)).assign(note=attack, url=attack)
    info = chart(series(label=attack, publisher=attack), id=attack)
    (long,) = cells(csv_long(info, data, View()))
    assert [long[name] for name in ("chart", "name", "publisher", "note", "url")] == [f"'{attack}"] * 5
    # A number is no text: it stays one.
    assert long["value"] == "-5.0"
    assert lines(csv_wide(info, data, View()))[0][1] == f"'{attack} (persons)"


@given(st.text())
def test_nothing_else_is_changed_but_line_ends(text: str) -> None:
    ends = text.replace("\r\n", "\n").replace("\r", "\n")
    assert safe(text) == (f"'{ends}" if ends.startswith(FORMULA) else ends)
    assert lines(csv_text(["a"], [[text, 1]]))[1] == [safe(text), "1"]


NUMBERS = st.none() | st.floats(-1e6, 1e6, allow_nan=False)
OFFSETS = st.integers(0, 40)
HELD = (("losses", "RUS"), ("shown", "RUS"), ("published", "nato"), ("published", "cia"))


@st.composite
def observed(draw: st.DrawFn) -> pd.DataFrame:
    """Rows of an open daily series, of statements by two publishers, and of a series that is withheld."""
    keys = draw(
        st.lists(
            st.tuples(st.sampled_from(HELD), OFFSETS, st.integers(0, 2)),
            unique=True,
            max_size=25,
        )
    )
    rows = []
    for (name, who), offset, length in keys:
        last = DAY(2025, 3, 1) + dt.timedelta(days=offset)
        first = last - dt.timedelta(days=length if name == "published" else 0)
        rows.append(row(last, draw(NUMBERS), start=first, series_id=name, entity=who, low=draw(NUMBERS)))
    held = {(r["series_id"], r["entity"], r["period_start"], r["period_end"]): r for r in rows}
    return frame(*held.values())


@given(
    data=observed(),
    start=st.none() | OFFSETS.map(lambda n: DAY(2025, 3, 1) + dt.timedelta(days=n)),
    pick=st.sampled_from([(), ("losses",), ("published", "shown")]),
    transform=st.sampled_from(["none", "index", "per_day"]),
)
def test_both_layouts_have_the_rows_that_are_drawn(
    data: pd.DataFrame, start: dt.date | None, pick: tuple[str, ...], transform: str
) -> None:
    info = chart(series(), PUBLISHED, series("shown", share="shown"), entities=(NATO, CIA))
    view = View(start=start, pick=pick, transform=transform)
    shown = [m for m in select(info, data, view).members if m.id != "shown"]
    rows = [(r.series_id, r.entity, r.end.isoformat(), r.value, r.low) for m in shown for r in m.rows]
    number = {"": None}
    long = cells(csv_long(info, data, view))
    assert [
        (
            c["series_id"],
            c["entity"],
            c["period_end"],
            number.get(c["value"], c["value"]),
            number.get(c["low"], c["low"]),
        )
        for c in long
    ] == [(*r[:3], *(n if n is None else repr(n) for n in r[3:])) for r in rows]
    _, *table = lines(csv_wide(info, data, view))
    assert [line[0] for line in table] == sorted({r[2] for r in rows})
    values = sorted(cell for line in table for cell in line[1:] if cell)
    needed = [repr(r[3]) for r in rows if r[3] is not None]
    needed += [repr(r[4]) for r in rows if r[3] is None and r[4] is not None]
    assert not set(needed) - set(values) and len(values) >= len(needed)
    picture = drawing(info, data, view)
    drawn = [
        (place.x.isoformat(), repr(place.y))
        for layer in picture.layers
        if layer.entity != "shown" and layer.kind in ("line", "points")
        for place in layer.rows
    ]
    assert sorted(drawn) == sorted((c["period_end"], c["value"]) for c in long if c["value"])
