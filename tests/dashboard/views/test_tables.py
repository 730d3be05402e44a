from dashboard.address.view import View
from dashboard.chart.layers import MOST_POINTS
from dashboard.views.tables import READABLE, event_table, withheld_words
from tests.dashboard.samples import DAY, EVENTS, chart, days, entity, frame, row, series
from tests.dashboard.selected import observation_table

MANY = days([float(n) for n in range(MOST_POINTS * 2)])


def test_a_table_has_every_row() -> None:
    assert len(observation_table(chart(series()), MANY, View())) == len(MANY)


def test_it_has_the_rows_of_the_view() -> None:
    view = View(start=DAY(2025, 3, 2), end=DAY(2025, 3, 4), transform="per_day")
    assert list(observation_table(chart(series()), MANY, view)["Period"]) == [
        "2 March 2025",
        "3 March 2025",
        "4 March 2025",
    ]


def test_a_table_is_for_readers() -> None:
    data = frame(row(DAY(2025, 3, 1), 844_005.0, low=744_688.0, status="estimate", basis="hindsight"))
    found = observation_table(chart(series()), data, View())
    assert tuple(found.columns) == READABLE
    assert found.iloc[0].to_dict() == {
        "Series or who": "Claimed by Ukraine",
        "Period": "1 March 2025",
        "Value": "844,005",
        "Low": "744,688",
        "High": "",
        "Status": "estimate",
        "Learned": "22 Aug 2026, as first recorded by us",
        "Source": "General Staff",
        "Note": "",
        "Link": "https://example.org/losses",
    }


def test_a_table_tells_a_publishers_own_day_from_that_of_the_recording() -> None:
    told = frame(row(DAY(2025, 3, 1), 5.0, basis="hindsight", recorded=False))
    assert observation_table(chart(series()), told, View()).iloc[0]["Learned"] == "22 Aug 2026, as first published"


def test_a_missing_value_is_shown_as_missing() -> None:
    data = frame(row(DAY(2025, 3, 1), None, low=5.0))
    assert observation_table(chart(series()), data, View()).iloc[0]["Value"] == "no data"


def test_a_table_says_who_said_it() -> None:
    published = series(label="Published", varies_by="publisher", frequency="I")
    info = chart(published, entities=(entity("nato", "NATO"),))
    data = frame(row(DAY(2025, 3, 1), 5.0, entity="nato"))
    assert observation_table(info, data, View()).iloc[0]["Series or who"] == "Published: NATO"


def test_what_may_only_be_shown_is_in_the_table_and_its_publisher_is_named() -> None:
    shown = series("shown", title="Military spending", share="shown", publisher="SIPRI")
    data = frame(row(DAY(2025, 3, 1), 1.0), row(DAY(2025, 3, 1), 2.0, series_id="shown"))
    info = chart(series(), shown)
    assert len(observation_table(info, data, View())) == 2
    assert withheld_words(info, View()) == (
        "Military spending may be shown but not passed on; get it from SIPRI: https://example.org/losses",
    )


def test_an_empty_chart_has_an_empty_table() -> None:
    assert list(observation_table(chart(series()), frame(), View()).columns) == list(READABLE)


TALKS = chart(kind="timeline", start=DAY(2025, 1, 1))
DETAILS = {"event_id": ["plan", "meeting"], "source_name": "A paper", "note": "a note", "url": "https://example.org/e"}
LISTED = EVENTS.assign(**DETAILS).sort_values("day")


def test_events_are_listed_with_how_far_their_page_was_read() -> None:
    found = event_table(TALKS, LISTED, View())
    seen, link = "seen in a summary only", "https://example.org/e"
    assert found.values.tolist() == [
        ["2025-03-02", "A meeting in London", "diplomacy", "A paper", seen, "a note", link],
        ["2025-03-04", "The Commission presents a plan", "defence", "A paper", "page read", "a note", link],
    ]
    assert list(found.columns) == ["Day", "Event", "Category", "Source", "Verified", "Note", "Link"]


def test_only_events_of_the_window_and_of_the_categories_named_are_listed() -> None:
    def listed(**view: object) -> list[str]:
        return event_table(TALKS, LISTED, View(**view))["Day"].tolist()

    assert listed() == listed(events=("on",)) == ["2025-03-02", "2025-03-04"]
    assert listed(events=("defence",)) == listed(start=DAY(2025, 3, 3)) == ["2025-03-04"]
    assert listed(end=DAY(2025, 3, 2)) == ["2025-03-02"]
    assert listed(events=("war",)) == listed(start=DAY(2025, 3, 5)) == []
    # Without a window of the view's own, the chart's holds.
    assert event_table(chart(kind="timeline", start=DAY(2025, 3, 3)), LISTED, View())["Day"].tolist() == ["2025-03-04"]


def test_a_list_without_events_keeps_its_columns() -> None:
    assert list(event_table(TALKS, LISTED, View(events=("war",))).columns)[:3] == ["Day", "Event", "Category"]
