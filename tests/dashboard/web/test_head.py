import gzip
import re
from collections.abc import Sequence
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard import settings as site
from dashboard.record import serving
from dashboard.record.build import Build
from dashboard.web import answers, head, meta
from dashboard.web.head import Head
from tests.etl import world

BASE = "https://indicators.example.org"
HEAD = '<html lang="en"><head><title>x</title></head><body><noscript>\n<p>bare</p></noscript>'
PAGE = f'{HEAD}{"long " * 500}<div id="root"></div></body></html>'
TITLE = '<b>"A" & B</b>'
PATHS = ("/", *(f"/{page.name}" for page in site.PAGES if page.name))


async def html(request: Request) -> Response:
    if request.headers.get("if-none-match") == "a":
        return Response(status_code=304)
    if "range" in request.headers:
        return Response(PAGE[:10], 206)
    return HTMLResponse(PAGE, headers={"ETag": "a", "Cache-Control": "no-cache"})


async def ours(_: Request) -> Response:
    return JSONResponse({"html": "</head>"})


async def moved(_: Request) -> Response:
    return RedirectResponse("/losses", 301)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = world.write(tmp_path_factory.mktemp("head"))
    world.add(root, "catalogue/charts/losses.toml", world.chart("odd", title=TITLE, series=["count"]))
    world.swap(root, "catalogue/renames.toml", "[chart]", '[chart]\nstrange = "odd"')
    world.add(root, "catalogue/renames.toml", '[parameter]\nmembers = "pick"\nid = "chart"\n')
    world.built(root)
    return root


@pytest.fixture(autouse=True)
def settings(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", str(folder))
    monkeypatch.setenv("PUBLIC_URL", f"{BASE}/")


ROUTES = [Route("/c/{name}", ours), Route("/data", ours)]


def served(ours: Sequence[Route] = ROUTES) -> TestClient:
    """Streamlit's stand-in: it answers every address, also those that it doesn't know, with its page."""
    routes = [*ROUTES, Route("/losses/", moved), Route("/{any:path}", html)]
    inner = Starlette(routes=routes)
    inner.add_middleware(GZipMiddleware, minimum_size=10)
    return TestClient(Head(inner, ours), base_url="https://evil.example.com", follow_redirects=False)


@pytest.fixture
def client() -> TestClient:
    return served()


def said(text: str) -> dict[str, str]:
    """Every tag of a head that says something, by name; what is said twice is a mistake."""
    found = re.findall(r'<(?:meta|link) (?:name|property|rel)="([^"]+)" (?:content|href)="([^"]*)">', text)
    assert len(dict(found)) == len(found)
    (title,) = re.findall("<title>(.*?)</title>", text)
    return {name: unescape(value) for name, value in [*found, ("title", title)]}


@pytest.mark.parametrize("path", ["/", "/chart"])
@pytest.mark.parametrize("accepted", ["gzip", "br, gzip;q=0.5", "identity", "gzip;q=0", ""])
def test_pages_have_their_head_compressed_or_not(client: TestClient, path: str, accepted: str):
    with client.stream("GET", path, headers={"Accept-Encoding": accepted}) as answer:
        sent = b"".join(answer.iter_raw())
    packed = answer.headers.get("content-encoding") == "gzip"
    assert packed == (accepted in ("gzip", "br, gzip;q=0.5"))
    assert int(answer.headers["content-length"]) == len(sent) and answer.headers["vary"] == "accept-encoding"
    text = (gzip.decompress(sent) if packed else sent).decode()
    assert text.count(site.NARROW) == 1 and text.index(site.NARROW) < text.index("</head>")
    assert said(text)["og:site_name"] == site.NAME and text.count("</head>") == 1


def test_a_document_stands_before_the_application_and_says_what_its_address_asks_for(client: TestClient):
    text = client.get("/?asof=9999-12-31&colour=red").text
    still = text[text.index('<div id="still">') : text.index('<div id="root">')]
    assert still.count("<h1") == 1 and "ci-first" in still and still.count(head.STYLE) == 1
    assert "colour" in still and "9999-12-31" in still
    assert text.index('<div id="root">') < text.index("The page stands at once") < text.index("</body>")
    assert 'id="still"' not in served(()).get("/").text


def test_head_requests_are_answered_like_the_page_without_it(client: TestClient):
    whole, bare = client.get("/chart?chart=odd"), client.head("/chart?chart=odd")
    assert bare.content == b"" and bare.status_code == 200 and dict(bare.headers) == dict(whole.headers)
    assert client.head("/nonsense").status_code == 404 and client.head("/nonsense").content == b""


def test_what_the_browser_knows_of_streamlit_alone_is_sent_whole(client: TestClient):
    answer = client.get("/", headers={"If-None-Match": "a", "Range": "bytes=0-9"})
    assert answer.status_code == 200 and site.NARROW in answer.text


def test_a_page_is_sent_once_until_something_of_it_changes(client: TestClient):
    first = client.get("/")
    known = {"If-None-Match": first.headers["etag"]}
    again = client.get("/", headers=known)
    assert first.headers["cache-control"] == "no-cache" and (again.status_code, again.content) == (304, b"")
    assert client.get("/?asof=2024-02-05", headers=known).status_code == 200


@pytest.mark.parametrize("page", site.PAGES, ids=lambda page: page.file)
def test_every_page_says_what_it_is_and_has_a_picture(client: TestClient, page: site.Page):
    found = said(client.get(f"/{page.name}").text)
    assert found["title"] == found["og:title"] == f"{page.title} · Conflict Indicators"
    assert found["description"] == found["og:description"] == page.description
    assert found["canonical"] == found["og:url"] == f"{BASE}/{page.name}"
    assert found["og:image"] == f"{BASE}/preview/{page.name or 'overview'}.png"
    assert (found["og:image:width"], found["og:image:height"]) == ("1200", "630") and found["og:image:alt"]
    assert found["twitter:card"] == "summary_large_image"
    # A picture that says something says it of the same article and day.
    text = client.get(f"/{page.name}?article=piece&asof=2024-02-05").text
    assert said(text)["og:image"].partition("?")[0] == found["og:image"]
    asked = set(said(text)["og:image"].partition("?")[2].split("&"))
    assert {"article=piece", "asof=2024-02-05"} <= asked


@pytest.mark.parametrize(
    "query", ["chart=odd&scale=log", "chart=strange&scale=log&colour=red&from=never", "id=odd&scale=log"]
)
def test_a_chart_has_its_own_title_and_the_picture_of_this_view(client: TestClient, query: str):
    answer = client.get(f"/chart?{query}")
    found = said(answer.text)
    assert answer.status_code == 200 and TITLE not in answer.text
    assert found["title"] == found["og:title"] == f"{TITLE} · Conflict Indicators"
    assert found["description"] == "people. Source: Counter."
    assert found["canonical"] == f"{BASE}/chart?chart=odd&scale=log"
    view = "from=&to=&scale=log&pick=&transform=none&show=chart&events=off&periods=off&asof=&article="
    assert found["og:url"] == f"{BASE}/chart?chart=odd&{view}" and found["og:image"] == f"{BASE}/c/odd.png?{view}"
    assert found["og:image:alt"] == f"Chart: {TITLE}. people."
    (link,) = re.findall(r'type="application/json\+oembed" title="[^"]+" href="([^"]+)"', answer.text)
    assert link == f"{BASE}/oembed?url={quote(f'{BASE}/c/odd?{view}', safe='')}"


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("/losses?utm_source=x&asof=2024-02-05&asof=2024-02-05&igshid=y", "/losses?asof=2024-02-05"),
        ("/losses?asof=9999-12-31", "/losses"),
        ("/?article=piece&asof=", "/?article=piece"),
        ("/who?asof=2024-02-05&quantity=deaths&colour=red", "/who?quantity=deaths&asof=2024-02-05"),
        ("/ledger?verdict=open&verdict=supported&asof=2024-02-05", "/ledger?verdict=open,supported&asof=2024-02-05"),
        ("/timeline?from=2024-01-01&scale=linear&events=", "/timeline?from=2024-01-01"),
        ("/search?q=%22%3E%3Ci%3E", "/search?q=%22%3E%3Ci%3E"),
        (f"/search?q={'x' * 5000}", "/search"),
    ],
)
def test_a_page_keeps_what_is_asked_of_it_in_its_own_address(client: TestClient, address: str, own: str):
    found = said(client.get(address).text)
    assert found["og:url"] == found["canonical"] == f"{BASE}{own}"


@pytest.mark.parametrize("path", ["/", "/chart?chart=odd&scale=log", "/ledger", "/method"])
def test_a_reader_without_javascript_has_the_page(client: TestClient, path: str):
    assert f'<noscript><p class="ci ci-unscripted">{head.UNSCRIPTED}</p></noscript>' in client.get(path).text
    assert "<noscript>\n<p>bare</p></noscript>" in served(()).get(path).text


def test_a_chart_that_there_is_not_is_404_with_the_page_that_says_so(client: TestClient):
    for query in ("chart=nonsense", "id=nonsense"):
        answer = client.get(f"/chart?{query}")
        assert answer.status_code == 404 and site.NARROW in answer.text
        assert said(answer.text)["title"] == "Charts · Conflict Indicators"
    assert client.get("/chart?chart=").status_code == client.get("/losses?chart=nonsense").status_code == 200


def test_without_its_own_address_a_site_names_none(client: TestClient, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("PUBLIC_URL")
    for path in ("/", "/chart?chart=odd"):
        text = client.get(path).text
        assert not said(text).keys() & {"canonical", "og:url", "og:image", "og:image:alt"} and "evil" not in text


def test_a_page_says_where_the_feed_is_where_there_is_one(client: TestClient, monkeypatch: pytest.MonkeyPatch):
    found = re.compile(r'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="([^"]+)">')
    own = [f"{BASE}/feed.xml?chart=odd"]
    for path, first in (("/", []), ("/changes", []), ("/chart?chart=odd&scale=log", own)):
        text = client.get(path).text
        assert found.findall(text) == [*first, f"{BASE}/feed.xml"] and found.search(text).start() < text.index(
            "</head>"
        )
    assert not found.search(served(()).get("/").text)
    monkeypatch.delenv("PUBLIC_URL")
    assert not found.search(client.get("/changes").text)


def test_a_host_without_pictures_names_none():
    for path in ("/", "/chart?chart=odd"):
        found = said(served(()).get(path).text)
        assert "og:image" not in found and found["og:url"].startswith(BASE)


@pytest.mark.parametrize("trouble", [serving.NothingToServe("none"), RuntimeError("broken")], ids=["none", "broken"])
def test_a_build_that_cannot_be_read_leaves_the_page_whole(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, trouble: Exception, caplog: pytest.LogCaptureFixture
):
    def fail() -> None:
        raise trouble

    monkeypatch.setattr(head, "served", fail)
    answer = client.get("/chart?chart=odd")
    assert answer.status_code == 200 and said(answer.text)["title"] == "Charts · Conflict Indicators"
    assert ("the head of the page Charts could not be made" in caplog.text) == isinstance(trouble, RuntimeError)


@pytest.mark.parametrize(
    "path", ["/_stcore/page", "/static/a.html", "/losses/_stcore/health", "/media/a", "/c/x", "/data"]
)
def test_what_streamlit_or_our_own_routes_answer_passes_unchanged(client: TestClient, path: str):
    answer = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200 and site.NARROW not in answer.text and "referrer-policy" not in answer.headers


def test_pages_and_missing_pages_refuse_to_be_framed_by_others(client: TestClient):
    for path in (*PATHS, "/nonsense"):
        headers = client.get(path).headers
        assert headers["content-security-policy"] == "frame-ancestors 'self'"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "strict-origin-when-cross-origin"


def test_other_answers_to_page_addresses_stay_as_they_are(client: TestClient):
    answer = client.get("/losses/")
    assert answer.status_code == 301 and answer.headers["location"] == "/losses" and answer.content == b""
    assert client.post("/chart").status_code == 405


@pytest.mark.parametrize(
    "path", ["/nonsense", "/losses/x", "/Losses", "/index.html", "/c", "/c/a/b", "/wp-login.php", "//x"]
)
def test_an_address_that_nobody_answers_is_404_without_streamlit(client: TestClient, path: str):
    answer = client.get(BASE + path)
    assert answer.status_code == 404 and site.NARROW not in answer.text and "long long" not in answer.text
    assert "There is no such page" in answer.text and answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("path", ["/api/nonsense", "/data/old.duckdb", "/api/", "/x/y.csv", "/C/odd.json"])
def test_a_program_is_told_so_as_json_that_pages_of_others_may_read(client: TestClient, path: str):
    answer = client.get(BASE + path)
    assert answer.status_code == 404 and answer.json() == {"problem": "Nothing answers at this address."}
    assert answer.headers["access-control-allow-origin"] == "*" and client.head(BASE + path).content == b""


@given(
    st.text(max_size=30),
    st.dictionaries(st.sampled_from(["chart", "from", "pick", "scale", "x<", "id"]), st.text(max_size=9)),
)
def test_no_address_breaks_a_head_or_gets_into_it_unescaped(path: str, params: dict[str, str]):
    client = served()
    marked = "<i>'\""
    asked = "&".join(f"{quote(name)}={quote(value + marked)}" for name, value in params.items())
    for place in ("/", "/chart", f"/{quote(path + marked)}", f"/chart/{quote(path, safe='')}"):
        answer = client.get(f"https://x{place}?{asked}")
        assert answer.status_code in (200, 404, 301, 405) and marked not in answer.text and "<i>" not in answer.text


def test_a_page_that_cannot_be_written_keeps_its_head(client: TestClient, caplog: pytest.LogCaptureFixture):
    # The charts of this topic are not declared here.
    answer = client.get("/losses?asof=2024-02-06")
    assert answer.status_code == 200 and said(answer.text)["title"].startswith("Losses")
    assert 'id="still"' not in answer.text and "the page Losses could not be written" in caplog.text


def test_a_head_is_made_once_for_each_view(client: TestClient, monkeypatch: pytest.MonkeyPatch):
    fresh, as_html = serving.Served(Build(serving.served().build.path)), meta.as_html
    made: list[meta.Tags] = []
    answers.KEPT.clear()
    monkeypatch.setattr(head, "served", lambda: fresh)
    monkeypatch.setattr(meta, "as_html", lambda tags, *given: made.append(tags) or as_html(tags, *given))
    for query in ("chart=odd", "chart=odd&scale=nonsense", "chart=odd&scale=log"):
        client.get(f"/chart?{query}")
    assert len(made) == 2
