"""First contact with publishers: hosts that are given up, mirrors, months, pages that lead to a file, authorities."""

import hashlib
import socket
import ssl
import time
from pathlib import Path

import pytest

from etl.learning.fetch import Got, Unreachable, Version
from tests.etl import endpoint as play
from tests.etl.endpoint import Answer, Endpoint, playing
from tests.etl.learning.test_fetch import BODY, TODAY, ask, failure, fetcher, file


def gone() -> str:
    """An address at which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}/"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (play.status(429, Retry_After="61"), "answered 429 Too Many Requests"),
        (play.status(503, Retry_After="20"), "answered 503 Service Unavailable"),
        (play.silent(), "no answer in time"),
    ],
    ids=["counts its askers", "is to be asked later", "silent"],
)
def test_a_host_that_shows_that_it_will_not_answer_is_given_up(endpoint: Endpoint, answer: Answer, said: str) -> None:
    asking = fetcher(timeout=(1, 0.05))
    assert failure(endpoint.at("/a", answer), asking) == said
    asked = len(endpoint.asked)
    assert failure(endpoint.at("/b", play.page(BODY)), asking) == said
    assert len(endpoint.asked) == asked
    # Another host is, and so is this one in the next refresh.
    other = endpoint.at("/c", play.page(BODY)).replace("127.0.0.1", "localhost")
    assert asking.get(file(endpoint.url + "/b", other), Version(), TODAY).version.url == other
    assert ask(endpoint.url + "/b").body == BODY


def test_who_refuses_connections_is_asked_once(direct: None, endpoint: Endpoint) -> None:
    url, asking = gone(), fetcher(tries=3)
    assert failure(url, asking) == "no connection"
    host = url.split("/")[2]
    assert asking.given_up == {host: "no connection"}
    # Not even asked: told once, however many addresses of it there are.
    with pytest.raises(Unreachable) as caught:
        asking.get(file(url + "a", url + "b"), Version(), TODAY)
    assert str(caught.value) == f"{host}: no connection"


@pytest.mark.parametrize("answer", [play.status(404), play.status(500), play.redirect("/a")])
def test_what_one_address_lacks_is_not_held_against_its_host(endpoint: Endpoint, answer: Answer) -> None:
    asking = fetcher()
    failure(endpoint.at("/a", answer), asking)
    assert ask(endpoint.at("/b", play.page(BODY)), asking=asking).body == BODY


def test_nothing_is_asked_when_the_refresh_has_taken_its_time(endpoint: Endpoint) -> None:
    asking = fetcher()
    asking.until = 0
    assert failure(endpoint.at("/a", play.page(BODY)), asking) == "not asked: the refresh has taken 10 minutes"
    assert endpoint.asked == []


def test_what_is_under_way_ends_with_the_refresh(endpoint: Endpoint) -> None:
    asking = fetcher()
    url = endpoint.at("/a", play.endless(b"0", pause=0.01, most=1000))
    asking.until = time.monotonic() + 0.1
    assert failure(url, asking) in ("not whole when the refresh had taken 10 minutes", "no answer in time")


def test_what_was_not_understood_is_passed_over_for_its_mirror(endpoint: Endpoint) -> None:
    urls = [endpoint.at("/a", play.page(b"<html>")), endpoint.at("/b", play.page(BODY))]
    assert fetcher().get(file(*urls), Version(), TODAY, passed=frozenset(urls[:1])) == Got(BODY, Version(urls[1]))
    with pytest.raises(Unreachable, match="no further address"):
        fetcher().get(file(*urls), Version(), TODAY, passed=frozenset(urls))


def test_an_older_month_stands_in_only_for_one_that_is_not_there(endpoint: Endpoint) -> None:
    template = endpoint.url + "/{month:%Y-%m}.csv"
    newest, older = endpoint.at("/2026-03.csv", play.page(b"?")), endpoint.at("/2026-02.csv", play.page(BODY))
    over = frozenset({newest})
    assert fetcher().get(file(template), Version(), TODAY, passed=over).version.url == older
    with pytest.raises(Unreachable, match="no further address"):
        fetcher().get(file(template), Version(), TODAY, passed=over, older=False)


def test_the_months_between_two_refreshes_are_collected(endpoint: Endpoint) -> None:
    for month in ("2025-11", "2025-12", "2026-02"):
        endpoint.at(f"/{month}.csv", play.page(month.encode()))
    monthly = file(endpoint.url + "/{month:%Y-%m}.csv", collected=True)
    got = fetcher().get(monthly, Version(f"{endpoint.url}/2025-11.csv"), TODAY)
    assert (got.body, got.earlier) == (b"2026-02", (b"2025-12",))
    assert got.remarks == ("2026-01.csv could not be had: answered 404 Not Found",)
    # What says that it is unchanged is the newest there is.
    assert fetcher().get(file(monthly.urls[0]), Version(f"{endpoint.url}/2025-11.csv"), TODAY).earlier == ()


def test_the_newest_file_is_found_on_the_publishers_page(endpoint: Endpoint) -> None:
    newest = endpoint.at("/f/v2026_2.xlsx", play.page(BODY))
    page = endpoint.at("/page", play.page(b'<a href="/f/v2026_1.xlsx"> <a href="f/v2026_2.xlsx">'))
    written = endpoint.at("/f/v2025_1.xlsx", play.page(b"older"))
    listed = file(written, page=page, link=r'href="([^"]*v\d{4}_\d\.xlsx)"')
    assert fetcher().get(listed, Version(), TODAY) == Got(BODY, Version(newest))
    # Without the page, or without a link on it, what is written down is asked for.
    for answer in (play.status(403), play.page(b"nothing here")):
        endpoint.at("/page", answer)
        assert fetcher().get(listed, Version(), TODAY) == Got(b"older", Version(written))


def test_a_declared_authority_is_trusted_for_its_publisher_alone(direct: None, tmp_path: Path) -> None:
    authority, _ = play.trusting(tmp_path)
    pem = authority.cert_pem.bytes().decode()
    known = {"authority": pem, "authority_sha256": hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest()}
    with playing(authority.issue_cert("127.0.0.1")) as endpoint:
        url = endpoint.at("/a", play.page(BODY))
        assert fetcher().get(file(url, **known), Version(), TODAY).body == BODY
        assert failure(url) == "its certificate is not trusted"
    with playing(authority.issue_cert("example.org")) as endpoint, pytest.raises(Unreachable, match="not trusted"):
        fetcher().get(file(endpoint.at("/a", play.page(BODY)), **known), Version(), TODAY)


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ({"page": "https://example.org"}, "page and link belong together"),
        ({"page": "https://example.org", "link": "href"}, "one group"),
        ({"page": "https://example.org", "link": "("}, "no regular expression"),
        ({"collected": True}, "addresses that name a month"),
        ({"authority": "x"}, "belong together"),
    ],
)
def test_a_file_says_everything_that_its_way_needs(keys: dict[str, object], found: str) -> None:
    with pytest.raises(ValueError, match=found):
        file("https://example.org/a", **keys)


def test_a_certificate_with_another_fingerprint_is_refused(tmp_path: Path) -> None:
    authority, _ = play.trusting(tmp_path)
    with pytest.raises(ValueError, match="has the fingerprint"):
        file("https://example.org/a", authority=authority.cert_pem.bytes().decode(), authority_sha256="0" * 64)
