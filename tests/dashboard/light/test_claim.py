"""The sentence about a claim that a reader may print."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard import evidence, queries
from dashboard.evidence import Verdict
from dashboard.light.claim import find, said
from dashboard.words import say_day

JUNE = dt.date(2025, 6, 1)


def sentence(path: Path, name: str, asof: dt.date | None = None, **changes: object) -> str:
    claim = replace(find(path, name, asof)[1], **changes)
    return said(path, claim, evidence.article(path, claim.article_id))


@pytest.mark.parametrize(
    ("name", "asof", "words"),
    [
        ("key-rate-21", None, "supported, according to the Bank of Russia and the Bank for International Settlements"),
        (
            "casualties-850k",
            JUNE,
            "supported, according to the United Kingdom government",
        ),
        ("eu-800bn-fund", None, "contradicted, according to the European Commission"),
        ("eu-800bn-proposed", JUNE, "supported, according to Censor.NET and the European Commission"),
        (
            "sample-key-rate-13",
            None,
            "open, according to the Bank of Russia and the Bank for International Settlements",
        ),
        ("kremlin-desperate", None, "not checkable"),
    ],
)
def test_it_says_according_to_whom_and_as_of_when(
    real_build: Path, name: str, asof: dt.date | None, words: str
) -> None:
    newest = queries.build_info(real_build)["newest_vintage"].date()
    day = f"as known on {say_day(asof)}" if asof else f"as of {say_day(newest)}"
    assert f"): {words}, {day}. " in sentence(real_build, name, asof)


def test_a_month_keeps_its_capital(real_build: Path) -> None:
    text = sentence(real_build, "key-rate-21", JUNE, then=Verdict("uncertain", "party"))
    assert "): then uncertain, on 1 June 2025 supported, according to " in text


def test_who_says_so_is_named_no_more_often_than_a_reader_can_take(real_build: Path) -> None:
    _, claim = find(real_build, "key-rate-21")
    (row, *_) = claim.found_now
    many = tuple({**row, "who": f"Publisher {number}"} for number in range(7))
    assert "according to Publisher 0, Publisher 1, Publisher 2, Publisher 3 and 3 further, as of" in sentence(
        real_build, "key-rate-21", found_now=many, found_then=many
    )
