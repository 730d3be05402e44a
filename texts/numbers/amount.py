"""An amount: a number with its sign, scale, currency, share and measure."""

from dataclasses import dataclass
from enum import StrEnum


class ShareUnit(StrEnum):
    """What a share is counted in."""

    NONE = ""
    PERCENT = "percent"
    POINTS = "points"
    BASIS = "basis points"


@dataclass(frozen=True)
class Amount:
    """A number as it stands: tokens from `first` to before `last`. `value` has its sign and scale.

    `low`, `high`: of a range. `of`: the whole of which `value` are counted. `part`: a share in words, in per cent.
    """

    first: int
    last: int
    value: float | None
    scale: float = 1
    currency: str = ""
    share: ShareUnit = ShareUnit.NONE
    measure: str = ""
    measured: bool = False
    doubtful: bool = False
    open: bool = False
    low: float | None = None
    high: float | None = None
    of: int | None = None
    part: bool = False
    in_words: bool = False
    digits: str = ""
    signed: bool = False
