"""What signs of a picture mean, as far as they occur in it: a sign and its words for each."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from dashboard.chart.layers import UNSETTLED
from dashboard.chart.records import Drawing, Kind, Layer

# What a layer of one kind may be drawn with, beside what the kind itself stands for.
KeySign = Literal["least", "most", "crossed", "ticked", "pale", "open", "party", "met", "notch", "faint"]
# The colour of a sign that several members have.
ANY = "grey"
UNSURE, MET = "provisional or unverified", "where the record stood that day"


class KeyEntry(NamedTuple):
    """`sign`: the kind of layer that it stands for, or a sign within it. `category`: of events."""

    sign: Kind | KeySign
    name: str
    colour: str
    party: bool = False
    category: str = ""


LEAST, MOST, BOTH = (
    KeyEntry("least", "at least", ANY),
    KeyEntry("most", "at most", ANY),
    KeyEntry("range", "from … to …", ANY),
)
UNSETTLED_KEYS: Mapping[str, KeyEntry] = MappingProxyType(
    {
        "points": KeyEntry("crossed", UNSURE, ANY),
        "line": KeyEntry("ticked", UNSURE, ANY),
        "step": KeyEntry("ticked", UNSURE, ANY),
        "bars": KeyEntry("pale", UNSURE, ANY),
        "marks": KeyEntry("open", "source page not read", ANY),
    }
)
# Of events that have no room for a mark of their own.
NOTCH = KeyEntry("notch", "one more event", ANY)
PARTY = KeyEntry("party", "counted by a party to the war", ANY)
# Behind a mean of it.
FAINT = KeyEntry("faint", "not averaged", ANY)
ORDER = (FAINT, LEAST, MOST, BOTH, *dict.fromkeys(UNSETTLED_KEYS.values()), PARTY)


def sign_keys(drawing: Drawing) -> list[KeyEntry]:
    """The signs of a drawing that no label explains, each once."""
    found = {key for layer in drawing.layers for key in _of_layer(layer)}
    # The article's figures have their words beside them.
    met = dict.fromkeys(layer.colour for layer in drawing.layers if layer.kind == "met")
    return [*(key for key in ORDER if key in found), *(KeyEntry("met", MET, colour) for colour in met)]


def _of_layer(layer: Layer) -> Iterator[KeyEntry]:
    if layer.faint:
        yield FAINT
        return
    if layer.party and layer.kind in ("line", "step"):
        yield PARTY
    if layer.kind == "range":
        yield from (LEAST if row.high is None else MOST if row.low is None else BOTH for row in layer.rows)
    if layer.kind in UNSETTLED_KEYS and any(row.status in UNSETTLED for row in layer.rows):
        yield UNSETTLED_KEYS[layer.kind]
