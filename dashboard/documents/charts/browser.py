"""The page of all charts and series: narrowed by words, each with its newest value; series to put into one chart."""

import datetime as dt
from collections.abc import Iterator, Sequence
from html import escape

from dashboard import settings
from dashboard.address.together import MOST_SERIES
from dashboard.address.view import View, query
from dashboard.chart.records import ChartInfo, SeriesInfo
from dashboard.documents.charts.about import RHYTHMS
from dashboard.documents.pieces import Piece, Subject, Words, location
from dashboard.documents.prose import heading
from dashboard.publishers import labelled, short_publisher
from dashboard.record import charts
from dashboard.record.charts import series_infos
from dashboard.record.search.narrowing import entity_words, narrowing_words, typed_words, unsaid
from dashboard.record.search.words import STOPS
from dashboard.record.shown import SeriesLine, series_lines
from dashboard.say import join_words, say, say_range, short_day
from dashboard.views.pictures import seen_line

LEDE = (
    "Every chart of the site with its newest value, and below them every series, to open by itself or to put up to six "
    "of them into one chart."
)
LATER = "Some values of an earlier record are hindsight: published, or recorded by us, later. Each chart says which."
OTHERS = "Without a topic"
# So many publishers are named beside a chart.
NAMED = 2
# Pixels at which a thumbnail is laid out before it has come.
WIDTH, HEIGHT = 300, 160


def browser(about: Subject) -> Iterator[Piece]:
    """The pieces of the page. What the words of the address do not find is hidden."""
    typed = about.asked.get("q", "")
    words = typed_words(typed)
    cards = {topic: [_card(about, info, words) for info in infos] for topic, infos in _by_topic(about).items()}
    rows = _rows(about, words)
    yield heading(about, "Charts", LEDE)
    yield Words(_field(about, typed))
    yield Words(_counts([html for each in cards.values() for html in each], rows))
    if about.asof:
        yield Words(f'<p class="ci ci-soft">{LATER}</p>')
    listed = "".join(
        f'<div class="ci-charts"><h2 class="ci-section">{topic}</h2><ul>{"".join(each)}</ul></div>'
        for topic, each in cards.items()
    )
    yield Words(f'<div class="ci">{listed}</div>')
    yield Words(_table(about, rows))


def _by_topic(about: Subject) -> dict[str, list[ChartInfo]]:
    """Charts in their declared order; those of no topic last."""
    infos = [charts.chart_info(about.build, name) for name in charts.chart_ids(about.build)]
    found: dict[str, list[ChartInfo]] = {}
    for info in sorted(infos, key=lambda info: info.topic is None):
        found.setdefault(info.topic.capitalize() if info.topic else OTHERS, []).append(info)
    return found


def _field(about: Subject, typed: str) -> str:
    return (
        f'<div class="ci"><form class="ci-find ci-narrow" action="chart" role="search">{_followed(about)}'
        '<label for="ci-narrow">Narrow the list</label>'
        f'<input id="ci-narrow" name="q" type="search" autocomplete="off" data-stops="{" ".join(sorted(STOPS))}" '
        f'placeholder="oil, tanks, refugees Germany …" value="{escape(typed)}"><button>Narrow</button></form></div>'
    )


def _address(about: Subject, name: str, value: str) -> str:
    """Of the page of a chart or of series."""
    return escape(f"chart{query({name: value} | location(about, settings.PAGES[0]).followed())}")


def _followed(about: Subject) -> str:
    """What every page follows, as hidden fields of a form."""
    said = location(about, settings.PAGES[0]).followed()
    return "".join(f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in said.items())


def _counts(cards: Sequence[str], rows: Sequence[str]) -> str:
    """How many charts and series there are, and how many of them are shown."""
    told = []
    for items, kind, noun in ((cards, "li", "charts"), (rows, "tr", "series")):
        shown = sum(" hidden" not in html.partition(">")[0] for html in items)
        count = f"{shown} of {len(items)}" if shown < len(items) else str(len(items))
        told.append(f'<span data-counts="{kind}">{count}</span> {noun}')
    return f'<p class="ci ci-soft" role="status">{" and ".join(told)}</p>'


def _item(tag: str, stems: Sequence[str], hidden: bool) -> str:
    return f'<{tag} class="ci-item" data-words="{escape(" ".join(stems))}"{" hidden" if hidden else ""}>'


def _card(about: Subject, info: ChartInfo, words: Sequence[str]) -> str:
    """A chart: its small picture, title, newest value, who publishes it and how often."""
    stems = narrowing_words(about.build)["chart", info.id]
    day = f"?asof={about.asof}" if about.asof else ""
    picture = (
        f'<img src="thumbnail/{info.id}.svg{day}" width="{WIDTH}" height="{HEIGHT}" alt="" loading="lazy">'
        if about.routed
        else ""
    )
    seen = seen_line(about.build, View(chart=info.id, asof=about.asof), course=False)
    told = [seen or "no data", _told(info.series)]
    link = f'<a href="{_address(about, "chart", info.id)}" target="_self">{picture}<b>{escape(info.title)}</b></a>'
    rest = "".join(f"<span>{escape(each)}</span>" for each in told if each)
    return f"{_item('li', stems, bool(unsaid(stems, words)))}{link}{rest}</li>"


def _told(series: Sequence[SeriesInfo]) -> str:
    """Who publishes what a chart shows, and how often: "Bank of Russia, daily"."""
    names = list(dict.fromkeys(_publisher(each) for each in series))
    often = list(dict.fromkeys(RHYTHMS[each.frequency] for each in series))
    listed = [*names[:NAMED], *([f"{len(names) - NAMED} more"] if len(names) > NAMED else [])]
    return "; ".join(filter(None, (join_words(listed), join_words(often))))


def _publisher(series: SeriesInfo) -> str:
    return labelled(short_publisher(series.publisher), series.party)


def _rows(about: Subject, words: Sequence[str]) -> list[str]:
    """A row for each series of which anything is held."""
    lines: dict[str, list[SeriesLine]] = {}
    for line in series_lines(about.build, about.asof).values():
        lines.setdefault(line.id.partition(":")[0], []).append(line)
    return [_row(about, info, lines[info.id], words) for info in series_infos(about.build, tuple(lines))]


def _row(about: Subject, info: SeriesInfo, lines: Sequence[SeriesLine], words: Sequence[str]) -> str:
    """A series: to tick, with its newest value; one that varies opens to its lines."""
    stems = narrowing_words(about.build)["series", info.id]
    left, last = unsaid(stems, words), max(line.last for line in lines)
    if lines[0].id == info.id:
        title = (
            f'{_box(info.id, f"Choose {info.title}")} <a href="{_address(about, "series", info.id)}" target="_self">'
            f"{escape(info.title)}</a>"
        )
        return f"{_item('tr', stems, bool(left))}{_cells(title, info, _value(lines[0]), last)}"
    items, found = [], False
    for line in lines:
        own = entity_words(about.build, line.entity)
        hidden = bool(left and unsaid(own, left))
        found = found or not hidden
        items.append(
            f'<li class="ci-line" data-words="{escape(" ".join(own))}"{" hidden" if hidden else ""}><label>'
            f"{_box(line.id)} {escape(line.entity)}</label> <span>{_value(line)}"
            f"{'' if line.last == last else f', {short_day(line.last)}'}</span></li>"
        )
    opened = " open" if left and found else ""
    title = f"<details{opened}><summary>{escape(info.title)}</summary><ul>{''.join(items)}</ul></details>"
    return f"{_item('tr', stems, bool(left) and not found)}{_cells(title, info, f'{len(lines)} lines', last)}"


def _box(name: str, label: str = "") -> str:
    told = f' aria-label="{escape(label)}"' if label else ""
    return f'<input type="checkbox" name="series" value="{escape(name)}"{told}>'


def _cells(title: str, info: SeriesInfo, newest: str, last: dt.date) -> str:
    return (
        f'<th scope="row">{title}</th><td>{escape(_publisher(info))}</td><td>{RHYTHMS[info.frequency]}</td>'
        f"<td>{newest}</td><td>{short_day(last)}</td></tr>"
    )


def _value(line: SeriesLine) -> str:
    if line.value is not None:
        return escape(say(line.value, line.unit))
    bounded = line.low is not None or line.high is not None
    return escape(say_range(line.low, line.high, line.unit)) if bounded else "no value"


def _table(about: Subject, rows: Sequence[str]) -> str:
    heads = "".join(f'<th scope="col">{name}</th>' for name in ("Series", "Source", "How often", "Newest value", "To"))
    return (
        '<div class="ci ci-charts"><h2 class="ci-section">Any series</h2>'
        f'<form class="ci-pick" action="chart" data-most="{MOST_SERIES}">{_followed(about)}'
        f'<p class="ci-prose">Tick up to {MOST_SERIES} to see them in one chart; other units stand below on the '
        "same axis of time.</p>"
        f'<table class="ci-series"><thead><tr>{heads}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
        '<p class="ci-chosen"><button>Show in one chart</button></p></form></div>'
    )
