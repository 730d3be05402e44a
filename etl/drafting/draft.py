"""A draft of an article's file: every sentence with figures as an excerpt, for a person to finish."""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterator, Sequence

from etl.declared.articles import LONGEST_QUOTE, TODO
from etl.drafting.candidates import Index, candidates
from texts.figure import Figure, Kind
from texts.figures import figures, foreign_figure
from texts.places import places
from texts.plain import plain_text

# A full stop after one of these, or after a capital alone, ends no sentence: two may be taken for one.
ABBREVIATED = re.compile(r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Gen|Col|No|approx|e\.g|i\.e|vs)\.)$")
ENDS = re.compile(r"[.!?…][\"”’)\]]*(?=\s)|\n")


def sentences(text: str, whole: Sequence[Figure] = ()) -> Iterator[tuple[int, str]]:
    """Every sentence of a text with the number of characters before it, without blanks at its ends.

    `whole`: figures in which none ends, also where a line does.
    """
    kept = {at for each in whole for at in range(each.start, each.end)}
    start = 0
    for match in ENDS.finditer(text):
        if match.start() in kept or (match.group() == "." and ABBREVIATED.search(text[start : match.end()])):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    said = text[start:end]
    if said.strip():
        yield start + len(said) - len(said.lstrip()), said.strip()


def excerpt_pieces(text: str) -> Iterator[tuple[int, str, list[Figure]]]:
    """The sentences with figures: place, words, figures. One of too many words is cut where no figure stands."""
    found = figures(text)
    for start, sentence in sentences(text, found):
        for place, piece in _short(start, sentence, found):
            inside = [each for each in found if place <= each.start and each.end <= place + len(piece)]
            if inside:
                yield place, piece, inside


def _short(start: int, sentence: str, found: list[Figure]) -> Iterator[tuple[int, str]]:
    words = [(start + word.start(), start + word.end()) for word in re.finditer(r"\S+", sentence)]
    while words:
        size = min(len(words), LONGEST_QUOTE)
        # Cut between two words that are not of one figure; a figure has far fewer words than an excerpt.
        while size < len(words) and any(each.start < words[size][0] < each.end for each in found):
            size -= 1
        first, last = words[0][0], words[size - 1][1]
        yield first, sentence[first - start : last - start]
        words = words[size:]


def draft(raw: bytes, known: Index, *, published: dt.date | None = None, title: str = "") -> str:
    """The draft as TOML, from the bytes of an article's text. What a person has to write says TODO, and is refused.

    Raises ValueError for bytes that are no plain English text, for a text with a figure that may be read in another
    convention than the English, and for one without a figure.
    """
    text = plain_text(raw)
    if odd := [each for each in figures(text) if foreign_figure(each)]:
        told = [f"{each.text!r} in line {text.count(chr(10), 0, each.start) + 1}" for each in odd]
        raise ValueError(
            f"has {', '.join(told)}: not as English writes numbers, or to be read as two, since others write 850,000 "
            "as 850.000 and 21.5 as 21,5; take an English text, or write the file by hand if it has three decimals"
        )
    digest = hashlib.sha256(raw).hexdigest()
    name = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or f"draft-{digest[:8]}"
    parts = [
        _excerpt(f"{name}-{number}", place, piece, inside, known)
        for number, (place, piece, inside) in enumerate(excerpt_pieces(text), start=1)
    ]
    if not parts:
        raise ValueError("has no number, amount, share or date to claim")
    head = [
        f"# A draft: what says {TODO} is still to be written. Ids are permanent, they are in links: choose short ones.",
        "# What is no claim goes into [[ignored]] with its text and a reason; an excerpt without claims is taken out.",
        "",
        "[article]",
        f"id = {toml_string(name)}",
        f"title = {toml_string(title or f'{TODO}: the title')}",
        f'publisher = "{TODO}: who published it"',
        f"published_on = {published or toml_string(f'{TODO}: the day of publication, like 2025-03-07')}",
        f'published_on_basis = "{TODO}: how that day is known"',
        f'summary = "{TODO}: what it says, in a sentence of our own"',
        f'text_sha256 = "{digest}"',
    ]
    return "\n".join([*head, *parts, ""])


def _excerpt(name: str, place: int, piece: str, inside: list[Figure], known: Index) -> str:
    lines = ["", "[[excerpt]]", f"id = {toml_string(name)}", f"offset = {place}"]
    lines += [f"quote = {toml_string(piece)}", '# chart = ""']
    # A day beside a number says when; alone it is what is claimed.
    claimed = [each for each in inside if each.kind != Kind.DATE] or inside
    for number, each in enumerate(claimed, start=1):
        lines += ["", *_claim(f"{name}-{number}", piece, each.start - place, each, known)]
    return "\n".join(lines)


def _claim(name: str, sentence: str, place: int, figure: Figure, known: Index) -> list[str]:
    lines = [
        "[[excerpt.claim]]",
        f"id = {toml_string(name)}",
        f'statement = "{TODO}: what the excerpt asserts"',
        f"figure = {toml_string(figure.text)}",
        *([f"figure_at = {place}"] if places(sentence, figure.text) != [place] else ()),
    ]
    if figure.value is not None and figure.unit:
        lines += [f"stated = {number(figure.value)}", f"unit = {toml_string(figure.unit)}"]
    elif figure.value is not None:
        lines += [f"# stated = {number(figure.value)}  with its unit"]
    lines += ['# counts = ""', f'untested = "{TODO}: checks in its place, or why no data can test it"']
    if figure.kind == Kind.DATE:
        lines.append("# A date: an event of data/tables/events.csv, or resolves_on if it lies ahead of the article.")
    for each in candidates(sentence, figure.unit, known):
        why = ", ".join(each.shared[:5]) + ("; the same unit" if each.same_unit else f"; in {each.series.unit}")
        lines.append(f"# series = {toml_string(each.series.id)}  # {each.series.title}. Shared: {why}")
    return [f"  {line}" for line in lines]


def number(value: float) -> str:
    """A number as TOML has it: 850000, 0.02."""
    return str(int(value)) if value == int(value) else repr(value)


def toml_string(text: str) -> str:
    """A text as a string of TOML."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
