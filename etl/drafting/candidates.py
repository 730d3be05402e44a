"""Which declared series a sentence may be about: ranked by the words that they share, and by the unit."""

import math
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from etl.declared.catalogue import Catalogue
from etl.declared.shapes import Series
from etl.vocabulary import COUNTS

# A word of a title says more about a series than one of its definition.
TITLE, NAME, DEFINITION = 3, 2, 1
OTHER_UNIT, SAME_UNIT = 0.5, 1.5
COMMON = {"and", "are", "for", "from", "had", "has", "have", "its", "not", "per", "than", "that", "the", "their"}
COMMON |= {"this", "was", "were", "with", "which", "who"}


@dataclass(frozen=True)
class Candidate:
    """A series that a sentence may be about. `shared`: the words that say so, the most telling first."""

    series: Series
    shared: tuple[str, ...]
    same_unit: bool


@dataclass(frozen=True)
class Index:
    """Every declared series with the weight of each of its words, and the glossary's forms, by stems of words."""

    weights: dict[str, dict[str, float]]
    series: dict[str, Series]
    words: tuple[tuple[frozenset[str], ...], ...]


def series_index(catalogue: Catalogue) -> Index:
    """What ranking needs, made once for many sentences."""
    names = {row["id"]: row["name"] for row in catalogue.entities}
    publishers = {source.id: source.publisher for source in catalogue.sources}
    found = {s.id: _fields(s, names, publishers.get(s.source, "")) for s in catalogue.series}
    frequency = Counter(word for words in found.values() for word in words)
    weights = {
        name: {word: weight * math.log(1 + len(found) / frequency[word]) for word, weight in words.items()}
        for name, words in found.items()
    }
    forms = tuple(tuple(frozenset(stems(form)) for form in (w.word, *w.also)) for w in catalogue.words)
    return Index(weights, {s.id: s for s in catalogue.series}, forms)


def candidates(sentence: str, unit: str, known: Index, most: int = 3) -> list[Candidate]:
    """The series that share words with a sentence, the likeliest first. `unit`: as guessed, or empty.

    Words of the glossary that the sentence uses stand for their other forms too.
    """
    said = stems(sentence)
    asked = dict.fromkeys(said, 1.0)
    for forms in known.words:
        if any(form and form <= said for form in forms):
            asked = {word: 0.5 for form in forms for word in form} | asked
    scores = {}
    for name, weights in known.weights.items():
        hits = {word: asked[word] * weights[word] for word in asked.keys() & weights.keys()}
        if not hits:
            continue
        same = known.series[name].unit == unit
        score = sum(hits.values()) * (SAME_UNIT if same else OTHER_UNIT if unit else 1)
        shared = tuple(sorted(hits, key=lambda word: (-hits[word], word)))
        scores[name] = score, Candidate(known.series[name], shared, same)
    ranked = sorted(scores, key=lambda name: (-scores[name][0], name))
    return [scores[name][1] for name in ranked[:most]]


def stems(text: str) -> set[str]:
    """The words of a text in lower case, without accents, possessives and plurals: {"russian", "loss", "sanction"}."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("’s", "").replace("'s", ""))
    words = re.findall(r"[a-z]{3,}", "".join(sign for sign in plain if not unicodedata.combining(sign)))
    return {_stem(word) for word in words if word not in COMMON}


def _stem(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word


def _fields(series: Series, names: dict[str, str], publisher: str) -> dict[str, float]:
    """The words of a series, each with the weight of the best field that it stands in."""
    entities = [series.entity] if series.entity else [] if series.entities == "all" else series.entities
    texts = (
        (DEFINITION, " ".join([series.definition, *series.caveats])),
        (NAME, " ".join([publisher, COUNTS.get(series.counts, ""), *(names.get(each, "") for each in entities)])),
        (TITLE, f"{series.title} {series.label}"),
    )
    return {word: weight for weight, text in texts for word in stems(text)}
