"""What is said above and below a chart: its title and measure; what its signs mean; notes, sources, where to report."""

import datetime as dt
from html import escape
from urllib.parse import quote

from dashboard.address.view import View, light_url
from dashboard.chart.records import Drawing
from dashboard.draw.keys import KeyEntry
from dashboard.draw.palette import Palette, palette
from dashboard.draw.still.legend import SIGN, draw_key, legend_keys
from dashboard.draw.still.paper import Paper, markup
from dashboard.parts.card import WRONG
from dashboard.parts.glossary import glossed
from dashboard.parts.source_line import notes_html, source_line
from dashboard.record.build import Build
from dashboard.views.pictures import drawn

# Pixels of a line of signs.
HIGH = 16


def panel_head(build: Build, view: View, named: bool = True, alone: bool = False) -> str:
    """The title, what is seen, and what the values measure, as HTML. `named`: whether the title has the chart's id.

    `alone`: the title is that of the page.
    """
    picture = drawn(build, view)
    place = f' id="{escape(view.name)}"' if named else ""
    seen = f'<p class="ci-seen">{escape(picture.seen)}.</p>' if picture.seen else ""
    name = "h1" if alone else "p"
    return (
        f'<div class="ci"><{name} class="ci-chart-title"{place}>{escape(picture.title)}</{name}>'
        f'{seen}<span class="ci-soft">{glossed(build, picture.subtitle)}</span></div>'
    )


def panel_foot(build: Build, view: View, today: dt.date, linked: bool, routed: bool) -> str:
    """The notes and the source line, as HTML. `linked`: it ends with a link to the chart's own page.

    `routed`: whether light pages are served, where an error is told.
    """
    wrong = f"{light_url(view).removeprefix('/')}#wrong"
    told = f'<p class="ci ci-soft"><a href="{escape(wrong)}" target="_self">{WRONG}</a></p>' if routed else ""
    notes = notes_html(drawn(build, view))
    if linked:
        return source_line(build, view, today, linked, notes + told)
    return notes + source_line(build, view, today, linked) + told


def key_line(drawing: Drawing, dark: bool, crowded: bool = False) -> str:
    """The line as HTML; empty where no sign needs words. `crowded`: some events have no mark of their own."""
    entries = [_entry(key, palette(dark)) for key in legend_keys(drawing, [], crowded)]
    return f'<p class="ci ci-key">{"".join(entries)}</p>' if entries else ""


def _entry(key: KeyEntry, colours: Palette) -> str:
    sheet = Paper(colours, HIGH)
    draw_key(sheet, key, 0, HIGH / 2)
    root = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIGN} {HIGH}">{markup(sheet)}</svg>'
    # Streamlit takes SVG out of HTML, but not out of pictures.
    sign = f'<img alt="" width="{SIGN}" height="{HIGH}" src="data:image/svg+xml,{quote(root)}">'
    return f"<span>{sign}{escape(key.name)}</span>"
