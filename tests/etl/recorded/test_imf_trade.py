import csv
import io

import pytest

from etl.parsing.answer import SourceError
from etl.recorded.imf_trade import SERIES, trade_table
from tests.etl.sources.refusals import PAGE, facts, swapped, value

MEMBERS = (
    *("AUT", "BEL", "BGR", "HRV", "CYP", "CZE", "DNK", "EST", "FIN", "FRA", "DEU", "GRC", "HUN", "IRL"),
    *("ITA", "LVA", "LTU", "LUX", "MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN", "ESP", "SWE"),
)
HEADER = (
    '\ufeff"DATASET","SERIES_CODE","OBS_MEASURE","COUNTRY.ID","COUNTRY","INDICATOR.ID","INDICATOR",'
    '"COUNTERPART_COUNTRY.ID","COUNTERPART_COUNTRY","FREQUENCY.ID","FREQUENCY","SCALE.ID","SCALE","TRADE_FLOW.ID",'
    '"TRADE_FLOW","2021","2022"'
)
PARTNERS = [
    ("XG", "XG_FOB_USD", "G998", "European Union (EU)", "188000.5", "206000.123456"),
    ("XG", "XG_FOB_USD", "G163", "Euro Area (EA)", "150000.5", "160000.5"),
    ("MG", "MG_CIF_USD", "TUV", "Tuvalu", "0.001", ""),
    ("MG", "MG_CIF_USD", "G998", "European Union (EU)", "93811.7", "52062.7"),
]
RAW = "\n".join(
    [
        HEADER,
        *(
            f'"IMF.STA:IMTS(1.0.0)","RUS.{indicator}.{code}.A","OBS_VALUE","RUS","Russian Federation","{indicator}",'
            f'"Goods","{code}","{name}","A","Annual","6","Millions","{flow}","Goods","{first}","{second}"'
            for flow, indicator, code, name, first, second in PARTNERS
        ),
    ]
).encode()


def test_only_the_union_is_read_and_years_without_reports_by_partner_are_estimates():
    assert facts(trade_table({"trade": RAW})) == [
        ("trade_exports_to_eu", "RUS", "2021-12-31", 188.0, "final"),
        ("trade_exports_to_eu", "RUS", "2022-12-31", 206.0, "estimate"),
        ("trade_imports_from_eu", "RUS", "2021-12-31", 93.812, "final"),
        ("trade_imports_from_eu", "RUS", "2022-12-31", 52.063, "estimate"),
    ]


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"", "empty"),
        (PAGE, "an HTML page"),
        (swapped(RAW, '"COUNTERPART_COUNTRY.ID"', '"PARTNER"'), "column 'COUNTERPART_COUNTRY.ID' is missing"),
        (swapped(RAW, '"TRADE_FLOW",', '"TRADE_FLOW","NOTE",'), "unknown column 'NOTE'"),
        (swapped(RAW, '"2021","2022"', '"Y1","Y2"'), "no column is a year"),
        (swapped(RAW, "IMTS(1.0.0)", "IMTS(2.0.0)"), "row 2, DATASET"),
        (swapped(RAW, '"6","Millions"', '"0","Units"'), "row 2, SCALE.ID: '0' where '6'"),
        (swapped(RAW, '"A","Annual"', '"M","Monthly"'), "row 2, FREQUENCY.ID"),
        (swapped(RAW, '"XG_FOB_USD"', '"XG_CIF_USD"'), "row 2, INDICATOR.ID: 'XG_CIF_USD' of flow 'XG'"),
        (swapped(RAW, '"G163","Euro Area (EA)"', '"G163","European Union (EU)"'), "row 3, COUNTERPART_COUNTRY"),
        (swapped(RAW, '"G163","Euro Area (EA)"', '"G998","European Union (EU)"'), "flow 'XG' with the union stands"),
        (swapped(RAW, "European Union (EU)", "EU (27)"), "row 2, COUNTERPART_COUNTRY"),
        (swapped(RAW, "206000.123456", ""), "row 2, 2022: '' is not a number"),
        (b"\n".join(RAW.splitlines()[:-1]), "no row for flow 'MG'"),
    ],
)
def test_refused(raw: bytes, found: str):
    with pytest.raises(SourceError, match="imf_trade: trade, ") as caught:
        trade_table({"trade": raw})
    assert found in str(caught.value)


def test_recorded(recorded):
    raw = (recorded / "economy/russia-trade-imf/RU_trade.csv").read_bytes()
    rows = trade_table({"trade": raw})
    assert len(rows) == 18
    for series, values in (
        ("trade_exports_to_eu", {2021: 188.2, 2023: 51.5, 2024: 34.5}),
        ("trade_imports_from_eu", {2021: 93.8, 2023: 36.9, 2024: 33.5}),
    ):
        for year, billions in values.items():
            assert value(rows, series, f"{year}-12-31") == pytest.approx(billions, abs=0.05)


def test_recorded_union_is_its_27_members_of_today_in_every_year(recorded):
    raw = (recorded / "economy/russia-trade-imf/RU_trade.csv").read_bytes()
    rows = trade_table({"trade": raw})
    lines = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    for flow, series in SERIES.items():
        for year in range(2016, 2025):
            members = [
                float(line[str(year)])
                for line in lines
                if line["TRADE_FLOW.ID"] == flow and line["COUNTERPART_COUNTRY.ID"] in MEMBERS
            ]
            assert len(members) == 27
            assert value(rows, series, f"{year}-12-31") == pytest.approx(sum(members) / 1000, abs=0.002)
