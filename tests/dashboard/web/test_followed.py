"""Every link of a light page says what all pages follow."""

import re

from starlette.testclient import TestClient


def test_words_lead_to_the_glossary_as_of_the_same_day(client: TestClient):
    for address in ("/c/casualties", "/claim/casualties-850k"):
        links = re.findall(r'href="glossary\?([^"]+)"', client.get(f"{address}?asof=2025-06-01").text)
        assert len(links) > 2 and all(link.endswith("asof=2025-06-01") for link in links)
        assert not any("asof" in link for link in re.findall(r'href="glossary\?([^"]+)"', client.get(address).text))
