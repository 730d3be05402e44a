"""Asking publishers: what a server may answer, good and bad, and what becomes of it."""

import datetime as dt
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from etl.declared.shapes import AnswerFile
from etl.learning import fetch
from etl.learning.fetch import AGENT, Fetcher, Got, Unreachable, Version
from tests.etl import endpoint as play
from tests.etl.endpoint import Answer, Endpoint, playing

TODAY = dt.date(2026, 3, 9)
BODY = "день,число\n1,2\n".encode()
ETAG, MODIFIED = '"one"', "Mon, 02 Mar 2026 10:00:00 GMT"


def fetcher(tries: int = 0, **settings: object) -> Fetcher:
    """A Fetcher that tries again at once, and does not wait for anything longer than a second."""
    again = fetch.RETRIES.new(total=tries, backoff_factor=0, retry_after_max=0)
    return Fetcher(again, **({"timeout": (1, 1)} | settings))


def file(*urls: str, **keys: object) -> AnswerFile:
    return AnswerFile(name="file", urls=list(urls), **keys)


def ask(url: str, held: Version | None = None, asking: Fetcher | None = None, **keys: object) -> Got:
    return (asking or fetcher()).get(file(url), held or Version(), TODAY, **keys)


def failure(url: str, asking: Fetcher | None = None, **keys: object) -> str:
    """What is said of an address that gave nothing, without its host, which is told first."""
    with pytest.raises(Unreachable) as caught:
        ask(url, asking=asking, **keys)
    host, _, words = str(caught.value).partition(": ")
    assert host == url.split("/")[2]
    return words


def test_an_answer_is_its_bytes_and_what_the_server_calls_them(endpoint: Endpoint) -> None:
    url = endpoint.at("/a", play.page(BODY, etag=ETAG, modified=MODIFIED))
    assert ask(url) == Got(BODY, Version(url, ETAG, MODIFIED))
    assert not {"if-none-match", "if-modified-since"} & endpoint.asked[0].headers.keys()


@pytest.mark.parametrize(("etag", "modified"), [(ETAG, ""), ("", MODIFIED), (ETAG, MODIFIED)])
def test_what_is_held_is_asked_for_only_if_it_changed(endpoint: Endpoint, etag: str, modified: str) -> None:
    url = endpoint.at("/a", play.page(BODY, etag=etag, modified=modified))
    first = ask(url)
    assert ask(url, first.version) == Got(None, first.version)
    asked = endpoint.asked[1].headers
    assert (asked.get("if-none-match", ""), asked.get("if-modified-since", "")) == (etag, modified)


def test_what_changed_comes_with_its_new_name(endpoint: Endpoint) -> None:
    url = endpoint.at("/a", play.page(BODY, etag='"two"'))
    assert ask(url, Version(url, ETAG, MODIFIED)) == Got(BODY, Version(url, '"two"', ""))


def test_unchanged_is_believed_only_of_what_is_held(endpoint: Endpoint) -> None:
    assert failure(endpoint.at("/a", play.status(304))) == "answered 304 Not Modified"


def test_names_go_only_to_the_address_they_came_from(endpoint: Endpoint) -> None:
    first, second = endpoint.at("/a", play.status(404)), endpoint.at("/b", play.page(BODY, etag=ETAG))
    held = Version(second, ETAG)
    assert fetcher().get(file(first, second), held, TODAY) == Got(None, held)
    assert ["if-none-match" in asked.headers for asked in endpoint.asked] == [False, True]


def test_mirrors_are_asked_in_order_until_one_answers(endpoint: Endpoint) -> None:
    urls = [endpoint.at("/a", play.status(404)), endpoint.at("/b", play.page(BODY)), endpoint.at("/c", play.page(b"c"))]
    assert fetcher().get(file(*urls), Version(), TODAY) == Got(BODY, Version(urls[1]))
    assert endpoint.paths() == ["/a", "/b"]


def test_when_no_mirror_answers_each_is_named_with_what_it_did(endpoint: Endpoint) -> None:
    urls = [endpoint.at("/a", play.status(404)), endpoint.at("/b", play.status(403)).replace("127.0.0.1", "localhost")]
    with pytest.raises(Unreachable) as caught:
        fetcher().get(file(*urls), Version(), TODAY)
    hosts = [url.split("/")[2] for url in urls]
    assert str(caught.value) == f"{hosts[0]}: answered 404 Not Found; {hosts[1]}: answered 403 Forbidden"


@pytest.mark.parametrize("code", sorted(fetch.RETRIES.status_forcelist))
def test_trouble_of_the_moment_is_asked_again(endpoint: Endpoint, code: int) -> None:
    url = endpoint.at("/a", play.status(code), play.status(code), play.page(BODY))
    assert ask(url, asking=fetcher(tries=3)).body == BODY
    assert endpoint.paths() == ["/a"] * 3


def test_lasting_trouble_is_asked_three_times_more_and_then_told(endpoint: Endpoint) -> None:
    url = endpoint.at("/a", play.status(500))
    assert failure(url, fetcher(tries=fetch.RETRIES.total)) == "answered 500 Internal Server Error"
    assert len(endpoint.asked) == 4


def test_what_is_not_there_is_asked_once(endpoint: Endpoint) -> None:
    assert failure(endpoint.at("/a", play.status(404)), fetcher(tries=3)) == "answered 404 Not Found"
    assert len(endpoint.asked) == 1


@pytest.mark.parametrize(
    ("answer", "waits"),
    [
        (play.status(503), [2, 4]),
        (play.status(503, Retry_After="3"), [3, 3, 3]),
        (play.status(503, Retry_After="86400"), [5, 5, 5]),
        (play.status(429, Retry_After="7"), []),
    ],
)
def test_how_long_is_waited_between_tries(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch, answer: Answer, waits: list[int]
) -> None:
    slept: list[float] = []
    monkeypatch.setattr("urllib3.util.retry.time.sleep", slept.append)
    assert failure(endpoint.at("/a", answer), Fetcher(timeout=(1, 1))).startswith("answered ")
    assert slept == waits


def test_a_server_that_asks_for_a_pause_is_obeyed_and_then_answers(endpoint: Endpoint) -> None:
    url = endpoint.at("/a", play.status(503, Retry_After="3600"), play.page(BODY))
    assert ask(url, asking=fetcher(tries=1)).body == BODY


@pytest.mark.parametrize("tries", [0, 1])
@pytest.mark.parametrize("answer", [play.silent(), play.silent(b"half")], ids=["before", "inside"])
def test_a_silence_ends(endpoint: Endpoint, answer: Answer, tries: int) -> None:
    asking = fetcher(tries, timeout=(1, 0.05))
    assert failure(endpoint.at("/a", answer), asking) == "no answer in time"


def test_a_trickle_ends(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each piece comes in time, so that only the whole answer's time can end it."""
    monkeypatch.setattr(fetch, "PATIENCE", 0.05)
    sent: list[bytes] = []
    url = endpoint.at("/a", play.endless(b"0", pause=0.005, most=1000, sent=sent))
    assert failure(url) == "not whole after 0.05 seconds"
    assert len(sent) < 1000


def test_an_endless_answer_ends(endpoint: Endpoint) -> None:
    assert failure(endpoint.at("/a", play.endless()), asking=fetcher(largest=50_000)) == "more than 50,000 bytes"


def test_the_limit_counts_what_is_unpacked(endpoint: Endpoint) -> None:
    url = endpoint.at("/a", play.packed(b"0" * 50_001))
    assert failure(url, asking=fetcher(largest=50_000)) == "more than 50,000 bytes"
    assert ask(url, asking=fetcher(largest=50_001)).body == b"0" * 50_001


def test_an_answer_of_exactly_the_limit_is_taken(endpoint: Endpoint) -> None:
    url = endpoint.at("/a", play.page(BODY))
    assert ask(url, asking=fetcher(largest=len(BODY))).body == BODY
    assert failure(url, asking=fetcher(largest=len(BODY) - 1)) == f"more than {len(BODY) - 1} bytes"


def test_damaged_compression_is_told(endpoint: Endpoint) -> None:
    url = endpoint.at("/a", play.page(BODY, Content_Encoding="gzip"))
    assert failure(url) == "its compression is damaged"


def test_a_truncated_answer_is_none(endpoint: Endpoint) -> None:
    assert failure(endpoint.at("/a", play.sized(BODY, len(BODY) + 1))) == "the answer broke off"


def test_bytes_beyond_the_declared_length_belong_to_no_answer(endpoint: Endpoint) -> None:
    asking = fetcher()
    assert ask(endpoint.at("/a", play.sized(BODY, 5)), asking=asking).body == BODY[:5]
    assert ask(endpoint.at("/b", play.page(BODY)), asking=asking).body == BODY


@pytest.mark.parametrize("kind", ["text/html; charset=latin-1", "text/csv; charset=utf-16", "nonsense"])
def test_bytes_are_left_as_they_are_whatever_they_are_called(endpoint: Endpoint, kind: str) -> None:
    """Error pages come as 200, and encodings are declared wrongly: the parsers judge the bytes."""
    assert ask(endpoint.at("/a", play.page(BODY, Content_Type=kind))).body == BODY


def test_redirects_are_followed_but_not_in_a_circle(endpoint: Endpoint) -> None:
    endpoint.at("/there", play.page(BODY, etag=ETAG))
    url = endpoint.at("/here", play.redirect("/there"))
    assert ask(url) == Got(BODY, Version(url, ETAG))
    assert failure(endpoint.at("/a", play.redirect("/a"))) == "redirects in a circle"


def test_no_connection_is_told(direct: None) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: whoever comes is turned away
        assert failure(f"http://127.0.0.1:{taken.getsockname()[1]}/") == "no connection"


def test_a_connection_that_ends_without_a_word_is_told(endpoint: Endpoint) -> None:
    assert failure(endpoint.at("/a", play.closed())) == "no connection"


def test_a_certificate_has_to_be_trusted(direct: None, tmp_path: Path) -> None:
    authority, trusted = play.trusting(tmp_path)
    with playing(authority.issue_cert("127.0.0.1")) as endpoint:
        url = endpoint.at("/a", play.page(BODY))
        assert failure(url) == "its certificate is not trusted"
        assert endpoint.asked == []
        assert ask(url, asking=fetcher(verify=str(trusted))).body == BODY


def test_a_certificate_of_another_host_is_not_trusted(direct: None, tmp_path: Path) -> None:
    authority, trusted = play.trusting(tmp_path)
    with playing(authority.issue_cert("example.org")) as endpoint:
        url = endpoint.at("/a", play.page(BODY))
        assert failure(url, fetcher(verify=str(trusted))) == "its certificate is not trusted"


def test_an_encrypted_address_does_not_lead_to_an_open_one(direct: None, tmp_path: Path, endpoint: Endpoint) -> None:
    authority, trusted = play.trusting(tmp_path)
    with playing(authority.issue_cert("127.0.0.1")) as encrypted:
        url = encrypted.at("/a", play.redirect(endpoint.at("/b", play.page(BODY))))
        assert failure(url, fetcher(verify=str(trusted))) == "redirects to an address that is not encrypted"


def test_certificates_are_verified_unless_told_whom_to_trust() -> None:
    assert Fetcher().session.verify is True


def test_a_body_is_posted_with_its_days_and_headers(endpoint: Endpoint) -> None:
    url = endpoint.at("/a", play.status(503), play.page(BODY))
    posted = file(url, body="from {from:%Y-%m-%d} to {to:%d.%m.%Y} é", headers={"SOAPAction": "x", "Content-Type": "t"})
    assert fetcher(tries=1).get(posted, Version(), TODAY).body == BODY
    for asked in endpoint.asked:
        assert (asked.method, asked.body.decode()) == ("POST", "from 2014-01-01 to 09.03.2026 é")
        assert (asked.headers["soapaction"], asked.headers["content-type"]) == ("x", "t")


def test_each_host_hears_the_name_it_wants(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    url = endpoint.at("/a", play.page(BODY))
    monkeypatch.setitem(fetch.AGENTS, url.split("/")[2], "Mozilla/5.0")
    for address in (url, url.replace("127.0.0.1", "localhost")):
        ask(address)
    assert [asked.headers["user-agent"] for asked in endpoint.asked] == ["Mozilla/5.0", AGENT]


def test_a_host_is_asked_one_thing_at_a_time(endpoint: Endpoint) -> None:
    urls = [endpoint.at(f"/{number}", play.lingering(b"%d" % number, 0.01)) for number in range(8)]
    asking, start = fetcher(), threading.Barrier(len(urls))

    def one(url: str) -> bytes:
        start.wait(5)
        return ask(url, asking=asking).body

    with ThreadPoolExecutor(len(urls)) as pool:
        assert list(pool.map(one, urls)) == [b"%d" % number for number in range(8)]
    assert dict(endpoint.peaks) == {urls[0].split("/")[2]: 1}


def test_hosts_are_asked_at_the_same_time(endpoint: Endpoint) -> None:
    """Each answer comes only when both are being asked for."""
    url = endpoint.at("/a", play.meeting(threading.Barrier(2), BODY))
    asking = fetcher(timeout=(5, 10))
    with ThreadPoolExecutor(2) as pool:
        got = pool.map(lambda address: ask(address, asking=asking), [url, url.replace("127.0.0.1", "localhost")])
        assert [one.body for one in got] == [BODY, BODY]


def test_the_newest_month_that_is_there_is_taken(endpoint: Endpoint) -> None:
    endpoint.at("/2026-01.csv", play.page(BODY))
    endpoint.at("/2025-12.csv", play.page(b"older"))
    template = endpoint.url + "/{month:%Y-%m}.csv"
    assert fetcher(tries=3).get(file(template), Version(), TODAY) == Got(BODY, Version(f"{endpoint.url}/2026-01.csv"))
    assert endpoint.paths() == ["/2026-03.csv", "/2026-02.csv", "/2026-01.csv"]


def test_a_month_that_is_held_is_asked_for_conditionally(endpoint: Endpoint) -> None:
    held = Version(endpoint.at("/2026-02.csv", play.page(BODY, etag=ETAG)), ETAG)
    assert fetcher().get(file(endpoint.url + "/{month:%Y-%m}.csv"), held, TODAY) == Got(None, held)
