"""The signs of an interactive chart and what they mean, in a line under it; a still picture has them in itself."""

from html import escape
from urllib.parse import quote

from dashboard.chart.records import Drawing
from dashboard.draw.keys import KeyEntry
from dashboard.draw.palette import Palette, palette
from dashboard.draw.still.legend import SIGN, draw_key, legend_keys
from dashboard.draw.still.paper import Paper, markup

# Pixels of a line.
HIGH = 16


def key_line(drawing: Drawing, dark: bool) -> str:
    """The line as HTML; empty where no sign needs words."""
    entries = [_entry(key, palette(dark)) for key in legend_keys(drawing, [])]
    return f'<p class="ci ci-key">{"".join(entries)}</p>' if entries else ""


def _entry(key: KeyEntry, colours: Palette) -> str:
    sheet = Paper(colours, HIGH)
    draw_key(sheet, key, 0, HIGH / 2)
    root = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIGN} {HIGH}">{markup(sheet)}</svg>'
    # Streamlit takes SVG out of HTML, but not out of pictures.
    sign = f'<img alt="" width="{SIGN}" height="{HIGH}" src="data:image/svg+xml,{quote(root)}">'
    return f"<span>{sign}{escape(key.name)}</span>"
