"""Articles' files: each read for itself, with the lines at which its entries stand, and what is wrong with it."""

import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from etl.declared.articles import Article, Claim, Excerpt
from etl.declared.lines import Place, line_numbers, nearest_line
from etl.declared.shapes import DeclaredT, Table
from texts.plain import decoded

# Far more than an article needs, and far less than what Python can go through.
DEEPEST, MOST_SHOWN = 20, 200
NESTED = "brackets or dotted keys are nested too deeply in it: take out what is too many"
PUBLISHED = re.compile(r"^[ \t]*published_on[ \t]*=[ \t]*(\d{4}-\d\d-\d\d)", re.MULTILINE)


@dataclass(frozen=True)
class ArticleFile:
    """What an article's file says. `problems`: what is wrong with it by itself, each with its line.

    `article`: with problems only what can be read of it, and None for nothing. `places`: {an entry's name, as problems
    begin with it: file and line}.
    """

    name: str
    article: Article | None
    problems: list[str]
    places: dict[str, str]


def article_paths(folder: Path) -> list[Path]:
    """The articles' files of a folder. Hidden ones are an editor's, or a system's, and no articles."""
    return sorted(path for path in folder.glob("*.toml") if not path.name.startswith("."))


def toml(path: Path) -> Table:
    """What a TOML file says. Raises ValueError naming it and what is wrong."""
    if path.exists() and not path.is_file():
        raise ValueError(f"{path.name}: is no file: take it out of its folder")
    try:
        found = tomllib.loads(_text(path))
    except FileNotFoundError as error:
        raise ValueError(f"{path.name}: the file is missing") from error
    except OSError as error:
        raise ValueError(f"{path.name}: cannot be read: {error.strerror}") from error
    except RecursionError as error:
        raise ValueError(f"{path.name}: not TOML: {NESTED}") from error
    except ValueError as error:  # of bytes that are no UTF-8, or no TOML
        raise ValueError(f"{path.name}: not TOML: {error}") from error
    if _deeper(found, DEEPEST):
        raise ValueError(f"{path.name}: {NESTED}")
    return found


def _deeper(found: object, levels: int) -> bool:
    """Whether tables or lists lie in each other on more levels than these."""
    inside = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    return levels < 0 or any(_deeper(each, levels - 1) for each in inside)


def _text(path: Path) -> str:
    return decoded(path.read_bytes()).replace("\r\n", "\n")


def read_article(path: Path) -> ArticleFile:
    """An article's file."""
    try:
        declared = toml(path)
    except ValueError as error:
        return ArticleFile(path.name, None, [str(error)], {})
    found = line_numbers(_text(path))
    head = declared.pop("article", {})
    if not isinstance(head, dict):
        said = f"{path.name}, line {nearest_line(found, ('article',))}: the article's own keys stand under [article]"
        return ArticleFile(path.name, None, [said], {})
    # The head's keys are told as the article's own.
    found = {place[1:] if place[0] == "article" and len(place) > 1 else place: line for place, line in found.items()}
    name = str(head.get("id", path.stem))
    heads = [(f"article {name}, {key}", (key,)) for key in head]
    places = {
        entry: f"{path.name}, line {nearest_line(found, place)}"
        for entry, place in [(f"article {name}", ("article",)), *heads, *_entries(name, declared)]
    }
    try:
        return ArticleFile(path.name, Article.model_validate({**head, **declared}), [], places)
    except ValidationError as error:
        problems = [
            located(said, places, f"{path.name}, line {nearest_line(found, place or ('article',))}")
            for place, said in _told(f"article {name}", error, declared)
        ]
        return ArticleFile(path.name, _sound(name, head, declared), problems, places)


def _entries(name: str, declared: Table) -> Iterator[tuple[str, Place]]:
    """Every entry of an article as problems name it, with its place."""
    for n, entry in enumerate(entries_under(declared, "ignored")):
        yield f"article {name}, ignored {entry.get('text', '')!r}", ("ignored", n)
    for n, excerpt in enumerate(entries_under(declared, "excerpt")):
        yield f"excerpt {excerpt.get('id', '')}", ("excerpt", n)
        for m, claim in enumerate(entries_under(excerpt, "claim")):
            yield f"claim {claim.get('id', '')}", ("excerpt", n, "claim", m)
            for key in claim:
                yield f"claim {claim.get('id', '')}, {key}", ("excerpt", n, "claim", m, key)
            for k, check in enumerate(entries_under(claim, "check")):
                test = f"claim {claim.get('id', '')}, check {k + 1}"
                yield test, ("excerpt", n, "claim", m, "check", k)
                for key in check:
                    yield f"{test}, {key}", ("excerpt", n, "claim", m, "check", k, key)


def located(problem: str, places: dict[str, str], otherwise: str = "") -> str:
    """A problem with the file and line of the entry that it names; of one that names none, `otherwise`."""
    said = problem.partition(": ")[2] if otherwise else problem
    named = max((name for name in places if re.match(rf"{re.escape(name)}[:, ]", said)), key=len, default="")
    where = places[named] if named else otherwise
    return f"{where}: {problem}" if where else problem


def _told(name: str, error: ValidationError, declared: Table) -> Iterator[tuple[Place, str]]:
    yield from zip((problem["loc"] for problem in error.errors()), described(name, error, declared), strict=True)


def _sound(name: str, head: Table, declared: Table) -> Article:
    """An article of the claims that can be read, so that what is wrong with those is told together with the rest."""
    excerpts = [
        Excerpt.model_construct(
            id=str(each.get("id", f"number {number} of {name}")),
            chart=str(each.get("chart", "")),
            quote=str(each.get("quote", "")),
            claim=[claim for one in entries_under(each, "claim") if (claim := _read(Claim, one)) is not None],
        )
        for number, each in enumerate(entries_under(declared, "excerpt"), start=1)
    ]
    day = head.get("published_on")
    published = day if type(day) is dt.date else None
    return Article.model_construct(id=name, published_on=published, excerpt=excerpts)


def entries_under(declared: Table, key: str) -> list[Table]:
    """The entries of a key, nothing where it holds something else."""
    found = declared.get(key, [])
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _read(model: type[DeclaredT], entry: Table) -> DeclaredT | None:
    """The entry, or None for one whose problems the whole article's validation has told."""
    try:
        return model.model_validate(entry)
    except ValidationError:
        return None


def described(name: str, error: ValidationError, article: Table | None = None) -> Iterator[str]:
    """A pydantic error in our words: the entry's id, the key, what is wrong, what was found."""
    for problem in error.errors():
        place: list[str] = []
        found: object = article
        for step in problem["loc"]:
            found = _inside(found, step)
            named = found["id"] if isinstance(step, int) and isinstance(found, dict) and "id" in found else step
            place.append(str(named))
        where = f"{name}, {'.'.join(place)}" if place else name
        message = problem["msg"].removeprefix("Value error, ")
        if problem["type"] == "extra_forbidden":
            message = "unknown key"
        elif problem["type"] not in ("missing", "value_error"):
            message = f"{message}; found {_shown(problem['input'])}"
        yield f"{where}: {message}"


def _shown(found: object) -> str:
    """What was found instead, but not a page of it."""
    try:
        said = repr(found)
    except ValueError:  # a whole number of more digits than Python writes
        return "what is too large to be shown"
    return said if len(said) <= MOST_SHOWN else f"{said[:MOST_SHOWN]}…"


def _inside(found: object, step: str | int) -> object:
    """What a table has under a key, or a list at a place; None where it has nothing there."""
    if isinstance(found, dict):
        return found.get(step)
    return found[step] if isinstance(found, list) and isinstance(step, int) and step < len(found) else None


def ahead(paths: Iterable[Path], today: dt.date) -> list[str]:
    """The files whose article appears only after `today`: their turn comes without a change of any file."""
    read = {path.name: path.read_text(encoding="utf-8", errors="replace") for path in paths if path.is_file()}
    days = {name: PUBLISHED.search(text) for name, text in read.items()}
    return sorted(name for name, day in days.items() if day and day[1] > today.isoformat())
