"""What is seen together with a view: the same quantity by others, the same claim, the same topic, each with why."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.address.view import View, parse_view, view_params
from dashboard.documents.charts.together import seen_together
from dashboard.record import charts
from dashboard.record.build import Build, ask
from dashboard.record.related import MOST, OF_TOPIC, lines_of, related, same_line
from dashboard.record.shown import chart_of, series_lines

TODAY, THEN = dt.date(2026, 11, 25), dt.date(2025, 3, 7)


def why(build: Build, view: View) -> dict[str, str]:
    return {each.view.name: each.why for each in related(build, view)}


def test_the_same_quantity_by_another_source_comes_first_and_a_party_is_named_as_one(real_build: Build) -> None:
    found = related(real_build, View(chart="equipment-confirmed-russia"))
    assert found[0].view.chart == "tanks-lost"
    assert found[0].why == "the same quantity, by General Staff of the Armed Forces of Ukraine, a party to the war"
    assert found[0].title == chart_of(real_build, found[0].view).title


def test_of_one_type_of_equipment_no_other_is_the_same_quantity(real_build: Build) -> None:
    found = related(real_build, View(series=("equipment_claimed:tank",)))
    same = [each.view.chart for each in found if "same quantity" in each.why]
    assert same == ["tanks-lost"]


def test_what_stands_in_the_same_claim_says_in_which(real_build: Build) -> None:
    found = why(real_build, View(chart="wealth-fund"))
    assert found["wealth-fund-roubles"].startswith("in the same claim: “Russia’s sovereign wealth fund")
    # A line that no chart draws is shown by itself.
    assert "in the same claim" in why(real_build, View(chart="key-rate"))["key_rate_bis"]


def test_a_claim_is_told_only_where_a_check_of_it_reads_a_line_of_the_view(real_build: Build) -> None:
    rows = ask(real_build, "SELECT claim_id, chart_id, statement FROM claim JOIN claim_check USING (claim_id)")
    statements = {row["statement"] for row in rows}
    for name in charts.chart_ids(real_build):
        for each in related(real_build, View(chart=name)):
            if "claim" in each.why:
                assert each.why.removeprefix("in the same claim: “").removesuffix("”") in statements


def views(build: Build) -> st.SearchStrategy[View]:
    lines, names = list(series_lines(build)), charts.chart_ids(build)
    series = st.lists(st.sampled_from(lines), unique=True, min_size=1, max_size=6).map(lambda x: View(series=tuple(x)))
    return st.one_of(st.sampled_from(names).map(lambda name: View(chart=name)), series)


@settings(max_examples=60)
@given(st.data())
def test_few_each_another_than_the_view_and_each_an_address(real_build: Build, data: st.DataObject) -> None:
    view = data.draw(views(real_build))
    found = related(real_build, view)
    assert len(found) <= MOST and len({each.view for each in found}) == len(found)
    assert sum("topic" in each.why for each in found) <= OF_TOPIC
    known = charts.known_names(real_build)
    for each in found:
        assert each.view != view and each.why and each.title
        assert parse_view(view_params(each.view), known, TODAY) == (each.view, [])
    own = lines_of(chart_of(real_build, view), view)
    for each in found:
        if "same quantity" in each.why:
            there = lines_of(chart_of(real_build, each.view), each.view)
            assert any(not any(same_line(line, other) for other in own) for line in there)


def test_day_and_article_are_kept(real_build: Build) -> None:
    found = related(real_build, View(chart="key-rate", asof=THEN, article="sample-2026-08"))
    assert {(each.view.asof, each.view.article) for each in found} == {(THEN, "sample-2026-08")}


def test_a_timeline_has_its_topic_alone(real_build: Build) -> None:
    found = why(real_build, View(chart="diplomacy"))
    assert found and all(words.startswith("the same topic: ") for words in found.values())


def test_links_lead_to_pages_of_the_same_kind(real_build: Build) -> None:
    view = View(chart="wealth-fund")
    assert 'href="c/wealth-fund-roubles' in seen_together(real_build, view, light=True)
    assert 'href="chart?chart=wealth-fund-roubles' in seen_together(real_build, view, light=False)
    assert seen_together(real_build, View(chart="events"), light=True) == ""
