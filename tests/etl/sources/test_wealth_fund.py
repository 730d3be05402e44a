import datetime as dt

import pytest

from etl.sources.wealth_fund import SERIES, parse
from tests.etl.sources.refusals import PAGE, edited, refused, swapped, value
from tests.fixtures import answer

SOURCE = "wealth_fund"
FILES = answer(SOURCE)


def changed(file: str, raw: bytes) -> dict[str, bytes]:
    return {**FILES, file: raw}


def put(cell: str, content: object) -> bytes:
    return edited(FILES["workbook"], lambda book: book.active.__setitem__(cell, content))


def test_fixture_rows():
    rows = [(r.series_id, str(r.period_end), r.value, r.note != "") for r in parse(FILES).itertuples()]
    assert rows == [
        ("fund_euro", "2020-04-30", 46.02, False),
        ("fund_euro", "2022-08-31", 49.19, False),
        ("fund_euro", "2022-09-30", 49.1888, False),
        ("fund_euro", "2022-10-31", 45.7335, False),
        ("fund_gold", "2020-04-30", 0.0, False),
        ("fund_gold", "2022-08-31", 554.91, False),
        ("fund_gold", "2022-09-30", 554.9105, False),
        ("fund_gold", "2022-10-31", 554.9105, False),
        ("fund_liquid_rub", "2020-04-30", 9000.0, True),
        ("fund_liquid_rub", "2022-08-31", 7933.0, True),
        ("fund_liquid_rub", "2022-09-30", 7524.3613, False),
        ("fund_liquid_rub", "2022-10-31", 7872.5483, False),
        ("fund_liquid_usd", "2020-04-30", 116.08, True),
        ("fund_liquid_usd", "2022-08-31", 126.66, True),
        ("fund_liquid_usd", "2022-09-30", 131.0568, False),
        ("fund_liquid_usd", "2022-10-31", 127.757, False),
        ("fund_total_rub", "2020-04-30", 12405.77, False),
        ("fund_total_rub", "2022-08-31", 11900.0, False),
        ("fund_total_rub", "2022-09-30", 10792.1856, True),
        ("fund_total_rub", "2022-10-31", 11400.0, False),
        ("fund_total_usd", "2020-04-30", 160.0, False),
        ("fund_total_usd", "2022-08-31", 190.0, False),
        ("fund_total_usd", "2022-09-30", 187.9746, True),
        ("fund_total_usd", "2022-10-31", 185.0, False),
        ("fund_yuan", "2020-04-30", 0.0, False),
        ("fund_yuan", "2022-08-31", 309.72, False),
        ("fund_yuan", "2022-09-30", 309.7201, False),
        ("fund_yuan", "2022-10-31", 309.7201, False),
    ]


def test_gold_is_tonnes_in_both_files_and_kilograms_that_differ_are_refused():
    raw = swapped(FILES["structure"], "554910.5;554910.5", "554910.5;554.9")
    refused(SOURCE, changed("structure", raw), "workbook", "fund_gold: 554.91, but structure has 0.5549")
    refused(SOURCE, changed("workbook", put("A14", "***** В унциях.")), "workbook", "the footnote '***** В тоннах.'")


def test_bonds_in_yuan_are_not_yuan_on_accounts():
    bonds = swapped(FILES["structure"], "Bonds, CNY mln;0.0;3000.0", "Bonds, CNY mln;0.0;9000.0")
    assert parse(changed("structure", bonds)).equals(parse(FILES))


def test_month_absent_from_the_totals_names_the_file_it_comes_from():
    rows = parse(FILES)
    taken = rows[(rows.series_id == "fund_total_rub") & (rows.note != "")]
    assert [str(end) for end in taken["period_end"]] == ["2022-09-30"]
    assert "'structure'" in taken["note"].iloc[0]


def test_differing_duplicate_is_refused():
    raw = swapped(FILES["total"], "1,2022-11-01,185.00", "1,2022-11-01,185.01")
    refused(SOURCE, changed("total", raw), "total", "2022-11-01 stands twice with different amounts")


def test_files_that_disagree_are_refused():
    raw = swapped(FILES["structure"], "11400004.0", "11400030.0")
    refused(SOURCE, changed("structure", raw), "structure", "fund_total_rub: 11400.03, but total has 11400")
    refused(SOURCE, changed("workbook", put("G11", 3500)), "workbook", "fund_liquid_rub: 7900, but structure has")


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(("raw", "found"), [(b"", "empty"), (PAGE, "an HTML page")])
def test_empty_file_and_error_page_are_refused(file, raw, found):
    refused(SOURCE, changed(file, raw), file, found)


@pytest.mark.parametrize("file", FILES)
def test_missing_file_is_refused(file):
    refused(SOURCE, {name: raw for name, raw in FILES.items() if name != file}, file, "the file is missing")


@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        ("total", "amount_blnRUB", "bn_rub", "column 'amount_blnRUB' is missing"),
        ("total", "2022-09-01", "2022-09-02", "row 4, Date: '2022-09-02' is not the first of a month"),
        ("total", "11900.00", "n/a", "row 4, amount_blnRUB"),
        ("structure", "Data;", "Line;", "column 'Data' is missing"),
        ("structure", "01.11.2022", "01.10.2022", "column '01.10.2022' stands 2 times"),
        ("structure", "01.11.2022", "15.11.2022", "header: '15.11.2022' is not the first of a month"),
        ("structure", "liquid assets of the Fund, USD mln", "liquid assets, USD", "USD mln' is missing"),
        ("structure", "liquid assets of the Fund, USD mln", "liquid assets of the Fund, RUB mln", "stands twice"),
        ("structure", "7872548.3", "7872548,3", "row 10, 01.11.2022"),
    ],
)
def test_changed_tables_are_refused(file, old, new, found):
    refused(SOURCE, changed(file, swapped(FILES[file], old, new)), file, found)


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (edited(FILES["workbook"], lambda book: setattr(book.active, "title", "Лист1")), "no sheet"),
        (put("B10", "золото"), "0 lines 'золото в обезличенной форме"),
        (put("G9", "309,7 млрд"), "2022-10-31, китайские юани: '309,7 млрд' is not a number"),
        (put("C2", "млн. руб."), "the unit 'млрд. руб.' is missing"),
        (put("B11", "Прочие активы"), "0 lines 'Размещено в иные разрешенные активы"),
        (put("E5", "12 40 577,1"), "'12 40 577,1' is not a number"),
        (put("E5", "12 405,77¹"), "'12 405,77¹' is not a number"),
        (put("E5", "12.405,77"), "'12.405,77' is not a number"),
        (put("E5", "около 12 405"), "'около 12 405' is not a number"),
        (put("E5", None), "None is not a number"),
        (put("E5", 0), "2020-04-30: the whole fund is 0"),
        (put("G3", "октябрь"), "column 7: 'октябрь' is not a month"),
        (put("G3", dt.datetime(2022, 8, 1)), "2022-08-31: the month stands twice"),
    ],
)
def test_changed_workbook_is_refused(raw, found):
    refused(SOURCE, changed("workbook", raw), "workbook", found)


def test_recorded(recorded):
    folder = recorded / "economy/national-wealth-fund"
    names = {"total": "rnwf.csv", "structure": "rnwf_structure.csv", "workbook": "FNB_0109.xlsx"}
    fund = parse({file: (folder / name).read_bytes() for file, name in names.items()})
    on_1_march_2025 = {
        "fund_total_rub": 11880.6,
        "fund_total_usd": 135.47,
        "fund_liquid_rub": 3393.8,
        "fund_liquid_usd": 38.70,
    }
    for series, printed in on_1_march_2025.items():
        assert value(fund, series, "2025-02-28") == pytest.approx(printed, abs=0.05)
    assert value(fund, "fund_total_rub", "2025-03-31") == pytest.approx(11750.73, abs=0.01)
    assert value(fund, "fund_liquid_usd", "2026-06-30") == pytest.approx(46.45, abs=0.01)
    for series, before, newest in (
        ("fund_gold", 174.63, 141.0828),
        ("fund_yuan", 164.29, 189.7938),
        ("fund_euro", 0, 0),
    ):
        assert value(fund, series, "2025-02-28") == pytest.approx(before, abs=0.01)
        assert value(fund, series, "2026-06-30") == newest
    assert (
        value(fund, "fund_gold", "2022-05-31") == fund[fund.series_id == "fund_gold"]["value"].round(2).max() == 554.91
    )
    assert value(fund, "fund_euro", "2022-05-31") == 51.59
    assert value(fund, "fund_yuan", "2021-01-31") == 0 and value(fund, "fund_yuan", "2021-02-28") == 110.54
    assert fund.groupby("series_id").size().to_dict() == dict.fromkeys(SERIES, 150)
