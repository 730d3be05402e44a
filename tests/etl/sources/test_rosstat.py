import pytest

from etl.sources.rosstat import parse
from tests.etl.sources.refusals import PAGE, edited, facts, refused, value
from tests.fixtures import answer

RAW = answer("rosstat")["cpi"]


def put(cell: str, content: object) -> bytes:
    return edited(RAW, lambda book: book["01"].__setitem__(cell, content))


def test_fixture_rows():
    """January 2014: eleven months of 2013 at 100.5, then 101; February: ten of them, then 101 and 102."""
    assert facts(parse({"cpi": RAW})) == [
        ("inflation_rosstat", "RUS", "2014-01-31", 6.70, "final"),
        ("inflation_rosstat", "RUS", "2014-02-28", 8.29, "final"),
    ]


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"", "empty"),
        (PAGE, "an HTML page instead of a workbook"),
        (RAW[:200], "not an xlsx workbook"),
        (edited(RAW, lambda book: setattr(book["01"], "title", "1.1")), "no sheet '01'"),
        (put("A1", "Индексы потребительских цен на услуги"), "sheet 01, title"),
        (put("A5", "к предыдущему месяцу"), "expected one line"),
        (put("A7", "июнь"), "expected the twelve months"),
        (put("D4", "2014*)"), "expected years above the months"),
        (put("D4", 2013), "expected every year from 2013 on, found [2012, 2013, 2013]"),
        (put("D4", 2015), "expected every year from 2013 on"),
        (put("C4", None), "expected every year from 2013 on"),
        (put("C9", None), "апрель 2013: the cell is empty but later months are filled"),
        (put("C9", "100,5"), "апрель 2013: '100,5' is not a number"),
        (edited(RAW, lambda book: book["01"].delete_cols(4)), "no month of 2014 or later"),
    ],
)
def test_refused(raw, found):
    refused("rosstat", {"cpi": raw}, "cpi", found)


@pytest.mark.parametrize(
    ("last_day", "printed"),
    [("2014-12-31", 11.36), ("2022-04-30", 17.83), ("2024-12-31", 9.51), ("2025-03-31", 10.34), ("2025-11-30", 6.65)],
)
def test_recorded(recorded, last_day, printed):
    inflation = parse({"cpi": (recorded / "economy/russia-cpi/ipc_mes_11-2025.xlsx").read_bytes()})
    assert value(inflation, "inflation_rosstat", last_day) == pytest.approx(printed, abs=0.011)
    assert len(inflation) == 143
