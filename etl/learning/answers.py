"""The last good answer of each source on disk, and refused ones beside it: raw/<source>/<file> and state.json."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from email.utils import parsedate_to_datetime
from pathlib import Path

from etl.code import code_files
from etl.learning.fetch import Version
from etl.store import Unreadable


@dataclass(frozen=True)
class KeptAnswer:
    """What is kept of a source's last good answer, besides its bytes: {file: which they are}, {file: sha256}, the code
    that last read it, the sha256 of the log as that left it, the moment, as ISO 8601 in UTC, and {file: {address:
    Last-Modified of its newest good answer}}. Empty: nothing."""

    held: dict[str, Version] = field(default_factory=dict)
    sha256: dict[str, str] = field(default_factory=dict)
    code: str = ""
    log: str = ""
    at: str = ""
    dated: dict[str, dict[str, str]] = field(default_factory=dict)


def kept_answer(folder: Path) -> KeptAnswer:
    """What was kept; the empty answer where nothing was. Raises Unreadable naming a file that cannot be read."""
    path = folder / "state.json"
    if not path.is_file():
        return KeptAnswer()
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        held = {name: Version(**held) for name, held in kept["held"].items()}
        return KeptAnswer(held, kept["sha256"], kept["code"], kept["log"], kept.get("at", ""), kept.get("dated", {}))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable(f"{path} is damaged; delete it, and the next refresh asks anew") from error


def bodies(folder: Path, kept: KeptAnswer) -> dict[str, bytes] | None:
    """The bytes held of every file, or None when one is missing or is not what was kept."""
    found = {}
    for name, digest in kept.sha256.items():
        path = folder / name
        if not path.is_file() or hash_of(path.read_bytes()) != digest:
            return None
        found[name] = path.read_bytes()
    return found


def keep_answer(folder: Path, kept: KeptAnswer, files: dict[str, bytes]) -> None:
    """Keep an accepted answer. What it is comes last: after a crash before it the next refresh asks anew."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, body in files.items():
        _write(folder / name, body)
    for refused in [*folder.glob("*.rejected"), *folder.glob("rejected.txt")]:
        refused.unlink()
    _write(folder / "state.json", json.dumps(asdict(kept), indent=1).encode())


def keep_refused(folder: Path, files: dict[str, bytes], reason: str) -> None:
    """Keep a refused answer to be studied, with the reason; the last good one stays."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, body in files.items():
        _write(folder / f"{name}.rejected", body)
    _write(folder / "rejected.txt", f"{reason}\n".encode())


def code_of(source: str, tables: dict[str, bytes]) -> str:
    """A hash of what of ours turns a source's answer into rows: its parser's code, and the kept tables it reads."""
    code = [path.read_bytes() for path in code_files(f"etl.sources.{source}")]
    return hash_of(b"\0".join([*code, *tables.values()]))


def last_modified(one: Version, before: dict[str, str]) -> dict[str, str]:
    """{address: Last-Modified} with what an answer says; of other addresses what was known, whoever answers now."""
    return before | ({one.url: one.modified} if one.modified else {})


def dated_earlier(one: Version, before: dict[str, str]) -> bool:
    """Whether a server dates an answer (Last-Modified) before its newest good one, of {address: Last-Modified}."""
    known = before.get(one.url, "")
    if not (one.modified and known):
        return False
    try:
        return parsedate_to_datetime(one.modified) < parsedate_to_datetime(known)
    except (TypeError, ValueError):  # no date, or one with and one without a zone: it tells nothing
        return False


def hash_of(body: bytes) -> str:
    """The sha256 of bytes, in hex."""
    return hashlib.sha256(body).hexdigest()


def _write(path: Path, body: bytes) -> None:
    part = path.with_name(path.name + ".part")
    part.write_bytes(body)
    part.replace(path)
