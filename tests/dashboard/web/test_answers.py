"""How our own routes answer: made once, kept within a bound, told unchanged, compressed as asked."""

import datetime as dt
import itertools
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard.record.build import Build
from dashboard.record.serving import NothingToServe, Served
from dashboard.web import answers
from dashboard.web.answers import Made, answer, etag

BUILD, TODAY = Build(Path("one.duckdb")), dt.date(2026, 11, 25)
LONG = "values " * 200


class Maker:
    """Makes an answer of its name, and counts how often and how many at once."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.at_once = self.most = 0
        self.wait = threading.Event()
        self.wait.set()

    def __call__(self, name: str, build: Build, today: dt.date) -> Made:
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        self.wait.wait(10)
        self.made.append(name)
        self.at_once -= 1
        if name == "broken":
            raise ValueError("broken")
        return Made(f"{name} {LONG}".encode(), "text/html; charset=utf-8", 404 if name == "lost" else 200)


@pytest.fixture
def maker(monkeypatch: pytest.MonkeyPatch) -> Maker:
    monkeypatch.setattr(answers, "served", lambda: Served(BUILD))
    answers.KEPT.clear()
    return Maker()


@pytest.fixture
def client(maker: Maker) -> Iterator[TestClient]:
    async def endpoint(request: Request) -> Response:
        name = request.path_params["name"]
        return await answer(request, lambda build, today: maker(name, build, today), lambda: TODAY)

    with TestClient(Starlette(routes=[Route("/{name}", endpoint)]), raise_server_exceptions=False) as opened:
        yield opened


def test_an_answer_is_made_once_and_kept(client: TestClient, maker: Maker):
    first, second = client.get("/a"), client.get("/a")
    assert first.text == second.text == f"a {LONG}"
    assert maker.made == ["a"]


def test_another_query_is_another_answer(client: TestClient, maker: Maker):
    assert client.get("/a?x=1").headers["etag"] != client.get("/a?x=2").headers["etag"]
    assert len(maker.made) == 2


def test_an_unchanged_answer_is_told_so_without_being_made(client: TestClient, maker: Maker):
    tag = client.get("/a").headers["etag"]
    answers.KEPT.clear()
    again = client.get("/a", headers={"if-none-match": f'"other", {tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert maker.made == ["a"]


def test_it_is_compressed_for_those_who_can_read_that(client: TestClient):
    packed = client.get("/a", headers={"accept-encoding": "gzip"})
    plain = client.get("/a", headers={"accept-encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip" and "content-encoding" not in plain.headers
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) / 5
    assert packed.text == plain.text
    assert packed.headers["vary"] == plain.headers["vary"] == "accept-encoding"


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [
        ("gzip", True),
        ("br;q=1.0, GZIP; q=0.8, *;q=0.1", True),
        ("*", True),
        ("x-gzip", True),
        ("gzip;q=0.001", True),
        ("", False),
        ("br, deflate", False),
        ("gzip;q=0", False),
        ("gzip; q=0.000, *", False),
        ("*;q=0", False),
    ],
)
def test_who_refuses_compression_gets_none(client: TestClient, accepted: str, packed: bool):
    got = client.get("/a", headers={"accept-encoding": accepted})
    assert (got.headers.get("content-encoding") == "gzip") == packed and got.text == f"a {LONG}"


def test_a_tag_is_known_in_every_way_of_saying_it(client: TestClient):
    tag = client.get("/a").headers["etag"]
    for said in (tag, tag.removeprefix("W/"), f'"other",{tag.removeprefix("W/")}', "*"):
        assert client.get("/a", headers={"if-none-match": said}).status_code == 304, said
    assert client.get("/a", headers={"if-none-match": f'W/"{tag[3:-2]}"'}).status_code == 200


def test_what_is_not_found_is_not_kept(client: TestClient, maker: Maker):
    answer = client.get("/lost")
    assert (answer.status_code, answer.headers["cache-control"]) == (404, "no-store") and "etag" not in answer.headers
    client.get("/lost")
    assert maker.made == ["lost", "lost"]


@pytest.fixture
def held_until(maker: Maker, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Holds back what is made until so many have asked for something."""
    asked_for, left = answers._asked_for, itertools.count(1)

    def hold(most: int) -> None:
        def counted(*asked: Any) -> object:
            found = asked_for(*asked)
            if next(left) == most:
                maker.wait.set()
            return found

        maker.wait.clear()
        monkeypatch.setattr(answers, "_asked_for", counted)

    return hold


def test_many_who_ask_for_the_same_wait_for_the_same(
    client: TestClient, maker: Maker, held_until: Callable[[int], None]
):
    held_until(8)
    with ThreadPoolExecutor(8) as readers:
        asked = [readers.submit(client.get, "/a") for _ in range(8)]
        assert {future.result().text for future in asked} == {f"a {LONG}"}
    assert maker.made == ["a"]


def test_few_are_made_at_once(client: TestClient, maker: Maker):
    with ThreadPoolExecutor(8) as readers:
        list(readers.map(client.get, [f"/{name}" for name in "abcdefgh"]))
    assert len(maker.made) == 8 and maker.most <= answers.AT_ONCE


def test_when_too_many_wait_the_next_is_told_to_come_again(
    client: TestClient, held_until: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(answers, "MOST_WAITING", 2)
    held_until(3)
    with ThreadPoolExecutor(3) as readers:
        asked = [readers.submit(client.get, f"/{name}") for name in "abc"]
        found = [future.result() for future in asked]
    assert sorted(each.status_code for each in found) == [200, 200, 503]
    (refused,) = (each for each in found if each.status_code == 503)
    assert refused.headers["retry-after"] == "30"


def test_an_answer_that_fails_leaves_no_trace(client: TestClient, maker: Maker):
    assert client.get("/broken").status_code == 500
    assert answers.UNDER_WAY == {}
    assert client.get("/a").status_code == 200


def test_what_is_kept_is_bounded_in_bytes(client: TestClient, maker: Maker, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(answers, "KEPT", type(answers.KEPT)(5000, getsizeof=answers.KEPT.getsizeof))
    monkeypatch.setattr(answers, "MOST_KEPT", 1e9)
    for number in range(50):
        client.get(f"/{number}")
    assert 0 < answers.KEPT.currsize <= 5000


def test_an_address_that_is_too_long_is_refused(client: TestClient, maker: Maker):
    assert client.get(f"/a?x={'y' * answers.LONGEST_QUERY}").status_code == 414
    assert maker.made == []


def test_without_a_build_it_says_why(client: TestClient, monkeypatch: pytest.MonkeyPatch):
    def nothing() -> Served:
        raise NothingToServe("no build, and none could be made")

    monkeypatch.setattr(answers, "served", nothing)
    answer = client.get("/a")
    assert answer.status_code == 503 and "none could be made" in answer.text


def test_the_tag_follows_build_day_code_public_address_and_question(monkeypatch: pytest.MonkeyPatch):
    tags = {
        etag(BUILD, TODAY, "/a", b""),
        etag(Build(Path("two.duckdb")), TODAY, "/a", b""),
        etag(BUILD, TODAY + dt.timedelta(days=1), "/a", b""),
        etag(BUILD, TODAY, "/b", b""),
        etag(BUILD, TODAY, "/a", b"x=1"),
    }
    monkeypatch.setenv("PUBLIC_URL", "https://indicators.example.org")
    tags.add(etag(BUILD, TODAY, "/a", b""))
    monkeypatch.setattr(answers, "version", lambda: "other")
    tags.add(etag(BUILD, TODAY, "/a", b""))
    assert len(tags) == 7


def test_answers_are_made_anew_with_the_words_that_stand_in_a_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = answers.version.__wrapped__()
    other = tmp_path / "meaning.md"
    other.write_bytes(answers.MEANING.read_bytes() + b"\nOne word more.\n")
    monkeypatch.setattr(answers, "MEANING", other)
    assert answers.version.__wrapped__() != before
