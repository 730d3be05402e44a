"""Each article against its text, where that is there: nothing misquoted, no number passed over."""

import datetime as dt
import os
from pathlib import Path

import pytest

from etl.declared import catalogue
from etl.declared.articles import Article
from etl.drafting.against_text import misfits, unclaimed_figures
from etl.store import DATA
from tests.conftest import ROOT
from tests.etl import ours, world
from texts.figures import figures

DECLARED = ours.CATALOGUE
OURS = "sample-2026-08"
# The site's own words after the article's last sentence are no part of it.
END = "If anyone reads this article"


def raw(article: Article) -> bytes:
    """The bytes of an article's text: beside its file where it is ours, else ARTICLE_FILE or beside the checkout."""
    own = DATA / "articles" / f"{article.id}.txt"
    if own.exists():
        return own.read_bytes()
    named = os.environ.get("ARTICLE_FILE")
    found = [Path(named)] if named else sorted((ROOT.parent / "shared" / "article").glob("*.txt"))
    if not found:
        pytest.skip("the article's text is not on this machine; it is not ours to ship")
    return found[0].read_bytes()


@pytest.fixture(params=DECLARED.articles, ids=lambda article: article.id)
def article(request: pytest.FixtureRequest) -> Article:
    return request.param


def test_a_text_of_our_own_is_whole_and_never_skipped() -> None:
    assert (DATA / "articles" / f"{OURS}.txt").exists() and OURS in {article.id for article in DECLARED.articles}


def test_every_claim_is_checked_or_says_why_not() -> None:
    claims = [claim for _, _, claim in DECLARED.claims()]
    assert len(claims) >= 30
    assert all(bool(claim.check) != bool(claim.untested) for claim in claims)


def test_the_text_is_the_one_that_was_read_and_is_quoted_where_it_stands(article: Article) -> None:
    assert list(misfits(article, raw(article))) == []


def test_every_figure_is_claimed_or_ignored_with_a_reason(article: Article) -> None:
    text = raw(article).decode("utf-8")
    assert figures(text) and unclaimed_figures(article, text) == []
    assert all(entry.reason for entry in article.ignored)


def test_every_claimed_figure_is_found_with_its_value_and_unit(article: Article) -> None:
    found = {(each.start, each.text): each for each in figures(raw(article).decode("utf-8"))}
    claimed = [(excerpt, claim) for excerpt in article.excerpt for claim in excerpt.claim if claim.figure]
    assert claimed
    for excerpt, claim in claimed:
        figure = found[excerpt.offset + excerpt.place(claim), claim.figure]
        assert claim.stated in (None, figure.value) and claim.unit in ("", figure.unit), claim.id


def test_less_than_half_of_a_text_that_is_not_ours_is_quoted(article: Article) -> None:
    text = raw(article).decode("utf-8")
    if article.id != OURS:
        quoted = sum(len(excerpt.quote.split()) for excerpt in article.excerpt)
        assert quoted < len(text.partition(END)[0].split()) / 2


@pytest.fixture
def tiny(tmp_path: Path) -> tuple[Article, bytes]:
    """The tiny world's article, made to fit a text."""
    text = f"Before 2 p.m. {world.QUOTE}, in 2024. Two decades of war.".encode()
    ignored = world.entry("ignored", text="2 p.m.", reason="a time")
    root = world.write(tmp_path)
    world.add(root, "articles/piece.toml", ignored)
    world.swap(root, "articles/piece.toml", "offset = 0", "offset = 14")
    (declared,) = catalogue.load(root).articles
    return declared, text


def test_what_does_not_fit_is_named(tiny: tuple[Article, bytes]) -> None:
    article, text = tiny
    (hashed,) = misfits(article, text)
    assert hashed.startswith("article piece: text_sha256 is not that of the text")
    told = list(misfits(article, b"x" + text))
    assert told[1:] == ["excerpt excerpt: the quote does not stand at offset 14; it stands at 15"]
    told = list(misfits(article, b"Nothing of it."))
    assert told[1].endswith("the text does not have it")
    assert told[2] == "article piece, ignored '2 p.m.' does not stand in the text"
    assert list(misfits(article, b"\xff"))[1].startswith("article piece: the text is not UTF-8 at byte 0: it may be ")


def test_what_stands_twice_or_out_of_order_is_named(tiny: tuple[Article, bytes]) -> None:
    article, text = tiny
    again = article.model_copy(update={"excerpt": [*article.excerpt, *article.excerpt]})
    assert "excerpt excerpt: begins before the end of the one above it" in list(misfits(again, text))
    for words, told in (
        ("100 people", "at 24 claim lost-100 claims '100'; take one out"),
        (world.QUOTE, "holds all of excerpt excerpt; take one of them out"),
    ):
        ignored = [article.ignored[0].model_copy(update={"text": words})]
        both = article.model_copy(update={"ignored": ignored})
        assert f"article piece, ignored {words!r}: {told}" in list(misfits(both, text))


def test_a_figure_that_nothing_mentions_is_passed_over(tiny: tuple[Article, bytes]) -> None:
    article, text = tiny
    # "100" is claimed, "2" ignored, and 2024 stands outside every excerpt.
    assert [each.text for each in unclaimed_figures(article, text.decode())] == ["2024", "Two decades"]


def test_a_quote_cuts_no_number_and_no_word_of_the_text(tiny: tuple[Article, bytes]) -> None:
    article, text = tiny
    cut = "excerpt excerpt: the quote begins or ends inside a number or word of the text; give that whole"
    assert cut in list(misfits(article, text.replace(b", in 2024", b"ish")))
    assert cut not in list(misfits(article, text))


TWICE = "Prices rose by 25 per cent, then by 5 per cent and by 5 per cent."


def twice(*claimed: dict, **ignored: object) -> Article:
    """An article whose one quote has a figure inside another and one twice."""
    claims = [{"id": f"c-{n}", "statement": "x", "untested": "x"} | keys for n, keys in enumerate(claimed)]
    return Article.model_validate(
        {
            **dict.fromkeys(("title", "publisher", "published_on_basis", "summary"), "x"),
            "id": "piece",
            "published_on": dt.date(2024, 1, 1),
            "text_sha256": 64 * "0",
            "excerpt": [{"id": "e", "quote": TWICE.removesuffix("."), "offset": 0, "claim": claims}],
            "ignored": [{"reason": "x"} | ignored] if ignored else [],
        }
    )


@pytest.mark.parametrize(
    ("article", "left"),
    [
        (twice({}), [15, 36, 54]),
        (twice({"figure": "25 per cent"}), [36, 54]),
        (twice({"figure": "5 per cent", "figure_at": 54}), [15, 36]),
        (twice({"figure": "25 per cent"}, {"figure": "5 per cent", "figure_at": 36}), [54]),
        (twice({"figure": "25 per cent"}, text="5 per cent", offset=54), [36]),
        (twice({"figure": "25 per cent"}, text="5 per cent and by 5 per cent"), []),
    ],
)
def test_each_occurrence_of_a_figure_is_claimed_or_ignored_for_itself(article: Article, left: list[int]) -> None:
    assert [figure.start for figure in unclaimed_figures(article, TWICE)] == left
    assert [problem for problem in misfits(article, TWICE.encode()) if "text_sha256" not in problem] == []


def test_what_stands_twice_is_ignored_only_with_its_place() -> None:
    (problem,) = list(misfits(twice({}, text="5 per cent"), TWICE.encode()))[1:]
    assert problem == ("article piece, ignored '5 per cent' stands in the text at 36, 54: give offset, one of these")
