"""One series divided by another, or less another, on every day that both have: computed after as-of, never stored."""

import dataclasses
import datetime as dt
from collections.abc import Iterable

from dashboard.address.how import Sign
from dashboard.chart.records import ChartInfo, Obs, SeriesInfo, sure
from dashboard.chart.transforms import SHARES, exactly, taken_together
from dashboard.publishers import labelled
from etl.vocabulary import Frequency, Measure, Share, Side

UNIT = "times"


def divided(info: ChartInfo) -> SeriesInfo:
    """The quotient of a chart's two series as a series of its own, in times; it has the rhythm of the second."""
    above, below = info.series
    return dataclasses.replace(
        below,
        id=f"{above.id}/{below.id}",
        title=f"{above.title}, divided by: {below.title}",
        label=info.title,
        unit=UNIT,
        measures=Measure.LEVEL,
        counts="",
        counts_words="",
        steps=False,
        interval="",
        breaks=tuple(sorted({*above.breaks, *below.breaks})),
        publisher=f"{above.publisher}; {below.publisher}",
        side=Side.NONE,
        party="",
        parties=(),
        share=Share.OPEN if above.share == below.share == Share.OPEN else Share.SHOWN,
    )


def ratios(info: ChartInfo, rows: Iterable[Obs]) -> list[Obs]:
    """The quotients, where both have a value for the same entity and last day and the divisor is above zero.

    A quotient was known when the later of its two values was, and is as little settled as the less settled of them.
    """
    above, below = (series.id for series in info.series)
    held: dict[str, dict[tuple[str, dt.date], Obs]] = {above: {}, below: {}}
    for row in rows:
        if row.value is not None:
            held[row.series_id][row.entity, row.end] = row
    quotient = divided(info)
    return [
        taken_together(one, [held[above][key]], exactly(sure(held[above][key].value) / sure(one.value)))._replace(
            series_id=quotient.id
        )
        for key, one in held[below].items()
        if key in held[above] and sure(one.value) > 0
    ]


def one_of_two(above: SeriesInfo, below: SeriesInfo, sign: Sign) -> SeriesInfo:
    """Two lines of one unit as one, with the rhythm of the rarer; withheld where any of them is.

    Their labels name whom they are of.
    """
    words = "divided by" if sign == Sign.RATIO else "less"
    unit = UNIT if sign == Sign.RATIO else "points" if above.unit in SHARES else above.unit
    both = {above.measures, below.measures}
    summed = sign == Sign.DIFFERENCE and both == {Measure.CUMULATIVE}
    # Who wants what is withheld is led to those who withhold it.
    led = above if below.share == Share.OPEN != above.share else below
    often = max(above.frequency, below.frequency, key=tuple(Frequency).index)
    return dataclasses.replace(
        below,
        id=f"{above.id}{sign}{below.id}",
        title=f"{above.title}, {words}: {below.title}",
        label=f"{above.label} {words} {below.label}",
        unit=unit,
        frequency=often,
        measures=Measure.FLOW if Measure.FLOW in both else Measure.CUMULATIVE if summed else Measure.LEVEL,
        counts="",
        counts_words="",
        steps=False,
        interval="",
        breaks=tuple(sorted({*above.breaks, *below.breaks})),
        colour="",
        landing_url=led.landing_url,
        publisher="; ".join(dict.fromkeys(labelled(each.publisher, each.party) for each in (above, below))),
        side=Side.NONE,
        varies_by="",
        party="",
        parties=(),
        apart=(),
        recomputed=above.recomputed or below.recomputed,
        entity="",
        share=Share.OPEN if above.share == below.share == Share.OPEN else Share.SHOWN,
        of=(above.id, below.id),
        sign=sign,
    )


def combined(series: SeriesInfo, above: Iterable[Obs], below: Iterable[Obs]) -> tuple[Obs, ...]:
    """The values of two lines as those of one that `one_of_two` made: where both have one of the same last day.

    What is of a period alone has to have the same first day too. Nothing is divided by zero or less. A computed value
    is known and settled as `taken_together` has it.
    """
    flows = series.measures == Measure.FLOW
    held = {_place(row, flows): row for row in above if row.value is not None}
    found = []
    for row in below:
        other = held.get(_place(row, flows))
        if other is None or row.value is None or (series.sign == Sign.RATIO and row.value <= 0):
            continue
        one, two = sure(other.value), row.value
        value = exactly(one / two) if series.sign == Sign.RATIO else exactly(one - two, one, two)
        entity = row.entity if row.entity == other.entity else f"{other.entity}{series.sign}{row.entity}"
        found.append(taken_together(row, [other], value)._replace(series_id=series.series_id, entity=entity))
    return tuple(found)


def _place(row: Obs, flows: bool) -> tuple[dt.date, ...]:
    return (row.start, row.end) if flows else (row.end,)


def row_parts(row: Obs) -> list[tuple[str, str]]:
    """(series, entity) of all that a row is of: of what two series make both."""
    sign = next((each for each in Sign if each in row.series_id), None)
    if sign is None:
        return [(row.series_id, row.entity)]
    entities = row.entity.split(sign) if sign in row.entity else [row.entity] * 2
    return list(zip(row.series_id.split(sign), entities, strict=True))
