"""What a page set back says of itself, and what of it is left out because it came later."""

import datetime as dt
from csv import DictReader

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.address.view import View
from dashboard.chart.marks import chosen_events, ended, happened
from dashboard.chart.records import Period
from dashboard.parts.masthead import set_back_words
from dashboard.record.build import Build
from dashboard.record.series import series_reach
from dashboard.views import tables
from dashboard.views.exports import as_json, csv
from dashboard.views.quoted import quoted
from tests.dashboard.samples import DAY, EVENTS, chart, days, drawing, series
from tests.etl import world

LEFT_OUT = "What happened after 3 March 2025 is left out: it was not known."
BACK = View(asof=DAY(2025, 3, 3))
PERIODS = (Period(DAY(2025, 3, 1), DAY(2025, 3, 2), "Over"), Period(DAY(2025, 3, 1), DAY(2025, 3, 9), "To its end"))


def test_the_line_names_the_day_and_an_article_that_appeared_later() -> None:
    published = DAY(2025, 3, 7)
    assert set_back_words(published, published) == "The record as it stood on 7 March 2025."
    assert set_back_words(DAY(2026, 1, 1), published) == "The record as it stood on 1 January 2026."
    assert set_back_words(DAY(2025, 3, 6), published) == (
        "The record as it stood on 6 March 2025, before the article appeared on 7 March 2025."
    )


def test_events_after_the_day_are_left_out_everywhere_and_that_is_said() -> None:
    info = chart(kind="timeline")
    listed = EVENTS.assign(event_id="one", source_name="", note="", url="")
    assert [event.date for event in chosen_events(EVENTS, BACK, None, None)] == [DAY(2025, 3, 2)]
    assert list(tables.event_table(info, listed, BACK)["Day"]) == ["2025-03-02"]
    assert LEFT_OUT in drawing(info, days([]), BACK, events=EVENTS).notes
    assert LEFT_OUT not in drawing(info, days([]), View(asof=DAY(2025, 3, 4)), events=EVENTS).notes
    assert "1 event on 2 March 2025" in drawing(info, days([]), BACK, events=EVENTS).alt


def test_beside_a_chart_it_is_said_only_where_events_or_periods_are_shown() -> None:
    info, data = chart(series()), days([1.0, 2.0, 3.0, 4.0, 5.0])
    assert LEFT_OUT not in drawing(info, data, BACK, events=EVENTS, periods=PERIODS).notes
    for view in (View(asof=BACK.asof, events=("on",)), View(asof=BACK.asof, periods=True)):
        assert LEFT_OUT in drawing(info, data, view, events=EVENTS, periods=PERIODS).notes


def test_a_stretch_is_shaded_only_when_both_its_ends_were_known() -> None:
    lasting = Period(DAY(2025, 3, 3), None, "Lasting")
    assert [period.title for period in ended((*PERIODS, lasting), BACK)] == ["Over", "Lasting"]
    assert ended((*PERIODS, lasting), View(asof=DAY(2025, 3, 2))) == [PERIODS[0]]
    assert ended(PERIODS, View()) == list(PERIODS)


@given(st.dates(), st.none() | st.dates())
def test_what_had_happened_is_what_lies_on_or_before_the_day(day: dt.date, known: dt.date | None) -> None:
    assert happened(day, View(asof=known)) == (known is None or (day - known).days <= 0)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """A count that is revised, and one that was recorded late."""
    root = world.write(tmp_path_factory.mktemp("asof"))
    revised = [world.row("count", "2024-01-31", 120, learned="2024-02-05"), world.row("count", "2024-02-02", 130)]
    world.add(root, "seed/counter.csv", "".join(f"{row}\n" for row in revised))
    world.add_series(root, "late", world.row("late", "2024-01-10", 7, learned="2024-03-01"))
    world.add(root, "catalogue/charts/losses.toml", world.chart("late", series=["late"]))
    return Build(world.built(root))


def test_how_far_series_reached_is_as_of_the_day(made: Build) -> None:
    (row,) = series_reach(made, ("count",), dt.date(2024, 2, 1))
    assert (row.newest, row.learned, row.basis) == (dt.date(2024, 2, 1), dt.date(2024, 2, 1), "then")
    (row,) = series_reach(made, ("late",), dt.date(2024, 2, 1))
    assert (row.newest, row.learned, row.basis) == (dt.date(2024, 1, 10), dt.date(2024, 3, 1), "hindsight")
    (row,) = series_reach(made, ("late",), dt.date(2024, 1, 1))
    assert (row.newest, row.learned, row.basis) == (None, None, "")
    assert series_reach(made, ("count",))[0].learned == dt.date(2024, 2, 5)


def test_files_and_citation_hold_only_what_was_known(made: Build) -> None:
    view = View(chart="counts", asof=dt.date(2024, 2, 4))
    rows = DictReader(csv(made, view, "long").splitlines())
    assert [(row["period_end"], row["value"]) for row in rows if row["series_id"] == "count"] == [
        ("2024-01-31", "99.0"),
        ("2024-02-01", "100.0"),
        ("2024-02-02", "130.0"),
    ]
    (count, _) = as_json(made, view)["series"]
    assert count["learned"] == "2024-02-02"
    citation = quoted(made, view, dt.date(2026, 1, 1), "here").citation
    assert "data to 2 February 2024, learned 2 February 2024" in citation and "as known on 4 February 2024" in citation
    late = quoted(made, View(chart="late", asof=dt.date(2024, 2, 1)), dt.date(2026, 1, 1), "here").citation
    assert "as first published on 1 March 2024, not as known then" in late
