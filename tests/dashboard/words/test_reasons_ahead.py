"""Forecasts in words: what they wait for, and what became of them."""

import datetime as dt

from dashboard.record.claims import ClaimRecord, Verdict
from dashboard.record.findings import Finding, NewestRow
from dashboard.words.reasons import because, explanation, finding, headline, values
from tests.dashboard.words.test_reasons import claim, found


def awaiting(**changes: object) -> Finding:
    day = dt.date(2027, 1, 1)
    return found(**({"outcome": "not due", "trouble": "not due", "at_day": day, "label": "Key rate"} | changes))


def forecast(now: Verdict, row: Finding) -> ClaimRecord:
    day = dt.date(2026, 8, 1)
    newest = NewestRow("claim", 0, day, day, "persons", "D", 900_000.0, None, None)
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
    nothing = awaiting(value=None, lo=None, hi=None)
    assert because(waits.now, (nothing,)) == "To be decided when the data reach 1 January 2027."
    assert finding(nothing) == "Key rate: the day has not come in the data held"


def test_a_forecast_that_was_resolved_has_the_value_of_its_day():
    came = forecast(Verdict("supported", ""), found(outcome="holds", value=999.0, lo=999.0, hi=999.0))
    assert headline(came.then, came.now) == "Then open, now supported"
    assert explanation(came).startswith("Then: To be decided when the data reach 1 January 2027. So far: ")
    assert dict(values(came))["On 1 January 2027"][0] == "999"
    assert [name for name, _ in values(claim())] == ["Known that day", "Same day, known now", "Since"]
