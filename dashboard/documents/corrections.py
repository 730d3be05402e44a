"""Corrections: values that changed since we read the same answer differently, by day, and what it did to verdicts."""

from dashboard.documents.pieces import Caution, Document, Subject, Words
from dashboard.documents.prose import heading, prose
from dashboard.parts.tables import revisions_table
from dashboard.record.revised import corrections as record
from dashboard.record.revised import revisions
from dashboard.record.revised.revisions import REFRESHED, Batch
from dashboard.record.serving import kept_history
from dashboard.say import say_day
from etl.history import History
from etl.vocabulary import counted

NONE = '<p class="ci"><b>No correction is held.</b> No value shown here changed because of how we read it.</p>'


def corrections(about: Subject) -> Document:
    """The page’s pieces."""
    history = kept_history(about.today)
    made = "".join(_correction(about, each, history) for each in record.correction_batches(about.build))
    line = revisions_table.feed_line(about.routed)
    return (
        heading(
            about,
            "Corrections",
            "Values that changed here because we now read the same answer of a publisher differently, with the ones "
            "before.",
        ),
        prose(
            about,
            "A revision is the publisher’s: a count is completed, an estimate is made anew. What changed has all of "
            "those. A correction is ours: the publisher changed nothing, we had misread its answer, or read it "
            "otherwise than now. Both keep the values before them, and nothing is taken off this list.",
        ),
        Words(
            '<p class="ci"><a href="changes" target="_self">What changed</a> · '
            '<a href="method#report-an-error" target="_self">Report an error</a></p>'
        ),
        *(Caution(f"Not all of the history of refreshes is shown: {problem}.") for problem in history.problems),
        Words(made or NONE),
        *([Words(line)] if line else []),
    )


def _effect(about: Subject, correction: Batch, history: History) -> str:
    """What a correction did to verdicts, as far as the history of refreshes tells it, as HTML."""
    run = record.made_by(correction, history.runs)
    if run is None:
        return "<p>What it did to verdicts is not recorded: the history of refreshes does not have its day.</p>"
    if run.problem:
        return "<p>No build was made of that refresh, so what it did to verdicts is not recorded.</p>"
    if not run.verdicts:
        return "<p>No verdict moved with it.</p>"
    moved = "".join(revisions_table.verdict(about.build, each) for each in run.verdicts)
    days = revisions.revisions_by_day(about.build, tuple(each.at for each in history.runs))
    news = any(one.moment == run.at and one.way == REFRESHED for one in days.get(run.at.date(), ()))
    shared = ". The same refresh also learned what publishers had changed, so either may have moved them"
    return f'<div class="ci-told"><p>Verdicts that moved with it{shared if news else ""}:</p><ul>{moved}</ul></div>'


def _correction(about: Subject, correction: Batch, history: History) -> str:
    """One correction as HTML."""
    day = correction.moment.date()
    caption = f"{counted(correction.every, 'value')} corrected"
    caption += ", of each series the largest change" if correction.every > 1 else ""
    return (
        f'<div class="ci"><hr class="ci-rule"><h2 class="ci-section" id="{day}">{say_day(day)}</h2>'
        f"{revisions_table.revisions_html(correction.rows, caption, False)}{_effect(about, correction, history)}</div>"
    )
