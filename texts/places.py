"""Where a figure stands in a quote or a text: whole, and not inside another number or word."""

import re

from texts.figures import figures
from texts.numbers.numerals import numeral
from texts.numbers.parts import named_part
from texts.tokens import Gap, Sort, tokens

DAY = re.compile(r"\d{4}-\d\d-\d\d")
# What a name carries (F-16) is no figure.
NAMED = re.compile(r"[A-Z]-$")


def places(text: str, words: str) -> list[int]:
    """Every number of characters before which `words` stand whole in `text`."""
    if not words:
        return []
    # What the search for figures finds is a figure, wherever it ends.
    taken = {(each.start, each.end) for each in figures(text)}
    numbers = _numbers(text)
    found = [start for start in range(len(text) - len(words) + 1) if text.startswith(words, start)]
    return [
        start
        for start in found
        if (start, start + len(words)) in taken or _whole(text, start, start + len(words), numbers)
    ]


def _numbers(text: str) -> list[tuple[int, int]]:
    """Numbers with all that belongs to their value: "5" is no place in "25", "2.5", "−5", "5 million", "2025-03-05"."""
    every = tokens(text, [(*match.span(), Sort.DATE, "") for match in DAY.finditer(text)])
    found, at = [], 0
    while at < len(every):
        token = every[at]
        if token.sort == Sort.DATE:
            found.append((token.start, token.end))
        elif one := numeral(every, at) or named_part(every, at):
            signed = at > 0 and every[at - 1].sort == Sort.DASH and token.gap == Gap.NOTHING
            apart = signed and not re.search(r"[\w)]$", text[: every[at - 1].start])
            found.append((every[at - 1].start if apart else token.start, every[one.last - 1].end))
            at = one.last - 1
        at += 1
    return found


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
