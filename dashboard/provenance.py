"""What a number rests on: the rows used, the SQL that finds them, and the files they came from.

The SQL shown is the SQL that is run, so it can be run again on the published copy of the build.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.evidence import ClaimRecord
from dashboard.queries import ask

COLUMNS = "series_id, entity, period_start, period_end, value, low, high, status, vintage, basis, note, url"
BASES = {"then": "as known on the day of publication", "now": "as known now"}


@dataclass(frozen=True)
class Used:
    """Rows of one check: what they are for, the SQL that finds them, and what it finds (COLUMNS)."""

    label: str
    sql: str
    rows: tuple[dict[str, Any], ...]


def used(path: Path, claim: ClaimRecord, basis: str) -> list[Used]:
    """The rows that a claim's checks of series used. `basis`: a key of BASES."""
    (moment,) = ask(
        path,
        "SELECT day, t FROM moment WHERE article_id = $article AND basis = $basis AND shift_days = 0",
        article=claim.article_id,
        basis=basis,
    )
    found = claim.found_then if basis == "then" else claim.found_now
    asked = [each for row in found for each in questions(row, moment["day"], moment["t"])]
    return [Used(label, sql, tuple(ask(path, sql))) for label, sql in asked]


def questions(check: dict[str, Any], day: dt.date, t: dt.datetime) -> list[tuple[str, str]]:
    """(what for, SQL) of each set of rows that a check uses, as etl/verdict.sql chooses them; none for events.

    `day`: the day of publication; `t`: the moment as of which it is judged.
    """
    if check["kind"] not in ("series", "comparison"):
        return []
    until = check["at_day"] or day
    asked = []
    if check["series_id"]:
        label = check["label"]
        asked += [(words, _rows(check, until, t, *how)) for words, how in _sets(check, label)]
    if check["than_series_id"]:
        than = {"series_id": check["than_series_id"], "entity": check["than_entity"]}
        asked.append((f"{check['label']}: compared with", _rows(than, until, t, [], 1)))
    return asked


def _sets(check: dict[str, Any], label: str) -> list[tuple[str, tuple[list[str], int | None]]]:
    """(what for, (further conditions, how many of the newest rows)) of the series that is tested."""
    newest: tuple[list[str], int | None] = ([], 1)
    if check["statistic"] == "value" or check["period_end"] is None:
        return [(label, newest)]
    if check["statistic"] == "first_reached":
        return [(label, ([f"coalesce(low, value) >= {check['limit_low']}"], None))]
    if check["statistic"] in ("change", "change_pct"):
        base = [f"period_end <= {_date(check['since_day'])}"] if check["since_day"] else [_months(check, "<=")]
        return [(f"{label}: the newest", newest), (f"{label}: the base", (base, 1))]
    if check["statistic"] in ("mean", "sum", "min", "max"):
        begins = [f"period_start >= {_date(check['since_day'])}"] if check["since_day"] else [_window(check)]
        return [(label, (begins, None))]
    raise ValueError(f"unknown statistic {check['statistic']!r}")


def _months(check: dict[str, Any], sign: str) -> str:
    return f"period_start {sign} {_date(check['period_start'])} - to_months({check['over_months']})"


def _window(check: dict[str, Any]) -> str:
    return f"period_start >= {_date(check['period_end'])} - to_months({check['over_months']})"


def _rows(check: dict[str, Any], until: dt.date, t: dt.datetime, further: list[str], most: int | None) -> str:
    conditions = [
        f"series_id = {_text(check['series_id'])}",
        f"entity = {_text(check['entity'])}",
        f"period_end <= {_date(until)}",
        *further,
    ]
    return "\n".join(
        [
            f"SELECT {COLUMNS}",
            f"FROM known_at(TIMESTAMP '{t:%Y-%m-%d %H:%M:%S}')",
            f"WHERE {' AND '.join(conditions)}",
            f"ORDER BY period_end DESC, vintage DESC{'' if most is None else f' LIMIT {most}'}",
        ]
    )


def point(series_id: str, entity: str, period_end: dt.date) -> str:
    """The SQL of every vintage of one point: how it was first told, and how it was revised."""
    return "\n".join(
        [
            "SELECT series_id, entity, period_start, period_end, value, low, high, status, vintage, cause, note, url",
            "FROM observation",
            f"WHERE series_id = {_text(series_id)} AND entity = {_text(entity)} AND period_end = {_date(period_end)}",
            "ORDER BY period_start, vintage",
        ]
    )


def files(path: Path, series_ids: tuple[str, ...]) -> list[dict[str, str]]:
    """The files of the build that hold a series’ observations: path and sha256, by the series' source."""
    return ask(
        path,
        """SELECT DISTINCT i.path, i.sha256 FROM series s
           JOIN input i
             ON i.path IN (SELECT unnest(['seed/', 'log/', 'data/tables/']) || s.source_id || '.csv')
           WHERE s.series_id IN (SELECT unnest($ids)) ORDER BY i.path""",
        ids=list(series_ids),
    )


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _date(day: dt.date) -> str:
    return f"DATE '{day.isoformat()}'"
