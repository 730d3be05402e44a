"""The words of the glossary: whole, short, and there for every verdict and status. Their rules: test_catalogue.py."""

import re

import pytest

from etl.declared import catalogue
from etl.declared.words import GlossaryWord
from etl.vocabulary import Status
from tests.etl import ours

WORDS = ours.CATALOGUE.words


@pytest.mark.parametrize("entry", WORDS, ids=lambda entry: entry.id)
def test_a_meaning_is_one_to_three_sentences(entry: GlossaryWord) -> None:
    assert entry.meaning.endswith(".") and not re.search(r"[\"']|  ", entry.meaning)
    assert 1 <= len(re.findall(r"[.](?: |$)", entry.meaning)) <= 3


def test_every_verdict_and_status_has_its_word() -> None:
    words = {entry.word for entry in WORDS}
    assert {"supported", "contradicted", "disputed", "uncertain", "not checkable", "open"} <= words
    assert set(Status) - {"withdrawn"} <= words


def test_periods_are_held() -> None:
    assert len(catalogue.load().periods) >= 4
