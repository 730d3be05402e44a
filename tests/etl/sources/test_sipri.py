import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from etl.sources.sipri import UNCERTAIN, parse
from tests.etl.sources.refusals import PAGE, edited, facts, refused, value
from tests.fixtures import answer

RAW = answer("sipri")["workbook"]


def put(cell: str, content: object, sheet: str = "Share of GDP") -> bytes:
    return edited(RAW, lambda book: book[sheet].__setitem__(cell, content))


def green(book: Workbook) -> None:
    book["Share of GDP"]["D18"].font = Font(color="FF00FF00")


def test_fixture_rows():
    frame = parse({"workbook": RAW})
    rows = [row for row in facts(frame) if row[1] in ("RUS", "UKR", "SWE", "TUR")]
    assert rows == [
        ("military_spending_share", "RUS", "2014-12-31", 4.11, "final"),
        ("military_spending_share", "RUS", "2015-12-31", 4.87, "final"),
        ("military_spending_share", "SWE", "2015-12-31", 1.0, "final"),
        ("military_spending_share", "TUR", "2014-12-31", 1.0, "final"),
        ("military_spending_share", "TUR", "2015-12-31", 1.0, "final"),
        ("military_spending_share", "UKR", "2014-12-31", 2.967, "estimate"),
        ("military_spending_share", "UKR", "2015-12-31", 3.848, "estimate"),
        ("military_spending_usd", "RUS", "2014-12-31", 84.697, "final"),
        ("military_spending_usd", "RUS", "2015-12-31", 66.422, "final"),
        ("military_spending_usd", "TUR", "2014-12-31", 1.0, "final"),
        ("military_spending_usd", "TUR", "2015-12-31", 1.0, "final"),
        ("military_spending_usd", "UKR", "2014-12-31", 3.962, "estimate"),
        ("military_spending_usd", "UKR", "2015-12-31", 3.503, "estimate"),
    ]
    assert frame["entity"].nunique() == 16


def test_red_figures_carry_a_note_and_blue_ones_none():
    frame = parse({"workbook": RAW})
    ukraine = frame[frame["entity"] == "UKR"]
    assert list(ukraine["note"]) == ["", UNCERTAIN, "", UNCERTAIN]
    assert set(frame[frame["entity"] != "UKR"]["note"]) == {""}


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"", "empty"),
        (PAGE, "an HTML page instead of a workbook"),
        (b"PK not really", "not an xlsx workbook"),
        (edited(RAW, lambda book: setattr(book["Share of GDP"], "title", "GDP")), "no sheet 'Share of GDP'"),
        (put("A1", "Military expenditure per capita"), "sheet Share of GDP, title"),
        (put("A1", "in constant (2024) US$ m.", "Current US$"), "sheet Current US$, title"),
        (put("A3", "State"), "0 header rows beginning with 'Country'"),
        (put("D3", "2014e"), "unknown column '2014e'"),
        (put("D3", 2013), "expected every year from 2014 on"),
        (put("E3", 2014), "2014 stands twice"),
        (put("A18", "Russian Federation"), "0 rows for 'Russia'"),
        (put("D18", 4.11), "Russia, 2014: expected a fraction of GDP"),
        (put("D18", "n.a."), "Russia, 2014: 'n.a.' is not a number"),
        (put("D18", None), "Russia, 2014: None is not a number"),
        (edited(RAW, green), "Russia, 2014: unknown colour ('rgb', 'FF00FF00')"),
    ],
)
def test_refused(raw, found):
    refused("sipri", {"workbook": raw}, "workbook", found)


def test_recorded(recorded):
    raw = (recorded / "economy/military-expenditure-sipri/sipri-milex-latest.xlsx").read_bytes()
    frame = parse({"workbook": raw})
    russia = {2021: 3.60, 2022: 4.56, 2023: 5.27, 2024: 6.87, 2025: 7.50}
    for year, printed in russia.items():
        assert value(frame, "military_spending_share", f"{year}-12-31") == pytest.approx(printed, abs=0.005)
    assert value(frame, "military_spending_share", "2024-12-31", "UKR") == pytest.approx(34.0, abs=0.05)
    assert value(frame, "military_spending_usd", "2025-12-31", "USA") == pytest.approx(954.4, abs=0.05)
    assert value(frame, "military_spending_usd", "2025-12-31") == pytest.approx(190.4, abs=0.05)
    assert set(frame[frame["status"] == "estimate"]["entity"]) == {"RUS", "UKR"}
    assert len(frame) == 2 * 16 * 12
