import datetime as dt
from urllib.parse import parse_qs, urlsplit

import pytest

from dashboard import settings
from dashboard.parts.report import ASKED, report

WHAT, PAGE, BUILD = "Losses & “more” 5 %", "https://example.org/c/counts?from=2024-01-01", "20240206T060000Z-1"


def made(monkeypatch: pytest.MonkeyPatch, target: str, asof: dt.date | None = None):
    monkeypatch.setenv("REPORT_TO", target)
    return report(WHAT, PAGE, BUILD, asof)


@pytest.mark.parametrize(
    ("target", "title", "expected"),
    [
        ("https://tracker.example.org/new", "title", "https://tracker.example.org/new"),
        ("https://tracker.example.org/new?labels=data", "title", "https://tracker.example.org/new"),
        ("mailto:desk@example.org", "subject", "mailto:desk@example.org"),
    ],
)
def test_a_report_begins_with_all_that_is_known(
    monkeypatch: pytest.MonkeyPatch, target: str, title: str, expected: str
) -> None:
    found = made(monkeypatch, target, dt.date(2025, 3, 7))
    parts = urlsplit(found.link)
    # A mail program takes a plus sign for one.
    asked = parse_qs(parts.query.replace("+", "%2B") if "mailto" in target else parts.query)
    assert found.link.partition("?")[0] == expected and asked[title] == [WHAT]
    (body,) = asked["body"]
    assert body.startswith(ASKED) and body.endswith(found.text)
    assert found.text.splitlines() == [WHAT, PAGE, f"Build {BUILD}, the record of 7 March 2025"]
    if "labels" in target:
        assert asked["labels"] == ["data"]


def test_where_nobody_is_named_there_are_the_lines_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    found = made(monkeypatch, " ")
    assert found.link == "" and found.text.endswith("the newest record")


@pytest.mark.parametrize("target", ["desk@example.org", "javascript:alert(1)", "ftp://x"])
def test_an_address_that_leads_nowhere_is_refused_with_its_remedy(monkeypatch: pytest.MonkeyPatch, target: str) -> None:
    monkeypatch.setenv("REPORT_TO", target)
    with pytest.raises(ValueError, match="give an address that begins with https:// or mailto:"):
        settings.report_to()
