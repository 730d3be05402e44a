"""What passes between the record, selection, drawing and plot: plain frozen records."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeVar

from dashboard.address.how import PUBLISHED, How, Sign
from etl.vocabulary import ChartKind, Frequency, Measure, Share, Side, SourceKind, Topic

Kind = Literal[
    "line",
    "step",
    "band",
    "points",
    "bars",
    "range",
    "hline",
    "vline",
    "figure",
    "marks",
    "shade",
    "areas",
    "hatched",
    "ghost",
    "met",
]
# Closed rings of (longitude, latitude) of one country.
Outline = tuple[tuple[tuple[float, float], ...], ...]
Some = TypeVar("Some")


def sure(value: Some | None) -> Some:
    """What is known to be there. Raises ValueError where it is not, which is a fault of ours."""
    if value is None:
        raise ValueError("a value that has to be there is missing")
    return value


@dataclass(frozen=True)
class SeriesInfo:
    """A declared series with what its source says about itself. `breaks`: (day, note). `colour` may be empty.

    `apart`: the days since which one entity alone is counted in another way, as (entity, day, note).
    `entity`: the only one of which it is shown, where a reader chose one; its `id` then names that too.
    `of`: the lines of the record that one which a reader put into a chart is, or that `sign` joins; `how`: what is made
    of it alone.
    `party`: that its source is, or repeats, a party to the war that counts losses, in words; or empty. `parties`: the
    same of each of several publishers of whom it is true, as (entity, words).
    """

    id: str
    title: str
    label: str
    unit: str
    frequency: Frequency
    measures: Measure
    counts: str
    counts_words: str
    steps: bool
    interval: str
    breaks: tuple[tuple[dt.date, str], ...]
    colour: str
    publisher: str
    kind: SourceKind
    side: Side
    share: Share
    landing_url: str
    varies_by: str
    party: str = ""
    parties: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, dt.date, str], ...] = ()
    recomputed: bool = False
    entity: str = ""
    of: tuple[str, ...] = ()
    sign: Sign | None = None
    how: How = PUBLISHED

    @property
    def series_ids(self) -> tuple[str, ...]:
        """The ids under which the record holds what it is made of."""
        return tuple(name.partition(":")[0] for name in self.of or (self.id,))

    @property
    def series_id(self) -> str:
        """The same as one: of two with the sign between them."""
        return (self.sign or "").join(self.series_ids)


@dataclass(frozen=True)
class EntityInfo:
    """A country, actor, donor, equipment type or body. `colour` may be empty."""

    id: str
    name: str
    kind: str
    side: str
    colour: str


@dataclass(frozen=True)
class ChartInfo:
    """A declared chart. `entities`: those it varies along, in order; or every publisher that its data name.

    `start`, `end`: the window a view has unless it asks for another; None where open. `divide`, `since`, `phrase`: as
    declared.
    """

    id: str
    title: str
    subtitle: str
    topic: Topic | None
    kind: ChartKind
    start: dt.date | None
    end: dt.date | None
    note: str
    series: tuple[SeriesInfo, ...]
    entities: tuple[EntityInfo, ...]
    divide: bool = False
    since: dt.date | None = None
    phrase: str = ""


@dataclass(frozen=True)
class ArticleDay:
    """An article's day, and its figures in the chart's unit: (claim id, label like "The article: 850,000", value).

    `about`: of figures that are about another day than the article's, (claim id, first day, last day).
    `measured`: (claim id, series, entity) by which each figure's first check measures it.
    """

    title: str
    date: dt.date
    figures: tuple[tuple[str, str, float], ...]
    about: tuple[tuple[str, dt.date, dt.date], ...] = ()
    measured: tuple[tuple[str, str, str], ...] = ()


class Event(NamedTuple):
    """A dated fact. `doubt`: in words, how it could not be checked; empty when its source page was read.

    `label`: the few words under which a picture marks it; empty where it is not among those that matter most.
    `weight`: how much it matters where there is no room for all, of `marks.NAMED`, `LABELLED` and `OTHER`.
    """

    date: dt.date
    title: str
    category: str
    doubt: str
    label: str = ""
    weight: int = 0


class Period(NamedTuple):
    """A stretch of time from one event to another; `end` is None while it lasts."""

    start: dt.date
    end: dt.date | None
    title: str


class Obs(NamedTuple):
    """One observation. `vintage` is the day we learned it; `basis` is "then", "hindsight" or empty for newest.

    `recorded`: in hindsight, that the vintage is the day on which it was recorded here, not the publisher's own.
    """

    series_id: str
    entity: str
    start: dt.date
    end: dt.date
    vintage: dt.date | None
    value: float | None
    low: float | None
    high: float | None
    status: str
    note: str
    url: str
    basis: str
    recorded: bool = False


@dataclass(frozen=True)
class Member:
    """One of the things a chart varies along, with its observations in order of time.

    `how`: what was made of them. `faint`: they stand behind the mean that is made of them.
    """

    id: str
    name: str
    colour: str
    series: SeriesInfo
    rows: tuple[Obs, ...]
    how: How = PUBLISHED
    faint: bool = False


@dataclass(frozen=True)
class Selection:
    """What a view shows, before any thinning: members, the unit their values are in, and notes in words.

    `undefined`: names of members that hold values of which the view's transform makes nothing.
    """

    members: tuple[Member, ...]
    unit: str
    notes: tuple[str, ...]
    undefined: tuple[str, ...] = ()


class Row(NamedTuple):
    """One place of a layer. `text`: what a reader is told there.

    `x`: a day, a category, a country's id on a map, or None for a level. A shade is two rows: its first and last day.
    `end`: the last day of the period of the observation that stands there; None where none does. `when`: the period or
    the day in words, where `text` tells it; empty where it does not. `label`, `weight`: of an event, the words
    beside its mark, and how much it matters.
    """

    x: dt.date | str | None
    y: float | None
    low: float | None
    high: float | None
    text: str
    status: str
    end: dt.date | None = None
    when: str = ""
    label: str = ""
    weight: int = 0

    @property
    def day(self) -> dt.date:
        """The day at which it stands. Raises TypeError for a category, a country and a level."""
        if not isinstance(self.x, dt.date):
            raise TypeError(f"{self.x!r} is no day")
        return self.x

    @property
    def name(self) -> str:
        """The category beside which it stands, or the country's id. Raises TypeError for a day and a level."""
        if not isinstance(self.x, str):
            raise TypeError(f"{self.x!r} is neither a category nor a country")
        return self.x


@dataclass(frozen=True)
class Layer:
    """Rows drawn alike. `entity`: the member's id. `colour`: a name of the palette.

    `party`: a warring party's own count of losses. `shape`: of a ghost, the kind of layer that it is drawn like.
    `quiet`: a line beside the one that the picture leads with. `faint`: values as published behind their mean.
    """

    kind: Kind
    name: str
    entity: str
    colour: str
    rows: tuple[Row, ...]
    party: bool = False
    shape: Kind | Literal[""] = ""
    quiet: bool = False
    faint: bool = False


@dataclass(frozen=True)
class Drawing:
    """A view as layers. `start`, `end`: first and last day of the time axis, None without one.

    `frequency`: the finest drawn. `seen`: what it shows, in one line. `beside`: of a view of several panes all of them,
    with which its axis of time is aligned. `right`: where it has a second axis of values the places of its ticks, as
    values of the first, each with its words.
    """

    chart: str
    kind: ChartKind
    title: str
    subtitle: str
    unit: str
    scale: str
    frequency: str
    layers: tuple[Layer, ...]
    start: dt.date | None
    end: dt.date | None
    notes: tuple[str, ...]
    alt: str
    seen: str = ""
    beside: tuple["Drawing", ...] = ()
    right: tuple[tuple[float, str], ...] = ()

    @property
    def span(self) -> tuple[dt.date, dt.date]:
        """First and last day of the axis of time. Raises ValueError for a drawing without one."""
        return sure(self.start), sure(self.end)
