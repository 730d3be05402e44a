import pytest

from etl.sources.bis import parse
from tests.etl.sources.refusals import PAGE, facts, refused, swapped, value
from tests.fixtures import answer

RAW = answer("bis")["key_rate"]


def test_fixture_rows():
    assert facts(parse({"key_rate": RAW})) == [
        ("key_rate_bis", "RUS", "2024-09-30", 19.0, "final"),
        ("key_rate_bis", "RUS", "2024-10-31", 21.0, "provisional"),
    ]


def test_short_header():
    raw = b"FREQ,REF_AREA,TIME_PERIOD,OBS_VALUE\nM,RU,2025-05,21\nM,RU,2025-06,20\nM,RU,2025-07,NaN\n"
    assert [row[2:4] for row in facts(parse({"key_rate": raw}))] == [("2025-05-31", 21.0), ("2025-06-30", 20.0)]


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"", "empty"),
        (PAGE, "an HTML page"),
        (swapped(RAW, "OBS_VALUE", "VALUE"), "column 'OBS_VALUE' is missing"),
        (swapped(RAW, "2024-11,NaN,M", "2024-11,NaN,A"), "row 7, OBS_VALUE: 'NaN' is not a number"),
        (swapped(RAW, "21,P", "21,Z"), "row 6, OBS_STATUS: unknown status 'Z'"),
        (swapped(RAW, "2024-10,21", "2024-Q4,21"), "row 6, TIME_PERIOD"),
        (swapped(RAW, ",RU,", ",UA,"), "no monthly rows for REF_AREA RU"),
    ],
)
def test_refused(raw, found):
    refused("bis", {"key_rate": raw}, "key_rate", found)


# The header of version 2 of the interface, and a column that nobody has seen yet.
V2 = """STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MEASURE,UNIT_MULT,SERIES_KEY
dataflow,BIS:WS_CBPOL(1.0),I,M,RU,2025-05,21,A,368,0,M.RU
dataflow,BIS:WS_CBPOL(1.0),I,M,RU,2025-06,20,A,368,0,M.RU
"""


def test_a_column_that_changes_no_value_is_read_past_and_told():
    frame = parse({"key_rate": V2.encode()})
    assert [row[2:4] for row in facts(frame)] == [("2025-05-31", 21.0), ("2025-06-30", 20.0)]
    assert frame.attrs["remarks"] == ("key_rate: 'SERIES_KEY' is new here and not read",)
    assert parse({"key_rate": RAW}).attrs["remarks"] == ()


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (",I,M,RU,2025-06", ",D,M,RU,2025-06", "row 3, ACTION: 'D' where I or A or M or R is expected"),
        ("20,A,368,0", "20,A,368,3", "row 3, UNIT_MULT: '3' where 0 is expected"),
        ("20,A,368,0", "20,A,628,0", "row 3, UNIT_MEASURE: '628' where 368 is expected"),
        ("SERIES_KEY", "OBS_VALUE", "header: column 'OBS_VALUE' stands 2 times"),
        ("SERIES_KEY", "OBS_STATUS", "header: column 'OBS_STATUS' stands 2 times"),
    ],
)
def test_what_changes_a_value_is_refused(old, new, found):
    refused("bis", {"key_rate": swapped(V2.encode(), old, new)}, "key_rate", found)


def test_missing_file_is_refused():
    refused("bis", {}, "key_rate", "the file is missing")


def test_recorded(recorded):
    rates = parse({"key_rate": (recorded / "economy/key-rate/bis_cbpol.csv").read_bytes()})
    assert len(rates) == 24
    assert value(rates, "key_rate_bis", "2025-05-31") == 21
    assert value(rates, "key_rate_bis", "2026-07-31") == 14
