"""The glossary: words with their meanings, and the words of a text as links to them."""

import re
from dataclasses import dataclass
from html import escape

from dashboard.record.build import Build, kept, records

WORDS = """
SELECT word_id AS id, word, meaning, coalesce(see, []) AS see,
       [form FOR form IN list_concat([word], also) IF NOT list_contains(coalesce(unlinked, []), form)] AS forms
FROM word ORDER BY lower(word)
"""


@dataclass(frozen=True)
class Word:
    """A word with its meaning. `forms`: as pages lead from it. `see`: ids of words beside it."""

    id: str
    word: str
    forms: list[str]
    meaning: str
    see: list[str]


@kept(1)
def glossary_words(build: Build) -> tuple[Word, ...]:
    """All words of a build in alphabetical order."""
    return tuple(records(build, Word, WORDS))


@kept(1024)
def glossed(build: Build, text: str) -> str:
    """Plain text as HTML, the first use of each word of the glossary as a link that carries its meaning."""
    pattern, ids = _forms(build)
    meanings = {word.id: word.meaning for word in glossary_words(build)}
    parts, done, seen = [], 0, set()
    for match in pattern.finditer(text):
        name = ids[match.group().lower()]
        if name not in seen:
            seen.add(name)
            parts += [escape(text[done : match.start()]), _link(name, match.group(), meanings[name])]
            done = match.end()
    return "".join([*parts, escape(text[done:])])


def _link(name: str, text: str, meaning: str) -> str:
    return f'<a class="ci-word" href="glossary?word={name}" target="_self" title="{escape(meaning)}">{escape(text)}</a>'


@kept(1)
def _forms(build: Build) -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern that finds any form as a whole word, longer ones first, and the word that each form belongs to."""
    ids = {form.lower(): word.id for word in glossary_words(build) for form in word.forms}
    longest = sorted(ids, key=len, reverse=True)
    alternatives = "|".join(map(re.escape, longest)) or r"(?!)"
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])", re.IGNORECASE), ids
