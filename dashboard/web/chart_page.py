"""What a chart's light page says, for its template: the view's picture, claims, values, sources and links."""

import dataclasses
import datetime as dt
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from dashboard import settings
from dashboard.address.how import record_lines
from dashboard.address.params import problem_sentences
from dashboard.address.view import Show, View, canonical, follow, light_url, unusual_params, view_url
from dashboard.chart.layers import publishers
from dashboard.chart.records import ChartInfo, Drawing
from dashboard.chart.selection import picked_ids
from dashboard.documents.charts.together import seen_together
from dashboard.draw.still import inline
from dashboard.parts.card import card
from dashboard.parts.embedded import embedded_view
from dashboard.parts.masthead import Location, masthead
from dashboard.parts.report import report
from dashboard.parts.source_line import notes_html, source_line
from dashboard.parts.templates import embedded_style, render
from dashboard.record import charts, claims
from dashboard.record.build import Build, build_info, kept
from dashboard.record.related import excerpts_about
from dashboard.record.series import series_reach
from dashboard.record.shown import chart_of
from dashboard.say import say_day, short_day
from dashboard.views import exports, key_values, tables
from dashboard.views.dataset import dataset, source_rows
from dashboard.views.news import feed_address
from dashboard.views.pictures import drawings, drawn, pictured, selections
from dashboard.views.quoted import quoted
from dashboard.web.meta import oembed_url
from dashboard.words.seen import seen_in_panes
from etl.vocabulary import ChartKind

# So many events marked in a picture are told unfolded.
FEW = 6
ENDINGS = {".svg": "SVG", ".png": "PNG", ".csv": "CSV", ".json": "JSON"}


def framed_chart_html(build: Build, view: View, problems: list[str], today: dt.date, theme: str) -> str:
    """What stands in the frame of another's page, as HTML: chart, source line and link. `theme`: one of THEMES."""
    content = chart_content(build, view, today) | {"problems": problem_sentences(problems)}
    return render("embed.html", **content, shown=embedded_view(build, view, today), style=embedded_style(theme))


def chart_page_html(build: Build, view: View, problems: list[str], today: dt.date) -> str:
    """The whole page as HTML. `problems`: what was ignored."""
    info = chart_of(build, view)
    content = chart_content(build, view, today) | {
        "wrong": report(info.title, light_url(view, settings.public_url()), build.id, view.asof),
        "problems": problem_sentences(problems),
        "pictures": pictures(build, view),
        "source": Markup(source_line(build, view, today, False)),
        "told": Markup("".join(map(notes_html, drawings(build, view)))),
    }
    values = blocks(build, view)
    return render(
        "chart.html",
        **content,
        cards=[Markup(card(build, excerpt, view.chart, routed=True)) for excerpt in bearing_excerpts(build, view)],
        articles=quoted_articles(build, view),
        blocks=values,
        longest=_longest_reading(drawings(build, view)[0], values),
        valued=info.since is None,
        single=len(values) > 1 and all(block.total == 1 for block in values),
        events=_listed(build, info, view) if info.kind == ChartKind.TIMELINE else [],
        marked=figures_marked(build, info, view),
        few=FEW,
        open=view.show == Show.TABLE,
        downloads=downloads(info, view),
        withheld=tables.withheld_words(info, view),
        sources=source_rows(build, info, view),
        counted=series_reach(build, picked_ids(info, view)),
        linked=script(dataset(build, view, content["description"])),
        together=Markup(seen_together(build, view, True)),
    )


def chart_content(build: Build, view: View, today: dt.date) -> dict[str, Any]:
    """What every page about a view says of it, and its head."""
    shown, base = drawings(build, view), settings.public_url()
    # Of one pane its own: a transform says what it makes of the values.
    info = chart_of(build, view)
    said = quoted(build, view, today, light_url(view, base))
    return {
        "title": info.title,
        "subtitle": shown[0].subtitle if len(shown) == 1 else info.subtitle,
        "seen": seen_in_panes(shown),
        "description": said.description,
        "sentence": said.sentence,
        "citation": said.citation,
        "canonical": canonical(view, base) if base else "",
        "address": light_url(view, base) if base else "",
        "oembed": oembed_url(light_url(view, base), base) if base else "",
        "image": light_url(view, base, ".png") if base else "",
        "own_feed": f"{base}/{feed_address(info, view)}" if base and info.series else "",
        "image_alt": " ".join(picture.alt for picture in shown),
        "interactive": view_url(view).removeprefix("/"),
        "light": light_url(view).removeprefix("/"),
        "follow": follow(view.article, view.asof),
        "masthead": Markup(masthead(_standing(build, view))),
        "asof": say_day(view.asof) if view.asof else "",
        "today": say_day(today),
        "build": build_info(build).build_id,
    }


@kept(64)
def _standing(build: Build, view: View) -> Location:
    """Where a reader of the light page stands: the head's links and its choice of a day keep the view."""
    asked = {name: value for name, value in unusual_params(view).items() if name != "chart"}
    address, articles = light_url(view).partition("?")[0].removeprefix("/"), claims.articles(build)
    return Location(address, None, asked, view.article or next(iter(articles)), articles, view.asof, True)


@dataclass(frozen=True)
class Picture:
    """One pane as inline SVG for a wide and for a narrow page. `title`: empty where it is the page's own."""

    title: str
    wide: Markup
    narrow: Markup


def pictures(build: Build, view: View) -> tuple[Picture, ...]:
    """The view's panes."""
    shown = pictured(build, view)
    titles = [f"{each.title}. {each.subtitle}" if len(shown) > 1 else "" for each in drawings(build, view)]
    return tuple(Picture(title, *pair(build, pane)) for title, pane in zip(titles, shown, strict=True))


def pair(build: Build, view: View, above: View | None = None) -> tuple[Markup, Markup]:
    """A view of one unit as inline SVG for a wide and for a narrow page. `above`: that under which it stands."""
    picture, over = drawn(build, view), drawn(build, above) if above else None
    outlines = charts.outlines(build) if picture.kind == ChartKind.MAP else {}
    wide, narrow = (inline.inline(picture, narrow, outlines, over) for narrow in (False, True))
    return Markup(wide), Markup(narrow)


def bearing_excerpts(build: Build, view: View) -> list[claims.ExcerptRecord]:
    """What articles say that this chart bears on: of the view's article, or of all where it names none.

    Series that a reader put together have what the article that is named says of one of them.
    """
    if view.series:
        return excerpts_about(build, view.article, record_lines(view.series), view.asof) if view.article else []
    named = (view.article,) if view.article else charts.known_names(build).articles
    return [excerpt for article in named for excerpt in claims.charted(build, article, view.chart, view.asof)]


@dataclass(frozen=True)
class QuotedArticle:
    """An article with the addresses of the sentences quoted of it. `day`: of its publication, in words."""

    title: str
    publisher: str
    day: str
    places: tuple[str, ...]


def quoted_articles(build: Build, view: View) -> list[QuotedArticle]:
    """The articles quoted on the page, each once, with a link to the quoted sentence where its address is known."""
    quotes: dict[str, list[str]] = {}
    for excerpt in bearing_excerpts(build, view):
        quotes.setdefault(excerpt.claims[0].article_id, []).append(quote(excerpt.quote, safe=""))
    found = []
    for name, texts in quotes.items():
        article = claims.article(build, name)
        places = tuple(f"{article.url}#:~:text={words}" for words in texts) if article.url else ()
        found.append(QuotedArticle(article.title, article.publisher, say_day(article.published_on), places))
    return found


def blocks(build: Build, view: View) -> list[key_values.Block]:
    """The values that matter, by member."""
    info = chart_of(build, view)
    if info.kind == ChartKind.TIMELINE:
        return []
    article, names = charts.article_shown(build, view), publishers(info)
    day = article.date if article else None
    return [
        key_values.block(member, selection.unit, names, day)
        for selection in selections(build, view)
        for member in selection.members
    ]


def _longest_reading(picture: Drawing, values: list[key_values.Block]) -> str:
    """The longest that the line below a picture along time has to say, as light.js says it; empty for others."""
    if picture.start is None or picture.kind == ChartKind.TIMELINE:
        return ""
    told = [[f"{block.name}, {row.period}: {row.value or row.interval}" for row in block.rows] for block in values]
    return " · ".join(max(each, key=len) for each in told if each)


def figures_marked(build: Build, info: ChartInfo, view: View) -> list[dict[str, str]]:
    """The events that the picture marks beside its data, the newest first, in the words of the table of events."""
    layers = [layer for picture in drawings(build, view) for layer in picture.layers]
    days = {row.day for layer in layers if layer.kind == "marks" for row in layer.rows}
    if info.kind == ChartKind.TIMELINE or not days:
        return []
    return _listed(build, info, dataclasses.replace(view, start=min(days), end=max(days)))


def _listed(build: Build, info: ChartInfo, view: View) -> list[dict[str, str]]:
    """Columns of tables.events with days as readers say them, the newest first."""
    found = tables.event_table(info, charts.chart_events(build, view.chart), view)[::-1]
    rows = (dict(zip(found.columns, values, strict=True)) for values in found.itertuples(index=False))
    return [{**row, "Day": short_day(dt.date.fromisoformat(row["Day"]))} for row in rows]


def downloads(info: ChartInfo, view: View) -> list[tuple[str, str]]:
    """(words, link) of each file of the view: pictures always, data where the terms allow it."""
    found = [(ENDINGS[ending], light_url(view, "", ending).removeprefix("/")) for ending in (".svg", ".png")]
    if exports.downloadable(info, view):
        csv = light_url(view, "", ".csv").removeprefix("/")
        found.append(("CSV", csv))
        # Events have one layout.
        found += [] if info.kind == ChartKind.TIMELINE else [("CSV, wide", f"{csv}&layout=wide")]
        found.append(("CSV, for Excel", f"{csv}&for=excel"))
        found.append(("JSON", light_url(view, "", ".json").removeprefix("/")))
    return found


def script(found: dict[str, Any]) -> Markup:
    """JSON that can stand in a script element: nothing in it ends the element."""
    text = json.dumps(found, ensure_ascii=False)
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))
