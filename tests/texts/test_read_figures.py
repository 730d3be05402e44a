"""What is read of a figure: value, unit, range, bound, change, record, date, and who says so."""

import datetime as dt

import pytest

from etl.declared import catalogue
from texts.around.attribution import PUBLISHERS
from texts.figure import Bound, ChangeKind, Direction, Extreme, Kind
from texts.reading import named_dates, read_figures

DAY = dt.date(2025, 6, 2)


@pytest.mark.parametrize(
    ("text", "said", "value", "unit"),
    [
        ("USD 300 billion is frozen.", "USD 300 billion", 300, "bn_usd"),
        ("They hold 20,000sq km.", "20,000sq km", 20_000, "km2"),
        ("The front has 1,200km.", "1,200km", 1200, "km"),
        ("It takes $1.3T.", "$1.3T", 1300, "bn_usd"),
        ("It takes 3.4trn roubles.", "3.4trn roubles", 3400, "bn_rub"),
        ("It lost 0.5pc.", "0.5pc", 0.5, "percent"),
        ("They lost 816 000 men.", "816 000", 816_000, "persons"),
        ("It rose .5 per cent.", ".5 per cent", 0.5, "percent"),
        ("It costs $500M.", "$500M", 0.5, "bn_usd"),
        ("They lost 850K men.", "850K", 850_000, "persons"),
        ("They took 143sq km.", "143sq km", 143, "km2"),
        ("The rate is 21pc.", "21pc", 21, "percent"),
        ("They lost a quarter million men.", "a quarter million", 250_000, "persons"),
        ("It rose ½ a percentage point.", "½ a percentage point", 0.5, "points"),
        ("It has two and a half million books.", "two and a half million", 2_500_000, ""),
        ("It has one point two million books.", "one point two million", 1_200_000, ""),
        ("It moved minus ten per cent.", "minus ten per cent", -10, "percent"),
        ("It moved by –2.1%.", "–2.1%", -2.1, "percent"),
        ("One in five answered.", "One in five", 20, "percent"),
        ("A third of the army left.", "A third", 100 / 3, "percent"),
        ("The budget law gives 22 of 32 members a vote.", "22 of 32", 22, "countries"),
        ("Losses doubled.", "doubled", 2, "times"),
        ("There was a fivefold rise.", "fivefold", 5, "times"),
    ],
)
def test_a_figure_is_read_whole_with_value_and_unit(text: str, said: str, value: float, unit: str) -> None:
    (figure,) = read_figures(text)
    assert (figure.text, figure.value, figure.unit) == (said, pytest.approx(value), unit)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "It fell in the last two quarters.",
            "This is a fifth winter.",
            "A Kh-101, a Shahed-136 and a Su-34 fell.",
            "[3] and [12]",
        ),
        *(
            "It began at 3:30 pm.",
            "See page 14 and Article 51.",
            "Call +44 (0)20 7946 0123.",
            "both of the two, and one of them",
        ),
    ],
)
def test_what_is_no_figure_is_none(text: str) -> None:
    assert read_figures(text) == []


@pytest.mark.parametrize(
    ("text", "said", "period"),
    [
        ("on 7 Mar 2025", "7 Mar 2025", "2025-03-07"),
        ("on 6/3/2025", "6/3/2025", ""),
        ("in twenty twenty-five", "twenty twenty-five", "2025"),
        ("in the week to 5 March 2025", "the week to 5 March 2025", "2025-02-27/2025-03-05"),
        ("in the third quarter of 2024", "the third quarter of 2024", "2024-Q3"),
        ("on 31 February 2024", "31 February 2024", ""),
        ("on 21 May", "21 May", "2025-05-21"),
    ],
)
def test_a_date_is_whole_and_has_its_period(text: str, said: str, period: str) -> None:
    (figure,) = read_figures(text, DAY)
    assert (figure.kind, figure.text, figure.period) == (Kind.DATE, said, period)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("1.2–1.5 million people", 1_200_000, 1_500_000, "persons"),
        ("$250–300bn of aid", 250, 300, "bn_usd"),
        ("between 20,000 and 30,000 men", 20_000, 30_000, "persons"),
        ("rates range from 16 to 21 per cent", 16, 21, "percent"),
    ],
)
def test_a_range_is_one_figure(text: str, low: float, high: float, unit: str) -> None:
    (figure,) = read_figures(text)
    assert (figure.value, figure.low, figure.high, figure.unit) == (None, low, high, unit)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        *(("more than 5 men", Bound.MORE_THAN), ("at least 5 men", Bound.AT_LEAST), ("nearly 5 men", Bound.LESS_THAN)),
        *(("up to 5 men", Bound.AT_MOST), ("about 5 men", Bound.ABOUT), ("5 men", Bound.NONE)),
    ],
)
def test_a_bound_is_read_figures(text: str, bound: Bound) -> None:
    assert [each.bound for each in read_figures(text)] == [bound]


def test_changes_records_rates_and_denial_are_read() -> None:
    first, last = read_figures("The rate rose from 16 to 21 per cent.")
    assert (first.change, last.change) == (ChangeKind.FROM, ChangeKind.TO) and {first.direction, last.direction} == {
        Direction.UP
    }
    (by,) = read_figures("Prices rose by 5 per cent.")
    assert (by.change, by.direction) == (ChangeKind.BY, Direction.UP)
    number, _ = read_figures("At 14 per cent it is the lowest since 2019.")
    assert (number.record, number.since) == (Extreme.LOWEST, "2019")
    assert [each.per for each in read_figures("1,200 men a day")] == ["day"]
    denied, right = read_figures("It carried not 400 lorries a day but 90.")
    assert denied.denied and not right.denied


def test_publishers_named_are_declared() -> None:
    declared = catalogue.load()
    known = {source.id for source in declared.sources} | {row["id"] for row in declared.entities}
    assert {publisher for publisher, _ in PUBLISHERS} <= known
    assert [each.said_by for each in read_figures("According to Oryx, 5 tanks were lost.")] == ["oryx"]


def test_dates_without_a_year_need_the_day_of_writing() -> None:
    assert [each.period for each in named_dates("in May and on 3 June")] == ["", ""]
    assert [each.period for each in named_dates("in May and on 3 June", DAY)] == ["2025-05", "2025-06-03"]


@pytest.mark.parametrize(
    "text", ["It rose from 3.6 to 4.5 per cent of GDP.", "Latvia spends 3.7 and Estonia 4.5 per cent of GDP."]
)
def test_what_is_said_behind_the_last_is_so_of_those_before(text: str) -> None:
    assert [each.unit for each in read_figures(text)] == ["percent_of_gdp"] * 2
