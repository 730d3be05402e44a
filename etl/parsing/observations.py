"""The one row shape that parsers return, and that seed, log and build share."""

import datetime as dt
import math
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import KW_ONLY, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from etl.parsing.columns import COLUMNS, FIELDS, KEY, TYPES
from etl.parsing.plausible import PlainRow
from etl.store import short_name
from etl.vocabulary import Status

PeriodDays = tuple[dt.date, dt.date]
Key = tuple[str, str, dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Observation:
    """One value of a series. `period`: its first and last day. A parser gives a `vintage` only where the publisher
    itself dates its knowledge. What is missing is None, in a frame's row NaN."""

    series_id: str
    entity: str
    period: PeriodDays
    value: float | None
    _: KW_ONLY
    low: float | None = None
    high: float | None = None
    status: str = Status.FINAL.value
    note: str = ""
    url: str = ""
    vintage: dt.datetime | None = None

    @property
    def key(self) -> Key:
        """What it is known by: the cells of KEY."""
        return self.series_id, self.entity, *self.period


def observations_of(frame: pd.DataFrame) -> Iterator[tuple[Hashable, Observation]]:
    """The rows of a frame that has KEY, vintage and FIELDS, each with its label in the index."""
    cells = frame[[*KEY, "vintage", *FIELDS]].itertuples(name=None)
    for index, series_id, entity, start, end, vintage, value, low, high, status, note, url in cells:
        period, words = (start, end), {"status": status, "note": note, "url": url}
        yield index, Observation(series_id, entity, period, value, low=low, high=high, vintage=vintage, **words)


def plain_rows(frame: pd.DataFrame) -> list[PlainRow]:
    """The rows of a frame that stand, as etl.parsing.plausible asks about them."""

    def told(number: float) -> float | None:
        return None if math.isnan(number) else number

    cells = frame[[*PlainRow._fields]].itertuples(index=False, name=None)
    return [
        PlainRow(entity, start, end, vintage, told(value), told(low), told(high), status)
        for entity, start, end, vintage, value, low, high, status in cells
    ]


class Repeated(ValueError):
    """Rows of an answer of which some state one key twice. `frame`: all of them, as of `tidy`; `periods`: how many
    periods that touches."""

    def __init__(self, frame: pd.DataFrame) -> None:
        repeated = frame[frame.duplicated([*KEY, "vintage"])]
        row = repeated.iloc[0]
        super().__init__(f"{row.series_id}, {row.entity}, {row.period_end} stands twice in one answer")
        self.frame, self.periods = frame, len(repeated.drop_duplicates(["period_start", "period_end", "vintage"]))


def tidy(rows: Iterable[Observation], remarks: Iterable[str] = ()) -> pd.DataFrame:
    """Observations as a frame, columns KEY + vintage + FIELDS, ordered by key and vintage.

    `remarks`: what an answer tells besides (see etl.parsing.answer.Answer), in the frame's attrs.

    Raises Repeated, a ValueError naming the first repeated key: one answer states one value once.
    """
    cells = [(*row.key, row.vintage, row.value, row.low, row.high, row.status, row.note, row.url) for row in rows]
    frame = pd.DataFrame(cells, columns=[*KEY, "vintage", *FIELDS])
    frame["vintage"] = pd.to_datetime(frame["vintage"]).astype("datetime64[us]")
    for column in ("value", "low", "high"):
        frame[column] = frame[column].astype(float)
    frame = frame.sort_values([*KEY, "vintage"], kind="stable", ignore_index=True)
    frame.attrs["remarks"] = tuple(remarks)  # read only now: rows may be made as they are taken
    if frame.duplicated([*KEY, "vintage"]).any():
        raise Repeated(frame)
    return frame


def day(date: dt.date) -> PeriodDays:
    """The period of a single day."""
    return date, date


def month(year: int, number: int) -> PeriodDays:
    """The period of a calendar month, first and last day."""
    start = dt.date(year, number, 1)
    following = dt.date(year + number // 12, number % 12 + 1, 1)
    return start, following - dt.timedelta(days=1)


def month_before(date: dt.date) -> PeriodDays:
    """The month that ends on the day before `date`: 'as of 1 March' is the end of February."""
    last = date.replace(day=1) - dt.timedelta(days=1)
    return month(last.year, last.month)


def year(number: int) -> PeriodDays:
    """The period of a calendar year."""
    return dt.date(number, 1, 1), dt.date(number, 12, 31)


FORMS = {"period_start": "%Y-%m-%d", "period_end": "%Y-%m-%d", "vintage": "%Y-%m-%dT%H:%M:%S"}


def read_csv(path: Path) -> pd.DataFrame:
    """A seed or log file as a frame with COLUMNS. Raises ValueError naming the file when it is no such file."""
    try:
        return _read_csv(path)
    except ValueError as error:
        raise ValueError(f"{short_name(path)}: {error}") from error


def _read_csv(path: Path) -> pd.DataFrame:
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    if list(frame.columns) != COLUMNS:
        raise ValueError(f"columns are {', '.join(frame.columns)}; expected {', '.join(COLUMNS)}")
    for column, form in FORMS.items():
        read = pd.to_datetime(frame[column], format=form, errors="coerce").astype("datetime64[us]")
        if (unread := read.isna() & (frame[column] != "")).any():
            row = unread.to_numpy().argmax()
            raise ValueError(f"row {row + 2}, {column}: {frame[column].iloc[row]!r} is no date like {form}")
        frame[column] = read if column == "vintage" else read.dt.date
    undated = frame[["period_start", "period_end", "vintage"]].isna().any(axis=1)
    if undated.any():
        raise ValueError(f"row {undated.to_numpy().argmax() + 2}: a date is missing")
    for column in ("value", "low", "high"):
        frame[column] = pd.to_numeric(frame[column].replace("", None)).astype(float)
    return frame


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write COLUMNS to `path` in one step: a crash leaves the old file whole.

    Raises ValueError naming the row when what was written would be read as something else; the old file stays then.
    """
    part = path.with_suffix(".part")
    # Not by strftime, which does not pad years: what is written could not be read.
    vintage = pd.to_datetime(frame["vintage"]).dt.as_unit("s").map(pd.Timestamp.isoformat)
    frame.assign(vintage=vintage)[COLUMNS].to_csv(part, index=False, lineterminator="\n")
    try:
        _read_back(frame, part)
    except ValueError as error:
        part.unlink()
        raise ValueError(f"{path.name} was not written, since it could not be read again: {error}") from error
    part.replace(path)


def _read_back(frame: pd.DataFrame, path: Path) -> None:
    """Raises ValueError naming the first row of a file that does not say what `frame` does."""
    found = _read_csv(path)
    for column in COLUMNS:
        meant, read = frame[column].reset_index(drop=True), found[column]
        if column in ("value", "low", "high"):
            meant = meant.astype(float)
        elif TYPES[column] == "VARCHAR":
            meant = meant.fillna("")
        other = meant.ne(read) & ~(meant.isna() & read.isna())
        if other.any():
            row = other.to_numpy().argmax()
            raise ValueError(f"row {row + 2}, {column}: {read.iloc[row]!r} in place of {meant.iloc[row]!r}")


def empty() -> pd.DataFrame:
    """No observations, with COLUMNS."""
    return pd.DataFrame(columns=COLUMNS)


def joined(one: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """Rows of both, columns COLUMNS. Unlike pandas, a frame without rows says nothing about types."""
    frames = [frame for frame in (one, other) if len(frame)]
    return pd.concat(frames, ignore_index=True) if frames else empty()


def keys_in(rows: pd.DataFrame, others: pd.DataFrame, columns: Sequence[str] = KEY) -> npt.NDArray[np.bool]:
    """Of each row whether the others have one of the same key, or of the same cells in these `columns`."""
    held = set(_cells(others, columns))
    return np.fromiter((key in held for key in _cells(rows, columns)), bool, len(rows))


def _cells(rows: pd.DataFrame, columns: Sequence[str]) -> Iterator[tuple[object, ...]]:
    return zip(*(rows[column].tolist() for column in columns), strict=True)
