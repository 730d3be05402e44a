"""Glossary: the words used here, what each one means, and where it stands among the others."""

from collections.abc import Mapping
from html import escape

from dashboard.address.params import shortened
from dashboard.documents.pieces import Caution, Document, Subject, Words
from dashboard.documents.prose import heading
from dashboard.parts.glossary import Word, glossary_words


def glossary(about: Subject) -> Document:
    """The page’s pieces; the word that is asked for comes first."""
    known = {word.id: word for word in glossary_words(about.build)}
    asked = about.asked.get("word", "")
    lede = "The words used here, as they are meant here. On every page their first use leads to this one."
    every = "".join(_word_html(word, known) for word in known.values())
    pieces = [heading(about, "Glossary", lede)]
    if asked in known:
        first = _word_html(known[asked], known)
        pieces.append(Words(f'<div class="ci"><dl class="ci-asked">{first}</dl><hr class="ci-rule"></div>'))
    lost = [Caution(f"There is no word ‘{shortened(asked)}’ in the glossary.")] if asked and asked not in known else []
    return (pieces[0], *lost, *pieces[1:], Words(f'<div class="ci"><dl>{every}</dl></div>'))


def _word_html(word: Word, known: Mapping[str, Word]) -> str:
    """One word as HTML, with links to those beside it."""
    beside = ", ".join(
        f'<a href="glossary?word={name}" target="_self">{escape(known[name].word)}</a>' for name in word.see
    )
    also = f' <span class="ci-soft">See also: {beside}.</span>' if beside else ""
    return (
        f'<dt id="{word.id}">{escape(word.word[:1].upper() + word.word[1:])}</dt><dd>{escape(word.meaning)}{also}</dd>'
    )
