"""One module a source: `parse(files: dict[str, bytes]) -> DataFrame` in the shape of etl.parsing.observations.tidy.

A parser is pure: bytes in, rows out; no network, no files, no clock. What it does not understand it refuses
with etl.parsing.answer.SourceError, naming source, file, row and column.
"""

import importlib
from collections.abc import Callable

import pandas as pd


def parser(source_id: str) -> Callable[[dict[str, bytes]], pd.DataFrame]:
    """The `parse` function of a source. Raises ModuleNotFoundError when the source has no parser."""
    return importlib.import_module(f"etl.sources.{source_id}").parse
