"""One series divided by another, for each entity and every day that both have: computed after as-of, never stored."""

import dataclasses
import datetime as dt
from collections.abc import Iterable

from dashboard.chart.records import ChartInfo, Obs, SeriesInfo, sure
from dashboard.chart.transforms import exactly
from etl.vocabulary import KnownBasis, Measure, Share, Side

UNIT = "times"
# From settled to not.
SETTLED = ("final", "estimate", "provisional", "unverified", "withdrawn")


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
        one._replace(
            series_id=quotient.id,
            value=exactly(sure(held[above][key].value) / sure(one.value)),
            low=None,
            high=None,
            vintage=max(filter(None, (one.vintage, held[above][key].vintage)), default=None),
            status=max(one.status, held[above][key].status, key=SETTLED.index),
            basis=next((row.basis for row in (one, held[above][key]) if row.basis == KnownBasis.HINDSIGHT), one.basis),
            recorded=any(row.basis == KnownBasis.HINDSIGHT and row.recorded for row in (one, held[above][key])),
            note="",
            url="",
        )
        for key, one in held[below].items()
        if key in held[above] and sure(one.value) > 0
    ]
