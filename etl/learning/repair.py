"""Takes out of a log what cannot count by right: rows of days to come, of before their series, or unreadable ones."""

import csv
import datetime as dt
import math
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from filelock import FileLock, Timeout

from etl import clock
from etl.declared import catalogue
from etl.declared.shapes import Series
from etl.parsing.admitted import reasons
from etl.parsing.answer import YEARS
from etl.parsing.columns import COLUMNS, TYPES
from etl.store import COMMAND, data_dir, log_dir


def repair(names: list[str], log: Path | None = None) -> int:
    """Repair the logs of the sources named, or all of them, and print each row removed. `log`: the folder, DATA_DIR/log
    unless given. Returns 0, 1 when a refresh is running or a file is no log, 2 for a source that has no log. Raises
    CatalogueError and OSError."""
    declared, folder, now = catalogue.load(), log or log_dir(), clock.now()
    paths = {path.stem: path for path in sorted(folder.glob("*.csv"))}
    if unknown := [name for name in names if name not in paths]:
        print(f"there is no log of {unknown[0]!r}; there are {', '.join(paths) or 'none'}", file=sys.stderr)
        return 2
    data_dir().mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(data_dir() / "refresh.lock", timeout=0):
            for name in names or paths:
                removed = repaired(declared.series, paths[name], now)
                print("\n".join([*(f"{name}: removed {said}" for said in removed), f"{name}: {len(removed)} removed"]))
    except Timeout:
        print("a refresh is running; wait until it has ended", file=sys.stderr)
        return 1
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{COMMAND} build makes a build without them")
    return 0


def repaired(series: list[Series], path: Path, now: dt.datetime, *, only: str = "") -> list[str]:
    """Remove the rows of a log that do not count at `now` (UTC) or cannot be read; returns each in words.

    `only`: of the reasons of etl.parsing.admitted the one for which a row is removed. The file as it was is kept
    beside, with the day in its name. Raises ValueError for a file that is no log.
    """
    with path.open(encoding="utf-8", newline="") as file:
        header, *lines = list(csv.reader(file)) or [[]]
    if header != COLUMNS:
        columns = f"columns are {', '.join(header)}; expected {', '.join(COLUMNS)}"
        raise ValueError(f"{path.name} is no log: {columns}. Remove it, and the next refresh learns it again")
    faults = [fault if not only or fault == only else "" for fault in _faults(series, lines, now)]
    if not any(faults):
        return []
    shutil.copyfile(path, _beside(path, now))
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerows([header, *(line for line, fault in zip(lines, faults, strict=True) if not fault)])
    part.replace(path)
    found = enumerate(zip(lines, faults, strict=True), start=2)
    return [f"row {number}, {','.join(line)}: it {fault}" for number, (line, fault) in found if fault]


def _faults(series: list[Series], lines: list[list[str]], now: dt.datetime) -> list[str]:
    """For each line why it is to be removed, or nothing."""
    faults, rows = [], {}
    for place, line in enumerate(lines):
        try:
            rows[place] = _row(line)
            faults.append("")
        except ValueError as error:
            faults.append(f"cannot be read: {error}")
    frame = pd.DataFrame(rows.values(), index=list(rows), columns=COLUMNS)
    frame["vintage"] = pd.to_datetime(frame["vintage"]).astype("datetime64[us]")
    for place, why in zip(rows, reasons(series, frame, now), strict=True):
        faults[place] = why
    return faults


def _row(line: list[str]) -> dict[str, object]:
    """The cells of a line as what their columns hold. Raises ValueError."""
    if len(line) != len(COLUMNS):
        raise ValueError(f"{len(line)} cells in place of {len(COLUMNS)}")
    row = {name: _cell(TYPES[name], cell) for name, cell in zip(COLUMNS, line, strict=True)}
    if years := {cell.year for cell in row.values() if isinstance(cell, dt.date)} - {*YEARS}:
        raise ValueError(f"the year {min(years)}")
    return row


def _cell(kind: str, cell: str) -> object:
    if kind == "DATE":
        return dt.datetime.strptime(cell, "%Y-%m-%d").date()
    if kind == "TIMESTAMP":
        return dt.datetime.strptime(cell, "%Y-%m-%dT%H:%M:%S")
    if kind == "DOUBLE":
        if cell and not math.isfinite(float(cell)):
            raise ValueError(f"{cell!r} is not a finite number")
        return float(cell) if cell else None
    return cell


def _beside(path: Path, now: dt.datetime) -> Path:
    """Where the file as it was is kept; nothing that is kept there already is overwritten."""
    return next(name for name in _names(f"{path}.before-{now:%Y-%m-%d}") if not name.exists())


def _names(first: str) -> Iterator[Path]:
    yield Path(first)
    number = 2
    while True:
        yield Path(f"{first}-{number}")
        number += 1
