"""Which build is served: the one CURRENT names, else the newest that opens, else one made from the seed on the spot."""

import tempfile
import threading
from collections import deque
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from weakref import WeakValueDictionary

from dashboard.record.build import Build
from etl.building.build import BuildError, build, current, opens
from etl.declared.catalogue import CatalogueError
from etl.store import COMMAND, builds_dir, unplaced

MAKING, OPENING = threading.Lock(), threading.Lock()


@dataclass(frozen=True)
class Served:
    """A build that opens, and what a reader should know about how it came to be served."""

    build: Build
    notes: tuple[str, ...] = ()


class Found(NamedTuple):
    """The file of a build, and the notes to it."""

    path: Path
    notes: tuple[str, ...] = ()


class NothingToServe(Exception):
    """No build, and none could be made. The message says why and what to do."""


# By the folder that could not be written: what was made elsewhere, so that it is made once in a process.
TEMPORARY: dict[Path, Found] = {}
# By file and its state: whoever reads the same reads the same object, as long as anybody holds it. The one that is
# served and the one before are held here, so that a run that began with that one finds its answers.
HELD: WeakValueDictionary[tuple[Path, int], Build] = WeakValueDictionary()
NEWEST: deque[Build] = deque(maxlen=2)


def served() -> Served:
    """The build to read in this run: the same object as long as it is the same file. Raises NothingToServe."""
    try:
        path, notes = _found()
        return Served(build_of(path), notes)
    except OSError as error:
        raise NothingToServe(f"The builds cannot be read: {error.strerror}. Mend their folder, or DATA_DIR.") from error


def build_of(path: Path) -> Build:
    """The build in a file. Raises OSError when there is none."""
    state = path, path.stat().st_mtime_ns
    with OPENING:
        build = HELD.get(state)
        if build is None:
            build = HELD[state] = Build(path)
        if build in NEWEST:
            NEWEST.remove(build)
        NEWEST.append(build)
    return build


def _found() -> Found:
    named = _current()
    if named is not None and _readable(named, named.stat().st_mtime_ns):
        return Found(named)
    notes = _trouble(named)
    for path in sorted(builds_dir().glob("*.duckdb"), reverse=True):
        if path != named and _readable(path, path.stat().st_mtime_ns):
            return Found(path, (*notes, f"The build {path.name} is served instead."))
    return _made(notes)


def _current() -> Path | None:
    """The build that CURRENT names, read again only when CURRENT was replaced: every request asks for it."""
    try:
        state = (builds_dir() / "CURRENT").stat()
    except OSError:
        return current()
    named = _pointed(builds_dir(), state.st_mtime_ns, state.st_ino)
    return named if named is not None and named.is_file() else current()


@lru_cache(maxsize=8)
def _pointed(builds: Path, changed: int, inode: int) -> Path | None:
    return current(builds)


@lru_cache(maxsize=8)
def _readable(path: Path, changed: int) -> bool:
    """Whether a build opens, asked once for each state of the file: a build that was read once is not read anew."""
    return opens(path)


def _trouble(named: Path | None) -> tuple[str, ...]:
    """In words, what is wrong with CURRENT; nothing when there simply is none yet."""
    pointer = builds_dir() / "CURRENT"
    remedy = f"Run “{COMMAND} build” to make it anew."
    if named is not None:
        why = "the file is damaged, or of another version of the program"
        return (f"The build {named.name} cannot be opened: {why}. {remedy}",)
    if pointer.is_file():
        return (f"{unplaced(str(pointer))} names no build that exists. {remedy}",)
    return ()


def _made(notes: tuple[str, ...]) -> Found:
    """A build made from the seed: where builds belong, or in a temporary folder when that cannot be written."""
    # One at a time: the readers that arrive meanwhile find it made.
    with MAKING:
        return _make(notes)


def _make(notes: tuple[str, ...]) -> Found:
    folder = builds_dir()
    try:
        if folder in TEMPORARY and opens(TEMPORARY[folder].path):
            return TEMPORARY[folder]
        return Found(build().path, notes)
    except OSError as error:
        place = Path(tempfile.gettempdir()) / "conflict-indicators-builds"
        note = f"{unplaced(str(folder))} cannot be written ({error.strerror}), so the build lies in a temporary folder."
        try:
            TEMPORARY[folder] = Found(build(builds=place).path, (*notes, note))
        except (OSError, BuildError, CatalogueError) as second:
            raise NothingToServe(_words((*notes, note), second)) from second
        return TEMPORARY[folder]
    except (BuildError, CatalogueError) as error:
        raise NothingToServe(_words(notes, error)) from error


def _words(notes: tuple[str, ...], error: Exception) -> str:
    remedy = f"Mend what is named, then run “{COMMAND} build”."
    return "\n".join([*notes, "There is no build to show, and none could be made:", unplaced(str(error)), remedy])
