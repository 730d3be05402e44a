"""The pictures of all charts that the program ships with, as their light pages show them first."""

import datetime as dt
import gzip
import re
from html import unescape

import pytest

from dashboard.address.view import View
from dashboard.draw.frame import NARROW, WIDE, Room
from dashboard.draw.still.inline import VARIABLES, still
from dashboard.record import charts
from dashboard.record.build import Build
from dashboard.views.catalogue import catalogue
from dashboard.views.pictures import drawn
from dashboard.web import chart_page, claim_page
from tests.dashboard.plurals import wrong
from tests.dashboard.reading import boxes, overlapping, parsed, places, size

ARTICLE = "weakness-2025-03"
# What a page has for each of its two pictures, in bytes over the wire.
MOST = {False: 25_000, True: 15_000}
VIEWS = ({}, {"events": ("on",), "periods": True}, {"scale": "log"})


# The pictures that pages and frames have from 320 to 1,920 pixels: a phone's, a card's, a page's, a wide frame's.
ROOMS = (NARROW, WIDE, WIDE._replace(width=760), WIDE._replace(width=920))


@pytest.fixture(scope="module", params=ROOMS, ids=lambda room: str(room.width))
def room(request: pytest.FixtureRequest) -> Room:
    return request.param


@pytest.fixture(scope="module")
def stills(real_build: Build, room: Room) -> dict[str, str]:
    found = {}
    for chart in charts.chart_ids(real_build):
        for changes in VIEWS:
            picture = drawn(real_build, View(chart=chart, article=ARTICLE, **changes))
            outlines = charts.outlines(real_build) if picture.kind == "map" else {}
            found[f"{chart} {changes}"] = still(picture, room, outlines).svg
    return found


def test_every_picture_is_small(stills: dict[str, str], room: Room) -> None:
    sizes = {name: len(gzip.compress(svg.encode())) for name, svg in stills.items()}
    assert len(sizes) > 200
    assert {name: each for name, each in sizes.items() if each > MOST[room.narrow]} == {}


def test_no_words_overlap_or_leave_the_picture(stills: dict[str, str]) -> None:
    wrong = {}
    for name, svg in stills.items():
        root = parsed(svg)
        width, height = size(root)
        found = boxes(root)
        cut = [w.text for w in found if w.left < -0.5 or w.top < 0 or w.right > width + 0.5 or w.bottom > height]
        if cut or overlapping(found):
            wrong[name] = (cut, overlapping(found))
    assert wrong == {}


def test_every_place_lies_in_the_picture(stills: dict[str, str]) -> None:
    outside = {}
    for name, svg in stills.items():
        root = parsed(svg)
        width, height = size(root)
        if not all(-1 <= x <= width + 1 and -1 <= y <= height + 1 for x, y in places(root)):
            outside[name] = [(x, y) for x, y in places(root) if not (-1 <= x <= width + 1 and -1 <= y <= height + 1)]
    assert outside == {}


def test_every_colour_is_the_pages_to_choose(stills: dict[str, str]) -> None:
    named = {f"var({name},{colour})" for colour, name in VARIABLES.items()} | {"none"}
    for name, svg in stills.items():
        assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', svg)) <= named, name


def test_nothing_in_a_picture_reaches_the_page(stills: dict[str, str]) -> None:
    for name, svg in stills.items():
        root = parsed(svg)
        assert {each.tag.partition("}")[2] for each in root.iter()} <= {"svg", "path", "text"}, name
        assert not re.search(r"<\?|<!|\bid=|style=|class=|DejaVu", svg), name


def test_no_number_stands_before_a_noun_that_does_not_agree(real_build: Build) -> None:
    today, ids = dt.date(2026, 11, 25), [each["id"] for each in catalogue(real_build)["claims"]]
    pages = {
        name: chart_page.chart_page_html(real_build, View(chart=name), [], today)
        for name in charts.chart_ids(real_build)
    }
    pages |= {name: claim_page.claim_page_html(real_build, name, None, [], today) for name in ids}
    found = {name: wrong(unescape(re.sub(r"<[^>]+>", " ", text))) for name, text in pages.items()}
    assert len(found) > 100 and {name: told for name, told in found.items() if told} == {}
