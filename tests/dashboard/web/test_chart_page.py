"""The light page says everything that a reader who follows a link needs, whole without JavaScript."""

import datetime as dt
import json
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from dashboard.address.view import View, light_url, view_url
from dashboard.record import charts
from dashboard.record.build import Build, build_info
from dashboard.record.series import series_reach
from dashboard.views.dataset import dataset
from dashboard.views.pictures import drawn
from dashboard.web.chart_page import script
from tests.dashboard.conftest import BASE

ARTICLE = "weakness-2025-03"
ADDRESS = f"/c/casualties?article={ARTICLE}&from=2024-01-01"


class Tags(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember it."""
        self.found.append((tag, dict(attrs)))

    def meta(self) -> dict[str, str]:
        """{name or property: content} of the head."""
        return {
            a.get("name") or a.get("property"): a["content"]
            for tag, a in self.found
            if tag == "meta" and "content" in a
        }


def ld(text: str) -> dict:
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    return json.loads(found)


def test_it_says_what_the_article_says_and_what_the_record_says(client: TestClient):
    text = unescape(client.get(ADDRESS).text)
    for words in (
        "Russian casualties in Ukraine",
        "<mark>850,000</mark>",
        "according to The Economist",
        "The Economist",
        "General Staff of the Armed Forces of Ukraine",
        "a party to the war",
        "no side",
        "newest on the article’s day",
        "prediction interval",
        "accessed 25 November 2026",
        "Licence",
    ):
        assert words in text, words
    assert "Then supported, now uncertain." in re.sub("<[^>]+>", "", text)
    assert view_url(View(chart="casualties", start=dt.date(2024, 1, 1), article=ARTICLE))[1:] in text


def test_the_head_of_a_page_with_a_public_address_is_complete(public: TestClient):
    tags = Tags(public.get(ADDRESS).text)
    meta = tags.meta()
    view = View(chart="casualties", start=dt.date(2024, 1, 1), article=ARTICLE)
    assert [a["href"] for tag, a in tags.found if tag == "link" and a.get("rel") == "canonical"] == [
        f"{BASE}/c/casualties?from=2024-01-01&article={ARTICLE}"
    ]
    assert meta["og:url"] == light_url(view, BASE)
    assert meta["og:image"] == meta["twitter:image"] == light_url(view, BASE, ".png")
    assert (meta["og:image:width"], meta["og:image:height"]) == ("1200", "630")
    assert meta["twitter:card"] == "summary_large_image"
    assert meta["og:title"] == "Russian casualties in Ukraine" and "; as of " in meta["description"]
    assert meta["og:image:alt"].startswith("Russian casualties in Ukraine")


def test_without_a_public_address_nothing_pretends_to_have_one(client: TestClient):
    text = client.get(ADDRESS, headers={"host": "evil.example.com"}).text
    assert "evil.example.com" not in text and 'rel="canonical"' not in text and "og:image" not in text


def test_programs_read_the_dataset(public: TestClient):
    found = ld(public.get("/c/key-rate").text)
    assert found["@type"] == "Dataset" and found["creator"][0]["name"] == "Bank of Russia"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d", found["temporalCoverage"])
    assert {each["encodingFormat"] for each in found["distribution"]} == {"text/csv", "application/json"}
    review = ld(public.get("/claim/key-rate-21").text)
    assert review["reviewRating"]["alternateName"] == "Supported" and review["url"] == f"{BASE}/claim/key-rate-21"


def test_every_chart_is_a_dataset_with_licence_creator_period_and_the_day_of_its_data(real_build: Build):
    newest = build_info(real_build).newest_vintage.date().isoformat()
    for name in charts.chart_ids(real_build):
        found = json.loads(script(dataset(real_build, View(chart=name), "what it shows")))
        assert found["creator"] and all(each["name"] for each in found["creator"]), name
        assert found["license"] and all(found["license"]) and found["isBasedOn"], name
        first, last = found["temporalCoverage"].split("/")
        assert first <= last, name
        assert found["dateModified"] <= newest, name


def test_a_dataset_was_modified_when_its_data_were_learned_not_when_it_was_built(real_build: Build):
    (rate,) = series_reach(real_build, ("key_rate",))
    found = json.loads(script(dataset(real_build, View(chart="key-rate"), "")))
    built = build_info(real_build).built_at.date().isoformat()
    assert found["dateModified"] == rate.learned.isoformat() != built
    back = json.loads(script(dataset(real_build, View(chart="casualties", asof=dt.date(2025, 3, 7)), "")))
    assert back["temporalCoverage"].split("/")[1] <= "2025-03-07"


def test_no_text_ends_a_script_element():
    assert "</script" not in script({"a": "</script><b>&"}) and json.loads(script({"a": "</b>&"})) == {"a": "</b>&"}


@pytest.mark.parametrize(
    "name", ["casualties", "diplomacy", "refugees-map", "nato-map", "eu-defence-spending", "key-rate"]
)
def test_nothing_is_asked_of_others_and_every_id_stands_once(client: TestClient, name: str):
    tags = Tags(client.get(f"/c/{name}?article={ARTICLE}").text)
    loaded = [
        a for tag, a in tags.found if tag in ("img", "iframe", "script", "link") and (a.get("src") or a.get("href"))
    ]
    assert loaded == []
    ids = [a["id"] for _, a in tags.found if a.get("id")]
    assert len(ids) == len(set(ids))
    assert [a["lang"] for tag, a in tags.found if tag == "html"] == ["en"]


def test_what_was_ignored_is_named_above_the_chart(client: TestClient):
    text = client.get("/c/key-rate?from=yesterday&colour=red&chart=other").text
    assert text.index("yesterday") < text.index("<h1")
    assert "unknown parameter ‘colour’".capitalize() in text and "the address itself names the chart" in text


def test_as_known_on_a_day_the_page_says_so_and_nothing_is_newer(client: TestClient):
    text = unescape(client.get("/c/casualties?asof=2025-03-07").text)
    assert "As known on 7 March 2025" in text
    days = re.findall(r'data-day="([\d-]+)"', text)
    assert days and max(days) <= "2025-03-07"


@pytest.mark.parametrize("address", ["/c/casualties", "/claim/casualties-850k"])
def test_a_day_still_to_come_is_named_and_nothing_is_told_of_it(public: TestClient, address: str):
    text, now = (unescape(public.get(f"{address}?asof={day}").text) for day in ("2026-11-26", ""))
    note = "‘asof=2026-11-26’ is still to come and was ignored."
    assert text.index(note) < text.index("<h1")
    assert re.sub(r'<div class="problems".*?</div>\n', "", text, flags=re.DOTALL).split() == now.split()
    assert "to come" not in public.get(f"{address}?asof=2026-11-25").text


def test_an_embedded_view_is_chart_source_line_and_link_alone(client: TestClient):
    text = client.get("/c/casualties?embed=1").text
    assert text.count("<svg") == 3 and "The Economist" in text and 'href="c/casualties?' in text
    # The one script tells the page around it how high it is.
    assert text.count("<script") == 1 and "iframe.resize" in text
    for absent in ("<table", "To quote", "Take it along"):
        assert absent not in text


def test_a_table_that_is_asked_for_is_open(client: TestClient):
    def opened(text: str) -> int:
        return len(re.findall(r"<details open>\n<summary>[^<]* values", text))

    assert opened(client.get("/c/casualties").text) == 1 < opened(client.get("/c/casualties?show=table").text)


def test_a_timeline_lists_its_events_with_their_sources(client: TestClient):
    text = client.get(f"/c/diplomacy?article={ARTICLE}").text
    assert len(re.findall(r'<tr><th scope="row">\d+ [A-Z][a-z]{2} 20\d\d</th>', text)) > 5


def test_the_article_sentence_is_linked_where_its_address_is_known(client: TestClient, monkeypatch: pytest.MonkeyPatch):
    from dashboard.record import claims

    real = claims.article
    monkeypatch.setattr(
        claims, "article", lambda build, name="": replace(real(build, name), url="https://paper.example.org/a")
    )
    text = unescape(client.get(ADDRESS + "&to=2026-01-01").text)
    assert "https://paper.example.org/a#:~:text=Western%20estimates" in text
    # An answer that another test has asked for is kept.
    assert "https://paper.example.org/a#:~:text=" in client.get("/claim/casualties-850k?asked=here-alone").text


def test_a_claim_can_be_sent_as_of_a_day(public: TestClient):
    text = unescape(public.get("/claim/casualties-850k?asof=2025-06-01").text)
    assert "The record as it stood on 1 June 2025" in text and "Same day, known on 1 June 2025" in text
    assert f'<link rel="canonical" href="{BASE}/claim/casualties-850k?asof=2025-06-01">' in text
    assert "asof=2025-06-01" in ld(public.get("/claim/casualties-850k?asof=2025-06-01").text)["url"]
    assert 'href="claim/key-rate-21?asof=2025-06-01"' in text
    assert public.get("/claim/casualties-850k.png?asof=2025-06-01").status_code == 200


def test_a_claim_as_of_a_day_before_its_article_is_told_without_a_verdict(public: TestClient):
    text = unescape(public.get("/claim/key-rate-21?asof=2025-03-06").text)
    assert "The record as it stood on 6 March 2025, before the article appeared." in text
    assert "The article had not appeared by 6 March 2025: it is dated 7 March 2025." in text
    assert 'class="ci-quote"' in text and "application/ld+json" not in text and 'id="rows"' not in text
    for words in ("Supported", "Known that day", "Rows and SQL", "The article:"):
        assert words not in text
    assert "application/ld+json" in public.get("/claim/key-rate-21?asof=2025-03-07").text
    assert public.get("/claim/key-rate-21.png?asof=2025-03-06").status_code == 200


def test_a_spoilt_day_of_a_claim_is_named(client: TestClient):
    text = client.get("/claim/key-rate-21?asof=soon&colour=red").text
    assert (
        "‘asof=soon’ is not a date" in text and "‘colour’ was ignored" in text and "The record as it stood" not in text
    )


@pytest.mark.parametrize("address", [f"/c/casualties?article={ARTICLE}", "/claim/casualties-850k?"])
def test_the_way_into_the_dashboard_keeps_day_and_article(client: TestClient, address: str):
    for day in ("", "2025-03-07"):
        query = f"?article={ARTICLE}" + (f"&asof={day}" if day else "")
        text = unescape(client.get(f"{address}&asof={day}").text)
        (header,) = re.findall("<header.*?</header>", text)
        # The first article is read where none is named.
        followed = f"?asof={day}" if day else ""
        for page in ("./", "chart", "sources", "method"):
            assert f'href="{page}{followed}"' in header
        assert f'<a href="method{query}">how</a>' in text


# Three series, each of another source.
EACH = {
    "casualties_economist": "The Economist",
    "losses_claimed_ukraine": "General Staff of the Armed Forces of Ukraine",
    "casualties_published_russia": "Governments, NATO and researchers",
}


@pytest.mark.parametrize("kept", EACH)
def test_only_the_sources_of_what_is_picked_are_named(client: TestClient, public: TestClient, kept: str):
    at = f"/c/casualties?pick={kept}"
    text = unescape(client.get(at).text)
    # Cards, definitions and what is seen together speak of others too.
    own = re.sub('(?s)<section class="(?:cards|together)".*?</section>|What is counted</h2>.*', "", text)
    own = re.sub("(as listed by|if) The Economist", "", own)
    held = {name: name in own for name in EACH.values()}
    assert held == {name: name == EACH[kept] for name in EACH.values()}
    assert len(ld(text)["isBasedOn"]) == len(ld(text)["variableMeasured"]) == 1
    poster = unescape(client.get(at.replace("?", ".svg?")).text)
    assert f"Source: {EACH[kept]}" in poster
    told = client.get(at.replace("?", ".json?")).json()
    assert [one["id"] for one in told["series"]] == [kept] and len(told["sources"]) == 1


@pytest.mark.parametrize("name", ["rouble", "refugees-map", "nato-map", "diplomacy", "area-change"])
@pytest.mark.parametrize("more", ["", "?embed=1"])
def test_no_note_sends_the_reader_to_what_is_not_there(client: TestClient, name: str, more: str):
    text = client.get(f"/c/{name}{more}").text
    for words in ("table", "refresh to", "open the chart"):
        assert words not in " ".join(re.findall(r"(?s)<figcaption>.*?</figcaption>", text)).lower()


def named_events(text: str) -> list[str]:
    """The titles in a page's table of events."""
    return re.findall(r"</th><td>([^<]*)</td><td><a ", text)


def test_events_marked_in_a_picture_are_named_with_day_and_source(client: TestClient, real_build: Build):
    at = "/c/key-rate?from=2025-01-01&to=2025-03-31&events=on"
    text = client.get(at).text
    picture = drawn(real_build, View("key-rate", dt.date(2025, 1, 1), dt.date(2025, 3, 31), events=("on",)))
    marks = sorted((row for layer in picture.layers if layer.kind == "marks" for row in layer.rows), key=lambda r: r.x)
    told = [f"{row.x.day} {row.x:%b} {row.x.year}" for row in reversed(marks)]
    assert len(told) > 6 and re.findall(r'<tr><th scope="row">(\d+ \w+ \d{4})</th><td>[^<]*</td><td><a', text) == told
    assert sorted(named_events(unescape(text))) == sorted(
        re.sub(r"^.*?: | \(seen .*$| \(source .*$", "", r.text) for r in marks
    )
    folded = f"<details>\n<summary>The events marked: {len(told)}</summary>"
    assert folded in text
    few = client.get("/c/key-rate?from=2025-02-24&to=2025-02-26&events=on").text
    assert 0 < len(named_events(few)) <= 6 and "<details open>\n<summary>The events marked" in few


@pytest.mark.parametrize("at", ["/c/key-rate?events=off", "/c/key-rate?events=on&embed=1", "/c/refugees-map?events=on"])
def test_no_events_are_named_where_none_are_marked_or_the_page_is_embedded(client: TestClient, at: str):
    assert "The events marked" not in client.get(at).text


def test_a_map_of_beginnings_says_since_when_also_of_one_country(client: TestClient):
    text = client.get("/c/nato-map?pick=SWE").text
    assert '<th scope="col">Since</th>' in text and '<th scope="col">Period</th>' not in text


def test_a_source_of_which_nothing_is_held_is_not_said_to_reach_anywhere(client: TestClient):
    text = client.get("/c/key-rate?asof=2000-01-01").text
    assert "<td>no data held</td>" in text and "Data to </span>no data" not in text
