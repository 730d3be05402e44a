"""A view: one chart with its window, scale, selection and as-of day, and the address that says all of it."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlencode

SCALES = ("linear", "log")
TRANSFORMS = ("none", "change_year", "per_day", "index")
SHOWS = ("chart", "table")
OFF, ON = "off", "on"
SWITCH = (OFF, ON)
# What every page follows, whatever else its address says.
FOLLOWED = ("article", "asof")
PARAMETERS = ("chart", "from", "to", "scale", "pick", "transform", "show", "events", "periods", "asof", "article")
# Streamlit reads these itself; they say how a page is framed, not what it shows.
FRAMING = ("embed", "embed_options")
# What mail programs and social media add to links: it says nothing of the view, and no reader chose it.
TRACKING = ("fbclid", "gclid", "msclkid", "mc_cid", "mc_eid", "ref")


@dataclass(frozen=True)
class View:
    """What one link shows. None for `start`, `end`: the chart's own window; for `asof`: newest. `pick` empty: all.

    `events`: none, ("on",) for all, or the categories shown. `periods`: whether stretches of time are shaded.
    """

    chart: str = ""
    start: dt.date | None = None
    end: dt.date | None = None
    scale: Literal["linear", "log"] = "linear"
    pick: tuple[str, ...] = ()
    transform: Literal["none", "change_year", "per_day", "index"] = "none"
    show: Literal["chart", "table"] = "chart"
    events: tuple[str, ...] = ()
    periods: bool = False
    asof: dt.date | None = None
    article: str = ""


@dataclass(frozen=True)
class Known:
    """What an address may name: charts with what can be picked in each, articles, categories of events, and old names.

    `articles`: {id: title}. `renames`: {kind: {old: new}}. `untransformed`: charts that show values as published only.
    """

    charts: Mapping[str, tuple[str, ...]]
    articles: Mapping[str, str] = field(default_factory=dict)
    categories: tuple[str, ...] = ()
    renames: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    untransformed: Collection[str] = ()


def parse(params: Mapping[str, str], known: Known, today: dt.date) -> tuple[View, list[str]]:
    """The view that an address asks for, and a sentence for each parameter or value that was ignored.

    `today`: the last day as of which there is a record.
    """
    problems: list[str] = []
    given = _renamed(params, known, problems)
    for kind in ("chart", "article"):
        given[kind] = known.renames.get(kind, {}).get(given[kind], given[kind])
    chart = given["chart"]
    if chart and chart not in known.charts:
        problems.append(f"there is no chart ‘{chart}’")
        chart = ""
    start, end = _date("from", given, problems), _date("to", given, problems)
    if start and end and start > end:
        problems.append(f"‘from={start}’ lies after ‘to={end}’, so both were ignored")
        start = end = None
    view = View(
        chart=chart,
        start=start,
        end=end,
        scale=_choice("scale", SCALES, given, problems),
        pick=_pick(given["pick"], known.charts.get(chart, ()), problems),
        transform=_transform(chart, given, known, problems),
        show=_choice("show", SHOWS, given, problems),
        events=_events(given["events"], known.categories, problems),
        periods=_choice("periods", SWITCH, given, problems) == ON,
        asof=_asof(given, today, problems),
        article=_choice("article", ("", *known.articles), given, problems),
    )
    return view, problems


def followed(params: Mapping[str, str], known: Known, today: dt.date) -> tuple[dict[str, str], list[str]]:
    """{name: value} of those parameters of FOLLOWED that an address names, and a sentence for each that was ignored.

    `asof` may be named and empty: that is today. A spoilt value counts as not named.
    """
    renames = known.renames.get("parameter", {})
    given = {name: value for name, value in params.items() if renames.get(name, name) in FOLLOWED}
    view, problems = parse(given, known, today)
    said = address(view)
    named = {renames.get(name, name): value for name, value in given.items()}
    return {name: said[name] for name, value in named.items() if said[name] or not value}, problems


def address(view: View) -> dict[str, str]:
    """Every parameter with its value as text, empty for none: `parse` of it gives the same view."""
    return {
        "chart": view.chart,
        "from": view.start.isoformat() if view.start else "",
        "to": view.end.isoformat() if view.end else "",
        "scale": view.scale,
        "pick": ",".join(view.pick),
        "transform": view.transform,
        "show": view.show,
        "events": ",".join(view.events) or OFF,
        "periods": SWITCH[view.periods],
        "asof": view.asof.isoformat() if view.asof else "",
        "article": view.article,
    }


def url(view: View, base: str = "", page: str = "chart") -> str:
    """The link to the view on one of the pages that read it: `chart` or `timeline`.

    `base`: what comes before (such as https://example.org, without a closing slash).
    """
    return f"{base}/{page}?{urlencode(address(view), safe=',')}"


def follow(article: str, asof: dt.date | None) -> str:
    """The query with which a link into the dashboard says what every page follows; empty for today and no article."""
    said = {"article": article, "asof": asof.isoformat() if asof else ""}
    query = urlencode({name: value for name, value in said.items() if value})
    return f"?{query}" if query else ""


def claim_url(article: str, excerpt: str, asof: dt.date | None = None) -> str:
    """The link to an excerpt with its claims: its card on the overview, with its article chosen, as of a day or now."""
    return f"./{follow(article, asof)}#{excerpt}"


def passed_over(name: str) -> bool:
    """Whether a parameter is none of the view's, and nothing that a reader need be told of."""
    return name in FRAMING or name in TRACKING or name.startswith("utm_")


def light_url(view: View, base: str = "", ending: str = "") -> str:
    """The link to the view's light page, or with an `ending` such as ".csv" to its file: every value stands in it."""
    said = {name: value for name, value in address(view).items() if name != "chart"}
    return f"{base}/c/{view.chart}{ending}?{urlencode(said, safe=',')}"


def _renamed(params: Mapping[str, str], known: Known, problems: list[str]) -> dict[str, str]:
    """Every parameter under its present name, empty where it is not given."""
    given = dict.fromkeys(PARAMETERS, "")
    renames = known.renames.get("parameter", {})
    for name, value in params.items():
        present = renames.get(name, name)
        if passed_over(present):
            continue
        if present not in PARAMETERS:
            problems.append(f"unknown parameter ‘{name}’ was ignored")
        elif present != name and present in params:
            problems.append(f"‘{name}={value}’ is the old name of ‘{present}’, which is also given, and was ignored")
        else:
            given[present] = value
    return given


def _date(name: str, given: Mapping[str, str], problems: list[str]) -> dt.date | None:
    text = given[name]
    if not text:
        return None
    try:
        date = dt.date.fromisoformat(text)
    except ValueError:
        date = None
    # fromisoformat also reads 20250307 and 2025-W10-5; a link has one way of writing a day.
    if date is None or date.isoformat() != text:
        problems.append(f"‘{name}={text}’ is not a date like 2025-03-07 and was ignored")
        return None
    return date


def _asof(given: Mapping[str, str], today: dt.date, problems: list[str]) -> dt.date | None:
    asof = _date("asof", given, problems)
    if asof and asof > today:
        problems.append(f"‘asof={asof}’ is still to come and was ignored")
        return None
    return asof


def _choice(name: str, choices: tuple[str, ...], given: Mapping[str, str], problems: list[str]) -> str:
    """The value if it is one of `choices`; their first, the default, when it is empty or ignored."""
    value = given[name]
    if value and value not in choices:
        offered = ", ".join(choice for choice in choices if choice)
        problems.append(f"‘{name}={value}’ was ignored: {name} is one of {offered or 'none held'}")
    return value if value in choices else choices[0]


def _transform(chart: str, given: Mapping[str, str], known: Known, problems: list[str]) -> str:
    transform = _choice("transform", TRANSFORMS, given, problems)
    if transform == TRANSFORMS[0] or chart not in known.untransformed:
        return transform
    problems.append(f"‘transform={transform}’ was ignored: this chart shows values as published only")
    return TRANSFORMS[0]


def _pick(text: str, pickable: tuple[str, ...], problems: list[str]) -> tuple[str, ...]:
    picked = tuple(dict.fromkeys(text.split(","))) if text else ()
    problems.extend(
        f"‘{name}’ in ‘pick’ is not in this chart and was ignored" for name in picked if name not in pickable
    )
    return tuple(name for name in picked if name in pickable)


def _events(text: str, categories: tuple[str, ...], problems: list[str]) -> tuple[str, ...]:
    """The categories of events that a link names; ("on",) for all of them."""
    if text in ("", *SWITCH):
        return (ON,) if text == ON else ()
    named = tuple(dict.fromkeys(text.split(",")))
    offered = ", ".join((*SWITCH, *categories))
    problems.extend(
        f"‘{name}’ in ‘events’ was ignored: it is one of {offered}" for name in named if name not in categories
    )
    return tuple(name for name in named if name in categories)
