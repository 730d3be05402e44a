"""The page for an address that nobody answers: what was asked, what may have been meant, and where to go on."""

import re
from collections.abc import Collection, Sequence
from difflib import get_close_matches

from markupsafe import Markup

from dashboard import settings
from dashboard.parts.masthead import Location, masthead
from dashboard.parts.templates import render

# Where something of that name would be, after the root of the dashboard. A file's names are not known here.
PLACES = {"page": "", "chart": "c/", "claim": "claim/"}
# So much of a long address is repeated, so many of its words are searched for, so many close names are offered.
LONGEST, MOST_WORDS, MOST_MEANT, CLOSE = 80, 6, 3, 0.6


def missing(what: str, name: str, known: Collection[str] = (), root: str = "../", why: Sequence[str] = ()) -> str:
    """The HTML of a page that says that there is no such thing.

    `what`: page, chart, claim, file, picture. `known`: the names that there are, of which close ones are offered.
    `root`: the way from the address to the dashboard's root. `why`: sentences that stand there in place of the name.
    """
    words = [] if why else re.findall(r"[^\W\d_]+", name)[:MOST_WORDS]
    place = PLACES.get(what)
    meant = [] if place is None or why else close(name, known)
    return render(
        "missing.html",
        what=what,
        name=name if len(name) <= LONGEST else f"{name[:LONGEST]} …",
        why=why,
        meant=[(f"{place}{each}", _title(what, each)) for each in meant],
        words=" ".join(words),
        pages=settings.PAGES,
        title=f"No such {what}",
        root=root,
        masthead=Markup(masthead(Location(""))),
    )


def close(name: str, known: Collection[str]) -> list[str]:
    """Names that look like the whole name or like a part of it, between slashes and dots."""
    asked = name[:LONGEST].lower()
    parts = dict.fromkeys(part for part in (asked, *re.split(r"[/.]", asked)) if part)
    names = [each for each in known if each]
    found = dict.fromkeys(match for part in parts for match in get_close_matches(part, names, MOST_MEANT, CLOSE))
    return list(found)[:MOST_MEANT]


def _title(what: str, name: str) -> str:
    page = settings.page_at(name) if what == "page" else None
    return page.title if page else name
