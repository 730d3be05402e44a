"""What every parser needs to read an answer strictly, and the one error it raises."""

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator
from typing import Any


class SourceError(Exception):
    """An answer that is not understood. The message names source, file, place and what was found."""

    def __init__(self, source: str, file: str, where: str, found: str) -> None:
        super().__init__(f"{source}: {file}, {where}: {found}")
        self.source, self.file, self.where, self.found = source, file, where, found


def is_page(raw: bytes) -> bool:
    """Whether bytes are an HTML page: error pages come in place of data, as HTTP 200."""
    return raw.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower().startswith((b"<!doctype html", b"<html"))


class Answer:
    """One file of a source's answer: its bytes, and where we are in it, for error messages."""

    def __init__(self, source: str, file: str, files: dict[str, bytes]) -> None:
        self.source, self.file = source, file
        if file not in files:
            raise self.refused("answer", "the file is missing")
        self.raw = files[file]
        if not self.raw.strip():
            raise self.refused("answer", "the file is empty")

    def refused(self, where: str, found: str) -> SourceError:
        """The error to raise for something at `where` that is not understood."""
        return SourceError(self.source, self.file, where, found)

    def text(self, encoding: str = "utf-8-sig") -> str:
        """The decoded text. An HTML page in place of data is refused: error pages come as HTTP 200."""
        try:
            text = self.raw.decode(encoding)
        except UnicodeDecodeError as error:
            raise self.refused(f"byte {error.start}", f"not {encoding} text") from error
        if is_page(self.raw):
            raise self.refused("first line", "an HTML page instead of data")
        return text

    def rows(
        self, columns: list[str], *, unused: tuple[str, ...] = (), sep: str = ",", encoding: str = "utf-8-sig"
    ) -> Iterator[tuple[int, dict[str, str]]]:
        """The CSV's rows as (line number, {column: cell}), cells stripped.

        Every name in `columns` must be in the header, and nothing else but `unused`. Raises SourceError.
        """
        reader = csv.reader(io.StringIO(self.text(encoding)), delimiter=sep)
        header = [name.strip() for name in next(reader)]
        for name in columns:
            if name not in header:
                raise self.refused("header", f"column {name!r} is missing; found {', '.join(header)}")
        for name in header:
            if name not in columns and name not in unused:
                raise self.refused("header", f"unknown column {name!r}")
        count = 0
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                raise self.refused(f"row {reader.line_num}", f"{len(cells)} cells where the header has {len(header)}")
            count += 1
            yield reader.line_num, {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
        if not count:
            raise self.refused("answer", "a header without rows")

    def json(self) -> Any:
        """The parsed JSON. Raises SourceError when it is none."""
        try:
            return json.loads(self.text())
        except json.JSONDecodeError as error:
            raise self.refused(f"line {error.lineno}", f"not JSON: {error.msg}") from error

    def number(self, text: str, where: str, *, thousands: str = "", decimal: str = ".") -> float:
        """`text` as a finite number. Raises SourceError naming `where` (row and column)."""
        plain = text.replace(thousands, "") if thousands else text
        plain = plain.replace(decimal, ".") if decimal != "." else plain
        try:
            number = float(plain)
        except ValueError as error:
            raise self.refused(where, f"{text!r} is not a number") from error
        if number != number or number in (float("inf"), float("-inf")):
            raise self.refused(where, f"{text!r} is not a finite number")
        return number

    def date(self, text: str, where: str, form: str = "%Y-%m-%d") -> dt.date:
        """`text` as a date in the strptime form given. Raises SourceError naming `where`."""
        try:
            return dt.datetime.strptime(text, form).date()
        except ValueError as error:
            raise self.refused(where, f"{text!r} is not a date like {form}") from error
