"""What the values of a view measure, in words: a chart's subtitle, or what a transform makes of it."""

import re
from collections.abc import Sequence

from dashboard.address.how import PUBLISHED, How, Transform
from dashboard.address.view import View
from dashboard.chart.definitions import short_words
from dashboard.chart.layers import period
from dashboard.chart.records import ChartInfo, Selection, SeriesInfo
from dashboard.say import say_day
from etl.vocabulary import UNITS

# First words of a subtitle that keep their capital inside a sentence.
PROPER = (
    *("Bank", "Brent", "EU", "Europe", "European", "NATO", "Russia", "Russian", "UK", "Ukraine", "Ukrainian"),
    *("US", "Urals"),
)


def view_subtitle(info: ChartInfo, selection: Selection, view: View) -> str:
    """A view's subtitle: the chart's, or "Change on a year earlier of: per cent a year, by day in force"."""
    if any(member.series.how != PUBLISHED for member in selection.members) and selection.unit:
        # Each line says what is made of it.
        label = UNITS[selection.unit].label
        return label[:1].upper() + label[1:]
    if view.how == PUBLISHED:
        return info.subtitle
    words = made_of(selection, view, inside(info.subtitle))
    return words[:1].upper() + words[1:]


def made_of(selection: Selection, view: View, words: str) -> str:
    """What a view makes of the values that `words` name, inside a sentence."""
    made = transformed(selection, view)
    return f"{made}{', of: ' if ',' in made else ' of: '}{words}" if made else words


def transformed(selection: Selection, view: View) -> str:
    """What the view's transform makes of values; of an index the period that is 100. Empty without one."""
    if view.transform != Transform.INDEX or view.base:
        return how_words(view.how, [member.series for member in selection.members])
    found = bases(selection)
    return f"index, {found[0] if len(found) == 1 else 'the first value of each'} = 100" if found else "index"


def how_words(how: How, series: Sequence[SeriesInfo] = ()) -> str:
    """What a transform makes of values of these series, inside a sentence; empty for values as published.

    Words that hold of some of them alone are left out.
    """
    if how.kind == Transform.PER_DAY:
        return "per day, on average since the value before"
    if how.kind == Transform.INDEX:
        return f"index, {say_day(how.day)} = 100" if how.day else "first value shown = 100"
    words = {short_words(how, each) for each in series}
    return words.pop() if len(words) == 1 else short_words(how)


def bases(selection: Selection) -> list[str]:
    """The periods, each once, of the members' first values, which are 100 in an index."""
    return list(dict.fromkeys(period(member.rows[0], member) for member in selection.members if member.rows))


def inside(subtitle: str) -> str:
    """A subtitle as it stands inside a sentence."""
    return subtitle if re.split(r"\W", subtitle, maxsplit=1)[0] in PROPER else subtitle[:1].lower() + subtitle[1:]
