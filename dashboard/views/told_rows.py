"""Rows that a number rests on, in words: what they say, when that was learned, and which files hold them."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dashboard.chart.layers import UNSETTLED
from dashboard.record.build import Build, kept, records
from dashboard.record.provenance import HeldRow, InputFile, files
from dashboard.say import hindsight, say, say_period, say_range, short_day
from etl.vocabulary import Cause, KnownBasis, Share, Status

CAUSES = {Cause.OURS: "we read the same answer differently"}


@dataclass(frozen=True)
class ToldRow:
    """One row in words. `learned`: its vintage; `remarks`: status, basis, cause and note, as far as they say anything.

    `link`: the page it comes from, else the publisher's.
    """

    what: str
    period: str
    value: str
    learned: str
    remarks: str
    publisher: str
    link: str


@dataclass(frozen=True)
class _Series:
    series_id: str
    title: str
    unit: str
    frequency: str
    varies_by: str
    publisher: str
    landing_url: str
    share: str


@kept(1)
def _series(build: Build) -> dict[str, _Series]:
    sql = "SELECT s.*, o.publisher, o.landing_url, o.share FROM series s JOIN source o USING (source_id)"
    return {each.series_id: each for each in records(build, _Series, sql)}


@kept(1)
def _names(build: Build) -> dict[str, str]:
    with build.cursor() as db:
        return dict(db.execute("SELECT entity_id, name FROM entity").fetchall())


def told_rows(build: Build, rows: Iterable[HeldRow]) -> list[ToldRow]:
    """Rows of provenance's SQL, in their order."""
    found = []
    for row in rows:
        series = _series(build)[row.series_id]
        who = f": {_names(build)[row.entity]}" if series.varies_by else ""
        found.append(
            ToldRow(
                what=f"{series.title}{who}",
                period=say_period(row.period_start, row.period_end, series.frequency),
                value=value(row, series.unit),
                learned=_learned(row.vintage),
                remarks="; ".join(_remarks(row)),
                publisher=series.publisher,
                link=row.url or series.landing_url,
            )
        )
    return found


def value(row: HeldRow, unit: str) -> str:
    """The value with its interval; bounds alone where it has no value; "withdrawn" where its publisher took it back."""
    bounded = (row.low, row.high) != (None, None)
    if row.status == Status.WITHDRAWN:
        return "withdrawn"
    if row.value is None:
        return say_range(row.low, row.high, unit)
    shown = say(row.value, unit)
    return f"{shown} ({say_range(row.low, row.high, unit)})" if bounded else shown


def _learned(vintage: dt.datetime) -> str:
    """A publisher dates by the day, a refresh by the second."""
    dated = (vintage.hour, vintage.minute, vintage.second) == (0, 0, 0)
    return short_day(vintage) if dated else f"{short_day(vintage)}, {vintage:%H:%M} UTC"


def _remarks(row: HeldRow) -> list[str]:
    status = row.status if row.status in UNSETTLED or row.status == Status.ESTIMATE else ""
    basis = hindsight(row.recorded) if row.basis == KnownBasis.HINDSIGHT else ""
    return [words for words in (status, basis, CAUSES.get(row.cause, "") if row.cause else "", row.note or "") if words]


def withheld_titles(build: Build, series_ids: Sequence[str]) -> list[str]:
    """A sentence for each of the series whose rows no public copy of the build holds, so that SQL finds none there."""
    return [
        f"The public copy of the database holds no rows of “{series.title}”: its terms let them be shown only. "
        f"Get them from {series.publisher}: {series.landing_url}"
        for series in (_series(build)[name] for name in dict.fromkeys(series_ids))
        if series.share != Share.OPEN
    ]


def passed_on(build: Build, series_ids: Sequence[str]) -> set[str]:
    """Those of the series whose rows every public copy holds."""
    return {name for name in series_ids if _series(build)[name].share == Share.OPEN}


def held_in(build: Build, series_ids: Sequence[str]) -> list[InputFile]:
    """The files of the build that hold these series."""
    return files(build, tuple(dict.fromkeys(series_ids)))
