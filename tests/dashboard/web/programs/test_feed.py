"""The feed after two refreshes: what is in it, in which order, under which ids, and that nothing spoils it."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import defusedxml.ElementTree as ElementTree
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.record.build import ask
from dashboard.record.revised import revisions
from dashboard.record.serving import build_of
from dashboard.views import news
from dashboard.views.news import MOST, Entry, entries
from dashboard.web import answers, feed
from dashboard.web.feed import ATOM, atom
from dashboard.web.routes import routes
from etl import history
from etl.building.build import build
from etl.history import Moved, Outcome, Result, Run, append
from etl.store import history_file
from tests.pages.conftest import SECOND, lay_builds, learned, refreshed_folder

BASE = "https://indicators.example.org"
AT = dt.datetime(2026, 11, 25, 5, 31)
KINDS = {"refresh", "revision", "verdict", "correction"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return refreshed_folder(tmp_path_factory.mktemp("refreshed"))


@pytest.fixture
def client(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setenv("DATA_DIR", str(folder))
    monkeypatch.setenv("PUBLIC_URL", BASE)
    answers.KEPT.clear()
    with TestClient(Starlette(routes=routes()), follow_redirects=False) as opened:
        yield opened


def known(folder: Path) -> list[Entry]:
    (held,) = sorted((folder / "builds").glob("*-*.duckdb"))[-1:]
    return entries(build_of(held), history.read_history(folder / "refreshes.jsonl", dt.date(2026, 12, 31)).runs, BASE)


def read(body: bytes) -> Element:
    return ElementTree.fromstring(body, forbid_dtd=True)


def text(parent: Element, name: str) -> str:
    (found,) = parent.findall(f"{{{ATOM}}}{name}")
    return found.text or ""


def listed(root: Element) -> list[Element]:
    return root.findall(f"{{{ATOM}}}entry")


def moment(words: str) -> dt.datetime:
    return dt.datetime.strptime(words, "%Y-%m-%dT%H:%M:%SZ")


def whole(root: Element) -> None:
    """What RFC 4287 asks of a feed and of its entries."""
    for each in (root, *listed(root)):
        assert text(each, "id").startswith(("urn:uuid:", BASE)) and text(each, "title").strip()
        moment(text(each, "updated"))
        assert [link.get("href") for link in each.findall(f"{{{ATOM}}}link[@rel='alternate']")]
    assert text(root.find(f"{{{ATOM}}}author"), "name")
    assert root.find(f"{{{ATOM}}}link[@rel='self']").get("href") == text(root, "id") == f"{BASE}/feed.xml"
    ids = [text(each, "id") for each in listed(root)]
    assert len(set(ids)) == len(ids)
    assert all(each.find(f"{{{ATOM}}}content").get("type") == "html" for each in listed(root))


def test_the_feed_is_whole_and_newest_first(client: TestClient) -> None:
    answer = client.get("/feed.xml", headers={"host": "evil.example.com"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/atom+xml; charset=utf-8")
    assert answer.headers["access-control-allow-origin"] == "*"
    root = read(answer.content)
    whole(root)
    days = [moment(text(each, "updated")) for each in listed(root)]
    assert days == sorted(days, reverse=True) and text(root, "updated") == text(listed(root)[0], "updated")
    assert {each.find(f"{{{ATOM}}}category").get("term") for each in listed(root)} == KINDS
    assert "evil" not in answer.text and 'href="./' not in answer.text and "feed.xml" in answer.text


def test_what_was_learned_by_source_what_moved_and_what_we_corrected_are_told(folder: Path) -> None:
    found = {kind: [each for each in known(folder) if each.kind == kind] for kind in KINDS}
    # The first refresh learned nothing.
    (refresh,) = found["refresh"]
    assert refresh.title == "Values learned on 25 November 2026: 1 added, 27 revised and 1 withdrawn"
    assert (refresh.updated, refresh.link) == (SECOND, f"{BASE}/changes?day=2026-11-25")
    assert f'<a href="{BASE}/sources#bis">' in refresh.content and "1 new, 2 changed" in refresh.content
    (verdict,) = found["verdict"]
    assert verdict.link == f"{BASE}/claim/economic-damage"
    assert verdict.title.startswith("Verdict now uncertain, before supported: The war has inflicted")
    (correction,) = found["correction"]
    assert (correction.link, correction.updated) == (f"{BASE}/corrections#2026-11-25", SECOND - dt.timedelta(seconds=1))
    assert "June 2026: 14.25\u00a0% → <b>14\u00a0%</b>" in correction.content
    largest = found["revision"][0]
    assert largest.updated == SECOND and f'<a href="{BASE}/c/' in largest.content
    assert "12,251 → <b>24,502</b> (+100\u00a0%)" in largest.content and "<li>" in largest.content
    # Personnel moved by one: no tenth.
    assert largest.content.count("<li>") == 1 and largest.title.endswith("8 August 2026")


def test_a_build_made_anew_and_one_with_more_repeat_no_entry(folder: Path, tmp_path: Path) -> None:
    before = known(folder)
    again = refreshed_folder(tmp_path)
    assert known(again) == before
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATA_DIR", str(again))
        later = SECOND + dt.timedelta(days=2)
        rows = (again / "log" / "bis.csv").read_text(encoding="utf-8")
        added = learned("key_rate_bis", "RUS", "2026-08-01", "2026-08-31", 7, vintage=later.isoformat())
        (again / "log" / "bis.csv").write_text(f"{rows}{added}\n", encoding="utf-8")
        result = Result("bis", Outcome.FRESH, 0, 1, 0, "2026-08-31", 1.0)
        append(history_file(), Run(later, "third", "", (result,)))
        build()
    after = known(again)
    new = [each for each in after if each.id not in {one.id for one in before}]
    assert {(each.kind, each.updated) for each in new} == {("refresh", later), ("revision", later)}
    assert [(each.id, each.title, each.updated) for each in after if each not in new] == [
        (each.id, each.title, each.updated) for each in before
    ]


def test_ids_do_not_depend_on_where_the_site_is_reached(folder: Path) -> None:
    (held,) = (folder / "builds").glob("*-*.duckdb")
    runs = history.read_history(folder / "refreshes.jsonl", dt.date(2026, 12, 31)).runs
    here, there = (entries(build_of(held), runs, base) for base in (BASE, "https://other.example.org"))
    assert [each.id for each in here] == [each.id for each in there]
    assert all(one.link != other.link for one, other in zip(here, there, strict=True))


def test_at_most_the_newest_are_told(folder: Path) -> None:
    (held,) = (folder / "builds").glob("*-*.duckdb")
    answer = Result("bis", "fresh", 1, 0, 0, "", 1.0, (), "")
    runs = [Run(AT + dt.timedelta(days=n), "b", "", (answer,), ()) for n in range(MOST + 9, 0, -1)]
    found = entries(build_of(held), runs, BASE)
    assert len(found) == MOST and found[0].updated == runs[0].at and {each.kind for each in found} == {"refresh"}


def test_a_claim_that_the_build_no_longer_has_leads_to_its_day(folder: Path) -> None:
    (held,) = (folder / "builds").glob("*-*.duckdb")
    gone = Run(AT, "b", "no space left on <disk>", (), (Moved("gone", "supported", "disputed"),))
    (first, *_) = [each for each in entries(build_of(held), [gone], BASE) if each.kind == "verdict"]
    assert (first.title, first.link) == (
        "Verdict now disputed, before supported: gone",
        f"{BASE}/changes?day=2026-11-25",
    )


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    ["<script>alert(1)</script>", "]]>&amp;", "a\x00b\x0b", "“quote” ’", '"><img src=x>']
)


@given(TEXTS, TEXTS, TEXTS)
def test_hostile_texts_stay_texts(title: str, problem: str, publisher: str) -> None:
    answer = Result("s<p>", "fresh", 1, 0, 0, "", 1.0, (), "")
    found = [news._refresh(Run(AT, "b", problem, (answer,), ()), {"s<p>": publisher}, BASE)]
    one = revisions.Revision(title, publisher, "2024", "1", "2", "+100 %", "by us", "chart", 3)
    found.append(news._correction(revisions.Batch(AT, (one,)), BASE))
    found.append(news._revisions(revisions.Batch(AT, (one,)), BASE))
    assert all("(+100 %), the largest change of 3 values</li>" in each.content for each in found[1:])
    root = read(atom(found, BASE, AT))
    whole(root)
    for each in listed(root):
        content = text(each, "content")
        # HTML of ours alone, with what was given as its text.
        inner = ElementTree.fromstring(f"<div>{content}</div>")
        assert {part.tag for part in inner.iter()} <= {"div", "p", "ul", "li", "a", "b"}
    heard = feed.UNWRITABLE.sub("\ufffd", title).replace("\r\n", "\n").replace("\r", "\n")
    assert heard.strip() in "".join(ElementTree.fromstring(f"<div>{text(listed(root)[1], 'content')}</div>").itertext())


def test_a_feed_without_news_is_a_feed(folder: Path) -> None:
    root = read(atom([], BASE, AT))
    whole(root)
    assert text(root, "updated") == "2026-11-25T05:31:00Z" and listed(root) == []


def test_without_its_own_address_there_is_no_feed_and_the_setting_is_named(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PUBLIC_URL")
    answer = client.get("/feed.xml")
    assert answer.status_code == 404 and "PUBLIC_URL" in answer.text
    assert answer.headers["content-type"].startswith("text/plain")


def test_a_line_more_in_the_history_shows_without_a_new_build(
    folder: Path, tmp_path: Path, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    lay_builds(folder, tmp_path)
    (tmp_path / "log").symlink_to(folder / "log")
    first = client.get("/feed.xml")
    shutil.copy(folder / "refreshes.jsonl", tmp_path / "refreshes.jsonl")
    second = client.get("/feed.xml", headers={"if-none-match": first.headers["etag"]})
    assert second.status_code == 200 and b"Values learned on" in second.content
    assert b"Values learned on" not in first.content
    again = client.get("/feed.xml", headers={"if-none-match": second.headers["etag"]})
    assert again.status_code == 304


def test_light_pages_say_where_the_feed_is_once_their_address_is_known(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    title = "Conflict Indicators: what changed"
    line = f'<link rel="alternate" type="application/atom+xml" title="{title}" href="{BASE}/feed.xml">'
    claim = ask(answers.served().build, "SELECT claim_id FROM claim LIMIT 1")[0]["claim_id"]
    for address in ("/c/casualties", f"/claim/{claim}"):
        assert line in client.get(address).text
    monkeypatch.delenv("PUBLIC_URL")
    assert "atom+xml" not in client.get("/c/casualties").text
