import datetime as dt
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.address.how import SPANS, How, Transform, each_named, line, named_how
from dashboard.address.together import MOST_SERIES
from dashboard.address.view import (
    PARAMETERS,
    Axes,
    Known,
    View,
    canonical,
    claim_url,
    follow,
    followed_params,
    light_url,
    parse_view,
    unusual_params,
    view_params,
    view_url,
)

KNOWN = Known(
    charts={"casualties": ("economist", "general_staff", "published"), "key-rate": ()},
    articles={"weakness": "Weakness"},
    categories=("diplomacy", "war"),
    renames={
        "article": {"frailty": "weakness"},
        "chart": {"losses": "casualties"},
        "parameter": {"lines": "pick"},
        "series": {"rate": "key_rate"},
    },
    series={"key_rate": (), "rates": (), "tanks": ("seen", "claimed"), "stated": ()},
    units={"key_rate": "percent", "rates": "percent", "tanks": "items"},
    members={"casualties": ("economist", "general_staff", "published")},
)


TODAY = dt.date(2026, 11, 25)
# Written and read once, so that nothing is kept that a transform does not need.
HOWS = st.builds(How, st.sampled_from(Transform), st.sampled_from(SPANS), st.none() | st.dates()).map(
    lambda how: named_how(how.text, "")
)


@st.composite
def views(draw: st.DrawFn) -> View:
    chart = draw(st.sampled_from(["", *KNOWN.charts]))
    window = sorted(draw(st.tuples(st.dates(), st.dates())))
    pickable = KNOWN.charts.get(chart, ())
    how = draw(HOWS)
    names = ["key_rate", "tanks:seen", "tanks:claimed", "stated", "tanks:seen/tanks:claimed", "key_rate-rates"]
    drawn = draw(st.lists(st.tuples(st.sampled_from(names), st.none() | HOWS), max_size=MOST_SERIES))
    series = () if chart else tuple(dict.fromkeys(line(name)._replace(how=own).name for name, own in drawn))
    series, how = each_named(series, how)
    return View(
        chart=chart,
        start=draw(st.sampled_from([None, window[0]])),
        end=draw(st.sampled_from([None, window[1]])),
        scale=draw(st.sampled_from(["linear", "log"])),
        pick=tuple(draw(st.lists(st.sampled_from(pickable), unique=True))) if pickable else (),
        transform=how.kind,
        months=how.months,
        base=how.day,
        show=draw(st.sampled_from(["chart", "table", "map", "about"])),
        events=draw(st.just(("on",)) | st.lists(st.sampled_from(KNOWN.categories), unique=True).map(tuple)),
        periods=draw(st.booleans()),
        asof=draw(st.none() | st.dates(max_value=TODAY)),
        article=draw(st.sampled_from(["", "weakness"])),
        series=series,
        axes=draw(st.sampled_from(Axes)) if series else Axes.ONE,
    )


@given(views())
def test_an_address_says_all_of_a_view(view: View) -> None:
    assert parse_view(view_params(view), KNOWN, TODAY) == (view, [])
    assert list(view_params(view)) == [
        name
        for name in PARAMETERS
        if not (name == "series" and not view.series) and not (name == "axes" and view.axes == Axes.ONE)
    ]


@given(views())
def test_a_link_says_all_of_a_view(view: View) -> None:
    parts = urlsplit(view_url(view, "https://example.org"))
    assert (parts.netloc, parts.path) == ("example.org", "/chart")
    assert parse_view(dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True)), KNOWN, TODAY) == (
        view,
        [],
    )


@given(views().filter(lambda view: view.name), st.sampled_from(["", ".svg", ".png", ".csv", ".json"]))
def test_a_link_to_a_light_page_or_file_says_all_of_a_view(view: View, ending: str) -> None:
    parts = urlsplit(light_url(view, "https://example.org", ending))
    assert (parts.netloc, parts.path) == ("example.org", f"/c/{view.chart or 'series'}{ending}")
    said = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True))
    assert list(said) == [name for name in view_params(view) if name != "chart"]
    assert parse_view(said | {"chart": view.chart}, KNOWN, TODAY) == (view, [])


@given(views())
def test_a_link_into_the_dashboard_says_what_every_page_follows_and_no_more(view: View) -> None:
    said = dict(parse_qsl(urlsplit(f"./{follow(view.article, view.asof)}").query))
    kept = {name: value for name, value in view_params(view).items() if name in ("article", "asof") and value}
    assert said == kept and followed_params(said, KNOWN, TODAY) == (kept, [])


def test_lists_are_readable_in_a_link() -> None:
    assert view_url(View(chart="casualties", pick=("economist", "published"))).startswith(
        "/chart?chart=casualties&from=&to=&scale=linear&pick=economist,published&"
    )


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"from": "2022-99-01"}, "‘from=2022-99-01’ is not a date like 2025-03-07 and was ignored"),
        ({"to": "20250307"}, "‘to=20250307’ is not a date like 2025-03-07 and was ignored"),
        ({"asof": "2026-11-26"}, "‘asof=2026-11-26’ is still to come and was ignored"),
        ({"asof": "yesterday"}, "‘asof=yesterday’ is not a date like 2025-03-07 and was ignored"),
        ({"scale": "cubic"}, "‘scale=cubic’ was ignored: scale is one of linear, log"),
        ({"transform": "rate"}, f"‘transform=rate’ was ignored: transform is one of {', '.join(Transform)}"),
        ({"show": "list"}, "‘show=list’ was ignored: show is one of chart, table, map, about"),
        ({"events": "true"}, "‘true’ in ‘events’ was ignored: it is one of off, on, diplomacy, war"),
        ({"events": "war,peace"}, "‘peace’ in ‘events’ was ignored: it is one of off, on, diplomacy, war"),
        ({"axes": "three"}, "‘axes=three’ was ignored: axes is one of one, two"),
        ({"axes": "two"}, "‘axes=two’ was ignored: only series that a reader puts together have two"),
        ({"periods": "war"}, "‘periods=war’ was ignored: periods is one of off, on"),
        ({"article": "other"}, "‘article=other’ was ignored: article is one of weakness"),
        ({"pick": "economist,other"}, "‘other’ in ‘pick’ is not in this chart and was ignored"),
        ({"foo": "1"}, "unknown parameter ‘foo’ was ignored"),
    ],
)
def test_a_spoilt_value_is_named_and_the_rest_kept(params: dict[str, str], words: str) -> None:
    view, problems = parse_view({"chart": "casualties", "to": "2025-03-07"} | params, KNOWN, TODAY)
    assert problems == [words]
    assert view.chart == "casualties"
    assert view.end == (None if "to" in params else dt.date(2025, 3, 7))
    assert view.pick == (("economist",) if "pick" in params else ())


@pytest.mark.parametrize(
    ("text", "events"),
    [("", ()), ("off", ()), ("on", ("on",)), ("war", ("war",)), ("war,diplomacy", ("war", "diplomacy"))],
)
def test_events_are_none_all_or_the_categories_named(text: str, events: tuple[str, ...]) -> None:
    assert parse_view({"chart": "key-rate", "events": text}, KNOWN, TODAY) == (
        View(chart="key-rate", events=events),
        [],
    )


def test_a_view_has_a_link_on_the_timeline_as_well() -> None:
    link = view_url(View(chart="key-rate", events=("war",), periods=True), page="timeline")
    assert link.startswith("/timeline?chart=key-rate&") and "&events=war&periods=on&" in link


def test_a_chart_that_shows_values_as_published_says_so_and_is_shown() -> None:
    known = Known({"population": ()}, untransformed=("population",))
    view, problems = parse_view({"chart": "population", "transform": "index"}, known, TODAY)
    assert view == View(chart="population")
    assert problems == ["‘transform=index’ was ignored: this chart shows values as published only"]
    assert parse_view({"chart": "population", "transform": "none"}, known, TODAY) == (View(chart="population"), [])


def test_a_window_that_ends_before_it_begins_is_ignored_whole() -> None:
    view, problems = parse_view({"chart": "key-rate", "from": "2025-03-08", "to": "2025-03-07"}, KNOWN, TODAY)
    assert (view.start, view.end) == (None, None)
    assert problems == ["‘from=2025-03-08’ lies after ‘to=2025-03-07’, so both were ignored"]


def test_an_unknown_chart_gives_no_chart() -> None:
    assert parse_view({"chart": "secrets"}, KNOWN, TODAY) == (View(), ["there is no chart ‘secrets’"])


def test_the_frame_of_the_page_is_not_our_business() -> None:
    assert parse_view({"chart": "key-rate", "embed": "true", "embed_options": "dark_theme"}, KNOWN, TODAY)[1] == []


def test_old_names_keep_working() -> None:
    view, problems = parse_view({"chart": "losses", "lines": "published"}, KNOWN, TODAY)
    assert (view.chart, view.pick, problems) == ("casualties", ("published",), [])


def test_the_article_is_asked_for_on_pages_whose_other_parameters_are_their_own() -> None:
    assert followed_params({"q": "fund", "article": "weakness"}, KNOWN, TODAY) == ({"article": "weakness"}, [])
    assert followed_params({"article": "frailty"}, KNOWN, TODAY) == ({"article": "weakness"}, [])
    assert followed_params({"word": "killed"}, KNOWN, TODAY) == ({}, []) and followed_params(
        {"article": ""}, KNOWN, TODAY
    ) == (
        {"article": ""},
        [],
    )
    spoilt = ({}, ["‘article=other’ was ignored: article is one of weakness"])
    assert followed_params({"article": "other"}, KNOWN, TODAY) == spoilt


def test_the_day_is_asked_for_likewise_and_today_is_not_the_same_as_none_named() -> None:
    assert followed_params({"q": "fund", "asof": "2025-03-07"}, KNOWN, TODAY) == ({"asof": "2025-03-07"}, [])
    assert followed_params({"asof": ""}, KNOWN, TODAY) == ({"asof": ""}, [])
    named, problems = followed_params({"asof": "7 March", "article": "weakness"}, KNOWN, TODAY)
    assert (named, problems) == (
        {"article": "weakness"},
        ["‘asof=7 March’ is not a date like 2025-03-07 and was ignored"],
    )


def test_a_link_to_a_claim_names_its_article() -> None:
    assert claim_url("weakness", "key-rate") == "./?article=weakness#key-rate"


def test_an_old_name_beside_its_new_one_is_ignored() -> None:
    view, problems = parse_view({"chart": "casualties", "pick": "economist", "lines": "published"}, KNOWN, TODAY)
    assert view.pick == ("economist",)
    assert problems == ["‘lines=published’ is the old name of ‘pick’, which is also given, and was ignored"]


def test_the_shortest_address_shows_the_same_and_says_nothing_that_an_address_without_it_says() -> None:
    view = View(chart="key-rate", scale="log", asof=dt.date(2025, 3, 7))
    assert unusual_params(view) == {"chart": "key-rate", "scale": "log", "asof": "2025-03-07"}
    assert canonical(view, "https://example.org") == "https://example.org/c/key-rate?scale=log&asof=2025-03-07"
    assert canonical(View(chart="key-rate")) == "/c/key-rate"


@pytest.mark.parametrize(
    ("text", "named", "words"),
    [
        ("key_rate, tanks:seen", ("key_rate", "tanks:seen"), []),
        ("key_rate,key_rate", ("key_rate",), []),
        ("rate", ("key_rate",), []),
        ("key_rate,gone", ("key_rate",), ["there is no series ‘gone’"]),
        (
            "tanks,key_rate",
            ("key_rate",),
            ["series ‘tanks’ has several lines and was ignored: name one, as tanks:seen, tanks:claimed"],
        ),
        (
            "tanks:lost,key_rate",
            ("key_rate",),
            ["series ‘tanks’ has no ‘lost’ and was ignored: name one, as tanks:seen, tanks:claimed"],
        ),
        ("key_rate:RUS", ("key_rate",), ["‘key_rate:RUS’ in ‘series’ is one line: ‘RUS’ was ignored"]),
        ("gone", (), ["there is no series ‘gone’"]),
    ],
)
def test_series_are_put_together_by_their_names(text: str, named: tuple[str, ...], words: list[str]) -> None:
    view, problems = parse_view({"series": text}, KNOWN, TODAY)
    assert (view.chart, view.series, problems) == ("", named, words)


@pytest.mark.parametrize("text", ["gone", "tanks:lost", "<b>", "gone,economist"])
def test_a_chart_stays_itself_where_nothing_that_there_is_comes_beside_it(text: str) -> None:
    known = replace(KNOWN, series=dict.fromkeys(("economist", "general_staff", "published", "key_rate"), ()))
    view, problems = parse_view({"chart": "casualties", "series": text}, known, TODAY)
    assert (view.chart, view.series) == ("casualties", ()) and problems


def test_series_stand_beside_the_members_of_a_chart_along_time_alone() -> None:
    known = replace(KNOWN, series=dict.fromkeys(("economist", "general_staff", "published", "key_rate"), ()))
    view, problems = parse_view({"chart": "casualties", "series": "key_rate"}, known, TODAY)
    assert (view.chart, view.series) == ("", ("economist", "general_staff", "published", "key_rate"))
    assert problems == []
    view, problems = parse_view({"chart": "key-rate", "series": "key_rate"}, known, TODAY)
    assert (view.chart, view.series) == ("key-rate", ())
    assert problems == ["‘series=key_rate’ was ignored: no series can be put beside this chart"]


def test_more_than_six_series_are_not_shown_in_silence() -> None:
    names = [f"s{number}" for number in range(8)]
    known = replace(KNOWN, series=dict.fromkeys(names, ()))
    view, problems = parse_view({"series": ",".join(names)}, known, TODAY)
    assert view.series == tuple(names[:6])
    assert problems == ["at most 6 series stand in one chart: ‘s6, s7’ was ignored"]
