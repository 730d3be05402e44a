"""Reading an answer strictly: numbers in one convention and no other, names that stand once, dates that can be."""

import csv
import datetime as dt
import io
import re
import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from etl.parsing.answer import YEARS, Answer, SourceError, is_page

# (thousands, decimal) of the formats that are read here.
CONVENTIONS = [("", "."), ("", ","), (",", "."), (" \xa0", ",")]
conventions = st.sampled_from(CONVENTIONS)


def answer(text: str = "x") -> Answer:
    return Answer("source", "file", {"file": text.encode()})


def written(whole: int, fraction: str, separator: str, decimal: str) -> str:
    """A number as it is printed: digits in threes where there is a separator."""
    return f"{whole:,}".replace(",", separator) + (decimal + fraction if fraction else "")


@given(st.integers(-(10**12), 10**12), st.text(string.digits, max_size=6), conventions, st.data())
def test_a_number_in_the_formats_own_convention_reads_back(
    whole: int, fraction: str, convention: tuple[str, str], data: st.DataObject
) -> None:
    thousands, decimal = convention
    separator = data.draw(st.sampled_from(["", *thousands]))
    text = written(whole, fraction, separator, decimal)
    assert answer().number(text, "row 1", thousands=thousands, decimal=decimal) == float(f"{whole}.{fraction or 0}")


PLAIN = re.compile(r"[+-]?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]+)?")
GROUPED = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})*(,[0-9]{3})([.][0-9]+)?")


@given(st.text("0123456789.,+-eE _*\xa0'¹٣<>ſx", max_size=12))
def test_any_other_number_is_refused(text: str) -> None:
    if not PLAIN.fullmatch(text):
        with pytest.raises(SourceError, match=r"^source: file, row 1: .* is not a number$"):
            answer().number(text, "row 1")
    if not PLAIN.fullmatch(text) and not GROUPED.fullmatch(text):
        with pytest.raises(SourceError, match=r"^source: file, row 1: .* is not a number$"):
            answer().number(text, "row 1", thousands=",")


@given(st.integers(0, 10**9), st.text(string.digits, min_size=1, max_size=4), conventions)
def test_a_count_is_whole(whole: int, fraction: str, convention: tuple[str, str]) -> None:
    thousands = convention[0]
    for separator in ["", *thousands]:
        assert answer().count(written(whole, "", separator, "."), "row 1", thousands=thousands) == whole
    assert answer().count(whole, "row 1") == answer().count(f"{whole}.0", "row 1") == whole
    assume(fraction != "0")
    for text in (f"{whole}.{fraction}", f"{whole}.{fraction}e9", f"{whole},{fraction},"):
        with pytest.raises(SourceError, match=r"row 1: .* is not a"):
            answer().count(text, "row 1", thousands=thousands)


@pytest.mark.parametrize(
    "text", ["375.000", "1,25", "87,5000", "1,2345", ",375", "375,", "1.250,5", "6,31", "1e5", "12 000"]
)
def test_what_may_be_another_number_is_no_count(text: str) -> None:
    with pytest.raises(SourceError, match=rf"{re.escape(repr(text))} is not a"):
        answer().count(text, "row 1", thousands=",")


@pytest.mark.parametrize("found", [375.0, 1.25, -3, True, None, "", "-3", dt.date(2024, 1, 1), float("nan"), 10**400])
def test_what_is_no_count(found: object) -> None:
    with pytest.raises(SourceError, match=r"^source: file, row 1: "):
        answer().count(found, "row 1")


def test_a_correction_may_be_below_zero() -> None:
    assert answer().count(-3, "row 1", signed=True) == answer().count("-3", "row 1", signed=True) == -3


@pytest.mark.parametrize("found", [float("nan"), float("inf"), -float("inf"), 10**400, "1", True, None])
def test_what_is_no_amount(found: object) -> None:
    with pytest.raises(SourceError, match=r"^source: file, row 1: .* is not a"):
        answer().amount(found, "row 1")


@pytest.mark.parametrize(
    "raw",
    [
        b"<!DOCTYPE html><html>",
        b"\xef\xbb\xbf\r\n <HTML lang='ru'>",
        b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN">',
        b"<!-- served by proxy -->\n<!-- two -->\n<head><title>403</title>",
    ],
)
def test_a_page_is_known_by_its_beginning(raw: bytes) -> None:
    assert is_page(raw)
    with pytest.raises(SourceError, match=r"an HTML page instead of data"):
        Answer("source", "file", {"file": raw}).text()


@pytest.mark.parametrize(
    "raw", [b"date,html\n", b'<?xml version="1.0"?><soap:Envelope>', b"<!-- a -->", b'{"html": "<html>"}']
)
def test_what_is_no_page(raw: bytes) -> None:
    assert not is_page(raw)


def test_a_number_beyond_all_numbers_is_refused() -> None:
    with pytest.raises(SourceError, match=r"is not a finite number"):
        answer().number("1e999", "row 1")


names = st.lists(st.sampled_from(["Date", "Price", "Low", "Note", ""]), min_size=1, max_size=6)


@given(names)
def test_a_column_that_is_read_stands_once(header: list[str]) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([header, [f"cell {place}" for place in range(len(header))]])
    wanted = answer(out.getvalue()).rows(["Date", "Price"], optional=("Low",), unused=("Note", ""))
    if header.count("Date") == header.count("Price") == 1 and header.count("Low") < 2:
        ((_, row),) = wanted
        assert row == {name: f"cell {header.index(name)}" for name in ("Date", "Price", "Low") if name in header}
    else:
        with pytest.raises(SourceError, match=r"header: column '(Date|Price|Low)' (is missing|stands [2-6] times)"):
            list(wanted)


@pytest.mark.parametrize(("text", "found"), [('a,b\n1,"2"5\n', "row 2: not CSV"), ('a,b\n1,"2\n', "row 2: not CSV")])
def test_quotes_that_do_not_close_are_refused(text: str, found: str) -> None:
    with pytest.raises(SourceError, match=found):
        list(answer(text).rows(["a", "b"]))


def test_names_that_are_new_are_told_once_where_they_change_nothing() -> None:
    read = answer("a,new,newer\n1,2,3\n")
    assert [row for _, row in read.rows(["a"], others=True)] == [{"a": "1"}]
    list(read.rows(["a"], others=True))
    assert read.remarks == ["file: 'new' is new here and not read", "file: 'newer' is new here and not read"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"a": 1, "b": {"c": 1, "c": 2}}', "key 'c' stands twice"),
        ('[{"a": 1, "a": 1}]', "key 'a' stands twice"),
        ('{"a": NaN}', "NaN is no number of JSON"),
        ("[-Infinity]", "-Infinity is no number of JSON"),
        ('{"a": 1', "not JSON"),
        pytest.param("[" * 100_000, "nested too deeply", id="deep"),
        pytest.param("9" * 5000, "not JSON that can be read", id="long"),
    ],
)
def test_json_is_refused(text: str, found: str) -> None:
    with pytest.raises(SourceError, match=rf"^source: file, .*{found}"):
        answer(text).json()


@given(st.dates())
def test_a_date_is_of_our_time(date: dt.date) -> None:
    text = date.isoformat()
    if date.year in YEARS:
        assert answer().date(text, "row 1") == date
    else:
        with pytest.raises(SourceError, match=rf"row 1: '{text}' is not between 1900 and 2100"):
            answer().date(text, "row 1")


@pytest.mark.parametrize(
    ("text", "form"), [("01/01/24", "%d/%m/%Y"), ("24-01-01", "%Y-%m-%d"), ("01.24", "%m.%Y"), ("24", "%Y")]
)
def test_a_year_of_two_digits_is_refused(text: str, form: str) -> None:
    with pytest.raises(SourceError, match=rf"'{text}' is not a date like {form}"):
        answer().date(text, "row 1", form)


def test_a_date_before_the_beginning_is_refused() -> None:
    first = dt.date(2022, 2, 24)
    assert answer().date("2022-02-24", "row 1", since=first) == first
    with pytest.raises(SourceError, match=r"row 1: '2022-02-23' is before 2022-02-24, when this began"):
        answer().date("2022-02-23", "row 1", since=first)
