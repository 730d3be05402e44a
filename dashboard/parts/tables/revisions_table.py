"""Values that were revised and verdicts that moved, as HTML for the pages that tell of them."""

from collections.abc import Sequence
from html import escape

from dashboard import settings
from dashboard.address.view import View, view_url
from dashboard.record.build import Build
from dashboard.record.revised import revisions
from dashboard.record.revised.revisions import Revision
from etl.history import Moved
from etl.vocabulary import counted

# So many rows of a table stand open, the others behind a line that unfolds them.
OPEN_ROWS = 5


def feed_line(routed: bool) -> str:
    """A line that leads to the feed, as HTML; empty where none is served. `routed`: whether our own routes are."""
    if not (routed and settings.feed_url()):
        return ""
    return '<p class="ci"><a href="feed.xml">As a feed</a>: refreshes, large revisions, verdicts, corrections</p>'


def verdict(build: Build, moved: Moved) -> str:
    """A verdict before and after, with a link to the claim where the build still has it, as HTML."""
    statement, link = revisions.claims(build).get(moved.claim, (moved.claim, ""))
    words = f'<a href="{escape(link)}" target="_self">{escape(statement)}</a>' if link else escape(statement)
    return f"<li>{words}: from {escape(moved.before)} to <b>{escape(moved.after)}</b></li>"


def revisions_html(found: Sequence[Revision], caption: str, opened: bool) -> str:
    """Revisions as HTML: the first few in sight, the others folded away unless `opened`."""
    if not found:
        return ""
    rest = found[OPEN_ROWS:]
    folded = f"<details{' open' if opened else ''}><summary>{len(rest)} more</summary>{_listed(rest)}</details>"
    return f"<p>{caption}:</p>{_listed(found[:OPEN_ROWS])}{folded if rest else ''}"


def _listed(found: Sequence[Revision]) -> str:
    """A table of revisions as HTML."""
    head = "<tr><th>What</th><th>Period</th><th>From … to</th><th>Change</th><th>Changed</th></tr>"
    rows = "".join(_revised(one) + _others(one) for one in found)
    return f'<div class="ci-rows ci-moves"><table>{head}{rows}</table></div>'


def _revised(one: Revision) -> str:
    """One revision as a row of HTML."""
    title = escape(one.title)
    if one.chart:
        title = f'<a href="{escape(view_url(View(chart=one.chart)).removeprefix("/"))}" target="_self">{title}</a>'
    who = f", {escape(one.who)}" if one.who else ""
    return (
        f"<tr><td>{title}{who}</td><td>{escape(one.period)}</td><td>{escape(one.before)} → <b>{escape(one.after)}</b>"
        f"</td><td>{escape(one.change)}</td><td>{escape(one.cause)}</td></tr>"
    )


def _others(one: Revision) -> str:
    """The values that changed with it, folded away, as a row of HTML; empty where there are none."""
    if one.every == 1:
        return ""
    items = "".join(
        f"<li>{f'{escape(each.who)}, ' if each.who else ''}{escape(each.period)}: {escape(each.before)} → "
        f"<b>{escape(each.after)}</b>{f' ({escape(each.change)})' if each.change else ''}</li>"
        for each in one.others
    )
    untold = one.every - 1 - len(one.others)
    more = f'<p class="ci-soft">and {counted(untold, "smaller one")}</p>' if untold else ""
    summary = f"{counted(one.every - 1, 'more value')} of this series changed with it"
    folded = f"<details><summary>{summary}</summary><ul>{items}</ul>{more}</details>"
    return f'<tr><td colspan="5">{folded}</td></tr>'
