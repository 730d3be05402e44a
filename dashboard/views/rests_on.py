"""What the verdict of a claim rests on, for its light page: rows then and now, the SQL that finds them, the files."""

from typing import Any

from dashboard.record.build import Build
from dashboard.record.claims import ClaimRecord
from dashboard.record.provenance import BASES, Used, used
from dashboard.views import told_rows
from dashboard.words.reasons import when

# Of a window over many days so many rows are shown; its SQL finds all.
MOST_ROWS = 24


def rests(build: Build, claim: ClaimRecord) -> dict[str, Any]:
    """Keys `sets`, `files` ({path, sha256}), `withheld` (sentences); all empty for a claim that only events bear on.

    Of a set: `title`, and `moments`, each with moment, rows (traced.Told), more (how many are left out), and sql, which
    is empty where no copy of the database that may be passed on has the rows.
    """
    words = {"then": "on the day of publication", "now": when(claim)}
    found = [(words[basis], each) for basis in BASES for each in used(build, claim, basis)]
    ids = [name for _, each in found for name in each.series]
    titles = dict.fromkeys((each.check_id, each.label) for _, each in found)
    return {
        "sets": [
            {
                "title": title,
                "moments": [
                    _moment(build, moment, each)
                    for moment, each in found
                    if (each.check_id, each.label) == (check, title)
                ],
            }
            for check, title in titles
        ],
        "files": told_rows.held_in(build, ids),
        "withheld": told_rows.withheld_titles(build, ids),
    }


def _moment(build: Build, moment: str, each: Used) -> dict[str, Any]:
    withheld = told_rows.withheld_titles(build, each.series)
    return {
        "moment": f"{moment[:1].upper()}{moment[1:]}",
        "rows": told_rows.told_rows(build, each.rows[:MOST_ROWS]),
        "more": max(0, len(each.rows) - MOST_ROWS),
        "sql": "" if withheld else each.sql,
    }
