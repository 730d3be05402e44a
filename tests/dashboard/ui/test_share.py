import datetime as dt
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.address.view import Known, View, light_url, parse_view, view_url
from dashboard.ui.share import linked
from dashboard.views.exports import downloadable
from tests.dashboard.samples import DAY, chart, series

TODAY = DAY(2026, 11, 25)
OPEN, SHOWN = series(), series("shown", share="shown", title="Shown", publisher="A paper")
KNOWN = Known({"casualties": ("losses", "shown")}, ("piece",))
VIEWS = st.builds(
    View,
    chart=st.just("casualties"),
    start=st.none() | st.dates(max_value=DAY(2024, 1, 1)),
    end=st.none() | st.dates(min_value=DAY(2024, 1, 1)),
    scale=st.sampled_from(["linear", "log"]),
    pick=st.sampled_from([(), ("losses",), ("shown", "losses")]),
    periods=st.booleans(),
    asof=st.none() | st.dates(max_value=TODAY),
    article=st.sampled_from(["", "piece"]),
)


def opens(address: str, known: Known = KNOWN) -> View:
    """The view that a link opens: of a light page, the chart stands in its path."""
    parts = urlsplit(address)
    assert not parts.scheme and not parts.netloc and not parts.path.startswith("/")
    said = dict(parse_qsl(parts.query, keep_blank_values=True))
    said.pop("layout", None)
    said.pop("for", None)
    place, _, name = parts.path.rpartition("/")
    view, problems = parse_view(said | ({"chart": name.split(".")[0]} if place == "c" else {}), known, TODAY)
    assert not problems
    return view


@given(VIEWS)
def test_every_link_opens_the_view_and_what_is_embedded_its_state(view: View) -> None:
    info = chart(OPEN, SHOWN)
    routed, shell = linked(info, view, TODAY, True), linked(info, view, TODAY, False)
    assert shell == {"link": view_url(view).removeprefix("/"), "light": ""} and opens(shell["link"]) == view
    assert routed["link"] == routed["light"] == light_url(view).removeprefix("/") and opens(routed["link"]) == view
    for words, address in [*routed["pictures"], *routed["files"]]:
        assert opens(address) == view and f".{words.split(',')[0].lower()}?" in address
    frozen, latest = opens(routed["frozen"]), opens(routed["latest"])
    assert frozen.asof == (view.asof or TODAY) and latest.asof is None
    assert {frozen.start, latest.start} == {view.start} and frozen.pick == latest.pick == view.pick
    assert routed["frozen"].endswith("&embed=1") and routed["latest"].endswith("&embed=1")


@pytest.mark.parametrize(
    ("asof", "words"), [(None, "As it stands today, 25 November 2026"), (DAY(2025, 3, 7), "As known on 7 March 2025")]
)
def test_the_frozen_state_is_named(asof: dt.date | None, words: str) -> None:
    assert linked(chart(OPEN), View(chart="casualties", asof=asof), TODAY, True)["frozen_words"] == words


def test_what_may_only_be_shown_is_offered_as_a_picture_and_its_publisher_named() -> None:
    found = linked(chart(SHOWN), View(chart="casualties"), TODAY, True)
    assert found["files"] == [] and [words for words, _ in found["pictures"]] == ["SVG", "PNG"]
    assert found["withheld"] == [
        "Shown may be shown but not passed on; get it from A paper: https://example.org/losses"
    ]
    assert len(linked(chart(OPEN, SHOWN), View(chart="casualties"), TODAY, True)["files"]) == 4


def test_a_quotient_of_what_may_only_be_shown_is_no_file() -> None:
    assert not downloadable(chart(OPEN, SHOWN, divide=True)) and downloadable(chart(OPEN, OPEN, divide=True))


def test_events_gathered_by_hand_may_be_passed_on_and_have_one_layout() -> None:
    events = chart(kind="timeline")
    assert downloadable(events) and downloadable(chart(OPEN)) and not downloadable(chart(SHOWN))
    assert [words for words, _ in linked(events, View(chart="casualties"), TODAY, True)["files"]] == [
        "CSV",
        "CSV, for Excel",
        "JSON",
    ]
