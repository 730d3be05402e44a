"""Reading an xlsx workbook strictly from an answer's bytes."""

import io
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook

from etl.reading import Answer


def workbook(answer: Answer) -> Workbook:
    """The answer as a read-only workbook of computed values. Raises SourceError when it is none."""
    if answer.raw.lstrip()[:200].lower().startswith((b"<!doctype html", b"<html")):
        raise answer.refused("first bytes", "an HTML page instead of a workbook")
    try:
        return load_workbook(io.BytesIO(answer.raw), read_only=True, data_only=True)
    except (BadZipFile, KeyError) as error:  # KeyError: a zip archive that is no workbook
        raise answer.refused("answer", "not an xlsx workbook") from error


def cells(answer: Answer, book: Workbook, title: str) -> list[tuple]:
    """The rows of one sheet as tuples of cells. Raises SourceError when no sheet has that title, or it has no rows."""
    if title not in book.sheetnames:
        raise answer.refused("sheets", f"no sheet {title!r}; found {', '.join(book.sheetnames)}")
    rows = list(book[title].iter_rows())
    if not rows:
        raise answer.refused(f"sheet {title}", "no rows")
    return rows


def values(answer: Answer, title: str) -> list[tuple]:
    """The rows of one sheet as tuples of values, None where a cell is empty. Raises SourceError as `cells` does."""
    return [tuple(cell.value for cell in row) for row in cells(answer, workbook(answer), title)]


def amount(answer: Answer, value: object, where: str) -> float:
    """A numeric cell as a float. Text, dates and empty cells raise SourceError naming `where`."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise answer.refused(where, f"{value!r} is not a number")
    return float(value)
