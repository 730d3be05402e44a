"""The seed: recorded answers replayed through the parsers, in the order in which they were learned."""

import importlib
from collections.abc import Callable, Iterable
from pathlib import Path

import pandas as pd

from etl.declared.catalogue import Catalogue
from etl.declared.shapes import Recorded, Series
from etl.learning.log import rows_to_append
from etl.parsing.answer import SourceError
from etl.parsing.observations import empty, read_csv, write_csv
from etl.sources import parser
from etl.store import DATA


def replay(catalogue: Catalogue, folder: Path, seed: Path, data: Path = DATA) -> dict[str, int]:
    """Append what the recordings below `folder` teach to the seed. Returns {source: rows appended}.

    Of what a parser reads, the seed holds what the catalogue declares, so that a series more needs one entry.

    Raises SourceError for an answer that is not understood, FileNotFoundError for one that is missing. Nothing is
    written before every answer was read.
    """
    sources = {source.id: source for source in catalogue.sources}
    held: dict[str, pd.DataFrame] = {}
    counts: dict[str, int] = {}
    for entry in sorted(catalogue.recorded, key=lambda entry: entry.learned):
        files = {name: (folder / path).read_bytes() for name, path in entry.files.items()}
        files |= {name: (data / "tables" / f"{name}.csv").read_bytes() for name in sources[entry.source].tables}
        path = seed / f"{entry.source}.csv"
        if entry.source not in held:
            held[entry.source] = read_csv(path) if path.exists() else empty()
        known = held[entry.source]
        try:
            series = [one for one in catalogue.series if one.source == entry.source]
            added = rows_to_append(known, wanted_rows(series, _read(entry)(files)), entry.learned)
        except ValueError as error:
            raise SourceError(entry.source, ", ".join(entry.files.values()), "answer", str(error)) from error
        counts[entry.source] = counts.get(entry.source, 0) + len(added)
        if len(added):
            held[entry.source] = pd.concat([known, added]) if len(known) else added
    for source in (name for name, count in counts.items() if count):
        write_csv(held[source], seed / f"{source}.csv")
    return counts


def wanted_rows(series: Iterable[Series], rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of those entities that the catalogue names of a source's series; columns as given."""
    wanted = pd.Series(False, index=rows.index)
    for one in series:
        of = rows["series_id"] == one.id
        wanted |= of if one.entities == "all" else of & rows["entity"].isin([one.entity, *one.entities])
    return rows[wanted]


def _read(entry: Recorded) -> Callable[[dict[str, bytes]], pd.DataFrame]:
    if not entry.reader:
        return parser(entry.source)
    module, function = entry.reader.split(".")
    return getattr(importlib.import_module(f"etl.recorded.{module}"), function)


def licences(catalogue: Catalogue) -> str:
    """data/LICENCES.md: under which terms each source's facts are carried here."""
    lines = [
        "# Terms of the data",
        "",
        "Made by `python -m etl seed`; edit data/catalogue/sources/ instead. The code's licence is in LICENSE.",
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
