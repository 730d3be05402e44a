"""What is wrong is told from the page on which it was seen."""

from html import unescape

from starlette.testclient import TestClient

from tests.dashboard.conftest import BASE


def test_an_error_can_be_told_from_a_charts_and_a_claims_page(public: TestClient):
    chart = unescape(public.get("/c/key-rate?asof=2025-03-07").text)
    claim = unescape(public.get("/claim/key-rate-21?asof=2025-03-07").text)
    for text, address in ((chart, f"{BASE}/c/key-rate?"), (claim, f"{BASE}/claim/key-rate-21?")):
        lines = text.partition('id="wrong"')[2].partition("<pre>")[2].partition("</pre>")[0].splitlines()
        assert lines[1].startswith(address) and "asof=2025-03-07" in lines[1]
        assert lines[2].startswith("Build 2") and lines[2].endswith("the record of 7 March 2025")
