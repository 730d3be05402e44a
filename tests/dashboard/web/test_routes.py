"""Every address of ours answers whatever it is asked: never an error of the server, never input that is not escaped."""

import csv
import datetime as dt
import io
import json
from pathlib import Path
from urllib.parse import quote, unquote, urlencode, urljoin
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from starlette.testclient import TestClient

from dashboard.address.view import PARAMETERS, View, light_url
from dashboard.chart.selection import select
from dashboard.record.build import Build, ask
from dashboard.record.charts import chart_ids, chart_info, known_names
from dashboard.record.series import observations
from dashboard.views import exports
from dashboard.web import claim_page
from dashboard.web.routes import ICON
from etl.history import Outcome, Result, Run, append
from etl.store import history_file
from tests.dashboard.samples import drawing
from tests.pages.conftest import lay_builds

ARTICLE = "weakness-2025-03"
MARK = "<b onload='x'>"
HOSTILE = st.sampled_from(
    [MARK, '"><script>alert(1)</script>', "../../etc/passwd", "%00", "\x00", "‮", "9999-12-31", ""]
)
VALUES = HOSTILE | st.text(max_size=30) | st.sampled_from(["log", "on", "table", "2025-03-07", "index", "RUS", ARTICLE])
SHARED = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture(scope="module")
def charts(real_build: Build) -> tuple[str, ...]:
    return chart_ids(real_build)


@SHARED
@given(
    data=st.data(),
    ending=st.sampled_from(["", ".svg", ".csv", ".json"]),
    asked=st.dictionaries(st.sampled_from([*PARAMETERS, "embed", "layout", "colour"]) | HOSTILE, VALUES, max_size=4),
)
def test_any_parameters_are_answered(
    client: TestClient, charts: tuple[str, ...], data: st.DataObject, ending: str, asked: dict[str, str]
):
    chart = data.draw(st.sampled_from(charts))
    answer = client.get(f"/c/{chart}{ending}?{urlencode(asked, errors='replace')}")
    assert answer.status_code in (200, 400, 403)
    assert MARK not in answer.text and "<script>alert" not in answer.text
    assert not any("\n" in value or MARK in value for value in answer.headers.values())
    if ending == ".svg":
        ElementTree.fromstring(answer.text)
    if ending == ".json" and answer.status_code == 200:
        assert json.loads(answer.text)["id"] == chart


@SHARED
@given(
    place=st.sampled_from(["c", "claim", "preview"]),
    name=HOSTILE | st.text(max_size=40),
    ending=st.sampled_from(["", ".png", ".csv", ".duckdb", ".svg"]),
)
def test_what_is_not_there_is_a_404_that_helps(client: TestClient, place: str, name: str, ending: str):
    answer = client.get(f"/{place}/{quote(name, safe='', errors='replace')}x{ending}")
    assert answer.status_code == 404
    if "There is no such" in answer.text:
        assert MARK not in answer.text and 'role="search"' in answer.text


@pytest.mark.parametrize(
    "name", ["../requirements.txt", "..%2F..%2Frequirements.txt", "%2Fetc%2Fpasswd", "key-rate/../x"]
)
def test_no_path_leads_out_of_the_data(client: TestClient, name: str):
    for place in ("c", "claim", "preview", "data"):
        answer = client.get(f"/{place}/{name}")
        assert answer.status_code == 404 and "streamlit==" not in answer.text and "root:" not in answer.text


def test_every_chart_has_its_page_pictures_and_data(client: TestClient, charts: tuple[str, ...], real_build: Build):
    for chart in charts:
        info = chart_info(real_build, chart)
        page = client.get(f"/c/{chart}?article={ARTICLE}")
        assert page.status_code == 200 and page.text.count("<svg") == 2, chart
        assert client.get(f"/c/{chart}.svg").status_code == 200
        expected = 200 if exports.downloadable(info) else 403
        for ending in (".csv", ".json", ".csv?layout=wide"):
            assert client.get(f"/c/{chart}{ending}").status_code == expected, (chart, ending)


def test_every_claim_has_its_page(client: TestClient, real_build: Build):
    ids = [row["claim_id"] for row in ask(real_build, "SELECT claim_id FROM claim")]
    assert len(ids) > 20
    for name in ids:
        _, record = claim_page.claim_of(real_build, name)
        answer = client.get(f"/claim/{name}")
        assert answer.status_code == 200
        # What was not checked, and a sample of our own, is no review.
        reviewed = record.article_id != "sample-2026-08" and record.now.verdict not in ("not checkable", "open")
        assert ("ClaimReview" in answer.text) == reviewed, name
        assert answer.text.count("<svg") == (2 if record.chart_id else 0)


def test_the_preview_is_a_picture_of_this_very_view(client: TestClient):
    usual = client.get("/c/key-rate.png")
    other = client.get("/c/key-rate.png?from=2024-01-01&scale=log")
    assert Image.open(io.BytesIO(usual.content)).size == (1200, 630)
    assert usual.headers["content-type"] == "image/png" and usual.content != other.content
    for address in ("/claim/casualties-850k.png", "/claim/kremlin-desperate.png", "/preview/overview.png"):
        assert Image.open(io.BytesIO(client.get(address).content)).size == (1200, 630)


def test_the_csv_has_exactly_the_rows_that_are_drawn(client: TestClient, real_build: Build):
    view = View(chart="key-rate", start=None, scale="log")
    answer = client.get(light_url(view, ending=".csv"))
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    info, data = chart_info(real_build, "key-rate"), observations(real_build, "key-rate")
    drawn = drawing(info, data, view)
    told = {(row["period_end"], float(row["value"])) for row in rows}
    assert {(row.x.isoformat(), row.y) for layer in drawn.layers for row in layer.rows if row.text} <= told
    assert len(rows) == sum(len(member.rows) for member in select(info, data, view).members)
    assert 'filename="key-rate.csv"' in answer.headers["content-disposition"]


def test_withheld_data_is_refused_with_the_reason_but_its_picture_is_not(client: TestClient, real_build: Build):
    (chart, *_) = [c for c in chart_ids(real_build) if not exports.downloadable(chart_info(real_build, c))]
    for ending in (".csv", ".json"):
        answer = client.get(f"/c/{chart}{ending}")
        assert answer.status_code == 403 and "may be shown but not passed on" in answer.text
        assert "https://" in answer.text
    assert client.get(f"/c/{chart}.svg").status_code == 200
    page = client.get(f"/c/{chart}").text
    assert "may be shown but not passed on" in page and f"c/{chart}.csv" not in page


def test_a_file_that_lacks_withheld_lines_says_so_and_those_alone_are_refused(client: TestClient):
    answer = client.get("/c/tanks-lost.csv")
    assert answer.status_code == 200 and 'filename="tanks-lost-open-part.csv"' in answer.headers["content-disposition"]
    assert "equipment_confirmed_russia" not in answer.text
    alone = client.get("/c/tanks-lost.csv?pick=equipment_confirmed_russia")
    assert alone.status_code == 403 and "Oryx" in alone.text


def test_a_refresh_that_learned_nothing_is_told_without_a_new_build(
    client: TestClient, real_builds: Path, real_build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    lay_builds(real_builds, tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    first = client.get("/c/key-rate")
    assert "newer data are due: never refreshed here" in first.text
    result = Result("bank_of_russia", Outcome.UNCHANGED)
    append(history_file(), Run(dt.datetime(2026, 11, 24), "b", "", (result,)))
    second = client.get("/c/key-rate", headers={"if-none-match": first.headers["etag"]})
    assert "refreshed on 24 November 2026, and the publisher has nothing newer" in second.text


@pytest.mark.parametrize(
    "address", ["/c/key-rate", "/c/key-rate.png", "/claim/key-rate-21", "/api/health", "/feed.xml", "/c/%C3%A4x"]
)
def test_a_closing_slash_leads_to_the_address_without_it(client: TestClient, address: str):
    answer = client.get(f"{address}/?asof=2025-06-01", follow_redirects=False)
    assert answer.status_code == 301
    assert urljoin(f"{address}/", answer.headers["location"]) == f"{address}?asof=2025-06-01"


def test_a_file_for_excel_is_the_same_behind_a_mark(client: TestClient):
    for layout in ("long", "wide"):
        plain = client.get(f"/c/key-rate.csv?layout={layout}")
        assert client.get(f"/c/key-rate.csv?layout={layout}&for=excel").content == b"\xef\xbb\xbf" + plain.content
    assert client.get("/c/key-rate.csv?for=numbers").status_code == 400
    assert "c/key-rate.csv?" in (page := client.get("/c/key-rate").text) and "for=excel" in page


def test_long_and_wide_csv_have_names_of_their_own(client: TestClient):
    answer = client.get("/c/key-rate.csv?layout=wide")
    assert 'filename="key-rate-wide.csv"' in answer.headers["content-disposition"]


def test_bars_are_shown_as_published_whatever_a_link_asks(client: TestClient):
    page = client.get("/c/second-world-war?transform=index")
    assert "‘transform=index’ was ignored: this chart shows values as published only" in page.text
    assert len(page.text) < 80_000 and client.get("/c/second-world-war.png?transform=index").status_code == 200


def test_an_old_id_leads_to_the_present_one(client: TestClient, monkeypatch: pytest.MonkeyPatch, real_build: Build):
    known = known_names(real_build)
    renamed = type(known)(
        known.charts, known.articles, known.categories, {"chart": {"rate": "key-rate"}, "claim": {"old": "key-rate-21"}}
    )
    monkeypatch.setattr("dashboard.record.charts.known_names", lambda build: renamed)
    answer = client.get("/c/rate.csv?from=2024-01-01&scale=log")
    assert (answer.status_code, answer.headers["location"]) == (301, "key-rate.csv?from=2024-01-01&scale=log")
    answer = client.get("/claim/old")
    assert (answer.status_code, answer.headers["location"]) == (301, "key-rate-21")


def test_an_unknown_layout_is_a_400_that_names_the_choices(client: TestClient):
    answer = client.get("/c/key-rate.csv?layout=tall")
    assert answer.status_code == 400 and "long, wide" in answer.text


@pytest.mark.parametrize(
    ("address", "status", "words", "meant"),
    [
        ("/c/military-spending.csv", 403, "may be shown but not passed on", []),
        ("/c/key-rate.csv?layout=tall", 400, "layout is one of long, wide", []),
        ("/c/key-rates.json", 404, "There is no chart ‘key-rates.json’.", ["key-rate"]),
        ("/c/series.json?series=nosuch", 404, "There is no series ‘nosuch’.", []),
        ("/c/series.csv?series=key_rate/", 404, "There is no series ‘’.", []),
        ("/c/series.json", 404, "This address needs the names of series", []),
        ("/c/key-rate.CSV", 404, "There is no file ‘key-rate.CSV’.", []),
        (f"/c/key-rate.csv?pick={'x' * 5000}", 414, "too long", []),
    ],
)
def test_programs_are_told_errors_as_json_that_other_sites_may_read(
    client: TestClient, address: str, status: int, words: str, meant: list[str]
):
    answer = client.get(address)
    told = answer.json()
    assert answer.status_code == status and answer.headers["content-type"].startswith("application/json")
    assert words in told["problem"] and set(meant) <= set(told.get("meant", []))
    assert answer.headers["access-control-allow-origin"] == "*" and answer.headers["cache-control"] == "no-store"
    assert client.head(address).content == b""


@pytest.mark.parametrize(
    "address",
    ["/c/key-rate", "/c/key-rate.csv", "/c/x.json", "/claim/key-rate-21.png", "/preview/who.png", "/feed.xml"],
)
def test_pages_of_others_may_ask_and_learn_tags_parts_and_names(client: TestClient, address: str):
    asking = {"origin": "https://example.org", "access-control-request-method": "GET"}
    asked = client.options(address, headers=asking | {"access-control-request-headers": "if-none-match"})
    assert asked.status_code == 204 and "if-none-match" in asked.headers["access-control-allow-headers"]
    assert asked.headers["access-control-allow-origin"] == "*" and asked.content == b""
    exposed = client.get(address).headers["access-control-expose-headers"].split(", ")
    assert {"etag", "content-range", "content-disposition"} <= set(exposed)
    refused = client.post(address)
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert "read only" in refused.text and refused.headers["access-control-allow-origin"] == "*"


def test_the_icon_is_ours_wherever_it_is_asked_for(client: TestClient):
    answer = client.get("/favicon.ico")
    icon = Image.open(io.BytesIO(answer.content))
    assert client.get("/favicon.ico", headers={"if-none-match": answer.headers["etag"]}).status_code == 304
    assert answer.headers["content-type"] == "image/x-icon" and {(16, 16), (32, 32)} <= set(icon.info["sizes"])
    shades = {shade for _, shade in icon.convert("RGBA").getcolors()}
    assert (0x0B, 0x63, 0xA5, 255) in shades and "0b63a5" in (ICON.with_suffix(".svg")).read_text(encoding="utf-8")


def test_head_is_answered_without_a_body(client: TestClient):
    answer = client.head("/c/key-rate")
    assert answer.status_code == 200 and answer.content == b"" and int(answer.headers["content-length"]) > 1000


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("asof=2025-02-30", "‘asof=2025-02-30’"),
        ("asof=2025-01-01&asof=2025-02-01", "‘asof’"),
        ("foo=1", "‘foo"),
    ],
)
def test_files_and_pictures_say_what_of_their_address_was_ignored(client: TestClient, query: str, words: str):
    (said,) = client.get(f"/c/key-rate.json?{query}").json()["ignored"]
    assert words in said
    for ending in ("json", "csv", "svg", "png"):
        told = client.get(f"/c/key-rate.{ending}?{query}").headers["x-ignored"]
        assert unquote(told) == said.replace("‘", "'").replace("’", "'")
    spoilt = client.get("/c/key-rate.csv?asof=x%0d%0aset-cookie:%20a=b").headers
    assert "set-cookie" not in spoilt and "%0D%0A" in spoilt["x-ignored"]
    plain = client.get("/c/key-rate.json")
    assert plain.json()["ignored"] == [] and "x-ignored" not in plain.headers
