"""Which of the project's own files a module is made of: those that it imports, and those that they import.

What rests on code, an answer read or a build, is made anew when one of them changes, and not when another does.
"""

import ast
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from etl.store import ROOT


def code_files(module: str, root: Path = ROOT) -> list[Path]:
    """The files below `root` that Python reads to import a module, itself included, in order of their paths."""
    found: set[Path] = set()
    named, waiting = {module}, [module]
    while waiting:
        for path in _files(waiting.pop(), root):
            if path not in found:
                found.add(path)
                others = {*_imported(path.read_text(encoding="utf-8"))} - named
                named |= others
                waiting += others
    return sorted(found)


def _files(module: str, root: Path) -> Iterator[Path]:
    """The file of a module and those of the packages around it; none for what is not the project's own."""
    parts = module.split(".")
    for size in range(1, len(parts) + 1):
        place = root.joinpath(*parts[:size])
        yield from (path for path in (place / "__init__.py", place.with_suffix(".py")) if path.is_file())
        if not place.is_dir():
            return


@lru_cache(maxsize=512)
def _imported(text: str) -> tuple[str, ...]:
    """The modules that a text imports, wherever it does. What is imported from one may be another below it."""
    names: list[str] = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names += [each.name for each in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [f"{node.module}.{each.name}" for each in node.names]
    return tuple(names)
