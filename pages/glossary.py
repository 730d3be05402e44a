"""Glossary: the words used here, what each one means, and where it stands among the others."""

from html import escape

import streamlit as st

from dashboard.address.params import shortened
from dashboard.parts.glossary import Word, glossary_words
from dashboard.ui.context import context
from dashboard.ui.prose import caution, heading

ctx = context()
known = {word.id: word for word in glossary_words(ctx.build)}
asked = ctx.asked.get("word", "")

heading("Glossary", "The words used here, as they are meant here. On every page their first use leads to this one.")
if asked and asked not in known:
    caution(f"There is no word ‘{shortened(asked)}’ in the glossary.")


def word_html(word: Word) -> str:
    """One word as HTML, with links to those beside it."""
    beside = ", ".join(
        f'<a href="glossary?word={name}" target="_self">{escape(known[name].word)}</a>' for name in word.see
    )
    also = f' <span class="ci-soft">See also: {beside}.</span>' if beside else ""
    return (
        f'<dt id="{word.id}">{escape(word.word[:1].upper() + word.word[1:])}</dt><dd>{escape(word.meaning)}{also}</dd>'
    )


if asked in known:
    st.html(f'<div class="ci"><dl class="ci-asked">{word_html(known[asked])}</dl><hr class="ci-rule"></div>')
st.html(f'<div class="ci"><dl>{"".join(map(word_html, known.values()))}</dl></div>')
