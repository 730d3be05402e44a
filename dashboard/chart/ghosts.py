"""What a record set back to an earlier day leaves faint behind it: the newest data, as far as they say more.

Only for lines, steps and points. A second bar would read as another value, of a stack as a part of the whole, and a
country on a map has one colour.
"""

import dataclasses
from collections.abc import Sequence

from dashboard.address.view import View
from dashboard.chart.layers import is_stated, publishers, timed
from dashboard.chart.records import ChartInfo, Layer, Member, Obs, sure
from dashboard.say import say_day

SHAPES = ("line", "step", "points")
NOTE = "Faint: as known now."


def ghosts(info: ChartInfo, then: Sequence[Member], now: Sequence[Member], unit: str) -> list[Layer]:
    """A ghost for each layer whose newest values differ from the record's or reach further; intervals have none.

    `then`: the members as the record stood, `now`: as the newest data have them.
    """
    known = {member.id: member.rows for member in then}
    found = []
    for member in (member for member in now if not member.faint):
        rows = tuple(row for row in member.rows if row.value is not None)
        news = dataclasses.replace(member, rows=_news(rows, known[member.id], is_stated(member.series)))
        drawn, _ = timed(news, unit, publishers(info))
        found += [_faint(layer) for layer in drawn if layer.kind in SHAPES]
    return found


def ghost_notes(behind: Sequence[Layer], found: Sequence[Layer], view: View) -> list[str]:
    """The note about ghosts. `found`: what stands before them."""
    if not behind:
        return []
    return [NOTE] if found else [f"Nothing of this was known on {say_day(sure(view.asof))}. {NOTE}"]


def _news(rows: Sequence[Obs], known: Sequence[Obs], apart: bool) -> tuple[Obs, ...]:
    """What the newest rows have that was not known: single statements, of a line all from where it first differs on,
    with the value before it, so that it goes on from there."""
    held = [_said(row) for row in known if row.value is not None]
    if apart:
        return tuple(row for row in rows if _said(row) not in held)
    alike = 0
    while alike < min(len(rows), len(held)) and _said(rows[alike]) == held[alike]:
        alike += 1
    return () if alike == len(rows) else tuple(rows[max(alike - 1, 0) :])


def _said(row: Obs) -> tuple[object, ...]:
    return row.series_id, row.entity, row.start, row.end, row.value


def _faint(layer: Layer) -> Layer:
    rows = tuple(row._replace(low=None, high=None) for row in layer.rows)
    return dataclasses.replace(layer, kind="ghost", shape=layer.kind, rows=rows)
