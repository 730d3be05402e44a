"""The closed lists: units and how each is printed, what can be counted, kinds and sides of sources."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Unit:
    """How values of one unit are printed: `prefix` + number + `suffix`, of 1 `one`, with `decimals` places.

    `whole`: it counts what has no fractions.
    """

    label: str
    prefix: str = ""
    suffix: str = ""
    decimals: int = 0
    one: str = ""
    whole: bool = False


def counted(count: int, noun: str) -> str:
    """A number of things that take an s: "1 value", "2,000 values"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


UNITS: Mapping[str, Unit] = {
    "persons": Unit("persons", whole=True),
    "countries": Unit("countries", whole=True),
    "percent": Unit("per cent", suffix=" %", decimals=1),
    "percent_of_gdp": Unit("per cent of GDP", suffix=" % of GDP", decimals=1),
    "points": Unit("percentage points", suffix=" points", decimals=1, one=" point"),
    "bn_rub": Unit("billion roubles", prefix="₽", suffix=" bn"),
    "bn_usd": Unit("billion US dollars", prefix="$", suffix=" bn", decimals=1),
    "bn_eur": Unit("billion euros", prefix="€", suffix=" bn", decimals=1),
    "bn_cny": Unit("billion yuan", prefix="¥", suffix=" bn", decimals=1),
    "mn_eur_per_day": Unit("million euros a day", prefix="€", suffix=" mn a day", decimals=1),
    "rub_per_usd": Unit("roubles for one US dollar", prefix="₽", decimals=2),
    "usd_per_barrel": Unit("US dollars a barrel", prefix="$", decimals=2),
    "km": Unit("kilometres", suffix=" km"),
    "km2": Unit("square kilometres", suffix=" km²"),
    "tonnes": Unit("tonnes", suffix=" t", decimals=1),
    "items": Unit("items", whole=True),
    "launches": Unit("missiles and drones", whole=True),
    "alerts": Unit("alerts", whole=True),
    "hours": Unit("hours", suffix=" h", decimals=1),
    "fires": Unit("fires", whole=True),
    "times": Unit("times", suffix=" ×", decimals=2),
    "rank": Unit("place in the order", prefix="no.\u00a0", whole=True),
    "index": Unit("index"),
}

# What is counted. The losses, and what weapons did, are what a party to the war has reason to bend: see speaker in
# verdict.sql.
LOSSES = {
    "killed": "killed",
    "killed_wounded": "killed and wounded",
    "killed_wounded_missing_captured": "killed, wounded, missing and captured",
    "confirmed_by_name": "deaths confirmed by name",
    "losses_undefined": "“losses”, not defined further",
    "killed_missing": "killed and missing",
    "equipment_claimed": "equipment destroyed, as the other side claims",
    "launched": "missiles and drones launched, as the side attacked counts them",
    "intercepted": "missiles and drones shot down or suppressed, as the side attacked counts them",
}
COUNTS = LOSSES | {
    "equipment_confirmed": "equipment whose loss is confirmed by pictures",
    "civilians_killed": "civilians killed, verified",
    "civilians_injured": "civilians injured, verified",
    "deaths_in_events": "deaths tied to single events",
    "allocations": "aid allocated: set aside or delivered",
    "commitments": "aid committed: promised",
    "whole_fund": "the whole fund",
    "liquid_part": "the fund’s liquid part",
    "total_spending": "total government spending on defence",
    "investment": "investment in defence (gross fixed capital formation)",
    "proposal": "amounts proposed, not spent",
    "killed_wounded_against_killed": "killed and wounded on one side, killed alone on the other",
}


class SourceKind(StrEnum):
    """What a publisher is."""

    GOVERNMENT = "government"
    CENTRAL_BANK = "central bank"
    INTERNATIONAL_BODY = "international body"
    RESEARCH = "research"
    MEDIA = "media"
    MARKET = "market"


class Share(StrEnum):
    """What a source’s terms let us do with its data: pass them on, or only show them."""

    OPEN = "open"
    SHOWN = "shown"


class Judgement(StrEnum):
    """What a verdict comes to, in the order in which verdicts are sorted and counted; as verdict.sql computes it."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    DISPUTED = "disputed"
    UNCERTAIN = "uncertain"
    NOT_CHECKABLE = "not checkable"
    OPEN = "open"
    UNPUBLISHED = "not yet published"


class CheckOutcome(StrEnum):
    """How a check came out, as verdict.sql computes it."""

    HOLDS = "holds"
    FAILS = "fails"
    UNCERTAIN = "uncertain"
    NO_DATA = "no data"
    NOT_DUE = "not due"


class CheckKind(StrEnum):
    """What a check asks of: a series, two of them, an event, an event that speaks against it, or the order of two."""

    SERIES = "series"
    COMPARISON = "comparison"
    EVENT = "event"
    AGAINST = "against"
    ORDER = "order"


# Those about series, and those about events.
NUMERIC = CheckKind.SERIES, CheckKind.COMPARISON
DATED = CheckKind.EVENT, CheckKind.AGAINST, CheckKind.ORDER


class Basis(StrEnum):
    """As known when a claim is judged: when its article appeared, now, or as of a day that a reader asks for."""

    THEN = "then"
    NOW = "now"
    ASOF = "asof"


class KnownBasis(StrEnum):
    """Whether a row of the record was known at the moment, or stands there in hindsight."""

    THEN = "then"
    HINDSIGHT = "hindsight"


class Cause(StrEnum):
    """Why a value of the log is another than the one before: its publisher's, or a change of our own parser."""

    PUBLISHER = "publisher"
    OURS = "ours"


class Side(StrEnum):
    """On which side of the war a publisher stands."""

    RUSSIA = "Russia"
    UKRAINE = "Ukraine"
    ALLY = "ally of Ukraine"
    NONE = "none"


class Frequency(StrEnum):
    """How often a series has a period."""

    DAILY = "D"
    WEEKLY = "W"
    MONTHLY = "M"
    QUARTERLY = "Q"
    YEARLY = "A"
    IRREGULAR = "I"


# How many days a period has at most; what is irregular has no length of its own.
PERIOD_DAYS: Mapping[str, int] = {
    Frequency.DAILY: 1,
    Frequency.WEEKLY: 7,
    Frequency.MONTHLY: 31,
    Frequency.QUARTERLY: 92,
    Frequency.YEARLY: 366,
    Frequency.IRREGULAR: 0,
}


# How many months each period of a month or longer has.
PERIOD_MONTHS: Mapping[str, int] = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.YEARLY: 12}


class Measure(StrEnum):
    """What a value of a series says: of its period alone, at its period's end, or all until then."""

    FLOW = "flow"
    LEVEL = "level"
    CUMULATIVE = "cumulative"


class Statistic(StrEnum):
    """What a check reckons from the values of its window."""

    VALUE = "value"
    MEAN = "mean"
    SUM = "sum"
    MIN = "min"
    MAX = "max"
    CHANGE = "change"
    CHANGE_PCT = "change_pct"
    RATIO = "ratio"
    RANK_GREATEST = "rank_greatest"
    RANK_LEAST = "rank_least"
    FIRST_REACHED = "first_reached"


RANKS = (Statistic.RANK_GREATEST, Statistic.RANK_LEAST)
# They compare a value with an earlier one.
OVER_TIME = (Statistic.CHANGE, Statistic.CHANGE_PCT, Statistic.RATIO)


class Status(StrEnum):
    """How sure the publisher, or we, are of an observation; or that it stands no longer."""

    FINAL = "final"
    PROVISIONAL = "provisional"
    ESTIMATE = "estimate"
    UNVERIFIED = "unverified"
    WITHDRAWN = "withdrawn"


class Dimension(StrEnum):
    """What a series may vary by, one at a time."""

    COUNTRY = "country"
    PUBLISHER = "publisher"
    PART = "part"
    FORCE = "force"
    EQUIPMENT = "equipment"
    KIND = "kind"
    DONOR = "donor"
    DESTINATION = "destination"
    REGION = "region"
    EDITION = "edition"


class Topic(StrEnum):
    """What charts are about: each topic is the page that draws them."""

    LOSSES = "losses"
    ECONOMY = "economy"
    ALLIANCE = "alliance"
    SUPPORT = "support"
    GROUND = "ground"
    TIMELINE = "timeline"


class ChartKind(StrEnum):
    """How a chart is drawn."""

    TIME = "time"
    BARS = "bars"
    STACKED = "stacked"
    TIMELINE = "timeline"
    MAP = "map"


class Colour(StrEnum):
    """The colours of lines and bars, by names for which each theme has its own."""

    BLUE = "blue"
    ORANGE = "orange"
    GREEN = "green"
    PURPLE = "purple"
    SKY = "sky"
    RED = "red"
    GREY = "grey"
    BROWN = "brown"
