"""Corrections: values that changed since we read the same answer differently, by day, and what it did to verdicts."""

import streamlit as st

from dashboard.parts import revisions_table
from dashboard.record import revisions
from dashboard.record.corrections import corrections, made_by
from dashboard.record.revisions import REFRESHED, Batch
from dashboard.say import say_day
from dashboard.ui.context import context
from dashboard.ui.prose import caution, heading, prose
from etl import store
from etl.history import kept_history
from etl.vocabulary import counted

ctx = context()
history = kept_history(store.history_file(), ctx.today)
days = revisions.revisions_by_day(ctx.build, tuple(run.at for run in history.runs))
made = corrections(ctx.build)

heading(
    "Corrections",
    "Values that changed here because we now read the same answer of a publisher differently, with the ones before.",
)
prose(
    "A revision is the publisher’s: a count is completed, an estimate is made anew. What changed has all of those. A "
    "correction is ours: the publisher changed nothing, we had misread its answer, or read it otherwise than now. "
    "Both keep the values before them, and nothing is taken off this list."
)
st.html(
    '<p class="ci"><a href="changes" target="_self">What changed</a> · '
    '<a href="method#report-an-error" target="_self">Report an error</a></p>'
)
for problem in history.problems:
    caution(f"Not all of the history of refreshes is shown: {problem}.")


def effect(correction: Batch) -> str:
    """What a correction did to verdicts, as far as the history of refreshes tells it, as HTML."""
    run = made_by(correction, history.runs)
    if run is None:
        return "<p>What it did to verdicts is not recorded: the history of refreshes does not have its day.</p>"
    if run.problem:
        return "<p>No build was made of that refresh, so what it did to verdicts is not recorded.</p>"
    if not run.verdicts:
        return "<p>No verdict moved with it.</p>"
    moved = "".join(revisions_table.verdict(ctx.build, each) for each in run.verdicts)
    news = any(one.moment == run.at and one.way == REFRESHED for one in days.get(run.at.date(), ()))
    shared = ". The same refresh also learned what publishers had changed, so either may have moved them"
    return f'<div class="ci-told"><p>Verdicts that moved with it{shared if news else ""}:</p><ul>{moved}</ul></div>'


def correction_html(correction: Batch) -> str:
    """One correction as HTML."""
    day = correction.moment.date()
    caption = f"{counted(correction.every, 'value')} corrected"
    caption += ", of each series the largest change" if correction.every > 1 else ""
    return (
        f'<div class="ci"><hr class="ci-rule"><h2 class="ci-section" id="{day}">{say_day(day)}</h2>'
        f"{revisions_table.revisions_html(correction.rows, caption, False)}{effect(correction)}</div>"
    )


if made:
    st.html("".join(map(correction_html, made)))
else:
    st.html('<p class="ci"><b>No correction is held.</b> No value shown here changed because of how we read it.</p>')
if line := revisions_table.feed_line(ctx.routed):
    st.html(line)
