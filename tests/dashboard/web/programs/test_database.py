"""The database as it is sent: whole, in parts, or told unchanged."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.testclient import TestClient

from dashboard.record.build import Build
from dashboard.record.serving import NothingToServe, Served
from dashboard.web import answers, api
from etl.building.public_copy import public_path

ADDRESS = "/data/current.duckdb"
BYTES = bytes(range(256)) * 40
TAG = '"20260101T000000Z-0123456789ab"'


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Our routes as Streamlit has them: inside a middleware that compresses."""
    path = tmp_path_factory.mktemp("builds") / f"{TAG.strip(chr(34))}.duckdb"
    public_path(path).parent.mkdir()
    public_path(path).write_bytes(BYTES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(answers, "served", lambda: Served(Build(path)))
        app = Starlette(routes=api.routes(), middleware=[Middleware(GZipMiddleware, minimum_size=10)])
        with TestClient(app) as opened:
            yield opened


@pytest.mark.parametrize("accepted", ["gzip", "identity"])
def test_the_whole_file_is_sent_as_it_is(client: TestClient, accepted: str):
    answer = client.get(ADDRESS, headers={"accept-encoding": accepted})
    assert (answer.status_code, answer.content) == (200, BYTES)
    assert answer.headers["content-encoding"] == "identity"
    assert answer.headers["content-length"] == str(len(BYTES))
    assert (answer.headers["accept-ranges"], answer.headers["etag"]) == ("bytes", TAG)
    assert answer.headers["content-disposition"] == f'attachment; filename="conflict-indicators-{TAG[1:-1]}.duckdb"'


def test_head_tells_the_size_and_sends_nothing(client: TestClient):
    answer = client.head(ADDRESS)
    assert (answer.status_code, answer.content) == (200, b"")
    assert (answer.headers["content-length"], answer.headers["etag"]) == (str(len(BYTES)), TAG)
    assert answer.headers["accept-ranges"] == "bytes"


@given(st.integers(0, len(BYTES) - 1), st.integers(0, 2 * len(BYTES)))
def test_any_part_is_that_part(client: TestClient, first: int, length: int):
    last = first + length
    answer = client.get(ADDRESS, headers={"range": f"bytes={first}-{last}", "accept-encoding": "gzip"})
    assert (answer.status_code, answer.content) == (206, BYTES[first : last + 1])
    end = min(last, len(BYTES) - 1)
    assert answer.headers["content-range"] == f"bytes {first}-{end}/{len(BYTES)}"


def test_the_last_bytes_can_be_asked_for(client: TestClient):
    answer = client.get(ADDRESS, headers={"range": "bytes=-7"})
    assert (answer.status_code, answer.content) == (206, BYTES[-7:])


def test_several_parts_come_in_one_answer(client: TestClient):
    answer = client.get(ADDRESS, headers={"range": "bytes=0-3,100-103"})
    assert answer.status_code == 206 and answer.headers["content-type"].startswith("multipart/byteranges")
    assert BYTES[:4] in answer.content and BYTES[100:104] in answer.content


def test_a_part_beyond_the_end_is_refused_with_the_size(client: TestClient):
    answer = client.get(ADDRESS, headers={"range": f"bytes={len(BYTES)}-"})
    assert (answer.status_code, answer.headers["content-range"]) == (416, f"bytes */{len(BYTES)}")
    assert answer.headers["access-control-allow-origin"] == "*"


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40))
def test_no_range_is_an_error_of_ours(client: TestClient, text: str):
    for value in (text, f"bytes={text}"):
        assert client.get(ADDRESS, headers={"range": value}).status_code in (200, 206, 400, 416)


@pytest.mark.parametrize(("asked", "status"), [("bytes=abc", 400), ("bytes=5-2", 400), ("bytes=99999999-", 416)])
def test_a_range_that_is_none_is_told_as_json(client: TestClient, public: Path, asked: str, status: int):
    answer = client.get(ADDRESS, headers={"range": asked})
    assert answer.status_code == status and answer.headers["content-type"].startswith("application/json")
    assert set(answer.json()) == {"problem"} and answer.json()["problem"].endswith(".")
    assert client.head(ADDRESS, headers={"range": asked}).content == b""


def test_a_part_of_another_build_is_not_mixed_in(client: TestClient):
    asked = {"range": "bytes=0-9"}
    assert client.get(ADDRESS, headers={**asked, "if-range": TAG}).content == BYTES[:10]
    other = client.get(ADDRESS, headers={**asked, "if-range": '"20250101T000000Z-0123456789ab"'})
    assert (other.status_code, other.content) == (200, BYTES)


@pytest.mark.parametrize("known", [TAG, f"W/{TAG}", f'"other", {TAG}', "*"])
def test_an_unchanged_file_is_told_so(client: TestClient, known: str):
    answer = client.get(ADDRESS, headers={"if-none-match": known})
    assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", TAG)


def test_an_unchanged_file_is_told_so_by_its_time_where_no_tag_is_named(client: TestClient):
    made = client.get(ADDRESS).headers["last-modified"]
    for moment in (made, "Fri, 01 Jan 2100 00:00:00 GMT"):
        answer = client.get(ADDRESS, headers={"if-modified-since": moment})
        assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", TAG)
        assert client.head(ADDRESS, headers={"if-modified-since": moment}).status_code == 304
    for moment in ("Mon, 01 Jan 2001 00:00:00 GMT", "yesterday", "", "Mon, 99 Foo 99999999 00:00:00 GMT"):
        assert client.get(ADDRESS, headers={"if-modified-since": moment}).content == BYTES
    # A tag says more than a time.
    assert client.get(ADDRESS, headers={"if-modified-since": made, "if-none-match": '"other"'}).content == BYTES


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40))
def test_no_time_is_an_error_of_ours(client: TestClient, text: str):
    assert client.get(ADDRESS, headers={"if-modified-since": text}).status_code in (200, 304)


def test_another_file_is_sent(client: TestClient):
    assert client.get(ADDRESS, headers={"if-none-match": '"other"'}).content == BYTES


def test_without_a_copy_it_says_so(client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(answers, "served", lambda: Served(Build(tmp_path / "other.duckdb")))
    answer = client.get(ADDRESS)
    assert answer.status_code == 404 and "no public copy" in answer.json()["problem"]


def test_without_a_build_it_says_why(client: TestClient, monkeypatch: pytest.MonkeyPatch):
    def nothing() -> Served:
        raise NothingToServe("no build, and none could be made")

    monkeypatch.setattr(answers, "served", nothing)
    answer = client.get(ADDRESS)
    assert answer.status_code == 503 and "none could be made" in answer.json()["problem"]
