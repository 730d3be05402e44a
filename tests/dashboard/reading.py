"""What tests read from a picture's markup: texts with the boxes they take, places, colours."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element

import defusedxml.ElementTree as ElementTree

from dashboard.draw.still.typeset import Face

SVG = "{http://www.w3.org/2000/svg}"
# How far the characters of DejaVu Sans advance, the widest font that a reader may see, as shares of the type's size.
WIDEST = {
    face: {character: width for characters, width in widths.items() for character in characters}
    for face, widths in json.loads(Path(__file__).with_name("widest.json").read_text(encoding="utf-8")).items()
}
STEP = re.compile(r"([Mmlhvaz])([^Mmlhvaz]*)")
NUMBER = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)")
COMMANDS = {"M": 2, "m": 2, "l": 2, "h": 1, "v": 1, "a": 7, "z": 0}


class Words(NamedTuple):
    """A line of text and its box, downwards."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def parsed(markup: str | bytes) -> Element:
    return ElementTree.fromstring(markup)


def texts(root: Element) -> list[str]:
    return [each.text for each in root.iter(f"{SVG}text")]


def widest(text: str, size: float, face: Face) -> float:
    """Pixels that a line takes at most. Raises KeyError for a character that no text of ours has had so far."""
    return size * sum(WIDEST[face][character] for character in text)


def boxes(root: Element, measure: Callable[[str, float, Face], float] = widest) -> list[Words]:
    """Every text with the box it takes."""
    found = []
    for each in root.iter(f"{SVG}text"):
        size = float(each.get("font-size", root.get("font-size")))
        face = "bold" if each.get("font-weight") else "serif" if each.get("font-family") else "sans"
        wide = measure(each.text or "", size, face)
        share = {"start": 0.0, "middle": 0.5, "end": 1.0}[each.get("text-anchor", "start")]
        left, baseline = float(each.get("x")) - share * wide, float(each.get("y"))
        found.append(Words(each.text, left, baseline - 0.75 * size, left + wide, baseline + 0.2 * size))
    return found


def overlapping(found: list[Words]) -> list[tuple[str, str]]:
    return [
        (one.text, other.text)
        for number, one in enumerate(found)
        for other in found[:number]
        if one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom
    ]


def places(root: Element) -> Iterator[tuple[float, float]]:
    """Every corner of every path, in pixels; of a circle, both its ends."""
    for path in root.iter(f"{SVG}path"):
        x = y = 0.0
        start = (0.0, 0.0)
        for command, rest in STEP.findall(path.get("d")):
            numbers = [float(number) for number in NUMBER.findall(rest)]
            assert len(numbers) == COMMANDS[command], (command, rest)
            if command == "z":
                x, y = start
                continue
            across = 0.0 if command == "v" else numbers[-1] if command == "h" else numbers[-2]
            down = 0.0 if command == "h" else numbers[-1]
            x, y = (across, down) if command == "M" else (x + across, y + down)
            start = (x, y) if command in "Mm" else start
            yield x, y


def size(root: Element) -> tuple[float, float]:
    return tuple(map(float, root.get("viewBox").split()[2:]))
