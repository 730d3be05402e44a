"""Colours by name, for light and dark pages, and the one template of every figure.

The eight names stay apart for readers with deuteranopia and protanopia as well. A line's colour has a contrast of at
least 3 with the page, a text's at least 4.5. The five shades of maps go from least to most, and
the first is no grey of the ground.
"""

from dataclasses import dataclass

from etl.vocabulary import Judgement

FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'


@dataclass(frozen=True)
class Palette:
    """One theme: `page` behind everything, `ink` and `quiet` for text, `rule` for grid lines; the rest by name."""

    page: str
    ink: str
    quiet: str
    rule: str
    lines: dict[str, str]
    texts: dict[str, str]


_LIGHT = {
    "blue": "#0b5cb0",
    "orange": "#ad5c00",
    "green": "#08493c",
    "purple": "#641a6e",
    "sky": "#1f93d1",
    "red": "#96121c",
    "grey": "#6b7682",
    "brown": "#8d5842",
    "article": "#b07a1a",
    "shade1": "#c5dbf0",
    "shade2": "#9fc3e3",
    "shade3": "#639fd0",
    "shade4": "#2f77b5",
    "shade5": "#0b4a8f",
}
_DARK = {
    "blue": "#6aa5ea",
    "orange": "#f2a134",
    "green": "#4fe3a1",
    "purple": "#bd55ec",
    "sky": "#8fe3fb",
    "red": "#e0646f",
    "grey": "#a9afb6",
    "brown": "#b98245",
    "article": "#e3b45c",
    "shade1": "#2b4a6b",
    "shade2": "#35648f",
    "shade3": "#4682b5",
    "shade4": "#66a8e0",
    "shade5": "#b3d9fb",
}
LIGHT = Palette("#ffffff", "#1f2933", "#5f6b7a", "#e4e7eb", _LIGHT, _LIGHT | {"sky": "#12719f", "article": "#8a5c0a"})
DARK = Palette("#11161d", "#e6e9ee", "#a3adb8", "#2c343e", _DARK, _DARK)

# A verdict's colour is nothing else's; a verdict without one has an edge. `look.css` has the same.
VERDICTS = {
    Judgement.SUPPORTED: "#0f766e",
    Judgement.CONTRADICTED: "#c02942",
    Judgement.DISPUTED: "#6b4fa0",
    Judgement.UNCERTAIN: "#5f6b00",
}
NO_VERDICT = "#6b7280"


def palette(dark: bool) -> Palette:
    """The theme's colours."""
    return DARK if dark else LIGHT


def template(colours: Palette, size: int) -> dict:
    """What all figures share: no background of their own, horizontal grid lines only, text of `size` pixels."""
    axis = {"fixedrange": True, "zeroline": False, "ticks": "", "tickfont": {"color": colours.quiet}}
    return {
        "layout": {
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"family": FONT, "size": size, "color": colours.ink},
            "dragmode": False,
            "showlegend": False,
            "xaxis": axis
            | {"showgrid": False, "showline": True, "linecolor": colours.quiet, "tickcolor": colours.quiet},
            "yaxis": axis | {"gridcolor": colours.rule, "showline": False, "ticklabelstandoff": 4},
        }
    }


def faded(colour: str, share: float) -> str:
    """A colour like #0f766e that covers only a share of what is behind it."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{share:g})"
