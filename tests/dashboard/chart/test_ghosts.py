"""What is known now stays faint behind a record set back, and changes nothing of it."""

import dataclasses
import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.address.view import View
from dashboard.chart.ghosts import NOTE
from dashboard.chart.records import Drawing, Layer
from dashboard.draw import axes, labels
from dashboard.draw.frame import NARROW, WIDE, frame, height_share, middles
from dashboard.draw.plotly.figure import figure
from dashboard.draw.plotly.traces import GHOST_OPACITY
from dashboard.draw.still.inline import inline
from tests.dashboard import samples
from tests.dashboard.chart.test_drawing import CASES, SPENDING, SPENDING_ROWS
from tests.dashboard.samples import ARTICLE, DAY, MARCH, chart, days, drawing, entity, row, series, to_json

ASOF = DAY(2025, 3, 4)
BACK = View(asof=ASOF)
PLAIN = chart(series(side="none"))
STATED = chart(
    series(frequency="I", varies_by="publisher", side="none"), entities=(entity("un", "UN"), entity("csis", "CSIS"))
)
RATE = chart(series(unit="percent", measures="level", steps=True, side="none"))
NUMBERS = st.lists(st.floats(1, 1e6), min_size=1, max_size=12)


def drawn(info, then, now, view: View = BACK) -> Drawing:
    return drawing(info, then, view, ARTICLE, newest=now)


def ghosts(picture: Drawing) -> list[Layer]:
    return [layer for layer in picture.layers if layer.kind == "ghost"]


def places(layer: Layer) -> list[tuple[dt.date, float]]:
    return [(place.x.day, place.y) for place in layer.rows]


def test_what_came_later_goes_on_from_the_last_value_known() -> None:
    (ghost,) = ghosts(drawn(PLAIN, days([1.0, 2.0, 3.0]), days([1.0, 2.0, 3.0, 4.0, 9.0])))
    assert places(ghost) == [(3, 3.0), (4, 4.0), (5, 9.0)]
    assert (ghost.shape, ghost.entity, ghost.colour, ghost.party) == ("line", "losses", "blue", False)


def test_what_was_revised_is_faint_from_the_first_difference_on() -> None:
    (ghost,) = ghosts(drawn(PLAIN, days([1.0, 2.0, 3.0]), days([1.0, 5.0, 3.0])))
    assert places(ghost) == [(1, 1.0), (2, 5.0), (3, 3.0)]
    (whole,) = ghosts(drawn(PLAIN, days([1.0, 2.0]), days([7.0, 8.0])))
    assert places(whole) == [(1, 7.0), (2, 8.0)]


def test_where_nothing_changed_nothing_is_faint() -> None:
    data = days([1.0, 2.0, 3.0])
    same = drawn(PLAIN, data, data)
    assert ghosts(same) == [] and NOTE not in same.notes
    assert same == drawing(PLAIN, data, BACK, ARTICLE)


def test_statements_that_came_later_are_faint_points_of_their_own() -> None:
    known = row(DAY(2025, 3, 1), 5.0, entity="un")
    late = row(DAY(2025, 3, 2), 7.0, entity="csis", low=6.0, high=8.0)
    (ghost,) = ghosts(drawn(STATED, samples.frame(known), samples.frame(known, late)))
    assert ghost.shape == "points" and places(ghost) == [(2, 7.0)]
    assert (ghost.rows[0].low, ghost.rows[0].high) == (None, None)


def test_an_interval_has_no_ghost() -> None:
    (ghost,) = ghosts(drawn(PLAIN, days([1.0]), days([1.0, 2.0], low=0.5, high=3.0)))
    assert {(place.low, place.high) for place in ghost.rows} == {(None, None)}


def test_a_level_known_then_holds_to_that_day_and_its_ghost_to_the_end() -> None:
    info = chart(dataclasses.replace(RATE.series[0], frequency="I"))
    then = samples.frame(row(MARCH, 20.0))
    now = samples.frame(row(MARCH, 20.0), row(DAY(2025, 3, 6), 21.0))
    picture = drawn(info, then, now)
    (step,) = [layer for layer in picture.layers if layer.kind == "step"]
    (ghost,) = ghosts(picture)
    assert places(step) == [(1, 20.0), (ASOF.day, 20.0)]
    assert ghost.shape == "step" and places(ghost) == [(1, 20.0), (6, 21.0), (ARTICLE.date.day, 21.0)]


def test_the_axes_hold_the_ghost_and_a_window_of_its_own_stays() -> None:
    then, now = days([1.0, 2.0]), days([1.0, 2.0, 900.0, 950.0])
    picture = drawn(PLAIN, then, now)
    assert axes.value_range(picture)[1] > 950 and picture.end >= DAY(2025, 3, 4)
    cut = drawn(PLAIN, then, now, View(asof=ASOF, end=DAY(2025, 3, 3)))
    assert cut.end == DAY(2025, 3, 3) and places(ghosts(cut)[0]) == [(2, 2.0), (3, 900.0)]


def test_a_transform_and_a_logarithm_are_those_of_the_view() -> None:
    then, now = days([10.0, 20.0]), days([10.0, 20.0, 40.0, -5.0])
    (daily,) = ghosts(drawn(PLAIN, then, now, View(asof=ASOF, transform="per_day")))
    assert places(daily) == [(2, 10.0), (3, 20.0), (4, -45.0)]
    (log,) = ghosts(drawn(PLAIN, then, now, View(asof=ASOF, scale="log")))
    assert places(log) == [(2, 20.0), (3, 40.0)]


def test_only_a_record_set_back_along_lines_has_ghosts() -> None:
    more = samples.frame(
        *SPENDING_ROWS.to_dict("records"), samples.year(2025, 99.0, series_id="spending", entity="DEU")
    )
    for kind in ("bars", "stacked"):
        assert ghosts(drawn(dataclasses.replace(SPENDING, kind=kind), SPENDING_ROWS, more)) == []
    for info, data, view in CASES.values():
        assert ghosts(drawing(info, data, view, ARTICLE)) == []


def test_where_nothing_was_known_that_is_said() -> None:
    picture = drawn(PLAIN, samples.frame(), days([1.0, 2.0]))
    assert len(ghosts(picture)) == 1
    assert "Nothing of this was known on 4 March 2025. Faint: as known now." in picture.notes
    assert "no data" in picture.alt
    assert figure(picture, False).data and "<path" in inline(picture, True)


@given(NUMBERS, NUMBERS, st.booleans())
def test_words_and_what_was_known_are_the_same_with_and_without_ghosts(
    then: list[float], now: list[float], steps: bool
) -> None:
    info = RATE if steps else PLAIN
    picture, bare = drawn(info, days(then), days(now)), drawing(info, days(then), BACK, ARTICLE)
    assert picture.alt == bare.alt
    assert tuple(layer for layer in picture.layers if layer.kind != "ghost") == bare.layers
    assert [note for note in picture.notes if note != NOTE] == list(bare.notes)
    assert NOTE in picture.notes if ghosts(picture) else NOTE not in picture.notes
    # Every newest value that was not known is drawn.
    shown = {(place.x, place.y) for layer in picture.layers if layer.kind != "figure" for place in layer.rows}
    assert steps or {(MARCH + dt.timedelta(days=n), value) for n, value in enumerate(now)} <= shown


@given(st.lists(st.floats(-30, 30), min_size=8, max_size=8), st.booleans())
def test_a_value_inside_the_plot_is_not_struck_out(moves: list[float], narrow: bool) -> None:
    room = NARROW if narrow else WIDE
    then, now = days([500.0, 500.0]), days([500.0, 500.0, *(500.0 + move for move in moves)])
    picture = drawing(PLAIN, then, BACK, newest=now)
    found = frame(picture, room)
    (middle,) = middles(picture, found, room)
    free = labels.lines_height([""], room.size) / 2
    assert found.early
    struck = [
        place.x
        for ghost in ghosts(picture)
        for place in ghost.rows[1:2]
        if abs(height_share(place.y, found.values, picture.scale) * room.plot - middle) < free
    ]
    assert struck == []


def test_a_value_with_nothing_near_stands_beside_its_line() -> None:
    picture = drawing(PLAIN, days([500.0]), BACK, newest=days([500.0, *[5000.0] * 9]))
    found = frame(picture, WIDE)
    assert middles(picture, found, WIDE) == [height_share(500.0, found.values, "linear") * WIDE.plot]


@pytest.mark.parametrize("narrow", [False, True])
def test_labels_and_legend_do_not_know_the_ghost(narrow: bool) -> None:
    info = chart(series(side="none"), series("other", label="Other", colour="green", side="none"))
    then = samples.frame(row(MARCH, 5.0), row(MARCH, 9.0, series_id="other"))
    now = samples.frame(*then.to_dict("records"), row(DAY(2025, 3, 2), 900.0))
    room = NARROW if narrow else WIDE
    picture, bare = drawn(info, then, now), drawing(info, then, BACK, ARTICLE)
    assert [lines for _, lines in frame(picture, room).ends] == [lines for _, lines in frame(bare, room).ends]
    assert frame(picture, room).legend == frame(bare, room).legend


def test_the_interactive_chart_has_it_first_thin_and_named_as_known_now() -> None:
    spec = figure(drawn(PLAIN, days([1.0, 2.0]), days([1.0, 2.0, 4.0])), False).to_dict()
    ghost, line = spec["data"][:2]
    assert ghost["opacity"] == GHOST_OPACITY and ghost["line"]["width"] < line["line"]["width"]
    assert ghost["line"]["color"] == line["line"]["color"] and ghost["showlegend"] is False
    told = [("2 March 2025", "2"), ("3 March 2025", "4")]
    readings = [(when, f"Claimed by Ukraine, as known now: {value}") for when, value in told]
    assert "fill" not in ghost and [each for each in ghost["customdata"] if each] == readings


def test_faint_points_say_who_and_that_it_is_as_known_now() -> None:
    picture = drawn(STATED, samples.frame(), samples.frame(row(DAY(2025, 3, 2), 7.0, entity="csis")))
    (ghost,) = figure(picture, False).to_dict()["data"]
    assert ghost["mode"] == "markers" and ghost["customdata"][0] == ("2 March 2025", "CSIS: 7, as known now")


@pytest.mark.parametrize("info", [PLAIN, RATE, STATED], ids=["line", "step", "points"])
def test_the_still_picture_has_it_too(info) -> None:
    who = {"entity": "un"} if info is STATED else {}
    then, now = days([1.0, 2.0], **who), days([1.0, 2.0, 4.0, 8.0], **who)
    for narrow in (False, True):
        with_ghost = inline(drawn(info, then, now), narrow)
        assert f'opacity="{GHOST_OPACITY:g}"' in with_ghost
        assert f'opacity="{GHOST_OPACITY:g}"' not in inline(drawing(info, then, BACK, ARTICLE), narrow)


def test_a_long_ghost_is_thinned_like_a_line() -> None:
    then, now = days([1.0]), days([float(n % 97) for n in range(2000)])
    picture = drawn(PLAIN, then, now, View(asof=MARCH))
    assert sum(len(ghost.rows) for ghost in ghosts(picture)) <= 700
    assert len(inline(picture, True)) < len(inline(picture, False))
    assert json.loads(to_json(picture))
