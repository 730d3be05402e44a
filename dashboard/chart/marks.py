"""What stands on the axis of time beside the data: dated events as marks, stretches of time as shades."""

import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pandas as pd

from dashboard.address.view import ON, View
from dashboard.chart.records import Event, Layer, Period, Row
from dashboard.say import join_words, say_day

# How an event was checked, where that must reach the reader.
CHECKED: Mapping[str, str] = MappingProxyType(
    {"stored page": "", "summary only": "seen in a summary only", "not found": "source page not found"}
)
# What an event weighs: one that a check of an article names, one that was read and has a label, any other.
NAMED, LABELLED, OTHER = 2, 1, 0
# The colour of a category's marks; of others grey. Signs tell them apart without colour.
COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "war": "red",
        "diplomacy": "blue",
        "defence": "green",
        "NATO": "sky",
        "military aid": "orange",
        "sanctions": "brown",
        "economy": "purple",
        "Iran": "green",
        "article": "article",
    }
)


def chosen_events(events: pd.DataFrame, view: View, start: dt.date | None, end: dt.date | None) -> list[Event]:
    """The events of the window, of the categories that the view names, in order of time; none after its as-of day.

    Raises KeyError for a way of checking that is not known.
    """
    found = [
        Event(day, title, category, CHECKED[verified], label, _weight(named, CHECKED[verified], label))
        for day, title, category, verified, label, named in zip(
            pd.to_datetime(events["day"]).to_numpy().astype("datetime64[D]").tolist(),
            events["title"],
            events["category"],
            events["verified"],
            events["label"],
            events["named"],
            strict=True,
        )
        if (not start or day >= start) and (not end or day <= end) and happened(day, view) and wanted(category, view)
    ]
    return sorted(found, key=lambda event: event.date)


def _weight(named: bool, doubt: str, label: str) -> int:
    if named:
        return NAMED
    return LABELLED if label and not doubt else OTHER


def happened(day: dt.date, view: View) -> bool:
    """Whether a day had come by the view's as-of day."""
    return view.asof is None or day <= view.asof


def ended(periods: Sequence[Period], view: View) -> list[Period]:
    """The stretches whose events had both happened by the view's as-of day: the title of any other says too much."""
    return [period for period in periods if happened(period.end or period.start, view)]


def wanted(category: str, view: View) -> bool:
    """Whether a view shows events of a category; one that names none has all of them where events are the subject."""
    return view.events in ((), (ON,)) or category in view.events


def event_layers(events: Sequence[Event]) -> list[Layer]:
    """A layer of marks for each category, in the order in which they first occur."""
    categories = dict.fromkeys(event.category for event in events)
    return [_marks(name, [event for event in events if event.category == name]) for name in categories]


def _marks(category: str, events: Sequence[Event]) -> Layer:
    rows = tuple(
        Row(
            event.date,
            None,
            None,
            None,
            f"{say_day(event.date)}: {event.title}" + (f" ({event.doubt})" if event.doubt else ""),
            "unverified" if event.doubt else "final",
            when=say_day(event.date),
            label=event.label,
            weight=event.weight,
        )
        for event in events
    )
    colour = COLOURS.get(category, "grey")
    return Layer("marks", category[:1].upper() + category[1:], category, colour, rows)


def shades(periods: Sequence[Period], start: dt.date, end: dt.date) -> list[Layer]:
    """A layer for each stretch that reaches into the window, cut to it; two rows, its first and last day there."""
    inside = [period for period in periods if period.start <= end and (period.end or end) >= start]
    return [
        Layer(
            "shade",
            f"{period.title} ({say_day(period.start)} to {say_day(period.end) if period.end else 'now'})",
            str(number),
            "grey",
            tuple(
                Row(day, None, None, None, period.title, "final")
                for day in (max(period.start, start), min(period.end or end, end))
            ),
        )
        for number, period in enumerate(inside, start=1)
    ]


def shades_note(shaded: Sequence[Layer]) -> str:
    """The shades in words, by their numbers in the picture."""
    if not shaded:
        return "No stretch of time that could be shaded lies in this window."
    return f"Shaded: {join_words([f'{layer.entity}, {layer.name}' for layer in shaded])}."
