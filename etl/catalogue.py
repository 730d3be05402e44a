"""Everything declared under data/: read strictly, cross-checked, and reported with all its problems at once."""

import csv
import datetime as dt
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import TypeAdapter, ValidationError

from etl import rules
from etl.claims import Article, Claim, Excerpt, Tile
from etl.declarations import Chart, Declared, Recorded, Series, Source, Word
from etl.plain import decoded
from etl.quantities import Quantity

ROOT = Path(__file__).resolve().parent.parent / "data"
Entry = TypeVar("Entry", bound=Declared)
# What the files of each folder may hold. A source's file has its series and what the seed was recorded from.
TABLES = {"sources": ("source", "series", "recorded"), "charts": ("chart",)}
RENAMES = TypeAdapter(dict[Literal["article", "chart", "claim", "parameter"], dict[str, str]])

KEPT_COLUMNS = [
    *("series_id", "entity", "period_start", "period_end", "known_on", "value", "low", "high"),
    *("status", "verified", "note", "url"),
]
EVENT_COLUMNS = ["id", "date", "title", "category", "url", "source_name", "verified", "note"]
PERIOD_COLUMNS = ["id", "title", "from_event", "to_event", "note"]
SHAPE_COLUMNS = ["entity", "ring"]
ENTITY_COLUMNS = ["id", "name", "kind", "side", "colour"]


class CatalogueError(Exception):
    """Every problem of the declarations, one per line, each with the entry's id."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Catalogue:
    """What is declared. `entities`, `shapes`, `events`, `periods` and `kept` are rows of CSV files, as read."""

    sources: list[Source]
    series: list[Series]
    recorded: list[Recorded]
    charts: list[Chart]
    articles: list[Article]
    words: list[Word]
    quantities: list[Quantity]
    entities: list[dict[str, str]]
    shapes: list[dict[str, str]]
    events: list[dict[str, str]]
    periods: list[dict[str, str]]
    kept: dict[str, list[dict[str, str]]]
    renames: dict[str, dict[str, str]]

    def awaited(self) -> set[str]:
        """The series of which nobody has rows before their source is refreshed by name: no answer was ever recorded."""
        recorded = {entry.source for entry in self.recorded}
        sources = {s.id for s in self.sources if s.files and not s.proven and s.id not in recorded}
        return {s.id for s in self.series if s.source in sources}

    def claims(self) -> Iterator[tuple[Article, Excerpt, Claim]]:
        """Every claim with its excerpt and article, in the articles' order."""
        for article in self.articles:
            for excerpt in article.excerpt:
                for claim in excerpt.claim:
                    yield article, excerpt, claim


def load(root: Path = ROOT, article: Path | None = None) -> Catalogue:
    """Read and check catalogue/, articles/ and tables/ below `root`. Raises CatalogueError with every problem.

    `article`: an article's file that is read last, in place of the one with its id if there is one.
    """
    problems: list[str] = []
    by_source = _folder(root / "catalogue" / "sources", problems)
    by_topic = _folder(root / "catalogue" / "charts", problems)
    glossary = _checked(root / "catalogue" / "glossary.toml", ("word",), problems)
    contested = _checked(root / "catalogue" / "quantities.toml", ("quantity",), problems)
    for name, declared in by_source.items():
        if [entry.get("id") for entry in _written(name, declared, "source", [])] != [name]:
            problems.append(f"{name}.toml: one [[source]] entry with the file's name as its id is needed")
    catalogue = Catalogue(
        sources=_entries(by_source, "source", Source, problems),
        series=_entries(by_source, "series", Series, problems, belongs="source"),
        recorded=_entries(by_source, "recorded", Recorded, problems, belongs="source"),
        charts=_entries(by_topic, "chart", Chart, problems, belongs="topic"),
        articles=_articles(sorted((root / "articles").glob("*.toml")), article, problems),
        words=_entries({"glossary": glossary}, "word", Word, problems),
        quantities=_entries({"quantities": contested}, "quantity", Quantity, problems),
        entities=_rows(root / "catalogue" / "entities.csv", ENTITY_COLUMNS, problems),
        shapes=_rows(root / "catalogue" / "shapes.csv", SHAPE_COLUMNS, problems),
        events=_rows(root / "tables" / "events.csv", EVENT_COLUMNS, problems),
        periods=_rows(root / "tables" / "periods.csv", PERIOD_COLUMNS, problems),
        kept={},
        renames=_renames(root / "catalogue" / "renames.toml", problems),
    )
    for source in catalogue.sources:
        if source.kept:
            catalogue.kept[source.id] = _rows(root / "tables" / f"{source.id}.csv", KEPT_COLUMNS, problems)
    problems.extend(problem for rule in rules.RULES for problem in rule(catalogue))
    if problems:
        raise CatalogueError(problems)
    return catalogue


def _toml(path: Path, problems: list[str]) -> dict | None:
    """What the file says; None when it cannot be read, which is one of the problems then."""
    try:
        return tomllib.loads(decoded(path.read_bytes()).replace("\r\n", "\n"))
    except FileNotFoundError:
        problems.append(f"{path.name}: the file is missing")
    except ValueError as error:  # of bytes that are no UTF-8, or no TOML
        problems.append(f"{path.name}: not TOML: {error}")
    return None


def _folder(folder: Path, problems: list[str]) -> dict[str, dict]:
    """What the TOML files of a folder say, by the files' names."""
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        problems.append(f"{folder.name}: no TOML file is there")
    return {path.stem: _checked(path, TABLES[folder.name], problems) for path in paths}


def _checked(path: Path, tables: tuple[str, ...], problems: list[str]) -> dict:
    """What a TOML file says; tables other than `tables` are problems."""
    declared = _toml(path, problems) or {}
    for key in declared.keys() - set(tables):
        written = " or ".join(f"[[{table}]]" for table in tables)
        problems.append(f"{path.name}: unknown table {key!r}; entries are written {written}")
    return declared


def _entries(
    files: dict[str, dict], kind: str, model: type[Entry], problems: list[str], belongs: str = ""
) -> list[Entry]:
    """The [[kind]] entries of all files; what is wrong with the others is appended to `problems`.

    `belongs`: the key that the file's name stands for, which no entry repeats.
    """
    found = []
    for file, declared in files.items():
        for number, entry in enumerate(_written(file, declared, kind, problems), start=1):
            name = f"{kind} {entry.get('id', f'number {number} of {file}')}"
            if belongs in entry:
                problems.append(f"{name}, {belongs}: unknown key; it is the file's name")
                continue
            try:
                found.append(model.model_validate(entry | ({belongs: file} if belongs else {})))
            except ValidationError as error:
                problems.extend(_described(name, error))
    return found


def _written(file: str, declared: dict, kind: str, problems: list[str]) -> list[dict]:
    written = declared.get(kind, [])
    if isinstance(written, list) and all(isinstance(entry, dict) for entry in written):
        return written
    problems.append(f"{file}.toml: entries are written [[{kind}]]")
    return []


def _articles(paths: list[Path], extra: Path | None, problems: list[str]) -> list[Article]:
    """The articles in the order in which they appeared, `extra` in place of the one with its id."""
    others = [path for path in paths if extra is None or path.resolve() != extra.resolve()]
    found = [article for path in others if (article := _article(path, problems)) is not None]
    if extra is not None and (read := _article(extra, problems)) is not None:
        found = [*(article for article in found if article.id != read.id), read]
    return sorted(found, key=lambda article: (article.published_on, article.id))


def _article(path: Path, problems: list[str]) -> Article | None:
    declared = _toml(path, problems)
    if declared is None:
        return None
    head = declared.pop("article", {})
    if not isinstance(head, dict):
        problems.append(f"{path.name}: the article's own keys stand under [article]")
        return None
    try:
        return Article.model_validate({**head, **declared})
    except ValidationError as error:
        problems.extend(_described(f"article {head.get('id', path.stem)}", error, declared))
        return _sound(str(head.get("id", path.stem)), declared)


def _sound(name: str, declared: dict) -> Article:
    """An article of the claims that can be read, so that what is wrong with those is told together with the rest."""
    excerpts = [
        Excerpt.model_construct(
            id=str(each.get("id", f"number {number} of {name}")),
            chart=str(each.get("chart", "")),
            claim=[claim for one in _listed(each, "claim") if (claim := _read(Claim, one)) is not None],
        )
        for number, each in enumerate(_listed(declared, "excerpt"), start=1)
    ]
    tiles = [tile for one in _listed(declared, "tile") if (tile := _read(Tile, one)) is not None]
    return Article.model_construct(id=name, published_on=dt.date.max, excerpt=excerpts, tile=tiles)


def _listed(declared: dict, key: str) -> list[dict]:
    found = declared.get(key, [])
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _read(model: type[Entry], entry: dict) -> Entry | None:
    """The entry, or None for one whose problems the whole article's validation has told."""
    try:
        return model.model_validate(entry)
    except ValidationError:
        return None


def _renames(path: Path, problems: list[str]) -> dict[str, dict[str, str]]:
    try:
        return RENAMES.validate_python(_toml(path, problems) or {})
    except ValidationError as error:
        problems.extend(_described(path.name, error))
        return {}


def _described(name: str, error: ValidationError, article: dict | None = None) -> Iterator[str]:
    """A pydantic error in our words: the entry's id, the key, what is wrong, what was found."""
    for problem in error.errors():
        place, found = [], article
        for step in problem["loc"]:
            found = found[step] if isinstance(found, dict | list) and _has(found, step) else None
            named = isinstance(step, int) and isinstance(found, dict) and "id" in found
            place.append(found["id"] if named else str(step))
        where = f"{name}, {'.'.join(place)}" if place else name
        message = problem["msg"].removeprefix("Value error, ")
        if problem["type"] == "extra_forbidden":
            message = "unknown key"
        elif problem["type"] not in ("missing", "value_error"):
            message = f"{message}; found {problem['input']!r}"
        yield f"{where}: {message}"


def _has(found: dict | list, step: str | int) -> bool:
    return step in found if isinstance(found, dict) else isinstance(step, int) and step < len(found)


def _rows(path: Path, columns: list[str], problems: list[str]) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            if reader.fieldnames != columns:
                problems.append(f"{path.name}: columns are {reader.fieldnames}; expected {columns}")
                return []
            rows = list(reader)
    except FileNotFoundError:
        problems.append(f"{path.name}: the file is missing")
        return []
    except (UnicodeDecodeError, csv.Error) as error:
        problems.append(f"{path.name}: not a CSV file: {error}")
        return []
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            problems.append(f"{path.name}, row {number}: not {len(columns)} cells")
    return [row for row in rows if None not in row and None not in row.values()]
