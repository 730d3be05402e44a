"""A view: one chart with its window, scale, selection and as-of day, and the address that says all of it."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlencode

from dashboard.address.how import PUBLISHED, YEAR, How, Sign, Transform, named_how
from dashboard.address.params import (
    FOLLOWED,
    Query,
    choice,
    named_day,
    parameter_words,
    read,
    shortened,
    written_day,
)
from dashboard.address.together import lines_together, own_picked


class Scale(StrEnum):
    """How values are spaced on their axis."""

    LINEAR = "linear"
    LOG = "log"


class Show(StrEnum):
    """What a chart's page shows of a view."""

    CHART = "chart"
    TABLE = "table"
    MAP = "map"
    ABOUT = "about"


class Axes(StrEnum):
    """How many axes of values a chart of two units has: one in each of two pictures, or two in one."""

    ONE = "one"
    TWO = "two"


OFF, ON = "off", "on"
SWITCH = (OFF, ON)
# What stands for such a chart where a declared one has its id.
TOGETHER = "series"
PARAMETERS = (
    "chart",
    "series",
    "from",
    "to",
    "scale",
    "pick",
    "transform",
    "show",
    "events",
    "periods",
    "axes",
    "asof",
    "article",
)


@dataclass(frozen=True)
class View:
    """What one link shows. None for `start`, `end`: the chart's own window; for `asof`: newest. `pick` empty: all.

    `events`: none, ("on",) for all, or the categories shown. `periods`: whether stretches of time are shaded.
    `series`: of a chart that a reader puts together, which has no `chart`, its members, as `how.Line` names them. Where
    any of them names its own transform, `transform` is none. `months`, `base`: what `transform` needs, as in `How`.
    `unit`: of a view of several units, the one pane that is meant; no address says it.
    """

    chart: str = ""
    start: dt.date | None = None
    end: dt.date | None = None
    scale: Scale = Scale.LINEAR
    pick: tuple[str, ...] = ()
    transform: Transform = Transform.NONE
    show: Show = Show.CHART
    events: tuple[str, ...] = ()
    periods: bool = False
    asof: dt.date | None = None
    article: str = ""
    series: tuple[str, ...] = ()
    unit: str = ""
    months: int = YEAR
    base: dt.date | None = None
    axes: Axes = Axes.ONE

    @property
    def name(self) -> str:
        """What its picture is called in a page and as a file: the chart's id, or those of its series."""
        plain = str.maketrans({":": "-", "~": "-", ".": "-", Sign.RATIO: "-per-", Sign.DIFFERENCE: "-less-"})
        return self.chart or "-".join(each.translate(plain) for each in (*self.series, self.unit) if each)

    @property
    def how(self) -> How:
        """What is made of the values of all members, where none names its own."""
        return How(self.transform, self.months, self.base)


@dataclass(frozen=True)
class Known:
    """What an address may name: charts with what can be picked in each, articles, categories of events, and old names.

    `articles`: {id: title}. `renames`: {kind: {old: new}}. `untransformed`: charts that show values as published only.
    `series`: {id: the entities of which one has to be named; none where it is one line, or statements by many}.
    `members`: {chart along time: its members as `View.series` names them}. `units`: {series: its
    unit}, of such as are one line for each entity.
    """

    charts: Mapping[str, tuple[str, ...]]
    articles: Mapping[str, str] = field(default_factory=dict)
    categories: tuple[str, ...] = ()
    renames: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    untransformed: Collection[str] = ()
    series: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)


def parse_view(params: Query, known: Known, today: dt.date) -> tuple[View, list[str]]:
    """The view that an address asks for, and a sentence for each parameter or value that was ignored.

    `today`: the last day as of which there is a record.
    """
    named, problems = read(params, PARAMETERS, known.renames.get("parameter"))
    given = dict.fromkeys(PARAMETERS, "") | named
    for kind in ("chart", "article"):
        given[kind] = known.renames.get(kind, {}).get(given[kind], given[kind])
    chart = given["chart"]
    if chart and chart not in known.charts:
        problems.append(f"there is no chart ‘{shortened(chart)}’")
        chart = ""
    how = _how(chart, given["transform"], known, problems)
    own = own_picked(given["series"], known.members.get(chart, ()))
    series, how = ((), how) if own else _together(chart, given["series"], how, known, problems)
    chart = "" if series else chart
    start, end = named_day("from", given["from"], problems), named_day("to", given["to"], problems)
    if start and end and start > end:
        problems.append(f"‘from={start}’ lies after ‘to={end}’, so both were ignored")
        start = end = None
    view = View(
        chart=chart,
        series=series,
        start=start,
        end=end,
        scale=choice("scale", tuple(Scale), given["scale"], problems),
        pick=_pick(",".join(filter(None, (given["pick"], *own))), known.charts.get(chart, ()), problems),
        transform=how.kind,
        months=how.months,
        base=how.day,
        show=choice("show", tuple(Show), given["show"], problems),
        events=_events(given["events"], known.categories, problems),
        periods=choice("periods", SWITCH, given["periods"], problems) == ON,
        axes=_axes(given["axes"], series, problems),
        asof=_asof(given["asof"], today, problems),
        article=choice("article", ("", *known.articles), given["article"], problems),
    )
    return view, problems


def followed_params(given: Mapping[str, str], known: Known, today: dt.date) -> tuple[dict[str, str], list[str]]:
    """{name: value} of those parameters of FOLLOWED that an address names, and a sentence for each that was ignored.

    `given`: what `params.read` made of the address. `asof` may be named and empty: that is today. A spoilt value counts
    as not named.
    """
    named = {name: value for name, value in given.items() if name in FOLLOWED}
    view, problems = parse_view(named, known, today)
    said = view_params(view)
    return {name: said[name] for name, value in named.items() if said[name] or not value}, problems


def view_params(view: View) -> dict[str, str]:
    """Every parameter with its value as text, empty for none: `parse_view` of it gives the same view."""
    return {
        "chart": view.chart,
        # A declared chart's address says nothing of others.
        **({"series": ",".join(view.series)} if view.series else {}),
        "from": view.start.isoformat() if view.start else "",
        "to": view.end.isoformat() if view.end else "",
        "scale": view.scale,
        "pick": ",".join(view.pick),
        "transform": view.how.text,
        "show": view.show,
        "events": ",".join(view.events) or OFF,
        "periods": SWITCH[view.periods],
        **({"axes": view.axes} if view.axes != Axes.ONE else {}),
        "asof": view.asof.isoformat() if view.asof else "",
        "article": view.article,
    }


def unusual_params(view: View) -> dict[str, str]:
    """The parameters that say more than an address without them does to a new reader."""
    usual = view_params(View())
    return {name: value for name, value in view_params(view).items() if value != usual.get(name)}


def view_url(view: View, base: str = "", page: str = "chart") -> str:
    """The link to the view on one of the pages that read it: `chart` or `timeline`.

    `base`: what comes before (such as https://example.org, without a closing slash).
    """
    return f"{base}/{page}{query(view_params(view))}"


def query(said: Query) -> str:
    """What follows an address: a question mark and the parameters; empty without any."""
    pairs = said.items() if isinstance(said, Mapping) else said
    return f"?{urlencode(list(pairs), safe=',:/')}" if said else ""


def follow(article: str, asof: dt.date | None) -> str:
    """The query with which a link into the dashboard says what every page follows; empty for today and no article."""
    said = {"article": article, "asof": asof.isoformat() if asof else ""}
    return query({name: value for name, value in said.items() if value})


def claim_url(article: str, excerpt: str, asof: dt.date | None = None) -> str:
    """The link to an excerpt with its claims: its card on the overview, with its article chosen, as of a day or now."""
    return f"./{follow(article, asof)}#{excerpt}"


def light_url(view: View, base: str = "", ending: str = "") -> str:
    """The link to the view's light page, or with an `ending` such as ".csv" to its file: every value stands in it."""
    said = {name: value for name, value in view_params(view).items() if name != "chart"}
    return f"{base}/c/{view.chart or TOGETHER}{ending}{query(said)}"


def canonical(view: View, base: str = "") -> str:
    """The one address of the view's light page among those that show the same: the shortest."""
    said = {name: value for name, value in unusual_params(view).items() if name != "chart"}
    return f"{base}/c/{view.chart or TOGETHER}{query(said)}"


def _axes(text: str, series: tuple[str, ...], problems: list[str]) -> Axes:
    axes = choice("axes", tuple(Axes), text, problems)
    if axes == Axes.ONE or series:
        return axes
    problems.append(f"{parameter_words('axes', text)} was ignored: only series that a reader puts together have two")
    return Axes.ONE


def _asof(text: str, today: dt.date, problems: list[str]) -> dt.date | None:
    # The head of a page has a field for it, in which it is typed.
    asof = named_day("asof", written_day(text), problems)
    if asof and asof > today:
        problems.append(f"‘asof={asof}’ is still to come and was ignored")
        return None
    return asof


def _together(chart: str, text: str, how: How, known: Known, problems: list[str]) -> tuple[tuple[str, ...], How]:
    """The lines of a view that a reader puts together, also beside a chart's own members, and the transform of all."""
    if not text:
        return (), how
    if chart and chart not in known.members:
        problems.append(f"‘series={shortened(text)}’ was ignored: no series can be put beside this chart")
        return (), how
    beside = known.members.get(chart, ())
    made = lines_together([*beside, *text.split(",")], how, known.series, known.units, known.renames, problems)
    # Where nothing that there is comes beside its own members, the chart stays the chart.
    return ((), how) if chart and set(made[0]) <= {*beside} else made


def _how(chart: str, text: str, known: Known, problems: list[str]) -> How:
    how = named_how(text, parameter_words("transform", text), problems)
    if how == PUBLISHED or chart not in known.untransformed:
        return how
    problems.append(f"{parameter_words('transform', text)} was ignored: this chart shows values as published only")
    return PUBLISHED


def _pick(text: str, pickable: tuple[str, ...], problems: list[str]) -> tuple[str, ...]:
    picked = tuple(dict.fromkeys(text.split(","))) if text else ()
    problems.extend(
        f"‘{shortened(name)}’ in ‘pick’ is not in this chart and was ignored" for name in picked if name not in pickable
    )
    return tuple(name for name in picked if name in pickable)


def _events(text: str, categories: tuple[str, ...], problems: list[str]) -> tuple[str, ...]:
    """The categories of events that a link names; ("on",) for all of them."""
    if text in ("", *SWITCH):
        return (ON,) if text == ON else ()
    named = tuple(dict.fromkeys(text.split(",")))
    offered = ", ".join((*SWITCH, *categories))
    problems.extend(
        f"‘{shortened(name)}’ in ‘events’ was ignored: it "
        + ("is said alone, not in a list" if name in SWITCH else f"is one of {offered}")
        for name in named
        if name not in categories
    )
    return tuple(name for name in named if name in categories)
