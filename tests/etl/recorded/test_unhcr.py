"""UNHCR's package: the same rows as from the live format, older years left out, sums as published."""

from pathlib import Path

import pytest

from etl.parsing.answer import SourceError
from etl.recorded.unhcr import package
from tests.etl.sources.refusals import PAGE, facts, value

HEADER = (
    "year,coo_name,coo,coo_iso,coa_name,coa,coa_iso,refugees,asylum_seekers,returned_refugees,idps,returned_idps,"
    "stateless,ooc,oip,hst\n"
)
TABLE = HEADER + "".join(
    f"{year},Ukraine,UKR,UKR,{host},{count},0,0,0,0,0,0,,0\n"
    for year, host, count in [
        (1992, "Denmark,DEN,DNK", 5),
        (2022, "Germany,GFR,DEU", 900),
        (2022, "Unknown,UKN,UNK", 0),
        (2023, '"Moldova, Rep. of",MDA,MDA', 950),
        (2024, "Russian Federation,RUS,RUS", 60),
        (2024, "Germany,GFR,DEU", 980),
        (2025, "Germany,GFR,DEU", 990),
        (2025, "Peru,PER,PER", 0),
    ]
)


def test_exact_rows() -> None:
    frame = package({"population": TABLE.encode()})
    assert facts(frame) == [
        ("refugees", "DEU", "2022-12-31", 900, "final"),
        ("refugees", "DEU", "2024-12-31", 980, "final"),
        ("refugees", "DEU", "2025-12-31", 990, "final"),
        ("refugees", "MDA", "2023-12-31", 950, "final"),
        ("refugees", "RUS", "2024-12-31", 60, "final"),
        ("refugees_total", "UKR", "2022-12-31", 900, "final"),
        ("refugees_total", "UKR", "2023-12-31", 950, "final"),
        ("refugees_total", "UKR", "2024-12-31", 1040, "final"),
        ("refugees_total", "UKR", "2025-12-31", 990, "final"),
    ]
    assert [r.entity for r in frame[frame.note != ""].itertuples()] == ["RUS"]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("coa_iso", "iso3", "column 'coa_iso' is missing"),
        (",hst", ",hosts", "unknown column 'hosts'"),
        ("DEU,900", "DEU,NA", "row 3, refugees: 'NA' is not a number"),
        ("DEU,900", "DEU,²", "row 3, refugees: '²' is not a number"),
        ("UNK,0", "UNK,7", "row 4, coa_iso: 7 refugees from Ukraine in 'UNK'"),
        ("2025,Ukraine", "2026,Ukraine", "year: '2026' is no year up to 2025"),
        ("Ukraine,UKR,UKR,Germany", "Poland,POL,POL,Germany", "row 3, coo_iso: 'POL'"),
        ("RUS,RUS,60", "RUS,DEU,60", "row 7: DEU stands twice in 2024"),
        ("2023,", "2022,", "2023: no refugees at all in this year"),
    ],
)
def test_refused(old: str, new: str, found: str) -> None:
    assert old in TABLE
    with pytest.raises(SourceError, match="unhcr: population") as caught:
        package({"population": TABLE.replace(old, new, 1).encode()})
    assert found in str(caught.value)


@pytest.mark.parametrize("raw", [b"", PAGE, HEADER.encode()])
def test_no_table_is_refused(raw: bytes) -> None:
    with pytest.raises(SourceError, match="unhcr: population"):
        package({"population": raw})


def test_recorded(recorded: Path) -> None:
    name = "unhcr_refugees_package_population_coo_ukraine_1992_2025.csv"
    frame = package({"population": (recorded / "conflict/displacement" / name).read_bytes()})
    totals = {2022: 5_684_177, 2023: 5_960_362, 2024: 5_120_036, 2025: 5_224_131}
    hosts = frame[frame.series_id == "refugees"]
    for year, total in totals.items():
        assert value(frame, "refugees_total", f"{year}-12-31", "UKR") == total
        assert hosts[hosts.period_end.astype(str) == f"{year}-12-31"]["value"].sum() == total
    assert value(frame, "refugees", "2023-12-31") == 1_227_554
    assert value(frame, "refugees", "2024-12-31") == 6_894
    assert value(frame, "refugees", "2025-12-31", "DEU") == 1_173_192
    assert hosts.entity.nunique() == 68 and len(hosts) == 265 and hosts["value"].min() == 5
