"""The seed: recorded answers replayed through the parsers, in the order in which they were learned."""

import datetime as dt
import importlib
import tomllib
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from etl.catalogue import ROOT as DATA
from etl.catalogue import Catalogue
from etl.declarations import Declared
from etl.log import changes
from etl.observations import empty, read_csv, write_csv
from etl.sources import parser


class Recorded(Declared):
    """One recorded answer: when it was learned, its files below the folder of recordings, and what reads it.

    `reader` is empty for an answer in the live format; else a function of etl for a table that no refresh will meet.
    """

    source: str
    learned: dt.datetime
    files: dict[str, str]
    reader: str = ""


def recordings(path: Path) -> list[Recorded]:
    """The declared recordings, oldest first. Raises pydantic's ValidationError for a broken entry."""
    declared = tomllib.loads(path.read_text(encoding="utf-8"))
    return sorted((Recorded(**entry) for entry in declared["recorded"]), key=lambda entry: entry.learned)


def replay(catalogue: Catalogue, folder: Path, seed: Path, data: Path = DATA) -> dict[str, int]:
    """Append what the recordings below `folder` teach to the seed. Returns {source: rows appended}.

    Raises SourceError for an answer that is not understood, FileNotFoundError for one that is missing.
    """
    sources = {source.id: source for source in catalogue.sources}
    counts: dict[str, int] = {}
    for entry in recordings(data / "catalogue" / "recorded.toml"):
        files = {name: (folder / path).read_bytes() for name, path in entry.files.items()}
        files |= {name: (data / "tables" / f"{name}.csv").read_bytes() for name in sources[entry.source].tables}
        answer = _read(entry)(files)
        path = seed / f"{entry.source}.csv"
        known = read_csv(path) if path.exists() else empty()
        added = changes(known, answer, entry.learned)
        counts[entry.source] = counts.get(entry.source, 0) + len(added)
        if len(added):
            write_csv(pd.concat([known, added]) if len(known) else added, path)
    return counts


def _read(entry: Recorded) -> Callable[[dict[str, bytes]], pd.DataFrame]:
    if not entry.reader:
        return parser(entry.source)
    module, function = entry.reader.split(".")
    return getattr(importlib.import_module(f"etl.{module}"), function)


def licences(catalogue: Catalogue) -> str:
    """data/LICENCES.md: under which terms each source's facts are carried here."""
    lines = [
        "# Terms of the data",
        "",
        "Made by `python -m etl seed`; edit data/catalogue/sources.toml instead. The code's licence is in LICENSE.",
        "“Shown” data are drawn and tabulated but stand in no download.",
        "",
        "| source | publisher | licence | terms read | share |",
        "|---|---|---|---|---|",
    ]
    for source in catalogue.sources:
        licence = f"[{source.licence}]({source.licence_url})" if source.licence_url else source.licence
        publisher = f"[{source.publisher}]({source.landing_url})"
        lines.append(
            f"| {source.id} | {publisher} | {licence} | {'yes' if source.terms_read else 'no'} | {source.share} |"
        )
    return "\n".join(lines) + "\n"
