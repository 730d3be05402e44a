"""Pages whose answers are made before a reader asks."""

from pathlib import Path

import anyio
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard import settings
from dashboard.record.build import Build
from dashboard.web import answers, head

PAGE = '<html><head><title>x</title></head><body><noscript></noscript><div id="root"></div></body></html>'


async def html(_: Request) -> HTMLResponse:
    return HTMLResponse(PAGE)


def test_pages_are_made_one_after_another_before_a_reader_asks(
    real_builds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def still_page(_: Build, page: settings.Page, *asked: object) -> str:
        made.append(page.name)
        return f"<i>{page.title}</i>"

    monkeypatch.setenv("DATA_DIR", str(real_builds))
    monkeypatch.setattr(head, "still_page", still_page)
    monkeypatch.setattr(answers, "KEPT", {})
    routes = [Route("/{any:path}", html)]
    app = head.Head(Starlette(routes=routes), routes[:1])
    pages = settings.PAGES[:3]
    anyio.run(head.make_answers, app, pages)
    assert made == [page.name for page in pages]
    client = TestClient(app)
    assert all(f"<i>{page.title}</i>" in client.get(f"/{page.name}").text for page in pages)
    assert len(made) == len(pages)
