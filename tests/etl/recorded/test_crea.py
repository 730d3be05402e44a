import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.parsing.answer import SourceError
from etl.recorded.crea import DESTINATIONS, FUELS, monthly_table
from tests.etl.sources.refusals import PAGE, facts, swapped

Euros = dict[str, tuple[float, float, float]]
JULY: Euros = {
    "China": (100e6, 20e6, 10e6),
    "EU": (5e6, 30e6, 0),
    "India": (90e6, 0, 8e6),
    "Others": (60e6, 10e6, 10e6),
    "South Korea": (1e6, 2e6, 9e6),
    "Türkiye": (25e6, 24e6, 7e6),
    "United Kingdom": (0, 0, 0),
    "United States": (0, 0, 0),
}


def table(months: dict[str, Euros]) -> bytes:
    lines = ["date,destination_region,oil_eur_per_day,gas_eur_per_day,coal_eur_per_day,total_eur_per_day"]
    for first, paid in months.items():
        world = tuple(sum(fuel) for fuel in zip(*paid.values(), strict=True))
        for region, euros in (paid | {"Total": world}).items():
            lines.append(",".join([first, region, *(repr(float(one)) for one in euros), repr(float(sum(euros)))]))
    return ("\n".join(lines) + "\n").encode()


RAW = table({"2026-07-01": JULY, "2026-08-01": JULY})


def test_rows_by_destination_and_by_fuel_without_the_summed_total_and_without_the_partial_month():
    assert facts(monthly_table({"monthly": RAW})) == [
        ("fossil_revenue", "CHN", "2026-07-31", 130.0, "estimate"),
        ("fossil_revenue", "EU27", "2026-07-31", 35.0, "estimate"),
        ("fossil_revenue", "GBR", "2026-07-31", 0.0, "estimate"),
        ("fossil_revenue", "IND", "2026-07-31", 98.0, "estimate"),
        ("fossil_revenue", "KOR", "2026-07-31", 12.0, "estimate"),
        ("fossil_revenue", "TUR", "2026-07-31", 56.0, "estimate"),
        ("fossil_revenue", "USA", "2026-07-31", 0.0, "estimate"),
        ("fossil_revenue", "other_destinations", "2026-07-31", 80.0, "estimate"),
        ("fossil_revenue_by_fuel", "fuel_coal", "2026-07-31", 44.0, "estimate"),
        ("fossil_revenue_by_fuel", "fuel_gas", "2026-07-31", 86.0, "estimate"),
        ("fossil_revenue_by_fuel", "fuel_oil", "2026-07-31", 281.0, "estimate"),
    ]


amounts = st.tuples(*[st.floats(0, 5e8)] * 3)


@given(st.fixed_dictionaries(dict.fromkeys(DESTINATIONS, amounts)))
def test_destinations_and_fuels_add_up_to_the_same(paid: Euros):
    rows = monthly_table({"monthly": table({"2024-02-01": paid})})
    totals = rows.groupby("series_id")["value"].sum()
    rounding = 0.0005 * (len(DESTINATIONS) + len(FUELS))
    assert totals["fossil_revenue"] == pytest.approx(totals["fossil_revenue_by_fuel"], abs=rounding)


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"", "empty"),
        (PAGE, "an HTML page"),
        (swapped(RAW, "coal_eur_per_day", "coal"), "column 'coal_eur_per_day' is missing"),
        (swapped(RAW, "total_eur_per_day\n", "total_eur_per_day,lng\n"), "unknown column 'lng'"),
        (swapped(RAW, "Others", "Rest of the world"), "unknown destination 'Rest of the world'"),
        (swapped(RAW, "2026-07-01,India", "2026-07-01,China"), "China stands twice for 2026-07-01"),
        (swapped(RAW, "2026-07-01,India", "2026-07-02,India"), "'2026-07-02' is not the first of a month"),
        (swapped(RAW, "2026-07-01,EU,5000000.0", "2026-07-01,EU,6000000.0"), "row 3, total_eur_per_day: oil, gas"),
        (
            swapped(RAW, "2026-07-01,EU,5000000.0,30000000.0,0.0,35000000.0", "2026-07-01,EU,0.0,0.0,0.0,0.0"),
            "the destinations do not add up to 'Total'",
        ),
        (RAW.replace(b"2026-08-01,Total", b"2026-09-01,Total"), "'Total' is missing"),
        (swapped(RAW, "130000000.0", "n/a"), "row 2, total_eur_per_day"),
    ],
)
def test_refused(raw: bytes, found: str):
    with pytest.raises(SourceError, match="crea: monthly, ") as caught:
        monthly_table({"monthly": raw})
    assert found in str(caught.value)


def test_recorded(recorded):
    raw = (recorded / "economy/fossil-exports-crea/crea_monthly.csv").read_bytes()
    rows = monthly_table({"monthly": raw})
    assert rows.groupby("series_id").size().to_dict() == {"fossil_revenue": 53 * 8, "fossil_revenue_by_fuel": 53 * 3}
    assert str(rows["period_end"].max()) == "2026-07-31"
    by_month = rows.groupby(["series_id", "period_end"])["value"].sum()
    assert by_month["fossil_revenue"].iloc[0] == pytest.approx(1206.429, abs=0.01)
    # Days times euros a day come near CREA's own count since the invasion, which begins a week earlier.
    days = pd.to_datetime(rows["period_end"]).dt.day
    billions = (rows["value"] * days / 1000).groupby([rows["series_id"], rows["entity"]]).sum()
    assert billions["fossil_revenue"].sum() == pytest.approx(1130, rel=0.02)
    assert billions["fossil_revenue", "EU27"] == pytest.approx(235.2, rel=0.02)
