"""What is made of real series, against the same computed in SQL over the build."""

import csv
import datetime as dt
import io

import pytest

from dashboard.address.how import Transform
from dashboard.address.view import View
from dashboard.record.build import Build, ask
from dashboard.views import exports
from dashboard.views.pictures import selections
from dashboard.views.quoted import quoted

OF = "(SELECT period_start, period_end, value FROM latest WHERE series_id = '{}' AND value IS NOT NULL)"
# Series without a break, so that the SQL need not know of any.
CASES = {
    "federal_revenue~change_period": """
        SELECT period_end, 100 * (value / before - 1) FROM (
            SELECT *, lag(value) OVER w AS before, lag(period_end) OVER w AS last FROM {federal_revenue}
            WINDOW w AS (ORDER BY period_end)) WHERE before > 0 AND last = period_start - 1""",
    "inflation_rosstat~change_period": """
        SELECT period_end, value - before FROM (
            SELECT *, lag(value) OVER w AS before, lag(period_end) OVER w AS last FROM {inflation_rosstat}
            WINDOW w AS (ORDER BY period_end)) WHERE last = period_start - 1""",
    "federal_revenue~change_year": """
        SELECT a.period_end, 100 * (a.value / b.value - 1) FROM {federal_revenue} a
        JOIN {federal_revenue} b ON b.period_start = a.period_start - INTERVAL 1 YEAR WHERE b.value > 0""",
    "losses_claimed_ukraine~per_day": """
        SELECT period_end, (value - before) / (period_end - last) FROM (
            SELECT *, lag(value) OVER w AS before, lag(period_end) OVER w AS last FROM {losses_claimed_ukraine}
            WINDOW w AS (ORDER BY period_end)) WHERE last IS NOT NULL""",
    "losses_claimed_ukraine~per_month": """
        SELECT a.period_end, a.value - b.value FROM {losses_claimed_ukraine} a
        JOIN {losses_claimed_ukraine} b ON b.period_end = date_trunc('month', a.period_end) - INTERVAL 1 DAY
        WHERE a.period_end = last_day(a.period_end)""",
    "brent~per_month": """
        SELECT last_day(period_end), avg(value) FROM {brent} GROUP BY ALL
        HAVING last_day(period_end) <= (SELECT max(period_end) FROM {brent})
           AND date_trunc('month', min(period_end)) >= (SELECT min(period_end) FROM {brent})""",
    "federal_revenue~sum": """
        SELECT period_end, total FROM (
            SELECT *, sum(value) OVER w AS total, min(period_start) OVER w AS first, count(*) OVER w AS held
            FROM {federal_revenue} WINDOW w AS (ORDER BY period_end ROWS 11 PRECEDING))
        WHERE held = 12 AND first = period_end + 1 - INTERVAL 12 MONTH""",
    "brent~mean.3": """
        SELECT a.period_end, avg(b.value) FROM {brent} a
        JOIN {brent} b ON b.period_end <= a.period_end AND b.period_end > a.period_end - INTERVAL 3 MONTH
        WHERE a.period_end - INTERVAL 3 MONTH >= (SELECT min(period_end) FROM {brent}) - 1 GROUP BY a.period_end""",
    "usd_rub~index.2022-02-24": """
        SELECT period_end, 100 * value / base FROM {usd_rub},
            (SELECT max_by(value, period_end) AS base FROM {usd_rub} WHERE period_end <= '2022-02-24')""",
    "fund_total_rub~index": """
        SELECT period_end, 100 * value / (SELECT min_by(value, period_end) FROM {fund_total_rub})
        FROM {fund_total_rub}""",
    "fund_liquid_rub/fund_total_rub": """
        SELECT period_end, a.value / b.value FROM {fund_liquid_rub} a JOIN {fund_total_rub} b USING (period_end)
        WHERE b.value > 0""",
    "federal_revenue-federal_expenditure": """
        SELECT period_end, a.value - b.value FROM {federal_revenue} a
        JOIN {federal_expenditure} b USING (period_start, period_end)""",
    "key_rate-inflation_rosstat": """
        SELECT period_end, a.value - b.value FROM {key_rate} a JOIN {inflation_rosstat} b USING (period_end)""",
    "federal_revenue-federal_expenditure~mean": """
        SELECT period_end, mean FROM (
            SELECT *, avg(a.value - b.value) OVER w AS mean, count(*) OVER w AS held FROM {federal_revenue} a
            JOIN {federal_expenditure} b USING (period_start, period_end)
            WINDOW w AS (ORDER BY period_end ROWS 11 PRECEDING)) WHERE held = 12""",
}


class Held(dict[str, str]):
    """Each series as a table in SQL, by its id."""

    def __missing__(self, series: str) -> str:
        return OF.format(series)


@pytest.mark.parametrize("name", CASES)
def test_what_is_made_of_a_series_is_what_sql_makes_of_it(real_build: Build, name: str) -> None:
    found = ask(real_build, f"SELECT * FROM ({CASES[name].format_map(Held())}) t (day, made)")
    expected = {_day(row["day"]): row["made"] for row in found}
    (selection,) = selections(real_build, View(series=(name,)))
    member = selection.members[-1]
    assert member.id == name and len(expected) > 20
    assert {row.end: row.value for row in member.rows} == pytest.approx(expected)


def _day(day: dt.date | dt.datetime) -> dt.date:
    return day.date() if isinstance(day, dt.datetime) else day


def test_what_is_printed_says_what_is_made_of_the_values(real_build: Build) -> None:
    for view in (
        View(chart="wealth-fund", transform=Transform.MEAN, months=3),
        View(series=("fund_total_usd~mean.3",)),
    ):
        said = quoted(real_build, view, dt.date(2026, 11, 25), "https://example.org")
        for text in (said.citation, said.bibtex, said.sentence, said.description):
            assert "ean over 3 months" in text


def test_what_was_published_stands_beside_its_mean_in_files(real_build: Build) -> None:
    view = View(chart="wealth-fund", transform=Transform.MEAN, pick=("fund_total_usd",))
    head = exports.csv(real_build, view, "wide").splitlines()[0]
    assert head.endswith(
        '"Whole fund, as published (billion US dollars)","Whole fund (billion US dollars, mean over 12 months)"'
    )
    made = {row["transform"] for row in csv.DictReader(io.StringIO(exports.csv(real_build, view)))}
    assert made == {"none", "mean"}
    assert [each["transform"] for each in exports.as_json(real_build, view)["members"]] == ["none", "mean"]
