"""A link that unfolds shows what stands behind it: a chart, a verdict that can be read small, or marks of claims."""

import datetime as dt
import io
import re

import pytest
from PIL import Image
from starlette.testclient import TestClient

from dashboard import settings
from dashboard.draw import callouts
from dashboard.draw.frame import Room, frame
from dashboard.draw.palette import NO_VERDICT, VERDICTS
from dashboard.draw.still import fit, poster
from dashboard.draw.still.paper import Box
from dashboard.record import charts, claims
from dashboard.record.build import Build
from dashboard.record.claims import ClaimRecord
from dashboard.views.pictures import drawn
from dashboard.web import claim_page, previews
from dashboard.words.message import SIGNS

TODAY = dt.date(2026, 11, 25)
NAMED = {"supported": "--ci-yes", "contradicted": "--ci-no", "disputed": "--ci-part", "uncertain": "--ci-maybe"}
# The width of a preview in a list of messages, and the least height of letters that can be read.
THUMB, READABLE = 300, 9


def shown(body: bytes) -> Image.Image:
    return Image.open(io.BytesIO(body)).convert("RGB")


def share(picture: Image.Image, colours: set[str]) -> float:
    """Which share of a picture has one of the colours."""
    wanted = {tuple(int(each[place : place + 2], 16) for place in (1, 3, 5)) for each in colours}
    counted = picture.getcolors(picture.width * picture.height)
    return sum(count for count, colour in counted if colour in wanted) / (picture.width * picture.height)


def every_claim(build: Build) -> list[ClaimRecord]:
    articles = charts.known_names(build).articles
    return [claim for each in articles for excerpt in claims.excerpts(build, each) for claim in excerpt.claims]


@pytest.mark.parametrize("page", settings.PAGES, ids=lambda page: page.name or "overview")
def test_every_page_shows_a_chart_or_the_marks_of_claims(real_build: Build, page: settings.Page):
    picture = shown(previews.page_preview(real_build, page, TODAY).body)
    assert picture.size == (1200, 630)
    charted = page.name and charts.chart_ids(real_build, page.name)
    assert charted or share(picture, set(VERDICTS.values())) > 0.02
    # Something stands in the lower half too.
    assert len(picture.crop((0, 330, 1200, 630)).getcolors(1200 * 630)) > 30


def test_the_overview_says_what_the_claims_come_to(real_build: Build):
    page = next(each for each in settings.PAGES if not each.name)
    found = previews.page_preview(real_build, page, TODAY).body
    assert found != previews.page_preview(real_build, settings.page_at("ledger"), TODAY).body
    marked = [
        each
        for each in every_claim(real_build)
        if each.article_id == next(iter(charts.known_names(real_build).articles))
    ]
    colours = {VERDICTS[each.now.verdict] for each in marked if each.now.verdict in VERDICTS}
    assert len(colours) > 2 and all(share(shown(found), {colour}) > 0.001 for colour in colours)


def test_a_preview_is_of_the_article_and_day_that_a_link_names(client: TestClient, real_build: Build):
    first, other = list(charts.known_names(real_build).articles)[:2]
    plain = client.get("/preview/overview.png").content
    assert client.get(f"/preview/overview.png?article={first}").content == plain
    assert client.get(f"/preview/overview.png?article={other}").content != plain
    # On this day the article had not appeared.
    assert client.get("/preview/overview.png?asof=2025-01-01").content != plain
    losses = {
        client.get(f"/preview/losses.png{asked}").content for asked in ("", "?asof=2025-01-01", f"?article={first}")
    }
    assert len(losses) == 3


def test_a_verdict_can_be_read_at_a_thumbs_size(real_build: Build):
    for claim in every_claim(real_build):
        view = claims.view_of(claim)
        if not view.chart:
            continue
        words = previews.poster_words(real_build, view, TODAY, claim)
        outlines = charts.outlines(real_build) if drawn(real_build, view).kind == "map" else {}
        svg = poster.svg([drawn(real_build, view)], words, outlines).decode()
        ((size, word),) = re.findall(
            rf'font-size="(\d+)" font-weight="bold">({re.escape(SIGNS[claim.now.verdict])}\s\w+)', svg
        )
        assert int(size) * THUMB / poster.WIDTH >= READABLE, (claim.id, size)
        assert claim.now.verdict.capitalize().startswith(word.split()[1]), claim.id
        assert (VERDICTS.get(claim.now.verdict) or NO_VERDICT) in svg, claim.id


@pytest.mark.parametrize("claim", ["casualties-850k", "casualties-western-estimates"])
def test_the_words_at_an_articles_figure_stand_off_the_dots(real_build: Build, claim: str):
    _, found = claim_page.claim_of(real_build, claim)
    picture = drawn(real_build, claims.view_of(found))
    # About what a poster leaves beside a claim.
    room, _ = fit._roomy(picture, Box(488, 180, 1152, 540))
    for callout, (left, right, low, high) in _boxes(picture, room):
        assert left >= 0, callout
        for course in callouts._courses(picture, frame(picture, room), room):
            if not course.joined:
                dots = zip(course.xs, course.ys, strict=True)
                assert not [x for x, (bottom, top) in dots if left < x < right and bottom < high and top > low]


def _boxes(picture, room: Room):
    found = frame(picture, room)
    for layer in (layer for layer in picture.layers if layer.kind == "figure"):
        placed = callouts.figure_callouts(picture, found, room)
        yield from (each for each in callouts._tries(layer, picture, found, room) if each[0] in placed)


def test_verdicts_have_the_colours_of_the_pages():
    said = dict(re.findall(r"(--ci-\w+): (#\w{6})", settings.LOOK))
    named = {verdict: said[name] for verdict, name in NAMED.items()}
    assert named == VERDICTS and said["--ci-none"] == NO_VERDICT


def test_a_small_picture_is_kept_like_others_and_of_the_day_that_a_link_names(client: TestClient):
    plain = client.get("/thumbnail/key-rate.svg")
    assert plain.status_code == 200 and plain.headers["content-type"].startswith("image/svg+xml")
    assert client.get("/thumbnail/key-rate.svg", headers={"if-none-match": plain.headers["etag"]}).status_code == 304
    assert client.get("/thumbnail/key-rate.svg?asof=2025-03-07").content != plain.content
    odd = client.get("/thumbnail/key-rate.svg?asof=yesterday&colour=red")
    assert (
        odd.content == plain.content
        and "yesterday" in odd.headers["x-ignored"]
        and "colour" in odd.headers["x-ignored"]
    )


@pytest.mark.parametrize("name", ["nothing.svg", "key-rate.png", "key-rate", ".svg"])
def test_what_is_no_small_picture_is_said(client: TestClient, name: str):
    assert client.get(f"/thumbnail/{name}").status_code == 404
