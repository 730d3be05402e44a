"""The measured set holds together: what is said stands in its text, ids are declared, both halves have all kinds."""

import datetime as dt
import re
from collections import Counter
from functools import cache

import pytest
from pydantic import ValidationError

from etl.declared import catalogue
from etl.vocabulary import UNITS
from tests.texts.sentences.entries import FOLDER, Half, Kind, Said, Sentence, days, sentences

FEWEST = 125
# In units other than their series' are said changes, parts, how many countries reach a value, and square miles.
RELATIVE = ("", "percent", "percent_of_gdp", "points", "times", "countries")
BOTH = pytest.mark.parametrize("half", Half)


@cache
def declared() -> catalogue.Catalogue:
    return catalogue.load()


@cache
def entities() -> dict[str, set[str]]:
    """Of each series the entities that it has."""
    every = {row["id"] for row in declared().entities}
    return {
        each.id: every if each.entities == "all" else {*each.entities, each.entity} - {""} for each in declared().series
    }


def figures(half: Half) -> list[tuple[int, Said]]:
    """Every figure with the number of its sentence, which tells where to look and shows nothing of what is held."""
    return [(at, said) for at, sentence in enumerate(sentences(half), 1) for said in sentence.figures]


@BOTH
def test_each_half_is_large_enough_and_has_every_kind(half: Half) -> None:
    every = sentences(half)
    kinds = Counter(kind for sentence in every for kind in sentence.all_kinds())
    assert len(every) >= FEWEST
    assert {kind: kinds[kind] for kind in Kind if kinds[kind] < 2} == {}


@BOTH
def test_the_record_bears_on_a_third_and_on_another_third_nothing(half: Half) -> None:
    every = sentences(half)
    borne = [sentence for sentence in every if any(said.series for said in sentence.figures)]
    unborne = [sentence for sentence in every if any(not said.series for said in sentence.figures)]
    bare = [sentence for sentence in every if not sentence.figures]
    assert len(borne) >= len(every) / 3 and len(unborne) >= len(every) / 4 and len(bare) >= len(every) / 8


def test_both_halves_have_the_same_mix() -> None:
    tuned, held = (Counter(kind for one in sentences(half) for kind in one.all_kinds()) for half in Half)
    assert len(sentences(Half.TUNED)) == len(sentences(Half.HELD))
    apart = {kind: (tuned[kind], held[kind]) for kind in Kind if abs(tuned[kind] - held[kind]) > 8}
    assert apart == {}


def test_no_sentence_stands_twice() -> None:
    texts = Counter(" ".join(one.text.split()).casefold() for half in Half for one in sentences(half))
    assert [text for text, times in texts.items() if times > 1] == []


@BOTH
def test_at_most_two_sentences_stand_before(half: Half) -> None:
    assert [one.before for one in sentences(half) if len(re.findall(r"[.!?](?= |$)", one.before)) > 2] == []


@BOTH
def test_units_series_entities_and_publishers_are_declared(half: Half) -> None:
    publishers = {source.id for source in declared().sources} | {row["id"] for row in declared().entities}
    wrong = []
    for at, said in figures(half):
        names = [said.unit] if said.unit and said.unit not in UNITS else []
        names += [series for series in said.series if series not in entities()]
        names += [said.said_by] if said.said_by and said.said_by not in publishers else []
        if said.entity and not any(said.entity in entities().get(series, ()) for series in said.series[:1]):
            names.append(said.entity)
        if names:
            wrong.append((at, names))
    assert wrong == []


@BOTH
def test_a_figure_has_the_unit_of_its_series_or_is_a_part_or_change(half: Half) -> None:
    unit = {series.id: series.unit for series in declared().series}
    assert [
        (at, said.unit)
        for at, said in figures(half)
        if said.series and said.unit not in RELATIVE and said.unit not in {unit[series] for series in said.series}
    ] == []


@BOTH
def test_digits_that_no_figure_and_no_date_holds_are_of_a_kind_that_tempts(half: Half) -> None:
    tempting = {Kind.NAME, Kind.REFERENCE, Kind.CLOCK, Kind.ORDINAL}
    loose = []
    for number, one in enumerate(sentences(half), 1):
        spans = [*one.places(), *one.dated()]
        digits = [match.start() for match in re.finditer(r"\d", one.text)]
        if any(not any(start <= at < end for start, end in spans) for at in digits) and not tempting & {*one.kinds}:
            loose.append(number)
    assert loose == []


@BOTH
def test_the_file_is_toml_that_says_what_it_is_for(half: Half) -> None:
    first = (FOLDER / f"{half}.toml").read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# ") and ("never look" in first) == (half == Half.HELD)


def test_every_key_and_kind_is_explained() -> None:
    told = (FOLDER / "README.md").read_text(encoding="utf-8")
    names = [*Said.model_fields, *Sentence.model_fields, *Kind, *Half]
    assert [name for name in names if f"`{name}`" not in told and f"`{name}.toml`" not in told] == []


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2024", dt.date(2024, 1, 1), dt.date(2024, 12, 31)),
        ("2023-H1", dt.date(2023, 1, 1), dt.date(2023, 6, 30)),
        ("2024-Q3", dt.date(2024, 7, 1), dt.date(2024, 9, 30)),
        ("2024-02", dt.date(2024, 2, 1), dt.date(2024, 2, 29)),
        ("2025-03-05", dt.date(2025, 3, 5), dt.date(2025, 3, 5)),
        ("2025-02-27/2025-03-05", dt.date(2025, 2, 27), dt.date(2025, 3, 5)),
        ("2023/2024", dt.date(2023, 1, 1), dt.date(2024, 12, 31)),
    ],
)
def test_a_period_has_its_days(period: str, first: dt.date, last: dt.date) -> None:
    assert days(period) == (first, last)


@pytest.mark.parametrize("period", ["2024-13", "2024-Q5", "2024-H3", "2025-02-30", "2025/2024", "March 2025", "25", ""])
def test_what_is_no_period_is_refused(period: str) -> None:
    with pytest.raises(ValueError, match=r"period|month|day|ends before"):
        days(period)


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ({"text": "They lost 5.", "figures": [{"said": "6", "value": 6}]}, "'6' stands whole 0 times"),
        ({"text": "They lost 25.", "figures": [{"said": "5", "value": 5}]}, "'5' stands whole 0 times"),
        ({"text": "They lost 5.", "figures": [{"said": "5"}]}, "give one of value"),
        ({"text": "They lost 5.", "figures": [{"said": "5", "value": 5, "open": True}]}, "give one of value"),
        ({"text": "5 to 6.", "figures": [{"said": "5 to 6", "low": 6, "high": 5}]}, "a high above it"),
        ({"text": "They lost 5.", "figures": [{"said": "5", "value": "5"}]}, "value"),
        ({"text": "They lost 5.", "figures": [{"said": "5", "value": 5, "colour": "red"}]}, "colour"),
        ({"text": "It lost 5 in 2025.", "dates": {"5 in 2025": ""}, "figures": [{"said": "5", "value": 5}]}, "overlap"),
        ({"text": "It is 5.", "kinds": ["range"], "figures": [{"said": "5", "value": 5}]}, "leave out range"),
    ],
)
def test_a_wrong_entry_is_refused_with_its_reason(entry: dict[str, object], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        Sentence.model_validate(entry)
