import pytest
from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard.head import NARROW, Head

PAGE = "<html><head><title>x</title></head><body>" + "long " * 500 + "</body></html>"


async def html(request: Request) -> Response:
    if request.headers.get("if-none-match") == "a":
        return Response(status_code=304)
    return HTMLResponse(PAGE, headers={"ETag": "a"})


async def data(_: Request) -> Response:
    return JSONResponse({"html": "</head>"})


@pytest.fixture
def client() -> TestClient:
    routes = [Route(path, html) for path in ("/", "/chart", "/file.html", "/_stcore/page")] + [Route("/data", data)]
    inner = Starlette(routes=routes)
    inner.add_middleware(GZipMiddleware, minimum_size=10)
    return TestClient(Head(inner))


@pytest.mark.parametrize("path", ["/", "/chart"])
@pytest.mark.parametrize("accepted", ["gzip", "identity"])
def test_pages_tell_their_width_before_the_first_run(client: TestClient, path: str, accepted: str):
    answer = client.get(path, headers={"Accept-Encoding": accepted})
    assert answer.text.count(NARROW) == 1 and answer.text.index(NARROW) < answer.text.index("</head>")
    assert int(answer.headers["content-length"]) == len(answer.content)


def test_a_page_that_the_browser_knows_is_still_sent_whole(client: TestClient):
    answer = client.get("/", headers={"If-None-Match": "a"})
    assert answer.status_code == 200 and NARROW in answer.text and "etag" not in answer.headers


@pytest.mark.parametrize("path", ["/file.html", "/_stcore/page", "/data"])
def test_everything_else_passes_unchanged(client: TestClient, path: str):
    answer = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert NARROW not in answer.text
