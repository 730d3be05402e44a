"""Reading an xlsx workbook strictly from an answer's bytes."""

import io
import zlib
from typing import Protocol
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.styles import Font
from openpyxl.styles.proxy import StyleProxy

from etl.parsing.answer import Answer, is_page

# The largest that publishers have sent unpacks to 4 MB, with 16,000 cells in a sheet.
LARGEST_UNPACKED, MOST_CELLS = 50_000_000, 1_000_000
# What a zip archive that is damaged, encrypted or no workbook makes its readers raise.
BROKEN = (BadZipFile, zlib.error, ParseError, EOFError, KeyError, ValueError, OSError, RuntimeError)


class Cell(Protocol):
    """What is read of a cell. It may hold anything: `Answer.amount` and its like say whether it is what is expected."""

    @property
    def value(self) -> object:
        """None where it is empty."""

    @property
    def font(self) -> Font | StyleProxy:
        """How the value is written."""


Cells = tuple[Cell, ...]
Values = tuple[object, ...]


def workbook(answer: Answer) -> Workbook:
    """The answer as a read-only workbook of computed values. Raises SourceError when it is none."""
    if is_page(answer.raw):
        raise answer.refused("first bytes", "an HTML page instead of a workbook")
    try:
        # No member unpacks to more than it declares.
        size = sum(member.file_size for member in ZipFile(io.BytesIO(answer.raw)).infolist())
        if size <= LARGEST_UNPACKED:
            return load_workbook(io.BytesIO(answer.raw), read_only=True, data_only=True)
    except BROKEN as error:
        raise answer.refused("answer", "not an xlsx workbook") from error
    raise answer.refused("answer", f"a workbook that unpacks to {size:,} bytes; allowed are {LARGEST_UNPACKED:,}")


def sheet_cells(answer: Answer, book: Workbook, title: str) -> list[Cells]:
    """The rows of one sheet as tuples of cells. Raises SourceError when no sheet has that title, or it has no rows."""
    if title not in book.sheetnames:
        raise answer.refused("sheets", f"no sheet {title!r}; found {', '.join(book.sheetnames)}")
    rows: list[Cells] = []
    count = 0
    try:
        for row in book[title].iter_rows():
            rows.append(row)
            count += len(row)
            if count > MOST_CELLS:
                break
    except BROKEN as error:
        raise answer.refused(f"sheet {title}", "the sheet is damaged") from error
    if count > MOST_CELLS:
        raise answer.refused(f"sheet {title}", f"more than {MOST_CELLS:,} cells")
    if not rows:
        raise answer.refused(f"sheet {title}", "no rows")
    # A sheet that does not say how wide it is has rows of different lengths.
    width = max(len(row) for row in rows)
    return [row + (EMPTY_CELL,) * (width - len(row)) for row in rows]


def sheet_values(answer: Answer, title: str) -> list[Values]:
    """The rows of one sheet as tuples of values, None where a cell is empty. Raises SourceError as `cells` does."""
    return [tuple(cell.value for cell in row) for row in sheet_cells(answer, workbook(answer), title)]
