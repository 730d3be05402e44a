"""Which build is served: the one CURRENT names, else the newest that opens, else one made from the seed on the spot."""

import datetime as dt
import tempfile
import threading
from collections import deque
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from weakref import WeakValueDictionary

from dashboard.record.build import Build
from etl import history
from etl.building.build import BuildError, build, current, opens
from etl.declared.catalogue import CatalogueError
from etl.history import History
from etl.store import COMMAND, builds_dir, history_file, unplaced


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


class Serving:
    """What a process serves: the build that is current, and the history of refreshes beside it.

    There is one of it. Streamlit runs each page by itself, beside our own routes, and neither hands the other anything;
    but whoever reads the same file reads it through the same build, whose connection and answers they share. In which
    folder it lies is asked each time.
    """

    def __init__(self) -> None:
        self._making, self._opening = threading.Lock(), threading.Lock()
        # By file, wherever it is linked, and its state: whoever reads the same reads the same object, as long as
        # anybody holds it. The one that is served and the one before are held here, so that a run that began with that
        # one finds its answers.
        self._builds: WeakValueDictionary[tuple[str, int, int], Build] = WeakValueDictionary()
        self._newest: deque[Build] = deque(maxlen=2)
        # The folder that could not be written, and what was made elsewhere, once.
        self._elsewhere: tuple[Path, Found] | None = None
        # Each asked once for each state of its file: a build that was read once is not read anew.
        self._opens = lru_cache(maxsize=8)(lambda path, changed: opens(path))
        self._named = lru_cache(maxsize=8)(lambda builds, changed, inode: current(builds))
        self._history = lru_cache(maxsize=4)(lambda path, changed, today: history.read_history(path, today))

    def served(self) -> Served:
        """The build to read in this run: the same object as long as it is the same file. Raises NothingToServe."""
        try:
            path, notes = self._found()
            return Served(self.build_of(path), notes)
        except OSError as error:
            words = f"The builds cannot be read: {error.strerror}. Mend their folder, or DATA_DIR."
            raise NothingToServe(words) from error

    def build_of(self, path: Path) -> Build:
        """The build in a file. Raises OSError when there is none."""
        file = path.stat()
        state = path.name, file.st_ino, file.st_mtime_ns
        with self._opening:
            build = self._builds.get(state)
            if build is None:
                build = self._builds[state] = Build(path)
            if build in self._newest:
                self._newest.remove(build)
            self._newest.append(build)
        return build

    def kept_history(self, today: dt.date) -> History:
        """The history of refreshes, the same object as long as its file and the day are the same."""
        path = history_file()
        return self._history(path, history.stamp(path), today)

    def _found(self) -> Found:
        named = self._current()
        if named is not None and self._readable(named):
            return Found(named)
        notes = _trouble(named)
        for path in sorted(builds_dir().glob("*.duckdb"), reverse=True):
            if path != named and self._readable(path):
                return Found(path, (*notes, f"The build {path.name} is served instead."))
        # One at a time: the readers that arrive meanwhile find it made.
        with self._making:
            return self._made(notes)

    def _readable(self, path: Path) -> bool:
        return self._opens(path, path.stat().st_mtime_ns)

    def _current(self) -> Path | None:
        """The build that CURRENT names, read again only when CURRENT was replaced: every request asks for it."""
        try:
            state = (builds_dir() / "CURRENT").stat()
        except OSError:
            return current()
        named = self._named(builds_dir(), state.st_mtime_ns, state.st_ino)
        return named if named is not None and named.is_file() else current()

    def _made(self, notes: tuple[str, ...]) -> Found:
        """A build made from the seed: where builds belong, or in a temporary folder when that cannot be written."""
        folder = builds_dir()
        if self._elsewhere and self._elsewhere[0] == folder and opens(self._elsewhere[1].path):
            return self._elsewhere[1]
        try:
            return Found(build().path, notes)
        except OSError as error:
            place = Path(tempfile.gettempdir()) / "conflict-indicators-builds"
            why = f"{unplaced(str(folder))} cannot be written ({error.strerror})"
            told = (*notes, f"{why}, so the build lies in a temporary folder.")
            try:
                self._elsewhere = folder, Found(build(builds=place).path, told)
            except (OSError, BuildError, CatalogueError) as second:
                raise NothingToServe(_words(told, second)) from second
            return self._elsewhere[1]
        except (BuildError, CatalogueError) as error:
            raise NothingToServe(_words(notes, error)) from error


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


def _words(notes: tuple[str, ...], error: Exception) -> str:
    remedy = f"Mend what is named, then run “{COMMAND} build”."
    return "\n".join([*notes, "There is no build to show, and none could be made:", unplaced(str(error)), remedy])


PROCESS = Serving()
served, build_of, kept_history = PROCESS.served, PROCESS.build_of, PROCESS.kept_history
