"""What programs are told, on the real build: the catalogue, the state of the data, the map of the site."""

import datetime as dt
import json
import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard import settings
from dashboard.record import claims
from dashboard.record.build import Build, ask, build_info
from dashboard.record.charts import chart_ids, chart_info
from dashboard.record.serving import NothingToServe, Served
from dashboard.record.sources import source_records
from dashboard.web import answers, api
from dashboard.web.routes import routes
from etl import clock

BASE = "https://indicators.example.org"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def built(real_build: Build) -> Build:
    return real_build


@pytest.fixture
def client(built: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.delenv("PUBLIC_URL", raising=False)
    monkeypatch.setattr(answers, "served", lambda: Served(built, ("a note",)))
    answers.KEPT.clear()
    with TestClient(Starlette(routes=api.routes())) as opened:
        yield opened


def nothing() -> Served:
    raise NothingToServe("no build, and none could be made")


def test_the_catalogue_has_every_chart_series_source_claim_and_article(client: TestClient, built: Build):
    answer = client.get("/api/catalogue.json")
    found = answer.json()
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    assert found["build"] == built.id
    for kind, table in (("charts", "chart"), ("series", "series"), ("sources", "source"), ("claims", "claim")):
        ids = [entry["id"] for entry in found[kind]]
        held = [row[f"{table}_id"] for row in ask(built, f"SELECT {table}_id FROM {table}")]
        assert sorted(ids) == sorted(held) and len(set(ids)) == len(ids) > 0
    assert [entry["id"] for entry in found["articles"]] == list(claims.articles(built))


def test_what_the_catalogue_refers_to_stands_in_it(client: TestClient):
    found = client.get("/api/catalogue.json").json()
    ids = {kind: {entry["id"] for entry in found[kind]} for kind in ("charts", "series", "sources", "articles")}
    assert {name for chart in found["charts"] for name in chart["series"]} <= ids["series"]
    assert {entry["source"] for entry in found["series"]} <= ids["sources"]
    assert {entry["derives_from"] for entry in found["sources"]} <= ids["sources"] | {""}
    assert {claim["chart"] for claim in found["claims"]} <= ids["charts"] | {""}
    assert {claim["article"] for claim in found["claims"]} <= ids["articles"]


def test_the_catalogue_says_what_may_be_passed_on(client: TestClient):
    found = client.get("/api/catalogue.json").json()
    shares = {entry["id"]: entry["share"] for entry in found["series"]}
    sources = {entry["id"]: entry["share"] for entry in found["sources"]}
    assert all(shares[entry["id"]] == sources[entry["source"]] for entry in found["series"])
    charts = {chart["id"]: chart for chart in found["charts"]}
    assert not charts["military-spending"]["downloadable"]
    assert charts["casualties"]["downloadable"]
    for chart in charts.values():
        if chart["series"] and {shares[name] for name in chart["series"]} == {"shown"}:
            assert not chart["downloadable"]


def test_a_quotient_of_withheld_data_is_withheld_and_in_times(client: TestClient, built: Build):
    found = {chart["id"]: chart for chart in client.get("/api/catalogue.json").json()["charts"]}
    divided = [row["chart_id"] for row in ask(built, "SELECT chart_id FROM chart WHERE divide")]
    assert divided and {found[name]["unit"] for name in divided} == {"times"}
    for name in divided:
        shares = {series.share for series in chart_info(built, name).series}
        assert found[name]["downloadable"] == (shares == {"open"})


def test_claims_have_the_verdicts_of_the_build(client: TestClient, built: Build):
    said = {
        (row["claim_id"], row["basis"]): {"verdict": row["verdict"], "reason": row["reason"]}
        for row in ask(built, "SELECT * FROM claim_verdict WHERE shift_days = 0")
    }
    for claim in client.get("/api/catalogue.json").json()["claims"]:
        assert (claim["then"], claim["now"]) == (said[claim["id"], "then"], said[claim["id"], "now"])


def test_links_are_whole_where_the_address_is_known_and_paths_elsewhere(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
):
    def links() -> set[str]:
        found = client.get("/api/catalogue.json", headers={"host": "evil.example.com"}).json()
        return {entry["page"] for kind in ("charts", "claims") for entry in found[kind]}

    assert all(re.fullmatch(r"/(c|claim)/[a-z0-9-]+", link) for link in links())
    monkeypatch.setenv("PUBLIC_URL", f"{BASE}/")
    assert all(link.startswith((f"{BASE}/c/", f"{BASE}/claim/")) for link in links())


def test_letters_stand_as_they_are_and_every_number_is_one(client: TestClient):
    text = client.get("/api/catalogue.json").text
    assert "’" in text and "\\u" not in text

    def refuse(name: str) -> float:
        raise AssertionError(name)

    stated = [claim["stated"] for claim in json.loads(text, parse_constant=refuse)["claims"]]
    assert any(stated) and all(value is None or math.isfinite(value) for value in stated)


def test_the_catalogue_is_compressed_and_told_unchanged(client: TestClient):
    first = client.get("/api/catalogue.json", headers={"accept-encoding": "gzip"})
    assert first.headers["content-encoding"] == "gzip"
    again = client.get("/api/catalogue.json", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", [route.path for route in api.routes()])
@pytest.mark.parametrize("served", [True, False])
def test_pages_of_others_may_read_every_answer(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, path: str, served: bool
):
    if not served:
        monkeypatch.setattr(answers, "served", nothing)
    assert client.get(path).headers["access-control-allow-origin"] == "*"
    asked = client.options(path, headers={"origin": "https://example.org", "access-control-request-method": "GET"})
    assert asked.status_code == 204 and "range" in asked.headers["access-control-allow-headers"]
    assert client.post(path).status_code == 405


def test_health_tells_build_age_and_what_is_past_due(client: TestClient, built: Build):
    answer = client.get("/api/health")
    found = answer.json()
    newest, today = build_info(built).newest_vintage, clock.today()
    assert answer.status_code == 200 and answer.headers["cache-control"] == "no-store"
    assert (found["build"], found["notes"]) == (built.id, ["a note"])
    assert found["newest_vintage"] == f"{newest:%Y-%m-%dT%H:%M:%S}Z"
    assert found["age_days"] == (today - newest.date()).days
    late = [one["source"] for one in found["sources"] if one["state"] == "late"]
    assert sorted(entry["source"] for entry in found["past_due"]) == sorted(late)
    assert {one["source"] for one in found["sources"]} == {row.source_id for row in source_records(built)}
    assert found["tally"].startswith(f"{len(late)} late" if late else "")
    assert found["status"] == ("past due" if late else "ok")
    assert found["refresh"] == {"at": None, "problems": []}


def test_health_is_ok_while_everything_is_within_its_rhythm(built: Build, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(answers, "served", lambda: Served(built))
    oldest = min(row.newest for row in source_records(built) if row.expected_every_days and row.newest)
    late = api._health(oldest + dt.timedelta(days=4000))
    assert "refused" not in late["tally"] and " late" in late["tally"]
    assert (api._health(oldest)["status"], late["status"]) == ("ok", "past due")
    assert "ww2" not in {entry["source"] for entry in late["past_due"]}


def test_health_tells_what_the_last_refresh_could_not_get(client: TestClient, tmp_path: Path):
    def line(at: str, outcome: str, problem: str) -> str:
        result = {"source": "bis", "outcome": outcome, "new": 0, "changed": 0, "gone": 0, "newest": "", "seconds": 1.0}
        run = {"at": at, "build": "b", "problem": "", "results": [result | {"mirrors": [], "problem": problem}]}
        return json.dumps(run | {"verdicts": []}) + "\n"

    history = tmp_path / "refreshes.jsonl"
    history.write_text(line("2026-11-01T05:00:00", "unreachable", "no answer"), encoding="utf-8")
    assert client.get("/api/health").json()["refresh"] == {
        "at": "2026-11-01T05:00:00Z",
        "problems": [{"source": "bis", "outcome": "unreachable", "at": "2026-11-01T05:00:00Z", "problem": "no answer"}],
    }
    told = client.get("/api/health").json()
    first = told["sources"][0]
    assert told["tally"].startswith("1 unreachable, ")
    assert (first["source"], first["state"], first["problem"]) == ("bis", "unreachable", "no answer")
    assert (first["asked"], first["succeeded"]) == ("2026-11-01T05:00:00Z", None)
    with history.open("a", encoding="utf-8") as file:
        file.write(line("2026-11-02T05:00:00", "unchanged", ""))
    assert client.get("/api/health").json()["refresh"] == {"at": "2026-11-02T05:00:00Z", "problems": []}


def test_health_without_a_build_says_why(client: TestClient, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(answers, "served", nothing)
    answer = client.get("/api/health")
    assert answer.status_code == 503
    assert answer.json() == {"status": "nothing to serve", "problem": "no build, and none could be made"}


def test_the_sitemap_has_every_page_chart_and_claim(client: TestClient, built: Build, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PUBLIC_URL", BASE)
    answer = client.get("/sitemap.xml")
    urls = ET.fromstring(answer.content)
    all_claims = [row["claim_id"] for row in ask(built, "SELECT claim_id FROM claim")]
    expected = {f"{BASE}/{page.name}" for page in settings.PAGES}
    expected |= {f"{BASE}/c/{name}" for name in chart_ids(built)} | {f"{BASE}/claim/{name}" for name in all_claims}
    locations = [url.findtext(f"{MAP}loc") for url in urls]
    assert answer.headers["content-type"].startswith("application/xml")
    assert len(locations) == len(expected) and set(locations) == expected
    days = {url.findtext(f"{MAP}lastmod") for url in urls}
    assert days == {build_info(built).built_at.date().isoformat()}


def test_without_a_public_address_the_sitemap_says_what_is_missing(client: TestClient):
    answer = client.get("/sitemap.xml")
    assert answer.status_code == 404 and "PUBLIC_URL" in answer.text


def test_robots_may_read_all_but_what_streamlit_needs(client: TestClient, monkeypatch: pytest.MonkeyPatch):
    lines = client.get("/robots.txt").text.splitlines()
    assert lines == ["User-agent: *", "Disallow: /_stcore/", "Disallow: /media/", "Allow: /"]
    monkeypatch.setenv("PUBLIC_URL", BASE)
    assert client.get("/robots.txt").text.splitlines()[-1] == f"Sitemap: {BASE}/sitemap.xml"


def test_robots_need_no_build(client: TestClient, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(answers, "served", nothing)
    assert client.get("/robots.txt").status_code == 200


def test_the_sitemap_has_the_address_that_a_page_calls_its_own(built: Build, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(answers, "served", lambda: Served(built))
    monkeypatch.setenv("PUBLIC_URL", BASE)
    answers.KEPT.clear()
    with TestClient(Starlette(routes=routes())) as opened:
        told = {url.findtext(f"{MAP}loc") for url in ET.fromstring(opened.get("/sitemap.xml").content)}
        for address in ("/c/key-rate", "/c/nato-map", "/claim/key-rate-21"):
            (own,) = re.findall('<link rel="canonical" href="([^"]*)">', opened.get(address).text)
            assert own == f"{BASE}{address}" and own in told
