"""Where things lie, in a checkout and where the program was installed as a package.

`DATA_DIR` moves what is written (log, raw, builds); what ships with the program stays.
"""

import os
import re
import tempfile
from pathlib import Path

import platformdirs

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
SEED = DATA / "seed"
# Only a wheel puts all of the program inside a package.
INSTALLED = (ROOT / "__init__.py").is_file()
# The command that messages tell to run.
COMMAND = "conflict-indicators" if INSTALLED else "python -m etl"


def data_dir() -> Path:
    """The folder that log, raw and builds are written below: `DATA_DIR`, or data/ of this checkout. An installed
    program writes to the user's own folder for data instead, as the system has it."""
    if os.environ.get("DATA_DIR"):
        return Path(os.environ["DATA_DIR"]).expanduser()
    return platformdirs.user_data_path("conflict-indicators", appauthor=False) if INSTALLED else DATA


def builds_dir() -> Path:
    """Finished builds, and CURRENT, which names one."""
    return data_dir() / "builds"


def raw_dir() -> Path:
    """The last good answers, a folder for each source, and refused ones with the reason."""
    return data_dir() / "raw"


def history_file() -> Path:
    """What every refresh found, one line of JSON each, newest last."""
    return data_dir() / "refreshes.jsonl"


def log_dir() -> Path:
    """What refreshes learned, one file a source."""
    return data_dir() / "log"


class Unreadable(ValueError):
    """A file of ours that cannot be read. The message names the file, what is wrong with it, and the remedy."""


def short_name(path: Path) -> str:
    """A file as messages name it, by its last two parts: "log/bis.csv"."""
    return f"{path.parent.name}/{path.name}"


# The end of an address, or of a relative path, is no path of the machine.
OUTSIDE = r"(?<![\w.:/~<-])"


def unplaced(text: str) -> str:
    """Text without the folders of this machine, for pages and messages: what lies below DATA_DIR, the checkout or the
    temporary folder is named from there on, any other path by its last two parts."""
    if not text:
        return ""
    # A relative name, "data", is no path of the machine, and may be a word of a sentence.
    folders = {data_dir(), data_dir().resolve(), ROOT, Path(tempfile.gettempdir())}
    for folder in sorted((str(folder) for folder in folders if folder.is_absolute()), key=len, reverse=True):
        text = re.sub(rf"{OUTSIDE}{re.escape(folder)}(?:[/\\]|(?![\w.-]))", "", text)
    return re.sub(rf"{OUTSIDE}(?:/[^\s/'\"<>|:;,()]+){{2,}}", lambda found: "/".join(found[0].split("/")[-2:]), text)
