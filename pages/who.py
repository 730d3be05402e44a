"""Who says so: what every source states about a contested quantity, and a claim under each thing it may count."""

from dataclasses import replace
from functools import partial

import streamlit as st

from dashboard.address import who
from dashboard.documents.all import document
from dashboard.documents.who import contested_subject
from dashboard.record import quantities
from dashboard.say import say_day
from dashboard.ui.context import context
from dashboard.ui.document import draw
from dashboard.views import definitions

ctx = context()
chosen = contested_subject(ctx)
asked = chosen.asked
held = quantities.quantities(ctx.build)


def write_choice(**changes: str) -> None:
    """The whole address with what has just been chosen."""
    st.query_params.from_dict(who.who_params(asked, ctx.article_id, ctx.asof) | changes)


def write_counting(name: str, meant: str) -> None:
    """The same with what the words of a claim are taken to count; what they count anyway is not said."""
    others = {key: value for key, value in asked.counting.items() if key != name}
    counting = others if meant == chosen.claims[name].counts else others | {name: meant}
    st.query_params.from_dict(who.who_params(replace(asked, counting=counting), ctx.article_id, ctx.asof))


def draw_choice(label: str, name: str, shown: str, words: dict[str, str]) -> None:
    """A choice of one that writes the address. `words`: what can be chosen, and what it is called."""
    # Set before the control is made: the address may have changed under it, through a link or Back.
    st.session_state[name] = shown
    made = st.selectbox if len(words) > 4 else partial(st.radio, horizontal=True)
    made(
        label,
        list(words),
        key=name,
        format_func=words.__getitem__,
        on_change=lambda: write_choice(**{name: st.session_state[name]}),
    )


def draw_counting(name: str) -> None:
    """The definitions under which the verdict of a claim can be read."""
    key, claim = f"counting-{name}", chosen.claims[name]
    st.session_state[key] = chosen.counting(claim)
    st.radio(
        "If the words count",
        chosen.meanings[name],
        key=key,
        format_func=lambda option: definitions.meaning_words(claim, option),
        on_change=lambda: write_counting(name, st.session_state[key]),
    )


article_day = f"The article’s day, {say_day(ctx.article.published_on)}"
days = {who.NEWEST: "The newest of each source", who.ARTICLE: article_day}
titles = {name: one.title for name, one in held.items()}
draw(
    ctx,
    document("who", ctx),
    {
        "quantity": partial(draw_choice, "Quantity", "quantity", asked.quantity, titles),
        "day": partial(draw_choice, "About which day", "day", asked.day, {day: days[day] for day in who.DAYS}),
        **{name: partial(draw_counting, name) for name in chosen.meanings},
    },
)
