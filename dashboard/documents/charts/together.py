"""What is seen together with a view, as HTML for the chart's page and for light pages."""

from html import escape

from dashboard.address.view import View, light_url, view_url
from dashboard.record.build import Build
from dashboard.record.related import related


def seen_together(build: Build, view: View, light: bool) -> str:
    """Links to what is related to a view, each with why; empty where there is nothing. `light`: to light pages."""
    address = light_url if light else view_url
    items = "".join(
        f'<li><a href="{escape(address(each.view).removeprefix("/"))}" target="_self">{escape(each.title)}</a>'
        f' <span class="ci-soft">{escape(each.why)}</span></li>'
        for each in related(build, view)
    )
    return (
        f'<div class="ci ci-together"><h2 class="ci-section">Seen together</h2><ul>{items}</ul></div>' if items else ""
    )
