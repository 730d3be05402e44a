"""Verdicts in words: the sentence behind a verdict, and whether the day of publication matters."""

import math

from dashboard.chart.records import sure
from dashboard.publishers import labelled
from dashboard.record.claims import UNPUBLISHED, ClaimRecord, Verdict
from dashboard.record.findings import Finding
from dashboard.say import NO_DATA, hindsight, say, say_day, say_period, say_range
from etl.vocabulary import (
    DATED,
    NUMERIC,
    OVER_TIME,
    RANKS,
    Basis,
    CheckKind,
    CheckOutcome,
    Judgement,
    KnownBasis,
    Statistic,
    counted,
)

NOT_DUE = "not due"
TROUBLES = {
    "nothing held": "nothing held for that day",
    "too old": "too old to speak about that day",
    "incomplete": "incomplete for the time asked about",
    "across a break": "the way of counting changed in between",
    "not yet": "had not happened yet",
    NOT_DUE: "the day has not come in the data held",
}


def headline(then: Verdict, now: Verdict, when: str = "now") -> str:
    """The verdict in a word or two: "Supported", or "Then uncertain, now supported" when they differ.

    `when`: what stands for now where the record is looked at as of another day.
    """
    if then.verdict == now.verdict:
        return now.verdict.capitalize()
    return f"Then {then.verdict}, {when} {now.verdict}"


def when(claim: ClaimRecord) -> str:
    """The moment of a claim's second verdict, in words: "now", or "on 1 June 2025"."""
    return f"on {say_day(claim.asof)}" if claim.asof else "now"


def explanation(claim: ClaimRecord) -> str:
    """Why: one sentence when then and now agree, else one for each."""
    if claim.asof and claim.now == UNPUBLISHED:
        return f"The article had not appeared by {say_day(claim.asof)}: it is dated {say_day(claim.published)}."
    if claim.untested:
        return claim.untested
    now = because(claim.now, claim.found_now)
    if claim.then == claim.now and _agree(claim):
        return now
    moment = when(claim)
    second = moment[:1].upper() + moment[1:]
    return f"Then: {because(claim.then, claim.found_then)} {second}: {now}"


def _agree(claim: ClaimRecord) -> bool:
    """Whether every check that spoke then says the same now: the details of each stand in the card's table."""
    pairs = zip(claim.found_then, claim.found_now, strict=True)
    return all(then.outcome in (CheckOutcome.NO_DATA, CheckOutcome.NOT_DUE, now.outcome) for then, now in pairs)


def because(verdict: Verdict, found: tuple[Finding, ...]) -> str:
    """The sentence behind one verdict, made from the findings that decide it. Raises KeyError for an unknown reason."""
    deciding = [row for row in found if row.decides]
    holding, failing, open_ = (
        "; ".join(finding(row) for row in deciding if row.outcome == outcome)
        for outcome in (CheckOutcome.HOLDS, CheckOutcome.FAILS, CheckOutcome.UNCERTAIN)
    )
    both = f"It holds: {holding}. It fails: {failing}."
    decided = "; ".join(filter(None, (holding, failing)))
    plain = f"{decided}."
    if verdict.verdict == Judgement.SUPPORTED and failing:
        plain = f"{holding}. That another states otherwise does not contradict that this was said: {failing}."
    return {
        "": plain,
        "definitions": f"Definitions differ. {both}",
        "sources": f"Sources differ. {both}",
        "windows": f"It depends on the window. {both}",
        "interval": f"The evidence lies on both sides of the limit. {open_}.",
        "party": f"Only a party to the war, or a source that repeats its figures, says so. {decided}.",
        "unverified": f"It rests on something that was not verified. {decided}.",
        "no data": f"None found in the sources held. {_missing(deciding or list(found))}",
        "not yet": f"What it rests on had not happened yet. {_missing(deciding)}",
        "not due": _awaited(deciding),
    }[verdict.reason]


def _awaited(rows: list[Finding]) -> str:
    """What an open forecast waits for, and where its numbers stand until then."""
    days = [sure(row.at_day) for row in rows if row.outcome == CheckOutcome.NOT_DUE]
    said = f"To be decided when the data reach {say_day(max(days))}. " if days else ""
    so_far = "; ".join(finding(row) for row in rows if row.value is not None)
    return f"{said}So far: {so_far}." if so_far else said.strip()


def finding(row: Finding) -> str:
    """What one check found: "The Economist’s estimate for the day: 844,005 (744,688–956,568) (7 March 2025)".

    Of what was learned only later it says so.
    """
    late = row.known_basis == KnownBasis.HINDSIGHT and row.trouble in ("", NOT_DUE)
    return f"{_found(row)}, {hindsight(row.recorded)}" if late else _found(row)


def _found(row: Finding) -> str:
    if row.kind in DATED:
        said = _order(row) if row.kind == CheckKind.ORDER else f"{row.event_title} ({say_day(sure(row.event_day))})"
        return f"{said}: {TROUBLES['not yet']}" if row.trouble == "not yet" else said
    # What an open forecast finds is how far things have come.
    if row.trouble and not (row.trouble == NOT_DUE and row.value is not None):
        return f"{row.label}: {TROUBLES[row.trouble]}"
    if row.kind == CheckKind.COMPARISON:
        against = f"{_value(row)} against {say_range(row.than_lo, row.than_hi, row.unit)}"
        if row.statistic == Statistic.RATIO:
            return f"{row.label}: {say_range(finite(row.lo), finite(row.hi), 'times')} ({against})"
        return f"{row.label}: {against}"
    if row.statistic == Statistic.FIRST_REACHED:
        reached = row.reached_on
        return f"{row.label}: on {say_day(reached)}" if reached else f"{row.label}: {_value(row)}, the highest so far"
    if row.statistic in RANKS:
        return f"{row.label}: {_value(row)}, with {say(row.level, row.level_unit)} ({_period(row)})"
    if row.statistic in OVER_TIME:
        before, after = say(row.base_value, row.level_unit), say(row.level, row.level_unit)
        return f"{row.label}: {_value(row)} (from {before} to {after})"
    return f"{row.label}: {_value(row)} ({_period(row)})"


def _order(row: Finding) -> str:
    first, second = sure(row.event_day), sure(row.then_day)
    days = (second - first).days
    if days > 0:
        distance = f"{days} days later" if days > 1 else "the day after"
    else:
        distance = f"{-days} days earlier" if days < -1 else ("the day before" if days else "the same day")
    return f"{row.event_title} ({say_day(first)}); {row.then_title} ({say_day(second)}), {distance}"


def _value(row: Finding) -> str:
    """The value with its interval, when it has one."""
    value, unit = row.value, row.unit
    low, high = _bounds(row, level=row.kind == CheckKind.COMPARISON)
    if value is None:
        return say_range(low, high, unit)
    exact = low == value == high or (low, high) == (None, None)
    return say(value, unit) if exact else f"{say(value, unit)} ({say_range(low, high, unit)})"


def _bounds(row: Finding, level: bool) -> tuple[float | None, float | None]:
    """The ends of the interval that a value has, or of that of the level it is made of; None for one not there."""
    low, high = (row.level_lo, row.level_hi) if level else (row.lo, row.hi)
    return finite(low), finite(high)


def _period(row: Finding) -> str:
    """The period of what is told: of a mean or a sum the days of its whole window."""
    frequency = "I" if row.statistic in (Statistic.MEAN, Statistic.SUM) else row.frequency
    return say_period(sure(row.period_start), sure(row.period_end), frequency)


def _missing(rows: list[Finding]) -> str:
    if not rows:
        return ""
    said = "; ".join(f"{row.label}: {TROUBLES[row.trouble]}" for row in rows if row.trouble)
    return f"{said}." if said else ""


def finite(number: float | None) -> float | None:
    """The number, or None for a bound that is not there."""
    return number if number is not None and math.isfinite(number) else None


def measured(claim: ClaimRecord) -> bool:
    """Whether a number of some series bears on the claim; else events or words alone do."""
    return any(row.kind in NUMERIC and row.series_id for row in claim.found_now)


def lead(found: tuple[Finding, ...]) -> Finding | None:
    """The first check of a series that found something: the one whose value the card prints."""
    numeric = (row for row in found if row.kind in NUMERIC and row.series_id)
    return next((row for row in numeric if row.trouble in ("", NOT_DUE) and row.value is not None), None)


def compared_finding(found: tuple[Finding, ...]) -> Finding | None:
    """The first check that compares a figure of the article's own, and found what that is compared with."""
    return next((row for row in found if row.figure is not None and row.trouble in ("", NOT_DUE)), None)


def sensitivity(claim: ClaimRecord) -> str:
    """Whether the verdicts are the same with the day of publication a week earlier or later; asked of then and now."""
    if claim.untested or claim.asof:
        return ""
    own = {Basis.THEN: claim.then.verdict, Basis.NOW: claim.now.verdict}
    moved: dict[str, list[str]] = {}
    early = ""
    for (basis, days), verdict in sorted(claim.shifted.items()):
        shift = f"{abs(days)} days {'earlier' if days < 0 else 'later'}"
        if verdict.reason == "not yet" and own[basis] != verdict.verdict:
            early = f"{shift[:1].upper()}{shift[1:]}, what it rests on had not happened yet."
        elif verdict.verdict != own[basis]:
            moved.setdefault(f"{shift}: {verdict.verdict}", []).append(basis)
    said = [words if len(bases) == 2 else f"{words} (as known {bases[0]})" for words, bases in moved.items()]
    if said:
        return f"It depends on the day of publication. {'; '.join(said)}. {early}".strip()
    if early:
        return f"{early} 7 days later it is the same."
    return "The same with the day of publication 7 days earlier or later."


def values(claim: ClaimRecord) -> tuple[tuple[str, tuple[str, str]], ...]:
    """The card's values, each with its name and what it is: of a forecast, the day forecast once it has come."""
    newest = "Since" if claim.asof is None else f"Newest {when(claim)}"
    then, since = ("Known that day", then_value(claim)), (newest, since_value(claim))
    if claim.resolves_on is None:
        return then, (f"Same day, known {when(claim)}", now_value(claim)), since
    if claim.now.verdict == Judgement.OPEN:
        return then, since
    return then, (f"On {say_day(claim.resolves_on)}", now_value(claim)), since


def then_value(claim: ClaimRecord) -> tuple[str, str]:
    """What could be known on the day of publication: the value, and who said it. "no data" when nothing could."""
    return _valued(claim.found_then)


def now_value(claim: ClaimRecord) -> tuple[str, str]:
    """The same day as known now."""
    return _valued(claim.found_now)


def since_value(claim: ClaimRecord) -> tuple[str, str]:
    """The newest value of the series that speaks now, and its period."""
    # Where nothing that is held speaks about the day, the newest is still what is known since.
    leading = lead(claim.found_now)
    asked = [leading] if leading else [row for row in claim.found_now if row.series_id]
    newest = next((claim.since[row.ordinal] for row in asked if row.ordinal in claim.since), None)
    if newest is None:
        return "no data", ""
    period = say_period(newest.period_start, newest.period_end, newest.frequency)
    bounds = say_range(newest.low, newest.high, newest.unit)
    if newest.value is None:
        return bounds, period
    # Not shortened: beside the same number of an earlier day, another rounding would read as another number.
    return say(newest.value, newest.unit), f"{bounds}; {period}" if bounds != NO_DATA else period


def _valued(found: tuple[Finding, ...]) -> tuple[str, str]:
    """The value that leads; where only a figure of the article's own was compared, with what."""
    if leading := lead(found):
        return _card_value(leading)
    row = compared_finding(found)
    if row is None:
        return NO_DATA, ""
    against = say_range(row.than_lo, row.than_hi, row.unit)
    notes = [f"{row.label}: what {say(row.figure, row.unit)} is compared with", row.who]
    if row.known_basis == KnownBasis.HINDSIGHT:
        notes.append(hindsight(row.recorded))
    return against, "; ".join(notes)


def _card_value(row: Finding) -> tuple[str, str]:
    notes = [labelled(row.who, row.party)]
    if row.known_basis == KnownBasis.HINDSIGHT:
        notes.append(hindsight(row.recorded))
    notes.append(_period(row))
    changed = row.statistic in (*OVER_TIME, *RANKS) and row.kind == CheckKind.SERIES
    value, unit = (row.level, row.level_unit) if changed else (row.value, row.unit)
    if changed:
        notes.insert(0, f"{_value(row)} {_span(row)}")
    single = changed or row.kind == CheckKind.COMPARISON
    low, high = _bounds(row, level=single)
    if low != high and row.statistic != Statistic.FIRST_REACHED:
        notes.insert(0, say_range(low, high, unit))
    return say(value, unit), "; ".join(notes)


def _span(row: Finding) -> str:
    """The time over which something changed, or was ranked; or that it was ranked among others."""
    if row.over_months:
        return f"in {counted(row.over_months, 'month')}"
    return f"since {say_day(row.since_day)}" if row.since_day else "among those compared"
