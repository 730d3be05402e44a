"""The short text of a drawing: every number in it is read back and found in the rows, and there is no other."""

import dataclasses
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.address.view import View
from dashboard.chart.records import ArticleDay
from dashboard.chart.selection import select
from dashboard.record import charts
from dashboard.record.build import Build
from dashboard.record.series import observations
from dashboard.say import say, say_day, say_range
from dashboard.views.pictures import drawn
from dashboard.views.quoted import quoted
from dashboard.words.alt import LONGEST, Credit, alt, short_alt
from etl.vocabulary import UNITS
from tests.dashboard.heard import interval, number, said
from tests.dashboard.heard_alt import parts, read_all
from tests.dashboard.samples import DAY, chart, days, entity, frame, month, row, series, year

ARTICLE = "weakness-2025-03"
TODAY = DAY(2026, 11, 25)


@pytest.mark.parametrize(
    "changes",
    [{}, {"asof": DAY(2025, 3, 7)}, {"transform": "index"}, {"transform": "change_year"}, {"transform": "per_day"}],
    ids=lambda changes: "-".join(map(str, changes.values())) or "latest",
)
def test_every_number_of_every_chart_is_read_back_from_its_text(real_build: Build, changes: dict) -> None:
    told: set[str] = set()
    for name in charts.chart_ids(real_build):
        info, view = charts.chart_info(real_build, name), View(chart=name, article=ARTICLE, **changes)
        if info.kind == "timeline" or (view.transform != "none" and info.kind != "time"):
            continue
        shown = select(info, observations(real_build, name, view.asof), view)
        article = charts.article_day(real_build, ARTICLE, name)
        figures = [value for _, _, value in article.figures] if view.transform == "none" and info.kind != "map" else []
        told |= read_all(alt(info, shown, view, (), article), info, shown, view, figures)
    assert told >= {"change", "highest"}
    if not changes:
        assert told == {"change", "highest", "per cent", "figure", "break", "since"}


def test_a_forecasts_figure_is_told_with_the_day_for_which_it_stands(real_build: Build) -> None:
    told = 0
    for name in charts.chart_ids(real_build):
        article = charts.article_day(real_build, "sample-2026-08", name)
        info, view = charts.chart_info(real_build, name), View(chart=name)
        shown = select(info, observations(real_build, name, None), view)
        text = alt(info, shown, view, (), article)
        for _, label, value in article.figures:
            day = label.partition(": ")[0].removeprefix("The article").replace(", ", " ")
            told += bool(day)
            assert f" the article’s {say(value, shown.unit)}{day}" in text, name
    assert told


def test_a_timelines_text_has_its_count_and_its_ends(real_build: Build) -> None:
    for name in charts.chart_ids(real_build):
        info = charts.chart_info(real_build, name)
        if info.kind == "timeline":
            text = quoted(real_build, View(chart=name), TODAY, "a").description
            shown = [row.x for layer in drawn(real_build, View(chart=name)).layers for row in layer.rows]
            assert text == f"{info.title}: {len(shown)} events from {say_day(min(shown))} to {say_day(max(shown))}."


@pytest.mark.parametrize("changes", [{}, {"asof": DAY(2025, 3, 7)}, {"transform": "index"}], ids=str)
def test_every_description_is_short_and_says_nothing_but_the_alt_text(real_build: Build, changes: dict) -> None:
    for name in charts.chart_ids(real_build):
        view, info = View(chart=name, article=ARTICLE, **changes), charts.chart_info(real_build, name)
        if view.transform != "none" and info.kind != "time":
            continue
        text = quoted(real_build, view, TODAY, "a").description
        assert len(text) <= LONGEST, name
        if info.kind == "timeline":
            continue
        shown = select(info, observations(real_build, name, view.asof), view)
        whole = parts(alt(info, shown, view, (), charts.article_day(real_build, ARTICLE, name)), info)
        told, _, source = text.removesuffix(".").partition(". Source: ")
        publisher = re.split(r", | \(", info.series[0].publisher)[0]
        # Where there is no room for it beside one member, it is left out.
        assert source.startswith(publisher) or (
            not source and len(told) + len(f". Source: {publisher}.") > LONGEST - 30
        )
        *members, day = parts(f"{told}.", info)
        further = re.fullmatch(r"and (\d+) further", members[-1])
        count = int(further[1]) if further else 0
        members = members[: -bool(count) or None]
        assert day.startswith("as known on " if view.asof else "as of "), name
        assert members == whole[: len(members)] or all(
            long.startswith(short) for long, short in zip(whole, members, strict=False)
        )
        assert len(members) + count == max(1, len(shown.members)) and members, name


def test_a_party_to_the_war_is_labelled_where_a_description_names_it(real_build: Build) -> None:
    text = quoted(real_build, View(chart="equipment-claimed-heavy"), TODAY, "a").description
    assert "Source: General Staff of the Armed Forces of Ukraine, a party to the war." in text


UNITS_DRAWN = st.sampled_from(sorted(UNITS))
VALUES = st.one_of(st.floats(-1e7, 1e7), st.integers(0, 10**7).map(float), st.just(0.0))
BOUNDS = st.tuples(st.floats(0, 1e6), st.floats(0, 1e6)).map(sorted)


@st.composite
def rows(draw: st.DrawFn, name: str) -> list[dict]:
    make = draw(st.sampled_from([year, "month", "day"]))
    found = []
    for place in sorted(draw(st.sets(st.integers(1, 12), max_size=6))):
        low, high = draw(BOUNDS) if draw(st.booleans()) else (None, None)
        value = draw(VALUES) if low is None or draw(st.booleans()) else None
        if value is None and draw(st.booleans()):
            high = None
        told = {"entity": name, "low": low, "high": high, "status": draw(st.sampled_from(["final", "provisional"]))}
        if make == "month":
            found.append(month(2025, place, value, **told))
        elif make == "day":
            found.append(row(DAY(2025, 3, place), value, **told))
        else:
            found.append(year(2000 + place, value, **told))
    return found


@given(st.data(), UNITS_DRAWN, st.integers(1, 4), st.booleans(), st.sampled_from(["level", "cumulative"]))
def test_every_number_of_any_drawing_is_read_back(
    data: st.DataObject, unit: str, many: int, broken: bool, measures: str
):
    names = tuple(entity(f"C{n}", f"Country {'ABCD'[n]}") for n in range(many))
    breaks = ((DAY(2025, 3, 5), "Counted anew."),) if broken else ()
    declared = series(unit=unit, frequency="D", measures=measures, varies_by="country", breaks=breaks)
    info = chart(declared, entities=names)
    drawn = frame(*(one for name in names for one in data.draw(rows(name.id))))
    figures = tuple((f"c{n}", "", value) for n, value in enumerate(data.draw(st.lists(VALUES, max_size=2))))
    view = View(asof=DAY(2026, 1, 1)) if data.draw(st.booleans()) else View()
    shown = select(info, drawn, view)
    text = alt(info, shown, view, (), ArticleDay("Weakness", DAY(2025, 3, 7), figures))
    read_all(text, info, shown, view, [value for _, _, value in figures])
    short = short_alt(info, shown, view, (), None, Credit("as of 1 January 2026", ["A", "B, of C"]))
    assert len(short) <= LONGEST or "further" not in short


@given(st.floats(-1e9, 1e9), UNITS_DRAWN, st.booleans())
def test_numbers_in_words_are_heard_as_they_were_said(value: float, unit: str, short: bool) -> None:
    within = number(say(value, unit, short), unit)
    assert abs(within.value - value) <= max(within.within * 1.001, 0.5 if short else 0, abs(value) * 1e-9)


@given(BOUNDS, UNITS_DRAWN, st.booleans())
def test_intervals_in_words_are_heard_as_they_were_said(bounds: list[float], unit: str, short: bool) -> None:
    low, high = bounds[0] + 1000, bounds[1] + 1000
    found = interval(say_range(low, high, unit, short), unit)
    for heard, value in zip(found, (low, high), strict=True):
        assert abs(heard.value - value) <= max(heard.within * 1.001, 0.5)


@pytest.mark.parametrize(
    ("words", "unit", "value", "low", "high"),
    [
        ("1.52 million", "persons", 1_520_000, None, None),
        ("−$3.5 bn", "bn_usd", -3.5, None, None),
        ("14.25 %", "percent", 14.25, None, None),
        ("844,005 (1,336–1,740,579)", "persons", 844_005, 1_336, 1_740_579),
        ("at least 15,000", "persons", None, 15_000, None),
        ("1.3–1.7 million", "persons", None, 1_300_000, 1_700_000),
    ],
)
def test_what_is_heard(words: str, unit: str, value: float, low: float, high: float) -> None:
    heard = said(re.sub(r" (?=bn|%|million)", "\u00a0", words), unit)
    assert tuple(part and part.value for part in heard[:3]) == (value, low, high)


def test_a_number_that_is_not_in_the_rows_is_noticed() -> None:
    info, data = chart(series()), days([5.0, 40.0, 1234.0, 7.0])
    shown = select(info, data, View())
    text = alt(info, shown, View(), (), None)
    read_all(text, info, shown, View(), [])
    for told, wrong in (("from 5", "from 6"), ("up 2", "up 3"), ("1,234", "1,235"), ("4 March", "5 March")):
        with pytest.raises((AssertionError, ValueError)):
            read_all(text.replace(told, wrong), info, shown, View(), [])


@pytest.mark.parametrize(
    ("unit", "values", "words"),
    [
        ("percent", [5.5, 14.0], "up 8.5 points"),
        ("bn_usd", [100.0, 50.0], "down $50 bn (50 %)"),
        ("bn_usd", [-4.0, 50.0], "up $54 bn"),
        ("bn_usd", [0.0, 0.0], "unchanged"),
        ("persons", [1.0, 500.0], "up 499,"),
    ],
)
def test_a_change_is_told_in_its_unit_and_per_cent_where_that_means_something(unit: str, values: list, words: str):
    info = chart(series(unit=unit, measures="level"))
    text = alt(info, select(info, days(values), View()), View(), (), None).replace("\u00a0", " ")
    assert f", {words}" in text and ("(" in words or " %)" not in text)


def test_a_count_that_only_grows_has_no_percentage_and_statements_have_no_change() -> None:
    data, article = days([100.0, 150.0]), ArticleDay("W", DAY(2025, 3, 7), (("c", "The article: 120", 120.0),))
    grows = chart(series())
    assert "up 50, 30 above the article’s 120, highest at the end." in alt(
        grows, select(grows, data, View()), View(), (), article
    )
    stated = chart(dataclasses.replace(series(), varies_by="publisher"), entities=(entity("RUS", "A body"),))
    text = alt(stated, select(stated, data, View()), View(), (), None)
    assert "up" not in text.partition("): ")[2] and "from 100" in text


def test_what_the_title_says_is_not_said_again() -> None:
    rate = series(title="Roubles for one US dollar", label="Roubles for one US dollar", unit="rub_per_usd", side="none")
    info = chart(rate, title="Roubles for one US dollar", subtitle="By day in force")
    shown = select(info, days([32.0, 85.0]), View())
    assert alt(info, shown, View(), (), None).startswith("Roubles for one US dollar: from ₽32.00 (1 March 2025) to ")
    named = chart(rate, title="The rouble")
    assert alt(named, select(named, days([32.0]), View()), View(), (), None) == (
        "The rouble (roubles for one US dollar): Roubles for one US dollar, ₽32.00 (1 March 2025)."
    )
