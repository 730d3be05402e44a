"""The declared shapes of articles: excerpts, claims and checks. Unknown keys are errors."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, field_validator, model_validator

from etl.declared.shapes import ID, CountsId, Declared, one_of
from etl.vocabulary import RANKS, UNITS, CheckKind, Statistic
from texts.figures import figures, foreign_figure, says
from texts.places import placed

LONGEST_QUOTE = 60
# What a draft leaves to a person begins with it.
TODO = "TODO"
# What lies beyond these is a slip, and more than a build could reckon with.
LONGEST_MONTHS, LONGEST_DAYS, LONGEST_TEXT, MOST = 1200, 36_600, 10_000_000, 1e15
Amount = Annotated[float, Field(ge=-MOST, le=MOST)]
# Keys of a check that mean nothing without another.
NEEDED = (
    *(("against", "event"), ("then", "event"), ("entity", "series"), ("plus", "series"), ("among", "series")),
    *(("plus_entity", "plus"), ("than_entity", "than")),
)


class Written(Declared):
    """Base of what a person has to write: nothing may be left as a draft left it.

    A number is written as one: "850.000" in quotation marks, true and nan are none.
    """

    model_config = ConfigDict(strict=True, allow_inf_nan=False)

    @field_validator("*", mode="before")
    @classmethod
    def finished(cls, value: object) -> object:
        """A draft is never taken for an article."""
        if isinstance(value, str) and value.strip().startswith(TODO):
            raise ValueError(f"still to be written: {value.strip()}")
        return value


class Check(Written):
    """One test of a claim, against a series, an event, the order of two events, or another figure.

    Against a series: `statistic` over `entity` at `at` (with `since` or `over_months` for windows), inside [low, high].
    `above` and `below` are limits that are themselves not enough. `plus`: a series that is added to it, period by
    period. A rank counts from the greatest or the least value: of its window, or `among` entities of the series.
    Against an event: `event` lies on or before the day of `at`; each event of `against` that does too speaks against
    the claim. An order: `event` lies before `then`. A comparison: the series' value, or `figure`, minus that of series
    `than`, or with statistic "ratio" divided by it, is inside [low, high].
    """

    label: str
    reading: str
    counts: CountsId = ""
    series: str = ""
    entity: str = ""
    plus: str = ""
    plus_entity: str = ""
    among: list[str] | Literal["all"] = Field([])
    figure: Amount | None = None
    than: str = ""
    than_entity: str = ""
    statistic: Annotated[Statistic, Field(strict=False)] = Statistic.VALUE
    at: dt.date | Literal["published"] = "published"
    since: dt.date | None = None
    over_months: int | None = Field(None, gt=0, le=LONGEST_MONTHS)
    low: Amount | None = None
    high: Amount | None = None
    above: Amount | None = None
    below: Amount | None = None
    max_age_days: int | None = Field(None, ge=0, le=LONGEST_DAYS)
    event: str = ""
    against: list[str] = Field([])
    then: str = ""

    @property
    def least(self) -> float | None:
        """The lower limit, whether it is enough itself or not."""
        return self.low if self.above is None else self.above

    @property
    def most(self) -> float | None:
        """The upper limit, likewise."""
        return self.high if self.below is None else self.below

    @property
    def kind(self) -> CheckKind:
        """What it asks of, itself: what speaks against an event are checks of their own in a build."""
        if self.event:
            return CheckKind.ORDER if self.then else CheckKind.EVENT
        return CheckKind.COMPARISON if self.than else CheckKind.SERIES

    @model_validator(mode="after")
    def one_kind(self) -> "Check":
        """A check is of one kind and says everything that kind needs."""
        if bool(self.event) == bool(self.series or self.figure is not None):
            raise ValueError("a check is about a series, a figure, or an event: give one of them")
        if self.event:
            if stray := self.model_fields_set - {"label", "reading", "counts", "event", "against", "then", "at"}:
                raise ValueError(f"a check about an event has no {', '.join(sorted(stray))}")
            if self.then and self.against:
                raise ValueError("an order of two events has no against: its second event may lie before the first")
            return self
        for key, needed in NEEDED:
            if getattr(self, key) and not getattr(self, needed):
                raise ValueError(f"{key} needs {needed}")
        if self.figure is not None and (self.series or not self.than):
            raise ValueError("figure is compared with a series: give than, and no series")
        if self.than and self.statistic not in (Statistic.VALUE, Statistic.RATIO):
            raise ValueError("a comparison compares values, or their ratio")
        if self.among and self.statistic not in RANKS:
            raise ValueError("among belongs to a rank")
        if self.among and self.plus:
            raise ValueError("a sum is not ranked among entities")
        ways = [
            self.since,
            self.over_months,
            self.among or None,
            (self.than or None) if self.statistic == Statistic.RATIO else None,
        ]
        given = sum(way is not None for way in ways)
        windowed = self.statistic not in (Statistic.VALUE, Statistic.FIRST_REACHED)
        if windowed and given != 1:
            further = {Statistic.RATIO: ", or than"} | dict.fromkeys(RANKS, ", or among")
            raise ValueError(
                f"{self.statistic} needs a window: give since or over_months{further.get(self.statistic, '')}"
            )
        if not windowed and given:
            raise ValueError(f"{self.statistic} has no window")
        return self

    @model_validator(mode="after")
    def limited(self) -> "Check":
        """A check of a number has an interval that something can lie in."""
        if self.event:
            return self
        if (None not in (self.low, self.above)) or (None not in (self.high, self.below)):
            raise ValueError("low or above, high or below: give one of them")
        if self.least is None and self.most is None:
            raise ValueError("a check without an interval: give low, high or both")
        strict = self.above is not None or self.below is not None
        least, most = self.least, self.most
        if least is not None and most is not None and (least > most or (strict and least == most)):
            raise ValueError("low is above high")
        if self.statistic == Statistic.FIRST_REACHED and self.most is not None:
            raise ValueError("first_reached has a lower limit only")
        return self


class Claim(Written):
    """What an excerpt asserts. `counts` empty: the words do not say what is counted, so every check decides.

    `kind` "attribution": that somebody said something, so its checks ask whether they did. Another that said less, or
    later less, does not contradict it.

    `figure_at`: characters of the quote before `figure`, needed only where that stands in it more than once.

    `resolves_on`: of a forecast, the day that it is about. Its checks apply to that day, and stay open until data
    reach it.
    """

    id: str = Field(pattern=ID)
    kind: Literal["", "attribution"] = ""
    statement: str
    figure: str = ""
    figure_at: int | None = Field(None, ge=0, le=LONGEST_TEXT)
    stated: Amount | None = None
    unit: Annotated[str, one_of(("", *UNITS))] = ""
    counts: CountsId = ""
    chart: str = ""
    untested: str = ""
    resolves_on: dt.date | None = None
    check: list[Check] = Field([])

    @model_validator(mode="after")
    def tested_or_reason(self) -> "Claim":
        """A claim has checks, or says why no data can test it; a stated figure has a unit."""
        if bool(self.check) == bool(self.untested):
            raise ValueError("give checks, or say in untested why no data can test the claim")
        if (self.stated is None) != (self.unit == ""):
            raise ValueError("stated and unit belong together")
        if self.resolves_on and not self.check:
            raise ValueError("a forecast needs checks that resolve it")
        if self.resolves_on and any(check.at != "published" for check in self.check):
            raise ValueError("a forecast's checks apply to the day of resolves_on: leave out at")
        # When such data reach the day depends on more than one line of a series.
        if self.resolves_on and any(check.plus or check.among for check in self.check):
            raise ValueError("a forecast's checks have neither plus nor among")
        return self


class Excerpt(Written):
    """A sentence or two quoted from an article, with its place: `offset` counts characters from the start."""

    id: str = Field(pattern=ID)
    quote: str
    offset: int = Field(ge=0, le=LONGEST_TEXT)
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
        """Each claim's figure is marked in the quote, so it must have one place there."""
        for claim in self.claim:
            try:
                place = self.place(claim)
            except ValueError as error:
                raise ValueError(f"claim {claim.id}: figure {error}") from error
            if place is not None and (said := self._unsaid(claim, place)):
                raise ValueError(f"claim {claim.id}: {said}")
        return self

    def _unsaid(self, claim: Claim, place: int) -> str:
        """Why a claim's figure, at `place` of the quote, does not say what is stated; empty where it does."""
        end = place + len(claim.figure)
        read = [each for each in figures(self.quote) if each.start < end and place < each.end]
        if claim.stated is not None and any(says(each, claim.stated, claim.unit) for each in read):
            return ""
        if any(foreign_figure(each) for each in read):
            return (
                f"figure {claim.figure!r} is not written as English writes numbers, or may be read as two: quote an "
                "English text, which has 850,000 or 21.5; three decimals need a unit that has them, and stated"
            )
        if claim.stated is None:
            return ""
        if all(each.value is None for each in read):
            return f"figure {claim.figure!r} has no number that can be read: leave out stated and unit, or mend figure"
        return (
            f"stated {claim.stated:,.10g} {claim.unit} is not what its figure {claim.figure!r} says: mend one of them"
        )

    def place(self, claim: Claim) -> int | None:
        """The characters of the quote before a claim's figure, None without one. Raises ValueError for no one place."""
        if not claim.figure and claim.figure_at is not None:
            raise ValueError("is not given: figure_at needs it")
        return placed(self.quote, claim.figure, claim.figure_at, "in the quote", "figure_at") if claim.figure else None


class Ignored(Written):
    """A number or dated assertion of the article that is not claimed, and the reason why not.

    `offset`: characters of the article's text before it, needed only where `text` stands there more than once.
    """

    text: str = Field(min_length=1)
    offset: int | None = Field(None, ge=0, le=LONGEST_TEXT)
    reason: str


class Article(Written):
    """An article: where and when it appeared, and how we know. `summary`: what it says, in a sentence of our own.

    `sample`: a text of our own that shows how articles look here; nobody claims what it says.
    """

    id: str = Field(pattern=ID)
    title: str
    publisher: str
    author: str = ""
    url: str = ""
    published_on: dt.date
    published_on_basis: str
    text_sha256: str = Field(pattern="^[0-9a-f]{64}$")
    summary: str
    sample: bool = False
    excerpt: list[Excerpt] = Field(min_length=1)
    ignored: list[Ignored] = Field([])

    @model_validator(mode="after")
    def forecasts_lie_ahead(self) -> "Article":
        """A forecast is about a day after the one on which it was read."""
        for claim in (claim for excerpt in self.excerpt for claim in excerpt.claim):
            if claim.resolves_on and claim.resolves_on <= self.published_on:
                raise ValueError(f"claim {claim.id}: resolves_on {claim.resolves_on} is not after published_on")
        return self
