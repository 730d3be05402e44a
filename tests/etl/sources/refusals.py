"""What tests of several parsers share: rows as plain tuples, spoilt answers, and the error they must raise."""

import io
from collections.abc import Callable

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook

from etl.parsing.answer import SourceError
from etl.sources import parser

PAGE = b"<!DOCTYPE html><html><body>Service unavailable</body></html>"


def facts(frame: pd.DataFrame) -> list[tuple[str, str, str, float, str]]:
    """(series, entity, last day, value, status) of every row, in the parser's order."""
    return [(r.series_id, r.entity, str(r.period_end), r.value, r.status) for r in frame.itertuples()]


def value(frame: pd.DataFrame, series: str, last_day: str, entity: str = "RUS") -> float:
    """The one value of a series for the period that ends on a day."""
    found = frame[(frame.series_id == series) & (frame.entity == entity) & (frame.period_end.astype(str) == last_day)]
    assert len(found) == 1
    return found["value"].iloc[0]


def refused(source: str, files: dict[str, bytes], file: str, found: str) -> None:
    """The parser refuses the answer: the error names source and file, and says what was found."""
    with pytest.raises(SourceError) as caught:
        parser(source)(files)
    assert (caught.value.source, caught.value.file) == (source, file)
    assert str(caught.value).startswith(f"{source}: {file}, ")
    assert found in str(caught.value)


def swapped(raw: bytes, old: str, new: str, encoding: str = "utf-8") -> bytes:
    """The answer with `old` replaced; it must be there."""
    assert old in raw.decode(encoding)
    return raw.decode(encoding).replace(old, new).encode(encoding)


def edited(raw: bytes, change: Callable[[Workbook], object]) -> bytes:
    """The workbook after `change`."""
    book = load_workbook(io.BytesIO(raw))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
