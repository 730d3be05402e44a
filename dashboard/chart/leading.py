"""Which member of a view its picture leads with: its line is the strong one, and what is seen is said of it first."""

from collections.abc import Sequence

from dashboard.chart.records import ArticleDay, Member, Obs


def leading(members: Sequence[Member], article: ArticleDay | None) -> Member | None:
    """The member by which an article's first figure is measured, else the first that is no party's own count of the
    war's losses, else the first; None of none. Members without any number lead nothing.
    """
    held = [member for member in members if numbered(member)]
    for _, series, entity in article.measured if article else ():
        for member in held:
            if member.series.id == series and member.id in (series, entity):
                return member
    return next((member for member in held if not member.series.party), held[0] if held else None)


def numbered(member: Member) -> list[Obs]:
    """The member's rows that say any number."""
    return [row for row in member.rows if has_number(row)]


def has_number(row: Obs) -> bool:
    """Whether a row says any number."""
    return (row.value, row.low, row.high) != (None, None, None)
