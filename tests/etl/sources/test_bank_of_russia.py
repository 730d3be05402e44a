import pytest

from etl.sources.bank_of_russia import parse
from tests.etl.sources.refusals import PAGE, facts, refused, swapped, value
from tests.fixtures import answer

SOURCE = "bank_of_russia"
FILES = answer(SOURCE)


ALONE = {
    "key_rate": {"key_rate"},
    "inflation": {"inflation_bank_of_russia", "inflation_target"},
    "usd_rub": {"usd_rub"},
}


def test_fixture_rows():
    assert facts(parse(FILES)) == [
        ("inflation_bank_of_russia", "RUS", "2024-11-30", 8.88, "final"),
        ("inflation_bank_of_russia", "RUS", "2024-12-31", 9.52, "final"),
        ("inflation_target", "RUS", "2024-11-30", 4.0, "final"),
        ("inflation_target", "RUS", "2024-12-31", 4.0, "final"),
        ("key_rate", "RUS", "2014-02-28", 5.5, "final"),
        ("key_rate", "RUS", "2014-03-03", 7.0, "final"),
        ("usd_rub", "RUS", "2022-01-11", 75.1315, "final"),
        ("usd_rub", "RUS", "2022-01-12", 74.85, "final"),
    ]


@pytest.mark.parametrize("name", FILES)
def test_each_file_alone(name):
    assert set(parse({name: FILES[name]})["series_id"]) == ALONE[name]


def test_answer_without_a_known_file_is_refused():
    refused(SOURCE, {}, "no file", "expected some of the files")
    refused(SOURCE, {"reserves": b"1"}, "reserves", "expected some of the files")


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(("raw", "found"), [(b"", "empty"), (b" \n", "empty"), (b"\xff\xfe\x98", "not ")])
def test_empty_and_garbled_files_are_refused(name, raw, found):
    refused(SOURCE, {name: raw}, name, found)


@pytest.mark.parametrize(
    ("name", "found"),
    [("key_rate", "an HTML page"), ("usd_rub", "an HTML page"), ("inflation", "0 tables with the columns")],
)
def test_error_page_is_refused(name, found):
    refused(SOURCE, {name: PAGE}, name, found)


@pytest.mark.parametrize(
    ("name", "old", "new", "found"),
    [
        ("key_rate", "Envelope", "Umschlag", "expected Envelope"),
        ("key_rate", "</soap:Body></soap:Envelope>", "", "not XML"),
        ("key_rate", "KR>", "KS>", "no KR element"),
        ("key_rate", "Rate>7.00</Rate", "Wert>7.00</Wert", "KR 1: expected the elements DT, Rate"),
        ("key_rate", "7.00", "7,00", "KR 1, Rate: '7,00' is not a number"),
        ("key_rate", "2014-03-03T", "03.03.2014T", "KR 1, DT"),
        ("inflation", "Инфляция, % г/г", "Инфляция", "0 tables with the columns"),
        ("inflation", "Цель по инфляции, %", "Прогноз, %", "0 tables with the columns"),
        ("inflation", "Ключевая ставка, % годовых", "Прогноз, %", "unknown column 'Прогноз, %'"),
        ("inflation", "8,88", "8.88.", "row 2, Инфляция, % г/г"),
        ("inflation", "11.2024", "13.2024", "row 2, Дата"),
        ("inflation", "<td>8,88</td>", "", "row 2: 3 cells where the header has 4"),
        ("inflation", "8,88", "8,8<sup>1</sup>", "row 2, Инфляция, % г/г: '8,8<sup>1</sup>' is not a number"),
        ("inflation", "8,88", "8,88*", "row 2, Инфляция, % г/г: '8,88*' is not a number"),
        ("inflation", "Ключевая ставка, % годовых", "Инфляция, % г/г", "column 'Инфляция, % г/г' stands 2 times"),
        ("inflation", "11.2024", "11.0024", "row 2, Дата: '11.0024' is not between 1900 and 2100"),
        ("key_rate", "<Rate>7.00</Rate>", "<Rate>7.00</Rate><Rate>8.00</Rate>", "KR 1: an element stands twice"),
        ("key_rate", "<Rate>7.00<", "<Rate>7.<b>0</b>0<", "KR 1: an element stands twice, or holds others"),
        ("usd_rub", "<Nominal>10<", "<Nominal>1,0<", "Record 3, Nominal: '1,0' is not a number"),
        ("usd_rub", "748,5", "7 48,5", "Record 3, Value: '7 48,5' is not a number"),
        ("usd_rub", "ValCurs", "Valuta", "expected ValCurs"),
        ("usd_rub", "Value", "Wert", "Record 1: expected the elements Nominal, Value"),
        ("usd_rub", '12.01.2022" Id="R01235"', '12.01.2022" Id="R01239"', "Record 3: expected Id R01235"),
        ("usd_rub", 'ValCurs ID="R01235"', 'ValCurs ID="R01239"', "expected ID R01235, found 'R01239'"),
        ("usd_rub", "<Nominal>10<", "<Nominal>0<", "Record 3, Nominal"),
        ("usd_rub", '"11.01.2022"', '"2022-01-11"', "Record 2, Date"),
    ],
)
def test_changed_format_is_refused(name, old, new, found):
    encoding = "windows-1251" if name == "usd_rub" else "utf-8"
    refused(SOURCE, {name: swapped(FILES[name], old, new, encoding)}, name, found)


def test_soap_fault_is_refused_with_its_words():
    fault = (
        b'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault>'
        b"<faultstring>Server was unable to process request</faultstring></s:Fault></s:Body></s:Envelope>"
    )
    refused(SOURCE, {"key_rate": fault}, "key_rate", "Server was unable to process request")


def test_empty_range_is_refused():
    refused(SOURCE, {"usd_rub": b'<ValCurs ID="R01235"/>'}, "usd_rub", "no Record")
    refused(SOURCE, {"usd_rub": b"<ValCurs>Error in parameters</ValCurs>"}, "usd_rub", "Error in parameters")


def test_table_without_rows_is_refused():
    page = FILES["inflation"].decode()
    start = page.index("<tr><td>12.2024")
    refused(
        SOURCE, {"inflation": (page[:start] + "</table></html>").encode()}, "inflation", "table: a header without rows"
    )


def test_entities_in_xml_are_not_expanded():
    bomb = b'<!DOCTYPE ValCurs [<!ENTITY a "1">]><ValCurs ID="R01235"><Record>&a;</Record></ValCurs>'
    refused(SOURCE, {"usd_rub": bomb}, "usd_rub", "XML with declarations of its own")


def test_recorded(recorded):
    rates = parse({"key_rate": (recorded / "samples/cbr/KeyRateXML_soap_2026-06-01_2026-10-06.xml").read_bytes()})
    assert len(rates) == 91
    assert value(rates, "key_rate", "2026-07-24") == 14.25
    assert value(rates, "key_rate", "2026-07-27") == 14
    inflation = parse({"inflation": (recorded / "samples/cbr/hd_base_infl_main_2020-01_2026-08.html").read_bytes()})
    assert len(inflation) == 2 * 80
    assert value(inflation, "inflation_bank_of_russia", "2026-08-31") == 6.33
    dollars = parse({"usd_rub": (recorded / "samples/cbr/XML_dynamic_R01235_2022-02_excerpt.xml").read_bytes()})
    assert value(dollars, "usd_rub", "2022-02-25") == 86.9288
