import datetime as dt

import pytest

from dashboard.evidence import ClaimRecord, Verdict
from dashboard.reasons import because, explanation, finding, flips_at, headline, sensitivity, then_value, values

INFINITY = float("inf")


def found(**changes: object) -> dict:
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
        "level_unit": "persons",
        "base_value": None,
        "over_months": None,
        "than_lo": None,
        "than_hi": None,
        "limit_low": 845_000.0,
        "limit_high": None,
        "reached_on": None,
        "period_start": dt.date(2025, 3, 7),
        "period_end": dt.date(2025, 3, 7),
        "frequency": "D",
        "known_basis": "then",
        "party": False,
        "who": "The Economist",
        "repeats": "",
        "ordinal": 0,
        "at_day": None,
        "event_title": None,
        "event_day": None,
        "then_title": None,
        "then_day": None,
    }
    return row | changes


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
def test_every_reason_has_its_sentence(reason: str, rows: list[dict], words: str):
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
    assert finding(row) == "An offer (4 Mar 2025); The words (7 Feb 2025), 25 days earlier"
    assert finding(row | {"then_day": dt.date(2025, 3, 5)}).endswith("the day after")
    assert finding(row | {"then_day": dt.date(2025, 3, 4)}).endswith("the same day")


def test_a_change_is_told_with_where_it_came_from():
    row = found(statistic="change_pct", value=-29.5, lo=-29.5, hi=-29.5, unit="percent")
    row |= {"level": 38.7, "base_value": 54.9, "level_unit": "bn_usd", "label": "Liquid part"}
    assert finding(row).replace("\u00a0", " ") == "Liquid part: −29.5 % (from $54.9 bn to $38.7 bn)"


def test_an_open_end_is_said_and_never_printed_as_infinity():
    row = found(value=None, lo=700_000.0, hi=INFINITY, label="Pentagon")
    assert finding(row) == "Pentagon: at least 700,000 (7 March 2025)"


def test_the_value_at_which_the_outcome_flips_is_the_nearest_limit():
    assert "845,000" in flips_at(claim())
    assert "21.5" in flips_at(claim(found_now=(found(value=21.4, limit_low=20.5, limit_high=21.5, unit="percent"),)))
    compared = found(
        kind="comparison", outcome="fails", value=850_000.0, than_lo=1_072_283.0, than_hi=1_196_034.0, limit_low=0.0
    )
    assert "1,072,283" in flips_at(claim(found_now=(compared,)))
    assert flips_at(claim(found_now=(found(kind="event", limit_low=None),))) == ""


def test_whether_the_day_matters_is_said_for_both_bases_at_once_where_they_agree():
    same = {(basis, days): Verdict("uncertain", "") for basis in ("then", "now") for days in (-7, 7)}
    assert sensitivity(claim(shifted=same)).startswith("The same")
    moved = same | {("then", -7): Verdict("not checkable", ""), ("now", -7): Verdict("not checkable", "")}
    assert sensitivity(claim(shifted=moved)).endswith("7 days earlier: not checkable.")
    moved = same | {("then", 7): Verdict("supported", "")}
    assert sensitivity(claim(shifted=moved)).endswith("7 days later: supported (as known then).")


def test_a_cards_value_says_who_and_whether_that_is_a_party_or_hindsight():
    value, note = then_value(claim(found_then=(found(party=True, repeats="the General Staff", who="UK"),)))
    assert value == "844,005" and "UK, repeating a party to the war" in note
    _, note = then_value(claim(found_then=(found(known_basis="hindsight"),)))
    assert "as first recorded by us, not as known then" in note
    assert then_value(claim(found_then=(found(trouble="too old"),))) == ("no data", "")


def awaiting(**changes: object) -> dict:
    day = dt.date(2027, 1, 1)
    return found(**({"outcome": "not due", "trouble": "not due", "at_day": day, "label": "Key rate"} | changes))


def forecast(now: Verdict, row: dict) -> ClaimRecord:
    newest = {"value": 900_000.0, "unit": "persons", "frequency": "D"}
    newest |= {"period_start": dt.date(2026, 8, 1), "period_end": dt.date(2026, 8, 1)}
    return claim(
        resolves_on=dt.date(2027, 1, 1),
        then=Verdict("open", "not due"),
        now=now,
        found_then=(awaiting(),),
        found_now=(row,),
        since={0: newest},
    )


def test_an_open_forecast_says_what_it_waits_for_and_how_far_things_have_come():
    waits = forecast(Verdict("open", "not due"), awaiting())
    assert headline(waits.then, waits.now) == "Open"
    assert explanation(waits) == (
        "To be decided when the data reach 1 January 2027. So far: Key rate: 844,005 (744,688–956,568) (7 March 2025)."
    )
    assert [name for name, _ in values(waits)] == ["Known that day", "Since"]
    assert dict(values(waits))["Since"] == ("900,000", "1 August 2026")
    assert flips_at(waits) == ""
    nothing = awaiting(value=None, lo=None, hi=None)
    assert because(waits.now, (nothing,)) == "To be decided when the data reach 1 January 2027."
    assert finding(nothing) == "Key rate: the day has not come in the data held"


def test_a_forecast_that_was_resolved_has_the_value_of_its_day():
    came = forecast(Verdict("supported", ""), found(outcome="holds", value=999.0, lo=999.0, hi=999.0))
    assert headline(came.then, came.now) == "Then open, now supported"
    assert explanation(came).startswith("Then: To be decided when the data reach 1 January 2027. So far: ")
    assert dict(values(came))["On 1 Jan 2027"][0] == "999"
    assert [name for name, _ in values(claim())] == ["Known that day", "Same day, known now", "Since"]
