"""What of an answer is doubted, and when a doubt is settled: raw/<source>/doubts.json.

A publisher may correct downwards, jump and take back; a slip of a digit, half an answer or an old copy look alike. So
what is doubted waits until the answer of a later day says it still, or a person accepts it.
"""

import datetime as dt
import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from etl.store import Unreadable

# How far two numbers may lie apart that say the same: histories are computed anew each day.
ALIKE = 0.01
NAME = "doubts.json"


@dataclass(frozen=True)
class Doubt:
    """Something that an answer says. `about`: the row or series, `says`: its value, None where it is gone.

    `days`: how much later an answer has to say it still; None: that settles nothing, and nobody may accept it. `near`:
    how far from it, besides ALIKE, what is said later says the same. `contradicted`: what is newer in the same answer
    speaks against it, so that only a person settles it.
    """

    about: str
    says: float | None
    words: str
    days: int | None = 1
    near: float = 0
    contradicted: bool = False


# {what a doubt is about: (what was said, the day on which it was said first)}, of the last answer.
Earlier = dict[str, tuple[float | None, dt.date]]


class Refused(Exception):
    """Rows that may not be appended: impossible, too few, or fewer than before. `doubts`: what time may settle."""

    def __init__(self, message: str, doubts: Iterable[Doubt] = ()) -> None:
        super().__init__(message)
        self.doubts = tuple(doubts)


@dataclass(frozen=True)
class Judge:
    """Decides which doubts may be passed over. `earlier`: of the last answer; `accept`: a person takes all of them."""

    earlier: Earlier
    today: dt.date
    accept: bool = False

    def settled(self, doubt: Doubt) -> bool:
        """Whether an answer of so many days before said the same."""
        if doubt.days is None or doubt.contradicted or doubt.about not in self.earlier:
            return False
        says, since = self.earlier[doubt.about]
        return self.today - since >= dt.timedelta(days=doubt.days) and _alike(says, doubt)

    def trusts(self, doubt: Doubt) -> bool:
        """Whether what is doubted may be taken."""
        return self.settled(doubt) or (self.accept and doubt.days is not None)


def _alike(says: float | None, doubt: Doubt) -> bool:
    if says is None or doubt.says is None:
        return says is doubt.says
    return math.isclose(says, doubt.says, rel_tol=ALIKE, abs_tol=doubt.near)


def earlier_doubts(folder: Path) -> Earlier:
    """What was doubted of the last answer. Raises Unreadable naming a file that cannot be read."""
    path = folder / NAME
    if not path.is_file():
        return {}
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return {about: (says, dt.date.fromisoformat(since)) for about, (says, since) in kept.items()}
    except (ValueError, TypeError, AttributeError) as error:
        raise Unreadable(f"{path} is damaged; delete it, and the next refresh asks anew") from error


def keep_doubts(folder: Path, doubts: Iterable[Doubt], judge: Judge) -> None:
    """Keep what is doubted of the newest answer, each since the day on which it was said first."""
    path, part = folder / NAME, folder / f"{NAME}.part"
    found = {}
    for doubt in doubts:
        says, since = judge.earlier.get(doubt.about, (doubt.says, judge.today))
        since = min(since, judge.today) if _alike(says, doubt) else judge.today
        found[doubt.about] = (doubt.says, since.isoformat())
    if not found:
        path.unlink(missing_ok=True)
        return
    folder.mkdir(parents=True, exist_ok=True)
    part.write_text(json.dumps(found, indent=1, sort_keys=True), encoding="utf-8")
    part.replace(path)
