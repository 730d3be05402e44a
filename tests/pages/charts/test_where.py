"""Where a number of the chart page comes from: chosen in the chart or from the lists, and told the same."""

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.record import charts
from dashboard.record.build import Build, ask
from dashboard.record.series import observations
from dashboard.say import say_day
from dashboard.ui import where
from tests.pages.reading import drawn_charts, html, plain

Pages = Callable[..., AppTest]


def opened(page: AppTest, chart: str, **chosen: object) -> AppTest:
    """The page after a point was chosen: a session remembers it."""
    page.session_state[f"where_opened_{chart}"] = 1
    for name, value in chosen.items():
        page.session_state[f"where_{name}_{chart}"] = value
    return page.run()


def points(page: AppTest) -> list[str]:
    """The headings of the points told."""
    assert not page.exception and not page.error
    return [plain(words) for words in re.findall(r'<p class="ci-statement">(.*?)</p>', html(page))]


def test_until_it_is_opened_nothing_of_it_is_made(open_page: Pages):
    page = open_page("chart", chart="casualties")
    assert points(page) == [] and not page.code
    assert where.TITLE in [box.label for box in page.expander]


def test_the_newest_is_told_first_and_the_lists_lead_to_any_other(open_page: Pages, real_build: Build):
    page = opened(open_page("chart", chart="key-rate"), "key-rate")
    (period,) = (box for box in page.selectbox if box.label == "Period")
    assert len(points(page)) == 1 and len(period.options) > 50
    day = sorted(set(observations(real_build, "key-rate")["period_end"].dt.date), reverse=True)[40]
    assert period.options[40] == say_day(day)
    period.set_value(day).run()
    assert points(page)[0].startswith(f"Key rate, {say_day(day)}: ")
    assert "key_rate" in page.code[0].value and page.code[0].language == "sql"
    assert ask(real_build, page.code[0].value.removesuffix(";"))
    held = plain(html(page))
    assert re.search("seed/[a-z_]+.csv", held) and re.search("[0-9a-f]{64}", held)


def test_of_all_that_is_shown_a_day_is_told_together_or_one_alone(open_page: Pages):
    page = opened(open_page("chart", chart="casualties"), "casualties")
    (whom,) = (box for box in page.selectbox if box.label == "Of whom or what")
    assert whom.options[0] == "All shown" and len(whom.options) == 4
    name = whom.options[2]
    whom.set_value("losses_claimed_ukraine").run()
    assert len(points(page)) == 1 and points(page)[0].startswith(name)


def test_what_another_view_no_longer_shows_gives_way_to_its_newest(open_page: Pages):
    page = opened(open_page("chart", chart="key-rate", to="2020-01-01"), "key-rate", member="gone", end="never")
    (told,) = points(page)
    assert "2019" in told or "2020" in told


def test_a_changed_value_is_told_with_what_it_is_computed_from(open_page: Pages):
    page = opened(open_page("chart", chart="key-rate", transform="change_year"), "key-rate")
    text = plain(html(page))
    assert "Change on a year earlier, computed from the values as published" in text
    assert "The same period a year earlier" in text and page.code[0].value.count("SELECT") == 2


def test_what_may_be_shown_only_has_no_sql(open_page: Pages, real_build: Build):
    (row, *_) = ask(
        real_build,
        """SELECT chart_id FROM chart_series JOIN series USING (series_id) JOIN source o USING (source_id)
           JOIN chart USING (chart_id)
           GROUP BY ALL HAVING bool_and(o.share = 'shown') ORDER BY chart_id""",
    )
    chart = row["chart_id"]
    page = opened(open_page("chart", chart=chart), chart)
    assert points(page) and not page.code and "holds no rows of" in plain(html(page))


def test_beside_a_record_set_back_its_newest_data_are_told_as_well(open_page: Pages):
    page = opened(open_page("chart", chart="key-rate", asof="2025-03-07"), "key-rate")
    remark = "<td>as first recorded by us, not as known then</td>"
    assert points(page) == ["Key rate, 7 March 2025: 21\u00a0%"] and remark in html(page)
    (record,) = page.radio
    assert record.options == ["As known on 7 March 2025", "As known now (faint)"]
    record.set_value(True).run()
    assert len(points(page)) == 1 and remark not in html(page)
    (period,) = (box for box in page.selectbox if box.label == "Period")
    assert period.options[0].endswith("2026")
    assert not opened(open_page("chart", chart="key-rate"), "key-rate").radio


@pytest.mark.parametrize("kind", ["map", "divided", "bars"])
def test_every_kind_of_chart_tells_its_points(open_page: Pages, real_build: Build, kind: str):
    infos = [charts.chart_info(real_build, name) for name in charts.chart_ids(real_build)]
    chart = next(info.id for info in infos if kind == ("divided" if info.divide else info.kind))
    assert points(opened(open_page("chart", chart=chart), chart))


def test_only_the_chart_page_lets_points_be_chosen(open_page: Pages):
    assert [chart.proto.selection_mode[:] for chart in drawn_charts(open_page("chart", chart="key-rate"))] == [[0]]
    assert all(not chart.proto.selection_mode for chart in drawn_charts(open_page("economy")))
    timeline = open_page("chart", chart="diplomacy")
    assert all(not chart.proto.selection_mode for chart in drawn_charts(timeline))
    assert where.TITLE not in [box.label for box in timeline.expander]


def test_series_of_several_units_tell_their_points_each_in_its_own(open_page: Pages, real_build: Build):
    name = "key_rate-brent-equipment_claimed-tank"
    page = opened(open_page("chart", series="key_rate,brent,equipment_claimed:tank"), name, member="brent")
    (told,) = points(page)
    assert told.startswith("Brent, ") and "$" in told
    (whom,) = (box for box in page.selectbox if box.label == "Of whom or what")
    assert len(whom.options) == 4
    whom.set_value("equipment_claimed:tank").run()
    (told,) = points(page)
    assert "Tanks" in told or "tank" in told
    sql = page.code[0].value
    assert "'equipment_claimed'" in sql and "'tank'" in sql and ask(real_build, sql.removesuffix(";"))
    assert re.search("[0-9a-f]{64}", plain(html(page)))


def test_all_series_tell_one_day_together_as_of_a_day_too(open_page: Pages):
    page = opened(open_page("chart", series="key_rate,brent", asof="2025-03-07"), "key_rate-brent")
    told = points(page)
    assert told and all("2025" in each for each in told) and "not as known then</td>" in html(page)
    (record,) = page.radio
    record.set_value(True).run()
    # The day that was chosen stays, and is told as it stands now.
    assert points(page) and "not as known then</td>" not in html(page)
