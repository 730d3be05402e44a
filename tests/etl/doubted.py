"""Words in a kept row's note by which its day of publication was guessed rather than found."""

import re

DOUBTS = re.compile(
    r"\bday\b[^,;.“]*\b(approximate|inferred|guessed|assumed|estimated|not (known|found|stated))"
    r"|\binferred\b|\bundated\b|was not found|or earlier|not later than|at the latest|days? older"
    r"|of the day before|other press|has no date"
    r"|gives no day|day of the copy",
    re.IGNORECASE,
)


def doubted(note: str) -> bool:
    """Whether a note says that the day was not found, or how it was guessed."""
    return bool(DOUBTS.search(note))
