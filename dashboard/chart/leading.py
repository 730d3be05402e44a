"""Which member of a view its picture leads with: its line is the strong one, and what is seen is said of it first."""

import datetime as dt
from collections.abc import Sequence

from dashboard.address.how import PUBLISHED
from dashboard.chart.records import ArticleDay, Member, Obs


def leading(members: Sequence[Member], article: ArticleDay | None) -> Member | None:
    """The member by which an article's first figure is measured, else the first that is no party's own count of the
    war's losses, else the first; None of none. Members without any number lead nothing.
    """
    held = [member for member in members if numbered(member) and not member.faint]
    first = next((member for member in held if not member.series.party), held[0] if held else None)
    return measuring(held, article.measured if article else ()) or first


def measuring(members: Sequence[Member], measured: Sequence[tuple[str, str, str]]) -> Member | None:
    """The member by which the first of an article's figures is measured that any measures; None where none is.

    What is made of a line alone measures no figure, nor does what stands behind a mean.
    """
    members = [member for member in members if member.series.how == PUBLISHED and not member.faint]
    for _, series, entity in measured:
        for member in members:
            if member.series.series_id == series and (member.series.entity or member.id) in (series, entity):
                return member
    return None


def held_on(member: Member, day: dt.date) -> Obs | None:
    """What a member holds of a day: of the period around it; of what is recorded when it changes, the last before."""
    rows = [row for row in numbered(member) if row.start <= day and (row.end >= day or member.series.steps)]
    return rows[-1] if rows else None


def numbered(member: Member) -> list[Obs]:
    """The member's rows that say any number."""
    return [row for row in member.rows if has_number(row)]


def has_number(row: Obs) -> bool:
    """Whether a row says any number."""
    return (row.value, row.low, row.high) != (None, None, None)
