import datetime as dt
import re
from html import unescape
from pathlib import Path

import pandas as pd
import pytest

from dashboard.address.view import View
from dashboard.parts.source_line import NEAREST, STATEMENTS, notes_html, source_line
from dashboard.record.build import Build
from etl.history import Outcome, Result, Run, append
from etl.store import history_file
from tests.dashboard.samples import ARTICLE, DAY, EVENTS, chart, drawing, entity, frame, row, series
from tests.etl import world

TALKS = chart(kind="timeline")
STATED = series(frequency="I", varies_by="publisher", side="none")
SPEAKERS = (entity("csis", "CSIS & partners"), entity("un", "United Nations"))


def listed(html: str) -> list[str]:
    return re.findall("<li>(.*?)</li>", html)


def test_the_events_nearest_to_the_articles_day_are_told_in_order_of_time() -> None:
    assert listed(notes_html(drawing(TALKS, frame(), View(), ARTICLE, EVENTS))) == [
        "2 March 2025: A meeting in London (seen in a summary only)",
        "4 March 2025: The Commission presents a plan",
    ]
    far = [EVENTS.assign(day=DAY(2024, 1, day), title=f"Long before, {day}") for day in range(1, NEAREST)]
    many = pd.concat([EVENTS, *far])
    found = listed(notes_html(drawing(TALKS, frame(), View(), ARTICLE, many)))
    assert len(found) == NEAREST
    assert found[-1] == "4 March 2025: The Commission presents a plan"
    assert notes_html(drawing(TALKS, frame(), View(), None, EVENTS)) == ""


def test_a_few_statements_are_all_told_each_once() -> None:
    rows = (row(DAY(2025, 3, 2), 5.0, low=4.0, high=6.0, entity="csis"), row(DAY(2025, 3, 1), 7.0, entity="un"))
    drawn = drawing(chart(STATED, entities=SPEAKERS), frame(*rows), View(), ARTICLE)
    assert listed(notes_html(drawn)) == [
        "United Nations, 1 March 2025: 7",
        "CSIS &amp; partners, 2 March 2025: 5 (4–6)",
    ]


def test_many_statements_and_lines_are_left_to_picture_and_table() -> None:
    many = frame(*(row(DAY(2025, 3, day), float(day), entity="un") for day in range(1, STATEMENTS + 2)))
    assert notes_html(drawing(chart(STATED, entities=SPEAKERS), many, View())) == ""
    line = frame(row(DAY(2025, 3, 1), 1.0), row(DAY(2025, 3, 2), 2.0))
    assert notes_html(drawing(chart(series()), line, View())) == ""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """DATA_DIR, in which nothing was refreshed."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    return tmp_path


TODAY = dt.date(2024, 2, 3)
LATE = dt.date(2024, 3, 1)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Build:
    root = world.write(tmp_path_factory.mktemp("lines"))
    steps = {"frequency": "I", "measures": "level", "steps": True}
    for name, day, more in (
        ("alike", "2024-02-01", {}),
        ("behind", "2024-01-30", {}),
        ("over", "2024-01-31", {"ended": {"raw": "2024-01-31"}}),
        ("level", "2024-01-20", steps),
    ):
        world.add_series(root, name, world.row(name, day, 5), label=f"L{name}", **more)
    world.add_series(root, "later", *(world.row("later", f"2024-01-{n}", n, learned="2024-02-10") for n in (29, 30)))
    charts = {
        "later": ["later"],
        "pair": ["count", "alike"],
        "apart": ["count", "alike", "behind"],
        "mixed": ["claimed", "count"],
        "ended": ["over"],
        "steps": ["level"],
        "kept": ["table"],
    }
    world.swap(root, "catalogue/sources/hands.toml", "kept = true", "kept = true\nexpected_every_days = 7")
    world.add(root, "catalogue/charts/losses.toml", "".join(world.chart(n, series=s) for n, s in charts.items()))
    return Build(world.built(root))


def said(made: Build, chart: str, today: dt.date = TODAY) -> list[str]:
    """What the line says of each source, in plain words."""
    (first,) = re.findall("<p>(.*?)</p>", source_line(made, View(chart=chart), today, False))[:1]
    return unescape(re.sub("<[^>]+>", "", first)).split(" · ")


REACH = "data to 1 February 2024, learned 1 February 2024"


def test_series_of_one_source_that_reach_alike_are_told_once(made: Build) -> None:
    assert said(made, "pair") == [f"Counter (research, no side), {REACH}"]


def test_series_of_one_source_that_do_not_reach_alike_are_told_apart(made: Build) -> None:
    assert said(made, "apart") == [
        f"Counter (research, no side), {REACH} (count and Lalike); "
        "data to 30 January 2024, learned 30 January 2024 (Lbehind)"
    ]


def test_every_source_is_told_in_the_order_of_its_series_and_a_party_as_one(made: Build) -> None:
    assert said(made, "mixed") == [
        f"Party (research, Ukraine, a party to the war), {REACH}",
        f"Counter (research, no side), {REACH}",
    ]


def test_newer_data_are_due_where_they_are_old_unless_the_publisher_stopped(made: Build) -> None:
    late = f"Counter (research, no side), {REACH}; newer data are due: never refreshed here"
    assert said(made, "pair", LATE) == [late]
    ended = "Counter (research, no side), data to 31 January 2024, learned 31 January 2024; no longer published"
    assert said(made, "ended", LATE) == said(made, "ended") == [ended]


def test_a_late_source_says_whether_it_was_asked_since(made: Build) -> None:
    """Its data were due by 6 February: rhythm, usual lag and three days after the first."""

    def after(day: int, outcome: str) -> str:
        result = Result("counter", outcome, problem="" if outcome == Outcome.UNCHANGED else "why")
        append(history_file(), Run(dt.datetime(2024, 2, day, 5, 30), "b", "", (result,)))
        (line,) = said(made, "pair", LATE)
        return line.partition(f"{REACH}; ")[2]

    assert after(6, Outcome.UNCHANGED) == "newer data are due: not refreshed since 6 February 2024"
    assert after(7, Outcome.UNCHANGED) == "refreshed on 7 February 2024, and the publisher has nothing newer"
    assert (
        after(8, Outcome.REFUSED) == "newer data are due: refused on 8 February 2024, last refreshed on 7 February 2024"
    )
    assert said(made, "pair") == [f"Counter (research, no side), {REACH}"]
    ended = "Counter (research, no side), data to 31 January 2024, learned 31 January 2024; no longer published"
    assert said(made, "ended", LATE) == [ended]


def test_of_a_table_kept_by_hand_no_refresh_is_told(made: Build, tmp_path: Path) -> None:
    assert said(made, "kept", LATE) == [
        "Hands (research, no side), data to 1 January 2024, learned 2 January 2024; newer data are due"
    ]


def test_what_is_recorded_only_when_it_changes_says_so(made: Build) -> None:
    assert said(made, "steps", dt.date(2024, 1, 22)) == [
        "Counter (research, no side), last change 20 January 2024, learned 20 January 2024"
    ]
    # All that its publisher told reaches to 1 February: that it did not change since is nothing due.
    assert "due" not in said(made, "steps", dt.date(2024, 2, 6))[0]
    assert "newer data are due" in said(made, "steps", dt.date(2024, 2, 7))[0]


def test_the_line_ends_with_a_link_to_the_whole_view_where_one_is_asked_for(made: Build) -> None:
    view = View(chart="pair", events=("war",), periods=True)
    assert '<a href="chart?chart=pair&amp;' in source_line(made, view, TODAY, True)
    assert "events=war&amp;periods=on" in source_line(made, view, TODAY, True)
    assert "Open, adjust, download" not in source_line(made, view, TODAY, False)


def test_a_timeline_says_that_each_event_has_its_own_source(made: Build) -> None:
    assert said(made, "dates") == ["Dated events, gathered by hand, each with its own source."]


def lines(made: Build, chart: str, asof: dt.date) -> str:
    plain = unescape(re.sub("<[^>]+>", " ", source_line(made, View(chart=chart, asof=asof), LATE, False)))
    return " ".join(plain.split())


def test_a_record_set_back_says_how_far_it_reached_then_and_that_nothing_is_due(made: Build) -> None:
    text = lines(made, "pair", DAY(2024, 1, 31))
    assert "data to 31 January 2024, learned 31 January 2024 (count); no data held for 31 January 2024 (Lalike)" in text
    assert "1 February 2024" not in text and "are due" not in text
    assert "newer data are due" in source_line(made, View(chart="pair"), LATE, False)


def test_in_hindsight_it_says_so_instead_of_when_it_was_learned(made: Build) -> None:
    text = lines(made, "later", DAY(2024, 2, 1))
    assert "data to 30 January 2024, as first published on 10 February 2024, not as known then" in text
    assert "learned" not in text


def test_that_a_series_ended_is_told_only_once_it_had(made: Build) -> None:
    assert "no longer published" in lines(made, "ended", DAY(2024, 1, 31))
    assert "no longer published" not in lines(made, "ended", DAY(2024, 1, 30))
    assert "no data held for 30 January 2024" in lines(made, "ended", DAY(2024, 1, 30))
