"""Text as it can be read: HTML stripped to its words, without byte-order mark and signs that are none."""

import html
import re
from html.parser import HTMLParser

from texts.numbers.words import listed
from texts.plain import TAG

SILENT = ("script", "style", "head", "noscript", "svg", "template")
BLOCKS = frozenset(
    listed("p div br li ul ol h1 h2 h3 h4 h5 h6 tr table section article blockquote header footer figure hr td th")
)
# Signs of no width, marks of direction, and those of control.
UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


class _Words(HTMLParser):
    """The words of a page, a blank line around each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        if tag in BLOCKS:
            self.words.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        self.silent = max(0, self.silent - (tag in SILENT))
        if tag in BLOCKS:
            self.words.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)


def readable_words(text: str) -> str:
    """The words of a text. What is HTML is stripped; nothing else but unseen signs is taken out."""
    seen = UNSEEN.sub("", text)
    if not TAG.search(seen):
        return seen
    if "<" not in seen:
        return html.unescape(seen)
    page = _Words()
    page.feed(seen)
    page.close()
    return BLANK_LINES.sub("\n\n", "".join(page.words)).strip()
