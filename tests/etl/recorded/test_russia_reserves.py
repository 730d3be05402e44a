import pytest

from etl.parsing.answer import SourceError
from etl.recorded.russia_reserves import reserves_tables
from tests.etl.recorded.macro_workbook import LINES, changed, workbook
from tests.etl.sources.refusals import PAGE, facts, swapped, value

FILES = {
    "reserves_monthly": b"date,total_mln_usd,fx_mln_usd,gold_mln_usd\n"
    b"2023-08-01,589966.0,443000.0,146966.0\n2023-09-01,581659.0,437659.0,144000.0\n",
    "macro": workbook(),
}


def refused(file: str, raw: bytes, found: str) -> None:
    with pytest.raises(SourceError) as caught:
        reserves_tables(FILES | {file: raw})
    assert (caught.value.source, caught.value.file) == ("russia_reserves", file)
    assert found in str(caught.value)


def test_rows_as_of_the_first_are_the_month_before_and_earlier_totals_come_from_the_workbook():
    assert facts(reserves_tables(FILES)) == [
        ("reserves_currencies", "RUS", "2023-07-31", 443.0, "final"),
        ("reserves_currencies", "RUS", "2023-08-31", 437.659, "final"),
        ("reserves_gold", "RUS", "2023-07-31", 146.966, "final"),
        ("reserves_gold", "RUS", "2023-08-31", 144.0, "final"),
        ("reserves_total", "RUS", "2023-05-31", 580.1, "final"),
        ("reserves_total", "RUS", "2023-06-30", 582.418, "final"),
        ("reserves_total", "RUS", "2023-07-31", 589.966, "final"),
        ("reserves_total", "RUS", "2023-08-31", 581.659, "final"),
    ]


def test_files_that_disagree_on_a_month_are_refused():
    refused("macro", changed(4, 3, 581000), "2023-08-31: 581, but reserves_monthly has 581.659")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("gold_mln_usd", "gold", "column 'gold_mln_usd' is missing"),
        ("2023-09-01", "2023-09-02", "'2023-09-02' is not the first of a month"),
        ("2023-09-01", "2023-08-01", "2023-08-01 stands twice"),
        ("144000.0", "154000.0", "row 3: currencies and gold add up to 591659, not 581659"),
        ("144000.0", "n/a", "row 3, gold_mln_usd"),
    ],
)
def test_changed_table_is_refused(old: str, new: str, found: str):
    refused("reserves_monthly", swapped(FILES["reserves_monthly"], old, new), found)


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (changed(1, 0, 5.2023), "row 2, Date: 5.2023 is not text like 01.2020"),
        (changed(1, 0, "5.2023"), "row 2, Date: '5.2023' is not text"),
        (changed(2, 0, "07.2023"), "row 3, Date: 07.2023 does not follow"),
        (changed(0, 3, "RESERVES"), "0 columns 'INTRES'"),
        (changed(0, 1, "INTRES"), "2 columns 'INTRES'"),
        (changed(1, 3, "580 100"), "row 2, INTRES: '580 100' is not a number"),
        (changed(1, 3, None), "row 2, INTRES: None is not a number"),
        (workbook(title="Лист1"), "no sheet 'factor data'"),
        (workbook(LINES[:1]), "a header without rows"),
    ],
)
def test_changed_workbook_is_refused(raw: bytes, found: str):
    refused("macro", raw, found)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(("raw", "found"), [(b"", "empty"), (PAGE, "an HTML page")])
def test_empty_file_and_error_page_are_refused(file: str, raw: bytes, found: str):
    refused(file, raw, found)


def test_recorded(recorded):
    folder = recorded / "economy"
    rows = reserves_tables(
        {
            "reserves_monthly": (folder / "russia-reserves/reserves_monthly.csv").read_bytes(),
            "macro": (folder / "russia-monthly-macro/Исходные данные.xlsx").read_bytes(),
        }
    )
    assert value(rows, "reserves_total", "2015-01-31") == 376.208
    assert value(rows, "reserves_total", "2022-01-31") == 630.207
    assert value(rows, "reserves_total", "2025-12-31") == 754.853
    assert rows.groupby("series_id").size().to_dict() == {
        "reserves_currencies": 68,
        "reserves_gold": 68,
        "reserves_total": 139,
    }
