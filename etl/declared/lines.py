"""At which lines of a TOML file its entries and keys stand: tomllib tells what a file says, not where."""

import re
from collections import Counter

Place = tuple[str | int, ...]

# Strings and comments, in which anything may stand.
SILENT = re.compile(r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*', re.DOTALL)
HEADER = re.compile(r"\s*(?P<open>\[\[?)\s*(?P<names>[\w-]+(?:\s*\.\s*[\w-]+)*)\s*\]\]?\s*")
KEY = re.compile(r"\s*(?P<key>[\w-]+)\s*=")


def line_numbers(text: str) -> dict[Place, int]:
    """{place: line} of every table, entry and bare key: ("excerpt", 0, "claim", 2, "low") as pydantic tells places."""
    found: dict[Place, int] = {}
    entered: dict[tuple[str, ...], Place] = {}
    counts: Counter[Place] = Counter()
    inside: Place = ()
    for number, line in enumerate(SILENT.sub(_blank, text).split("\n"), start=1):
        if header := HEADER.fullmatch(line):
            names = tuple(name.strip() for name in header["names"].split("."))
            inside = (*entered.get(names[:-1], names[:-1]), names[-1])
            if header["open"] == "[[":
                counts[inside] += 1
                inside = (*inside, counts[inside] - 1)
            entered[names] = inside
            found[inside] = number
        elif key := KEY.match(line):
            found.setdefault((*inside, key["key"]), number)
    return found


def _blank(match: re.Match[str]) -> str:
    # A sign in place of each, so that no value seems to be missing; line ends stay where they are.
    return re.sub(r"[^\n]", "_", match.group()) if match.group()[0] != "#" else ""


def nearest_line(found: dict[Place, int], place: Place) -> int:
    """The line of a place, or of the nearest entry around it; 1 for a place of which no line is known."""
    for size in range(len(place), 0, -1):
        if place[:size] in found:
            return found[place[:size]]
    return 1
