"""A point of a chart with every vintage of it, in words."""

import datetime as dt
import re
from html import unescape
from pathlib import Path

from dashboard.address.view import View
from dashboard.chart.selection import observed_rows, select
from dashboard.parts.vintages import MOST, vintages
from dashboard.record import charts
from dashboard.record.build import Build
from dashboard.record.series import observations
from etl.building.build import build
from tests.etl import world


def told(made: Build, view: View, place: int = -1) -> str:
    data = observations(made, view.chart, view.asof)
    selection = select(charts.chart_info(made, view.chart), data, view)
    member = next(member for member in selection.members if member.rows)
    return vintages(made, member, member.rows[place], selection.unit, observed_rows(data))


def rows(html: str) -> list[list[str]]:
    found = re.findall(r"<tr>(<td>.*?)</tr>", html)
    return [[unescape(re.sub("<[^>]+>", "", cell)) for cell in re.findall("<td>(.*?)</td>", each)] for each in found]


def built(tmp_path: Path, *seed: str) -> Build:
    root = world.write(tmp_path / "data")
    (root / "seed/counter.csv").write_text("\n".join([world.HEADER, *seed, ""]))
    return Build(
        build(data=root, seed=root / "seed", builds=tmp_path / "builds", log=tmp_path / "log", publish=False).path
    )


def test_every_vintage_stands_in_order_and_the_drawn_one_is_marked(tmp_path: Path):
    made = built(
        tmp_path,
        world.row("count", "2024-02-01", 99, learned="2024-02-02"),
        world.row("count", "2024-02-01", 100, low=90, high=110, learned="2024-02-10"),
        world.row("count", "2024-02-01", "", learned="2024-03-01", status="withdrawn"),
        world.row("count", "2024-02-01", 101, learned="2024-03-02", status="provisional"),
    )
    newest = told(made, View(chart="counts"))
    assert "count, 1 February 2024: 101, provisional" in newest
    assert [row[:3] for row in rows(newest)] == [
        ["2 Feb 2024", "99", ""],
        ["10 Feb 2024", "100 (90–110)", ""],
        ["1 Mar 2024", "withdrawn", ""],
        ["2 Mar 2024", "101 (drawn)", "provisional"],
    ]
    before = told(made, View(chart="counts", asof=dt.date(2024, 2, 15)))
    assert [row[1] for row in rows(before)] == ["99", "100 (90–110) (drawn)", "withdrawn", "101"]


def test_of_many_vintages_the_newest_are_listed_and_the_others_counted(tmp_path: Path):
    many = [
        world.row("count", "2024-01-01", n, learned=f"{2024 + n // 12}-{n % 12 + 1:02}-01") for n in range(MOST + 3)
    ]
    html = told(built(tmp_path, *many), View(chart="counts"))
    assert len(rows(html)) == MOST and rows(html)[-1][1] == f"{MOST + 2} (drawn)" and "And 3 older vintages." in html


def test_a_computed_value_names_what_it_is_computed_from(tmp_path: Path):
    made = built(tmp_path, world.row("count", "2024-01-31", 90), world.row("count", "2024-02-02", 100))
    html = told(made, View(chart="counts", transform="per_day"))
    assert (
        "Per day, on average since the value before, computed from the values as published:" in html
        and "count, 2 February 2024: 5" in html
    )
    captions = re.findall("<caption>(.*?)</caption>", html)
    assert captions == ["This period, count, 2 February 2024", "The value before, count, 31 January 2024"]
    assert [row[1] for row in rows(html)] == ["100", "90"]


def test_what_a_record_set_back_shows_in_hindsight_is_told_as_that(tmp_path: Path):
    made = built(
        tmp_path,
        world.row("count", "2024-02-01", 99, learned="2024-03-01"),
        world.row("count", "2024-02-01", 101, learned="2024-03-02"),
    )
    words = "as first published, not as known then"
    back = told(made, View(chart="counts", asof=dt.date(2024, 2, 20)))
    assert [row[1:3] for row in rows(back)] == [["99 (drawn)", words], ["101", ""]]
    assert words not in told(made, View(chart="counts"))
