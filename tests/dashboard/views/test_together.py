"""Series that a reader puts together: drawn, table and files are one; no member depends on which others are shown."""

import csv
import dataclasses
import datetime as dt
import io
import itertools
import json
import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from dashboard.address.how import SPANS, How, Transform, each_named, line, named_how
from dashboard.address.together import MOST_SERIES
from dashboard.address.view import Axes, Scale, Show, View, light_url, parse_view, view_params, view_url
from dashboard.chart.selection import series_unit
from dashboard.draw.frame import axis_value
from dashboard.record import charts
from dashboard.record.build import Build, ask
from dashboard.record.related import excerpts_about
from dashboard.record.series import series_ids
from dashboard.record.shown import CAUTION, chart_of, lines_found, series_lines
from dashboard.views import exports, tables
from dashboard.views.pictures import ONE_AXIS, TWO_AXES, drawings, panes, selections
from dashboard.views.quoted import quoted
from etl.vocabulary import Share
from tests.dashboard.conftest import BASE

TODAY = dt.date(2026, 11, 25)
# Series of every kind: levels, flows, totals, statements, one of a party to the war, one that may only be shown.
SOME = (
    *("key_rate", "inflation_rosstat", "brent", "casualties_published_russia", "losses_claimed_ukraine"),
    *("equipment_claimed:tank", "equipment_confirmed_russia:tank", "military_spending_share:RUS", "area_controlled"),
)


HOWS = st.builds(
    How,
    st.sampled_from(Transform),
    st.sampled_from(SPANS),
    st.sampled_from([None, dt.date(2022, 2, 24), dt.date(2024, 6, 30)]),
).map(lambda how: named_how(how.text, ""))
JOINED = ("fund_liquid_rub/fund_total_rub", "key_rate-inflation_rosstat", "federal_revenue-federal_expenditure")


@st.composite
def views(draw: st.DrawFn) -> View:
    window = sorted(draw(st.tuples(*[st.dates(dt.date(2020, 1, 1), dt.date(2026, 12, 31))] * 2)))
    how, own = draw(HOWS), st.none() | HOWS
    names = draw(st.lists(st.sampled_from((*SOME, *JOINED)), unique=True, min_size=1, max_size=MOST_SERIES))
    series, how = each_named(tuple(line(name)._replace(how=draw(own)).name for name in names), how)
    return View(
        series=series,
        start=draw(st.sampled_from([None, window[0]])),
        end=draw(st.sampled_from([None, window[1]])),
        transform=how.kind,
        months=how.months,
        base=how.day,
        asof=draw(st.sampled_from([None, dt.date(2025, 3, 7), dt.date(2026, 1, 1)])),
    )


@settings(max_examples=12)
@given(views())
def test_drawn_table_and_files_are_one(real_build: Build, view: View) -> None:
    info, chosen = chart_of(real_build, view), selections(real_build, view)
    members = {member.id: member for each in chosen for member in each.members}
    rows = [
        (member.series.series_id, row.entity, row.end.isoformat(), row.value)
        for member in members.values()
        if member.series.share == Share.OPEN
        for row in member.rows
    ]
    rows = sorted(rows, key=repr)
    written = list(csv.DictReader(io.StringIO(exports.csv(real_build, view))))
    values = [float(row["value"]) if row["value"] else None for row in written]
    pairs = zip(written, values, strict=True)
    told = [(row["series_id"], row["entity"], row["period_end"], value) for row, value in pairs]
    assert sorted(told, key=repr) == rows
    told = [
        (each["series"], row["entity"], row["period_end"], row["value"])
        for each in exports.as_json(real_build, view)["members"]
        for row in each["rows"]
    ]
    assert sorted(told, key=repr) == rows
    assert len(tables.observation_table(info, chosen)) == sum(len(member.rows) for member in members.values())
    drawn = {layer.entity for picture in drawings(real_build, view) for layer in picture.layers}
    assert {name for name, member in members.items() if any(row.value is not None for row in member.rows)} <= drawn


@settings(max_examples=12)
@given(views())
def test_no_member_depends_on_which_others_are_shown(real_build: Build, view: View) -> None:
    together = {member.id: member.rows for each in selections(real_build, view) for member in each.members}
    for name in view.series:
        (only,) = selections(real_build, dataclasses.replace(view, series=(name,)))
        alone = {member.id: member.rows for member in only.members}
        assert (name in alone) == (name in together)
        # What stands faint behind a mean may stand there already.
        assert {each: together.get(each, rows) for each, rows in alone.items()} == alone


@settings(max_examples=12)
@given(views())
def test_each_pane_has_one_unit_and_all_have_one_axis(real_build: Build, view: View) -> None:
    pictures = drawings(real_build, view)
    units = [picture.unit for picture in pictures]
    assert len(set(units)) == len(units)
    assert set(units) == {series_unit(series, view) for series in chart_of(real_build, view).series}
    ends = {(picture.start, picture.end) for picture in pictures if picture.layers}
    assert len(ends) <= 1


def test_what_held_before_the_window_gives_all_panes_its_beginning(real_build: Build) -> None:
    view = View(series=("key_rate", "federal_revenue-federal_expenditure~change_year"), start=dt.date(2020, 1, 17))
    pictures = drawings(real_build, view)
    assert {picture.start for picture in pictures} == {min(picture.start for picture in pictures if picture.start)}


@pytest.mark.parametrize("scale", Scale)
def test_two_axes_move_lines_and_change_no_value_that_is_told(real_build: Build, scale: Scale) -> None:
    view = View(series=("key_rate", "usd_rub~mean"), axes=Axes.TWO, scale=scale)
    apart = dataclasses.replace(view, axes=Axes.ONE)
    (both,), (left, right) = drawings(real_build, view), drawings(real_build, apart)
    assert selections(real_build, view) == selections(real_build, apart)
    assert exports.csv(real_build, view) == exports.csv(real_build, apart)
    told = [[row.text for row in layer.rows] for layer in both.layers]
    assert told == [[row.text for row in layer.rows] for layer in (*left.layers, *right.layers)]
    assert len({layer.colour for layer in both.layers}) == 2 and both.notes[0] == TWO_AXES and not left.right
    moved = {
        (axis_value(old.y, scale), axis_value(new.y, scale))
        for before, after in zip(right.layers, both.layers[len(left.layers) :], strict=True)
        for old, new in zip(before.rows, after.rows, strict=True)
    }
    (first, one), (last, other) = min(moved), max(moved)
    assert all(new == pytest.approx(one + (old - first) / (last - first) * (other - one)) for old, new in moved)
    # Words at the right stand where a value of so much would lie.
    for place, words in both.right:
        value = axis_value(float(words.strip("₽")), scale)
        assert axis_value(place, scale) == pytest.approx(one + (value - first) / (last - first) * (other - one))
    names = [layer.name for layer in both.layers]
    assert names[0].endswith("(left)") and names[-1].endswith("(right)")


@pytest.mark.parametrize("series", [("key_rate", "inflation_rosstat"), ("key_rate", "brent", "usd_rub")])
def test_two_axes_are_for_two_units(real_build: Build, series: tuple[str, ...]) -> None:
    view = View(series=series, axes=Axes.TWO)
    shown = drawings(real_build, view)
    assert len(shown) == len(panes(real_build, view)) and all(ONE_AXIS in picture.notes for picture in shown)


def test_withheld_members_are_drawn_and_in_no_file(real_build: Build) -> None:
    withheld = next(
        name
        for name in series_lines(real_build)
        if chart_of(real_build, View(series=(name,))).series[0].share != Share.OPEN
    )
    view = View(series=("key_rate", withheld))
    found = exports.as_json(real_build, view)
    assert {member.id for each in selections(real_build, view) for member in each.members} == {"key_rate", withheld}
    assert [each["id"] for each in found["members"]] == ["key_rate"]
    assert [each["id"] for each in found["withheld"]] == [withheld]
    assert {row["series_id"] for row in csv.DictReader(io.StringIO(exports.csv(real_build, view)))} == {"key_rate"}


def test_every_series_can_be_named_and_every_line_has_a_name(real_build: Build) -> None:
    known = charts.known_names(real_build)
    assert set(known.series) == set(series_ids(real_build))
    for name in series_lines(real_build):
        assert parse_view({"series": name}, known, TODAY) == (View(series=(name,)), [])


def test_a_chart_along_time_is_drawn_the_same_as_the_series_that_it_is_made_of(real_build: Build) -> None:
    known = charts.known_names(real_build)
    few = {chart: members for chart, members in known.members.items() if 0 < len(members) <= MOST_SERIES}
    assert len(few) > 20
    for chart, members in itertools.islice(few.items(), 0, None, 5):
        declared = [
            row for each in selections(real_build, View(chart=chart)) for member in each.members for row in member.rows
        ]
        held = {(row.series_id, row.entity, row.end): row.value for row in declared}
        made = [
            row
            for each in selections(real_build, View(series=members))
            for member in each.members
            for row in member.rows
        ]
        assert held.items() <= {(row.series_id, row.entity, row.end): row.value for row in made}.items()


def test_what_is_said_of_several_units_names_every_publisher(real_build: Build) -> None:
    view = View(series=("key_rate", "brent"))
    said = quoted(real_build, view, TODAY, "https://example.org")
    for text in (said.sentence, said.citation):
        assert "Bank of Russia" in text and "Energy Information Administration" in text
    assert exports.as_json(real_build, view)["unit"] is None
    assert CAUTION in exports.as_json(real_build, view)["notes"]
    assert CAUTION not in exports.as_json(real_build, View(series=("key_rate",)))["notes"]


@pytest.mark.parametrize("address", [view_url, light_url])
def test_a_pane_leads_to_the_whole_view(real_build: Build, address) -> None:
    view = View(series=("key_rate", "brent"), show=Show.TABLE)
    first, second = panes(real_build, view)
    assert address(first) == address(second) == address(view)
    assert len({first.name, second.name, view.name}) == 3
    assert view_params(first) == view_params(view)


def test_lines_are_found_by_words_and_by_whom_they_are_of(real_build: Build) -> None:
    lines, germans = series_lines(real_build), lines_found(real_build, "refugees germany")
    assert germans[0] == "refugees:DEU" and lines[germans[0]].entity == "Germany"
    assert lines_found(real_build, " ") == list(lines) and lines_found(real_build, "zzzz") == []
    (row,) = ask(
        real_build,
        """SELECT min(period_start) AS first, max(period_end) AS last, arg_max(value, period_end) AS value
           FROM latest WHERE series_id = 'key_rate'""",
    )
    rate = lines[lines_found(real_build, "key rate")[0]]
    assert (rate.id, rate.unit, rate.first, rate.last, rate.value) == ("key_rate", "percent", *row.values())
    assert all(line.first <= dt.date(2025, 3, 7) for line in series_lines(real_build, dt.date(2025, 3, 7)).values())


SAMPLE, PAPER = "sample-2026-08", "weakness-2025-03"
SHOWN = View(series=("key_rate", "brent", "inflation_bank_of_russia"), article=SAMPLE, events=("on",), periods=True)


def test_an_articles_figures_stand_beside_the_member_that_measures_them_in_its_own_unit(real_build: Build) -> None:
    rate, oil = drawings(real_build, SHOWN)
    figures = [[layer.name for layer in each.layers if layer.kind == "figure"] for each in (rate, oil)]
    assert sorted(figures[0]) == ["The article: 13\xa0%", "The article: 14\xa0%", "The article: 6\xa0%"]
    assert figures[1] == ["The article: $60.00"]
    met = {layer.entity for layer in rate.layers if layer.kind == "met"}
    assert met == {"key_rate", "inflation_bank_of_russia"}
    for picture in (rate, oil):
        assert {"vline", "marks", "shade"} <= {layer.kind for layer in picture.layers}


def test_no_member_is_compared_with_a_figure_that_it_does_not_measure(real_build: Build) -> None:
    rate, oil = drawings(real_build, SHOWN)
    inflation = rate.alt.rpartition("; Inflation")[2]
    assert "the article’s 6" in inflation and "the article’s 14" not in inflation
    assert "the article’s $60.00" in oil.alt and "the article’s $60.00" not in rate.alt
    said = quoted(real_build, View(series=("key_rate", "brent"), article=SAMPLE), TODAY, "https://example.org")
    assert "60" not in said.description


def test_of_no_member_that_a_claim_is_about_only_the_articles_day_is_marked(real_build: Build) -> None:
    (only,) = drawings(real_build, View(series=("inflation_rosstat",), article=SAMPLE))
    assert {layer.kind for layer in only.layers} & {"vline", "figure", "met"} == {"vline"}


@settings(max_examples=20)
@given(st.sampled_from(SOME), st.sampled_from([SAMPLE, PAPER]))
def test_beside_series_stand_the_claims_of_which_a_check_reads_one(real_build: Build, line: str, article: str) -> None:
    found = {claim.id for each in excerpts_about(real_build, article, (line,)) for claim in each.claims}
    series, _, entity = line.partition(":")
    rows = ask(
        real_build,
        """SELECT DISTINCT claim_id FROM claim_check WHERE article_id = $article
           AND ((series_id = $series AND $entity IN ('', entity))
                OR (plus_series_id = $series AND $entity IN ('', plus_entity))
                OR (than_series_id = $series AND $entity IN ('', than_entity)))""",
        article=article,
        series=series,
        entity=entity,
    )
    assert found == {row["claim_id"] for row in rows}


LIGHT = "/c/series?series=key_rate,brent,inflation_bank_of_russia"


def test_series_put_together_have_the_claims_of_the_article_that_is_named(public: TestClient):
    assert '<section class="cards"' not in public.get(LIGHT).text
    text = unescape(public.get(f"{LIGHT}&article={SAMPLE}").text)
    cards = re.search('(?s)<section class="cards".*?</section>', text)[0]
    for stated in ("key rate", "Brent", "inflation"):
        assert stated in cards
    assert "The chart for this" in cards


def test_series_put_together_are_a_dataset_by_every_publisher_with_a_preview_of_their_own(public: TestClient):
    text = unescape(public.get(LIGHT).text)
    found = json.loads(re.search('(?s)<script type="application/ld.json">(.*?)</script>', text)[1])
    assert {each["name"] for each in found["creator"]} >= {"Bank of Russia"} and len(found["creator"]) == 2
    assert len(found["variableMeasured"]) == 3 and found["license"]
    picture = re.search(r'<meta property="og:image" content="([^"]+)"', text)[1].removeprefix(BASE)
    assert public.get(picture).headers["content-type"] == "image/png"
    assert "Energy Information" in text and "Bank of Russia" in re.search("(?s)To quote</h2>(.*?)</section>", text)[1]


def test_events_and_periods_are_told_beside_series_put_together(client: TestClient):
    text = client.get(f"{LIGHT}&from=2025-02-24&to=2025-02-26&events=on&periods=on").text
    assert "The events marked" in text
    assert "Shaded: " in unescape(text)
