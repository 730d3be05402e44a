"""Who says so: every quantity with its sources, and a claim under the definition that is chosen."""

import datetime as dt
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.record import quantities
from dashboard.record.build import Build
from tests.dashboard.record.test_quantities import IDS, everyone
from tests.pages.reading import html, links, plain, warned

Open = Callable[..., AppTest]
WW2 = "more-than-us-british-ww2"


@pytest.mark.parametrize("day", ["newest", "article"])
@pytest.mark.parametrize("name", IDS)
def test_a_quantity_shows_every_source_and_what_it_counts(
    open_page: Open, real_build: Build, name: str, day: str
) -> None:
    page = open_page("who", quantity=name, day=day)
    text = plain(html(page))
    assert warned(page) == []
    about = None if day == "newest" else page.session_state["context"].article.published_on
    for axis in quantities.statements(real_build, name, about):
        for group in axis.groups:
            assert group.words[1:] in text
            assert all(each.who in text for each in group.stated)
    assert page.selectbox(key="quantity").value == name and page.radio(key="day").value == day


def test_a_link_shows_a_claim_under_another_definition(open_page: Open) -> None:
    page = open_page("who", quantity="russian-deaths", counting=f"{WW2}:killed_wounded")
    text = plain(html(page))
    assert warned(page) == []
    assert "Contradicted. It" in text or "Contradicted. Killed and wounded against" in text
    assert "As claimed: disputed. Counting killed and wounded: contradicted, since only" in text
    assert page.radio(key=f"counting-{WW2}").value == "killed_wounded"


def test_a_choice_is_written_into_the_address_and_taken_back(open_page: Open) -> None:
    page = open_page("who", quantity="russian-deaths")
    assert "Disputed. Definitions differ." in plain(html(page))
    page.radio(key=f"counting-{WW2}").set_value("killed").run()
    assert page.query_params["counting"] == f"{WW2}:killed"
    assert page.query_params["quantity"] == "russian-deaths"
    assert "Then not checkable, now contradicted." in plain(html(page))
    page.radio(key="day").set_value("article").run()
    assert page.query_params["day"] == "article" and page.query_params["counting"] == f"{WW2}:killed"
    page.radio(key=f"counting-{WW2}").set_value("").run()
    assert page.query_params["counting"] == ""
    assert "As claimed: disputed" not in plain(html(page))


def test_another_article_brings_its_own_claims(open_page: Open) -> None:
    page = open_page("who", quantity="aid-to-ukraine", article="sample-2026-08")
    assert "radio" in {each.type for each in page.radio}
    assert page.radio(key="counting-sample-aid-358bn").value == "allocations"
    assert plain(html(page)).count("Claims of the article about it") == 1
    assert "Claims of the article" not in plain(html(open_page("who", quantity="aid-to-ukraine")))


def test_set_back_nothing_is_shown_that_was_learned_later(open_page: Open, real_build: Build) -> None:
    asof = dt.date(2025, 6, 1)
    page = open_page("who", quantity="russian-deaths", asof=asof.isoformat())
    text = plain(html(page))
    assert warned(page) == [] and "as known on 1 June 2025" in text
    then, now = (
        {each.who for each in everyone(quantities.statements(real_build, "russian-deaths", None, day))}
        for day in (asof, None)
    )
    assert all(who in text for who in then)
    assert now - then and not any(who in text for who in now - then)
    page.radio(key=f"counting-{WW2}").set_value("killed").run()
    assert page.query_params["asof"] == "2025-06-01" and "Counting killed: not checkable" in plain(html(page))
    led = {given.get("asof") for path, given, _ in links(html(page)) if path == "./"}
    assert led == {"2025-06-01"}
    assert "Nothing is held that was known by then." in plain(
        html(open_page("who", quantity="territory", asof="2020-01-01"))
    )


def test_what_a_link_spoils_is_named(open_page: Open) -> None:
    page = open_page("who", quantity="nothing", day="monday", counting=f"{WW2}:gold")
    assert len(warned(page)) == 3


def test_every_card_leads_to_a_quantity_that_is_there(every_page: dict[str, AppTest], real_build: Build) -> None:
    asked = [given for path, given, _ in links(html(every_page[""])) if path == "who"]
    assert {given["quantity"] for given in asked} == {"russian-casualties", "russian-deaths", "wealth-fund"}
    assert all(given["article"] == "weakness-2025-03" for given in asked)
