"""A refresh whose first address answers what is not understood: what its mirrors have is learned, and it is told."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from etl.declared import catalogue
from etl.history import Outcome, Result
from etl.learning import answers, refresh
from etl.learning.fetch import Fetcher
from etl.parsing.answer import Answer
from etl.parsing.observations import Observation, tidy
from tests.etl import endpoint as play
from tests.etl import playing, world
from tests.etl.endpoint import Endpoint
from tests.etl.playing import count, counted, later, learned

GOOD = counted({"2024-02-01": 100, "2024-02-02": 110})
NEWER = counted({"2024-02-01": 100, "2024-02-02": 110, "2024-02-03": 120})
PAGE = b"<!DOCTYPE html><title>Are you human?</title>"


@pytest.fixture
def declared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> catalogue.Catalogue:
    world.write(tmp_path / "data")
    monkeypatch.setattr(refresh, "parser", lambda _: count)
    monkeypatch.setattr(answers, "code_of", lambda source, tables: "code")
    return catalogue.load(tmp_path / "data")


def asked(declared: catalogue.Catalogue, root: Path, *urls: str, days: int = 0) -> Result:
    """Refresh the source counter at these addresses."""
    (source,) = (source for source in declared.sources if source.id == "counter")
    source = source.model_copy(update={"files": [source.files[0].model_copy(update={"urls": list(urls)})]})
    return refresh.refresh_source(
        declared, source, Fetcher(timeout=(2, 2)), playing.places(root, root / "data"), later(days)
    )


def values(root: Path) -> dict[str, float]:
    return {str(row.period_end): row.value for row in learned(root / "log", "counter").itertuples()}


@pytest.mark.parametrize("bad", [PAGE, b"Day,Killed\n2024-02-01,100\n"], ids=["a page", "another form"])
def test_the_mirror_of_what_is_not_understood_is_learned(
    declared: catalogue.Catalogue, endpoint: Endpoint, tmp_path: Path, bad: bytes
) -> None:
    first, mirror = endpoint.at("/a", play.page(bad)), endpoint.at("/b", play.page(GOOD))
    result = asked(declared, tmp_path, first, mirror)
    assert (result.outcome, result.problem, result.mirrors) == (Outcome.FRESH, "", (mirror,))
    (told,) = result.remarks
    assert told.startswith(f"{first}: passed over. counter: file, header: ")
    assert values(tmp_path) == {"2024-02-01": 100, "2024-02-02": 110}
    assert (tmp_path / "raw/counter/file").read_bytes() == GOOD
    again = asked(declared, tmp_path, first, mirror, days=1)
    assert (again.outcome, again.remarks) == (Outcome.UNCHANGED, result.remarks)


def test_an_older_copy_gives_way_to_its_mirror(
    declared: catalogue.Catalogue, endpoint: Endpoint, tmp_path: Path
) -> None:
    first, mirror = endpoint.at("/a", play.page(NEWER)), endpoint.at("/b", play.page(NEWER))
    asked(declared, tmp_path, first, mirror)
    endpoint.at("/a", play.page(GOOD))
    result = asked(declared, tmp_path, first, mirror, days=1)
    assert (result.outcome, result.mirrors) == (Outcome.UNCHANGED, (mirror,))
    assert "the newest period is 2024-02-02, though 2024-02-03 was held" in result.remarks[0]


def test_what_is_new_and_harmless_is_learned_and_told(
    declared: catalogue.Catalogue, endpoint: Endpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(files: dict[str, bytes]) -> pd.DataFrame:
        answer = Answer("counter", "file", files)
        return tidy(
            (
                Observation(
                    "count", "RUS", (answer.date(row["day"], "day"),) * 2, answer.count(row["killed"], "killed")
                )
                for _, row in answer.rows(["day", "killed"], others=True)
            ),
            answer.remarks,
        )

    monkeypatch.setattr(refresh, "parser", lambda _: told)
    wider = b"day,killed,method\n2024-02-01,100,x\n2024-02-02,110,y\n"
    result = asked(declared, tmp_path, endpoint.at("/a", play.page(wider)))
    assert (result.outcome, result.remarks) == (Outcome.FRESH, ("file: 'method' is new here and not read",))
    assert values(tmp_path) == {"2024-02-01": 100, "2024-02-02": 110}


def test_what_no_mirror_says_better_is_refused_with_the_first_reason(
    declared: catalogue.Catalogue, endpoint: Endpoint, tmp_path: Path
) -> None:
    first, mirror = endpoint.at("/a", play.page(PAGE)), endpoint.at("/b", play.page(b"other\n"))
    result = asked(declared, tmp_path, first, mirror)
    assert (result.outcome, result.mirrors) == (Outcome.REFUSED, (first,))
    assert (tmp_path / "raw/counter/file.rejected").read_bytes() == PAGE
    assert (tmp_path / "raw/counter/rejected.txt").read_text(encoding="utf-8") == f"{result.problem}\n"
    endpoint.at("/b", play.status(404))
    assert asked(declared, tmp_path, first, mirror).outcome == Outcome.REFUSED
    endpoint.at("/a", play.status(404))
    assert asked(declared, tmp_path, first, mirror).outcome == Outcome.UNREACHABLE
    assert not (tmp_path / "log").exists()


def test_a_month_that_is_a_page_is_not_published_yet(
    declared: catalogue.Catalogue, endpoint: Endpoint, tmp_path: Path
) -> None:
    """A publisher answers 200 with a page for a month that it has not: no trouble, and nothing to tell."""
    endpoint.at("/2026-11", play.page(PAGE))
    endpoint.at("/2026-10", play.page(GOOD))
    result = asked(declared, tmp_path, endpoint.url + "/{month:%Y-%m}")
    assert (result.outcome, result.remarks) == (Outcome.FRESH, ())
    # Another form of the newest month is trouble, and no older month hides it.
    endpoint.at("/2026-11", play.page(b"other\n"))
    assert asked(declared, tmp_path, endpoint.url + "/{month:%Y-%m}", days=1).outcome == Outcome.REFUSED


def test_the_months_between_are_learned_before_the_newest(
    declared: catalogue.Catalogue, endpoint: Endpoint, tmp_path: Path
) -> None:
    (source,) = (source for source in declared.sources if source.id == "counter")
    file = source.files[0].model_copy(update={"urls": [endpoint.url + "/{month:%Y-%m}"], "collected": True})
    source = source.model_copy(update={"files": [file]})
    places = playing.places(tmp_path, tmp_path / "data")
    for month, day in (("2026-09", "2024-02-01"), ("2026-10", "2024-02-02"), ("2026-11", "2024-02-03")):
        endpoint.at(f"/{month}", play.page(counted({day: int(day[-2:])})))
    for now in (dt.datetime(2026, 9, 20), dt.datetime(2026, 11, 20)):
        assert refresh.refresh_source(declared, source, Fetcher(timeout=(2, 2)), places, now).outcome == Outcome.FRESH
    assert values(tmp_path) == {"2024-02-01": 1, "2024-02-02": 2, "2024-02-03": 3}
    assert answers.kept_answer(tmp_path / "raw/counter").held["file"].url.endswith("/2026-11")


NOVEMBER, DECEMBER = "Mon, 30 Nov 2026 05:00:00 GMT", "Tue, 01 Dec 2026 05:00:00 GMT"
REVISED = counted({"2024-02-01": 101, "2024-02-02": 110})


@pytest.mark.parametrize(
    ("first", "second", "outcome"),
    [
        (DECEMBER, NOVEMBER, Outcome.REFUSED),
        (NOVEMBER, DECEMBER, Outcome.FRESH),
        (DECEMBER, "", Outcome.FRESH),
        (DECEMBER, "yesterday", Outcome.FRESH),
    ],
)
def test_what_a_server_dates_earlier_is_an_older_copy(
    declared: catalogue.Catalogue, endpoint: Endpoint, tmp_path: Path, first: str, second: str, outcome: str
) -> None:
    url = endpoint.at("/a", play.page(GOOD, modified=first))
    asked(declared, tmp_path, url)
    endpoint.at("/a", play.page(REVISED, modified=second))
    result = asked(declared, tmp_path, url, days=1)
    assert result.outcome == outcome
    assert result.problem.startswith("an older copy: its publisher dates it before what is held") == (
        outcome == Outcome.REFUSED
    )
    assert values(tmp_path)["2024-02-01"] == (100 if outcome == Outcome.REFUSED else 101)
    # What has a newer period is newer, whatever its server says.
    endpoint.at("/a", play.page(NEWER, modified="Sun, 01 Nov 2026 05:00:00 GMT"))
    assert asked(declared, tmp_path, url, days=2).new == 1


def test_what_a_server_dated_is_remembered_while_a_mirror_answers(
    declared: catalogue.Catalogue, endpoint: Endpoint, tmp_path: Path
) -> None:
    first = endpoint.at("/a", play.page(REVISED, modified=DECEMBER))
    mirror = endpoint.at("/b", play.page(REVISED))
    asked(declared, tmp_path, first, mirror)
    endpoint.at("/a", play.page(GOOD, modified=NOVEMBER))
    assert asked(declared, tmp_path, first, mirror, days=1).mirrors == (mirror,)
    endpoint.at("/b", play.status(404))
    for days in (2, 3):
        assert asked(declared, tmp_path, first, mirror, days=days).problem.startswith("an older copy: its publisher")
