import dataclasses
import re
from itertools import combinations
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.address.view import View
from dashboard.chart.records import Drawing
from dashboard.draw import axes
from dashboard.draw.palette import DARK, LIGHT
from dashboard.draw.plotly.figure import figure
from dashboard.draw.projection import HATCH
from dashboard.draw.still.data import NARROW_POINTS, following
from dashboard.draw.still.inline import VARIABLES, css_colours, inline
from dashboard.draw.still.legend import KeyEntry, Setting, legend
from dashboard.draw.still.map import hatch
from dashboard.draw.still.paper import Paper
from tests.dashboard.chart.test_drawing import CASES, PERIODS
from tests.dashboard.draw.plotly.test_map import OUTLINES
from tests.dashboard.reading import SVG, parsed, places, size, texts
from tests.dashboard.samples import ARTICLE, DAY, EVENTS, chart, days, drawing, entity, frame, month, row, series, year


def drawn(case: str) -> Drawing:
    info, data, view = CASES[case]
    return drawing(info, data, view, ARTICLE, EVENTS, PERIODS, OUTLINES)


def still(picture: Drawing, narrow: bool = False) -> Element:
    return parsed(inline(picture, narrow, OUTLINES if picture.kind == "map" else {}))


def joined(root: Element) -> str:
    return " ".join(" ".join(texts(root)).split())


def paths(root: Element, **attributes: str) -> list[Element]:
    return [each for each in root.iter(f"{SVG}path") if attributes.items() <= each.attrib.items()]


def colour(name: str) -> str:
    return f"var(--c-{name},{LIGHT.lines.get(name) or getattr(LIGHT, name)})"


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
@pytest.mark.parametrize("case", CASES)
def test_all_that_the_interactive_chart_writes_is_written(case: str, narrow: bool) -> None:
    picture = drawn(case)
    layout = figure(picture, False, narrow, OUTLINES).to_dict()
    written = joined(still(picture, narrow))
    notes = [re.sub(r"<br>|</?b>", " ", note["text"]) for note in layout["layout"].get("annotations", ())]
    ticks = [text for axis in ("xaxis", "yaxis") for text in layout["layout"][axis].get("ticktext", ())]
    named = layout["layout"].get("showlegend", False)
    legend = [trace["name"] for trace in layout["data"] if named and "name" in trace]
    missing = [text for text in (*notes, *ticks, *legend) if " ".join(text.split()) not in written]
    assert missing == []


@pytest.mark.parametrize("case", CASES)
def test_a_picture_is_the_same_each_time_and_needs_no_names_of_its_own(case: str) -> None:
    picture = drawn(case)
    assert inline(picture, False, OUTLINES) == inline(picture, False, OUTLINES)
    assert "id=" not in inline(picture, True, OUTLINES)


def test_a_picture_says_what_it_shows_and_where_its_days_are() -> None:
    picture = drawn("casualties")
    root = still(picture)
    assert (root.get("role"), root.get("aria-label")) == ("img", picture.alt)
    assert (root.get("data-start"), root.get("data-end")) == (
        picture.start.isoformat(),
        axes.last_day(picture).isoformat(),
    )
    left, right = (float(root.get(f"data-{side}")) for side in ("left", "right"))
    assert 0 < left < right < size(root)[0]
    # The article's day, dotted, lies where these say.
    (day,) = paths(root, **{"stroke-dasharray": "3 3"})
    share = (ARTICLE.date - picture.start).days / (axes.last_day(picture) - picture.start).days
    assert float(re.match(r"M([\d.]+)", day.get("d")).group(1)) == pytest.approx(left + share * (right - left), abs=0.1)
    assert still(drawn("hosts")).get("data-left") is None and still(drawn("spending-one-year")).get("data-left") is None


def test_the_same_markup_is_light_and_dark() -> None:
    light, dark = css_colours(False), css_colours(True)
    assert light != dark and f"--c-blue:{LIGHT.lines['blue']};" in light and f"--c-blue:{DARK.lines['blue']};" in dark
    assert f"--t-sky:{DARK.texts['sky']};" in dark
    assert {f"{name}:" for name in VARIABLES.values()} == set(re.findall(r"--[a-z0-9-]+:", dark))
    # No two properties have one light colour, or one would be written for the other.
    assert len(VARIABLES) == light.count(";")


HOSTILE = st.text(st.characters(), max_size=60) | st.sampled_from(
    ["<b>", "&amp;", "]]>", "--", '"', "$x$ $y_1$", "\0", "\ud800"]
)


@given(HOSTILE, HOSTILE)
def test_whatever_a_name_holds_it_is_only_text(one: str, other: str) -> None:
    info = chart(series("a", label=one), series("b", label=other), title=one)
    data = frame(*(row(DAY(2025, 3, day), float(day), series_id=s) for s in "ab" for day in (1, 2)))
    picture = dataclasses.replace(drawing(info, data, View()), alt=one + other)
    for narrow in (False, True):
        root = still(picture, narrow)
        assert {each.tag for each in root.iter()} == {f"{SVG}{tag}" for tag in ("svg", "path", "text")}


@given(
    st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=60), st.booleans(), st.sampled_from(["final", "provisional"])
)
def test_whatever_the_values_the_picture_holds_them(values: list[float], narrow: bool, status: str) -> None:
    root = still(drawing(chart(series()), days(values, status=status), View(), ARTICLE), narrow)
    width, height = size(root)
    assert all(-5 <= x <= width + 5 and -5 <= y <= height + 5 for x, y in places(root))


def test_a_hole_in_the_data_is_a_hole_in_the_line() -> None:
    data = frame(*(month(2025, n, float(n)) for n in (1, 2, 4, 5)))
    root = still(drawing(chart(series(frequency="M", measures="level")), data, View()))
    (line,) = paths(root, stroke=colour("blue"), **{"stroke-width": "2.4"})
    assert len(re.findall("[Mm]", line.get("d"))) == 2


def test_a_step_goes_across_and_then_up() -> None:
    info, data, view = CASES["key-rate"]
    root = still(drawing(info, data, view))
    (line,) = paths(root, stroke=colour("blue"), **{"stroke-width": "2.4"})
    assert re.sub(r"[^Mlhv]", "", line.get("d")) == "Mhvh"


def test_a_partys_own_count_is_dashed() -> None:
    root = still(drawn("casualties"))
    (estimate,), (claim, _) = (paths(root, **{"stroke-width": width}) for width in ("2.4", "1.4"))
    # The estimate leads, and the claim beside it is thinner and paler; its sign is explained.
    assert (estimate.get("stroke-dasharray"), estimate.get("opacity")) == (None, None)
    assert (claim.get("stroke-dasharray"), claim.get("opacity")) == ("9 9", "0.8")
    assert "counted by a party to the war" in texts(root)


def test_what_is_not_settled_is_open_or_pale() -> None:
    data = frame(month(2025, 1, 1.0), month(2025, 3, 3.0), month(2025, 4, 4.0, status="provisional"))
    root = still(drawing(chart(series(frequency="M", measures="level")), data, View()))
    signs = [(each.get("fill"), each.get("stroke")) for each in root.iter(f"{SVG}path") if "a" in each.get("d")]
    assert signs == [(colour("blue"), colour("blue"))]
    # What is not settled is a tick on its line, which the words below explain.
    assert len(paths(root, stroke=colour("blue"), **{"stroke-width": "1.3"})) == 1
    assert "provisional or unverified" in texts(root)
    bars = dataclasses.replace(CASES["spending"][0], entities=(entity("DEU", "Germany"),))
    rows = (
        year(2022, 50.0, series_id="spending", entity="DEU", status="provisional"),
        year(2023, 60.0, series_id="spending", entity="DEU"),
    )
    pale = [each.get("opacity") for each in paths(still(drawing(bars, frame(*rows), View())), fill=colour("blue"))]
    assert pale == ["0.55", None]


def test_bounds_end_in_ticks_and_open_ones_in_arrowheads() -> None:
    published = chart(
        series("p", varies_by="publisher", frequency="I", side="none"), entities=(entity("nato", "NATO"),)
    )
    bounds = ((4.0, 6.0), (4.0, None), (None, 6.0))
    data = frame(
        *(
            row(DAY(2025, 3, n), None, low=low, high=high, series_id="p", entity="nato")
            for n, (low, high) in enumerate(bounds, 1)
        )
    )
    ranges = paths(still(drawing(published, data, View())), opacity="0.7")
    # A stroke, its two ends, a triangle upwards and one downwards.
    assert [re.sub(r"[^Mmlhvz]", "", each.get("d")) for each in ranges] == ["Mv", "Mhmh", "Mlhz", "Mlhz"]
    # From its tip, the first of these goes down and the second up.
    assert ["-" in each.get("d").partition("l")[2].partition("h")[0][1:] for each in ranges[2:]] == [False, True]


def test_a_map_has_its_classes_and_their_legend() -> None:
    root = still(drawn("hosts"))
    assert {colour("rule"), colour("shade5")} <= {each.get("fill") for each in root.iter(f"{SVG}path")}
    assert {layer.name for layer in drawn("hosts").layers} <= set(texts(root))


def test_events_and_stretches_are_marked() -> None:
    root = still(drawn("fund-shaded"))
    assert [float(each.get("opacity")) for each in paths(root, fill=colour("quiet"))] == [0.13, 0.13]
    assert {"Defence", "Plan"} <= set(texts(root)) and {"1", "2"} <= set(texts(root))


def test_a_phone_gets_fewer_points_but_the_same_extremes() -> None:
    values = [float(n * 37 % 11) for n in range(650)]
    values[300], values[401] = 50.0, -50.0
    picture = drawing(chart(series()), days(values), View())
    lines = []
    for narrow in (False, True):
        (line,) = paths(still(picture, narrow), stroke=colour("blue"), **{"stroke-width": "2.4"})
        lines.append(line)
    wide, few = (len(re.findall("[Mmlhv]", line.get("d"))) for line in lines)
    assert few <= NARROW_POINTS < wide
    root = still(picture, True)
    ys = [y for _, y in places(root)]
    low, high = axes.value_range(picture)
    assert max(ys) <= size(root)[1] and low < -50 and high > 50


def test_no_data_is_said() -> None:
    empty = dataclasses.replace(drawn("fund"), layers=(), start=None, end=None)
    assert texts(still(empty)) == ["no data"] and still(empty).get("data-start") is None


@pytest.mark.parametrize(
    ("day", "frequency", "end"),
    [
        (DAY(2025, 3, 1), "D", DAY(2025, 3, 2)),
        (DAY(2024, 2, 26), "W", DAY(2024, 3, 4)),
        (DAY(2024, 12, 1), "M", DAY(2025, 1, 1)),
        (DAY(2024, 10, 1), "Q", DAY(2025, 1, 1)),
        (DAY(2024, 1, 1), "A", DAY(2025, 1, 1)),
        (DAY(2022, 2, 24), "M", DAY(2022, 3, 1)),
        (DAY(2022, 2, 24), "Q", DAY(2022, 4, 1)),
        (DAY(2022, 2, 24), "A", DAY(2023, 1, 1)),
    ],
)
def test_a_bar_stands_over_its_period(day: object, frequency: str, end: object) -> None:
    assert following(day, frequency) == end


def test_an_unknown_sign_is_refused() -> None:
    with pytest.raises(ValueError, match="no sign stands for layers of kind 'smoke'"):
        legend(Paper(LIGHT, 13), [KeyEntry("smoke", "Smoke", "blue", False)], Setting(0, 100, 0, 13, 20))


PLACES = st.tuples(st.integers(0, 99), st.integers(0, 99))


@given(st.tuples(PLACES, PLACES, PLACES))
def test_strokes_of_what_is_hatched_lie_in_its_outline(corners: tuple[tuple[int, int], ...]) -> None:
    def twice(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
        return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]))

    for x, y in (end for stretch in hatch([list(corners)]) for end in stretch):
        parts = sum(twice((x, y), *pair) for pair in combinations(corners, 2))
        assert parts == pytest.approx(twice(*corners), abs=1e-6)
        assert (x + y) / HATCH == pytest.approx(round((x + y) / HATCH))


def test_a_square_is_hatched_all_over() -> None:
    strokes = hatch([[(0.0, 0.0), (60.0, 0.0), (60.0, 60.0), (0.0, 60.0)]])
    assert len(strokes) == 120 // HATCH and [(0.0, 60.0), (60.0, 0.0)] in strokes
