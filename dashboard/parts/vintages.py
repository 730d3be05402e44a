"""A point of a chart in words: its value, and every vintage of the observations that it rests on, as HTML."""

from collections.abc import Sequence
from dataclasses import replace
from html import escape

from dashboard.address.how import PUBLISHED, Sign
from dashboard.chart.layers import said
from dashboard.chart.ratio import row_parts
from dashboard.chart.records import Member, Obs
from dashboard.draw.plotly.points import rests_on
from dashboard.record.build import Build, records
from dashboard.record.provenance import HeldRow, point
from dashboard.say import say_period
from dashboard.views import told_rows
from dashboard.views.told_rows import ToldRow
from dashboard.words.measure import how_words
from etl.vocabulary import KnownBasis, counted

# What a value that two series make is.
JOINED = {Sign.RATIO: "one value divided by the other", Sign.DIFFERENCE: "one value less the other"}
# So many vintages of one observation are listed, the newest of them.
MOST = 24
HEAD = "".join(f'<th scope="col">{name}</th>' for name in ("Learned", "Value", "Remarks", "From"))


def vintages(build: Build, member: Member, row: Obs, unit: str, observed: Sequence[Obs]) -> str:
    """One row of a view. `observed`: the chart's observations as published; `unit`: that of the row's value.

    Of several vintages the one whose value is drawn is marked.
    """
    period = say_period(row.start, row.end, member.series.frequency)
    computed = member.how != PUBLISHED or len(row_parts(row)) > 1
    made = how_words(member.how, [member.series]) or JOINED[member.series.sign or Sign.RATIO]
    told = [
        f'<p class="ci-statement">{escape(member.name)}, {escape(period)}: {escape(said(row, unit))}</p>',
        f'<p class="ci-soft">{escape(made[:1].upper() + made[1:])}, computed from the values as published:</p>'
        if computed
        else "",
        *(_table(build, each, what if computed else "") for what, each in rests_on(member, row, observed)),
    ]
    return f'<div class="ci ci-vintages">{"".join(told)}</div>'


def _table(build: Build, each: Obs, what: str) -> str:
    """Every vintage of one observation, oldest first. `what`: what a computed value takes from it."""
    basis = KnownBasis(each.basis) if each.basis else None
    found = [
        # The one that is drawn is told as what it is in the record that is looked at.
        replace(row, basis=basis if row.vintage.date() == each.vintage else None, recorded=each.recorded)
        for row in records(build, HeldRow, point(each.series_id, each.entity, each.end))
        if row.period_start == each.start
    ]
    told = told_rows.told_rows(build, found)
    drawn = [len(found) > 1 and row.vintage.date() == each.vintage for row in found]
    rows = "".join(_row(one, marked) for one, marked in list(zip(told, drawn, strict=True))[-MOST:])
    words = ", ".join(filter(None, (what, f"{told[0].what}, {told[0].period}" if what else "")))
    caption = f"<caption>{escape(words[:1].upper() + words[1:])}</caption>" if words else ""
    older = f'<p class="ci-soft">And {counted(len(told) - MOST, "older vintage")}.</p>' if len(told) > MOST else ""
    return (
        f'<div class="ci-rows"><table>{caption}<thead><tr>{HEAD}</tr></thead><tbody>{rows}</tbody></table></div>{older}'
    )


def _row(one: ToldRow, marked: bool) -> str:
    value = f"<b>{escape(one.value)}</b> (drawn)" if marked else escape(one.value)
    link = f'<a href="{escape(one.link)}" rel="noopener" target="_blank">{escape(one.publisher)}</a>'
    return f"<tr><td>{escape(one.learned)}</td><td>{value}</td><td>{escape(one.remarks)}</td><td>{link}</td></tr>"
