import pytest

from etl.sources.federal_budget import parse
from tests.etl.sources.refusals import PAGE, facts, refused, swapped
from tests.fixtures import answer

RAW = answer("federal_budget")["monthly"]
LAST = "2015,февраль,210.7,70.3,140.4,250.0,,-39.3,1.0,386\n"


def rows(raw: bytes = RAW) -> dict[tuple[str, str], tuple[float, str]]:
    return {(series, day): (amount, status) for series, _, day, amount, status in facts(parse({"monthly": raw}))}


def test_fixture_rows():
    found = rows()
    assert len(found) == 4 * 14 + 12
    assert found["federal_revenue", "2014-01-31"] == (110.0, "final")
    assert found["federal_revenue", "2014-02-28"] == (110.0, "final")
    assert found["oil_gas_revenue", "2014-12-31"] == (60.0, "final")
    assert found["federal_expenditure", "2015-01-31"] == (150.5, "provisional")
    assert found["federal_expenditure", "2015-02-28"] == (99.5, "provisional")
    assert found["federal_balance", "2015-02-28"] == (10.8, "provisional")
    assert found["national_defence_spending", "2014-02-28"] == (10.1, "final")
    assert found["national_defence_spending", "2014-03-31"] == (9.9, "final")
    assert min(day for _, day in found) == "2014-01-31"


def test_blank_defence_is_absent():
    assert not [key for key in rows() if key[0] == "national_defence_spending" and key[1] > "2014-12-31"]


def test_balance_that_does_not_add_up_is_unverified_and_so_is_the_next_month():
    """March 2014 prints 58.5 where revenue less expenditure is 60.0."""
    frame = parse({"monthly": RAW})
    unverified = frame[frame["status"] == "unverified"]
    assert facts(unverified) == [
        ("federal_balance", "RUS", "2014-03-31", 18.5, "unverified"),
        ("federal_balance", "RUS", "2014-04-30", 21.5, "unverified"),
    ]
    own, following = unverified["note"]
    assert own.startswith("cumulative from January: ") and "58.5" in own and "60.0" in own
    assert following.startswith("reckoned from the month before")
    assert set(frame[frame["status"] != "unverified"]["note"]) == {""}


def test_columns_not_needed_may_come_and_go():
    assert rows(swapped(RAW, "Код признака", "Новая графа")) == rows()


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"", "empty"),
        (PAGE, "an HTML page"),
        (swapped(RAW, "Нефтегазовые доходы,Не", "Нефтегаз,Не"), "column 'Нефтегазовые доходы' is missing"),
        (swapped(RAW, "2014,апрель", "2014,май"), "row 17: май 2014 does not follow the month before it"),
        (swapped(RAW, "2014,декабрь", "2015,январь"), "row 25: январь 2015 does not follow"),
        (swapped(RAW, "2015,январь", "2016,январь"), "row 26: январь 2016 does not follow"),
        (swapped(RAW, "2014,январь", "14,январь"), "row 14, Год"),
        (swapped(RAW, LAST, LAST.replace("250.0,,", "250.0,5.0,")), "a figure after a blank one of the same year"),
        (swapped(RAW, LAST, LAST.replace("250.0", "")), "row 27, Расходы, всего: '' is not a number"),
        (swapped(RAW, LAST, LAST.replace("210.7", "210 7")), "row 27, Доходы, всего"),
        (RAW[: RAW.index("2014,январь".encode())], "no month from 2014 on"),
    ],
)
def test_refused(raw, found):
    refused("federal_budget", {"monthly": raw}, "monthly", found)


def test_recorded(recorded):
    budget = parse({"monthly": (recorded / "economy/federal-budget/fedbud_month_selected_columns.csv").read_bytes()})
    years = budget["period_end"].map(lambda day: day.year)
    sums = budget.groupby(["series_id", years])["value"].sum().round(1)
    assert {series: sums[series, 2024] for series in ("federal_revenue", "oil_gas_revenue")} == {
        "federal_revenue": 36708.6,
        "oil_gas_revenue": 11131.1,
    }
    assert (sums["federal_expenditure", 2024], sums["federal_balance", 2024]) == (40180.5, -3471.9)
    assert (sums["federal_revenue", 2026], sums["federal_balance", 2026]) == (18621.8, -5731.2)
    assert sums["national_defence_spending", 2021] == 3573.6
    assert max(sums["national_defence_spending"].index) == 2021
    unverified = budget[budget["status"] == "unverified"]
    assert [str(day) for day in unverified["period_end"]] == ["2019-04-30", "2019-05-31"]
    assert set(years[budget["status"] == "provisional"]) == {2026}
