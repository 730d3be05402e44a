"""What a reader of one view may want to see beside it: the same quantity by another source, what stands in the same
claim, charts of the same topic. Each says why."""

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from dashboard.address.how import record_lines
from dashboard.address.view import View
from dashboard.chart.records import ChartInfo
from dashboard.chart.selection import member_names, picked
from dashboard.publishers import labelled, short_publisher
from dashboard.record.build import Build, ask, kept, records
from dashboard.record.charts import chart_ids, chart_info
from dashboard.record.claims import ExcerptRecord, excerpts
from dashboard.record.shown import chart_of, series_lines
from dashboard.say import join_words

# So many are told, of which charts of the topic alone take no more than these.
MOST, OF_TOPIC = 6, 3
# Lines as an address names them; entities are named where an address has to.
QUANTITIES = """
SELECT q.quantity_id, q.series_id || if(q.entity = '', '', ':' || q.entity) AS line, o.publisher,
       coalesce((SELECT any_value(p.party) FROM speaker p WHERE p.series_id = q.series_id AND p.entity IS NULL), '')
       AS party
FROM quantity_series q JOIN quantity y USING (quantity_id)
JOIN series s USING (series_id) JOIN source o USING (source_id)
ORDER BY y.ordinal, q.ordinal, q.entity
"""
READ = """
SELECT c.claim_id, c.statement, c.chart_id, s.series_id || if(s.varies_by IN ('', 'publisher'), '', ':' || r.entity)
       AS line
FROM claim c JOIN (
    SELECT claim_id, ordinal, 0 AS place, series_id, entity FROM claim_check
    UNION ALL SELECT claim_id, ordinal, 1, plus_series_id, plus_entity FROM claim_check
    UNION ALL SELECT claim_id, ordinal, 2, than_series_id, than_entity FROM claim_check) r USING (claim_id)
JOIN series s USING (series_id)
ORDER BY c.article_id, c.ordinal, r.ordinal, r.place
"""


@dataclass(frozen=True)
class Related:
    """A view, what it is called, and why it is seen together with another: "the same quantity, by Oryx"."""

    view: View
    title: str
    why: str


def related(build: Build, view: View) -> tuple[Related, ...]:
    """What is seen together with a view, at most MOST, as of its day and with its article.

    Raises KeyError for an unknown chart or series.
    """
    shown = View(chart=view.chart, pick=view.pick, series=view.series)
    return tuple(
        dataclasses.replace(each, view=dataclasses.replace(each.view, asof=view.asof, article=view.article))
        for each in _related(build, shown)
    )


@kept(256)
def _related(build: Build, view: View) -> tuple[Related, ...]:
    own, found = lines_of(chart_of(build, view), view), dict[View, Related]()
    for each in (*_other_sources(build, view, own), *_same_claims(build, view, own)):
        found.setdefault(each.view, each)
    topical = [each for each in _same_topic(build, view, own) if each.view not in found]
    return (*found.values(), *topical[:OF_TOPIC])[:MOST]


def lines_of(info: ChartInfo, view: View) -> tuple[str, ...]:
    """What a view shows, as `View.series` names it; without the entity where a chart shows all of them."""
    if view.series:
        return record_lines(view.series)
    if not info.series:
        return ()
    lines = [*member_names(info), *([info.series[1].id] if info.divide else [])]
    chosen = {series.id for series in picked(info, view)} | {*view.pick}
    return tuple(
        line for line in lines if not view.pick or line.partition(":")[0] in chosen or line.partition(":")[2] in chosen
    )


def same_line(line: str, other: str) -> bool:
    """Whether two names are of one line: one that names no entity is of each."""
    (series, _, entity), (second, _, beside) = line.partition(":"), other.partition(":")
    return series == second and (not entity or not beside or entity == beside)


@kept(1)
def _drawn(build: Build) -> dict[str, tuple[str, ...]]:
    """{chart: its lines}, charts with fewer lines first: they say most of each."""
    infos = [chart_info(build, name) for name in chart_ids(build)]
    lines = {info.id: lines_of(info, View(chart=info.id)) for info in infos}
    return dict(sorted(lines.items(), key=lambda each: len(each[1])))


def _view_of(build: Build, line: str, but: View) -> View | None:
    """A view that shows a line and is not the one that is looked at: of a chart, else of the line alone."""
    for chart, lines in _drawn(build).items():
        if chart != but.chart and any(same_line(line, other) for other in lines):
            return View(chart=chart)
    alone = View(series=(line,))
    return alone if line in series_lines(build) and alone.series != but.series else None


@kept(1)
def _quantities(build: Build) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Of each contested quantity its lines, each with who publishes it."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in ask(build, QUANTITIES):
        who = labelled(short_publisher(row["publisher"]), row["party"])
        found.setdefault(row["quantity_id"], []).append((row["line"], who))
    return tuple(map(tuple, found.values()))


def _other_sources(build: Build, view: View, own: Collection[str]) -> Iterator[Related]:
    """The same quantity by sources that the view does not have, of the types of equipment that it has."""
    for rows in _quantities(build):
        shown = [(line, who) for line, who in rows if any(same_line(line, other) for other in own)]
        publishers = {who for _, who in shown}
        # Tanks are another quantity than aircraft, though both are equipment.
        of = {line.partition(":")[2] for line, _ in shown}
        beside: dict[View, dict[str, None]] = {}
        for line, who in rows:
            wanted = who not in publishers and (line.partition(":")[2] in of or "" in of)
            there = _view_of(build, line, view) if shown and wanted else None
            if there:
                beside.setdefault(there, {})[who] = None
        for there, names in beside.items():
            yield _told(build, there, f"the same quantity, by {_listed(list(names))}")


@dataclass(frozen=True)
class _Read:
    """A line that a check of a claim reads, and the chart that illustrates the claim."""

    claim_id: str
    statement: str
    chart_id: str
    line: str


@kept(1)
def _claims(build: Build) -> tuple[tuple[_Read, ...], ...]:
    """Of each claim the lines that it rests on."""
    found: dict[str, list[_Read]] = {}
    for row in records(build, _Read, READ):
        found.setdefault(row.claim_id, []).append(row)
    return tuple(map(tuple, found.values()))


def claims_about(build: Build, lines: Collection[str]) -> frozenset[str]:
    """The claims of which a check reads one of some lines."""
    return frozenset(
        row.claim_id for rows in _claims(build) for row in rows if any(same_line(row.line, line) for line in lines)
    )


def excerpts_about(
    build: Build, article_id: str, lines: Collection[str], asof: dt.date | None = None
) -> list[ExcerptRecord]:
    """The excerpts of an article with a claim that rests on one of some lines, with just those claims."""
    about = claims_about(build, lines)
    found = [
        dataclasses.replace(excerpt, claims=tuple(claim for claim in excerpt.claims if claim.id in about))
        for excerpt in excerpts(build, article_id, asof)
    ]
    return [excerpt for excerpt in found if excerpt.claims]


def _same_claims(build: Build, view: View, own: Collection[str]) -> Iterator[Related]:
    """What else the claims rest on that rest on a line of the view."""
    for rows in _claims(build):
        others = [row.line for row in rows if not any(same_line(row.line, other) for other in own)]
        if len(others) == len(rows):
            continue
        why, chart = f"in the same claim: “{rows[0].statement}”", rows[0].chart_id
        if chart and chart != view.chart:
            yield _told(build, View(chart=chart), why)
        for there in (_view_of(build, line, view) for line in others):
            if there:
                yield _told(build, there, why)


def _same_topic(build: Build, view: View, own: Sequence[str]) -> Iterator[Related]:
    """Charts of the topic, those that are declared next first; of series that of the first chart that shows one."""
    drawn = _drawn(build)
    home = view.chart or next(
        (chart for line in own for chart in drawn if any(same_line(line, o) for o in drawn[chart])), ""
    )
    topic = chart_info(build, home).topic if home else None
    if not topic:
        return
    charts = chart_ids(build, topic)
    at = charts.index(home)
    for chart in (*charts[at + 1 :], *charts[:at], *([] if view.chart else [home])):
        yield _told(build, View(chart=chart), f"the same topic: {topic.capitalize()}")


def _listed(names: list[str]) -> str:
    return "; ".join(names) if len(names) > 1 and any("," in name for name in names) else join_words(names)


def _told(build: Build, view: View, why: str) -> Related:
    return Related(view, chart_of(build, view).title, why)
