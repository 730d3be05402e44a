"""What stands in a frame of another page, of a view or a claim, and how high a frame of a given width has to be.

A frame cannot grow by itself, so its height is told to who writes its code. It follows from the same words and pictures
that the page has, set in type whose widths are known; sizes and margins are those of `templates/styles/embed.css`.
"""

import datetime as dt
from dataclasses import dataclass
from math import ceil

from markupsafe import Markup

from dashboard.address.view import View
from dashboard.draw.frame import NARROW, WIDE
from dashboard.draw.still.inline import Still, still
from dashboard.draw.still.typeset import Face, broken
from dashboard.parts.source_line import source_line
from dashboard.parts.templates import THEMES
from dashboard.parts.verdict import tone
from dashboard.record import charts
from dashboard.record.build import Build, kept
from dashboard.record.claims import UNPUBLISHED, ClaimRecord, view_of
from dashboard.record.shown import chart_of
from dashboard.say import say_day
from dashboard.settings import NAME
from dashboard.views.pictures import drawings, drawn
from dashboard.words.message import SIGNS
from dashboard.words.reasons import explanation, headline, when
from dashboard.words.seen import seen_in_panes
from etl.vocabulary import ChartKind

# The pictures that a frame has, and the widest frame that shows each.
ROOMS = ((NARROW, 450), (WIDE, 740), (WIDE._replace(width=920), 10_000))
# In pixels: what is free at the sides, above all, between two parts; a title, usual words and the source line each with
# the type's size and a line's height.
SIDES, ABOVE, BETWEEN = 24, 10, 4
TITLE, USUAL, SOURCE = (18, 22), (14, 20), (13, 19)
# The line above the source and the room below the credit.
RULE, BELOW = 5, 8
# A verdict stands beside a stroke of its colour.
STROKE = 16
# The second line of a frame's code: with it the frame takes the height that its page tells. Only this very frame does.
# Editors of pages are known to spoil an ampersand in a script.
GROWING = (
    '<script>(f=>addEventListener("message",e=>{if(e.source===f?.contentWindow)if(e.data.context==="iframe.resize")'
    "f.height=e.data.height}))(document.currentScript.previousElementSibling)</script>"
)
# A width that most columns of text have.
USUAL_WIDTH = 680


@dataclass(frozen=True)
class Embedded:
    """The parts of it from top to bottom, of which `verdict`, `why`, `seen` and `subtitle` may be empty.

    `tone`: the class of the verdict's colour. `source`: HTML. `credit`: what follows on the site's name.
    `panes`: none, or of each its caption, empty where it is alone, and a picture for each of ROOMS.
    """

    title: str
    verdict: str
    tone: str
    why: str
    seen: str
    subtitle: str
    panes: tuple[tuple[str, tuple[Still, ...]], ...]
    source: Markup
    credit: str


def embedded_view(build: Build, view: View, today: dt.date) -> Embedded:
    """A chart with its source line."""
    shown, title = drawings(build, view), chart_of(build, view).title
    asof = f". As known on {say_day(view.asof)}" if view.asof else ""
    subtitle = f"{shown[0].subtitle}{asof}" if len(shown) == 1 else asof.removeprefix(". ")
    seen = f"{words}." if (words := seen_in_panes(shown)) else ""
    source, day = _source(build, view, today), _day(view, today)
    return Embedded(title, "", "", "", seen, subtitle, _panes(build, view), source, day)


def embedded_claim(build: Build, claim: ClaimRecord, article: str, today: dt.date) -> Embedded:
    """A claim with its verdict, and its chart where it has one. `article`: which it is of, in words."""
    view = view_of(claim)
    picture = drawn(build, view) if view.chart else None
    known = f". As known on {say_day(claim.asof)}" if claim.asof else ""
    return Embedded(
        claim.statement,
        f"{SIGNS[claim.now.verdict]} {headline(claim.then, claim.now, when(claim))}",
        tone(claim.now.verdict),
        "" if claim.now == UNPUBLISHED else explanation(claim),
        "",
        f"{picture.title}: {picture.subtitle}{known}" if picture else known.removeprefix(". "),
        _panes(build, view) if picture else (),
        _source(build, view, today) if picture else Markup(),
        f" · {article}{_day(view, today)}",
    )


def frame_height(shown: Embedded, width: int) -> int:
    """Pixels that a frame of `width` pixels needs so that nothing is cut."""
    wide = width - SIDES
    parts = [
        _lines(shown.title, wide, TITLE, "bold"),
        _lines(shown.verdict, wide - STROKE, USUAL, "bold"),
        _lines(shown.why, wide, USUAL),
        _lines(shown.seen, wide, USUAL),
        _lines(shown.subtitle, wide, USUAL),
        *(part for caption, found in shown.panes for part in (_lines(caption, wide, USUAL), _picture(found, width))),
        _source_line(shown.source, wide),
        _lines(f"{NAME}{shown.credit}", wide, USUAL) + BELOW,
    ]
    return ABOVE + sum(part + BETWEEN for part in parts if part)


def frame_address(link: str, theme: str = THEMES[0]) -> str:
    """The address of the page for a frame. `link`: to the light page. `theme`: one of THEMES."""
    themed = "" if theme == THEMES[0] else f"&theme={theme}"
    return f"{link}{'&' if '?' in link else '?'}embed=1{themed}"


def _source_line(source: Markup, wide: float) -> int:
    lines = [_lines(Markup(part).striptags(), wide, SOURCE) for part in source.split("</p>")]
    return sum(lines) + RULE if source else 0


def _lines(text: str, wide: float, how: tuple[int, int], face: Face = "sans") -> int:
    size, line = how
    return len(broken(text, wide, size, face)) * line


def _picture(pictures: tuple[Still, ...], width: int) -> int:
    for picture, (_, widest) in zip(pictures, ROOMS, strict=False):
        if width <= widest:
            return ceil((width - SIDES) * picture.height / picture.width)
    return 0


@kept(64)
def _panes(build: Build, view: View) -> tuple[tuple[str, tuple[Still, ...]], ...]:
    found = []
    shown = drawings(build, view)
    for picture in shown:
        outlines = charts.outlines(build) if picture.kind == ChartKind.MAP else {}
        caption = f"{picture.title}. {picture.subtitle}" if len(shown) > 1 else ""
        found.append((caption, tuple(still(picture, room, outlines) for room, _ in ROOMS)))
    return tuple(found)


def _source(build: Build, view: View, today: dt.date) -> Markup:
    # The pages that words lead to may not stand in the frame of another's page.
    line = source_line(build, view, today, False)
    return Markup(line.replace(' target="_self"', ' target="_blank" rel="noopener"'))


def _day(view: View, today: dt.date) -> str:
    return "" if view.asof else f" · drawn {say_day(today)}"
