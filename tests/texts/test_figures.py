"""Figures of a text: planted in sentences they are found, with their place, value and unit."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.vocabulary import UNITS
from texts.figures import figures, said_numbers

# Words around a figure that name nothing which is counted and hold no number.
AROUND = st.lists(st.sampled_from(["the", "ministry", "said", "so", "far", "again", "“we", "know”", "of", "ours,"]))
WHOLE = st.integers(0, 999) | st.integers(1000, 10**9)
Planted = tuple[str, float | None, str]


@st.composite
def planted(draw: st.DrawFn) -> Planted:
    """A figure as it is written, its value, and its unit."""
    whole, tenths = draw(st.integers(1, 999)), draw(st.integers(0, 9))
    decimal = f"{whole}.{tenths}"
    scale, factor = draw(st.sampled_from([("million", 10**6), ("billion", 10**9), ("trillion", 10**12)]))
    noun = draw(st.sampled_from(["soldiers", "civilians", "refugees", "people"]))
    sign, money = draw(st.sampled_from([("€", "bn_eur"), ("$", "bn_usd"), ("₽", "bn_rub"), ("US$", "bn_usd")]))
    many = draw(st.integers(2100, 10**9))
    return draw(
        st.sampled_from(
            [
                (f"{many:,}", float(many), ""),
                (f"{many:,} {noun}", float(many), "persons"),
                (f"{decimal} {scale} {noun}", float(decimal) * factor, "persons"),
                (f"{decimal}%", float(decimal), "percent"),
                (f"{whole} per cent", float(whole), "percent"),
                (f"{decimal} % of its GDP", float(decimal), "percent_of_gdp"),
                (f"{decimal} percentage points", float(decimal), "points"),
                (f"{sign}{decimal} {scale}", float(decimal) * factor / 10**9, money),
                (f"{sign}{decimal}bn", float(decimal), money),
                (f"{decimal} {scale} euros", float(decimal) * factor / 10**9, "bn_eur"),
                (f"{whole} square kilometres", float(whole), "km2"),
                (f"{whole} hours", float(whole), "hours"),
            ]
        )
    )


def spelt(number: int) -> str:
    """A number below a million in words, written apart from the code under test."""
    ones = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    ones += ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
    tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    if number < 20:
        return ones[number]
    if number < 100:
        return tens[number // 10] + (f"-{ones[number % 10]}" if number % 10 else "")
    if number < 1000:
        return f"{ones[number // 100]} hundred" + (f" and {spelt(number % 100)}" if number % 100 else "")
    rest = number % 1000
    return f"{spelt(number // 1000)} thousand" + (f" {'and ' if rest < 100 else ''}{spelt(rest)}" if rest else "")


@given(AROUND, st.lists(planted(), min_size=1, max_size=4), AROUND)
def test_every_planted_figure_is_found_at_its_place(
    before: list[str], planted: list[Planted], after: list[str]
) -> None:
    text, places = " ".join(["It", *before]), []
    for written, _, _ in planted:
        places.append(len(text) + 1)
        text += f" {written}; {' '.join(after)}"
    found = figures(text)
    assert [each.start for each in found] == places
    for each, (written, value, unit) in zip(found, planted, strict=True):
        assert written.startswith(each.text) and each.value == pytest.approx(value)
        # What no noun counts is of what was counted before it, and per cent may go on to be of GDP.
        assert unit in ("", each.unit) or (unit, each.unit) == ("percent", "percent_of_gdp")


@given(st.integers(2, 999_999))
def test_numbers_in_words_have_their_value(number: int) -> None:
    (found,) = figures(f"They counted {spelt(number)} tanks.")
    assert (found.text, found.value, found.unit) == (spelt(number), number, "items")


@given(st.text())
def test_figures_stand_where_they_say_and_do_not_overlap(text: str) -> None:
    end = 0
    for each in figures(text):
        assert text[each.start : each.end] == each.text and each.start >= end and each.text == each.text.strip()
        assert each.unit in ("", *UNITS) and each.kind in ("number", "money", "share", "date")
        end = each.end


@given(st.lists(WHOLE, min_size=1), st.sampled_from([" or ", ", ", " – ", "; ", "–", ") (", "\n"]))
def test_no_number_is_lost_beside_another(numbers: list[int], between: str) -> None:
    """Two may be a range, or years, of which one figure holds both."""
    text = between.join(map(str, numbers))
    assert re.findall(r"\d+", " ".join(each.text for each in figures(text))) == [*map(str, numbers)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("on 24 February 2022 and March 7, 2025", ["24 February 2022", "March 7, 2025"]),
        ("in March 2025, in the 1990s, by 2030", ["March 2025", "1990s", "2030"]),
        ("from 2025-03-07 on", ["2025-03-07"]),
    ],
)
def test_dates_are_found_whole(text: str, said: list[str]) -> None:
    assert [each.text for each in figures(text)] == said
    assert {(each.kind, each.value, each.unit) for each in figures(text)} == {("date", None, "")}


@pytest.mark.parametrize(
    ("text", "said", "value"),
    [
        ("after two decades of war", "two decades", 20),
        ("half a million people", "half a million", 500_000),
        ("a dozen tanks", "a dozen", 12),
        ("a third of it", "a third", 100 / 3),
        ("two-thirds of it", "two-thirds", 200 / 3),
        ("one per cent", "one per cent", 1),
        ("tens of thousands of people", "tens of thousands", None),
        ("1.2 million people", "1.2 million", 1_200_000),
        ("850k people", "850k", 850_000),
        ("a fall of −3.5 %", "−3.5 %", -3.5),
        ("3,5 in another country’s way", "3,5", None),
        ("$95 a barrel", "$95", 95),
        ("2,025 tanks", "2,025", 2025),
        ("2000 million people", "2000 million", 2 * 10**9),
        ("1800 % more", "1800 %", 1800),
    ],
)
def test_a_number_is_read(text: str, said: str, value: float | None) -> None:
    (found,) = figures(text)
    assert found.text == said
    assert found.value == (None if value is None else pytest.approx(value))


@pytest.mark.parametrize("text", ["an F-16 and a T-72", "flight MH17", "one of them", "the second half-year", "nobody"])
def test_names_are_no_figures(text: str) -> None:
    assert [each for each in figures(text) if each.kind != "share"] == []


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("casualties have reached 850,000", "persons"),
        ("A barrel of Brent cost $60.", "usd_per_barrel"),
        ("They took prisoners; 28 were named", ""),
        ("a 28-point plan for the people", ""),
        ("losses of 12 aircraft and 300 people", "items"),
        ("£5 million", ""),
        ("$12 for a loaf", ""),
        ("32 members", "countries"),
    ],
)
def test_a_unit_is_guessed_from_the_words_around(text: str, unit: str) -> None:
    assert figures(text)[0].unit == unit


def test_a_range_has_both_ends_and_says_either() -> None:
    (figure,) = figures("1.3–1.7 million people")
    assert (figure.text, figure.value, figure.unit) == ("1.3–1.7 million", None, "persons")
    assert (figure.low, figure.high) == (1.3e6, 1.7e6) and said_numbers(figure) == {1.3e6, 1.7e6}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("850,000", {850_000.0}), ("850 000", {850_000.0}), ("1.125", {1.125}), ("850.000", set()), ("dozens", set())],
)
def test_the_numbers_that_a_figure_may_say_are_told_whichever_its_unit(text: str, numbers: set[float]) -> None:
    (figure,) = figures(text)
    assert said_numbers(figure) == numbers
