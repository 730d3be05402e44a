import dataclasses
import itertools
import json
import math

import plotly.io
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.address.view import View
from dashboard.chart.areas import SHADES
from dashboard.chart.records import Drawing
from dashboard.draw import axes, labels
from dashboard.draw.frame import BETWEEN
from dashboard.draw.palette import DARK, LIGHT, Palette
from dashboard.draw.plotly.figure import DIAMOND, config, figure
from dashboard.say import ticks
from etl.vocabulary import UNITS, Colour
from tests.dashboard.chart.test_drawing import CASES
from tests.dashboard.samples import ARTICLE, DAY, EVENTS, chart, days, drawing, entity, frame, month, row, series

# How cones see: linear RGB of a colour as a reader with full deuteranopia or protanopia sees it (Machado 2009).
SIGHTS = {
    "common": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "deuteranopia": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "protanopia": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
}


def linear(colour: str) -> list[float]:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def contrast(one: str, other: str) -> float:
    dark, light = sorted(0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (linear(one), linear(other)))
    return (light + 0.05) / (dark + 0.05)


def seen(colour: str, sight: str) -> tuple[float, float, float]:
    """CIE L*a*b* of a colour as seen, in which a distance of about 2 can just be told."""
    r, g, b = (
        min(1.0, max(0.0, sum(w * c for w, c in zip(weights, linear(colour), strict=True))))
        for weights in SIGHTS[sight]
    )
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_lines_and_texts_stand_out_from_the_page(colours: Palette) -> None:
    assert set(colours.lines) == set(colours.texts) == {*Colour, "article", *SHADES}
    named = {name: colour for name, colour in colours.lines.items() if name not in SHADES}
    assert {name: c for name, c in named.items() if contrast(c, colours.page) < 3} == {}
    texts = {name: colour for name, colour in colours.texts.items() if name not in SHADES} | {
        "ink": colours.ink,
        "quiet": colours.quiet,
    }
    assert {name: c for name, c in texts.items() if contrast(c, colours.page) < 4.5} == {}


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_each_shade_stands_out_more_than_the_one_before(colours: Palette) -> None:
    steps = [contrast(colours.lines[shade], colours.page) for shade in SHADES]
    assert all(later > 1.25 * earlier for earlier, later in itertools.pairwise(steps))


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_least_shade_is_no_ground_without_a_value(colours: Palette, sight: str) -> None:
    assert math.dist(seen(colours.lines[SHADES[0]], sight), seen(colours.rule, sight)) > 10


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_colours_stay_apart(colours: Palette, sight: str) -> None:
    distances = {
        (one, other): math.dist(seen(colours.lines[one], sight), seen(colours.lines[other], sight))
        for one, other in itertools.combinations(Colour, 2)
    }
    assert {pair: distance for pair, distance in distances.items() if distance < 14} == {}


@given(
    st.lists(st.tuples(st.floats(-50, 400), st.integers(15, 60)), min_size=1, max_size=8),
    st.integers(250, 400),
)
def test_labels_never_overlap(wanted: list[tuple[float, int]], top: int) -> None:
    middles, heights = [middle for middle, _ in wanted], [height for _, height in wanted]
    placed = labels.spread(middles, heights, 0, top)
    extents = sorted((m - h / 2, m + h / 2) for m, h in zip(placed, heights, strict=True))
    assert extents[0][0] >= -1e-6
    assert extents[-1][1] <= max(top, sum(heights)) + 1e-6
    assert all(below[1] <= above[0] + 1e-6 for below, above in itertools.pairwise(extents))


def test_labels_with_room_stay_where_they_belong() -> None:
    assert labels.spread([200.0, 20.0, 100.0], [30, 30, 30], 0, 300) == [200.0, 20.0, 100.0]


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.integers(3, 7))
def test_ticks_are_few_and_inside(low: float, span: float, most: int) -> None:
    places = ticks(low, low + span, "linear", most)
    assert 1 <= len(places) <= most + 1
    assert all(low - span * 1e-6 <= place <= low + span * (1 + 1e-6) for place in places)


@given(st.floats(0.01, 1e6), st.floats(1.2, 1e4))
def test_a_logarithmic_axis_has_places_however_little_it_spans(low: float, times: float) -> None:
    places = ticks(low, low * times, "log", 5)
    assert len(places) > 1 and all(low * (1 - 1e-6) <= place <= low * times * (1 + 1e-6) for place in places)


@pytest.mark.parametrize(
    ("places", "unit", "scale", "words"),
    [
        ([-1.0, 0.0, 1.0, 2.0], "points", "linear", ["−1 point", "0", "1 point", "2 points"]),
        ([0, 500_000, 1_000_000], "persons", "linear", ["0", "0.5 million", "1.0 million"]),
        ([0, 200_000], "persons", "linear", ["0", "200,000"]),
        ([0, 5, 10], "percent", "linear", ["0", "5 %", "10 %"]),
        ([-2.5, 0, 2.5], "points", "linear", ["−2.5 points", "0", "2.5 points"]),
        ([2, 4], "percent_of_gdp", "linear", ["2 %", "4 %"]),
        ([0, 40], "bn_usd", "linear", ["0", "$40 bn"]),
        ([0, 50], "rub_per_usd", "linear", ["0", "₽50"]),
        ([1_000, 1_000_000], "persons", "log", ["1,000", "1 million"]),
    ],
)
def test_ticks_are_short(places: list[float], unit: str, scale: str, words: list[str]) -> None:
    assert [text.replace("\u00a0", " ") for text in axes.tick_words(places, unit, scale)] == words


def drawn(case: str) -> Drawing:
    info, data, view = CASES[case]
    return drawing(info, data, view, ARTICLE, EVENTS)


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("case", CASES)
def test_plotly_accepts_every_figure(case: str, dark: bool, narrow: bool) -> None:
    built = figure(drawn(case), dark, narrow)
    spec = json.loads(plotly.io.to_json(built, validate=False))
    plotly.graph_objects.Figure(spec)
    assert spec["data"]
    assert spec["layout"]["template"]["layout"]["dragmode"] is False
    assert "title" not in spec["layout"]


def test_time_stands_on_date_axes() -> None:
    for case in ("casualties", "key-rate", "fund", "spending", "spending-stacked", "talks"):
        assert figure(drawn(case), dark=False).layout.xaxis.type == "date", case


def test_a_hole_in_the_data_is_a_hole_in_the_line() -> None:
    info = chart(series(frequency="M", measures="level"))
    data = frame(*(month(2025, n, float(n)) for n in (1, 2, 4, 5)))
    (line,) = figure(drawing(info, data, View()), dark=False).data
    assert list(line.y) == [1.0, 2.0, None, 4.0, 5.0, None]
    assert line.connectgaps is False


def test_a_value_alone_and_a_value_not_settled_are_seen() -> None:
    info = chart(series(frequency="M", measures="level"))
    data = frame(month(2025, 1, 1.0), month(2025, 3, 3.0), month(2025, 4, 4.0, status="provisional"))
    _, alone, unsettled = figure(drawing(info, data, View()), dark=False).data
    assert (list(alone.y), list(unsettled.y)) == ([1.0], [4.0])
    assert (alone.marker.symbol, unsettled.marker.symbol) == ("circle", "line-ns")


def texts(built: object) -> list[str]:
    return [note.text for note in built.layout.annotations]


def test_lines_are_labelled_where_they_end_and_alone_by_their_value() -> None:
    two = chart(series("a", label="First"), series("b", label="Second", colour="green"))
    data = frame(*(row(DAY(2025, 3, day), float(day), series_id=s) for s in "ab" for day in (1, 2)))
    built = figure(drawing(two, data, View()), dark=False)
    assert texts(built) == ["First", "Second"]
    assert not built.layout.showlegend
    assert texts(figure(drawing(chart(series()), days([1.0, 1_520_000.0]), View()), dark=False)) == [
        "1.52\u00a0million"
    ]


def test_bars_side_by_side_have_a_legend() -> None:
    built = figure(drawn("spending"), dark=False)
    assert built.layout.showlegend
    assert [trace.name for trace in built.data] == ["Germany", "France"]


def test_many_labels_become_a_legend() -> None:
    info = chart(*(series(f"s{n}", label=f"A series with a long name, {n}") for n in range(12)))
    data = frame(*(row(DAY(2025, 3, day), float(day), series_id=s.id) for s in info.series for day in (1, 2)))
    assert figure(drawing(info, data, View()), dark=False).layout.showlegend


def test_the_article_is_named_at_its_marks() -> None:
    built = figure(drawn("casualties"), dark=False)
    assert {"<b>The article: 850,000</b>", "article appears"} <= set(texts(built))
    level, sign, day = built.layout.shapes
    assert (level.x0, level.x1, level.y0, level.y1) == (ARTICLE.date, ARTICLE.date, 850_000, 850_000)
    assert (sign.xanchor, sign.yanchor, sign.path) == (ARTICLE.date, 850_000, DIAMOND)
    assert (day.x0, day.line.dash) == (ARTICLE.date, "dot")


@pytest.mark.parametrize("case", ["casualties", "spending", "key-rate"])
def test_the_articles_day_is_named_above_the_data(case: str) -> None:
    (note,) = [note for note in figure(drawn(case), dark=False).layout.annotations if note.text == "article appears"]
    assert (note.yref, note.y, note.yanchor) == ("paper", 1, "bottom")


def test_labels_at_one_height_do_not_read_as_one() -> None:
    two = chart(series("a", label="First"), series("b", label="Second", colour="green"))
    data = frame(*(row(DAY(2025, 3, day), 1.0, series_id=s) for s in "ab" for day in (1, 2)))
    layout = figure(drawing(two, data, View()), dark=False).layout
    low, high = sorted(note.y for note in layout.annotations)
    plot = layout.height - layout.margin.t - layout.margin.b
    assert (high - low) * plot == pytest.approx(labels.lines_height([""], 13) + BETWEEN)


def test_a_line_that_ends_early_takes_no_margin() -> None:
    data = days([1.0, 2.0, 3.0])
    whole = figure(drawing(chart(series()), data, View()), dark=False).layout
    early = figure(drawing(chart(series(), end=DAY(2025, 12, 31)), data, View()), dark=False).layout
    assert early.margin.r < whole.margin.r
    assert (whole.annotations[0].xref, early.annotations[0].x) == ("paper", DAY(2025, 3, 3))


def test_bars_of_several_series_say_in_full_what_they_count() -> None:
    now = series("now", title="Soldiers killed, estimated", label="Estimate", frequency="I")
    war = series("war", title="Killed in the war", label="killed in the war", frequency="I", varies_by="force")
    both = chart(now, war, entities=(entity("us_gb", "US and UK"),), kind="bars")
    data = frame(row(DAY(2025, 3, 7), 5.0, series_id="now"), row(DAY(1945, 5, 8), 9.0, series_id="war", entity="us_gb"))
    layers = drawing(both, data, View()).layers
    assert [layer.rows[0].x for layer in layers] == ["Soldiers killed, estimated", "US and UK: killed in the war"]


def test_a_range_without_value_floats_between_its_bounds() -> None:
    war = chart(
        series(frequency="I", varies_by="force"), entities=(entity("us_gb", "US and UK"),), kind="bars", title="War"
    )
    data = frame(row(DAY(1945, 5, 8), None, low=380.0, high=420.0, entity="us_gb"))
    (bar,) = figure(drawing(war, data, View()), dark=False).data
    assert (list(bar.base), list(bar.x)) == ([380.0], [40.0])


def test_an_axis_of_counts_begins_at_zero_a_narrow_band_does_not() -> None:
    assert axes.value_range(drawing(chart(series()), days([10.0, 100.0]), View()))[0] == 0
    assert axes.value_range(drawing(chart(series()), days([95.0, 100.0]), View()))[0] > 90
    assert axes.value_range(drawn("spending"))[0] == 0


def test_an_empty_drawing_says_so() -> None:
    empty = dataclasses.replace(drawn("fund"), layers=(), start=None, end=None)
    assert texts(figure(empty, dark=True)) == ["no data"]


def test_every_unit_has_an_axis() -> None:
    for unit in UNITS:
        info = chart(series(unit=unit))
        assert figure(drawing(info, days([1.0, 2.0]), View()), dark=False).layout.yaxis.ticktext


def test_the_page_scrolls_over_a_chart() -> None:
    shown = {"displayModeBar": False, "scrollZoom": False, "responsive": True, "displaylogo": False}
    assert config() == {**shown, "doubleClick": False, "showTips": False}
