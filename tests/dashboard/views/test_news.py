"""The news of a chart or of some series: what became known, was revised or withdrawn, day by day, and no other."""

import datetime as dt
import re
from collections.abc import Callable

import defusedxml.ElementTree as ElementTree
import pytest
from starlette.testclient import TestClient

from dashboard.address.view import View
from dashboard.record import charts
from dashboard.record.build import Build, ask
from dashboard.record.related import claims_about
from dashboard.record.shown import chart_of
from dashboard.say import say
from dashboard.views.news import MOST, SHOWN, feed_address, series_entries
from dashboard.web.feed import ATOM, MOST_LINES
from etl.history import Moved, Run
from tests.dashboard.conftest import BASE

LINES = (
    "key_rate",
    "refugees:DEU",
    "casualties_economist",
    "equipment_confirmed_russia:tank",
    "deaths_published_russia",
)


@pytest.mark.parametrize("line", LINES)
def test_each_day_on_which_values_became_known_is_told_once_with_the_newest(real_build: Build, line: str) -> None:
    series, _, entity = line.partition(":")
    rows = ask(
        real_build,
        """SELECT vintage::DATE AS day, count(*) AS many FROM (
               SELECT * FROM observation WHERE series_id = $series AND $entity IN ('', entity)
               QUALIFY row_number() OVER (PARTITION BY entity, period_start, period_end ORDER BY vintage) = 1)
           WHERE status <> 'withdrawn' GROUP BY 1 ORDER BY 1 DESC""",
        series=series,
        entity=entity,
    )
    found = [each for each in series_entries(real_build, (), (line,), BASE) if each.kind == "value"]
    assert [each.updated.date() for each in found] == [row["day"] for row in rows][: len(found)]
    for each, row in zip(found, rows, strict=False):
        more = re.search(r", and ([\d,]+) more$", each.title)
        assert (int(more[1].replace(",", "")) + 1 if more else 1) == row["many"] or SHOWN in each.content
    assert len({each.id for each in found}) == len(found) > 0


def test_the_newest_value_is_told_in_words_and_leads_to_its_chart(real_build: Build) -> None:
    newest = series_entries(real_build, (), ("key_rate",), BASE)[0]
    (row,) = ask(real_build, "SELECT arg_max(value, period_end) AS value FROM latest WHERE series_id = 'key_rate'")
    assert say(row["value"], "percent") in newest.title and newest.title.startswith("Key rate of the Bank of Russia: ")
    assert newest.link == f"{BASE}/c/series?series=key_rate"


def test_changes_are_told_by_day_and_say_what_they_were(real_build: Build) -> None:
    rows = ask(
        real_build,
        """SELECT series_id, vintage::DATE AS day, cause, status = 'withdrawn' AS gone, count(*) AS many FROM revision
           GROUP BY ALL ORDER BY many DESC LIMIT 5""",
    )
    for row in rows:
        found = series_entries(real_build, (), (row["series_id"],), BASE)
        kind = "correction" if row["cause"] == "ours" else "withdrawal" if row["gone"] else "revision"
        told = [each for each in found if each.kind == kind and each.updated.date() == row["day"]]
        assert len(told) == 1 or len(found) == MOST


def test_a_verdict_is_told_where_the_claim_rests_on_a_line(real_build: Build) -> None:
    run = Run(dt.datetime(2026, 11, 25, 5), "b", "", (), (Moved("key-rate-21", "supported", "uncertain"),))
    about = claims_about(real_build, ("key_rate",))
    assert "key-rate-21" in about and "key-rate-21" not in claims_about(real_build, ("brent",))
    kinds: Callable[[str], list[str]] = lambda line: [  # noqa: E731
        each.kind for each in series_entries(real_build, [run], (line,), BASE)
    ]
    assert kinds("key_rate")[0] == "verdict" and "verdict" not in kinds("brent")


def test_values_that_may_only_be_shown_are_in_no_feed(real_build: Build) -> None:
    rows = ask(
        real_build,
        """SELECT DISTINCT series_id FROM observation JOIN series USING (series_id) JOIN source o USING (source_id)
           WHERE o.share = 'shown' ORDER BY 1""",
    )
    assert rows
    for row in rows:
        found = series_entries(real_build, (), (row["series_id"],), BASE)
        assert found and all(SHOWN in each.content for each in found)
        assert all("new value" in each.title or each.kind != "value" for each in found)


def read(answer) -> tuple[dict[str, str], list[str]]:
    root = ElementTree.fromstring(answer.content, forbid_dtd=True)
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{{{ATOM}}}link")}
    return {"title": root.findtext(f"{{{ATOM}}}title"), "id": root.findtext(f"{{{ATOM}}}id"), **links}, [
        each.findtext(f"{{{ATOM}}}title") for each in root.findall(f"{{{ATOM}}}entry")
    ]


def test_a_chart_and_series_have_feeds_of_their_own(public: TestClient) -> None:
    head, titles = read(public.get("/feed.xml?chart=key-rate"))
    assert head["id"] == head["self"] == f"{BASE}/feed.xml?chart=key-rate"
    assert head["title"] == "Bank of Russia key rate: what changed" and head["alternate"] == f"{BASE}/c/key-rate"
    assert titles and all("Key rate" in title or "erdict" in title for title in titles)
    head, titles = read(public.get("/feed.xml?series=brent,refugees:DEU"))
    assert head["id"] == f"{BASE}/feed.xml?series=brent,refugees:DEU"
    assert any("Germany" in title for title in titles) and any("Brent" in title for title in titles)
    assert not any("Poland" in title for title in titles)
    assert read(public.get("/feed.xml?series=brent&series=refugees:DEU"))[0] == head
    assert read(public.get("/feed.xml?series=refugees"))[1]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("chart=key-rat", "There is no chart ‘key-rat’; did you mean ‘key-rate’"),
        ("series=key_rat", "There is no series ‘key_rat’; did you mean ‘key_rate’"),
        ("series=refugees:ATLANTIS", "Series ‘refugees’ has no ‘ATLANTIS’."),
        ("series=brent:x", "Series ‘brent’ has no ‘x’."),
        ("chart=diplomacy", "‘diplomacy’ shows events, which have no feed."),
        ("chart=key-rate&series=brent", "of one ‘chart’ or of ‘series’, not of both"),
        (
            f"series={','.join(f'refugees:{name}' for name in range(20))}",
            f"at most {MOST_LINES} series",
        ),
    ],
)
def test_what_there_is_not_is_named(public: TestClient, asked: str, words: str) -> None:
    answer = public.get(f"/feed.xml?{asked}")
    assert (
        answer.status_code == 404 and words in answer.text and answer.headers["content-type"].startswith("text/plain")
    )


def test_what_says_nothing_of_a_feed_is_passed_over_and_named(public: TestClient) -> None:
    answer = public.get("/feed.xml?colour=red&utm_source=x")
    assert answer.status_code == 200 and "colour" in answer.headers["x-ignored"]


def test_pages_lead_to_the_feed_of_what_they_show(public: TestClient, real_build: Build) -> None:
    line = '<link rel="alternate" type="application/atom+xml" title="{}: what changed" href="{}">'
    text = public.get("/c/key-rate").text
    assert line.format("Bank of Russia key rate", f"{BASE}/feed.xml?chart=key-rate") in text
    assert f'<a href="{BASE}/feed.xml?chart=key-rate">As a feed' in text
    assert f"{BASE}/feed.xml?series=key_rate,brent" in public.get("/c/series?series=key_rate,brent").text
    assert "feed.xml?" not in public.get("/c/diplomacy").text
    for name in charts.chart_ids(real_build):
        info = chart_of(real_build, View(chart=name))
        assert feed_address(info, View(chart=name)) == (f"feed.xml?chart={name}" if info.series else "")
