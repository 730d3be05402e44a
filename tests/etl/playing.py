"""What tests of a refresh share: where answers come from, what lies on disk after, and answers spoilt on purpose."""

import csv
import datetime as dt
import io
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd
from openpyxl import load_workbook

from etl.declared.catalogue import Catalogue
from etl.declared.shapes import AnswerFile, Source
from etl.learning import answers
from etl.learning.fetch import Got, Unreachable, Version
from etl.learning.refresh import Folders
from etl.parsing.answer import SourceError
from etl.parsing.columns import COLUMNS, KEY
from etl.parsing.observations import Observation, day, empty, read_csv, tidy
from tests.etl import endpoint as play
from tests.etl.endpoint import Endpoint

NOW = dt.datetime(2026, 11, 20, 12)


def later(days: int = 1) -> dt.datetime:
    """The moment of a refresh some days after NOW."""
    return NOW + dt.timedelta(days=days)


def relaxed(catalogue: Catalogue) -> Catalogue:
    """The catalogue with fixtures in mind, which have a few rows of what is published."""
    few = [one.model_copy(update={"expect": one.expect.model_copy(update={"min_rows": 1})}) for one in catalogue.series]
    return replace(catalogue, series=few)


def served(endpoint: Endpoint, source: Source, files: dict[str, bytes]) -> Source:
    """The source with its files at the endpoint, which names each body by its hash."""
    at = []
    for file in source.files:
        body = files[file.name]
        url = endpoint.at(f"/{source.id}/{file.name}", play.page(body, etag=f'"{answers.hash_of(body)}"'))
        at.append(file.model_copy(update={"urls": [url], "page": "", "link": ""}))
    return source.model_copy(update={"files": at})


@dataclass
class Given:
    """Stands in for a Fetcher: answers as a test gives them, by name. What is not given cannot be reached."""

    files: dict[str, bytes] = field(default_factory=dict)

    def get(
        self,
        file: AnswerFile,
        held: Version,
        today: dt.date,
        *,
        passed: frozenset[str] = frozenset(),
        older: bool = True,
    ) -> Got:
        """The bytes given. Raises Unreachable when there are none, or they were refused."""
        if file.name not in self.files or passed:
            raise Unreachable(f"example.org: nothing at {file.name}")
        return Got(self.files[file.name], Version(f"https://example.org/{file.name}"))


def places(root: Path, data: Path) -> Folders:
    """An empty seed, log and raw below `root`; the kept tables in `data`."""
    (root / "seed").mkdir(parents=True, exist_ok=True)
    return Folders(data=data, seed=root / "seed", log=root / "log", raw=root / "raw")


def on_disk(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path in it."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def learned(folder: Path, source: str) -> pd.DataFrame:
    """The rows of one source's file in seed or log, as written; none where there is no file."""
    path = folder / f"{source}.csv"
    return read_csv(path) if path.exists() else empty()


def ordered(rows: pd.DataFrame) -> list[list[str]]:
    """Rows as texts in order, to be compared whatever their order and types were."""
    text = rows[COLUMNS].sort_values([*KEY, "vintage"]).to_csv(index=False, date_format="%Y-%m-%dT%H:%M:%S")
    return list(csv.reader(io.StringIO(text)))


def counted(values: dict[str, float]) -> bytes:
    """An answer of the tiny source `counter`: day and number."""
    return "\n".join(["day,killed", *(f"{date},{value}" for date, value in sorted(values.items())), ""]).encode()


def count(files: dict[str, bytes], factor: float = 1, series: str = "count") -> pd.DataFrame:
    """The tiny source's parser. `factor`: what a change of ours makes of the same bytes."""
    header, *lines = files["file"].decode().split()
    if header != "day,killed":
        raise SourceError("counter", "file", "header", f"unknown columns {header}")
    cells = [line.split(",") for line in lines]
    rows = [Observation(series, "RUS", day(dt.date.fromisoformat(date)), factor * float(n)) for date, n in cells]
    return tidy(rows)


def renamed(body: bytes) -> bytes:
    """The answer with its names changed, as a publisher changes them: columns, keys, elements or headings."""
    if body.startswith(b"PK"):
        return _renamed_headings(body)
    text = body.decode("utf-8-sig" if not body.startswith(b"<") else "utf-8")
    if text.lstrip().startswith(("{", "[")):
        return re.sub(r'"([^"]+)"\s*:', r'"\1_":', text).encode()
    if text.startswith("<"):
        return re.sub(r"(</?)(\w+)", r"\1\2X", text).encode()
    header, _, rest = text.partition("\n")
    return (re.sub(r"(\w+)", r"\1X", header) + "\n" + rest).encode()


def _renamed_headings(body: bytes) -> bytes:
    book = load_workbook(io.BytesIO(body))
    for cell in (cell for sheet in book for line in sheet for cell in line if isinstance(cell.value, str)):
        cell.value = f"New {cell.value}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
