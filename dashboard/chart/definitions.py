"""What each transform makes of a line, in words: its name beside the line, how it is defined, and where it fails."""

from dashboard.address.how import How, Sign, Transform
from dashboard.chart.records import SeriesInfo
from dashboard.chart.transforms import change_unit
from dashboard.say import say_day
from etl.vocabulary import PERIOD_MONTHS, Dimension, Frequency, Measure

PERIODS = {
    Frequency.DAILY: "value",
    Frequency.WEEKLY: "week",
    Frequency.MONTHLY: "month",
    Frequency.QUARTERLY: "quarter",
    Frequency.YEARLY: "year",
    Frequency.IRREGULAR: "value",
}
# What two lines have in common where they are made one.
JOINED_ON = {Measure.FLOW: "period", Measure.LEVEL: "last day", Measure.CUMULATIVE: "last day"}
# What is said where a transform makes nothing of the values that are held.
UNDEFINED = {
    Transform.CHANGE_YEAR: "no change on a year earlier can be computed",
    Transform.CHANGE_PERIOD: "no change on the period before can be computed",
    Transform.PER_DAY: "no value per day can be computed",
    Transform.PER_MONTH: "no value per month can be computed",
    Transform.SUM: "no moving sum can be computed",
    Transform.MEAN: "no moving mean can be computed",
    Transform.INDEX: "no index can be computed",
}
# The same where each line has a transform of its own.
NO_TRANSFORM = "nothing can be computed"
# Why a transform gives nothing at all, by transform.
NOTHING = {
    Transform.CHANGE_YEAR: "no value has one of the same period a year before it to be compared with",
    Transform.CHANGE_PERIOD: "no value has one of the period before it to be compared with",
    Transform.PER_DAY: "a daily change needs two values",
    Transform.PER_MONTH: "no whole month of daily values is held",
    Transform.SUM: "no whole window of values is held",
    Transform.MEAN: "no whole window of values is held",
    Transform.INDEX: "nothing can be counted from a first value of zero or below",
}


def refusal(series: SeriesInfo, how: How) -> str:
    """Why a transform says nothing about a series; empty when it does."""
    kind, cumulative = how.kind, series.measures == Measure.CUMULATIVE
    if kind == Transform.NONE:
        return ""
    if series.varies_by == Dimension.PUBLISHER:
        return "single statements by different publishers have no common rate of change"
    if kind == Transform.PER_DAY and not cumulative:
        return "only cumulative series have a daily change"
    if kind in (Transform.CHANGE_PERIOD, Transform.SUM, Transform.MEAN) and series.frequency == Frequency.IRREGULAR:
        return "its values follow no regular periods"
    if kind == Transform.PER_MONTH and (series.frequency != Frequency.DAILY or series.measures == Measure.FLOW):
        return "only daily levels and totals are taken together by month"
    if kind == Transform.SUM and (series.measures != Measure.FLOW or is_rate(series)):
        return "only amounts of single periods add up"
    if kind == Transform.MEAN and cumulative:
        return "a total that grows has no mean"
    if kind in (Transform.SUM, Transform.MEAN) and PERIOD_MONTHS.get(series.frequency, 0) >= how.months:
        hold = "holds" if how.months == 1 else "hold"
        return f"{window_words(how.months)} {hold} no more than one of its periods"
    return ""


def is_rate(series: SeriesInfo) -> bool:
    """Whether a value of a period is so much a day, as a mean of its days, or a ratio: such values do not add up."""
    return series.sign == Sign.RATIO or series.unit.endswith("_per_day") or " a day" in series.title


def short_words(how: How, series: SeriesInfo | None = None) -> str:
    """A transform as it stands after a line's name: "change on the month before", "mean over 12 months".

    `series`: None for lines of several rhythms.
    """
    return {
        Transform.NONE: "",
        Transform.CHANGE_YEAR: "change on a year earlier",
        Transform.CHANGE_PERIOD: f"change on the {PERIODS[series.frequency] if series else 'period'} before",
        Transform.PER_DAY: "per day",
        Transform.PER_MONTH: f"{month_words(series) if series else 'sum or mean'} of each month",
        Transform.SUM: f"sum over {window_words(how.months)}",
        Transform.MEAN: f"mean over {window_words(how.months)}",
        Transform.INDEX: f"{say_day(how.day)} = 100" if how.day else "first value = 100",
    }[how.kind]


def month_words(series: SeriesInfo) -> str:
    """What stands for a month of daily values, also of the series that it is then one of."""
    return "mean" if series.measures == Measure.LEVEL else "sum"


def window_words(months: int) -> str:
    """How long a moving window is."""
    return "1 month" if months == 1 else f"{months} months"


def definition(how: How, series: SeriesInfo) -> str:
    """How a transform of a series is computed, as a sentence; empty for values as published."""
    unit = "percentage points" if change_unit(series.unit) == "points" else "per cent"
    missing = "where any is missing there is none"
    daily = series.frequency == Frequency.DAILY
    before = "the one before, at most 14 days earlier" if daily else "that of the period before"
    return {
        Transform.NONE: "",
        Transform.CHANGE_YEAR: f"Each value against that of the same period a year earlier, in {unit}.",
        Transform.CHANGE_PERIOD: f"Each value against {before}, in {unit}.",
        Transform.PER_DAY: "What was added since the value before, divided by the days between the two.",
        Transform.PER_MONTH: (
            "What a month added: the value of its last day less that of the last day before it, where both are held."
            if month_words(series) == "sum"
            else "The mean of a month’s daily values, of whole months without a gap of more than 14 days."
        ),
        Transform.SUM: f"The sum of the values of the {window_words(how.months)} up to each period; {missing}.",
        Transform.MEAN: (
            f"The mean of the values of the {window_words(how.months)} up to each period; {missing}. "
            "Faint: the values that are averaged."
        ),
        Transform.INDEX: (
            f"Each value in per cent of the one that held on {say_day(how.day)}, which is 100."
            if how.day
            else "Each value in per cent of the first one shown, which is 100."
        ),
    }[how.kind]


def joined_words(series: SeriesInfo) -> str:
    """Of which values one made of two lines is computed, as a clause; empty for a line of the record."""
    if series.sign is None:
        return ""
    positive = " and the second one above zero" if series.sign == Sign.RATIO else ""
    return f"computed only where both hold a value of the same {JOINED_ON[series.measures]}{positive}"
