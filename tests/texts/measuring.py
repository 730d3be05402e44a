"""How much of the measured set a reading gets right: counts alone, by half."""

from collections import Counter
from dataclasses import dataclass

from tests.texts.sentences.entries import Half, Said, Sentence, sentences
from texts.figure import Figure, Kind
from texts.reading import named_dates, read_figures

TOLD = ("bound", "change", "direction", "per", "period", "said_by", "record", "since", "denied", "of")


@dataclass(frozen=True)
class Pair:
    """A figure of the set, and that which was read where it stands, or none."""

    said: Said
    read: Figure | None


def pairs(sentence: Sentence) -> tuple[list[Pair], list[Figure]]:
    """Each figure of a sentence with what was read, one to one; and what was read besides."""
    shift = len(sentence.before) + 1 if sentence.before else 0
    text = f"{sentence.before} {sentence.text}" if sentence.before else sentence.text
    left = [each for each in read_figures(text, sentence.written) if each.kind != Kind.DATE and each.start >= shift]
    found = []
    for said, (start, end) in zip(sentence.figures, sentence.places(), strict=True):
        there = [each for each in left if each.start - shift < end and start < each.end - shift]
        best = max(there, key=lambda each: min(each.end - shift, end) - max(each.start - shift, start), default=None)
        left = [each for each in left if each is not best]
        found.append(Pair(said, best))
    return found, left


def value_is_right(said: Said, figure: Figure) -> bool:
    """Whether a value, both ends of a range, or that there is none, is read as it is."""
    if said.doubtful or said.open:
        return figure.value is None and figure.low is None and figure.doubtful == said.doubtful
    if said.low is not None:
        return _close(said.low, figure.low) and _close(said.high, figure.high)
    return figure.low is None and _close(said.value, figure.value)


def _close(one: float | None, other: float | None) -> bool:
    return one is not None and other is not None and abs(one - other) <= 1e-4 * max(abs(one), abs(other))


def measured(half: Half) -> Counter[str]:
    """Counts: `said`, `found`, `besides` (what is no figure), `value`, `value and unit`; the keys of TOLD, dates."""
    counts: Counter[str] = Counter()
    for sentence in sentences(half):
        found, besides = pairs(sentence)
        counts["besides"] += len(besides)
        for pair in found:
            counts["said"] += 1
            if pair.read is None:
                continue
            counts["found"] += 1
            right = value_is_right(pair.said, pair.read)
            counts["value"] += right
            counts["value and unit"] += right and pair.said.unit == pair.read.unit
            for key in TOLD:
                counts[key] += getattr(pair.said, key) == getattr(pair.read, key)
        named = named_dates(sentence.text, sentence.written)
        counts["dates said"] += len(sentence.dates)
        for (start, end), period in zip(sentence.dated(), sentence.dates.values(), strict=True):
            counts["dates"] += any(each.period == period for each in named if each.start < end and start < each.end)
    return counts
