"""What controls write into an address that has changed while they still showed the one before."""

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dashboard.address.view import Known, Scale, View, parse_view, view_params
from dashboard.ui.written import merged

KNOWN = Known({"key-rate": ()})
DAYS = st.none() | st.dates(dt.date(2014, 1, 1), dt.date(2026, 1, 1))


@st.composite
def views(draw: st.DrawFn) -> View:
    start, end = draw(DAYS), draw(DAYS)
    if start and end and start > end:
        start, end = end, start
    return View(chart="key-rate", start=start, end=end, scale=draw(st.sampled_from(Scale)), periods=draw(st.booleans()))


def read(params: dict[str, str]) -> View:
    view, problems = parse_view(params, KNOWN, dt.date(2026, 1, 1))
    assert problems == []
    return view


@given(views(), views())
def test_what_the_reader_left_alone_is_what_the_address_says(shown: View, said: View) -> None:
    assert read(merged(view_params(said), view_params(shown), view_params(shown))) == said


@given(views(), views(), st.booleans())
def test_what_the_reader_changed_is_added_to_it(shown: View, said: View, periods: bool) -> None:
    wanted = replace(shown, periods=not shown.periods)
    assert read(merged(view_params(said), view_params(shown), view_params(wanted))) == replace(
        said, periods=not shown.periods
    )


@given(views())
def test_an_address_that_says_little_is_read_with_what_is_usual(said: View) -> None:
    usual = view_params(View())
    short = {name: value for name, value in view_params(said).items() if value != usual.get(name)}
    assert read(merged(short, view_params(View()), view_params(View()))) == said
