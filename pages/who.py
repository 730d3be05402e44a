"""Who says so: what every source states about a contested quantity, and a claim under each thing it may count."""

from dataclasses import replace
from functools import partial
from html import escape

import streamlit as st

from dashboard.address import who
from dashboard.address.view import claim_url
from dashboard.parts import intervals
from dashboard.parts.glossary import glossed
from dashboard.parts.verdict import tone
from dashboard.record import claims, quantities
from dashboard.record.claims import ClaimRecord
from dashboard.say import say_day
from dashboard.ui.context import context
from dashboard.ui.prose import heading, warn
from dashboard.views import definitions
from dashboard.words.reasons import explanation, headline, when

CLAIMS = "Claims of the article about it"
CHOOSE = (
    "A claim is judged by the checks that count what its words count. Choose another definition to see the verdict "
    "that the same rules then give."
)

ctx = context()
held = quantities.quantities(ctx.build)
all_claims = {
    claim.id: (excerpt.id, claim)
    for excerpt in claims.excerpts(ctx.build, ctx.article_id, ctx.asof)
    for claim in excerpt.claims
}
choices = {name: definitions.meanings(ctx.build, claim) for name, (_, claim) in all_claims.items()}
asked, problems = who.parse_who(ctx.asked, held, choices)


def write_choice(**changes: str) -> None:
    """The whole address with what has just been chosen."""
    st.query_params.from_dict(who.who_params(asked, ctx.article_id, ctx.asof) | changes)


def write_counting(name: str, meant: str) -> None:
    """The same with what the words of a claim are taken to count; what they count anyway is not said."""
    others = {key: value for key, value in asked.counting.items() if key != name}
    counting = others if meant == all_claims[name][1].counts else others | {name: meant}
    st.query_params.from_dict(who.who_params(replace(asked, counting=counting), ctx.article_id, ctx.asof))


def draw_choice(label: str, key: str, options: tuple[str, ...], shown: str, name: str, words: dict[str, str]) -> None:
    """A choice of one that writes the address."""
    # Set before the control is made: the address may have changed under it, through a link or Back.
    st.session_state[key] = shown
    made = st.selectbox if len(options) > 4 else partial(st.radio, horizontal=True)
    made(
        label,
        options,
        key=key,
        format_func=words.__getitem__,
        on_change=lambda: write_choice(**{name: st.session_state[key]}),
    )


def meant(excerpt: str, claim: ClaimRecord) -> None:
    """A claim that the quantity is about: its verdict, under the definition that the reader chooses."""
    options = choices[claim.id]
    link = (
        f'<a href="{escape(claim_url(ctx.article_id, excerpt, ctx.asof))}" target="_self">{escape(claim.statement)}</a>'
    )
    st.html(f'<p class="ci ci-statement" id="{escape(claim.id)}">{link}</p>')
    counting = asked.counting.get(claim.id, claim.counts)
    if options:
        key = f"counting-{claim.id}"
        st.session_state[key] = counting
        st.radio(
            "If the words count",
            options,
            key=key,
            format_func=lambda option: definitions.meaning_words(claim, option),
            on_change=lambda: write_counting(claim.id, st.session_state[key]),
        )
    read = definitions.read_as(ctx.build, claim, counting) if options else claim
    how = "" if counting == claim.counts else f"<p>{escape(definitions.difference(claim, read))}</p>"
    st.html(
        f'<div class="ci"><div class="ci-verdict {tone(read.now.verdict)}" role="status">'
        f"<b>{glossed(ctx.build, headline(read.then, read.now, when(read)))}.</b> {escape(explanation(read))}</div>"
        f"{how}</div>"
    )


heading(
    "Who says so",
    "What is contested is stated by several sources, and they often count different things. Here they stand beside "
    "each other, apart by what they count, each with its interval, its side, and how soon it told.",
)
warn(problems)
draw_choice(
    "Quantity", "quantity", tuple(held), asked.quantity, "quantity", {name: one.title for name, one in held.items()}
)
published = ctx.article.published_on
day = published if asked.day == who.ARTICLE else None
days = {who.NEWEST: "The newest of each source", who.ARTICLE: f"The article’s day, {say_day(published)}"}
draw_choice("About which day", "day", who.DAYS, asked.day, "day", days)
quantity = held[asked.quantity]
by = f"Each source’s newest value by {say_day(day)}" if day else "Each source’s newest value"
known = f"on {say_day(ctx.asof)}" if ctx.asof else "now"
st.html(
    f'<div class="ci"><h2 class="ci-section" id="{escape(quantity.id)}">{escape(quantity.title)}</h2>'
    f'<p class="ci-prose">{glossed(ctx.build, quantity.about)}</p><p class="ci-soft">{by}, as known {known}.</p></div>'
)
axes = quantities.statements(ctx.build, quantity.id, day, ctx.asof)
st.html(
    "".join(intervals.axis_html(axis) for axis in axes) or '<p class="ci">Nothing is held that was known by then.</p>'
)
st.html(f'<p class="ci ci-source">{glossed(ctx.build, intervals.LEGEND)}</p>')

about = [each for each in all_claims.values() if quantity.id in quantities.bearing(ctx.build, each[1].id)]
if about:
    st.html(f'<div class="ci"><h2 class="ci-section">{CLAIMS}</h2><p class="ci-prose">{escape(CHOOSE)}</p></div>')
for excerpt, claim in about:
    meant(excerpt, claim)
