"""What is read of a figure."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a figure is."""

    NUMBER = "number"
    MONEY = "money"
    SHARE = "share"
    DATE = "date"


class Bound(StrEnum):
    """On which side of its value the words put a figure."""

    NONE = ""
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    ABOUT = "about"


class ChangeKind(StrEnum):
    """Whether a figure is a level that was reached or left, a difference, or a multiple."""

    NONE = ""
    TO = "to"
    FROM = "from"
    BY = "by"
    TIMES = "times"


class Direction(StrEnum):
    """Where a change goes."""

    NONE = ""
    UP = "up"
    DOWN = "down"


class Extreme(StrEnum):
    """Which record a figure is said to be."""

    NONE = ""
    HIGHEST = "highest"
    LOWEST = "lowest"


@dataclass(frozen=True)
class Figure:
    """A number of a text. `start`: characters before it.

    `value` is in `unit`, an id of etl.vocabulary, or as written where the unit could not be guessed and is empty; of a
    range `low` and `high` are instead. None: a date, a number that its words leave open, or one that is `doubtful`:
    written as other languages do, so that it may say two. `of`: the whole of which `value` are counted. `part`: a share
    in words, in per cent. `denied`: said not to be so. `per`: of a rate, what it is for each of. `period`: of a date
    its own, else what the figure is about; as ISO has days and months, with Q3 and H1, two with a stroke. `since`: of a
    record. `said_by`: the publisher named, an id of a source or entity. Empty where the words do not say.
    """

    start: int
    text: str
    kind: Kind
    value: float | None
    unit: str
    low: float | None = None
    high: float | None = None
    of: int | None = None
    doubtful: bool = False
    part: bool = False
    denied: bool = False
    per: str = ""
    bound: Bound = Bound.NONE
    change: ChangeKind = ChangeKind.NONE
    direction: Direction = Direction.NONE
    record: Extreme = Extreme.NONE
    since: str = ""
    period: str = ""
    said_by: str = ""

    @property
    def end(self) -> int:
        """One past the last character."""
        return self.start + len(self.text)

    @property
    def open(self) -> bool:
        """Whether its words leave open how many it is."""
        return self.kind != Kind.DATE and self.value is None and self.low is None and not self.doubtful
