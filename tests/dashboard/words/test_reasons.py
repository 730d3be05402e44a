import datetime as dt
from dataclasses import replace

import pytest

from dashboard.record.claims import ClaimRecord, Verdict
from dashboard.record.findings import Finding, NewestRow
from dashboard.words.reasons import (
    because,
    explanation,
    finding,
    headline,
    sensitivity,
    since_value,
    then_value,
)
from tests.dashboard.samples import blank

INFINITY = float("inf")


def found(**changes: object) -> Finding:
    """One finding: an estimate of 844,005 against a limit of 845,000, its interval on both sides."""
    row = {
        "kind": "series",
        "label": "The Economist’s estimate",
        "series_id": "casualties_economist",
        "statistic": "value",
        "decides": True,
        "outcome": "uncertain",
        "trouble": "",
        "value": 844_005.0,
        "lo": 744_688.0,
        "hi": 956_568.0,
        "unit": "persons",
        "level": 844_005.0,
        "level_lo": 744_688.0,
        "level_hi": 956_568.0,
        "level_unit": "persons",
        "limit_low": 845_000.0,
        "period_start": dt.date(2025, 3, 7),
        "period_end": dt.date(2025, 3, 7),
        "frequency": "D",
        "known_basis": "then",
        "who": "The Economist",
        "ordinal": 0,
    }
    return blank(Finding, row | changes)


def claim(**changes: object) -> ClaimRecord:
    record = {
        "id": "claim",
        "article_id": "article",
        "published": dt.date(2025, 3, 7),
        "statement": "A statement",
        "figure": "",
        "stated": None,
        "unit": "",
        "counts": "",
        "chart_id": "",
        "untested": "",
        "resolves_on": None,
        "then": Verdict("uncertain", "interval"),
        "now": Verdict("uncertain", "interval"),
        "shifted": {},
        "found_then": (found(),),
        "found_now": (found(),),
        "since": {},
    }
    return ClaimRecord(**(record | changes))


def test_then_and_now_are_told_apart_only_where_they_differ():
    agree = claim()
    assert headline(agree.then, agree.now) == "Uncertain" and "Then:" not in explanation(agree)
    moved = claim(then=Verdict("not checkable", "no data"), found_then=(found(outcome="no data", trouble="too old"),))
    assert headline(moved.then, moved.now) == "Then not checkable, now uncertain"
    assert explanation(moved).startswith("Then: None found in the sources held. The Economist’s estimate: too old")


@pytest.mark.parametrize(
    ("reason", "rows", "words"),
    [
        ("interval", [found()], "lies on both sides of the limit. The Economist’s estimate: 844,005 (744,688–956,568)"),
        ("party", [found(outcome="holds")], "Only a party to the war"),
        ("unverified", [found(outcome="holds")], "not verified"),
        (
            "definitions",
            [found(outcome="holds", label="Liquid"), found(outcome="fails", label="Whole")],
            "It fails: Whole",
        ),
        ("sources", [found(outcome="holds", label="UK"), found(outcome="fails", label="IISS")], "It holds: UK"),
        ("windows", [found(outcome="holds"), found(outcome="fails")], "It depends on the window"),
        ("no data", [found(outcome="no data", trouble="across a break")], "the way of counting changed"),
    ],
)
def test_every_reason_has_its_sentence(reason: str, rows: list[Finding], words: str):
    assert words in because(Verdict("any", reason), tuple(rows))


def test_an_unknown_reason_is_an_error_and_no_empty_sentence():
    with pytest.raises(KeyError):
        because(Verdict("supported", "hearsay"), (found(),))


def test_what_does_not_decide_is_not_in_the_sentence():
    rows = (found(outcome="holds", label="Counted"), found(outcome="fails", label="Aside", decides=False))
    assert "Aside" not in because(Verdict("supported", ""), rows)


def test_an_order_of_events_says_how_far_apart_they_are():
    row = found(
        kind="order",
        event_title="An offer",
        event_day=dt.date(2025, 3, 4),
        then_title="The words",
        then_day=dt.date(2025, 2, 7),
    )
    assert finding(row) == "An offer (4 March 2025); The words (7 February 2025), 25 days earlier"
    assert finding(replace(row, then_day=dt.date(2025, 3, 5))).endswith("the day after")
    assert finding(replace(row, then_day=dt.date(2025, 3, 4))).endswith("the same day")


def test_a_change_is_told_with_where_it_came_from():
    row = found(statistic="change_pct", value=-29.5, lo=-29.5, hi=-29.5, unit="percent")
    row = replace(row, level=38.7, base_value=54.9, level_unit="bn_usd", label="Liquid part")
    assert finding(row).replace("\u00a0", " ") == "Liquid part: −29.5 % (from $54.9 bn to $38.7 bn)"


def test_an_open_end_is_said_and_never_printed_as_infinity():
    row = found(value=None, lo=700_000.0, hi=INFINITY, label="Pentagon")
    assert finding(row) == "Pentagon: at least 700,000 (7 March 2025)"


def test_whether_the_day_matters_is_said_for_both_bases_at_once_where_they_agree():
    same = {(basis, days): Verdict("uncertain", "") for basis in ("then", "now") for days in (-7, 7)}
    assert sensitivity(claim(shifted=same)).startswith("The same")
    moved = same | {("then", -7): Verdict("not checkable", ""), ("now", -7): Verdict("not checkable", "")}
    assert sensitivity(claim(shifted=moved)).endswith("7 days earlier: not checkable.")
    moved = same | {("then", 7): Verdict("supported", "")}
    assert sensitivity(claim(shifted=moved)).endswith("7 days later: supported (as known then).")


def test_a_cards_value_says_who_and_whether_that_is_a_party_or_hindsight():
    value, note = then_value(claim(found_then=(found(party="repeating a party to the war", who="UK"),)))
    assert value == "844,005" and "UK, repeating a party to the war" in note
    _, note = then_value(claim(found_then=(found(known_basis="hindsight", recorded=True),)))
    assert "as first recorded by us, not as known then" in note
    assert then_value(claim(found_then=(found(trouble="too old"),))) == ("no data", "")


def test_where_only_the_articles_figure_was_compared_the_card_says_with_what():
    figures = {"kind": "comparison", "series_id": "", "figure": 850_000.0, "who": "An archive", "label": "Killed"}
    old = found(**figures, value=850_000.0, than_lo=382_860.0, than_hi=420_591.0, outcome="holds")
    value, note = then_value(claim(found_then=(found(trouble="nothing held", value=None), old)))
    assert value == "382,860–420,591" and note == "Killed: what 850,000 is compared with; An archive"
    late = replace(old, known_basis="hindsight", recorded=True)
    _, note = then_value(claim(found_then=(late,)))
    assert note.endswith("is compared with; An archive; as first recorded by us, not as known then")
    # A series that speaks comes first.
    assert then_value(claim(found_then=(old, found())))[0] == "844,005"


def test_a_ratio_a_rank_and_a_window_are_told_in_words():
    rate = {"label": "Rate", "unit": "times", "level_unit": "percent", "lo": 1.3125, "hi": 1.3125, "value": 1.3125}
    rate |= {"statistic": "ratio", "level": 21.0, "level_lo": 21.0, "level_hi": 21.0, "base_value": 16.0}
    assert finding(found(**rate, over_months=12)) == "Rate: 1.31\u00a0× (from 16\u00a0% to 21\u00a0%)"
    value, note = then_value(claim(found_then=(found(**rate, over_months=12),)))
    assert value == "21\u00a0%" and note.startswith("1.31\u00a0× in 12 months")
    pair = {"kind": "comparison", "statistic": "ratio", "than_lo": 100.0, "than_hi": 100.0, "lo": 3.0, "hi": 3.0}
    said = finding(found(**pair, label="Both", value=300.0, level_lo=300.0, level_hi=300.0))
    assert said == "Both: 3.00\u00a0× (300 against 100)"
    rank = {"statistic": "rank_least", "unit": "rank", "value": 1, "lo": 1, "hi": 1, "since_day": dt.date(2019, 1, 1)}
    assert finding(found(**rank, label="Fund")) == "Fund: no.\u00a01, with 844,005 (7 March 2025)"
    assert then_value(claim(found_then=(found(**rank, level_lo=844_005.0, level_hi=844_005.0),)))[1].startswith(
        "no.\u00a01 since 1 January 2019"
    )
    mean = {"statistic": "mean", "period_start": dt.date(2024, 4, 1), "period_end": dt.date(2025, 3, 31)}
    assert "(1 April 2024 to 31 March 2025)" in finding(found(**mean, frequency="M"))


def test_what_speaks_against_an_event_is_told_with_its_day():
    against = {"kind": "against", "event_title": "A denial", "event_day": dt.date(2025, 3, 12)}
    assert finding(found(**against, outcome="fails")) == "A denial (12 March 2025)"
    later = found(**against, outcome="no data", trouble="not yet")
    assert finding(later) == "A denial (12 March 2025): had not happened yet"


def test_a_supported_attribution_names_who_states_otherwise():
    rows = (found(outcome="holds", label="A"), found(outcome="fails", label="B"))
    assert because(Verdict("supported", ""), rows).startswith("A: ")
    assert ". That another states otherwise does not contradict that this was said: B: " in because(
        Verdict("supported", ""), rows
    )


def test_what_had_not_happened_a_week_earlier_is_no_dependence_on_the_day():
    own = Verdict("supported", "")
    same = {(basis, days): own for basis in ("then", "now") for days in (-7, 7)}
    early = same | {(basis, -7): Verdict("not checkable", "not yet") for basis in ("then", "now")}
    said = sensitivity(claim(then=own, now=own, shifted=early))
    assert said == "7 days earlier, what it rests on had not happened yet. 7 days later it is the same."
    moved = early | {(basis, 7): Verdict("disputed", "sources") for basis in ("then", "now")}
    assert sensitivity(claim(then=own, now=own, shifted=moved)) == (
        "It depends on the day of publication. 7 days later: disputed. "
        "7 days earlier, what it rests on had not happened yet."
    )


FELL = {"statistic": "change_pct", "value": -29.5, "lo": -29.5, "hi": -29.5, "unit": "percent", "over_months": 12}
FELL |= {"level": 38.7, "level_lo": 38.7, "level_hi": 38.7, "base_value": 54.9, "level_unit": "bn_usd"}
COMPARED = {"kind": "comparison", "than_lo": 382_860.0, "than_hi": 420_591.0, "lo": -241_345.0, "hi": -77_493.0}
COMPARED |= {"value": 233_957.0, "level": 233_957.0, "level_lo": 179_246.0, "level_hi": 305_367.0}


@pytest.mark.parametrize(
    "row",
    [{}, FELL, COMPARED, {"statistic": "first_reached", "reached_on": dt.date(2025, 2, 24)}, {"trouble": "not due"}],
)
@pytest.mark.parametrize(("recorded", "first"), [(True, "recorded by us"), (False, "published")])
def test_what_was_learned_only_later_says_so_on_the_card_and_in_every_sentence(row: dict, recorded: bool, first: str):
    late, known = found(**row, known_basis="hindsight", recorded=recorded), found(**row)
    words = f"as first {first}, not as known then"
    assert finding(late) == f"{finding(known)}, {words}"
    assert words in then_value(claim(found_then=(late,)))[1] and words not in finding(known)
    assert words not in then_value(claim(found_then=(known,)))[1]


def test_where_nothing_is_held_there_is_no_hindsight_either():
    assert finding(found(trouble="too old", known_basis="hindsight")).endswith("too old to speak about that day")


def test_an_estimate_keeps_its_interval_in_a_comparison():
    words = "The Economist’s estimate: 233,957 (179,246–305,367) against 382,860–420,591"
    assert finding(found(**COMPARED)) == words
    value, note = then_value(claim(found_then=(found(**COMPARED),)))
    assert value == "233,957" and note.startswith("179,246–305,367; ")
    typed = found(**COMPARED | {"value": 850_000.0, "level": None, "level_lo": None, "level_hi": None})
    assert finding(typed) == "The Economist’s estimate: 850,000 against 382,860–420,591"


def test_a_change_says_over_which_time_and_its_level_keeps_its_interval():
    wide = found(**FELL | {"level_lo": 30.0, "level_hi": 40.0, "lo": -45.0, "hi": -27.0})
    value, note = then_value(claim(found_then=(wide,)))
    told = f"{value}; {note}".replace("\u00a0", " ")
    assert told == "$38.7 bn; $30–40 bn; −29.5 % (−45 % to −27 %) in 12 months; The Economist; 7 March 2025"
    since = found(**FELL | {"over_months": None, "since_day": dt.date(2026, 5, 31)})
    assert "−29.5\u00a0% since 31 May 2026; " in then_value(claim(found_then=(since,)))[1]


def test_the_newest_value_is_rounded_as_the_others_beside_it_and_keeps_its_interval():
    day = dt.date(2026, 8, 21)
    newest = NewestRow("claim", 0, day, day, "persons", "D", 1_524_946.0, 1_336_026.0, 1_740_579.0)
    told = since_value(claim(since={0: newest}))
    assert told == ("1,524,946", "1,336,026–1,740,579; 21 August 2026")
    least = replace(newest, value=None, high=None)
    assert since_value(claim(since={0: least})) == ("at least 1,336,026", "21 August 2026")
