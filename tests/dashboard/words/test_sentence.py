import datetime as dt
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.address.view import View
from dashboard.chart.layers import period, said
from dashboard.chart.marks import chosen_events
from dashboard.chart.records import ChartInfo
from dashboard.chart.selection import select
from dashboard.record import charts
from dashboard.record.build import Build
from dashboard.views.quoted import quoted
from dashboard.words.sentence import MOST, WORDS, sentence, short_enough
from tests.dashboard.samples import DAY, EVENTS, chart, days, entity, frame, row, series, year
from tests.dashboard.words.test_cite import CLAIM, ESTIMATE, reached

SHARES = series("share", unit="percent_of_gdp", frequency="A", measures="flow", side="none", varies_by="country")
COUNTRIES = tuple(entity(f"C{n}", f"Country {'ABCDEFG'[n]}") for n in range(7))
# With the day on which a figure was first recorded.
LATE = 62


def printed(info: ChartInfo, data: object, view: View | None = None, **changes: object) -> str:
    view = view or View()
    return sentence(info, select(info, data, view), view, reached(info, **changes))


def test_a_partys_claim_says_what_is_counted_by_whom_and_as_of_when() -> None:
    assert printed(chart(CLAIM), days([1000.0, 844_005.0])) == (
        "Casualties (cumulative), “losses”, not defined further, stood at 844,005 by 2 March 2025, according to "
        "the General Staff, a party to the war, as of 22 August 2026."
    )


def test_a_party_that_counts_no_losses_is_not_labelled() -> None:
    rate = series(unit="percent", measures="level", publisher="Bank of Russia", side="Russia")
    text = printed(chart(rate, title="Key rate", subtitle="Per cent a year"), days([21.0]))
    assert text.replace("\u00a0", " ") == (
        "Key rate (per cent a year) stood at 21 % on 1 March 2025, according to the Bank of Russia, "
        "as of 22 August 2026."
    )


def test_the_interval_and_what_is_not_settled_are_said() -> None:
    text = printed(chart(ESTIMATE), days([5.0], series_id="estimate", low=4.0, high=6.0, status="provisional"))
    assert "stood at 5 (4–6), provisional, by 1 March 2025, according to Oryx" in text


def test_members_of_one_publisher_share_what_they_have_in_common() -> None:
    info = chart(SHARES, entities=COUNTRIES[:3], title="Spending", subtitle="Per cent of GDP")
    data = frame(*(year(2024, float(n), series_id="share", entity=f"C{n}") for n in range(3)))
    assert printed(info, data).replace("\u00a0", " ") == (
        "Spending (per cent of GDP): Country A 0 % of GDP, Country B 1 % of GDP and Country C 2 % of GDP in 2024, "
        "according to the General Staff, as of 22 August 2026."
    )


def test_what_is_counted_stands_beside_each_where_it_differs() -> None:
    data = frame(row(DAY(2025, 3, 1), 9.0), row(DAY(2025, 3, 1), 5.0, series_id="estimate"))
    text = printed(chart(CLAIM, ESTIMATE), data)
    assert "claimed by Ukraine 9, “losses”, not defined further, by 1 March 2025, according to the General" in text
    assert "estimate 5, killed, by 1 March 2025, according to Oryx; claimed" in text


def test_a_statement_is_its_speakers_and_its_list_is_named() -> None:
    told = {"parties": (("staff", "a party to the war"),)}
    stated = series(frequency="I", varies_by="publisher", side="none", publisher="A list", **told)
    info = chart(stated, entities=(entity("staff", "Armed Forces of Ukraine"),))
    text = printed(info, frame(row(DAY(2025, 3, 1), 7.0, entity="staff")))
    assert "according to the Armed Forces of Ukraine, a party to the war, by way of a list, as of" in text


def test_transforms_and_divisions_are_said_in_words() -> None:
    text = printed(chart(CLAIM), days([1000.0, 1500.0]), View(transform="per_day"))
    assert text.startswith("Per day, on average since the value before, of: casualties (cumulative), “losses”, not")
    assert "came to 500 on 2 March 2025" in text
    seen_from = printed(chart(CLAIM), days([1000.0, 1500.0]), View(transform="index"))
    assert seen_from.startswith(
        "Index, 1 March 2025 = 100, of: casualties (cumulative), “losses”, not defined further, "
    )
    seen = series("seen", title="Losses seen", publisher="Oryx", side="none", varies_by="country")
    info = chart(CLAIM, seen, divide=True, entities=(entity("RUS", "Russia"),))
    both = frame(row(DAY(2025, 3, 1), 9.0), row(DAY(2025, 3, 1), 3.0, series_id="seen"))
    text = printed(info, both)
    assert text.startswith("Losses claimed, divided by: Losses seen: Russia 3.00\u00a0× on 1 March 2025")
    assert "according to the General Staff, a party to the war, and Oryx, as of 22 August 2026." in text


def test_a_view_as_known_on_a_day_says_so_and_what_was_first_recorded_later_says_that() -> None:
    view = View(asof=DAY(2025, 3, 7))
    assert printed(chart(CLAIM), days([9.0], basis="then"), view).endswith(", as known on 7 March 2025.")
    late = printed(chart(CLAIM), days([9.0], basis="hindsight"), view)
    assert late.endswith("as first recorded by us on 22 August 2026, not as known on 7 March 2025.")
    told = printed(chart(CLAIM), days([9.0], basis="hindsight", recorded=False), view)
    assert told.endswith("as first published on 22 August 2026, not as known on 7 March 2025.")


def test_a_map_names_the_largest_and_counts_the_rest() -> None:
    info = chart(SHARES, entities=COUNTRIES, kind="map", title="Spending", subtitle="Per cent")
    data = frame(*(year(2024, float(n), series_id="share", entity=f"C{n}") for n in range(7)))
    text = printed(info, data).replace("\u00a0", " ")
    assert "): Country G 6 % of GDP, Country F 5 % of GDP, Country E 4 % of GDP and Country D 3 % of GDP in" in text
    assert text.endswith("; the chart shows 3 more.")


def test_parts_are_told_as_common_nouns_and_those_first_that_reach_furthest() -> None:
    drafts = series("planned", unit="bn_rub", frequency="A", measures="flow", varies_by="edition")
    parts = (entity("E0", "Draft of autumn", kind="part"), entity("E1", "Budget law", kind="part"))
    info = chart(drafts, entities=parts, phrase="Amounts planned")
    data = frame(
        row(DAY(2024, 12, 31), 3810.0, series_id="planned", entity="E0"),
        row(DAY(2025, 12, 31), 13500.0, series_id="planned", entity="E1"),
    )
    told = printed(info, data)
    assert told.index("budget law ₽13,500") < told.index("draft of autumn ₽3,810")


def test_a_map_of_beginnings_names_the_newest() -> None:
    joined = series("share", unit="countries", frequency="I", measures="level", steps=True, varies_by="country")
    info = chart(joined, entities=COUNTRIES[:2], kind="map", since=DAY(2022, 2, 24))
    data = frame(*(row(DAY(2020 + 3 * n, 4, 4), 1.0, series_id="share", entity=f"C{n}") for n in range(2)))
    assert "): Country B, since 4 April 2023; Country A, since 4 April 2020, according to" in printed(info, data)


def test_a_timeline_counts_its_events_and_names_the_newest() -> None:
    info, view = chart(kind="timeline", title="Talks", subtitle="Dated events"), View()
    told = sentence(info, select(info, frame(), view), view, [], chosen_events(EVENTS, view, None, None))
    assert told == (
        "Talks: 2 events from 2 March 2025 to 4 March 2025, each with its own source; "
        "the newest: The Commission presents a plan."
    )
    assert sentence(info, select(info, frame(), view), view, []) == "Talks: no data for this view."


def test_no_data_is_said_with_the_sources_that_have_none() -> None:
    text = printed(chart(CLAIM, ESTIMATE), days([1.0]), View(start=DAY(2030, 1, 1), asof=DAY(2031, 1, 1)))
    assert text == (
        "Casualties (cumulative): no data for this view as known on 1 January 2031 in what is held of "
        "the General Staff and Oryx."
    )


@given(
    st.lists(
        st.tuples(st.floats(0, 99, width=16) | st.none(), st.booleans(), st.integers(2001, 2024)),
        min_size=1,
        max_size=7,
    )
)
def test_every_number_is_one_said_of_a_row_shown(drawn: list[tuple[float | None, bool, int]]) -> None:
    info = chart(SHARES, entities=COUNTRIES, title="Spending", subtitle="Per cent")
    rows = [
        year(when, value, series_id="share", entity=f"C{n}", low=1.0 if bounded else None)
        for n, (value, bounded, when) in enumerate(drawn)
    ]
    data = frame(*rows)
    text = printed(info, data)
    members = [(m, one) for m in select(info, data, View()).members for one in m.rows]
    held = [(m, one) for m, one in members if one.value is not None or one.low is not None]
    told = [f"{m.name} {said(one, 'percent_of_gdp')}" for m, one in held]
    shown = [words for words in told if re.search(re.escape(words) + r"(?![\d.])", text)]
    rest = text.replace("22 August 2026", "")
    for words in sorted(shown, key=len, reverse=True):
        rest = rest.replace(words, "")
    for m, one in held:
        rest = rest.replace(f"in {period(one, m)}", "")
    further = re.findall(r"; the chart shows (\d+) more\.$", rest)
    assert re.findall(r"\d+", rest) == further
    if held:
        assert len(shown) <= MOST and len(shown) + sum(map(int, further)) == len(held)
        # No fewer are told than fit.
        assert short_enough(text) or len(shown) == 1


def test_an_index_names_what_is_100_for_each_where_they_differ() -> None:
    late = days([5.0, 10.0], DAY(2025, 4, 1), series_id="estimate")
    text = printed(
        chart(CLAIM, ESTIMATE, phrase="Casualties"), pd.concat([days([1000.0, 1500.0]), late]), View(transform="index")
    )
    assert text.startswith("Index, the first value of each = 100, of: casualties: ")
    assert "estimate 200, killed, 1 April 2025 = 100, on 2 April 2025, according to Oryx" in text
    assert text.endswith("; the chart shows 1 more, from a party to the war.")


@pytest.mark.parametrize(
    ("transform", "words"),
    [
        ("index", "Index of: casualties (cumulative), killed: no index can be computed"),
        (
            "change_year",
            "Change on a year earlier of: casualties (cumulative), killed: no change on a year earlier can be computed",
        ),
    ],
)
def test_a_transform_that_says_nothing_of_the_data_is_not_called_a_lack_of_data(transform: str, words: str) -> None:
    text = printed(chart(ESTIMATE), days([-1.0, 1.0], series_id="estimate"), View(transform=transform))
    assert text.endswith(f"{words} for this view from what is held of Oryx.") and "no data" not in text


def test_each_publisher_of_a_comparison_is_named_once() -> None:
    parts = (CLAIM, ESTIMATE, series("second", label="Second claim", publisher="General Staff", counts="killed"))
    data = frame(*(row(DAY(2025, 3, 1), 9.0, series_id=one.id) for one in parts))
    text = printed(chart(*parts, phrase="Losses"), data)
    assert short_enough(text) and text.count("according to the General Staff") == 1
    assert all(f"{one.label[:1].lower()}{one.label[1:]} 9" in text for one in parts)


def test_where_only_some_fit_it_is_those_that_no_party_speaks_for() -> None:
    data = frame(row(DAY(2025, 3, 2), 9.0), row(DAY(2025, 3, 1), 5.0, series_id="estimate"))
    text = printed(chart(CLAIM, ESTIMATE, phrase=" ".join(["Losses"] * 20)), data)
    assert ": estimate 5, killed, by 1 March 2025, according to Oryx, as of" in text and "General Staff" not in text
    assert text.endswith("; the chart shows 1 more, from a party to the war.")


def test_what_all_names_or_the_publishers_name_say_is_said_once() -> None:
    two = (
        series("seen", label="Tanks: seen in pictures", publisher="Oryx", party=""),
        series("told", label="Tanks: Russia, as told", publisher="Oryx", party=""),
    )
    data = frame(*(row(DAY(2025, 3, 1), 9.0, series_id=one.id) for one in two))
    assert printed(chart(*two, phrase="Tanks lost"), data).startswith(
        "Tanks lost: seen in pictures 9; Russia, as told, 9 by 1 March 2025, according to Oryx, as of"
    )
    own = (series("own", label="Oryx, in pictures", publisher="Oryx", party=""), two[0])
    assert "in pictures 5 by 1 March" in printed(chart(*own), frame(row(DAY(2025, 3, 1), 5.0, series_id="own")))


@pytest.mark.parametrize("asof", [None, DAY(2025, 3, 7)])
def test_every_chart_has_a_sentence_that_a_newspaper_would_print(real_build: Build, asof: dt.date | None) -> None:
    long = {}
    for name in charts.chart_ids(real_build):
        text = quoted(real_build, View(chart=name, asof=asof), DAY(2026, 11, 25), "address").sentence
        # That a record was set back, and what was first recorded by us later, takes words of its own.
        most = LATE if asof else WORDS
        if len(text.split(" ")) > most or text.count("(") > 1 or re.search(r" ,|,,|::|;;|\.\.", text):
            long[name] = text
    assert long == {}
