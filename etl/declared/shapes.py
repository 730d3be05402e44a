"""The declared shapes of sources, series, recordings and charts. Unknown keys are errors; articles: articles.py."""

import datetime as dt
import hashlib
import re
import ssl
from collections.abc import Collection
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from etl.vocabulary import (
    COUNTS,
    UNITS,
    ChartKind,
    Colour,
    Dimension,
    Frequency,
    Measure,
    Share,
    Side,
    SourceKind,
    Topic,
)

# What a TOML table says, as read.
Table = dict[str, Any]
ID = r"^[a-z0-9]+([_-][a-z0-9]+)*$"


def one_of(names: Collection[str]) -> AfterValidator:
    """Of a text: that it is one of these names, as pydantic tells it of an enumeration."""
    *most, last = map(repr, map(str, names))
    expected = f"Input should be {', '.join(most)} or {last}"

    def known(name: str) -> str:
        if name not in names:
            raise PydanticCustomError("enum", "{expected}", {"expected": expected})
        return name

    return AfterValidator(known)


UnitId = Annotated[str, one_of(UNITS)]
CountsId = Annotated[str, one_of(("", *COUNTS))]  # Empty: nothing is said of it.


class Declared(BaseModel):
    """Base of every declaration: no unknown keys, no change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


DeclaredT = TypeVar("DeclaredT", bound=Declared)


class AnswerFile(Declared):
    """One file of a source's answer: mirrors of the same bytes, tried in order.

    `body`: sent with POST, where an endpoint answers to nothing else; `headers` with every request. Addresses and body
    may name days: see etl.learning.addresses. `page` and `link`: a page of the publisher that leads to the newest file,
    and the regular expression of the address there; its one group is the address. `collected`: of one month, so that
    the months between two refreshes are asked for too. `authority`: the certificate, as PEM, of an authority that only
    this publisher's host uses, with its SHA-256 fingerprint.
    """

    name: str
    urls: list[str] = Field(min_length=1)
    body: str = ""
    headers: dict[str, str] = {}
    page: str = ""
    link: str = ""
    collected: bool = False
    authority: str = ""
    authority_sha256: str = ""

    @field_validator("link")
    @classmethod
    def one_group(cls, link: str) -> str:
        """What is found on a page is the group of the expression."""
        try:
            groups = re.compile(link).groups
        except re.error as error:
            raise ValueError(f"link is no regular expression: {error}") from error
        if link and groups != 1:
            raise ValueError("link has one group, the address")
        return link

    @model_validator(mode="after")
    def whole(self) -> "AnswerFile":
        """What belongs together is there, and a certificate is the one that was meant."""
        if bool(self.page) != bool(self.link):
            raise ValueError("page and link belong together")
        if self.collected and not all("{month:" in url for url in self.urls):
            raise ValueError("collected belongs to addresses that name a month")
        if bool(self.authority) != bool(self.authority_sha256):
            raise ValueError("authority and authority_sha256 belong together")
        if self.authority:
            is_of = hashlib.sha256(ssl.PEM_cert_to_DER_cert(self.authority)).hexdigest()
            if is_of != self.authority_sha256:
                raise ValueError(f"authority has the fingerprint {is_of}, not authority_sha256")
        return self


class Source(Declared):
    """A publisher's data set. `kept`: facts gathered by hand in data/tables/<id>.csv, with no parser and no refresh.

    `gathered`: the day of that table, from which rows without a day of publication count as known.

    `proven` false: no live answer was ever recorded. Such a source may have no files; then no refresh asks for it.
    """

    id: str = Field(pattern=ID)
    publisher: str
    kind: SourceKind
    side: Side
    derives_from: list[str] = []
    landing_url: str = Field(pattern="^https?://")
    files: list[AnswerFile] = []
    tables: list[str] = []
    kept: bool = False
    gathered: dt.date | None = None
    licence: str
    licence_url: str = ""
    terms_read: bool
    share: Share
    proven: bool
    expected_every_days: int | None = Field(None, gt=0)
    note: str = ""

    @model_validator(mode="after")
    def kept_or_fetched(self) -> "Source":
        """A kept table has no files to fetch; a proven source names at least one, and its rhythm."""
        if self.kept and self.files:
            raise ValueError("a kept table has no files")
        if self.gathered and not self.kept:
            raise ValueError("gathered belongs to a kept table")
        if not self.kept and self.proven and not self.files:
            raise ValueError("files are required unless kept = true or proven = false")
        if self.files and not self.expected_every_days:
            raise ValueError("files and expected_every_days belong together")
        return self


class Recorded(Declared):
    """One recorded answer that the seed was made from: when it was learned, and its files below a folder of recordings.

    `reader` is empty for an answer in the live format; else "module.function" of etl.recorded, for a table that no
    refresh will meet.
    """

    source: str
    learned: dt.datetime
    files: dict[str, str] = Field(min_length=1)
    reader: str = ""


class Break(Declared):
    """A day on which the way of counting changed: lines break there, and no check of change may span it.

    `entity`: the only one that is counted in another way, of a series that varies; it compares with no other.
    """

    on: dt.date
    entity: str = ""
    note: str


class Expect(Declared):
    """What a plausible answer looks like."""

    low: float
    high: float
    min_rows: int = Field(1, gt=0)
    never_falls: bool = False
    max_step: float | None = None


class Series(Declared):
    """One quantity in one unit, over one entity or varying by one dimension. `ended`: the publisher stopped then.

    `repeats`: of publishers in it, {publisher: the source whose figures it repeats here}.

    `recomputed`: at each run of its publisher its whole history is another; see etl.learning.recomputed.

    `begins`: no period starts before it; `ahead`: a plan or forecast, whose periods may end after the day on which they
    are stated. What breaks either is a slip of the pen: see etl.parsing.admitted.
    """

    id: str = Field(pattern=ID)
    source: str
    title: str
    label: str
    unit: UnitId
    frequency: Frequency
    measures: Measure
    counts: CountsId = ""
    entity: str = ""
    varies_by: Annotated[str, one_of(("", *Dimension))] = ""
    entities: list[str] | Literal["all"] = []
    repeats: dict[str, str] = {}
    steps: bool = False
    recomputed: bool = False
    known_after_days: int = Field(ge=0)
    known_from: dt.date | None = None
    begins: dt.date | None = None
    ended: dt.date | None = None
    ahead: bool = False
    interval: str = ""
    breaks: list[Break] = []
    derived: str = ""
    definition: str
    caveats: list[str] = []
    colour: Annotated[str, one_of(("", *Colour))] = ""
    expect: Expect

    @model_validator(mode="after")
    def one_dimension(self) -> "Series":
        """Exactly one entity, or one dimension with its entities."""
        if bool(self.entity) == bool(self.varies_by):
            raise ValueError("give either entity, or varies_by with entities")
        if bool(self.varies_by) != bool(self.entities):
            raise ValueError("varies_by and entities belong together")
        if stray := {each.entity for each in self.breaks} - {"", *self.entities}:
            raise ValueError(f"a break names {', '.join(sorted(stray))}: none of the entities of the series")
        if self.repeats and (self.varies_by != Dimension.PUBLISHER or set(self.repeats) - set(self.entities)):
            raise ValueError("repeats names publishers that are entities of the series")
        return self


class Chart(Declared):
    """Series drawn together. It varies along its series or along its entities, never both.

    `divide`: the first of two series divided by the second, for each entity, wherever both have the same day.
    `phrase`: what its values are, as a sentence to print begins; empty: title and subtitle.
    `since`: of a map, what began on or after this day is set off from what was there before.
    """

    id: str = Field(pattern=ID)
    title: str
    subtitle: str
    topic: Topic
    series: list[str] = []
    entities: list[str] = []
    kind: ChartKind
    start: dt.date | None = None
    end: dt.date | None = None
    events: list[str] = []
    divide: bool = False
    since: dt.date | None = None
    phrase: str = ""
    note: str = ""

    @field_validator("title")
    @classmethod
    def no_figure(cls, title: str) -> str:
        """Titles stay true when figures change."""
        if any(character.isdigit() for character in title):
            raise ValueError("a title contains no figure, since figures change")
        return title

    @model_validator(mode="after")
    def something_to_draw(self) -> "Chart":
        """A timeline draws categories of events; every other chart draws series."""
        if self.kind == ChartKind.TIMELINE and (self.series or not self.events):
            raise ValueError("a timeline names categories of events and no series")
        if self.kind != ChartKind.TIMELINE and not self.series:
            raise ValueError("a chart names at least one series")
        if self.divide and (self.kind != ChartKind.TIME or len(self.series) != 2):
            raise ValueError("divide needs exactly two series, drawn over time")
        if self.kind == ChartKind.MAP and (len(self.series) != 1 or self.entities):
            raise ValueError("a map draws one series, with all its countries")
        if self.since and self.kind != ChartKind.MAP:
            raise ValueError("since belongs to a map")
        return self
