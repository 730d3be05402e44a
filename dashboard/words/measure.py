"""What the values of a view measure, in words: a chart's subtitle, or what a transform makes of it."""

import re

from dashboard.address.view import Transform, View
from dashboard.chart.layers import period
from dashboard.chart.records import ChartInfo, Selection

TRANSFORM_WORDS = {
    Transform.NONE: "",
    Transform.CHANGE_YEAR: "change on a year earlier",
    Transform.PER_DAY: "per day, on average since the value before",
    Transform.INDEX: "first value shown = 100",
}
# First words of a subtitle that keep their capital inside a sentence.
PROPER = (
    *("Bank", "Brent", "EU", "Europe", "European", "NATO", "Russia", "Russian", "UK", "Ukraine", "Ukrainian"),
    *("US", "Urals"),
)


def view_subtitle(info: ChartInfo, selection: Selection, view: View) -> str:
    """A view's subtitle: the chart's, or "Change on a year earlier of: per cent a year, by day in force"."""
    if view.transform == Transform.NONE:
        return info.subtitle
    words = made_of(selection, view, inside(info.subtitle))
    return words[:1].upper() + words[1:]


def made_of(selection: Selection, view: View, words: str) -> str:
    """What a view makes of the values that `words` name, inside a sentence."""
    made = transformed(selection, view)
    return f"{made}{', of: ' if ',' in made else ' of: '}{words}" if made else words


def transformed(selection: Selection, view: View) -> str:
    """What the view's transform makes of values; of an index the period that is 100. Empty without one."""
    if view.transform != Transform.INDEX:
        return TRANSFORM_WORDS[view.transform]
    found = bases(selection)
    return f"index, {found[0] if len(found) == 1 else 'the first value of each'} = 100" if found else "index"


def bases(selection: Selection) -> list[str]:
    """The periods, each once, of the members' first values, which are 100 in an index."""
    return list(dict.fromkeys(period(member.rows[0], member) for member in selection.members if member.rows))


def inside(subtitle: str) -> str:
    """A subtitle as it stands inside a sentence."""
    return subtitle if re.split(r"\W", subtitle, maxsplit=1)[0] in PROPER else subtitle[:1].lower() + subtitle[1:]
