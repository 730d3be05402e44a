"""A small workbook in the shape of the research data set: text months, a few columns, none of them explained."""

import io

from openpyxl import Workbook

LINES = [
    ["Date", "FYFF", "URALS", "INTRES"],
    ["05.2023", 7.5, 53.1, 580100],
    ["06.2023", 7.5, 64.2, 582418],
    ["07.2023", 8.5, 64.2, 589966.000000001],
    ["08.2023", 12, 73.7, 581659],
]


def workbook(lines: list[list] = LINES, title: str = "factor data") -> bytes:
    """The workbook's bytes."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for line in lines:
        sheet.append(line)
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def changed(row: int, place: int, content: object) -> bytes:
    """The workbook with one cell replaced; rows and places count from 0."""
    lines = [list(line) for line in LINES]
    lines[row][place] = content
    return workbook(lines)
