"""Accept-Encoding has one reading, that of RFC 9110, and everything inside is told its outcome in one word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard.web.asgi import plain_headers, takes_gzip
from dashboard.web.static import Packed

WEIGHTS = st.integers(0, 1000).map(lambda thousandth: thousandth / 1000)


@pytest.mark.parametrize(
    ("asked", "taken"),
    [
        ("gzip", True),
        ("GZip ;Q=0.001", True),
        ("br;q=1.0, gzip;q=0.8, *;q=0.1", True),
        ("*", True),
        ("*;q=0, gzip", True),
        ("x-gzip", True),
        ("br;q=1.0, gzip;q=0.0, *;q=0", False),
        ("gzip;q=0", False),
        ("gzip; q=0.000, *", False),
        ("gzip, gzip;q=0", False),
        ("x-gzip;q=0, gzip", False),
        ("*;q=0", False),
        ("identity, gzip;q=0.5", False),
        ("gzip, identity", True),
        ("identity;q=0, gzip;q=0.1", True),
        ("", False),
        ("br, deflate, , ", False),
        # What is not of the form says nothing; nor does a name that has gzip in it.
        ("gzip;q=", False),
        ("gzip;q=2", False),
        ("gzip;q=0.0001", False),
        ("gzip;level=9", False),
        ("notgzip", False),
    ],
)
def test_gzip_goes_to_who_takes_it(asked: str, taken: bool):
    assert takes_gzip(asked) == taken


@given(WEIGHTS, WEIGHTS)
def test_the_heavier_of_both_is_sent_and_neither_where_both_are_refused(packed: float, bare: float):
    asked = f"gzip;q={packed:.3f}, identity;q={bare:.3f}"
    assert takes_gzip(asked) == (packed > 0 and packed >= bare)


@given(st.text(st.characters(max_codepoint=255), max_size=60))
def test_any_header_is_read(asked: str):
    taken = takes_gzip(asked)
    told = plain_headers([(b"accept-encoding", asked.encode("latin-1")), (b"host", b"x")])
    assert told == [(b"host", b"x"), (b"accept-encoding", b"gzip" if taken else b"identity")]


def test_lines_of_the_same_name_are_one_list():
    lines = [(b"Accept-Encoding", b"gzip"), (b"accept-encoding", b"gzip;q=0")]
    assert plain_headers(lines) == [(b"accept-encoding", b"identity")]


@pytest.mark.parametrize(("asked", "packed"), [("gzip", True), ("gzip;q=0", False), ("identity, *;q=0", False)])
def test_what_compresses_inside_looks_for_a_word_only_and_is_told_the_right_one(asked: str, packed: bool):
    async def page(_: object) -> PlainTextResponse:
        return PlainTextResponse("long " * 500)

    inner = Starlette(routes=[Route("/page", page)])
    inner.add_middleware(GZipMiddleware, minimum_size=10)
    answer = TestClient(Packed(inner)).get("/page", headers={"accept-encoding": asked})
    assert (answer.headers.get("content-encoding") == "gzip") == packed and answer.text == "long " * 500
