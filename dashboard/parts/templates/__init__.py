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
    made.globals |= {"site": settings.NAME, "style": Markup(style()), "reading": Markup(_text("light.js"))}
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
    return f":root{{{inline.css_colours(False)}}}\n{dark}\n{settings.LOOK}{_text('light.css')}"


def script_hash() -> str:
    """What a content security policy calls our one script by, so that no other runs."""
    return f"'sha256-{b64encode(sha256(_text('light.js').encode()).digest()).decode()}'"


def _text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")
