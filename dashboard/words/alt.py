"""The short text of a drawing: what it shows, in words, for readers who don't see it and for previews of links."""

from collections.abc import Sequence
from typing import NamedTuple

from dashboard.address.how import Transform
from dashboard.address.view import View
from dashboard.chart.layers import period
from dashboard.chart.leading import has_number, measuring
from dashboard.chart.records import ArticleDay, ChartInfo, Event, Member, Selection
from dashboard.publishers import short_publisher
from dashboard.say import join_words, say, say_day
from dashboard.words.measure import transformed
from dashboard.words.spoken import Figures, is_compared, spoken, top
from etl.vocabulary import UNITS, ChartKind, counted

# So long may the description of a page be, which search engines and previews cut.
LONGEST = 300


def alt(info: ChartInfo, selection: Selection, view: View, events: Sequence[Event], article: ArticleDay | None) -> str:
    """Title and unit; each member's first and last value, change, distance to the article's figures, highest; as of."""
    parts = _parts(info, selection, view, events, article) or [_nothing(view)]
    if view.asof:
        parts.append(f"as known on {say_day(view.asof)}")
    if not any(map(is_compared, selection.members)):
        parts += [f"the article says {words}" for words, _ in _figures(info, selection, view, article)]
    return f"{_head(info, selection, view)}: {'; '.join(parts)}."


class Credit(NamedTuple):
    """As of when ("as known on …", or empty), and who publishes it."""

    asof: str
    publishers: Sequence[str]


def short_alt(
    info: ChartInfo,
    selection: Selection,
    view: View,
    events: Sequence[Event],
    article: ArticleDay | None,
    credit: Credit,
) -> str:
    """The same in at most LONGEST characters: as many members as there is room for, the day, and who publishes.

    Longer only where title and day alone take more room than that.
    """
    head, day = _head(info, selection, view), f"; {credit.asof}" if credit.asof else ""
    full, without_peak = (
        _parts(info, selection, view, events, article, peak) or [_nothing(view)] for peak in (True, False)
    )
    sources = [
        f" Source: {join_words(names)}." if names else ""
        for names in (credit.publishers, _shortened(credit.publishers))
    ]
    tried, told = [], []
    for most in range(len(full), 0, -1):
        further = f"; and {len(full) - most} further" if most < len(full) else ""
        told = [f"{head}: {'; '.join(parts[:most])}{further}{day}." for parts in (full, without_peak)]
        tried += [text + source for text in told for source in sources]
    # One member tells more than the names of publishers do.
    return next((text for text in [*tried, *told] if len(text) <= LONGEST), f"{head}{day}.")


def _shortened(publishers: Sequence[str]) -> Sequence[str]:
    """The first, without what its name adds after a comma or in brackets, and how many others there are."""
    if len(publishers) < 2:
        return [short_publisher(name) for name in publishers]
    return [short_publisher(publishers[0]), f"{len(publishers) - 1} more"]


def _head(info: ChartInfo, selection: Selection, view: View) -> str:
    unit = UNITS[selection.unit].label if selection.unit else ""
    # "Roubles for one US dollar" has said its unit.
    unit = "" if unit.casefold() == info.title.casefold() else unit
    made = transformed(selection, view)
    # An index names itself.
    measured = made if selection.unit == "index" and made else ", ".join(filter(None, (unit, made)))
    return f"{info.title}{f' ({measured})' if measured else ''}"


def _nothing(view: View) -> str:
    """A view without members: nothing is picked, or its transform says nothing of any."""
    return "nothing selected" if view.transform == Transform.NONE else "nothing can be computed"


def _figures(
    info: ChartInfo, selection: Selection, view: View, article: ArticleDay | None, member: Member | None = None
) -> Figures:
    """The article's figures, in words and as numbers, where values stand as published, so that they compare.

    `member`: with which they are compared. Series that a reader put together may have nothing in common but their unit:
    of them one is compared with those figures alone that it measures.
    """
    if not article or view.transform != Transform.NONE or info.kind in (ChartKind.TIMELINE, ChartKind.MAP):
        return ()
    told = article.figures
    if member and view.series:
        own = {each[0] for each in article.measured if measuring([member], [each])}
        told = tuple(each for each in told if each[0] in own)
    return tuple((_figure(label, value, selection.unit), value) for _, label, value in told)


def _figure(label: str, value: float, unit: str) -> str:
    """A figure in words, with the day for which it stands where the label of a forecast names one."""
    ahead = label.partition(": ")[0].partition(", ")[2]
    return f"{say(value, unit)} {ahead}" if ahead else say(value, unit)


def _parts(
    info: ChartInfo,
    selection: Selection,
    view: View,
    events: Sequence[Event],
    article: ArticleDay | None,
    peak: bool = True,
) -> list[str]:
    """What is said of each member; on a map the newest or largest comes first. `peak`: with the highest."""
    members: Sequence[Member] = [member for member in selection.members if not member.faint]
    if info.kind == ChartKind.TIMELINE:
        return [_timeline(events)]
    if info.since:
        members = sorted(members, key=lambda member: member.rows[-1].start, reverse=True)
        return [f"{member.name}, since {period(member.rows[-1], member)}" for member in members]
    if info.kind == ChartKind.MAP:
        # Countries without a value come last, where each is said to have no data.
        held = [member for member in members if has_number(member.rows[-1])]
        members = sorted(held, key=lambda member: -top(member.rows[-1])) + [m for m in members if m not in held]
    # What a chart of one member has as its title is not said again.
    alone = len(members) == 1 and members[0].name == info.title
    told = [
        spoken(member, selection.unit, _figures(info, selection, view, article, member), peak) for member in members
    ]
    return [told[0].removeprefix(f"{members[0].name}, ")] if alone else told


def _timeline(events: Sequence[Event]) -> str:
    if not events:
        return "no data"
    count = f"{counted(len(events), 'event')} {'on' if len(events) == 1 else 'from'}"
    until = f" to {say_day(events[-1].date)}" if len(events) > 1 else ""
    return f"{count} {say_day(events[0].date)}{until}"
