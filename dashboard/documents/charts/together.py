"""What is seen together with a view, as HTML for the chart's page and for light pages."""

from html import escape

from dashboard.address.view import View, canonical, query, unusual_params
from dashboard.record.build import Build
from dashboard.record.related import related


def seen_together(build: Build, view: View, light: bool) -> str:
    """Links to what is related to a view, each with why; empty where there is nothing. `light`: to light pages."""
    items = "".join(
        f'<li><a href="{escape(_address(each.view, light))}" target="_self">{escape(each.title)}</a>'
        f' <span class="ci-soft">{escape(each.why)}</span></li>'
        for each in related(build, view)
    )
    return (
        f'<div class="ci ci-together"><h2 class="ci-section">Seen together</h2><ul>{items}</ul></div>' if items else ""
    )


def _address(view: View, light: bool) -> str:
    """The shortest that shows it."""
    return canonical(view).removeprefix("/") if light else f"chart{query(unusual_params(view))}"
