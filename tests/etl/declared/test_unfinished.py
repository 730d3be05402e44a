"""One unfinished file in data/articles stops nothing but itself, and is named with file, line and remedy."""

import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.building import build
from etl.declared import catalogue
from etl.declared.catalogue import CatalogueError, left_out, load
from etl.declared.lines import line_numbers, nearest_line
from etl.drafting import article_commands
from tests.etl import world
from tests.etl.world import check, claim

DRAFT = "articles/draft.toml"


def drafted(*checks: str, **keys: object) -> bytes:
    """A draft beside the world's article, with one claim `more`."""
    text = world.article(claim("more", *checks, **keys))
    return text.replace('"piece"', '"draft"').replace('id = "excerpt"', 'id = "other"').encode()


BROKEN = {
    "no TOML": (b"[article\n", "draft.toml: not TOML: "),
    "a byte-order mark": (b"\xef\xbb\xbf[article]\n", "draft.toml: not TOML: is UTF-8 with a byte-order mark"),
    "UTF-16": ("[article]".encode("utf-16"), "draft.toml: not TOML: is UTF-16: save it as UTF-8"),
    "a key too many": (
        world.article(claim("more", check(low=1), size=5)).replace('"piece"', '"draft"').encode(),
        "draft.toml, line 16: article draft, excerpt.excerpt.claim.more.size: unknown key",
    ),
    "an unknown series": (
        world.article(claim("more", check(low=1), check(series="none", low=1)))
        .replace('"piece"', '"draft"')
        .replace('id = "excerpt"', 'id = "other"')
        .encode(),
        "draft.toml, line 21: claim more, check 2: there is no series 'none'",
    ),
    "brackets without end": (b"x = " + b"[" * 3000, "draft.toml: not TOML: brackets or dotted keys are nested too"),
    "a key of many parts": (
        b"article.title" + b".a" * 3000 + b" = 1",
        "draft.toml: brackets or dotted keys are nested",
    ),
    "a year of three digits too few": (
        drafted(check(low=1)).replace(b"2024-02-01", b"0001-01-02"),
        "draft.toml, line 5: article draft, published_on: 0001-01-02 lies before 1900: mend the year",
    ),
    "a year ages back": (
        drafted(check(low=1)).replace(b"2024-02-01", b"1025-03-07"),
        "draft.toml, line 5: article draft, published_on: 1025-03-07 lies before 1900: mend the year",
    ),
    "a year ages ahead": (
        drafted(check(low=1), resolves_on={"raw": "9999-12-31"}).replace(b"2024-02-01", b"9990-01-01"),
        "draft.toml, line 5: article draft, published_on: 9990-01-01 lies ahead of today",
    ),
    "nothing": (b"", "draft.toml, line 1: article draft, id: Field required"),
    "a head that is none": (b"article = 1\n", "draft.toml, line 1: the article's own keys stand under [article]"),
}


@pytest.fixture(params=BROKEN)
def broken(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str]:
    raw, told = BROKEN[request.param]
    (world.write(tmp_path) / DRAFT).write_bytes(raw)
    return tmp_path, told


def test_an_unfinished_file_is_left_out_and_named(broken: tuple[Path, str]) -> None:
    root, told = broken
    found = load(root)
    assert [one.id for one in found.articles] == ["piece"] and list(found.unfinished) == ["draft.toml"]
    assert any(problem.startswith(told) for problem in found.unfinished["draft.toml"]), found.unfinished
    (said,) = left_out(found.unfinished)
    assert said.startswith("draft.toml is left out: draft.toml")


def test_it_is_what_is_asked_for_that_is_refused(broken: tuple[Path, str], capsys: pytest.CaptureFixture) -> None:
    root, told = broken
    with pytest.raises(CatalogueError) as caught:
        load(root, article=root / DRAFT)
    assert any(problem.startswith(told) for problem in caught.value.problems)
    given = {"data": root, "seed": root / "seed", "log": root / "no-such-log"}
    assert article_commands.check_article(root / "articles/piece.toml", **given) == 0
    said = capsys.readouterr()
    assert said.out.startswith("piece: A piece") and said.err.startswith("draft.toml is left out: ")
    assert article_commands.check_article(root / DRAFT, **given) == 1
    assert told in capsys.readouterr().err


def test_a_build_is_made_without_it_and_says_so(tmp_path: Path) -> None:
    (world.write(tmp_path) / DRAFT).write_bytes(b"x = [")
    given = {"data": tmp_path, "seed": tmp_path / "seed", "log": tmp_path / "log", "builds": tmp_path / "builds"}
    made = build.build(**given)
    assert made.new and list(build.unfinished_articles(made.path)) == ["draft.toml"]
    assert build.unfinished_articles(build.public_copy.public_path(made.path)) == {}
    (tmp_path / DRAFT).unlink()
    assert build.unfinished_articles(build.build(**given).path) == {}


def test_where_none_is_left_all_is_refused(tmp_path: Path) -> None:
    (world.write(tmp_path) / "articles/piece.toml").write_text("")
    (tmp_path / DRAFT).write_text("x = [")
    with pytest.raises(CatalogueError) as caught:
        load(tmp_path)
    assert {problem.split(",")[0].split(":")[0] for problem in caught.value.problems} == {"piece.toml", "draft.toml"}
    for path in (tmp_path / "articles").iterdir():
        path.unlink()
    with pytest.raises(CatalogueError, match="no article is there"):
        load(tmp_path)


def test_old_names_of_an_unfinished_article_wait_for_it(tmp_path: Path) -> None:
    world.add(world.write(tmp_path), "catalogue/renames.toml", '[claim]\nold = "more"\n')
    with pytest.raises(CatalogueError, match="no claim 'more'"):
        load(tmp_path)
    (tmp_path / DRAFT).write_text("x = [")
    assert load(tmp_path).unfinished


def test_the_articles_that_ship_are_finished() -> None:
    assert catalogue.load().unfinished == {}


def test_an_article_of_a_later_day_is_waited_for(tmp_path: Path) -> None:
    later = world.article(claim("more", check(low=90)), published="2024-03-01").replace('"piece"', '"draft"')
    (world.write(tmp_path) / DRAFT).write_text(later.replace('id = "excerpt"', 'id = "other"'))
    before, after = dt.date(2024, 2, 29), dt.date(2024, 3, 1)
    (problem,) = load(tmp_path, today=before).unfinished["draft.toml"]
    assert problem.startswith("draft.toml, line 5: article draft, published_on: 2024-03-01 lies ahead of today")
    assert load(tmp_path, today=after).unfinished == {}
    given = {"data": tmp_path, "seed": tmp_path / "seed", "log": tmp_path / "log", "builds": tmp_path / "builds"}
    made = [
        build.build(**given, now=dt.datetime.combine(day, dt.time()), publish=False)
        for day in (before, before, after, after)
    ]
    assert [each.new for each in made] == [True, False, True, False]
    assert [len(build.unfinished_articles(each.path)) for each in made] == [1, 1, 0, 0]


@pytest.mark.parametrize(
    ("key", "number"),
    [
        *(("over_months", "999_999_999"), ("max_age_days", "10_000_000_000"), ("low", "1e308"), ("low", "-1e16")),
        *(("offset", "99999999999999999999"), ("offset", "0x" + 6000 * "f"), ("figure_at", "10_000_000_000")),
    ],
)
def test_a_number_that_no_build_could_reckon_with_is_left_out(tmp_path: Path, key: str, number: str) -> None:
    test = check(low=1, statistic="max", over_months=1, max_age_days=1)
    text = drafted(test, figure="100", figure_at=10).decode()
    text = re.sub(rf"^{key} = .*$", f"{key} = {number}", text, flags=re.MULTILINE)
    (world.write(tmp_path) / DRAFT).write_text(text)
    (problem,) = load(tmp_path).unfinished["draft.toml"]
    place, said = problem.split(": ", 1)
    assert text.split("\n")[int(place.removeprefix("draft.toml, line ")) - 1] == f"{key} = {number}"
    assert f".{key}: Input should be " in said and len(said) < 300


def test_what_is_no_file_stops_nothing(tmp_path: Path) -> None:
    """A folder is named; hidden files, such as the lock of an editor, are no articles."""
    folder = world.write(tmp_path) / "articles"
    (folder / "folder.toml").mkdir()
    (folder / "gone.toml").symlink_to("nowhere")
    for name in (".#piece.toml", ".piece.toml"):
        (folder / name).symlink_to("nowhere")
    (folder / "._piece.toml").write_bytes(b"\x00\x05\x16\x07")
    told = {
        "folder.toml": ["folder.toml: is no file: take it out of its folder"],
        "gone.toml": ["gone.toml: the file is missing"],
    }
    assert load(tmp_path).unfinished == told
    given = {"data": tmp_path, "seed": tmp_path / "seed", "log": tmp_path / "log"}
    assert build.unfinished_articles(build.build(**given, builds=tmp_path / "builds", publish=False).path) == told
    assert article_commands.check_article(folder / "piece.toml", **given) == 0


KEYS = st.sampled_from(["low = 1", 'quote = """a\n[[excerpt]]\nlow = 2\n"""', "# [[excerpt]]", 'x = "[[a]] # b"', ""])


@given(st.lists(st.lists(st.lists(KEYS, max_size=3), max_size=3), max_size=4))
def test_lines_are_those_of_the_entries(entries: list[list[list[str]]]) -> None:
    said, expected = ["[article]", 'id = "x"'], {("article",): 1, ("article", "id"): 2}
    for n, claims in enumerate(entries):
        said.append("[[excerpt]]")
        expected["excerpt", n] = "\n".join(said).count("\n") + 1
        for m, keys in enumerate(claims):
            said.append(" [[ excerpt.claim ]] # one")
            expected["excerpt", n, "claim", m] = "\n".join(said).count("\n") + 1
            for key in keys:
                said.append(key)
                if " = " in key and not key.startswith("#"):
                    line = "\n".join(said).count("\n") + 1 - key.count("\n")
                    expected.setdefault(("excerpt", n, "claim", m, key.partition(" ")[0]), line)
    found = line_numbers("\n".join(said))
    assert found == expected
    assert all(nearest_line(found, (*place, "none", 3)) == line for place, line in expected.items())
    assert nearest_line(found, ("none",)) == 1


def test_ids_of_articles_excerpts_and_claims_are_used_once(tmp_path: Path) -> None:
    (world.write(tmp_path) / "articles" / "again.toml").write_text(world.FILES["articles/piece.toml"])
    assert [re.sub(r"line \d+", "line …", problem) for problem in load(tmp_path).unfinished["again.toml"]] == [
        f"again.toml, line …: {name}: the id is used 2 times"
        for name in ("article piece", "excerpt excerpt", "claim lost-100")
    ]
