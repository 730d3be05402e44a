"""Words as the search compares them, without accents and endings, and the index that weighs entries by them."""

import math
import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import takewhile

import snowballstemmer

# They ask, and say nothing of what for.
STOPS = frozenset(
    {
        *("a", "an", "and", "are", "as", "at", "be", "been", "by", "did", "do", "does", "for", "from", "had", "has"),
        *("have", "how", "i", "in", "is", "it", "its", "many", "me", "mean", "means", "much", "of", "on", "or", "s"),
        *("say", "says", "show", "tell", "than", "that", "the", "their", "there", "they", "this", "to", "was", "we"),
        *("were", "what", "when", "where", "which", "who", "why", "will", "with", "you"),
    }
)
# Okapi BM25's usual constants: how soon more of a word says no more, and how much a long text counts less.
SATURATED, LENGTHENED = 1.2, 0.75
# What means the same, or only begins so, counts less than the word itself.
SYNONYM, BEGINNING, SHORTEST = 0.9, 0.5, 3
CLOSE, OFFERED = 0.75, 2
# Nobody types a longer word by mistake.
LONGEST = 30
# Of the entries of one index, by their places in it: how much each says of something.
Weights = Mapping[int, float]


@dataclass(frozen=True)
class WordIndex:
    """What entries say. `weights`: {term: the entries with it}, a term being a stem or a group of synonyms; `stems`: in
    order. `forms`: {the stems of a word or phrase: the groups it is of}. `vocabulary`: whole words of some length.
    """

    size: int
    weights: Mapping[str, Weights]
    stems: Sequence[str]
    forms: Mapping[tuple[str, ...], frozenset[str]]
    vocabulary: Collection[str]


def fold(text: str) -> str:
    """Lower case, without accents, signs as blanks: "Türkiye’s" is "turkiye s"."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[^\W_]+", plain.lower()))


def word_stems(text: str) -> tuple[str, ...]:
    """The words of a text without their endings, in order: "tanks lost" is ("tank", "lost")."""
    # A stemmer holds the word that it works at, so that each thread needs its own.
    return tuple(snowballstemmer.stemmer("english").stemWords(fold(text).split()))


def indexed(entries: Sequence[Sequence[tuple[float, str]]], synonyms: Sequence[Sequence[str]]) -> WordIndex:
    """The index of entries, each given as its texts with what their words count for. `synonyms`: groups of words."""
    groups: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for number, group in enumerate(synonyms):
        for form in filter(None, map(word_stems, group)):
            groups[form].add(f"={number}")
    forms = {form: frozenset(names) for form, names in groups.items()}
    # Most words occur often, and taking off an ending is what takes long.
    folded = [[(weight, fold(text).split()) for weight, text in texts] for texts in entries]
    whole = sorted({word for texts in folded for _, words in texts for word in words})
    stem = dict(zip(whole, word_stems(" ".join(whole)), strict=True))
    counts = [_counts([(weight, [stem[word] for word in words]) for weight, words in texts], forms) for texts in folded]
    lengths = [sum(count for term, count in each.items() if not term.startswith("=")) for each in counts]
    usual = sum(lengths) / max(len(lengths), 1) or 1.0
    having = Counter(term for each in counts for term in each)
    weights: dict[str, dict[int, float]] = {term: {} for term in having}
    for place, (each, length) in enumerate(zip(counts, lengths, strict=True)):
        damping = SATURATED * (1 - LENGTHENED + LENGTHENED * length / usual)
        for term, count in each.items():
            weights[term][place] = rarity(having[term], len(entries)) * count * (SATURATED + 1) / (count + damping)
    offered = [word for word in whole if len(word) > SHORTEST]
    return WordIndex(len(entries), weights, sorted(term for term in weights if term[0] != "="), forms, offered)


def rarity(having: int, size: int) -> float:
    """How much it says to have what `having` of `size` entries have: BM25's inverse frequency."""
    return math.log(1 + (size - having + 0.5) / (having + 0.5))


def _counts(
    texts: Sequence[tuple[float, Sequence[str]]], forms: Mapping[tuple[str, ...], frozenset[str]]
) -> Mapping[str, float]:
    """How often each term occurs in texts, given as stems, each counted as the words of its text are."""
    counts: dict[str, float] = defaultdict(float)
    for weight, words in texts:
        for term in (*words, *(name for form in phrases(words, forms) for name in forms[form])):
            counts[term] += weight
    return counts


def phrases(words: Sequence[str], forms: Mapping[tuple[str, ...], frozenset[str]]) -> Iterator[tuple[str, ...]]:
    """The forms that stand in a text, word beside word."""
    longest = max(map(len, forms), default=0)
    for start in range(len(words)):
        for end in range(start + 1, min(start + longest, len(words)) + 1):
            if (form := tuple(words[start:end])) in forms:
                yield form


def matches(index: WordIndex, asked: Collection[str]) -> dict[str, Weights]:
    """{stem that is asked for: the entries that have it, a word that means the same, or else one that begins so}.

    The words of a phrase with synonyms may be asked for in any order.
    """
    alternatives: dict[str, list[Weights]] = {word: [index.weights.get(word, {})] for word in asked}
    for form, groups in index.forms.items():
        if all(word in alternatives for word in form):
            # A group whose words nothing has is of no term.
            same = [_times(index.weights.get(group, {}), SYNONYM) for group in groups]
            for word in form:
                alternatives[word] += same
    return {word: _best(found) or _beginning(index, word) for word, found in alternatives.items()}


def concepts(index: WordIndex, asked: Collection[str]) -> set[str]:
    """The stems and the groups of synonyms that they name, in whichever order."""
    return {*asked, *(name for form, names in index.forms.items() if all(w in asked for w in form) for name in names)}


def ranked(units: Sequence[Weights]) -> dict[int, float]:
    """{place: score} of whatever says any of several things: how much in all, times the share of them that it says."""
    found: dict[int, list[float]] = defaultdict(list)
    for unit in units:
        for place, weight in unit.items():
            found[place].append(weight)
    return {place: math.fsum(weights) * len(weights) / len(units) for place, weights in found.items()}


def close_words(index: WordIndex, word: str) -> list[str]:
    """Words of the entries that look like a word that none has."""
    return get_close_matches(word, index.vocabulary, n=OFFERED, cutoff=CLOSE) if len(word) <= LONGEST else []


def _beginning(index: WordIndex, word: str) -> Weights:
    """The entries with words that begin so: what is asked for may be half typed."""
    if len(word) < SHORTEST:
        return {}
    at = bisect_left(index.stems, word)
    begun = takewhile(lambda stem: stem.startswith(word), index.stems[at:])
    return _times(_best([index.weights[stem] for stem in begun]), BEGINNING)


def _best(alternatives: Sequence[Weights]) -> Weights:
    best: dict[int, float] = {}
    for weights in alternatives:
        for place, weight in weights.items():
            best[place] = max(weight, best.get(place, 0.0))
    return best


def _times(weights: Weights, factor: float) -> Weights:
    return {place: weight * factor for place, weight in weights.items()}
