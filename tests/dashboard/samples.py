"""Small charts and observations for the tests of the read side."""

import dataclasses
import datetime as dt
import json
from collections.abc import Mapping
from typing import TypeVar

import pandas as pd

from dashboard.address.view import View
from dashboard.chart import drawing as pictures
from dashboard.chart.records import ArticleDay, ChartInfo, Drawing, EntityInfo, SeriesInfo
from dashboard.chart.selection import select
from dashboard.views.pictures import worded
from etl.vocabulary import LOSSES

Record = TypeVar("Record")
DAY = dt.date
MARCH = dt.date(2025, 3, 1)
LEARNED = dt.datetime(2026, 8, 22)
COLUMNS = ["series_id", "entity", "period_start", "period_end", "vintage", "value", "low", "high", "status"]
COLUMNS += ["note", "url", "basis", "recorded"]


def series(id: str = "losses", **changes: object) -> SeriesInfo:
    declared = {
        "title": "Losses claimed",
        "label": "Claimed by Ukraine",
        "unit": "persons",
        "frequency": "D",
        "measures": "cumulative",
        "counts": "",
        "counts_words": "",
        "steps": False,
        "interval": "",
        "breaks": (),
        "colour": "blue",
        "publisher": "General Staff",
        "kind": "government",
        "side": "Ukraine",
        "share": "open",
        "landing_url": "https://example.org/losses",
        "varies_by": "",
    }
    whole = declared | changes
    own = whole["side"] in ("Russia", "Ukraine") and whole["counts"] in LOSSES
    return SeriesInfo(id=id, **({"party": "a party to the war" if own else ""} | whole))


def entity(id: str, name: str, colour: str = "", kind: str = "country") -> EntityInfo:
    return EntityInfo(id, name, kind, "none", colour)


def chart(*members: SeriesInfo, entities: tuple[EntityInfo, ...] = (), **changes: object) -> ChartInfo:
    declared = {
        "id": "casualties",
        "title": "Casualties",
        "subtitle": "Cumulative",
        "topic": "losses",
        "kind": "time",
        "start": None,
        "end": None,
        "note": "",
    }
    return ChartInfo(series=members, entities=entities, **(declared | changes))


def row(
    end: dt.date,
    value: float | None,
    *,
    start: dt.date | None = None,
    series_id: str = "losses",
    entity: str = "RUS",
    low: float | None = None,
    high: float | None = None,
    status: str = "final",
    basis: str = "",
    recorded: bool = True,
) -> dict[str, object]:
    numbers = {"value": value, "low": low, "high": high}
    words = {"status": status, "note": "", "url": "", "basis": basis}
    period = {"period_start": start or end, "period_end": end, "vintage": LEARNED}
    return {"series_id": series_id, "entity": entity, **period, **numbers, **words, "recorded": recorded}


def frame(*rows: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS)


def days(values: list[float], first: dt.date = MARCH, **changes: object) -> pd.DataFrame:
    return frame(*(row(first + dt.timedelta(days=n), value, **changes) for n, value in enumerate(values)))


def month(year: int, number: int, value: float | None, **changes: object) -> dict[str, object]:
    following = DAY(year + number // 12, number % 12 + 1, 1)
    return row(following - dt.timedelta(days=1), value, start=DAY(year, number, 1), **changes)


def year(number: int, value: float | None, **changes: object) -> dict[str, object]:
    return row(DAY(number, 12, 31), value, start=DAY(number, 1, 1), **changes)


ARTICLE = ArticleDay("Weakness", DAY(2025, 3, 7), (("casualties-850k", "The article: 850,000", 850_000.0),))
EVENTS = pd.DataFrame(
    [
        (DAY(2025, 3, 4), "The Commission presents a plan", "defence", "stored page", "Plan", True),
        (DAY(2025, 3, 2), "A meeting in London", "diplomacy", "summary only", "", False),
    ],
    columns=["day", "title", "category", "verified", "label", "named"],
)


def drawing(
    info: ChartInfo, data: pd.DataFrame, view: View, *given: object, newest: pd.DataFrame | None = None, **named: object
) -> Drawing:
    """The drawing of rows: selected as the view asks, and the newest ones, if any, as the same view of today would."""
    behind = None if newest is None else select(info, newest, dataclasses.replace(view, asof=None))
    selection = select(info, data, view)
    around = pictures.Around(*given, newest=behind, **named)
    picture = pictures.drawing(info, selection, view, around)
    return worded(picture, info, selection, view, around.article, around.events)


def blank(kind: type[Record], given: Mapping[str, object]) -> Record:
    """A record with what is `given`: other texts are empty, nothing is so, and whatever may be missing is."""
    empty = {str: "", bool: False, int: 0}
    return kind(**{each.name: given.get(each.name, empty.get(each.type)) for each in dataclasses.fields(kind)})


def to_json(drawn: Drawing) -> str:
    """A drawing that stands alone, whole, as JSON; a row is the list of its x, y, low, high, text and status."""
    told = dataclasses.asdict(drawn)
    assert not told.pop("beside")
    for layer in told["layers"]:
        layer["rows"] = [row[:6] for row in layer["rows"]]
    return json.dumps(told, default=dt.date.isoformat, ensure_ascii=False, allow_nan=False, indent=1)
