"""The HTML of our own routes. Everything that comes from data or from an address is escaped."""

import re
from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from dashboard import settings
from dashboard.draw.still import inline

FOLDER = Path(__file__).resolve().parent
# By the names that templates have for them.
SCRIPTS = {"reading": "light.js", "telling": "embed.js", "opening": "masthead.js", "asides": "aside.js"}
# Which colours a framed page has: of the page around it nothing is known, and most are light.
THEMES = ("light", "dark", "auto")
# The link of a word, without its closing quotation mark.
WORD = re.compile(r'href="glossary\?word=[\w-]+')


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Jinja's environment: a name that a template uses and nobody gave is an error, not an empty place."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    scripts = {name: Markup(script_text(file)) for name, file in SCRIPTS.items()}
    made.globals |= {"site": settings.NAME, "style": Markup(style()), **scripts}
    return made


def render(name: str, /, **content: Any) -> str:
    """A template with its content. Words lead to the glossary with what every page follows, as all links do."""
    html = environment().get_template(name).render(feed=settings.feed_url(), **content)
    followed = escape(content.get("follow", "")[1:])
    return WORD.sub(rf"\g<0>&amp;{followed}", html) if followed else html


def style() -> str:
    """The style sheet, with the colours of both themes as custom properties."""
    # On paper always the light one.
    dark = f"@media screen and (prefers-color-scheme: dark){{:root{{{inline.css_colours(True)}}}}}"
    return f":root{{{inline.css_colours(False)}}}\n{dark}\n{settings.LOOK}{_rules('light.css')}"


@lru_cache(maxsize=1)
def still_style() -> Markup:
    """The style sheet of a page before the application has come, for the tree of its own that it stands in."""
    colours = f":host{{{inline.css_colours(False)}color-scheme:light dark}}"
    dark = f"@media screen and (prefers-color-scheme: dark){{:host{{{inline.css_colours(True)}}}}}"
    # There is no root element in that tree.
    look = settings.LOOK.replace(":root", ":host")
    return Markup(f"{look}{colours}{dark}{_rules('still.css')}")


@lru_cache(maxsize=len(THEMES))
def embedded_style(theme: str) -> Markup:
    """The style sheet of a framed page in one of THEMES."""
    if theme == "auto":
        return Markup(f"{style()}{_rules('embed.css')}")
    dark = f"@media screen{{:root{{{inline.css_colours(True)}color-scheme:dark}}}}" if theme == "dark" else ""
    colours = f":root{{{inline.css_colours(False)}color-scheme:light}}\n{dark}"
    return Markup(f"{settings.LOOK}{_rules('light.css')}{_rules('embed.css')}{colours}")


def script_hashes() -> str:
    """What a content security policy calls our scripts by, so that no other runs."""
    found = (b64encode(sha256(script_text(name).encode()).digest()).decode() for name in SCRIPTS.values())
    return " ".join(f"'sha256-{each}'" for each in found)


def script_text(name: str) -> str:
    """The text of one of our scripts."""
    return (FOLDER / "scripts" / name).read_text(encoding="utf-8")


def _rules(name: str) -> str:
    return (FOLDER / "styles" / name).read_text(encoding="utf-8")
