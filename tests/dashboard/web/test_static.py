"""Scripts and styles are compressed once; everything else passes as it is."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard.web.static import Packed

TEXT = "function of many words;" * 500
# As it stands in the script of charts: test_streamlit_inside.py.
CHARTS = "let{width:t}=E(k);return t?i(Je,{width:t,...e}):null"


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def client(asked: list[str]) -> TestClient:
    async def file(request: Request) -> Response:
        asked.append(request.url.path)
        if "lost" in request.url.path:
            return Response("no such file", 404)
        if request.headers.get("if-none-match") == "a":
            return Response(status_code=304)
        return Response(
            "x" if "small" in request.url.path else TEXT + CHARTS * ("charts" in request.url.path),
            headers={"etag": "a", "cache-control": "immutable"},
        )

    return TestClient(Packed(Starlette(routes=[Route("/{path:path}", file)])))


def test_a_script_is_read_and_compressed_once(client: TestClient, asked: list[str]):
    for _ in range(3):
        answer = client.get("/static/a.js", headers={"accept-encoding": "br, gzip"})
        assert answer.text == TEXT and answer.headers["content-encoding"] == "gzip"
        assert int(answer.headers["content-length"]) < len(TEXT) / 10
        assert answer.headers["cache-control"] == "immutable" and answer.headers["vary"] == "accept-encoding"
    assert asked == ["/static/a.js"]


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/static/a.js", {"accept-encoding": "identity"}, 200),
        ("/static/a.js", {"accept-encoding": "gzip", "if-none-match": "a"}, 304),
        ("/static/small.js", {"accept-encoding": "gzip"}, 200),
        ("/static/lost.js", {"accept-encoding": "gzip"}, 404),
        ("/static/a.png", {"accept-encoding": "gzip"}, 200),
        ("/media/a.js", {"accept-encoding": "gzip"}, 200),
    ],
)
def test_everything_else_passes_as_it_is(client: TestClient, path: str, headers: dict[str, str], status: int):
    answer = client.get(path, headers=headers)
    assert answer.status_code == status and "content-encoding" not in answer.headers


def test_what_is_not_there_is_asked_for_again(client: TestClient, asked: list[str]):
    for _ in range(2):
        assert client.get("/static/lost.js", headers={"accept-encoding": "gzip"}).text == "no such file"
    assert len(asked) == 2


def test_a_chart_waits_for_its_place_to_have_a_width(client: TestClient):
    text = client.get("/static/charts.js", headers={"accept-encoding": "gzip"}).text
    assert text == TEXT + CHARTS.replace("return t?", "return t>0?")
