"""What a refresh learns, on tiny sources: causes, refusals of what looks cut off, and that nothing known is lost."""

import datetime as dt
import tempfile
from collections.abc import Callable
from functools import cache, partial
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.declared import catalogue
from etl.declared.catalogue import Catalogue
from etl.declared.shapes import Source
from etl.history import Outcome, Result
from etl.learning import answers, refresh
from etl.learning.log import LEARNED
from etl.learning.refresh import chosen_sources
from etl.parsing.columns import KEY
from etl.parsing.observations import write_csv
from tests.etl import playing, world
from tests.etl.playing import NOW, Given, count, counted, learned, on_disk, ordered

DAYS = [f"2024-03-{day:02}" for day in range(1, 31)]
GOOD = {day: 10.0 * number for number, day in enumerate(DAYS, start=1)}


SERIES = {"counter": "count", "party": "claimed", "third": "third"}


@cache
def declared(expect: str) -> Catalogue:
    """The tiny world's catalogue with a source more, `third`, and these expectations of each series."""
    with tempfile.TemporaryDirectory() as folder:
        root = world.write(Path(folder))
        for name, series in SERIES.items():
            entries = world.source(name) + world.series(series, expect={"raw": expect})
            (root / f"catalogue/sources/{name}.toml").write_text(entries)
        return catalogue.load(root)


class Tiny:
    """Three tiny sources with nothing learned yet, all read by `count`. Their code is called `code`."""

    def __init__(self, root: Path, patch: pytest.MonkeyPatch, expect: str = "{ low = 0, high = 1000 }") -> None:
        self.folders = playing.places(root, root)
        self.catalogue = declared(expect)
        self.root, self.factor, self.code, self.days = root, 1.0, "code", 0
        self.given = {name: Given() for name in SERIES}
        patch.setattr(refresh, "parser", self.parser)
        patch.setattr(answers, "code_of", lambda source, tables: f"{self.code} {self.factor}")

    def parser(self, source: str) -> Callable:
        return partial(count, factor=self.factor, series=SERIES[source])

    def source(self, name: str) -> Source:
        return next(source for source in self.catalogue.sources if source.id == name)

    def refresh(self, values: dict[str, float] | bytes | None, source: str = "counter") -> Result:
        """Refresh from this answer, None for none at all, each time a day later."""
        self.days += 1
        body = counted(values) if isinstance(values, dict) else values
        self.given[source].files = {} if body is None else {"file": body}
        return self.ask(source)

    def ask(self, source: str = "counter", now: dt.datetime | None = None) -> Result:
        """Refresh from what is given already."""
        moment = now or playing.later(self.days)
        return refresh.refresh_source(self.catalogue, self.source(source), self.given[source], self.folders, moment)

    def log(self, source: str = "counter") -> pd.DataFrame:
        return learned(self.folders.log, source)

    def added(self, before: int) -> list[tuple[str, float, str, str, pd.Timestamp]]:
        """(day, value, status, cause, vintage) of the rows after the first `before`."""
        return [(str(r.period_end), r.value, r.status, r.cause, r.vintage) for r in self.log()[before:].itertuples()]


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tiny:
    return Tiny(tmp_path, monkeypatch)


def moment(tiny: Tiny) -> pd.Timestamp:
    return pd.Timestamp(playing.later(tiny.days))


def test_a_publishers_revision_is_the_publishers(tiny: Tiny) -> None:
    tiny.refresh(GOOD)
    result = tiny.refresh(GOOD | {"2024-03-05": 51, "2024-03-31": 500})
    assert (result.outcome, result.new, result.changed, result.gone) == (Outcome.FRESH, 1, 1, 0)
    assert (result.newest, result.mirrors) == ("2024-03-31", ("https://example.org/file",))
    assert tiny.added(30) == [
        ("2024-03-05", 51, "final", "publisher", moment(tiny)),
        ("2024-03-31", 500, "final", "publisher", moment(tiny)),
    ]


def test_what_our_parser_makes_of_the_same_bytes_is_ours(tiny: Tiny) -> None:
    tiny.refresh(GOOD)
    tiny.factor = 2
    result = tiny.refresh(GOOD)
    assert (result.outcome, result.new, result.changed) == (Outcome.FRESH, 0, 30)
    added = tiny.added(30)
    assert [row[1:4] for row in added] == [(2 * value, "final", "ours") for value in GOOD.values()]
    assert tiny.refresh(GOOD).outcome == Outcome.UNCHANGED


def test_changed_code_that_makes_the_same_of_them_changes_nothing(tiny: Tiny) -> None:
    tiny.refresh(GOOD)
    before = tiny.log()
    tiny.code = "other code"
    assert tiny.refresh(GOOD).outcome == Outcome.UNCHANGED
    assert tiny.log().equals(before)
    assert answers.kept_answer(tiny.folders.raw / "counter").code == "other code 1.0"


def test_our_change_comes_before_the_publishers(tiny: Tiny) -> None:
    tiny.refresh(GOOD)
    tiny.factor = 2
    result = tiny.refresh(GOOD | {"2024-03-05": 51})
    assert (result.new, result.changed) == (0, 31)
    added = tiny.added(30)
    ours, theirs = added[:-1], [row for row in added if row[3] == "publisher"]
    assert theirs == [("2024-03-05", 102, "final", "publisher", moment(tiny))]
    stated = {row[0]: row[1] for row in added if row[3] == "ours"}
    assert stated == {day: 2 * value for day, value in GOOD.items()}
    assert {row[4] for row in added if row[3] == "ours"} == {moment(tiny) - pd.Timedelta(seconds=1)}
    assert len(ours) == 30


def test_a_row_that_the_publisher_takes_back_is_withdrawn(tiny: Tiny) -> None:
    tiny.refresh(GOOD)
    result = tiny.refresh({day: value for day, value in GOOD.items() if day != "2024-03-05"})
    assert (result.outcome, result.new, result.changed, result.gone) == (Outcome.FRESH, 0, 0, 1)
    ((day, value, status, cause, vintage),) = tiny.added(30)
    assert (day, status, cause, vintage) == ("2024-03-05", "withdrawn", "publisher", moment(tiny))
    assert pd.isna(value)


def test_what_the_seed_says_is_not_learned_again(tiny: Tiny) -> None:
    tiny.refresh(GOOD)
    write_csv(tiny.log(), tiny.folders.seed / "counter.csv")
    (tiny.folders.log / "counter.csv").unlink()
    answers_held = tiny.folders.raw / "counter/state.json"
    answers_held.unlink()
    assert tiny.refresh(GOOD).outcome == Outcome.UNCHANGED
    assert tiny.refresh(GOOD | {"2024-03-31": 500}).new == 1
    assert len(tiny.log()) == 1


def refused(tiny: Tiny, values: dict[str, float] | bytes, *words: str) -> None:
    """The answer is refused with these words, and leaves nothing but itself and the reason."""
    before = on_disk(tiny.root)
    result = tiny.refresh(values)
    assert result.outcome == Outcome.REFUSED
    for word in words:
        assert word in result.problem
    after = on_disk(tiny.root)
    assert after.pop("raw/counter/rejected.txt").decode() == f"{result.problem}\n"
    assert after.pop("raw/counter/file.rejected") == (values if isinstance(values, bytes) else counted(values))
    after.pop("raw/counter/doubts.json", None)
    assert after == before


def test_too_few_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny = Tiny(tmp_path, monkeypatch, "{ low = 0, high = 1000, min_rows = 30 }")
    refused(tiny, dict(list(GOOD.items())[:29]), "29 rows where at least 30 are expected")
    assert tiny.refresh(GOOD).outcome == Outcome.FRESH


def test_an_answer_that_ends_earlier_is_refused(tiny: Tiny) -> None:
    tiny.refresh(GOOD)
    newest = "count: the newest period is 2024-03-29, though 2024-03-30 was held"
    refused(tiny, dict(list(GOOD.items())[:29]), newest)


def test_an_answer_that_lacks_many_rows_is_refused(tiny: Tiny) -> None:
    tiny.refresh(GOOD)
    refused(tiny, {day: GOOD[day] for day in DAYS if day not in DAYS[10:16]}, "count: 6 of 30 periods held are gone")
    assert tiny.refresh({day: GOOD[day] for day in DAYS if day not in DAYS[10:15]}).gone == 5


def test_an_answer_that_lacks_a_whole_series_is_refused(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny.refresh(GOOD)
    monkeypatch.setitem(SERIES, "counter", "another")
    refused(tiny, GOOD | {"2024-03-31": 500}, "count: not in the answer, though earlier ones had it")


def test_an_impossible_value_is_refused_and_every_reason_is_told(tiny: Tiny) -> None:
    tiny.refresh(GOOD)
    bad = {day: GOOD[day] for day in DAYS[:20]} | {"2024-03-02": 5000}
    refused(tiny, bad, "value 5000 lies outside 0 to 1000", "the newest period is 2024-03-20")


def test_a_refused_answer_is_read_anew_each_time(tiny: Tiny) -> None:
    """It is not held, so that a parser that learns to read it does, though the publisher sends nothing new."""
    tiny.refresh(GOOD)
    assert [tiny.refresh(b"jour,tues\n").outcome for _ in range(2)] == [Outcome.REFUSED] * 2
    assert tiny.refresh(GOOD | {"2024-03-31": 500}).outcome == Outcome.FRESH
    assert not [name for name in on_disk(tiny.folders.raw) if "rejected" in name]


def test_a_fault_of_ours_is_told_and_leaves_everything(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny.refresh(GOOD)
    before = on_disk(tiny.root)
    monkeypatch.setattr(refresh, "parser", lambda source: lambda files: files["nothing"])
    result = tiny.refresh(GOOD | {"2024-03-31": 500})
    assert (result.outcome, "a fault in reading it" in result.problem) == (Outcome.REFUSED, True)
    assert on_disk(tiny.root) == before


def test_a_source_that_cannot_be_reached_keeps_everything(tiny: Tiny) -> None:
    tiny.refresh(GOOD)
    before = on_disk(tiny.root)
    assert tiny.refresh(None).problem == "example.org: nothing at file"
    assert on_disk(tiny.root) == before


@pytest.mark.parametrize(("names", "chosen"), [(["party", "counter", "party"], ["party", "counter"]), ([], None)])
def test_the_sources_named_are_refreshed_once_each_else_all_that_are_proven(
    tiny: Tiny, names: list[str], chosen: list[str] | None
) -> None:
    unproven = tiny.source("third").model_copy(update={"proven": False})
    sources = [*(source for source in tiny.catalogue.sources if source.id != "third"), unproven]
    assert [source.id for source in chosen_sources(sources, names)] == (chosen or ["counter", "party"])
    assert [source.id for source in chosen_sources(sources, ["third"])] == ["third"]


@pytest.mark.parametrize("name", ["hands", "nobody"])
def test_what_has_nothing_to_ask_for_is_not_refreshed(tiny: Tiny, name: str) -> None:
    with pytest.raises(ValueError, match=rf"no source '{name}' to refresh; there are counter, party, third$"):
        list(chosen_sources(tiny.catalogue.sources, [name]))


# Answers as publishers change them: values revised, rows taken back or added, half answers, no answer, other columns.
VALUES = st.dictionaries(st.sampled_from(DAYS[:12]), st.integers(0, 1100).map(float), min_size=1)
STEPS = st.lists(st.one_of(VALUES, st.none(), st.just(b"jour,tues\n"), st.floats(0.5, 2)), min_size=1, max_size=8)


def played(tiny: Tiny, step: dict | bytes | float | None) -> Result | None:
    """One step: a number changes our parser, everything else is an answer."""
    if isinstance(step, float):
        tiny.factor = step
        return None
    return tiny.refresh(step)


@settings(max_examples=15, deadline=None)
@given(STEPS)
def test_a_value_once_known_is_never_lost(steps: list) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        tiny = Tiny(Path(folder), patch)
        known = [tiny.log()]
        for step in steps:
            result = played(tiny, step)
            known.append(tiny.log())
            if result is not None and result.outcome in (Outcome.REFUSED, Outcome.UNREACHABLE, Outcome.UNCHANGED):
                assert known[-1].equals(known[-2])
        for before, after in pairwise(known):
            assert ordered(after[: len(before)]) == ordered(before)
        assert not known[-1].duplicated(LEARNED).any()


@settings(max_examples=15, deadline=None)
@given(st.lists(VALUES, min_size=1, max_size=3))
def test_what_stands_is_what_the_last_accepted_answer_says_of_what_it_covers(several: list[dict[str, float]]) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        tiny = Tiny(Path(folder), patch)
        for values in several:
            result = tiny.refresh(values)
            if result.outcome in (Outcome.FRESH, Outcome.UNCHANGED) and not result.held_back:
                rows = tiny.log().sort_values("vintage").drop_duplicates(KEY, keep="last")
                rows = rows[(rows["period_end"].astype(str) >= min(values)) & (rows["status"] != "withdrawn")]
                assert dict(zip(rows["period_end"].astype(str), rows["value"], strict=True)) == values


@settings(max_examples=8, deadline=None)
@given(st.data())
def test_sources_in_any_order_give_the_same_observations(data: st.DataObject) -> None:
    """Each source has its answers, in its own order; however those of several are mixed, the same is learned."""
    plays = {name: data.draw(st.lists(VALUES, max_size=2), label=name) for name in SERIES}
    turns = [name for name, several in plays.items() for _ in several]
    logs = []
    for mixed in (turns, data.draw(st.permutations(turns), label="order")):
        with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
            tiny, waiting = Tiny(Path(folder), patch), {name: list(several) for name, several in plays.items()}
            for name in mixed:
                nth = len(plays[name]) - len(waiting[name])
                tiny.given[name].files = {"file": counted(waiting[name].pop(0))}
                tiny.ask(name, now=NOW + dt.timedelta(days=nth))
            logs.append({name: ordered(tiny.log(name)) for name in SERIES})
    assert logs[0] == logs[1]
