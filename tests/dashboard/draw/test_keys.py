import dataclasses
import re
from urllib.parse import unquote

import pytest

from dashboard.address.view import View
from dashboard.chart.leading import leading
from dashboard.chart.records import Drawing
from dashboard.draw.frame import NARROW, WIDE
from dashboard.draw.keys import sign_keys
from dashboard.draw.palette import DARK, LIGHT, Palette, faded
from dashboard.draw.plotly.figure import figure
from dashboard.draw.signs import QUIET_OPACITY, QUIET_WIDTH, line_look
from dashboard.draw.still.inline import still
from dashboard.parts.panel_words import key_line
from dashboard.record import charts
from dashboard.record.build import Build
from dashboard.views.pictures import drawn, selected
from tests.dashboard.chart.test_drawing import CASES
from tests.dashboard.reading import SVG, parsed, texts
from tests.dashboard.samples import ARTICLE, EVENTS, drawing

WEAKNESS = "weakness-2025-03"


def told(picture: Drawing) -> list[str]:
    return [key.name for key in sign_keys(picture)]


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def over(colour: str, page: str, share: float) -> str:
    pairs = [(int(colour[at : at + 2], 16), int(page[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(front * share + behind * (1 - share)):02x}" for front, behind in pairs)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", QUIET_OPACITY)
def test_a_quiet_line_is_seen_on_either_page(name: str, palette: Palette) -> None:
    colour = palette.lines[name]
    assert contrast(over(colour, palette.page, QUIET_OPACITY[name]), palette.page) >= 3


def test_of_several_lines_one_leads_in_every_chart(real_build: Build) -> None:
    several = 0
    for name in charts.chart_ids(real_build):
        view = View(chart=name, article=WEAKNESS)
        lines = [layer for layer in drawn(real_build, view).layers if layer.kind in ("line", "step")]
        loud = {layer.entity for layer in lines if not layer.quiet}
        member = leading(selected(real_build, view).members, charts.article_shown(real_build, view))
        names = {layer.entity for layer in lines}
        assert loud == ({member.id} if member and member.id in names else names), name
        assert all(layer.colour in QUIET_OPACITY for layer in lines), name
        several += len(names) > 1 and len(loud) == 1
    assert several > 20


def test_both_pictures_draw_what_is_quiet_thinner_and_paler() -> None:
    picture = drawing(*CASES["fund"])
    first, other = (layer for layer in picture.layers if layer.entity == "total"), picture.layers[-1]
    assert not any(layer.quiet for layer in first) and other.quiet
    assert line_look(other) == (QUIET_WIDTH, QUIET_OPACITY["orange"])
    found = {trace.name: trace for trace in figure(picture, False).data if trace.mode == "lines"}
    assert found["Liquid part"].line.color == faded(LIGHT.lines["orange"], QUIET_OPACITY["orange"])
    assert found["Liquid part"].line.width < found["Whole fund"].line.width
    assert (found["Liquid part"].zorder, found["Whole fund"].zorder) == (-1, None)


def test_signs_are_explained_where_they_occur_and_nowhere_else() -> None:
    assert told(drawing(*CASES["key-rate"])) == []
    assert told(drawing(*CASES["casualties"])) == ["at least", "counted by a party to the war"]
    assert told(drawing(*CASES["fund"])) == ["provisional or unverified"]
    shaded = drawing(*CASES["fund-shaded"], ARTICLE, EVENTS)
    for room in (WIDE, NARROW):
        assert set(told(shaded)) <= set(texts(parsed(still(shaded, room).svg)))


def test_the_line_under_an_interactive_chart_has_a_sign_for_each_of_its_words() -> None:
    picture = drawing(*CASES["casualties"])
    html = key_line(picture, False)
    assert html.count("<img") == len(told(picture)) and all(f">{words}</span>" in html for words in told(picture))
    assert LIGHT.lines["grey"] in unquote(html) and DARK.lines["grey"] in unquote(key_line(picture, True))
    for source in re.findall(r'src="data:image/svg\+xml,([^"]*)"', html):
        assert list(parsed(unquote(source)).iter(f"{SVG}path"))
    assert key_line(drawing(*CASES["key-rate"]), False) == ""


def test_where_the_articles_figure_meets_the_record_there_is_a_ring() -> None:
    info, data, view = CASES["casualties"]
    article = dataclasses.replace(ARTICLE, measured=(("casualties-850k", "economist", "RUS"),))
    picture = drawing(info, data, view, article)
    (met,) = (layer for layer in picture.layers if layer.kind == "met")
    assert [(row.day, row.y) for row in met.rows] == [(ARTICLE.date, 845_274.0)]
    assert "where the record stood that day" in told(picture)
    rings = [trace for trace in figure(picture, False).data if trace.marker.size == 15]
    assert [(list(ring.x), list(ring.y)) for ring in rings] == [(["2025-03-07"], [845_274.0])]
    # What measures no figure, and a day without a value, has none.
    assert not any(layer.kind == "met" for layer in drawing(info, data, view, ARTICLE).layers)
    day = ARTICLE.date.replace(day=9)
    later = dataclasses.replace(article, about=(("casualties-850k", day, day),))
    assert not any(layer.kind == "met" for layer in drawing(info, data, view, later).layers)


def test_every_chart_that_measures_a_figure_marks_where_the_record_stood(real_build: Build) -> None:
    found = {
        name
        for name in charts.chart_ids(real_build)
        for layer in drawn(real_build, View(chart=name, article=WEAKNESS)).layers
        if layer.kind == "met"
    }
    assert {"casualties", "key-rate"} <= found
