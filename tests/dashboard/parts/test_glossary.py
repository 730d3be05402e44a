import re
from html import unescape
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.parts.glossary import glossary_words, glossed
from dashboard.record.build import Build
from etl.building import schema

WORDS = [
    ("killed", "killed", ["deaths", "dead"], ["dead"], 'Deaths only, "as counted".', ["wounded"]),
    ("wounded", "wounded", [], [], "Injured & alive.", []),
    ("killed-wounded", "casualties", ["killed and wounded"], [], "Both.", ["killed", "wounded"]),
    ("fund", "Wealth fund", ["the fund"], [], "A reserve.", []),
    ("gdp", "% of GDP", [], [], "A share.", []),
]
TYPED = ["killed", "Killed", "KILLED", "wounded", "dead", "killed and wounded", "casualties", "the fund", "non-killed"]
TYPED += ["skilled", "killedness", "% of GDP", "<b>", "&amp;", '"', "’s", " ", ", ", "-", "5 < 6"]
TEXTS = st.lists(st.sampled_from(TYPED) | st.text(max_size=5)).map("".join) | st.text()


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """A build of nothing but WORDS."""
    file = tmp_path_factory.mktemp("words") / "words.duckdb"
    with duckdb.connect(str(file)) as db:
        schema.create(db)
        for number, word in enumerate(WORDS):
            db.execute("INSERT INTO word VALUES (?, ?, ?, ?, ?, ?, ?)", [*word, number])
    return Build(file)


def links(html: str) -> list[tuple[str, str]]:
    """(word, as written) of every link."""
    return re.findall(r'<a class="ci-word" href="glossary\?word=([a-z-]+)"[^>]*>([^<]*)</a>', html)


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


def test_words_stand_in_alphabetical_order_with_the_forms_that_lead_to_them(build: Build) -> None:
    assert [(word.id, word.forms) for word in glossary_words(build)] == [
        ("gdp", ["% of GDP"]),
        ("killed-wounded", ["casualties", "killed and wounded"]),
        ("killed", ["killed", "deaths"]),
        ("fund", ["Wealth fund", "the fund"]),
        ("wounded", ["wounded"]),
    ]
    assert glossary_words(build)[1].see == ["killed", "wounded"]


@given(TEXTS)
def test_a_text_stays_what_it_was(build: Build, text: str) -> None:
    assert plain(glossed(build, text)) == text


@given(TEXTS)
def test_each_word_is_led_from_once_and_only_as_a_whole_word(build: Build, text: str) -> None:
    html = glossed(build, text)
    found = links(html)
    assert len({name for name, _ in found}) == len(found) == html.count("<a ")
    for _, written in found:
        assert re.search(rf"(?<![\w-]){re.escape(unescape(written))}(?![\w-])", text)


@given(TEXTS)
def test_no_markup_of_a_text_comes_through(build: Build, text: str) -> None:
    rest = re.sub(r'<a class="ci-word" [^<>]*>|</a>', "", glossed(build, text))
    assert not set("<>\"'") & set(rest)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Killed, then killed again", [("killed", "Killed")]),
        ("deaths and the killed", [("killed", "deaths")]),
        ("dead", []),
        ("skilled, killedness, non-killed, killed-in-action", []),
        # The longest form wins; the shorter word is led from where it stands by itself.
        ("killed and wounded", [("killed-wounded", "killed and wounded")]),
        ("killed and wounded; killed", [("killed-wounded", "killed and wounded"), ("killed", "killed")]),
        ("“killed”, the fund’s wounded.", [("killed", "killed"), ("fund", "the fund"), ("wounded", "wounded")]),
        ("5 % of GDP", [("gdp", "% of GDP")]),
        ("", []),
    ],
)
def test_what_is_led_from(build: Build, text: str, found: list[tuple[str, str]]) -> None:
    assert links(glossed(build, text)) == found


def test_a_link_carries_its_meaning_without_breaking_out_of_it(build: Build) -> None:
    assert glossed(build, "<i>dead or wounded & killed</i>") == (
        "&lt;i&gt;dead or "
        '<a class="ci-word" href="glossary?word=wounded" target="_self" title="Injured &amp; alive.">wounded</a>'
        " &amp; "
        '<a class="ci-word" href="glossary?word=killed" target="_self" '
        'title="Deaths only, &quot;as counted&quot;.">killed</a>&lt;/i&gt;'
    )


def test_without_words_a_text_is_only_escaped(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "empty.duckdb")) as db:
        schema.create(db)
    assert glossed(Build(tmp_path / "empty.duckdb"), "killed & wounded") == "killed &amp; wounded"
