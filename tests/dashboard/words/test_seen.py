"""The line under a chart's title: every number in it is held, who speaks is named, nothing is compared amiss."""

import dataclasses
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.address.view import View
from dashboard.chart.leading import leading, numbered
from dashboard.chart.records import ArticleDay
from dashboard.chart.selection import select
from dashboard.record import charts
from dashboard.record.build import Build
from dashboard.say import say, say_range
from dashboard.views.pictures import drawn, selected
from dashboard.words.seen import seen
from tests.dashboard.chart.test_drawing import CASES
from tests.dashboard.samples import ARTICLE, DAY, chart, days, drawing, entity, frame, month, row, series, year

WEAKNESS = "weakness-2025-03"
NUMBER = re.compile(r"[\d][\d,.]*\d|\d")
RATE = chart(series(unit="percent", measures="level", steps=True, side="none"), title="Key rate")


def line(info, data, article: ArticleDay | None = ARTICLE) -> str:
    view = View()
    return seen(info, select(info, data, view), view, (), article)


@pytest.mark.parametrize(
    "changes",
    [{}, {"article": ""}, {"asof": DAY(2025, 3, 7)}, {"transform": "change_year"}, {"transform": "index"}],
    ids=lambda changes: "-".join(map(str, changes.values())) or "latest",
)
def test_every_number_under_every_chart_is_held(real_build: Build, changes: dict) -> None:
    told = 0
    for name in charts.chart_ids(real_build):
        view, kind = View(**({"chart": name, "article": WEAKNESS} | changes)), charts.chart_info(real_build, name).kind
        if kind == "timeline" or (kind != "time" and "transform" in changes):
            continue
        shown, unit = drawn(real_build, view).seen, selected(real_build, view).unit
        held = " ".join(
            " ".join([member.name, say(row.value, unit), say_range(row.low, row.high, unit)])
            + f" {row.start.year} {row.end.year} {row.start.day} {row.end.day}"
            for member in selected(real_build, view).members
            for row in member.rows
        )
        assert set(NUMBER.findall(shown)) <= set(NUMBER.findall(held)) | {"7", "2025"}, (name, shown)
        told += bool(shown)
    assert told > 50 or changes.get("transform")


def test_a_party_to_the_war_is_named_as_one_wherever_its_count_leads(real_build: Build) -> None:
    told = 0
    for name in charts.chart_ids(real_build):
        view = View(chart=name, article=WEAKNESS)
        member = leading(selected(real_build, view).members, charts.article_shown(real_build, view))
        if member and member.series.party:
            assert member.series.party in drawn(real_build, view).seen, name
            told += 1
    assert told > 5


@given(st.lists(st.floats(0, 30).map(lambda n: round(n, 2)), min_size=2, max_size=30))
def test_the_newest_and_the_articles_day_are_told(values: list[float]) -> None:
    text = line(RATE, days(values))
    day = f"{values[-1]:.2f}".rstrip("0").rstrip(".")
    assert text.startswith(f"{day}\u00a0% on ")
    if len(values) > 7:
        assert text.endswith(f" {say(values[6], 'percent')} when the article appeared")


@pytest.mark.parametrize(
    ("data", "article", "words"),
    [
        (days([20.0, 21.0]), None, "21 % on 2 March 2025, 20 % on 1 March 2025"),
        (days([21.0], DAY(2025, 3, 7)), ARTICLE, "21 % on 7 March 2025"),
        (
            frame(month(2025, 2, 5.0), month(2025, 3, 6.0), month(2025, 4, 7.0, status="provisional")),
            ARTICLE,
            "7 % in April 2025 (provisional); 6 % in March 2025, when the article appeared",
        ),
        (
            frame(year(2023, 5.0), row(DAY(2025, 12, 31), None, start=DAY(2025, 1, 1), low=6.0)),
            None,
            "at least 6 % in 2025, 5 % in 2023",
        ),
        (frame(), ARTICLE, ""),
    ],
)
def test_a_line_in_words(data, article: ArticleDay | None, words: str) -> None:
    monthly = len(data) == 3
    frequency = "M" if monthly else "A" if len(data) == 2 and article is None and data.iloc[0].value == 5.0 else "D"
    info = chart(series(unit="percent", measures="level", steps=frequency == "D", side="none", frequency=frequency))
    assert line(info, data, article=article).replace("\u00a0", " ") == words


def test_values_across_a_break_are_not_set_beside_each_other() -> None:
    broken = dataclasses.replace(RATE.series[0], breaks=((DAY(2025, 3, 2), "Counted anew"),))
    assert line(dataclasses.replace(RATE, series=(broken,)), days([20.0, 21.0]), article=None).count("%") == 1


def test_statements_are_told_with_who_made_them_and_no_first_one() -> None:
    published = chart(
        series("p", varies_by="publisher", frequency="I", side="none"),
        entities=(entity("nato", "NATO"), entity("staff", "General Staff")),
    )
    rows = [
        row(DAY(2025, 3, 1), 5.0, series_id="p", entity="staff"),
        row(DAY(2025, 3, 9), None, low=6.0, series_id="p", entity="nato"),
    ]
    assert line(published, frame(*rows), article=None) == "NATO: at least 6 by 9 March 2025"
    both = "NATO: at least 6 by 9 March 2025; General Staff: 5 by 1 March 2025, the last before the article appeared"
    assert line(published, frame(*rows)) == both


def test_bars_and_maps_tell_who_has_most() -> None:
    spending = drawing(*CASES["spending-one-year"]).seen.replace("\u00a0", " ")
    assert spending == "Most: Germany, €60 bn (€55–66 bn); least: France, €45 bn (2024)"
    assert drawing(*CASES["hosts"]).seen == "Most: Germany, 1,200,000, provisional (2024)"


def test_the_article_names_the_line_that_leads() -> None:
    info, data, view = CASES["fund"]
    members = select(info, data, view).members
    about = dataclasses.replace(ARTICLE, measured=(("claim", "liquid", "RUS"),))
    first, second = leading(members, ARTICLE), leading(members, about)
    assert first and second and (first.id, second.id) == ("total", "liquid")
    claimed = [dataclasses.replace(m, series=dataclasses.replace(m.series, party="a party")) for m in members]
    assert leading([claimed[0], members[1]], None) is members[1]
    assert leading(claimed, None) is claimed[0] and leading([], ARTICLE) is None
    assert all(numbered(member) for member in members)
