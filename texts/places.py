"""Where a figure stands in a quote or a text: whole, and not inside another number or word."""

import re

from texts.figures import figures
from texts.numerals import DIGITS, LOOSE, SCALES, SHARES, WORDS

# A number with all that belongs to its value: "5" is no place in "25", "2.5", "−5", "5 million" or "2025-03-05".
NUMBER = re.compile(
    r"\d{4}-\d\d-\d\d"
    rf"|(?:(?<![\w)])[−-])?{DIGITS}(?:(?:bn|tn|mn|k|m)\b|[ \u00a0](?:{'|'.join(SCALES)})\b)?"
    rf"|\b(?i:{SHARES}|{LOOSE}|{WORDS})"
)
# What a name carries (F-16) is no figure.
NAMED = re.compile(r"[A-Z]-$")


def places(text: str, words: str) -> list[int]:
    """Every number of characters before which `words` stand whole in `text`."""
    if not words:
        return []
    # What the search for figures finds is a figure, wherever it ends.
    taken = {(each.start, each.end) for each in figures(text)}
    numbers = [match.span() for match in NUMBER.finditer(text)]
    found = [start for start in range(len(text) - len(words) + 1) if text.startswith(words, start)]
    return [
        start
        for start in found
        if (start, start + len(words)) in taken or _whole(text, start, start + len(words), numbers)
    ]


def _whole(text: str, start: int, end: int, numbers: list[tuple[int, int]]) -> bool:
    if _word(text[start]) and (_word(text[max(0, start - 1) : start]) or NAMED.search(text[:start])):
        return False
    if _word(text[end - 1]) and _word(text[end : end + 1]):
        return False
    return not any(first < end and start < last and (first < start or end < last) for first, last in numbers)


def _word(sign: str) -> bool:
    return bool(re.fullmatch(r"\w", sign))


def placed(text: str, words: str, at: int | None, where: str, key: str) -> int:
    """The one place of `words` in `text`: `at`, or where they stand once.

    Raises ValueError where that is not one place, and says what to write. `where`, `key`: what the declaration calls
    the text and `at`.
    """
    found = places(text, words)
    stands = ", ".join(map(str, found))
    if not found and words in text:
        raise ValueError(f"{words!r} stands {where} only inside another number or word: give that whole")
    if not found:
        raise ValueError(f"{words!r} does not stand {where}")
    if at is None and len(found) > 1:
        raise ValueError(f"{words!r} stands {where} at {stands}: give {key}, one of these")
    if at is not None and at not in found:
        raise ValueError(f"{words!r} does not stand {where} at {at}, but at {stands}: mend {key}")
    return found[0] if at is None else at
