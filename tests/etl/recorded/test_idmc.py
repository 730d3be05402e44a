"""People displaced inside Ukraine: one row a year, from one country alone."""

from pathlib import Path

import pytest

from etl.parsing.answer import SourceError
from etl.recorded.idmc import package
from tests.etl.sources.refusals import PAGE, facts, value

HEADER = "year,coo_name,coo,coo_iso,coa_name,coa,coa_iso,total\n"
TABLE = HEADER + "2014,Ukraine,UKR,UKR,Ukraine,UKR,UKR,640000\n2015,Ukraine,UKR,UKR,Ukraine,UKR,UKR,1600000\n"


def test_exact_rows() -> None:
    assert facts(package({"idmc": TABLE.encode()})) == [
        ("idps", "UKR", "2014-12-31", 640000, "final"),
        ("idps", "UKR", "2015-12-31", 1600000, "final"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (",total", ",idps", "column 'total' is missing"),
        (",total", ",total,new", "unknown column 'new'"),
        ("UKR,640000", "POL,640000", "row 2, coa_iso: 'POL'"),
        ("640000", "NA", "row 2, total: 'NA' is not a number"),
        ("640000", "-5", "row 2, total: '-5' is not a whole number, zero or more"),
        ("2014,", "14,", "row 2, year: '14' is not a date like %Y"),
        ("2015,", "2014,", "a year stands twice"),
    ],
)
def test_refused(old: str, new: str, found: str) -> None:
    with pytest.raises(SourceError, match="idmc: idmc") as caught:
        package({"idmc": TABLE.replace(old, new, 1).encode()})
    assert found in str(caught.value)


@pytest.mark.parametrize("raw", [b"", PAGE, HEADER.encode()])
def test_no_table_is_refused(raw: bytes) -> None:
    with pytest.raises(SourceError, match="idmc: idmc"):
        package({"idmc": raw})


def test_recorded(recorded: Path) -> None:
    raw = (recorded / "conflict/displacement/unhcr_refugees_package_idmc_idps_ukraine.csv").read_bytes()
    frame = package({"idmc": raw})
    held = [value(frame, "idps", f"{year}-12-31", "UKR") for year in (2022, 2023, 2024, 2025)]
    assert held == [5_914_000, 3_689_000, 3_665_000, 3_712_000] and len(frame) == 12
