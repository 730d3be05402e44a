"""Bank of Russia: key rate, inflation as the Bank shows it, and the official rate of the US dollar.

Answer `key_rate`: the SOAP answer of KeyRateXML (or KeyRate): elements KR with children DT and Rate, one per business
day, dot decimals. Answer `inflation`: the page hd_base/infl with one table, months as MM.YYYY, comma decimals. Answer
`usd_rub`: XML_dynamic.asp for R01235, windows-1251, comma decimals. Each may be asked for on its own, so an answer
holds any of the three.
"""

import datetime as dt
from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, ParseError

import pandas as pd
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from etl.parsing.answer import Answer, SourceError
from etl.parsing.observations import Observation, day, month, tidy

SOURCE = "bank_of_russia"
START = dt.date(2014, 1, 1)
US_DOLLAR = "R01235"
MONTH, INFLATION, TARGET = "Дата", "Инфляция, % г/г", "Цель по инфляции, %"
UNREAD = {"Ключевая ставка, % годовых"}
ENCODINGS = {"usd_rub": "windows-1251"}


def parse(files: dict[str, bytes]) -> pd.DataFrame:
    """Series of the files present, entity RUS, periods from 2014 on. Raises SourceError.

    key_rate (percent, each business day), inflation_bank_of_russia (percent on a year earlier, monthly),
    inflation_target (percent, monthly), usd_rub (roubles for one US dollar, each day from which a rate is in force).
    """
    readers = {"key_rate": _key_rate, "inflation": _inflation, "usd_rub": _usd_rub}
    if not files or files.keys() - readers.keys():
        raise SourceError(
            SOURCE, ", ".join(files) or "no file", "answer", f"expected some of the files {', '.join(readers)}"
        )
    answers = {name: Answer(SOURCE, name, files, ENCODINGS.get(name, "utf-8-sig")) for name in readers if name in files}
    rows = [row for name, answer in answers.items() for row in readers[name](answer)]
    return tidy(row for row in rows if row.period[0] >= START)


def _xml(answer: Answer, root: str) -> Element:
    try:
        tree = fromstring(answer.text())
    except ParseError as error:
        raise answer.refused(f"line {error.position[0]}", f"not XML: {error}") from error
    except DefusedXmlException as error:
        raise answer.refused("answer", f"XML with declarations of its own: {error}") from error
    if _local(tree) != root:
        raise answer.refused("root", f"expected {root}, found {_local(tree)}")
    return tree


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _children(answer: Answer, element: Element, where: str, needed: set[str], optional: set[str]) -> dict[str, str]:
    texts = {_local(child): (child.text or "").strip() for child in element}
    if len(texts) < len(element) or any(len(child) for child in element):
        raise answer.refused(where, f"an element stands twice, or holds others: {', '.join(map(_local, element))}")
    if not needed <= texts.keys() <= needed | optional:
        raise answer.refused(where, f"expected the elements {', '.join(sorted(needed))}, found {', '.join(texts)}")
    return texts


def _key_rate(answer: Answer) -> Iterator[Observation]:
    tree = _xml(answer, "Envelope")
    for fault in (element for element in tree.iter() if _local(element) == "Fault"):
        raise answer.refused("Fault", " ".join(text.strip() for text in fault.itertext() if text.strip()))
    rates = [element for element in tree.iter() if _local(element) == "KR"]
    if not rates:
        raise answer.refused("answer", "no KR element")
    for number, element in enumerate(rates, start=1):
        where = f"KR {number}"
        texts = _children(answer, element, where, {"DT", "Rate"}, set())
        date = answer.date(texts["DT"], f"{where}, DT", "%Y-%m-%dT%H:%M:%S%z")
        yield Observation("key_rate", "RUS", day(date), answer.number(texts["Rate"], f"{where}, Rate"))


def _usd_rub(answer: Answer) -> Iterator[Observation]:
    tree = _xml(answer, "ValCurs")
    if tree.get("ID") != US_DOLLAR:
        raise answer.refused(
            "ValCurs", f"expected ID {US_DOLLAR}, found {tree.get('ID') or (tree.text or '').strip()!r}"
        )
    if not len(tree):
        raise answer.refused("ValCurs", "no Record")
    for number, record in enumerate(tree, start=1):
        where = f"Record {number}"
        if record.get("Id") != US_DOLLAR:
            raise answer.refused(where, f"expected Id {US_DOLLAR}, found {record.get('Id')!r}")
        texts = _children(answer, record, where, {"Nominal", "Value"}, {"VunitRate"})
        date = answer.date(record.get("Date", ""), f"{where}, Date", "%d.%m.%Y")
        value = answer.number(texts["Value"], f"{where}, Value", decimal=",")
        nominal = answer.count(texts["Nominal"], f"{where}, Nominal")
        if not nominal:
            raise answer.refused(f"{where}, Nominal", "it is not above zero")
        yield Observation("usd_rub", "RUS", day(date), value / nominal)


class _Tables(HTMLParser):
    """Collects each table of a page as rows of cell texts, the tags within cells verbatim: a footnote is no digit."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.tables and self.tables[-1]:
            self.tables[-1][-1].append("")
            self.in_cell = True
        elif self.in_cell:
            self.handle_data(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.in_cell = False
        self.handle_data(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self.in_cell:
            self.tables[-1][-1][-1] += data


def _inflation(answer: Answer) -> Iterator[Observation]:
    page = _Tables()
    try:
        page.feed(answer.raw.decode("utf-8-sig"))  # not answer.text(): here a page of HTML is the data
    except UnicodeDecodeError as error:
        raise answer.refused(f"byte {error.start}", "not utf-8 text") from error
    tables = [[[cell.strip() for cell in row] for row in table] for table in page.tables]
    found = [table for table in tables if table and {MONTH, INFLATION, TARGET} <= set(table[0])]
    if len(found) != 1:
        raise answer.refused("page", f"{len(found)} tables with the columns {MONTH!r} and {INFLATION!r}; expected one")
    header, *rows = found[0]
    for heading in header:
        if header.count(heading) > 1:
            raise answer.refused("header", f"column {heading!r} stands {header.count(heading)} times")
        if heading not in {MONTH, INFLATION, TARGET, *UNREAD}:
            raise answer.refused("header", f"unknown column {heading!r}")
    if not rows:
        raise answer.refused("table", "a header without rows")
    for number, cells in enumerate(rows, start=1):
        where = f"row {number}"
        if len(cells) != len(header):
            raise answer.refused(where, f"{len(cells)} cells where the header has {len(header)}")
        row = dict(zip(header, cells, strict=True))
        first = answer.date(row[MONTH], f"{where}, {MONTH}", "%m.%Y")
        value = answer.number(row[INFLATION], f"{where}, {INFLATION}", decimal=",")
        yield Observation("inflation_bank_of_russia", "RUS", month(first.year, first.month), value)
        # Empty where the Bank had no target.
        if row[TARGET]:
            target = answer.number(row[TARGET], f"{where}, {TARGET}", decimal=",")
            yield Observation("inflation_target", "RUS", month(first.year, first.month), target)
