"""Pages for the frames of others: who may frame them, in which colours, and what they say."""

import pytest
from starlette.testclient import TestClient

from dashboard.draw.palette import DARK, LIGHT

THEMED = {"none": "", "light": "&theme=light", "dark": "&theme=dark", "auto": "&theme=auto"}


@pytest.mark.parametrize(
    ("address", "framed"),
    [
        ("/c/key-rate", False),
        ("/c/key-rate?embed=0", False),
        ("/c/key-rate?embed=2", False),
        ("/c/key-rate?embed=1", True),
        ("/claim/key-rate-21", False),
        ("/claim/key-rate-21?embed=1", True),
    ],
)
def test_only_embedded_views_may_be_framed(client: TestClient, address: str, framed: bool):
    answer = client.get(address)
    policy = answer.headers["content-security-policy"]
    # Any source that a policy could name would leave out saved files and sandboxed frames.
    assert ("frame-ancestors" not in policy) if framed else policy.endswith("frame-ancestors 'none'")
    assert "default-src 'none'" in policy and "script-src 'sha256-" in policy
    assert "x-frame-options" not in answer.headers


def test_an_embed_that_is_not_understood_is_named(client: TestClient):
    assert "‘embed=2’ was ignored" in client.get("/c/key-rate?embed=2").text
    assert "was ignored" not in client.get("/c/key-rate?embed=0").text
    assert "‘theme=pink’ was ignored" in client.get("/claim/key-rate-21?embed=1&theme=pink").text
    assert "was ignored" not in client.get("/c/key-rate?embed=1&theme=dark").text


@pytest.mark.parametrize("name", ["c/key-rate", "claim/key-rate-21"])
def test_a_frame_is_light_unless_it_is_asked_for_otherwise(client: TestClient, name: str):
    texts = {theme: client.get(f"/{name}?embed=1{asked}").text for theme, asked in THEMED.items()}
    assert texts["none"] == texts["light"].replace("&theme=light", "")
    assert f"--c-page:{DARK.page}" not in texts["light"] and f"--c-page:{LIGHT.page}" in texts["light"]
    # What follows the scheme by itself is told which.
    assert "color-scheme:light}" in texts["light"] and "color-scheme:dark" not in texts["light"]
    assert f"@media screen{{:root{{--c-page:{DARK.page}" in texts["dark"]
    assert f"@media screen and (prefers-color-scheme: dark){{:root{{--c-page:{DARK.page}" in texts["auto"]


def test_the_claim_in_a_frame_has_its_verdict_reason_chart_and_link(client: TestClient):
    text = client.get("/claim/key-rate-21?embed=1&asof=2025-06-01").text
    assert "✓ Supported" in text and "ci-supported" in text and "As known on 1 June 2025" in text
    assert text.count("<svg") == 3 and "Bank of Russia" in text and 'href="claim/key-rate-21?asof=2025-06-01"' in text
    bare = client.get("/claim/kremlin-desperate?embed=1").text
    assert "<svg" not in bare and "Not checkable" in bare and "ci-source" not in bare.partition("<body")[2]
