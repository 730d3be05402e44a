"""What the verdict of a claim rests on, for its light page: rows then and now, the SQL that finds them, the files."""

from dataclasses import dataclass

from dashboard.record.build import Build
from dashboard.record.claims import ClaimRecord
from dashboard.record.provenance import BASES, InputFile, Used, used
from dashboard.views import told_rows
from dashboard.views.told_rows import ToldRow
from dashboard.words.reasons import when
from etl.vocabulary import Basis

# Of a window over many days so many rows are shown; its SQL finds all.
MOST_ROWS = 24


@dataclass(frozen=True)
class RowsThen:
    """Rows of a set at one `moment`, in words. `more`: how many are left out; `sql`: empty where no copy of the
    database that may be passed on has them.
    """

    moment: str
    rows: list[ToldRow]
    more: int
    sql: str


@dataclass(frozen=True)
class RowSet:
    """What one check used for one purpose, at each moment."""

    title: str
    moments: list[RowsThen]


@dataclass(frozen=True)
class Rests:
    """What a verdict rests on; `withheld`: sentences about series that are shown only. All empty where only events bear
    on the claim.
    """

    sets: list[RowSet]
    files: list[InputFile]
    withheld: list[str]


def rests(build: Build, claim: ClaimRecord) -> Rests:
    """What the verdict of a claim rests on, then and now."""
    words = {Basis.THEN: "on the day of publication", Basis.NOW: when(claim)}
    found = [(words[basis], each) for basis in BASES for each in used(build, claim, basis)]
    ids = [name for _, each in found for name in each.series]
    titles = dict.fromkeys((each.check_id, each.label) for _, each in found)
    sets = [
        RowSet(
            title,
            [_moment(build, moment, each) for moment, each in found if (each.check_id, each.label) == (check, title)],
        )
        for check, title in titles
    ]
    return Rests(sets, told_rows.held_in(build, ids), told_rows.withheld_titles(build, ids))


def _moment(build: Build, moment: str, each: Used) -> RowsThen:
    withheld = told_rows.withheld_titles(build, each.series)
    return RowsThen(
        f"{moment[:1].upper()}{moment[1:]}",
        told_rows.told_rows(build, each.rows[:MOST_ROWS]),
        max(0, len(each.rows) - MOST_ROWS),
        "" if withheld else each.sql,
    )
