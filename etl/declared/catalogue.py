"""Everything declared under data/: read strictly, cross-checked, and reported with all its problems at once."""

import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from etl import clock
from etl.declared import article_files, rules
from etl.declared.article_files import described, located, toml
from etl.declared.articles import Article, Claim, Excerpt
from etl.declared.quantities import ContestedQuantity
from etl.declared.shapes import Chart, DeclaredT, Recorded, Series, Source, Table
from etl.declared.words import GlossaryWord, Synonyms
from etl.store import COMMAND, DATA

# What the files of each folder may hold. A source's file has its series and what the seed was recorded from.
TABLES = {"sources": ("source", "series", "recorded"), "charts": ("chart",)}
Renames = dict[Literal["article", "chart", "claim", "entity", "parameter", "series"], dict[str, str]]
RENAMES = TypeAdapter(Renames)

KEPT_COLUMNS = [
    *("series_id", "entity", "period_start", "period_end", "known_on", "value", "low", "high"),
    *("status", "verified", "note", "url"),
]
EVENT_COLUMNS = ["id", "date", "title", "category", "url", "source_name", "verified", "note", "label"]
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
    """What is declared. `entities`, `shapes`, `events`, `periods` and `kept` are rows of CSV files, as read.

    `unfinished`: {file: what is wrong with it} of articles that are left out. `places`: {an article's entry, as
    problems name it: its file and line}. `today`: the day on which it was read, in UTC.
    """

    sources: list[Source]
    series: list[Series]
    recorded: list[Recorded]
    charts: list[Chart]
    articles: list[Article]
    words: list[GlossaryWord]
    synonyms: list[Synonyms]
    quantities: list[ContestedQuantity]
    entities: list[dict[str, str]]
    shapes: list[dict[str, str]]
    events: list[dict[str, str]]
    periods: list[dict[str, str]]
    kept: dict[str, list[dict[str, str]]]
    renames: Renames
    today: dt.date
    unfinished: dict[str, list[str]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)

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


def left_out(unfinished: dict[str, list[str]]) -> list[str]:
    """Of each article's file that is left out: its name, what is wrong first, and how to see the rest."""
    return [
        f"{name} is left out: {problems[0]}"
        + (f" (and {len(problems) - 1} more: {COMMAND} article check tells all)" if problems[1:] else "")
        for name, problems in unfinished.items()
    ]


def load(root: Path = DATA, article: Path | None = None, today: dt.date | None = None) -> Catalogue:
    """Read and check catalogue/, articles/ and tables/ below `root`. Raises CatalogueError with every problem.

    An article with problems stops nothing but itself: it is left out and named in `unfinished`, unless it is the one
    asked for, or none is left. `article`: an article's file that is asked for, and read in place of the one with its
    id if there is one. `today`: the day in UTC after which no article has appeared yet; by default now.
    """
    problems: list[str] = []
    catalogue = _declared(root, today or clock.today(), problems)
    problems.extend(problem for rule in rules.RULES for problem in rule(catalogue))
    paths = [path for path in article_files.article_paths(root / "articles") if not _same(path, article)]
    files = [article_files.read_article(path) for path in paths]
    # Of two files of one article that which is named for it is meant, and the other a copy.
    files.sort(key=lambda file: (file.article is None or file.name != f"{file.article.id}.toml", file.name))
    if article is not None:
        asked = article_files.read_article(article)
        taken = asked.article.id if asked.article else ""
        files = [*(file for file in files if file.article is None or file.article.id != taken), asked]
    known = set(problems)
    places: dict[str, str] = {}
    for file in files:
        wrong = list(file.problems)
        if file.article is not None:
            tried = replace(catalogue, articles=[*catalogue.articles, file.article])
            told = dict.fromkeys(problem for rule in rules.RULES for problem in rule(tried))
            wrong += [located(problem, file.places) for problem in told if problem not in known]
        if wrong:
            catalogue.unfinished[file.name] = wrong
        else:
            catalogue = tried
            places |= file.places
    if article is not None and asked.name in catalogue.unfinished:
        raise CatalogueError([*problems, *catalogue.unfinished[asked.name]])
    if not files:
        problems.append("articles: no article is there")
    if problems or not catalogue.articles:
        raise CatalogueError([*problems, *(problem for wrong in catalogue.unfinished.values() for problem in wrong)])
    # Old names of what is left out for now lead nowhere for now.
    if not catalogue.unfinished and (dangling := list(rules.renamed_articles(catalogue))):
        raise CatalogueError(dangling)
    read = sorted(catalogue.articles, key=lambda one: (one.published_on, one.id))
    return replace(catalogue, articles=read, places=places)


def _same(path: Path, other: Path | None) -> bool:
    return other is not None and path.resolve() == other.resolve()


def _declared(root: Path, today: dt.date, problems: list[str]) -> Catalogue:
    """All but the articles; what cannot be read is appended to `problems`."""
    by_source = _folder(root / "catalogue" / "sources", problems)
    by_topic = _folder(root / "catalogue" / "charts", problems)
    glossary = _checked(root / "catalogue" / "glossary.toml", ("word",), problems)
    synonyms = _checked(root / "catalogue" / "synonyms.toml", ("synonyms",), problems)
    contested = _checked(root / "catalogue" / "quantities.toml", ("quantity",), problems)
    for name, declared in by_source.items():
        if [entry.get("id") for entry in _written(name, declared, "source", [])] != [name]:
            problems.append(f"{name}.toml: one [[source]] entry with the file's name as its id is needed")
    catalogue = Catalogue(
        sources=_entries(by_source, "source", Source, problems),
        series=_entries(by_source, "series", Series, problems, belongs="source"),
        recorded=_entries(by_source, "recorded", Recorded, problems, belongs="source"),
        charts=_entries(by_topic, "chart", Chart, problems, belongs="topic"),
        articles=[],
        words=_entries({"glossary": glossary}, "word", GlossaryWord, problems),
        synonyms=_entries({"synonyms": synonyms}, "synonyms", Synonyms, problems),
        quantities=_entries({"quantities": contested}, "quantity", ContestedQuantity, problems),
        entities=_rows(root / "catalogue" / "entities.csv", ENTITY_COLUMNS, problems),
        shapes=_rows(root / "catalogue" / "shapes.csv", SHAPE_COLUMNS, problems),
        events=_rows(root / "tables" / "events.csv", EVENT_COLUMNS, problems),
        periods=_rows(root / "tables" / "periods.csv", PERIOD_COLUMNS, problems),
        kept={},
        renames=_renames(root / "catalogue" / "renames.toml", problems),
        today=today,
    )
    for source in catalogue.sources:
        if source.kept:
            catalogue.kept[source.id] = _rows(root / "tables" / f"{source.id}.csv", KEPT_COLUMNS, problems)
    return catalogue


def _toml(path: Path, problems: list[str]) -> Table | None:
    """What the file says; None when it cannot be read, which is one of the problems then."""
    try:
        return toml(path)
    except ValueError as error:
        problems.append(str(error))
    return None


def _folder(folder: Path, problems: list[str]) -> dict[str, Table]:
    """What the TOML files of a folder say, by the files' names."""
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        problems.append(f"{folder.name}: no TOML file is there")
    return {path.stem: _checked(path, TABLES[folder.name], problems) for path in paths}


def _checked(path: Path, tables: tuple[str, ...], problems: list[str]) -> Table:
    """What a TOML file says; tables other than `tables` are problems."""
    declared = _toml(path, problems) or {}
    for key in declared.keys() - set(tables):
        written = " or ".join(f"[[{table}]]" for table in tables)
        problems.append(f"{path.name}: unknown table {key!r}; entries are written {written}")
    return declared


def _entries(
    files: dict[str, Table], kind: str, model: type[DeclaredT], problems: list[str], belongs: str = ""
) -> list[DeclaredT]:
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
                problems.extend(described(name, error))
    return found


def _written(file: str, declared: Table, kind: str, problems: list[str]) -> list[Table]:
    written = declared.get(kind, [])
    if isinstance(written, list) and all(isinstance(entry, dict) for entry in written):
        return written
    problems.append(f"{file}.toml: entries are written [[{kind}]]")
    return []


def _renames(path: Path, problems: list[str]) -> Renames:
    try:
        return RENAMES.validate_python(_toml(path, problems) or {})
    except ValidationError as error:
        problems.extend(described(path.name, error))
        return {}


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
