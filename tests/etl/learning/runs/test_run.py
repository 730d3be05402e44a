"""`python -m etl refresh` as its user runs it: what it prints, how it ends, and what it leaves in log and history."""

import datetime as dt
import os
import re

import pytest

from etl.parsing.observations import read_csv
from tests.etl import endpoint as play
from tests.etl import world
from tests.etl.endpoint import Endpoint
from tests.etl.playing import on_disk, ordered
from tests.etl.processes.running import Program, counted, ended, renewed, rows, served

# The claim of the world is that 100 people were lost by the first of February.
AS_SAID = {"2024-02-01": 100, "2024-02-02": 110}
REVISED = {"2024-02-01": 300, "2024-02-02": 310}


def columns(out: str) -> dict[str, list[str]]:
    """{source: cells} of the printed table, which has these columns; cells are two spaces apart at least."""
    lines = out.splitlines()
    (head,) = [number for number, line in enumerate(lines) if line.startswith("source ")]
    headings = ["source", "result", "new", "changed", "gone", "newest period", "seconds", "answered by"]
    assert re.split(r"\s{2,}", lines[head].strip()) == headings
    assert re.fullmatch(r"Refresh of \d{4}-\d\d-\d\d \d\d:\d\d UTC\s*", lines[head - 1])
    starts = [lines[head].index(heading) for heading in headings]
    assert starts == sorted(starts)
    return {line.split()[0]: line.split()[1:] for line in lines[head + 1 : head + 3]}


def test_a_refresh_says_what_it_learned_and_keeps_it(program: Program) -> None:
    answers = program.given(counter=AS_SAID, party=AS_SAID)
    done = program.etl("refresh", "--from", answers)
    assert (done.returncode, done.stderr) == (0, "")
    plain = re.findall(r"^(\w+): fresh, (\d) new, (\d) changed, (\d) gone \(\d+\.\d s\)$", done.stdout, re.M)
    assert sorted(plain) == [("counter", "1", "0", "0"), ("party", "1", "1", "0")]
    cells = columns(done.stdout)
    assert cells["counter"][:3] == ["fresh", "1", "2024-02-02"]
    assert cells["party"][:4] == ["fresh", "1", "1", "2024-02-02"]
    assert cells["party"][-1] == str(answers / "party/file")
    assert done.stdout.splitlines()[-1] == f"served is {served(program.var).name}"
    assert "\x1b" not in done.stdout
    log = read_csv(program.var / "log/party.csv")
    assert [(str(row.period_end), row.value, row.cause) for row in log.itertuples()] == [
        ("2024-02-01", 100, "publisher"),
        ("2024-02-02", 110, "publisher"),
    ]
    assert program.rows() == {
        ("count", "2024-01-31"): 99,
        ("count", "2024-02-01"): 100,
        ("count", "2024-02-02"): 110,
        ("claimed", "2024-02-01"): 100,
        ("claimed", "2024-02-02"): 110,
    }


def test_a_second_refresh_learns_nothing_and_makes_no_build(program: Program) -> None:
    answers = program.given(counter=AS_SAID, party=AS_SAID)
    program.etl("refresh", "--from", answers)
    before = {name: body for name, body in on_disk(program.var).items() if name != "refreshes.jsonl"}
    done = program.etl("refresh", "--from", answers)
    assert done.returncode == 0
    assert {source: cells[0] for source, cells in columns(done.stdout).items()} == {
        "counter": "unchanged",
        "party": "unchanged",
    }
    assert {name: body for name, body in on_disk(program.var).items() if name != "refreshes.jsonl"} == before
    assert len(program.history()) == 2


def test_the_history_says_what_each_source_came_to_and_which_verdicts_moved(program: Program) -> None:
    program.etl("refresh", "--from", program.given(counter=AS_SAID, party=AS_SAID))
    first = served(program.var).name
    program.etl("refresh", "--from", program.given("later", counter=REVISED))
    one, two = program.history()
    # Before the first refresh there was no build, so that nothing can have moved.
    assert (one["build"], one["problem"], one["verdicts"]) == (first, "", [])
    assert [(result["source"], result["outcome"], result["new"]) for result in one["results"]] == [
        ("counter", "fresh", 1),
        ("party", "fresh", 1),
    ]
    assert dt.datetime.fromisoformat(one["at"]) < dt.datetime.fromisoformat(two["at"])
    assert two["build"] == served(program.var).name != first
    counter, party = two["results"]
    assert (counter["outcome"], counter["changed"], counter["newest"]) == ("fresh", 2, "2024-02-02")
    assert counter["mirrors"] == [str(program.root / "later/counter/file")]
    assert (party["outcome"], party["problem"]) == ("unreachable", "party/file is not there")
    (moved,) = two["verdicts"]
    assert moved["claim"] == "lost-100" and moved["before"] != moved["after"]


def test_what_one_source_does_is_no_matter_to_another(endpoint: Endpoint, program: Program) -> None:
    """A renamed column is refused and a missing file cannot be reached: both end with 1, and the rest goes on."""
    counter = endpoint.at("/counter", play.page(counted(AS_SAID)))
    party = endpoint.at("/party", play.page(counted(AS_SAID).replace(b"killed", b"dead")), play.status(404))
    renewed(program, counter=counter, party=party)
    done = program.etl("refresh")
    assert done.returncode == 1
    assert {source: cells[0] for source, cells in columns(done.stdout).items()} == {
        "counter": "fresh",
        "party": "refused",
    }
    assert "\nparty: file, header: column 'killed' is missing; found day, dead\n" in done.stdout
    assert columns(done.stdout)["counter"][-1] == endpoint.url.partition("//")[2]
    assert (program.var / "raw/party/file.rejected").is_file() and not (program.var / "log/party.csv").exists()
    assert program.rows()["count", "2024-02-02"] == 110 and program.rows()["claimed", "2024-02-01"] == 300
    endpoint.at("/counter", play.page(counted(REVISED)))
    done = program.etl("refresh")
    assert done.returncode == 1
    assert columns(done.stdout)["party"][0] == "unreachable"
    assert f"\nparty: {endpoint.url.partition('//')[2]}: answered 404 Not Found\n" in done.stdout
    assert program.rows()["count", "2024-02-02"] == 310


def test_only_the_sources_named_are_refreshed(program: Program) -> None:
    done = program.etl("refresh", "party", "--from", program.given(counter=AS_SAID, party=AS_SAID))
    assert done.returncode == 0
    assert [result["source"] for result in program.history()[0]["results"]] == ["party"]
    assert [path.name for path in (program.var / "log").iterdir()] == ["party.csv"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nobody"], "there is no source 'nobody' to refresh; there are counter, party"),
        (["hands"], "there is no source 'hands' to refresh; there are counter, party"),
        (["--from", "nowhere"], "nowhere is not a folder of answers"),
        (["--fast"], "unrecognized arguments: --fast"),
    ],
)
def test_a_mistake_in_the_command_ends_with_2_and_changes_nothing(
    program: Program, arguments: list[str], words: str
) -> None:
    done = program.etl("refresh", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr and "Traceback" not in done.stderr
    assert not program.var.exists()


def test_a_mistake_in_the_catalogue_ends_with_2(program: Program) -> None:
    world.swap(program.root / "data", "catalogue/sources/counter.toml", "publisher", "publishr")
    done = program.etl("refresh", "--from", program.given(counter=AS_SAID))
    assert (done.returncode, done.stdout) == (2, "")
    assert "source counter, publishr: unknown key" in done.stderr
    assert not program.var.exists()


def test_what_fits_no_build_ends_with_1_and_keeps_the_last_one(program: Program) -> None:
    """A log spoilt by hand: each source may be in order, and the whole is not."""
    answers = program.given(counter=AS_SAID, party=AS_SAID)
    program.etl("refresh", "--from", answers)
    build = served(program.var)
    with (program.var / "log/counter.csv").open("a", encoding="utf-8") as file:
        file.write(world.row("count", "2024-02-03", 5000) + "\n")
    done = program.etl("refresh", "--from", answers)
    assert done.returncode == 1
    assert "No build was made, the last one stays: count: RUS, 2024-02-03: value 5000 lies outside" in done.stdout
    assert served(program.var) == build
    assert program.history()[-1]["build"] == build.name and "5000" in program.history()[-1]["problem"]


def test_a_damaged_build_is_replaced(program: Program) -> None:
    answers = program.given(counter=AS_SAID, party=AS_SAID)
    program.etl("refresh", "--from", answers)
    build, before = served(program.var), program.rows()
    build.write_bytes(build.read_bytes()[:5000])
    done = program.etl("refresh", "--from", answers)
    assert done.returncode == 0, done.stderr
    assert rows(program.var) == before


def test_a_folder_that_cannot_be_written_ends_with_1(program: Program) -> None:
    program.var.write_text("a file where the folder should be")
    done = program.etl("refresh", "--from", program.given(counter=AS_SAID))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("A file cannot be read or written; the last build stays:\n")


@pytest.mark.parametrize("place", ["data/seed", "kept"])
def test_what_is_learned_is_kept_where_it_is_told_to_be(program: Program, place: str) -> None:
    """Into the seed too, by an address relative to where the command is given."""
    answers = program.given(counter=AS_SAID, party=AS_SAID)
    before = read_csv(program.root / "data/seed/counter.csv")
    done = program.etl("refresh", "--from", answers, "--log", place)
    assert done.returncode == 0, done.stderr
    kept = (program.root / place / "counter.csv").read_text()
    after = read_csv(program.root / place / "counter.csv")
    stood = before if place == "data/seed" else before[:0]
    assert ordered(after[: len(stood)]) == ordered(stood)
    assert [str(row.period_end) for row in after[len(stood) :].itertuples()] == ["2024-02-02"]
    assert not (program.var / "log").exists()
    assert program.rows()["count", "2024-02-02"] == 110
    again = program.etl("refresh", "--from", answers, "--log", place)
    assert again.returncode == 0 and (program.root / place / "counter.csv").read_text() == kept
    assert columns(again.stdout)["counter"][0] == "unchanged"


def test_the_seed_as_log_is_read_once(program: Program) -> None:
    """Else every row would be an input of the build twice."""
    program.etl("refresh", "--from", program.given(counter=AS_SAID, party=AS_SAID), "--log", "data/seed")
    build = served(program.var).name
    assert program.etl("build").stdout.startswith("nothing to build")
    assert served(program.var).name == build


def test_a_terminal_shows_the_table_and_no_plain_lines(program: Program) -> None:
    reading, writing = os.openpty()
    answers = program.given(counter=AS_SAID, party=AS_SAID)
    process = program.start("-m", "etl", "refresh", "--from", answers, stdout=writing)
    os.close(writing)
    shown = b""
    try:
        while piece := os.read(reading, 4096):
            shown += piece
    except OSError:  # how a pseudo-terminal tells that its other end was closed
        pass
    os.close(reading)
    done = ended(process)
    assert done.returncode == 0, done.stderr
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.decode())
    assert "newest period" in text and "served is " in text
    assert "1 new, 0 changed" not in text


def test_help_shows_examples(program: Program) -> None:
    done = program.etl("refresh", "--help")
    assert done.returncode == 0
    assert "python -m etl refresh --from DIR" in done.stdout and "--log" in done.stdout
