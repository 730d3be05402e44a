"""The words by which a list on a page is narrowed as one types. The browser does the same: see `browse.js`."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from dashboard.record.build import Build, kept
from dashboard.record.search.findables import Findable, findables
from dashboard.record.search.words import STOPS, fold, phrases, word_stems


@kept(1)
def narrowing_words(build: Build) -> dict[tuple[str, str], tuple[str, ...]]:
    """{(kind, id): the stems of what a chart or series is called, of whom it is, and of other words for the same}."""
    every = findables(build)
    same, forms = _same(build), every.index.forms
    found = {}
    for entry in every.all:
        if entry.kind in ("chart", "series"):
            called = _called(entry)
            texts = [word_stems(text) for text in called]
            groups = {group for text in texts for form in phrases(text, forms) for group in forms[form]}
            stems = {stem for text in texts for stem in text} | {stem for group in groups for stem in same[group]}
            # Of some words the stem is too short to be that of what is typed: "edit" of "edition".
            found[entry.kind, entry.id] = tuple(sorted({*stems, *unsaid(stems, typed_words(" ".join(called)))} - STOPS))
    return found


def entity_words(build: Build, name: str) -> tuple[str, ...]:
    """The same of an entity by its name: what it is called, and other words for it."""
    same = _same(build)
    called = findables(build).names.get(name, set())
    return tuple(sorted({*fold(name).split(), *(stem for group in called for stem in same.get(group, ()))}))


def typed_words(text: str) -> list[str]:
    """The words of a text that narrow a list."""
    return [word for word in fold(text).split() if word not in STOPS]


def unsaid(stems: Collection[str], words: Sequence[str]) -> list[str]:
    """Those of some words that none of the stems says: a word may be half typed, or have an ending."""
    return [word for word in words if not any(_says(stem, word) for stem in stems)]


def _says(stem: str, word: str) -> bool:
    # The stem of "casualty" is that of "casualties".
    for form in {word, f"{word[:-1]}i" if word.endswith("y") else word}:
        ending = len(form) - len(stem)
        if stem.startswith(form) or (form.startswith(stem) and ending < min(5, len(stem) - 1)):
            return True
    return False


def _called(entry: Findable) -> list[str]:
    # Of a chart `more` is whom and what it is of, and at last its note; a series has its lines beside it.
    told = [entry.topic, entry.told, *(entry.more or ())[:-1]] if entry.kind == "chart" else []
    return [entry.title, *filter(None, (*told, *(entry.names or ())))]


@kept(1)
def _same(build: Build) -> dict[str, set[str]]:
    """{a group of words for the same: the stems of all of them}."""
    found: dict[str, set[str]] = defaultdict(set)
    for form, groups in findables(build).index.forms.items():
        for group in groups:
            found[group].update(form)
    return found
