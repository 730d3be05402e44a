"""A tiny world for the write side: a few declarations, one article, one kept table and a seed, written below a folder.

Everything in it is valid. A test changes one thing (`swap`, `add`), then loads, builds or judges.
"""

import json
from pathlib import Path

import duckdb

from etl.building import declared_rows, observed_rows, schema
from etl.building.build import build
from etl.declared import catalogue
from etl.parsing.columns import COLUMNS

QUOTE = "They lost 100 people by the first of February"
HEADER = ",".join(COLUMNS)


def entry(table: str, /, **keys: object) -> str:
    """One [[table]] entry as TOML; a value written as {"raw": text} stands as it is (dates, lists of tables)."""
    lines = [f"{key} = {value['raw'] if isinstance(value, dict) else json.dumps(value)}" for key, value in keys.items()]
    return "\n".join([f"[[{table}]]", *lines, ""])


def source(name: str, **keys: object) -> str:
    """A source with one file and open terms."""
    usual = {"publisher": name.title(), "kind": "research", "side": "none", "landing_url": "https://example.org"}
    usual |= {"licence": "CC0", "terms_read": True, "share": "open", "proven": True}
    if "kept" not in keys:
        usual |= {"expected_every_days": 1, "files": {"raw": '[{ name = "file", urls = ["https://example.org/a"] }]'}}
    return entry("source", id=name, **(usual | keys))


def series(name: str, **keys: object) -> str:
    """A daily series of people killed, of one entity (RUS) unless `varies_by` is given."""
    usual = {"title": name, "label": name, "unit": "persons", "frequency": "D", "measures": "cumulative"}
    usual |= {"counts": "killed", "known_after_days": 1, "definition": "a count", "interval": "a range"}
    usual |= {"expect": {"raw": "{ low = 0, high = 1000 }"}} | ({} if "varies_by" in keys else {"entity": "RUS"})
    return entry("series", id=name, **(usual | keys))


def chart(name: str, **keys: object) -> str:
    """A chart of the losses page over time."""
    return entry("chart", **({"id": name, "title": name, "subtitle": "people", "kind": "time"} | keys))


def check(**keys: object) -> str:
    """One check of the claim above it; against series `count` unless another subject is given."""
    subject = {} if keys.keys() & {"series", "event", "figure"} else {"series": "count"}
    return entry("excerpt.claim.check", **({"label": "a check", "reading": "as it says"} | subject | keys))


LOST_100 = {"figure": "100", "stated": 100, "unit": "persons"}


def claim(name: str, *checks: str, **keys: object) -> str:
    """One claim with its checks."""
    return entry("excerpt.claim", **({"id": name, "statement": name} | keys)) + "".join(checks)


def article(*claims: str, published: str = "2024-02-01") -> str:
    """An article of one excerpt with these claims."""
    head = f'[article]\nid = "piece"\ntitle = "A piece"\npublisher = "A paper"\npublished_on = {published}\n'
    head += f'published_on_basis = "the page"\nsummary = "Losses."\ntext_sha256 = "{64 * "0"}"\n'
    return head + entry("excerpt", id="excerpt", quote=QUOTE, offset=0) + "".join(claims)


def row(
    name: str,
    day: str,
    value: float | str = "",
    *,
    start: str = "",
    low: float | str = "",
    high: float | str = "",
    entity: str = "RUS",
    learned: str = "",
    status: str = "final",
) -> str:
    """A row of a seed file; learned on its own last day unless said otherwise."""
    cells = [
        name,
        entity,
        start or day,
        day,
        f"{learned or day}T00:00:00",
        value,
        low,
        high,
        status,
        "",
        "",
        "publisher",
    ]
    return ",".join(map(str, cells))


FILES = {
    "catalogue/sources/counter.toml": source("counter") + series("count"),
    "catalogue/sources/party.toml": source("party", side="Ukraine") + series("claimed"),
    "catalogue/sources/hands.toml": source("hands", kept=True) + series("table"),
    "catalogue/charts/losses.toml": chart("counts", series=["count", "claimed"])
    + chart("dates", kind="timeline", events=["war"]),
    "catalogue/entities.csv": "id,name,kind,side,colour\n"
    "RUS,Russia,country,,red\nalpha,Alpha,research,none,\nbeta,Beta,research,none,\n",
    "catalogue/shapes.csv": "entity,ring\nRUS,30 50 40 50 40 60 30 50\n",
    "catalogue/glossary.toml": entry("word", id="killed", word="killed", also=["dead"], meaning="Deaths only."),
    "catalogue/synonyms.toml": entry("synonyms", words=["toll", "count"]),
    "catalogue/quantities.toml": '[[quantity]]\nid = "toll"\ntitle = "The toll"\nabout = "Two counts."\n'
    + entry("quantity.row", series="count")
    + entry("quantity.row", series="claimed"),
    "tables/periods.csv": "id,title,from_event,to_event,note\nwar,The war,start,end,\nsince,Since the end,end,,\n",
    "catalogue/renames.toml": '[chart]\nold = "counts"\n',
    "tables/events.csv": "id,date,title,category,url,source_name,verified,note,label\n"
    "start,2024-01-01,The start,war,https://example.org/s,A paper,stored page,,Start\n"
    "end,2024-03-01,The end,war,https://example.org/e,A paper,summary only,,\n",
    "tables/hands.csv": "series_id,entity,period_start,period_end,known_on,value,low,high,status,verified,note,url\n"
    "table,RUS,2024-01-01,2024-01-01,2024-01-02,5,,,final,stored page,,https://example.org/t\n",
    "articles/piece.toml": article(claim("lost-100", check(low=95, high=105), **LOST_100)),
    "seed/counter.csv": "\n".join([HEADER, row("count", "2024-01-31", 99), row("count", "2024-02-01", 100), ""]),
    "seed/party.csv": "\n".join([HEADER, row("claimed", "2024-02-01", 300), ""]),
}


def write(root: Path) -> Path:
    """Write the world below `root`, which is returned."""
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def swap(root: Path, name: str, old: str, new: str) -> None:
    """Replace the first `old`, which must be there, in one file."""
    text = (root / name).read_text(encoding="utf-8")
    assert old in text
    (root / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def add(root: Path, name: str, text: str) -> None:
    """Append to one file."""
    with (root / name).open("a", encoding="utf-8") as file:
        file.write(text)


def judged(root: Path) -> duckdb.DuckDBPyConnection:
    """The world's tables and views in memory."""
    declared = catalogue.load(root)
    db = duckdb.connect(config={"threads": 1})
    schema.create(db)
    declared_rows.fill(db, declared)
    observed_rows.gather(db, declared, sorted((root / "seed").glob("*.csv")))
    return db


def built(root: Path) -> Path:
    """A build of the world, without its public copy."""
    return build(data=root, seed=root / "seed", log=root / "log", builds=root / "builds", publish=False).path


def claimed(root: Path, *checks: str, published: str = "2024-02-01", **keys: object) -> Path:
    """The world with one claim `c` of these checks."""
    (root / "articles/piece.toml").write_text(article(claim("c", *checks, **keys), published=published))
    return root


def asked(root: Path, *checks: str, published: str = "2024-02-01", **keys: object) -> duckdb.DuckDBPyConnection:
    """That world judged. What its checks find is asked once, as for a public copy, so that verdicts cost little."""
    db = judged(claimed(root, *checks, published=published, **keys))
    db.execute("CREATE TEMP TABLE check_found AS FROM check_found")
    return db


def outcomes(db: duckdb.DuckDBPyConnection, basis: str = "then", shift: int = 0) -> list[tuple[str, str]]:
    """(outcome, trouble) of every check, in order."""
    return db.execute(
        "SELECT outcome, trouble FROM check_result WHERE basis = ? AND shift_days = ? ORDER BY ordinal", [basis, shift]
    ).fetchall()


def verdict(db: duckdb.DuckDBPyConnection, basis: str = "then", shift: int = 0) -> tuple[str, str]:
    """(verdict, reason) of the one claim."""
    ((said, reason),) = db.execute(
        "SELECT verdict, reason FROM claim_verdict WHERE basis = ? AND shift_days = ?", [basis, shift]
    ).fetchall()
    return said, reason


def add_series(root: Path, name: str, *rows: str, of: str = "counter", **keys: object) -> None:
    """A series of its own with its rows in its source's seed."""
    add(root, f"catalogue/sources/{of}.toml", series(name, **keys))
    if not (root / f"seed/{of}.csv").exists():
        add(root, f"seed/{of}.csv", HEADER + "\n")
    add(root, f"seed/{of}.csv", "".join(f"{text}\n" for text in rows))
