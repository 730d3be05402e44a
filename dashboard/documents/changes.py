"""What changed: day by day what became known, which values were revised or withdrawn, and which verdicts moved."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from dashboard.address import params
from dashboard.documents.pieces import Caution, Document, Subject, Words
from dashboard.documents.prose import folded, heading, prose
from dashboard.parts.tables import revisions_table
from dashboard.record.build import Build
from dashboard.record.revised import revisions
from dashboard.record.revised.revisions import DATED, KEPT, RECORDED, REFRESHED, LearnedValues
from dashboard.record.serving import kept_history
from dashboard.say import say_day
from dashboard.views import refreshes
from etl import store
from etl.history import Run

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
NEVER = (
    '<p class="ci">No refresh has run here: this is how the data that ship with the program became known. '
    f"<code>{store.COMMAND} refresh</code> asks the publishers for what is new.</p>"
)


@dataclass(frozen=True)
class Days:
    """What became known, and the refreshes that ran, by day."""

    values: Mapping[dt.date, tuple[LearnedValues, ...]]
    runs: Mapping[dt.date, list[Run]]

    def full(self, day: dt.date) -> bool:
        """Whether a day is told in full: a refresh ran, or a value that was known before changed."""
        told = any(one.way == REFRESHED or one.revised or one.withdrawn for one in self.values.get(day, ()))
        return day in self.runs or told


def changes(about: Subject) -> Document:
    """The page’s pieces: the day that is asked for, or the newest of those with news, and a line for each day."""
    history = kept_history(about.today)
    runs: dict[dt.date, list[Run]] = {}
    for run in history.runs:
        runs.setdefault(run.at.date(), []).append(run)
    days = Days(revisions.revisions_by_day(about.build, tuple(run.at for run in history.runs)), runs)
    every = sorted(days.values.keys() | runs.keys(), reverse=True)
    problems: list[str] = []
    asked = params.named_day("day", about.asked.get("day", ""), problems)
    cautions = params.problem_sentences(problems)
    if asked and asked not in every:
        cautions.append(f"Nothing became known on ‘{asked}’; the days on which something did are listed below.")
    one = asked in every
    shown = [asked] if asked and one else [day for day in every if days.full(day)][:FULL]
    rows = "".join(_day_line(days, day) for day in every)
    head = "<tr><th>Day</th><th>How</th><th>Values</th></tr>"
    return (
        *_beginning(about),
        *(Caution(f"Not all of the history of refreshes is shown: {problem}.") for problem in history.problems),
        *([] if runs else [Words(NEVER)]),
        *map(Caution, cautions),
        Words("".join(_day(about.build, days, day, one) for day in shown)),
        *([Words('<p class="ci"><a href="changes" target="_self">All days</a></p>')] if one else []),
        folded(
            f"Every day on which something became known: {len(every):,}",
            f'<div class="ci-rows"><table>{head}{rows}</table></div>',
        ),
    )


def _beginning(about: Subject) -> Document:
    return (
        heading(
            about,
            "What changed",
            "What became known on which day, which values their publishers revised or withdrew, and which verdicts "
            "moved.",
        ),
        prose(
            about,
            "A day is the one on which a refresh learned something, or the one that the publisher itself put on it: an "
            "edition, a report. The largest revision comes first, measured against the value before. An early number "
            "that grows later is no error: counts of the dead, above all, are completed for years.",
        ),
        Words(
            '<p class="ci">What changed since we read an answer differently stands by itself too: '
            f'<a href="corrections" target="_self">Corrections</a></p>{revisions_table.feed_line(about.routed)}'
        ),
    )


def _day(build: Build, days: Days, day: dt.date, alone: bool) -> str:
    """Everything of one day as HTML. `alone`: nothing else is told, so it is told unfolded."""
    parts = [
        f'<h2 class="ci-section" id="{day}">{say_day(day)}</h2>',
        *(_refresh(build, run) for run in days.runs.get(day, ())),
        _learned(days.values.get(day, ())),
        revisions_table.revisions_html(
            revisions.revisions(build, day), "Revised, of each series the largest change", alone
        ),
        revisions_table.revisions_html(revisions.revisions(build, day, gone=True), GONE, alone),
    ]
    return f'<div class="ci"><hr class="ci-rule">{"".join(parts)}</div>'


def _day_line(days: Days, day: dt.date) -> str:
    """One day as a row of HTML that leads to it."""
    rows = days.values.get(day, ())
    ways = dict.fromkeys(WAYS[one.way] for one in rows) or {"Refresh without news": None}
    return (
        f'<tr><td><a href="changes?day={day}" target="_self">{say_day(day)}</a></td><td>{", ".join(ways)}</td>'
        f"<td>{_change_counts(rows) or 'nothing'}</td></tr>"
    )


def _refresh(build: Build, run: Run) -> str:
    """A refresh in a sentence, and the verdicts that moved with it, as HTML."""
    told = f"<p>Refresh at {run.at:%H:%M} UTC. Sources: {refreshes.answer_tally(run)}.</p>"
    if run.problem:
        told += f'<p class="ci-problem">No build was made of it: {escape(run.problem)}</p>'
    moved = "".join(revisions_table.verdict(build, moved) for moved in run.verdicts)
    return told + (f'<div class="ci-told"><p>Verdicts that moved:</p><ul>{moved}</ul></div>' if moved else "")


def _learned(rows: tuple[LearnedValues, ...]) -> str:
    """What became known of each source, by the way in which it did, as HTML."""
    parts = []
    for way, words in WAYS.items():
        # A refresh that also reads an answer anew has two moments.
        sources = {one.source_id: one.publisher for one in rows if one.way == way}
        items = "".join(
            f'<li><a href="sources#{escape(name)}" target="_self">{escape(publisher)}</a> '
            f'<span class="ci-soft">{escape(name)}</span>: '
            f"{_change_counts([one for one in rows if one.way == way and one.source_id == name])}</li>"
            for name, publisher in sources.items()
        )
        parts.append(f"<p>{words}:</p><ul>{items}</ul>" if items else "")
    return f'<div class="ci-told">{"".join(parts)}</div>'


def _change_counts(rows: Sequence[LearnedValues]) -> str:
    """How many values were added, revised and withdrawn: "12 added, 3 revised"."""
    sums = [(sum(getattr(one, name) for one in rows), word) for name, word in COUNTED]
    return ", ".join(f"{count:,} {word}" for count, word in sums if count)
