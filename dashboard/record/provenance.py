"""What a number rests on: the rows used, the SQL that finds them, and the files they came from.

The SQL shown is the SQL that is run, so it can be run again on the published copy of the build.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.record.build import Build, ask, end_of, kept, records
from dashboard.record.claims import ClaimRecord
from dashboard.record.findings import Finding
from etl.vocabulary import NUMERIC, OVER_TIME, Basis, Cause, KnownBasis, Statistic, Status

# What is shown of a row; of a point's vintages, which nobody asked about a moment, the cause instead of the basis.
COLUMNS = "series_id, entity, period_start, period_end, value, low, high, status, vintage, basis, recorded, note, url"
BASES = (Basis.THEN, Basis.NOW)
ALL = "ORDER BY period_end DESC, vintage DESC, entity"
ONE = f"{ALL} LIMIT 1"
# Of several statements of one day.
HIGHEST = "ORDER BY value DESC NULLS LAST LIMIT 1"


@dataclass(frozen=True)
class HeldRow:
    """One vintage of an observation as SQL that is shown finds it; `basis` and `recorded` as known_at tells them."""

    series_id: str
    entity: str
    period_start: dt.date
    period_end: dt.date
    value: float | None
    low: float | None
    high: float | None
    status: Status
    vintage: dt.datetime
    note: str | None
    url: str | None
    basis: KnownBasis | None = None
    recorded: bool = False
    cause: Cause | None = None


@dataclass(frozen=True)
class InputFile:
    """A file that a build was made from; `sha256`: of its bytes, in hexadecimal digits."""

    path: str
    sha256: str


@dataclass(frozen=True)
class Used:
    """Rows of one check: what they are for, the SQL that finds them, and what it finds."""

    check_id: str
    label: str
    sql: str
    rows: tuple[HeldRow, ...]
    # Whose rows they are; where none was found, whose the check reads.
    series: tuple[str, ...]


def used(build: Build, claim: ClaimRecord, basis: str) -> list[Used]:
    """The rows that a claim's checks of series used.

    `basis`: a name of BASES; of a claim as of a day, that day is its "now".
    """
    if basis == Basis.NOW and claim.asof:
        day, t = claim.published, end_of(claim.asof)
    else:
        (moment,) = ask(
            build,
            "SELECT day, t FROM moment WHERE article_id = $article AND basis = $basis AND shift_days = 0",
            article=claim.article_id,
            basis=basis,
        )
        day, t = moment["day"], moment["t"]
    found = claim.found_then if basis == Basis.THEN else claim.found_now
    return [_used(build, check, label, sql) for check in found for label, sql in questions(check, day, t)]


@kept(256)
def _found(build: Build, sql: str) -> tuple[HeldRow, ...]:
    """The rows; what was known at the day of publication is the same whatever day is looked back from."""
    return tuple(records(build, HeldRow, sql))


def _used(build: Build, check: Finding, label: str, sql: str) -> Used:
    rows = _found(build, sql) if sql else ()
    read = filter(None, (check.series_id, check.plus_series_id, check.than_series_id))
    return Used(check.check_id, label, sql, rows, tuple(row.series_id for row in rows) or tuple(read))


def questions(check: Finding, day: dt.date, t: dt.datetime) -> list[tuple[str, str]]:
    """(what for, SQL) of each set of rows that a check used, without SQL where it found none; no set for events.

    Which rows they are is what the check found: their periods, which etl/building/found.sql chose. `day`: the day of
    publication; `t`: the moment as of which it is judged. Raises ValueError for an unknown statistic.
    """
    if check.kind not in NUMERIC:
        return []
    until, label = check.at_day or day, check.label
    parts = [(check.series_id, check.entity, "")] if check.series_id and check.entity is not None else []
    if check.plus_series_id:
        parts.append((check.plus_series_id, check.plus_entity, ", what is added"))
    asked = [
        (f"{label}{what}{part}", _rows(series_id, t, (_entity(entity), *found), order) if found else "")
        for series_id, entity, part in parts
        for what, found, order in _sets(check, until)
    ]
    if check.series_id and check.among is not None and check.period_start and check.period_end:
        others = [f"entity IN ({', '.join(map(_text, check.among))})"] if check.among else []
        same = [f"period_start = {_date(check.period_start)}", *_on(check.period_end)]
        asked.append((f"{label}: ranked among", _rows(check.series_id, t, (*others, *same), ALL)))
    if check.than_series_id:
        found = _on(check.than_period_end) or _by(until)
        sql = _rows(check.than_series_id, t, (_entity(check.than_entity), *found), ONE)
        asked.append((f"{label}: compared with", sql))
    return asked


def _sets(check: Finding, until: dt.date) -> list[tuple[str, list[str], str]]:
    """(what for, the conditions that name its rows, in which order) for each set of the series that is tested."""
    statistic, end = check.statistic, check.period_end
    if not end:
        # Where nothing is held, what was looked for is shown.
        return [("", _by(until), ONE)]
    if statistic == Statistic.VALUE or check.than_series_id or check.among is not None:
        return [("", _on(end), ONE)]
    if statistic == Statistic.FIRST_REACHED:
        reached = (": the first that reached it", _on(check.reached_on), HIGHEST)
        return [reached, (": the highest so far", _on(end), HIGHEST)]
    if statistic in OVER_TIME:
        return [(": the newest", _on(end), ONE), (": the base", _on(check.base_period_end), ONE)]
    if statistic in (
        Statistic.MEAN,
        Statistic.SUM,
        Statistic.MIN,
        Statistic.MAX,
        Statistic.RANK_GREATEST,
        Statistic.RANK_LEAST,
    ):
        return [("", [*_by(until), f"period_start >= {_date(check.window_from or end)}"], ALL)]
    raise ValueError(f"unknown statistic {statistic!r}")


def _on(period_end: dt.date | None) -> list[str]:
    """What names the row of a period that was found; nothing where none was."""
    return [f"period_end = {_date(period_end)}"] if period_end else []


def _by(day: dt.date) -> list[str]:
    return [f"period_end <= {_date(day)}"]


def _entity(name: str) -> str:
    return f"entity = {_text(name)}"


def _rows(series_id: str, t: dt.datetime, conditions: Sequence[str], order: str) -> str:
    return "\n".join(
        [
            f"SELECT {COLUMNS}",
            f"FROM known_at(TIMESTAMP '{t.isoformat(sep=' ')}')",
            f"WHERE {' AND '.join((f'series_id = {_text(series_id)}', *conditions))}",
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


def files(build: Build, series_ids: Sequence[str]) -> list[InputFile]:
    """The files of the build that hold a series’ observations, by the series' source."""
    return records(
        build,
        InputFile,
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
