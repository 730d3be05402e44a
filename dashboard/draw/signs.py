"""How large signs are, how far bars reach and how pale they are, in both pictures; sizes in pixels."""

from dashboard.chart.layers import UNSETTLED
from dashboard.chart.records import Row

# A value with none beside it, and one that stands by itself.
ALONE, POINT = 5, 7
# The newest data behind a record set back.
GHOST_WIDTH, GHOST_OPACITY = 1.2, 0.5


def opacity(row: Row) -> float:
    """The opacity of a bar: paler where its value is not settled."""
    return 0.55 if row.status in UNSETTLED else 1.0


def base(row: Row) -> float:
    """Where a bar begins: at zero, or at its lower bound when it spans two and has no value."""
    return row.low if row.y is None and row.low is not None and row.high is not None else 0.0


def length(row: Row) -> float:
    """How far a bar reaches from its base: to its value, else to its upper bound, else to its lower."""
    return next(number for number in (row.y, row.high, row.low) if number is not None) - base(row)
