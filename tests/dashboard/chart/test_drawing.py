import dataclasses
import datetime as dt
import json
import os
from pathlib import Path

import pandas as pd
import pytest

from dashboard.address.view import View
from dashboard.chart.records import ChartInfo, Drawing, Period
from tests.dashboard.samples import (
    ARTICLE,
    DAY,
    EVENTS,
    chart,
    days,
    drawing,
    entity,
    frame,
    month,
    row,
    series,
    to_json,
    year,
)

GOLDEN = Path(__file__).parent / "golden"
ESTIMATE = series(
    "economist", label="The Economist", counts="killed_wounded", interval="95 % interval", side="none", colour="blue"
)
CLAIM = series("losses", counts="losses_undefined", colour="grey")
PUBLISHED = series("published", label="Published", frequency="I", varies_by="publisher", side="none", colour="green")
CASUALTIES = chart(ESTIMATE, CLAIM, PUBLISHED, entities=(entity("nato", "NATO"),), note="A note of the chart.")
CASUALTY_ROWS = frame(
    row(DAY(2025, 3, 6), 844_005.0, low=744_688.0, high=956_568.0, series_id="economist", status="estimate"),
    row(DAY(2025, 3, 7), 845_274.0, low=745_875.0, high=957_920.0, series_id="economist", status="estimate"),
    row(DAY(2025, 3, 6), 881_600.0),
    row(DAY(2025, 3, 7), 882_950.0),
    row(DAY(2025, 3, 5), None, low=800_000.0, series_id="published", entity="nato", status="unverified"),
)
RATE = chart(
    series("key_rate", label="Key rate", unit="percent", measures="level", steps=True, counts="", side="Russia"),
    id="key-rate",
    title="Key rate",
)
FUND = chart(
    series("total", label="Whole fund", unit="bn_usd", frequency="M", measures="level", side="Russia"),
    series("liquid", label="Liquid part", unit="bn_usd", frequency="M", measures="level", colour="orange"),
    id="fund",
    title="Fund",
)
FUND_ROWS = frame(
    *(month(2025, n, 100.0 + n, series_id="total") for n in (1, 2, 4)),
    *(month(2025, n, 40.0 - n, series_id="liquid", status="provisional") for n in (1, 2)),
)
SPENDING = chart(
    series("spending", unit="bn_eur", frequency="A", measures="flow", varies_by="country", side="none"),
    entities=(entity("DEU", "Germany"), entity("FRA", "France")),
    id="spending",
    title="Spending",
    kind="bars",
)
SPENDING_ROWS = frame(
    year(2022, 50.0, series_id="spending", entity="DEU"),
    year(2024, 60.0, series_id="spending", entity="DEU", low=55.0, high=66.0),
    year(2024, 45.0, series_id="spending", entity="FRA"),
)
TALKS = chart(id="talks", title="Talks", kind="timeline", start=DAY(2025, 1, 1))
HOSTS = chart(
    series("refugees", label="Refugees", frequency="A", measures="level", varies_by="country", side="none"),
    entities=(entity("DEU", "Germany"), entity("POL", "Poland"), entity("CZE", "Czechia"), entity("CAN", "Canada")),
    id="hosts",
    title="Refugees by host country",
    kind="map",
)
HOST_ROWS = frame(
    year(2023, 1_100_000.0, series_id="refugees", entity="DEU"),
    year(2024, 1_200_000.0, series_id="refugees", entity="DEU", status="provisional"),
    year(2024, 980_000.0, series_id="refugees", entity="POL"),
    year(2024, 9_500.0, series_id="refugees", entity="CZE"),
    year(2024, 190_000.0, series_id="refugees", entity="CAN"),
)
TANKS = chart(
    series("claimed", title="Claimed", unit="items", counts="equipment_claimed", varies_by="equipment"),
    series("seen", title="Seen in pictures", unit="items", frequency="M", varies_by="equipment", side="none"),
    entities=(entity("tank", "Tanks"), entity("aircraft", "Aircraft")),
    id="ratio",
    title="Claimed for each one seen",
    divide=True,
)
TANK_ROWS = frame(
    row(DAY(2025, 2, 28), 60.0, series_id="claimed", entity="tank"),
    row(DAY(2025, 3, 31), 100.0, series_id="claimed", entity="tank"),
    row(DAY(2025, 3, 31), 9.0, series_id="claimed", entity="aircraft"),
    row(DAY(2025, 4, 1), 10.0, series_id="claimed", entity="aircraft"),
    month(2025, 2, 40.0, series_id="seen", entity="tank"),
    month(2025, 3, 50.0, series_id="seen", entity="tank", status="provisional"),
    month(2025, 3, 3.0, series_id="seen", entity="aircraft"),
)
PERIODS = (
    Period(DAY(2022, 2, 24), None, "The war"),
    Period(DAY(2024, 1, 1), DAY(2024, 2, 1), "Over before the window"),
    Period(DAY(2025, 3, 3), DAY(2025, 3, 11), "Aid paused"),
)

CASES: dict[str, tuple[ChartInfo, pd.DataFrame, View]] = {
    "casualties": (CASUALTIES, CASUALTY_ROWS, View(events=("on",))),
    "casualties-per-day": (CASUALTIES, CASUALTY_ROWS, View(transform="per_day")),
    "key-rate": (RATE, days([20.0, 20.0, 21.0, 21.0], series_id="key_rate"), View()),
    "fund": (FUND, FUND_ROWS, View()),
    "fund-index": (FUND, FUND_ROWS, View(transform="index", pick=("liquid",))),
    "spending": (SPENDING, SPENDING_ROWS, View()),
    "spending-one-year": (SPENDING, SPENDING_ROWS, View(start=DAY(2024, 1, 1))),
    "spending-stacked": (dataclasses.replace(SPENDING, kind="stacked"), SPENDING_ROWS, View()),
    "talks": (TALKS, frame(), View()),
    "hosts": (HOSTS, HOST_ROWS, View()),
    "ratio": (TANKS, TANK_ROWS, View()),
    "fund-shaded": (FUND, FUND_ROWS, View(periods=True, events=("defence",))),
}


@pytest.mark.parametrize("case", CASES)
def test_the_layers_are_those_kept(case: str) -> None:
    info, data, view = CASES[case]
    drawn = to_json(drawing(info, data, view, ARTICLE, EVENTS, PERIODS, ("DEU", "POL", "CZE"))) + "\n"
    path = GOLDEN / f"{case}.json"
    if os.environ.get("UPDATE_GOLDENS") == "1":
        path.write_text(drawn, encoding="utf-8")
    assert json.loads(drawn) == json.loads(path.read_text(encoding="utf-8"))


def kinds(drawn: Drawing) -> set[str]:
    return {layer.kind for layer in drawn.layers}


def test_every_kept_drawing_has_a_case() -> None:
    assert {path.stem for path in GOLDEN.glob("*.json")} == set(CASES)


def test_what_cannot_be_shown_as_a_change_is_not_said_to_be_missing() -> None:
    drawn = drawing(FUND, FUND_ROWS, View(transform="per_day"))
    assert not drawn.layers
    assert drawn.notes[-1] == ("Nothing is drawn: no value per day can be computed from what is held for this window.")


def test_the_articles_figure_is_drawn_only_beside_untransformed_values() -> None:
    assert {"figure", "vline"} <= kinds(drawing(CASUALTIES, CASUALTY_ROWS, View(), ARTICLE))
    index = drawing(CASUALTIES, CASUALTY_ROWS, View(transform="index"), ARTICLE)
    assert not {"figure", "hline"} & kinds(index)
    assert "850,000" not in index.alt


def figures(drawn: Drawing) -> list[tuple[str, list[dt.date | None], list[float | None]]]:
    return [
        (f"{layer.kind} {layer.name}", [row.x for row in layer.rows], [row.y for row in layer.rows])
        for layer in drawn.layers
        if layer.kind in ("figure", "hline")
    ]


def test_the_articles_figure_stands_at_the_day_or_over_the_period_that_it_is_about() -> None:
    drawn = drawing(CASUALTIES, CASUALTY_ROWS, View(), ARTICLE)
    assert figures(drawn) == [("figure The article: 850,000", [ARTICLE.date], [850_000.0])]
    first, last = DAY(2024, 1, 1), DAY(2024, 12, 31)
    later = dataclasses.replace(ARTICLE, about=(("casualties-850k", first, last),))
    assert figures(drawing(CASUALTIES, CASUALTY_ROWS, View(start=first), later))[0][1] == [first, last]
    outside = drawing(CASUALTIES, CASUALTY_ROWS, View(start=DAY(2025, 1, 1)), later)
    assert figures(outside) == []
    assert "Outside this window: The article: 850,000 (31 December 2024)." in outside.notes
    # Bars beside their names have no days: there the figure is a level to compare with.
    beside = dataclasses.replace(CASUALTIES, kind="bars")
    assert figures(drawing(beside, CASUALTY_ROWS, View(), ARTICLE))[0][:2] == ("hline The article: 850,000", [None])


def test_a_forecasts_figure_stands_at_its_day_and_no_data_are_drawn_up_to_it() -> None:
    ahead = DAY(2027, 12, 31)
    label = f"The article, for {ahead.day} Dec {ahead.year}: 850,000"
    forecast = dataclasses.replace(ARTICLE, figures=(("f", label, 850_000.0),), about=(("f", ahead, ahead),))
    drawn = drawing(CASUALTIES, CASUALTY_ROWS, View(), forecast)
    assert figures(drawn) == [("figure The article: 850,000", [ahead], [850_000.0])] and drawn.end == ahead
    data = [row.x for layer in drawn.layers if layer.kind not in ("figure", "vline") for row in layer.rows]
    assert max(data) < ahead
    kept = chart(dataclasses.replace(RATE.series[0], frequency="I"), title="Kept by its changes")
    step = drawing(kept, days([21.0], series_id="key_rate"), View(), forecast).layers[0]
    assert step.kind == "step" and max(row.x for row in step.rows) <= ARTICLE.date
    closed = drawing(CASUALTIES, CASUALTY_ROWS, View(end=DAY(2026, 1, 1)), forecast)
    assert figures(closed) == [] and closed.end == DAY(2026, 1, 1)


def test_the_articles_day_is_drawn_only_inside_the_window() -> None:
    assert "vline" not in kinds(drawing(CASUALTIES, CASUALTY_ROWS, View(end=DAY(2025, 3, 6)), ARTICLE))
    assert "vline" in kinds(drawing(CASUALTIES, CASUALTY_ROWS, View(end=DAY(2025, 3, 7)), ARTICLE))


def test_the_axis_is_the_window_that_was_asked_for() -> None:
    view = View(start=DAY(2024, 1, 1), end=DAY(2025, 12, 31))
    drawn = drawing(CASUALTIES, CASUALTY_ROWS, view)
    assert (drawn.start, drawn.end) == (view.start, view.end)


def test_events_are_drawn_when_asked_for_and_doubt_reaches_the_reader() -> None:
    assert "marks" not in kinds(drawing(CASUALTIES, CASUALTY_ROWS, View(), events=EVENTS))
    drawn = drawing(CASUALTIES, CASUALTY_ROWS, View(events=("on",), start=DAY(2025, 3, 1)), events=EVENTS)
    marks = [row for layer in drawn.layers if layer.kind == "marks" for row in layer.rows]
    assert [(r.x, r.text, r.status) for r in marks] == [
        (DAY(2025, 3, 2), "2 March 2025: A meeting in London (seen in a summary only)", "unverified"),
        (DAY(2025, 3, 4), "4 March 2025: The Commission presents a plan", "final"),
    ]


def test_an_event_checked_in_an_unknown_way_is_refused() -> None:
    with pytest.raises(KeyError, match="hearsay"):
        drawing(TALKS, frame(), View(), events=EVENTS.assign(verified="hearsay"))


def test_a_logarithm_drops_what_it_cannot_show_and_says_so() -> None:
    drawn = drawing(chart(series()), days([0.0, -2.0, 3.0]), View(scale="log"))
    assert [r.y for layer in drawn.layers for r in layer.rows] == [3.0]
    assert drawn.scale == "log"
    assert "2 values of zero or below cannot be drawn on a logarithmic scale." in drawn.notes


def test_bars_have_no_logarithm() -> None:
    drawn = drawing(SPENDING, SPENDING_ROWS, View(scale="log"))
    assert (drawn.scale, drawn.notes) == ("linear", ("The scale is linear here: bars begin at zero.",))


def test_what_has_no_scale_says_nothing_of_bars() -> None:
    found = drawing(HOSTS, HOST_ROWS, View(scale="log"), mapped=("DEU", "POL", "CZE", "CAN"))
    assert found.notes == ("A map has classes of values instead of a scale.",)
    assert drawing(TALKS, frame(), View(scale="log"), events=EVENTS.iloc[:1]).notes == ("Events have no scale.",)


def test_a_map_has_neither_axis_nor_level_of_the_article() -> None:
    view = View(events=("on",), periods=True)
    drawn = drawing(HOSTS, HOST_ROWS, view, ARTICLE, EVENTS, PERIODS, ("DEU", "POL", "CZE", "CAN"))
    assert (drawn.start, drawn.end, drawn.notes) == (None, None, ())
    assert kinds(drawn) == {"areas"}
    assert "article" not in drawn.alt


def test_thinning_is_told() -> None:
    drawn = drawing(chart(series()), days([float(n) for n in range(2000)]), View())
    assert drawn.notes == (
        "The picture shows at most 700 points of a line: of each stretch the first, last, lowest and highest.",
    )


def test_without_data_there_are_no_layers_but_words() -> None:
    drawn = drawing(CASUALTIES, frame(), View(), ARTICLE, EVENTS)
    assert (drawn.layers, drawn.start, drawn.end) == ((), None, None)
    assert drawn.notes == ("A note of the chart.", "Nothing is drawn: no source held has data for this window.")
    assert drawn.alt == (
        "Casualties (persons): The Economist, no data; Claimed by Ukraine, no data; Published, no data; "
        "the article says 850,000."
    )


def test_bars_of_irregular_days_stand_beside_their_days() -> None:
    border = chart(series("border", unit="km", frequency="I", measures="level", side="none"), kind="bars")
    data = frame(*(row(DAY(2023, 4, n), 1000.0 * n, series_id="border") for n in (3, 4)))
    drawn = drawing(border, data, View())
    assert [r.x for r in drawn.layers[0].rows] == ["3 April 2023", "4 April 2023"]


def test_a_kind_that_is_not_drawn_is_refused() -> None:
    with pytest.raises(ValueError, match="chart casualties: charts of kind 'pie' are not drawn"):
        drawing(chart(series(), kind="pie"), days([1.0]), View())


def test_the_alt_text_has_the_numbers_of_the_data() -> None:
    data = days([5.0, 40.0, 1234.0, 7.0])
    alt = drawing(chart(series()), data, View(asof=DAY(2025, 3, 9)), ARTICLE).alt
    assert alt == (
        "Casualties (persons): Claimed by Ukraine, from 5 (1 March 2025) to 7 (4 March 2025), up 2, 849,993 "
        "below the article’s 850,000, highest 1,234 (3 March 2025); as known on 9 March 2025."
    )


def test_a_level_recorded_only_when_it_changes_holds_to_the_end_of_the_axis():
    members = chart(
        series("members", unit="countries", frequency="I", measures="level", steps=True, counts="", side="none")
    )
    rows = frame(row(DAY(2023, 4, 4), 31.0, series_id="members"), row(DAY(2024, 3, 7), 32.0, series_id="members"))
    (step,) = [layer for layer in drawing(members, rows, View(), ARTICLE).layers if layer.kind == "step"]
    assert [(place.x, place.y) for place in step.rows] == [
        (DAY(2023, 4, 4), 31.0),
        (DAY(2024, 3, 7), 32.0),
        (ARTICLE.date, 32.0),
    ]
    assert step.rows[-1].text == "32, 7 March 2024"
