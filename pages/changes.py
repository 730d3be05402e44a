"""What changed: day by day what became known, which values were revised or withdrawn, and which verdicts moved."""

import datetime as dt
from collections.abc import Sequence
from html import escape

import streamlit as st

from dashboard.address import params
from dashboard.parts import revisions_table
from dashboard.record import revisions
from dashboard.record.revisions import DATED, KEPT, RECORDED, REFRESHED, LearnedValues
from dashboard.say import say_day
from dashboard.ui.context import context
from dashboard.ui.prose import caution, heading, prose, warn
from dashboard.views import refreshes
from etl import store
from etl.history import Run, kept_history

# As many days are told in full, the newest first; a link leads to each of the others.
FULL = 12
GONE = "Withdrawn: the publisher no longer has it"
WAYS = {
    REFRESHED: "Learned by a refresh",
    RECORDED: "Recorded for the data that ship with the program",
    KEPT: "Gathered by hand, each with the day of the page that it was read on",
    DATED: "Dated by the publisher to this day",
}
COUNTED = (
    ("added", "added"),
    ("revised", "revised"),
    ("withdrawn", "withdrawn"),
    ("restated", "with another interval"),
)

ctx = context()
history = kept_history(store.history_file(), ctx.today)
days = revisions.revisions_by_day(ctx.build, tuple(run.at for run in history.runs))
runs: dict[dt.date, list[Run]] = {}
for run in history.runs:
    runs.setdefault(run.at.date(), []).append(run)
every = sorted(days.keys() | runs.keys(), reverse=True)
problems: list[str] = []
asked = str(params.named_day("day", ctx.asked.get("day", ""), problems) or "")

heading(
    "What changed",
    "What became known on which day, which values their publishers revised or withdrew, and which verdicts moved.",
)
prose(
    "A day is the one on which a refresh learned something, or the one that the publisher itself put on it: an "
    "edition, a report. The largest revision comes first, measured against the value before. An early number that "
    "grows later is no error: counts of the dead, above all, are completed for years."
)
st.html(
    '<p class="ci">What changed since we read an answer differently stands by itself too: '
    f'<a href="corrections" target="_self">Corrections</a></p>{revisions_table.feed_line(ctx.routed)}'
)
for problem in history.problems:
    caution(f"Not all of the history of refreshes is shown: {problem}.")
if not history.runs:
    st.html(
        '<p class="ci">No refresh has run here: this is how the data that ship with the program became known. '
        f"<code>{store.COMMAND} refresh</code> asks the publishers for what is new.</p>"
    )


def learned(rows: tuple[LearnedValues, ...]) -> str:
    """What became known of each source, by the way in which it did, as HTML."""
    parts = []
    for way, words in WAYS.items():
        # A refresh that also reads an answer anew has two moments.
        sources = {one.source_id: one.publisher for one in rows if one.way == way}
        items = "".join(
            f'<li><a href="sources#{escape(name)}" target="_self">{escape(publisher)}</a> '
            f'<span class="ci-soft">{escape(name)}</span>: '
            f"{change_counts([one for one in rows if one.way == way and one.source_id == name])}</li>"
            for name, publisher in sources.items()
        )
        parts.append(f"<p>{words}:</p><ul>{items}</ul>" if items else "")
    return f'<div class="ci-told">{"".join(parts)}</div>'


def change_counts(rows: Sequence[LearnedValues]) -> str:
    """How many values were added, revised and withdrawn: "12 added, 3 revised"."""
    sums = [(sum(getattr(one, name) for one in rows), word) for name, word in COUNTED]
    return ", ".join(f"{count:,} {word}" for count, word in sums if count)


def refresh_html(run: Run) -> str:
    """A refresh in a sentence, and the verdicts that moved with it, as HTML."""
    told = f"<p>Refresh at {run.at:%H:%M} UTC. Sources: {refreshes.answer_tally(run)}.</p>"
    if run.problem:
        told += f'<p class="ci-problem">No build was made of it: {escape(run.problem)}</p>'
    moved = "".join(revisions_table.verdict(ctx.build, moved) for moved in run.verdicts)
    return told + (f'<div class="ci-told"><p>Verdicts that moved:</p><ul>{moved}</ul></div>' if moved else "")


def day_html(day: dt.date) -> str:
    """Everything of one day as HTML."""
    rows = days.get(day, ())
    parts = [
        f'<h2 class="ci-section" id="{day}">{say_day(day)}</h2>',
        *map(refresh_html, runs.get(day, ())),
        learned(rows),
        revisions_table.revisions_html(
            revisions.revisions(ctx.build, day), "Revised, of each series the largest change", bool(asked)
        ),
        revisions_table.revisions_html(revisions.revisions(ctx.build, day, gone=True), GONE, bool(asked)),
    ]
    return f'<div class="ci"><hr class="ci-rule">{"".join(parts)}</div>'


def day_line(day: dt.date) -> str:
    """One day as a row of HTML that leads to it."""
    rows = days.get(day, ())
    ways = dict.fromkeys(WAYS[one.way] for one in rows) or {"Refresh without news": None}
    return (
        f'<tr><td><a href="changes?day={day}" target="_self">{say_day(day)}</a></td><td>{", ".join(ways)}</td>'
        f"<td>{change_counts(rows) or 'nothing'}</td></tr>"
    )


def full(day: dt.date) -> bool:
    """Whether a day is told in full: a refresh ran, or a value that was known before changed."""
    return day in runs or any(one.way == REFRESHED or one.revised or one.withdrawn for one in days[day])


warn(problems)
if asked and asked not in map(str, every):
    caution(f"Nothing became known on ‘{asked}’; the days on which something did are listed below.")
    asked = ""
shown = [day for day in every if str(day) == asked] or [day for day in every if full(day)][:FULL]
st.html("".join(map(day_html, shown)))
if asked:
    st.html('<p class="ci"><a href="changes" target="_self">All days</a></p>')
with st.expander(f"Every day on which something became known: {len(every):,}"):
    head = "<tr><th>Day</th><th>How</th><th>Values</th></tr>"
    st.html(f'<div class="ci ci-rows"><table>{head}{"".join(map(day_line, every))}</table></div>')
