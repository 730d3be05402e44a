"""What is said above and below a chart: its title and measure; notes, sources, and where an error is told."""

import datetime as dt
from html import escape

from dashboard.address.view import View, light_url
from dashboard.parts.card import WRONG
from dashboard.parts.glossary import glossed
from dashboard.parts.source_line import notes_html, source_line
from dashboard.record.build import Build
from dashboard.views.pictures import drawn


def panel_head(build: Build, view: View, named: bool = True, alone: bool = False) -> str:
    """The title, what is seen, and what the values measure, as HTML. `named`: whether the title has the chart's id.

    `alone`: the title is that of the page.
    """
    picture = drawn(build, view)
    place = f' id="{escape(view.chart)}"' if named else ""
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
