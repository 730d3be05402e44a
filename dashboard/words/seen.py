"""What a picture shows, in one line under its title: "14 % on 6 October 2026, 21 % when the article appeared"."""

from collections.abc import Sequence

from dashboard.address.view import View
from dashboard.chart.layers import UNSETTLED, period, publishers, said, speaker
from dashboard.chart.leading import leading, numbered
from dashboard.chart.periods import segment
from dashboard.chart.records import ArticleDay, ChartInfo, Drawing, Event, Member, Obs, Selection
from dashboard.say import say_day
from dashboard.words.sentence import who_says
from dashboard.words.spoken import in_period, top
from etl.vocabulary import ChartKind, Dimension, counted


def seen(
    info: ChartInfo,
    selection: Selection,
    view: View,
    events: Sequence[Event],
    article: ArticleDay | None,
    course: bool = True,
) -> str:
    """Newest value of the member that the picture leads with, and what it was when the article appeared, else at first.

    Of bars beside names and maps: the largest and the smallest, or what began last; of a timeline: how many events.
    Empty where nothing is held. Without its `course` the newest value alone.
    """
    if info.kind == ChartKind.TIMELINE:
        return _events(events, article)
    members = [member for member in selection.members if numbered(member) and not member.faint]
    if info.since and members:
        newest = max(members, key=lambda member: member.rows[-1].start)
        return f"Newest: {newest.name}, since {period(newest.rows[-1], newest)}"
    single = all(len(numbered(member)) == 1 for member in members)
    compared = len(members) > 1 and len(info.series) == 1 and not info.series[0].party
    if info.kind in (ChartKind.BARS, ChartKind.MAP) and compared and single:
        return _ranked(members, selection.unit, info.kind)
    member = leading(members, article)
    return _led(member, info, selection, view, article, course) if member else ""


def seen_in_panes(pictures: Sequence[Drawing]) -> str:
    """What is seen in the panes of a view; of several each with its title."""
    if len(pictures) == 1:
        return pictures[0].seen
    return "; ".join(f"{picture.title}: {picture.seen}" for picture in pictures if picture.seen)


def _led(
    member: Member, info: ChartInfo, selection: Selection, view: View, article: ArticleDay | None, course: bool
) -> str:
    rows, series = numbered(member), member.series
    newest, then = rows[-1], _then(rows, article)
    told = [f"{_value(newest, member, info, selection)} {in_period(newest, member)}{_status(newest)}"]
    # What several publishers state about different days is no course of anything.
    other = then if then and then is not newest else None if _speaks(member) or not course else rows[0]
    if other and other is not newest and segment(other.end, series.breaks) == segment(newest.end, series.breaks):
        day = _appeared(other, member, view, article) if other is then and article else in_period(other, member)
        told.append(f"{_value(other, member, info, selection)} {day}{_status(other)}")
    head = _head(member, info, selection, newest)
    return f"{head}{('; ' if any(', ' in words for words in told) else ', ').join(told)}"


def _head(member: Member, info: ChartInfo, selection: Selection, newest: Obs) -> str:
    """Whose line it is, where the title does not say it; a party to the war is always named, and named as one."""
    if _speaks(member):
        return ""
    if member.series.party or info.divide:
        who = who_says(newest, member, info).rstrip(",")
        return f"{who[:1].upper()}{who[1:]}: " if member.name in who else f"{member.name}, according to {who}: "
    return f"{member.name}: " if sum(not each.faint for each in selection.members) > 1 or len(info.series) > 1 else ""


def _value(row: Obs, member: Member, info: ChartInfo, selection: Selection) -> str:
    who = f"{speaker(member.series, row.entity, publishers(info))}: " if _speaks(member) else ""
    return who + said(row._replace(status="final"), selection.unit)


def _status(row: Obs) -> str:
    return f" ({row.status})" if row.status in UNSETTLED else ""


def _speaks(member: Member) -> bool:
    """Whether each value of a member is what another publisher states."""
    return member.series.varies_by == Dimension.PUBLISHER


def _then(rows: Sequence[Obs], article: ArticleDay | None) -> Obs | None:
    """What is held of the article's day: of the period around it, else the last before it."""
    if article is None:
        return None
    around = [row for row in rows if row.start <= article.date <= row.end]
    before = [row for row in rows if row.end < article.date]
    return around[-1] if around else before[-1] if before else None


def _appeared(row: Obs, member: Member, view: View, article: ArticleDay) -> str:
    """How a value's period lies to the article's day."""
    if member.series.steps or row.start == row.end == article.date:
        return "when the article appeared"
    around = row.end >= article.date
    return f"{in_period(row, member)}, {'when' if around else 'the last before'} the article appeared"


def _ranked(members: Sequence[Member], unit: str, kind: str) -> str:
    by_size = sorted(members, key=lambda member: top(numbered(member)[0]))
    ends = [(word, member, numbered(member)[0]) for word, member in (("Most", by_size[-1]), ("least", by_size[0]))]
    periods = list(dict.fromkeys(period(row, member) for _, member, row in ends))
    told = [
        f"{word}: {member.name}, {said(row, unit)}" + (f" ({period(row, member)})" if len(periods) > 1 else "")
        for word, member, row in ends
    ]
    # The country with least on a map is one of which hardly anything is known.
    told = told[:1] if kind == ChartKind.MAP else told
    return "; ".join(told) + (f" ({periods[0]})" if len(periods) == 1 else "")


def _events(events: Sequence[Event], article: ArticleDay | None) -> str:
    if not events:
        return ""
    count = counted(len(events), "event")
    if article is None:
        return f"{count}, the newest on {say_day(events[-1].date)}"
    since = sum(event.date > article.date for event in events)
    return f"{count}, {since} of them after the article appeared"
