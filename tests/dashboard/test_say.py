import datetime as dt
import re

import pytest

from dashboard.say import join_words, literal, say, say_day, say_exactly, say_period, say_range, short_day
from etl.vocabulary import UNITS, counted
from tests.test_layout import ROOT, files

DAY = dt.date


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("value", "unit", "full", "short"),
    [
        (844_005, "persons", "844,005", "844,005"),
        (1_524_946, "persons", "1,524,946", "1.52 million"),
        (2_000_000, "persons", "2,000,000", "2 million"),
        (21.0, "percent", "21 %", "21 %"),
        (14.25, "percent", "14.25 %", "14.25 %"),
        (8.4999, "percent", "8.5 %", "8.5 %"),
        (-3.5, "percent", "−3.5 %", "−3.5 %"),
        (7.46, "percent_of_gdp", "7.46 % of GDP", "7.46 % of GDP"),
        (46.38, "bn_usd", "$46.4 bn", "$46 bn"),
        (4.04, "bn_usd", "$4 bn", "$4 bn"),
        (-3.46, "bn_usd", "−$3.5 bn", "−$3.5 bn"),
        (11_880.6, "bn_rub", "₽11,881 bn", "₽11,881 bn"),
        (89.1, "rub_per_usd", "₽89.10", "₽89.10"),
        (2549, "km", "2,549 km", "2,549 km"),
        (32, "countries", "32", "32"),
        (0, "persons", "0", "0"),
        (0.04, "persons", "0.04", "0.04"),
        (0.0153846, "percent", "0.02 %", "0.02 %"),
        (0.0012, "percent", "0.0012 %", "0.0012 %"),
        (0.3, "bn_rub", "₽0.3 bn", "₽0.3 bn"),
        (None, "persons", "no data", "no data"),
        (float("nan"), "percent", "no data", "no data"),
    ],
)
def test_a_value_is_said_in_its_unit(value: float | None, unit: str, full: str, short: str) -> None:
    assert plain(say(value, unit)) == full
    assert plain(say(value, unit, short=True)) == short


def test_one_is_no_plural() -> None:
    assert [plain(say(value, "points")) for value in (1, -1, 1.5, 2)] == [
        "1 point",
        "−1 point",
        "1.5 points",
        "2 points",
    ]
    assert [counted(count, "value") for count in (0, 1, 2000)] == ["0 values", "1 value", "2,000 values"]


def test_a_limit_keeps_all_its_digits() -> None:
    found = [say_exactly(value, unit) for value, unit in ((0.015, "percent"), (845_000, "persons"), (-0.25, "points"))]
    assert list(map(plain, found)) == ["0.015 %", "845,000", "−0.25 points"]
    assert plain(say_exactly(60.5, "usd_per_barrel")) == "$60.50"


@pytest.mark.parametrize("unit", UNITS)
def test_no_number_breaks_before_its_unit_or_becomes_nothing(unit: str) -> None:
    for value in (1_234_567.0, 2.0, 0.0012):
        first = say(value, unit, short=True).split(" ")[0]
        assert any(digit in first for digit in "123456789")
    if UNITS[unit].suffix:
        assert "\u00a0" + UNITS[unit].suffix.strip().split(" ")[0] in say(2.0, unit)


@pytest.mark.parametrize(
    ("low", "high", "unit", "short", "words"),
    [
        (744_688, 956_568, "persons", False, "744,688–956,568"),
        (1_300_000, 1_700_000, "persons", True, "1.3–1.7 million"),
        (900_000, 1_700_000, "persons", True, "900,000–1.7 million"),
        (12, 15.5, "percent", False, "12–15.5 %"),
        (40, 46, "bn_usd", False, "$40–46 bn"),
        (-3, 5, "percent", False, "−3 % to 5 %"),
        (5, 5, "percent", False, "5 %"),
        (95_000, None, "persons", False, "at least 95,000"),
        (None, 95_000, "persons", False, "at most 95,000"),
        (None, None, "persons", False, "no data"),
    ],
)
def test_a_range_is_said_with_one_unit(
    low: float | None, high: float | None, unit: str, short: bool, words: str
) -> None:
    assert plain(say_range(low, high, unit, short)) == words


@pytest.mark.parametrize(
    ("start", "end", "frequency", "words"),
    [
        (DAY(2025, 3, 7), DAY(2025, 3, 7), "D", "7 March 2025"),
        (DAY(2025, 3, 3), DAY(2025, 3, 9), "W", "week to 9 March 2025"),
        (DAY(2025, 3, 1), DAY(2025, 3, 31), "M", "March 2025"),
        (DAY(2025, 3, 1), DAY(2025, 3, 1), "M", "1 March 2025"),
        (DAY(2025, 4, 1), DAY(2025, 4, 1), "Q", "1 April 2025"),
        (DAY(2025, 4, 1), DAY(2025, 6, 30), "Q", "second quarter of 2025"),
        (DAY(2024, 1, 1), DAY(2024, 12, 31), "A", "2024"),
        (DAY(2023, 4, 1), DAY(2024, 3, 31), "A", "1 April 2023 to 31 March 2024"),
        (DAY(1939, 1, 1), DAY(1945, 12, 31), "I", "1939–1945"),
        (DAY(1939, 9, 3), DAY(1945, 5, 8), "I", "3 September 1939 to 8 May 1945"),
        (DAY(2023, 4, 4), DAY(2023, 4, 4), "I", "4 April 2023"),
    ],
)
def test_a_period_has_the_name_readers_use(start: dt.date, end: dt.date, frequency: str, words: str) -> None:
    assert say_period(start, end, frequency) == words


def test_an_unknown_frequency_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown frequency 'H'"):
        say_period(DAY(2025, 3, 7), DAY(2025, 3, 7), "H")


def test_days() -> None:
    assert (say_day(DAY(2025, 3, 7)), short_day(DAY(2025, 3, 7))) == ("7 March 2025", "7 Mar 2025")


@pytest.mark.parametrize(
    ("words", "joined"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_words_are_joined(words: list[str], joined: str) -> None:
    assert join_words(words) == joined


def test_text_is_shown_as_it_is_in_markdown() -> None:
    assert literal("*a* _b_ [c](d) $1 <e> :smile: at 5:30 – 7 % (g)") == (
        r"\*a\* \_b\_ \[c\](d) \$1 \<e\> \:smile: at 5\:30 – 7 % (g)"
    )


# Where there are columns of days.
COLUMNS = {
    "dashboard/say.py",
    "dashboard/views/tables.py",
    "dashboard/views/told_rows.py",
    "dashboard/parts/tables/ledger_table.py",
    "dashboard/web/chart_page.py",
    "dashboard/views/dataset.py",
    # Lists to choose from, a line each.
    "dashboard/ui/controls.py",
    "dashboard/documents/charts/browser.py",
}
# The two ways of writing a day, and on an axis, where a tick has no room for more, a month or a day of one.
WRITTEN = {"dashboard/say.py": {"%B", "%b"}, "dashboard/draw/axes.py": {"%B", "%b"}}


def test_a_day_is_written_in_one_way_and_short_in_columns_alone() -> None:
    paths = [path for path in files() if path.suffix == ".py"]
    texts = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    read = {name: text for name, text in texts.items() if name.startswith(("dashboard/", "pages/"))}
    assert {name for name, text in read.items() if "short_day(" in text} == COLUMNS
    months = {name: set(re.findall(r"%[bB]", text)) for name, text in read.items()}
    allowed = WRITTEN | {"dashboard/address/params.py": {"%B", "%b"}}
    assert {name: found for name, found in months.items() if found} == allowed
