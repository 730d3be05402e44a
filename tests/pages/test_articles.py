"""Several articles: the address names one, the menu keeps it, and cards and charts are of the chosen one."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.record import charts, claims
from dashboard.record.build import Build
from tests.pages.conftest import TOPICS
from tests.pages.reading import drawn_charts, follow, head, html, links, warned

FIRST, SAMPLE = "weakness-2025-03", "sample-2026-08"


@pytest.mark.parametrize("article", [FIRST, SAMPLE])
def test_the_overview_has_the_claims_of_the_chosen_article_alone(
    open_page: Callable[..., AppTest], real_build: Build, article: str
) -> None:
    page = open_page(article=article)
    text = html(page)
    row = claims.article(real_build, article)
    assert row.title in text and "things this article said on" in text and warned(page) == []
    own = {excerpt.id for excerpt in claims.excerpts(real_build, article)}
    others = {e.id for other in {FIRST, SAMPLE} - {article} for e in claims.excerpts(real_build, other)}
    shown = {name for name in own | others if f'class="ci" id="{name}"' in text}
    assert shown == own


def test_the_first_article_is_shown_where_none_is_asked_for(open_page: Callable[..., AppTest]) -> None:
    page = open_page()
    assert 'href="./?article=weakness-2025-03" target="_self" aria-current="true"' in head(page)
    assert f'href="./?article={SAMPLE}" target="_self">' in head(page)


def test_the_head_leads_to_another_article_and_keeps_it(open_page: Callable[..., AppTest]) -> None:
    page = follow(open_page(asof="2026-09-01"), r"Sample: some numbers of the war \(22 August 2026\)")
    assert page.query_params["article"] == SAMPLE and 'id="sample-forecast"' in html(page)
    assert page.query_params["asof"] == "2026-09-01"
    assert f'href="economy?article={SAMPLE}&amp;asof=2026-09-01"' in head(page)


def test_every_link_of_a_card_carries_the_article(open_page: Callable[..., AppTest]) -> None:
    for page in (open_page(article=SAMPLE), open_page("economy", article=SAMPLE)):
        led = [parameters for path, parameters, _ in links(html(page)) if path == "chart" and parameters]
        assert led and {parameters["article"] for parameters in led} == {SAMPLE}


def test_cards_beside_charts_are_of_the_chosen_article(open_page: Callable[..., AppTest]) -> None:
    text = html(open_page("economy", article=SAMPLE))
    assert 'id="sample-brent"' in text and 'id="interest-rate"' not in text
    text = html(open_page("economy"))
    assert 'id="sample-brent"' not in text and 'id="interest-rate"' in text


def test_an_unknown_article_is_named_and_the_first_is_shown(open_page: Callable[..., AppTest]) -> None:
    for name in ("", "economy"):
        page = open_page(name, article="no-such")
        assert warned(page) == [
            f"‘article=no-such’ was ignored: article is one of {FIRST}, {SAMPLE}.",
        ]
    assert len(warned(open_page("chart", chart="key-rate", article="no-such"))) == 1
    assert len(warned(open_page("timeline", article="no-such"))) == 1


def test_the_sample_shows_an_open_forecast_and_every_other_kind_of_verdict_but_one(
    open_page: Callable[..., AppTest],
) -> None:
    page = open_page(article=SAMPLE)
    text = html(page)
    for verdict in ("open", "supported", "contradicted", "disputed", "not-checkable"):
        assert f"ci-verdict ci-{verdict}" in text
    assert "To be decided when the data reach 31 December 2026." in text and "A forecast for" in text.replace(
        "</a>", ""
    )
    assert 5 <= len(drawn_charts(page)) <= 8


def test_a_forecasts_figure_in_a_chart_says_for_which_day(real_build: Build) -> None:
    lines = charts.article_day(real_build, SAMPLE, "key-rate").figures
    said = [label.replace("\u00a0", " ") for _, label, _ in lines]
    assert said == ["The article: 14 %", "The article, for 31 December 2026: 13 %"]


def test_every_topic_page_is_drawn_for_the_sample(open_page: Callable[..., AppTest]) -> None:
    for name in TOPICS:
        assert warned(open_page(name, article=SAMPLE)) == []
