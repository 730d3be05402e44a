"""The declared shapes of sources, series, charts, articles, claims and checks. Unknown keys are errors."""

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from etl.units import CHART_KINDS, COLOURS, COUNTS, FREQUENCIES, KINDS, MEASURES, SIDES, STATISTICS, UNITS

LONGEST_QUOTE = 60
ID = r"^[a-z0-9]+([_-][a-z0-9]+)*$"


class Declared(BaseModel):
    """Base of every declaration: no unknown keys, no change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class File(Declared):
    """One file of a source's answer: mirrors of the same bytes, tried in order."""

    name: str
    urls: list[str] = Field(min_length=1)


class Source(Declared):
    """A publisher's data set. `kept`: facts gathered by hand in data/tables/<id>.csv, with no parser and no refresh."""

    id: str = Field(pattern=ID)
    publisher: str
    kind: Literal[KINDS]
    side: Literal[SIDES]
    derives_from: list[str] = []
    landing_url: str = Field(pattern="^https?://")
    files: list[File] = []
    tables: list[str] = []
    kept: bool = False
    licence: str
    licence_url: str = ""
    terms_read: bool
    share: Literal["open", "shown"]
    proven: bool
    expected_every_days: int | None = Field(None, gt=0)
    note: str = ""

    @model_validator(mode="after")
    def kept_or_fetched(self) -> "Source":
        """A kept table has no files to fetch; any other source names at least one, and its rhythm."""
        if self.kept and self.files:
            raise ValueError("a kept table has no files")
        if not self.kept and not (self.files and self.expected_every_days):
            raise ValueError("files and expected_every_days are required unless kept = true")
        return self


class Break(Declared):
    """A day on which the way of counting changed: lines break there, and no check of change may span it."""

    on: dt.date
    note: str


class Expect(Declared):
    """What a plausible answer looks like."""

    low: float
    high: float
    min_rows: int = Field(1, gt=0)
    never_falls: bool = False
    max_step: float | None = None


class Series(Declared):
    """One quantity in one unit, over one entity or varying by one dimension. `ended`: the publisher stopped then."""

    id: str = Field(pattern=ID)
    source: str
    title: str
    label: str
    unit: Literal[tuple(UNITS)]
    frequency: Literal[tuple(FREQUENCIES)]
    measures: Literal[MEASURES]
    counts: Literal["", *COUNTS] = ""
    entity: str = ""
    varies_by: Literal["", "country", "publisher", "part", "force"] = ""
    entities: list[str] | Literal["all"] = []
    steps: bool = False
    known_after_days: int = Field(ge=0)
    known_from: dt.date | None = None
    ended: dt.date | None = None
    interval: str = ""
    breaks: list[Break] = []
    derived: str = ""
    definition: str
    caveats: list[str] = []
    colour: Literal["", *COLOURS] = ""
    expect: Expect

    @model_validator(mode="after")
    def one_dimension(self) -> "Series":
        """Exactly one entity, or one dimension with its entities."""
        if bool(self.entity) == bool(self.varies_by):
            raise ValueError("give either entity, or varies_by with entities")
        if bool(self.varies_by) != bool(self.entities):
            raise ValueError("varies_by and entities belong together")
        return self


class Chart(Declared):
    """Series drawn together. It varies along its series or along its entities, never both."""

    id: str = Field(pattern=ID)
    title: str
    subtitle: str
    topic: Literal["losses", "economy", "alliance", "diplomacy"]
    series: list[str] = []
    entities: list[str] = []
    kind: Literal[CHART_KINDS]
    start: dt.date | None = None
    end: dt.date | None = None
    events: list[str] = []
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
        if self.kind == "timeline" and (self.series or not self.events):
            raise ValueError("a timeline names categories of events and no series")
        if self.kind != "timeline" and not self.series:
            raise ValueError("a chart names at least one series")
        return self


class Check(Declared):
    """One test of a claim, against a series, an event, the order of two events, or another figure.

    Against a series: `statistic` over `entity` at `at` (with `since` or `over_months` for windows), inside [low, high].
    Against an event: `event` lies on or before the day of `at`. An order: `event` lies before `then`. A comparison:
    the series' value, or `figure`, minus that of series `than` is inside [low, high].
    """

    label: str
    reading: str
    counts: Literal["", *COUNTS] = ""
    series: str = ""
    entity: str = ""
    figure: float | None = None
    than: str = ""
    than_entity: str = ""
    statistic: Literal[STATISTICS] = "value"
    at: dt.date | Literal["published"] = "published"
    since: dt.date | None = None
    over_months: int | None = Field(None, gt=0)
    low: float | None = None
    high: float | None = None
    max_age_days: int | None = Field(None, ge=0)
    event: str = ""
    then: str = ""

    @property
    def kind(self) -> str:
        """series, comparison, event or order."""
        if self.event:
            return "order" if self.then else "event"
        return "comparison" if self.than else "series"

    @model_validator(mode="after")
    def one_kind(self) -> "Check":
        """A check is of one kind and says everything that kind needs."""
        if bool(self.event) == bool(self.series or self.figure is not None):
            raise ValueError("a check is about a series, a figure, or an event: give one of them")
        if self.event:
            if stray := self.model_fields_set - {"label", "reading", "counts", "event", "then", "at"}:
                raise ValueError(f"a check about an event has no {', '.join(sorted(stray))}")
            return self
        for key, needed in (("then", "event"), ("entity", "series"), ("than_entity", "than")):
            if getattr(self, key) and not getattr(self, needed):
                raise ValueError(f"{key} needs {needed}")
        if self.low is None and self.high is None:
            raise ValueError("a check without an interval: give low, high or both")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError("low is above high")
        if self.figure is not None and (self.series or not self.than):
            raise ValueError("figure is compared with a series: give than, and no series")
        if self.than and self.statistic != "value":
            raise ValueError("a comparison compares values")
        windowed = self.statistic not in ("value", "first_reached")
        if windowed and (self.since is None) == (self.over_months is None):
            raise ValueError(f"{self.statistic} needs a window: give since or over_months")
        if not windowed and (self.since or self.over_months):
            raise ValueError(f"{self.statistic} has no window")
        if self.statistic == "first_reached" and self.high is not None:
            raise ValueError("first_reached has a lower limit only")
        return self


class Claim(Declared):
    """What an excerpt asserts. `counts` empty: the words do not say what is counted, so every check decides."""

    id: str = Field(pattern=ID)
    statement: str
    figure: str = ""
    stated: float | None = None
    unit: Literal["", *UNITS] = ""
    counts: Literal["", *COUNTS] = ""
    chart: str = ""
    untested: str = ""
    check: list[Check] = []

    @model_validator(mode="after")
    def tested_or_reason(self) -> "Claim":
        """A claim has checks, or says why no data can test it; a stated figure has a unit."""
        if bool(self.check) == bool(self.untested):
            raise ValueError("give checks, or say in untested why no data can test the claim")
        if (self.stated is None) != (self.unit == ""):
            raise ValueError("stated and unit belong together")
        return self


class Excerpt(Declared):
    """A sentence or two quoted from an article, with its place: `offset` counts characters from the start."""

    id: str = Field(pattern=ID)
    quote: str
    offset: int = Field(ge=0)
    chart: str = ""
    claim: list[Claim] = Field(min_length=1)

    @field_validator("quote")
    @classmethod
    def short(cls, quote: str) -> str:
        """Quotation has a limit."""
        if len(quote.split()) > LONGEST_QUOTE:
            raise ValueError(f"an excerpt has at most {LONGEST_QUOTE} words, this one {len(quote.split())}")
        return quote

    @model_validator(mode="after")
    def figures_quoted(self) -> "Excerpt":
        """Each claim's figure is marked in the quote, so it must stand there."""
        for claim in self.claim:
            if claim.figure not in self.quote:
                raise ValueError(f"claim {claim.id}: figure {claim.figure!r} does not stand in the quote")
        return self


class Ignored(Declared):
    """A number or dated assertion of the article that is not claimed, and the reason why not."""

    text: str
    reason: str


class Article(Declared):
    """An article: where and when it appeared, and how we know."""

    id: str = Field(pattern=ID)
    title: str
    publisher: str
    author: str = ""
    url: str = ""
    published_on: dt.date
    published_on_basis: str
    text_sha256: str = Field(pattern="^[0-9a-f]{64}$")
    excerpt: list[Excerpt] = Field(min_length=1)
    ignored: list[Ignored] = []
