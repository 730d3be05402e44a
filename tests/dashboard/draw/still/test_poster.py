import dataclasses
import io
import threading
from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from dashboard.address.view import View
from dashboard.chart.records import Drawing
from dashboard.draw.projection import NOWHERE
from dashboard.draw.still.poster import HEIGHT, WIDTH, Mark, Poster, card_png, png, svg
from dashboard.draw.still.typeset import text_width
from dashboard.record import charts
from dashboard.record.build import Build
from dashboard.views.pictures import drawings, drawn
from tests.dashboard.chart.test_drawing import CASES
from tests.dashboard.draw.plotly.test_map import OUTLINES
from tests.dashboard.draw.still.test_inline import drawn as sample
from tests.dashboard.reading import SVG, Words, boxes, overlapping, parsed, places, texts

WORDS = Poster(
    "Russian casualties in Ukraine",
    "Killed and wounded, cumulative, persons",
    "“Western estimates suggest that Russian casualties have reached 850,000.”",
    "Supported on the day: estimates held then reach 844,005",
    "Source: The Economist (media, no side), data to 22 August 2026",
    "as of 22 August 2026",
)
NO_CLAIM = dataclasses.replace(WORDS, quote="", verdict="")


def faults(pictures: Sequence[Drawing], words: Poster, outlines: object) -> list[object]:
    """Words of a poster that overlap or are cut, and places outside it."""
    root = parsed(svg(pictures, words, outlines))
    found: list[Words] = boxes(root, text_width)
    cut = [w.text for w in found if w.left < 0 or w.top < 0 or w.right > WIDTH + 1 or w.bottom > HEIGHT]
    outside = [place for place in places(root) if not (0 <= place[0] <= WIDTH and 0 <= place[1] <= HEIGHT)]
    return [*cut, *overlapping(found), *outside]


@pytest.mark.parametrize("words", [WORDS, NO_CLAIM], ids=["claim", "no claim"])
def test_no_words_of_any_poster_overlap_or_are_cut(real_build: Build, words: Poster) -> None:
    wrong = {}
    for name in charts.chart_ids(real_build):
        picture = drawn(real_build, View(chart=name, article="weakness-2025-03"))
        outlines = charts.outlines(real_build) if picture.kind == "map" else {}
        titled = dataclasses.replace(words, title=picture.title, subtitle=picture.subtitle)
        if found := faults([picture], titled, outlines):
            wrong[name] = found
    assert wrong == {}


@pytest.mark.parametrize("several", [2, 3, 6])
def test_several_panes_stand_below_each_other(real_build: Build, several: int) -> None:
    units = ("key_rate", "brent", "usd_rub", "area_controlled", "losses_claimed_ukraine", "federal_balance")
    pictures = drawings(real_build, View(series=units[:several]))
    assert len(pictures) == several and faults(pictures, NO_CLAIM, NOWHERE) == []
    written = " ".join(texts(parsed(svg(pictures, NO_CLAIM))))
    assert all(picture.title.split(",")[0] in written for picture in pictures)


@pytest.mark.parametrize("case", CASES)
def test_a_poster_has_the_size_that_previews_want(case: str) -> None:
    with Image.open(io.BytesIO(png([sample(case)], WORDS, OUTLINES))) as image:
        assert (image.format, image.size) == ("PNG", (1200, 630))
        # The ground is white in every corner, and something stands on it.
        assert image.convert("RGB").getpixel((3, 3)) == (255, 255, 255)
        assert len(image.convert("RGB").getcolors(2**20)) > 20


def test_every_word_is_on_the_poster() -> None:
    written = " ".join(texts(parsed(svg([sample("casualties")], WORDS))))
    for text in filter(None, dataclasses.astuple(WORDS)):
        assert text in written
    assert "Conflict Indicators" in written and "The article: 850,000" in written


@example(Poster("", "", "", " ", "", ""))
@given(st.builds(Poster, *[st.text(st.characters(), max_size=700)] * 6))
@settings(max_examples=30)
def test_a_poster_holds_whatever_its_words_are(words: Poster) -> None:
    root = parsed(svg([sample("fund")], words))
    assert {each.tag for each in root.iter()} <= {f"{SVG}{tag}" for tag in ("svg", "title", "desc", "path", "text")}
    found = boxes(root, text_width)
    assert [w.text for w in found if w.bottom > HEIGHT or w.top < 0] == []


def test_bars_that_do_not_fit_are_counted() -> None:
    picture = sample("spending-one-year")
    (layer, *_) = picture.layers
    many = tuple(layer.rows[0]._replace(x=f"Country {number}") for number in range(30))
    picture = dataclasses.replace(picture, layers=(dataclasses.replace(layer, rows=many),))
    written = texts(parsed(svg([picture], NO_CLAIM)))
    shown = sum(text.startswith("Country") for text in written)
    assert 5 < shown < 30 and f"and {30 - shown} more" in written


def test_a_poster_without_data_says_so() -> None:
    empty = dataclasses.replace(sample("fund"), layers=(), start=None, end=None)
    assert "no data" in texts(parsed(svg([empty], WORDS)))
    assert Image.open(io.BytesIO(png([empty], WORDS))).size == (WIDTH, HEIGHT)


def test_a_poster_is_the_same_each_time_in_any_thread() -> None:
    picture = sample("casualties")
    alone, found = (svg([picture], WORDS), png([picture], WORDS)), []
    threads = [
        threading.Thread(target=lambda: found.append((svg([picture], WORDS), png([picture], WORDS)))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [alone] * 4


def test_a_page_without_a_chart_has_a_card() -> None:
    one, other = card_png("Losses", "Who counts what."), card_png("Economy", "Who counts what.")
    assert Image.open(io.BytesIO(one)).size == (WIDTH, HEIGHT) and one != other
    judged = {card_png("Losses", "", "✓ Supported", tone) for tone in ("supported", "contradicted", "open")}
    assert len(judged | {card_png("Losses", "", marks=[Mark("✓", "supported")] * n) for n in (1, 24, 25, 60)}) == 7
