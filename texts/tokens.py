"""The words, numbers and signs of a text, each with its place; and its sentences, also where lines are wrapped."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from texts.numbers.words import NUMBER_WORDS, listed

FRACTIONS = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8}
LETTER = rf"[^\W\d_{''.join(FRACTIONS)}]"
TOKEN = re.compile(
    # Thousands set apart by blanks are one number.
    r"(?P<number>(?<![\d.,])[1-9]\d{0,2}(?:[ \u00a0\u202f\u2009]\d{3})+(?:\.\d+)?(?![.,]?\d)|\d+(?:[.,'’]\d+)*"
    r"|(?<![\w.])\.\d+)"
    rf"|(?P<fraction>[{''.join(FRACTIONS)}])"
    r"|(?P<money>(?<![A-Za-z])(?:US|CA|AU|NZ|HK|[AC])?\$|[€£¥₽₴₺₹])"
    r"|(?P<word>o['’]clock\b|(?:km|m|cm)[23]\b"
    rf"|{LETTER}+(?:\u00ad{LETTER}+)*-[ \t]{{0,3}}\r?\n(?:> ?){{0,9}}[ \t]{{0,9}}{LETTER}+"
    rf"|{LETTER}+(?:\u00ad{LETTER}+)*(?:['’][a-z]{{1,2}}\b)?)"
    r"|(?P<dash>[-‐‑‒–—−])"
    r"|(?P<sign>\S)",
    re.IGNORECASE,
)
WRAP = re.compile(r"-[ \t]*\r?\n(?:> ?)*[ \t]*")
# A full stop after one of these, or after a capital alone, ends no sentence.
ABBREVIATED = frozenset(
    listed(
        "mr mrs ms dr st gen col lt no nos approx e.g i.e vs fig figs p pp art sec ch vol ed est ca cf etc jan "
        "feb mar apr jun "
        "jul aug sep sept oct nov dec ext tel inc ltd co"
    )
)
# A line of so many characters is one that was wrapped.
WRAPPED = 45
# No sentence has more tokens: what is longer is a list, and cut at a comma if it can be.
LONG, LONGEST = 150, 250


class Sort(StrEnum):
    """What a token is."""

    NUMBER = "number"
    FRACTION = "fraction"
    MONEY = "money"
    WORD = "word"
    DASH = "dash"
    SIGN = "sign"
    DATE = "date"
    NO_FIGURE = "no figure"


class Gap(StrEnum):
    """What stands before a token."""

    NOTHING = ""
    BLANK = " "
    LINE = "line"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text. `low`: in small letters, put together where a line broke it. `period`: of a date."""

    sort: Sort
    start: int
    end: int
    text: str
    low: str
    gap: Gap
    period: str = ""


Span = tuple[int, int, Sort, str]


def tokens(text: str, spans: Sequence[Span] = ()) -> list[Token]:
    """All tokens in order. `spans`: (start, end, sort, period) that are one token each; they do not overlap."""
    return _spaced(text, list(_raw(text, spans)))


def _raw(text: str, spans: Sequence[Span]) -> Iterator[Token]:
    at = 0
    for start, end, sort, period in spans:
        yield from _between(text, at, start)
        yield Token(sort, start, end, text[start:end], text[start:end].lower(), Gap.NOTHING, period)
        at = end
    yield from _between(text, at, len(text))


def _between(text: str, first: int, last: int) -> Iterator[Token]:
    for match in TOKEN.finditer(text, first, last):
        sort = Sort(str(match.lastgroup))
        said, start = match.group(), match.start()
        if (
            sort == Sort.SIGN
            and said == ">"
            and text[start - 1 : start] in ("", "\n")
            and text[start + 1 : start + 2] == " "
        ):
            continue
        wrap = WRAP.search(said) if sort == Sort.WORD else None
        low = said.lower().replace("’", "'").replace("\u00ad", "")
        if wrap and (joined := WRAP.sub("", low)) not in NUMBER_WORDS and joined not in WHOLE_WORDS:
            # Two words with a hyphen that stands at the end of its line.
            middle = start + wrap.start()
            yield Token(Sort.WORD, start, middle, said[: wrap.start()], low[: wrap.start()], Gap.NOTHING)
            yield Token(Sort.DASH, middle, middle + 1, "-", "-", Gap.NOTHING)
            second = start + wrap.end()
            yield Token(Sort.WORD, second, match.end(), said[wrap.end() :], said[wrap.end() :].lower(), Gap.NOTHING)
            continue
        yield Token(sort, start, match.end(), said, WRAP.sub("", low) if wrap else low, Gap.NOTHING)


# What is put together where a line breaks it, besides numbers.
WHOLE_WORDS = frozenset(
    listed(
        "percent percentage dollars dollar euros euro roubles rouble rubles kilometres kilometers kilometre "
        "tonnes barrel barrels square hours"
    )
)


def _spaced(text: str, raw: list[Token]) -> list[Token]:
    """The same with what stands before each. A hyphen at a line's end joins the words around it."""
    spaced, end = [], 0
    for at, each in enumerate(raw):
        between = text[end : each.start]
        lines = between.count("\n")
        joined = at > 1 and raw[at - 1].text == "-" and lines == 1 and raw[at - 2].end == raw[at - 1].start
        if joined or not between:
            gap = Gap.NOTHING
        elif lines > 1:
            gap = Gap.PARAGRAPH
        else:
            gap = Gap.LINE if lines else Gap.BLANK
        spaced.append(Token(each.sort, each.start, each.end, each.text, each.low, gap, each.period))
        end = each.end
    return spaced


def token_sentences(every: Sequence[Token]) -> list[list[Token]]:
    """The tokens of each sentence. A wrapped line ends none; a headline, a list's entry and a paragraph do."""
    found: list[list[Token]] = [[]]
    line = 0
    for at, each in enumerate(every):
        if (
            each.gap == Gap.PARAGRAPH
            or (each.gap == Gap.LINE and _new_line(every[at - 1], each, every[at - 1].end - line))
            or (found[-1] and each.gap != Gap.NOTHING and _ended(found[-1], each))
            or len(found[-1]) >= LONGEST
            or (len(found[-1]) >= LONG and every[at - 1].text in ",;|")
        ):
            found.append([])
        if each.gap in (Gap.LINE, Gap.PARAGRAPH):
            line = each.start
        found[-1].append(each)
    return [one for one in found if one]


def _new_line(last: Token, first: Token, length: int) -> bool:
    if last.text in ".!?:;" and last.sort == Sort.SIGN:
        return True
    if first.text in "•*·":
        return True
    return first.sort == Sort.WORD and first.text[0].isupper() and length < WRAPPED and last.text != ","


def _ended(before: list[Token], after: Token) -> bool:
    last = len(before) - 1
    while last > 0 and before[last].text in "\"”’')]":
        last -= 1
    stop = before[last]
    if stop.sort != Sort.SIGN or stop.text not in ".!?…":
        return False
    if after.sort == Sort.WORD and after.text[0].islower():
        return False
    if stop.text == "." and last > 0 and before[last - 1].end == stop.start and before[last - 1].sort == Sort.WORD:
        word = before[last - 1]
        return not (word.low in ABBREVIATED or (len(word.text) == 1 and word.text.isupper()))
    return True
