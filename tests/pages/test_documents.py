"""What Streamlit draws of a page, and what is sent before it: the same words and charts, in the same order."""

import dataclasses
import re

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import settings
from dashboard.documents.all import DOCUMENTS, document
from dashboard.documents.pieces import Adjusted, Document, Live, Piece
from dashboard.record.build import Build
from dashboard.web.document import piece_html, subject
from etl import clock
from tests.pages.reading import drawn_charts, html, plain

PICTURE = re.compile(r'<svg [^>]*aria-label="([^"]*)".*?</svg>', re.DOTALL)
# What its signs mean: a still picture has that in itself.
KEY = re.compile(r'<p class="ci ci-key">.*?</p>', re.DOTALL)


def words(text: str) -> list[str]:
    return plain(text.replace("<", " <")).split()


def told(pieces: Document) -> list[Piece]:
    """All pieces that both fronts have, one after another."""
    flat = [
        each for piece in pieces for each in ((*piece.by, *piece.pieces) if isinstance(piece, Adjusted) else (piece,))
    ]
    return [piece for piece in flat if not isinstance(piece, Live)]


@pytest.mark.parametrize(
    "page", [page for page in settings.PAGES if page.file in DOCUMENTS], ids=lambda page: page.file
)
def test_both_fronts_say_and_draw_the_same_in_the_same_order(
    page: settings.Page, every_page: dict[str, AppTest], real_build: Build
) -> None:
    about, problems = subject(real_build, page, (), clock.today())
    # The pages here are drawn without our own routes.
    about = dataclasses.replace(about, routed=False)
    pieces = told(document(page.file, about))
    still = "".join(piece_html(about, piece) for piece in pieces)
    ids = re.findall(r'\bid="([^"]+)"', still)
    assert len(ids) == len(set(ids))
    drawn = every_page[page.name]
    assert problems == [] and words(PICTURE.sub("", still)) == words(KEY.sub("", html(drawn)))
    wide = re.sub(r'<div class="narrow-picture">.*?</svg></div>', "", still, flags=re.DOTALL)
    assert [plain(alt) for alt in PICTURE.findall(wide)] == [chart.proto.alt for chart in drawn_charts(drawn)]
