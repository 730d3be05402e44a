import pytest

from etl.sources.eia import parse
from tests.etl.sources.refusals import PAGE, facts, refused, swapped, value
from tests.fixtures import answer

RAW = answer("eia")["brent_daily"]


def test_fixture_rows():
    assert facts(parse({"brent_daily": RAW})) == [
        ("brent", "BRENT", "2022-03-07", 129.02, "final"),
        ("brent", "BRENT", "2022-03-08", 133.18, "final"),
    ]


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"", "empty"),
        (PAGE, "an HTML page"),
        (swapped(RAW, "Price", "Value"), "column 'Price' is missing"),
        (swapped(RAW, "Date,Price", "Date,Price,Unit"), "unknown column 'Unit'"),
        (b"Date,Price\n", "a header without rows"),
        (b"Date,Price\n1987-05-20,18.63\n", "no row from 2014-01-01 on"),
        (swapped(RAW, "Date,Price", "Date,Price,Price"), "column 'Price' stands 2 times"),
        (swapped(RAW, "129.02", "129,02"), "row 3: 3 cells where the header has 2"),
        (swapped(RAW, "129.02", '"129,02"'), "row 3, Price: '129,02' is not a number"),
        (swapped(RAW, "129.02", "1_29.02"), "row 3, Price: '1_29.02' is not a number"),
        (swapped(RAW, "129.02", ""), "row 3, Price: '' is not a number"),
        (swapped(RAW, "2022-03-07", "Mar 07, 2022"), "row 3: 3 cells"),
    ],
)
def test_refused(raw, found):
    refused("eia", {"brent_daily": raw}, "brent_daily", found)


def test_recorded(recorded):
    brent = parse({"brent_daily": (recorded / "economy/oil-prices/brent-daily.csv").read_bytes()})
    days = ("2022-03-07", "2022-03-08", "2022-03-09")
    assert [value(brent, "brent", day, "BRENT") for day in days] == [129.02, 133.18, 116.58]
    assert str(brent["period_end"].max()) == "2026-08-18"
