"""The commands `article check` and `article draft`: what they print, and their exit codes."""

import hashlib
from pathlib import Path

import pytest

from etl import __main__
from etl.drafting import article_commands
from tests.etl import world
from tests.etl.world import check, claim

PIECE = "articles/piece.toml"
TEXT = f"{world.QUOTE}."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The tiny world and its article's text."""
    (world.write(tmp_path) / "piece.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def checked(root: Path, file: str = PIECE, text: str = "") -> int:
    return article_commands.check_article(
        root / file, root / text if text else None, data=root, seed=root / "seed", log=root / "no-such-log"
    )


def test_each_claim_is_told_with_verdicts_and_findings(root: Path, capsys: pytest.CaptureFixture) -> None:
    claims = (
        claim("c", check(low=95, high=105), check(series="claimed", high=200), figure="100"),
        claim("later", check(low=90), resolves_on={"raw": "2024-06-01"}),
        claim("mood", untested="a mood"),
        claim("war", check(event="start")),
    )
    (root / PIECE).write_text(world.article(*claims))
    assert checked(root) == 0
    said = capsys.readouterr().out
    assert said.startswith("piece: A piece, 2024-02-01, 4 claims\n\nc: c\n")
    assert "  then  disputed (sources)\n  now   disputed (sources)\n  check 1: a check\n" in said
    assert "    then  holds: 100 persons; 2024-02-01, known 2024-02-01\n" in said
    assert "    now   fails: 300 persons; 2024-02-01, known 2024-02-01\n" in said
    assert "later: later (a forecast for 2024-06-01)\n  then  open (not due)\n" in said
    assert "mood: mood\n  then  not checkable (no data)\n" in said and "  untested: a mood\n" in said
    assert "holds: start on 2024-01-01\n" in said


def test_intervals_comparisons_and_what_is_missing_are_told(root: Path, capsys: pytest.CaptureFixture) -> None:
    world.add_series(root, "range", world.row("range", "2024-02-01", low=90))
    early = check(low=90, at={"raw": "2023-01-01"})
    checks = check(series="range", low=95), check(figure=150, than="count", low=0), early
    (root / PIECE).write_text(world.article(claim("c", *checks)))
    assert checked(root) == 0
    said = capsys.readouterr().out
    assert "uncertain: no value, 90 to no end above, persons; 2024-02-01" in said
    assert "holds: 150 persons against 100" in said
    assert "no data (nothing held)\n" in said


def test_a_file_that_lies_elsewhere_is_read_in_place_of_the_declared_one(
    root: Path, capsys: pytest.CaptureFixture
) -> None:
    (root / "draft.toml").write_text(world.article(claim("other", check(low=101))))
    assert checked(root, "draft.toml") == 0
    said = capsys.readouterr().out
    assert "other: other\n  then  contradicted\n" in said and "lost-100" not in said


def test_every_problem_is_told_at_once_with_its_entry(root: Path, capsys: pytest.CaptureFixture) -> None:
    claims = claim("a", check()), claim("b", check(series="none", low=1)), claim("c", check(low=1), chart="gone")
    (root / PIECE).write_text(world.article(*claims))
    assert checked(root) == 1
    told = capsys.readouterr().err
    for words in (
        "excerpt.excerpt.claim.a.check.0: a check without an interval",
        "claim b, check 1: there is no series 'none'",
        "claim c: there is no chart 'gone'",
    ):
        assert told.count(words) == 1, told


def test_a_text_is_held_against_the_file(root: Path, capsys: pytest.CaptureFixture) -> None:
    assert checked(root, text="piece.txt") == 1
    assert "text_sha256 is not that of the text" in capsys.readouterr().err
    world.swap(root, PIECE, 64 * "0", hashlib.sha256(TEXT.encode()).hexdigest())
    assert checked(root, text="piece.txt") == 0
    world.swap(root, PIECE, 'figure = "100"', "")
    assert checked(root, text="piece.txt") == 1
    assert (
        "piece.txt, line 1: '100' at 10 is neither claimed nor ignored; claim it in piece.toml"
        in capsys.readouterr().err
    )


def test_a_draft_is_written_and_refused_by_check(root: Path, capsys: pytest.CaptureFixture) -> None:
    target = root / "new.toml"
    command = ["article", "draft", str(root / "piece.txt"), "--published", "2024-02-01", "--title", "A new one"]
    assert __main__.main([*command, "-o", str(target)]) == 0 and capsys.readouterr().out == ""
    assert __main__.main(command) == 0 and capsys.readouterr().out == target.read_text(encoding="utf-8")
    assert "published_on = 2024-02-01" in target.read_text(encoding="utf-8")
    assert __main__.main(["article", "check", str(target)]) == 1
    told = capsys.readouterr().err
    assert "article a-new-one, summary: still to be written" in told and "a-new-one-1-1.statement" in told
    assert __main__.main([*command, "-o", str(target)]) == 2  # what a person may have finished is not overwritten
    (root / "piece.txt").write_text("Nothing.", encoding="utf-8")
    assert __main__.main(command) == 1 and "no number" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [["check", "no-such-file"], ["draft", "no-such-file"], ["draft", "x", "--published", "today"], ["check"], []],
)
def test_wrong_usage_ends_with_2(arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    given = [str(tmp_path / each) if each == "no-such-file" else each for each in arguments]
    try:
        assert __main__.main(["article", *given]) == 2
    except SystemExit as error:  # argparse ends so
        assert error.code == 2
    assert capsys.readouterr().err
