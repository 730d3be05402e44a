"""A contested quantity as HTML: for each axis a table whose rows carry a small picture of the interval."""

from html import escape

from dashboard.chart.contested import Axis, Envelope, Group, Stated, axis_range, sides, stated_range
from dashboard.say import hindsight, say, say_day, say_period, say_range
from etl.vocabulary import KnownBasis, Status, counted

LEGEND = (
    "A dot is a value, a line an interval, a line that fades out an end that is not named; a hollow dot repeats the "
    "figures of another. The shade reaches from the least to the most that is stated in one definition: it is no "
    "average, and none reaches across definitions. Sources of one origin count once. What is too old to speak "
    "about the day is faint, and outside of the shade."
)
UNVERIFIED = "not read on the page it comes from"


def axis_html(axis: Axis) -> str:
    """One axis: its title, and a table of every group. What is too old to speak about the day stands last, faint."""
    span = axis_range(axis)
    groups = "".join(_group(axis, group, span) for group in axis.groups)
    title = axis.title[:1].upper() + axis.title[1:]
    low, high = (f"<span>{escape(say(end, axis.unit, short=True))}</span>" for end in span)
    return (
        f'<div class="ci ci-who"><p class="ci-chart-title">{escape(title)}</p>'
        f'<div class="ci-scale" aria-hidden="true"><i></i><div>{low}{high}</div></div>{groups}</div>'
    )


def _group(axis: Axis, group: Group, span: tuple[float, float]) -> str:
    words = group.words[:1].upper() + group.words[1:]
    return (
        f'<p class="ci-counted"><b>{escape(words)}</b> <span class="ci-soft">{escape(summary(axis, group))}</span></p>'
        f"{_table(group, span)}"
    )


def summary(axis: Axis, group: Group) -> str:
    """The band in words, and how many stand behind it; nothing of a single source, whose row says it."""
    if group.band is None:
        return f"Nothing that speaks about {say_day(group.day)} is held."
    band, current = group.band, [each for each in group.stated if not each.old]
    if len(current) == 1:
        return ""
    said = f"{say_range(band.low, band.high, axis.unit, short=True)}, from {_many(len(current), group.origins)}"
    if band.open_low and band.open_high:
        return f"{said}; not all name both ends."
    if band.open_low or band.open_high:
        return f"{said}; not all name {'a lower' if band.open_low else 'an upper'} end."
    return f"{said}."


def _many(sources: int, origins: int) -> str:
    said = counted(sources, "source")
    return said if sources == origins else f"{said} of {counted(origins, 'origin')}"


def _table(group: Group, span: tuple[float, float]) -> str:
    head = "<tr><th>Who says so</th><th aria-hidden='true'></th><th>Value</th><th>About, and when it was told</th></tr>"
    body = "".join(
        f"<tr><td>{_who(row)}</td><td aria-hidden='true'>{_track(row, None if row.old else group.band, span)}</td>"
        f"<td>{escape(statement_words(row))}{_status(row)}</td>"
        f"<td>{escape(statement_day(row))}{_too_old(row, group)}</td></tr>"
        for row in group.stated
    )
    return f"<table><colgroup>{4 * '<col>'}</colgroup>{head}{body}</table>"


def _too_old(row: Stated, group: Group) -> str:
    if not row.old:
        return ""
    return f'<br><span class="ci-soft">too old to speak about {escape(say_day(group.day))}</span>'


def _who(row: Stated) -> str:
    again = "; counted once with the other of that origin" if row.again else ""
    name = escape(row.who)
    if row.url:
        name = f'<a href="{escape(row.url)}" rel="noopener" target="_blank">{name}</a>'
    return f'{name}<br><span class="ci-soft">{escape(sides(row) + again)}</span>'


def _status(row: Stated) -> str:
    notes = [UNVERIFIED] if row.status == Status.UNVERIFIED else []
    notes += [hindsight(row.usual)] if row.basis == KnownBasis.HINDSIGHT else []
    return f'<br><span class="ci-soft">{"; ".join(notes)}</span>' if notes else ""


def statement_words(row: Stated) -> str:
    """What a source states: "845,274 (745,875–957,920)", "at least 600,000"."""
    if row.value is None:
        return say_range(row.low, row.high, row.unit)
    said = say(row.value, row.unit)
    if row.low is None and row.high is None:
        return said
    return f"{said} ({say_range(row.low, row.high, row.unit)})"


def statement_day(row: Stated) -> str:
    """The period, and how soon after it that was told: "1 January 2025; told 42 days later"."""
    period = say_period(row.period_start, row.period_end, row.frequency)
    period = period[:1].upper() + period[1:]
    soon = {0: "that day", 1: "a day later"}.get(row.lag, f"{row.lag} days later")
    return f"{period}; {'usually ' if row.usual else ''}told {soon}"


def _track(row: Stated, band: Envelope | None, span: tuple[float, float]) -> str:
    """The interval on the axis, before the band of its group; what is not named fades out towards the axis's end."""
    low, high = span
    least, most = stated_range(row)
    parts = []
    if band is not None and band.low is not None and band.high is not None:
        parts.append(_bar("band", band.low, band.high, span))
    if least < most:
        shape = "bar open-high" if most > high else "bar open-low" if least < low else "bar"
        parts.append(_bar(shape, max(least, low), min(most, high), span))
    marked = (
        row.value if row.value is not None else least if most > high or least == most else most if least < low else None
    )
    if marked is not None:
        parts.append(f'<i class="dot{" hollow" if row.repeats else ""}" style="left:{_place(marked, span):.2f}%"></i>')
    return f'<div class="ci-track{" ci-old" if row.old else ""}">{"".join(parts)}</div>'


def _bar(shape: str, low: float, high: float, span: tuple[float, float]) -> str:
    left, right = _place(low, span), _place(high, span)
    return f'<i class="{shape}" style="left:{left:.2f}%;width:{right - left:.2f}%"></i>'


def _place(value: float, span: tuple[float, float]) -> float:
    """Where on the axis a value stands, in per cent of its length."""
    return 100 * (value - span[0]) / (span[1] - span[0])
