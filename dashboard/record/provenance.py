"""What a number rests on: the rows used, the SQL that finds them, and the files they came from.

The SQL shown is the SQL that is run, so it can be run again on the published copy of the build.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.record.build import Build, ask, end_of, kept
from dashboard.record.claims import ClaimRecord

COLUMNS = "series_id, entity, period_start, period_end, value, low, high, status, vintage, basis, recorded, note, url"
BASES = ("then", "now")
# Which of the rows found are used.
ALL = "ORDER BY period_end DESC, vintage DESC, entity"
NEWEST, FIRST = f"{ALL} LIMIT 1", "ORDER BY period_end LIMIT 1"


@dataclass(frozen=True)
class Used:
    """Rows of one check: what they are for, the SQL that finds them, and what it finds (COLUMNS)."""

    check_id: str
    label: str
    sql: str
    rows: tuple[dict[str, Any], ...]
    # Whose rows they are; where none was found, whose the check reads.
    series: tuple[str, ...]


def used(build: Build, claim: ClaimRecord, basis: str) -> list[Used]:
    """The rows that a claim's checks of series used.

    `basis`: a name of BASES; of a claim as of a day, that day is its "now".
    """
    if basis == "now" and claim.asof:
        day, t = claim.published, end_of(claim.asof)
    else:
        (moment,) = ask(
            build,
            "SELECT day, t FROM moment WHERE article_id = $article AND basis = $basis AND shift_days = 0",
            article=claim.article_id,
            basis=basis,
        )
        day, t = moment["day"], moment["t"]
    found = [vars(each) for each in (claim.found_then if basis == "then" else claim.found_now)]
    return [_used(build, row, label, sql) for row in found for label, sql in questions(row, day, t)]


@kept(256)
def _found(build: Build, sql: str) -> tuple[dict[str, Any], ...]:
    """The rows; what was known at the day of publication is the same whatever day is looked back from."""
    return tuple(ask(build, sql))


def _used(build: Build, check: dict[str, Any], label: str, sql: str) -> Used:
    rows = _found(build, sql)
    read = (check[name] for name in ("series_id", "plus_series_id", "than_series_id"))
    return Used(
        check["check_id"], label, sql, rows, tuple(row["series_id"] for row in rows) or tuple(filter(None, read))
    )


def questions(check: dict[str, Any], day: dt.date, t: dt.datetime) -> list[tuple[str, str]]:
    """(what for, SQL) of each set of rows that a check uses, as etl/building/found.sql chooses them; none for events.

    `day`: the day of publication; `t`: the moment as of which it is judged. Raises ValueError for an unknown statistic.
    """
    if check["kind"] not in ("series", "comparison"):
        return []
    until, label = check["at_day"] or day, check["label"]
    parts = [(check["series_id"], check["entity"], "")] if check["series_id"] else []
    if check["plus_series_id"]:
        parts.append((check["plus_series_id"], check["plus_entity"], ", what is added"))
    asked = [
        (f"{label}{what}{part}", _rows(series_id, _entity(entity), until, t, further, order))
        for series_id, entity, part in parts
        for what, further, order in _sets(check)
    ]
    if check["among"] is not None and check["period_end"]:
        others = "" if not check["among"] else f"entity IN ({', '.join(map(_text, check['among']))})"
        same = f"period_start = {_date(check['period_start'])} AND period_end = {_date(check['period_end'])}"
        asked.append((f"{label}: ranked among", _rows(check["series_id"], others, until, t, same, ALL)))
    if check["than_series_id"]:
        sql = _rows(check["than_series_id"], _entity(check["than_entity"]), until, t, "", NEWEST)
        asked.append((f"{label}: compared with", sql))
    return asked


def _sets(check: dict[str, Any]) -> list[tuple[str, str, str]]:
    """(what for, a further condition, which rows of those) for each set of the series that is tested."""
    statistic, end = check["statistic"], check["period_end"]
    # Of a sum the parts have one period. Where nothing is held, what was looked for is shown.
    newest = f"period_end = {_date(end)}" if check["plus_series_id"] and end else ""
    if statistic == "value" or check["than_series_id"] or check["among"] is not None or not end:
        return [("", newest, NEWEST)]
    if statistic == "first_reached":
        reached = f"coalesce(low, value) {'>' if check['strict_low'] else '>='} {check['limit_low']}"
        highest = "ORDER BY value DESC NULLS LAST, period_end DESC LIMIT 1"
        if newest:
            reached = f"period_end = {_date(check['reached_on'])}" if check["reached_on"] else "false"
        return [(": the first that reached it", reached, FIRST), (": the highest so far", newest, highest)]
    if statistic in ("change", "change_pct", "ratio"):
        base = f"period_end <= {_date(check['since_day'])}" if check["since_day"] else _before(check)
        if newest and check["base_period_end"]:
            base = f"period_end = {_date(check['base_period_end'])}"
        return [(": the newest", newest, NEWEST), (": the base", base, NEWEST)]
    if statistic in ("mean", "sum", "min", "max", "rank_greatest", "rank_least"):
        return [("", f"period_start >= {_date(check['window_from'] or end)}", ALL)]
    raise ValueError(f"unknown statistic {statistic!r}")


def _before(check: dict[str, Any]) -> str:
    """A change is counted from a period that begins so many months before the newest."""
    return f"period_start <= {_date(check['period_start'])} - to_months({check['over_months']})"


def _entity(name: str) -> str:
    return f"entity = {_text(name)}"


def _rows(series_id: str, entity: str, until: dt.date, t: dt.datetime, further: str, order: str) -> str:
    conditions = [f"series_id = {_text(series_id)}", entity, f"period_end <= {_date(until)}"]
    return "\n".join(
        [
            f"SELECT {COLUMNS}",
            f"FROM known_at(TIMESTAMP '{t.isoformat(sep=' ')}')",
            f"WHERE {' AND '.join(filter(None, (*conditions, further)))}",
            order,
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


def files(build: Build, series_ids: Sequence[str]) -> list[dict[str, str]]:
    """The files of the build that hold a series’ observations: path and sha256, by the series' source."""
    return ask(
        build,
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
