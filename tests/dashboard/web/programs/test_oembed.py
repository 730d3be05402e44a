"""Programs are told the frame of every page of ours that may be framed, and nothing of any other."""

import json
import re
from html import unescape
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tests.dashboard.conftest import BASE

RATE = f"{BASE}/c/key-rate"
REQUIRED = {"version", "type", "html", "width", "height"}


def frame(html: str) -> dict[str, str]:
    """The attributes of the frame."""
    (tag,) = re.findall(r"<iframe [^>]*>", html)
    return {name: unescape(value) for name, value in re.findall(r'([a-z]+)="([^"]*)"', tag)}


def asked(client: TestClient, url: str, **more: object) -> dict:
    answer = client.get("/oembed", params={"url": url, **more})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.headers["access-control-allow-origin"] == "*"
    found = answer.json()
    assert found["version"] == "1.0" and found["type"] == "rich" and found.keys() >= REQUIRED
    assert frame(found["html"])["width"] == str(found["width"])
    assert frame(found["html"])["height"] == str(found["height"])
    return found


@pytest.mark.parametrize(
    "address",
    [
        "/c/key-rate?scale=log",
        "/c/series?series=key_rate,brent",
        "/claim/key-rate-21",
        "/claim/key-rate-21?asof=2025-06-01",
    ],
)
def test_a_light_page_names_where_its_frame_is_told(public: TestClient, address: str):
    (link,) = re.findall(r'<link rel="alternate" type="application/json\+oembed"[^>]*>', public.get(address).text)
    href = unescape(re.findall(r'href="([^"]*)"', link)[0])
    assert href.startswith(f"{BASE}/oembed?url=")
    found = public.get(href.removeprefix(BASE)).json()
    src = urlsplit(frame(found["html"])["src"])
    assert f"{src.scheme}://{src.netloc}{src.path}" == f"{BASE}{address.partition('?')[0]}"
    said = parse_qs(src.query, keep_blank_values=True)
    assert said["embed"] == ["1"] and {name: said[name] for name in said if f"{name}=" in address} == parse_qs(
        urlsplit(address).query
    )
    assert public.get(f"{src.path}?{src.query}").status_code == 200


def test_every_address_of_a_view_leads_to_its_frame(public: TestClient):
    first = asked(public, f"{RATE}?from=2022-01-01")
    assert asked(public, f"{BASE}/chart?chart=key-rate&from=2022-01-01") == first
    assert asked(public, f"{RATE}/?from=2022-01-01&embed=1&theme=light") == first
    assert first["title"] == "Bank of Russia key rate" and first["provider_name"] == "Conflict Indicators"
    assert frame(asked(public, f"{RATE}?theme=dark&embed=1")["html"])["src"].endswith("&embed=1&theme=dark")
    assert frame(asked(public, f"{RATE}?theme=pink")["html"])["src"].endswith("&embed=1")


def test_the_limits_are_kept(public: TestClient):
    assert asked(public, RATE)["width"] == 680
    wide, narrow = asked(public, RATE, maxwidth=1200), asked(public, RATE, maxwidth=320)
    assert wide["width"] == 1200 and narrow["width"] == 320 and wide["height"] != narrow["height"]
    assert asked(public, RATE, maxwidth=320, maxheight=300)["height"] == 300
    assert asked(public, RATE, maxwidth=320, maxheight=9000)["height"] == narrow["height"]
    assert wide["thumbnail_url"].startswith(f"{RATE}.png") and "thumbnail_url" not in narrow
    assert "thumbnail_url" not in asked(public, RATE, maxheight=629)


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("", 400, "‘url’ is missing"),
        (f"url={RATE}&maxwidth=wide", 400, "maxwidth"),
        (f"url={RATE}&maxheight=-5", 400, "maxheight"),
        (f"url={RATE}&maxwidth=99", 400, "maxwidth"),
        (f"url={RATE}&format=xml", 501, "json"),
        (f"url={BASE}/c/key-rates", 404, "no chart or claim"),
        (f"url={BASE}/c/key-rate.png", 404, "no chart or claim"),
        (f"url={BASE}/claim/nobody-said-so", 404, "no chart or claim"),
        (f"url={BASE}/chart", 404, "no chart or claim"),
        (f"url={BASE}/losses", 404, "no chart or claim"),
        ("url=https://elsewhere.example.com/c/key-rate", 404, "no chart or claim"),
        (f"url={quote('http://[c/key-rate')}", 404, "no chart or claim"),
    ],
)
def test_what_there_is_not_is_told_as_json(public: TestClient, query: str, status: int, words: str):
    answer = public.get(f"/oembed?{query}")
    assert answer.status_code == status and words in answer.json()["problem"]
    assert answer.headers["access-control-allow-origin"] == "*"


def test_without_a_public_address_no_code_is_made_up(client: TestClient):
    answer = client.get("/oembed?url=http://testserver/c/key-rate", headers={"host": "evil.example.com"})
    assert answer.status_code == 404 and "PUBLIC_URL" in answer.json()["problem"] and "evil" not in answer.text
    assert "json+oembed" not in client.get("/c/key-rate").text


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    url=st.sampled_from([RATE, f"{BASE}/claim/", f"{BASE}/chart?chart=", ""]),
    rest=st.text(max_size=30) | st.sampled_from(['"><script>alert(1)</script>', "?pick=%00", "?from=\x00"]),
    size=st.text(max_size=9),
)
def test_any_question_is_answered(public: TestClient, url: str, rest: str, size: str):
    said = {"url": (url + rest).encode("utf-8", "replace"), "maxwidth": size.encode("utf-8", "replace")}
    answer = public.get("/oembed", params=said)
    assert answer.status_code in (200, 400, 404)
    assert "<script>alert" not in answer.text
    if answer.status_code == 200:
        assert "<script>alert" not in json.loads(answer.text)["html"]
