"""What every parser needs to read an answer strictly, and the one error it raises."""

import csv
import datetime as dt
import io
import json
import re
import sys
from collections.abc import Iterable, Iterator
from typing import Any

# Nothing that publishers list here is older, and no plan reaches further: a date outside is a slip of the pen.
YEARS = range(1900, 2101)
PAGE = re.compile(rb"(?is)\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype html|html|head|title|body)\b")


class SourceError(Exception):
    """An answer that is not understood. The message names source, file, place and what was found."""

    def __init__(self, source: str, file: str, where: str, found: str) -> None:
        super().__init__(f"{source}: {file}, {where}: {found}")
        self.source, self.file, self.where, self.found = source, file, where, found


def is_page(raw: bytes) -> bool:
    """Whether bytes are an HTML page: error pages come in place of data, as HTTP 200."""
    return PAGE.match(raw.removeprefix(b"\xef\xbb\xbf")) is not None


class Answer:
    """One file of a source's answer: its bytes, and where we are in it, for error messages.

    `remarks`: in words, what was met that changes no value and was passed over.
    """

    def __init__(self, source: str, file: str, files: dict[str, bytes], encoding: str = "utf-8-sig") -> None:
        self.source, self.file, self.encoding = source, file, encoding
        self.remarks: list[str] = []
        if file not in files:
            raise self.refused("answer", "the file is missing")
        self.raw = files[file]
        if not self.raw.strip():
            raise self.refused("answer", "the file is empty")

    def refused(self, where: str, found: str) -> SourceError:
        """The error to raise for something at `where` that is not understood."""
        return SourceError(self.source, self.file, where, found)

    def remark(self, words: str) -> None:
        """Tell once, by way of `etl.parsing.observations.tidy`, of something that was passed over."""
        if (told := f"{self.file}: {words}") not in self.remarks:
            self.remarks.append(told)

    def unread(self, names: Iterable[str], known: Iterable[str]) -> None:
        """Remark on names of columns or keys that are not known, where more of them change nothing that is read."""
        for name in sorted(set(names) - set(known)):
            self.remark(f"{name!r} is new here and not read")

    def text(self) -> str:
        """The decoded text. An HTML page in place of data is refused: error pages come as HTTP 200."""
        try:
            text = self.raw.decode(self.encoding)
        except UnicodeDecodeError as error:
            raise self.refused(f"byte {error.start}", f"not {self.encoding} text") from error
        if is_page(self.raw):
            raise self.refused("first line", "an HTML page instead of data")
        return text

    def rows(
        self,
        columns: list[str],
        *,
        optional: tuple[str, ...] = (),
        unused: tuple[str, ...] = (),
        others: bool = False,
        sep: str = ",",
    ) -> Iterator[tuple[int, dict[str, str]]]:
        """The CSV's rows as (line number, {column: cell}), cells stripped; `columns` and what there is of `optional`.

        Every name in `columns` must be in the header, none of these twice, and nothing else but `unused`; `others`:
        or what is remarked on. Raises SourceError.
        """
        reader = csv.reader(io.StringIO(self.text()), delimiter=sep, strict=True)
        try:
            header = [name.strip() for name in next(reader)]
            read = self._places(header, columns, optional)
            if others:
                self.unread(header, (*read, *unused))
            elif unknown := [name for name in header if name not in read and name not in unused]:
                raise self.refused("header", f"unknown column {unknown[0]!r}")
            count = 0
            for cells in reader:
                if not any(cell.strip() for cell in cells):
                    continue
                if len(cells) != len(header):
                    found = f"{len(cells)} cells where the header has {len(header)}"
                    raise self.refused(f"row {reader.line_num}", found)
                count += 1
                yield reader.line_num, {name: cells[place].strip() for name, place in read.items()}
        except csv.Error as error:
            raise self.refused(f"row {reader.line_num}", f"not CSV: {error}") from error
        if not count:
            raise self.refused("answer", "a header without rows")

    def _places(self, header: list[str], columns: list[str], optional: tuple[str, ...]) -> dict[str, int]:
        """{column: its place}. Raises SourceError for one that is missing, or stands twice."""
        for name in columns:
            if name not in header:
                raise self.refused("header", f"column {name!r} is missing; found {', '.join(header)}")
        names = [*columns, *(name for name in optional if name in header)]
        for name in names:
            if header.count(name) > 1:
                raise self.refused("header", f"column {name!r} stands {header.count(name)} times")
        return {name: header.index(name) for name in names}

    def json(self) -> Any:
        """The parsed JSON. Raises SourceError when it is none, also for NaN and for a key that stands twice."""
        try:
            return json.loads(self.text(), object_pairs_hook=self._object, parse_constant=self._constant)
        except json.JSONDecodeError as error:
            raise self.refused(f"line {error.lineno}", f"not JSON: {error.msg}") from error
        except RecursionError as error:
            raise self.refused("answer", "not JSON that can be read: nested too deeply") from error
        except ValueError as error:  # a number of thousands of digits
            raise self.refused("value", f"not JSON that can be read: {error}") from error

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _ in pairs]
            raise self.refused("object", f"key {next(name for name in names if names.count(name) > 1)!r} stands twice")
        return found

    def _constant(self, text: str) -> None:
        raise self.refused("value", f"{text} is no number of JSON")

    def number(self, text: str, where: str, *, thousands: str = "", decimal: str = ".") -> float:
        """`text` as a finite number, in digits alone but for sign, decimal mark and exponent.

        `thousands`: characters of which one may group the digits, by three. Raises SourceError naming `where` (row
        and column).
        """
        grouped = rf"|\d{{1,3}}([{re.escape(thousands)}])\d{{3}}(?:\1\d{{3}})*" if thousands else ""
        form = rf"[+-]?(?:\d+{grouped})(?:{re.escape(decimal)}\d+)?(?:[eE][+-]?\d+)?"
        if not re.fullmatch(form, text, re.ASCII):
            raise self.refused(where, f"{text!r} is not a number")
        plain = re.sub(f"[{re.escape(thousands)}]", "", text) if thousands else text
        return self.amount(float(plain.replace(decimal, ".")), where)

    def amount(self, found: object, where: str) -> float:
        """What JSON or a workbook's cell holds as a number, finite. Text, dates, and nothing at all are refused."""
        if isinstance(found, bool) or not isinstance(found, int | float):
            raise self.refused(where, f"{found!r} is not a number")
        if not abs(found) <= sys.float_info.max:
            raise self.refused(where, f"{found!r} is not a finite number")
        return float(found)

    def count(self, found: object, where: str, *, thousands: str = "", signed: bool = False) -> int:
        """A whole number of what can be counted, from text or from JSON; below zero only where it is `signed`.

        "375.0" is one, as tables with gaps print it; "375.000" is none: it may be 375 thousand. Raises SourceError.
        """
        if isinstance(found, str):
            plain = found.removesuffix(".0")
            number, whole = self.number(plain, where, thousands=thousands), not re.search("[.eE]", plain)
        else:
            number, whole = self.amount(found, where), isinstance(found, int)
        if not whole or (number < 0 and not signed):
            raise self.refused(where, f"{found!r} is not a whole number" + ("" if signed else ", zero or more"))
        return int(number)

    def time(self, text: str, where: str, form: str) -> dt.datetime:
        """`text` as a moment in the strptime form given, of a year in YEARS. Raises SourceError naming `where`."""
        try:
            moment = dt.datetime.strptime(text, form)
        except ValueError as error:
            raise self.refused(where, f"{text!r} is not a date like {form}") from error
        if moment.year not in YEARS:
            raise self.refused(where, f"{text!r} is not between {YEARS.start} and {YEARS.stop - 1}")
        return moment

    def date(self, text: str, where: str, form: str = "%Y-%m-%d", *, since: dt.date = dt.date.min) -> dt.date:
        """`text` as a date in the strptime form given, not before `since`. Raises SourceError naming `where`."""
        date = self.time(text, where, form).date()
        if date < since:
            raise self.refused(where, f"{text!r} is before {since}, when this began")
        return date
