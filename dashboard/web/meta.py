"""What the HTML head of a page says of it to search engines, and to programs that unfold a link into a preview."""

import datetime as dt
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from dashboard import settings
from dashboard.address.params import FOLLOWED, Query, read
from dashboard.address.view import View, followed_params, light_url, parse_view, query, unusual_params, view_url
from dashboard.chart.selection import picked
from dashboard.record import charts
from dashboard.record.build import Build, kept
from dashboard.record.shown import chart_of
from dashboard.say import join_words
from dashboard.views.news import feed_address

# Of the pictures that our own routes draw for previews.
WIDTH, HEIGHT = 1200, 630


@dataclass(frozen=True)
class Tags:
    """`address`: says all of this view; `canonical`: the shortest that shows it; `oembed`: where its frame is told.

    `feed`: of its own news. These and `image` may be empty.
    """

    title: str
    description: str
    canonical: str = ""
    address: str = ""
    image: str = ""
    alt: str = ""
    oembed: str = ""
    feed: str = ""


@dataclass(frozen=True)
class PageView:
    """What an address asks of a page. `said`: its parameters, without those that are ignored or say nothing.

    `view`: what a chart's page shows, None on other pages. `status`: 404 for a chart that there is not.
    """

    said: tuple[tuple[str, str], ...] = ()
    view: View | None = None
    status: int = 200


def asked(build: Build, page: settings.Page, params: Query, today: dt.date) -> PageView:
    """What is asked of a page of the dashboard."""
    known = charts.known_names(build)
    given, _ = read(params, (*page.asks, *FOLLOWED), known.renames.get("parameter"))
    kept, _ = followed_params(given, known, today)
    if "chart" not in page.asks:
        named = {name: given.get(name, "") for name in page.asks} | kept
        return PageView(tuple((name, value) for name, value in named.items() if value))
    view, _ = parse_view(given, known, today)
    said = tuple(unusual_params(view).items())
    if page.name != "chart" or not view.name:
        return PageView(
            said, status=404 if page.name == "chart" and (given.get("chart") or given.get("series")) else 200
        )
    return PageView(said, view)


def page_tags(page: settings.Page, said: tuple[tuple[str, str], ...], base: str, routed: bool) -> Tags:
    """The tags of a page of the dashboard. `base`: where readers reach it. `routed`: whether pictures are served."""
    address = f"{base}/{page.name}{query(said)}" if base else ""
    shown = query({name: value for name, value in said if name in FOLLOWED})
    return Tags(
        title=settings.titled(page.title),
        description=page.description,
        canonical=address,
        address=address,
        image=f"{base}/preview/{page.name or page.file}.png{shown}" if base and routed else "",
        alt=f"{settings.NAME}: {page.title}",
    )


def oembed_url(page: str, base: str) -> str:
    """Where programs ask how a page is embedded. `page`: its whole address."""
    return f"{base}/oembed?url={quote(page, safe='')}"


def view_tags(build: Build, view: View, base: str, routed: bool) -> Tags:
    """The tags of a chart's page: its title, its measure, who publishes it, and the picture of this very view."""
    info = chart_of(build, view)
    publishers = join_words(list(dict.fromkeys(series.publisher for series in picked(info, view))))
    source = f"Source: {publishers}" if publishers else "Each event with its own source"
    return Tags(
        title=settings.titled(info.title),
        description=f"{info.subtitle}. {source}.",
        canonical=f"{base}/chart{query(unusual_params(view))}" if base else "",
        address=view_url(view, base) if base else "",
        image=light_url(view, base, ".png") if base and routed else "",
        alt=f"Chart: {info.title}. {info.subtitle}.",
        oembed=oembed_url(light_url(view, base), base) if base and routed else "",
        feed=f"{base}/{address}" if base and routed and (address := feed_address(info, view)) else "",
    )


@kept(512)
def head_tags(build: Build, page: settings.Page, asks: PageView, base: str, routed: bool) -> tuple[str, str]:
    """The text of <title>, and the other tags of the head, as HTML."""
    view = asks.view
    tags = view_tags(build, view, base, routed) if view else page_tags(page, asks.said, base, routed)
    return as_html(tags, base, routed)


def as_html(tags: Tags, base: str, routed: bool) -> tuple[str, str]:
    """The text of <title>, and the other tags, as HTML."""
    named = {"description": tags.description, "twitter:card": "summary_large_image"}
    properties = {
        "og:site_name": settings.NAME,
        "og:type": "website",
        "og:locale": "en_GB",
        "og:title": tags.title,
        "og:description": tags.description,
        "og:url": tags.address,
        "og:image": tags.image,
    }
    if tags.image:
        properties |= {"og:image:type": "image/png", "og:image:width": str(WIDTH), "og:image:height": str(HEIGHT)}
        properties |= {"og:image:alt": tags.alt}
    lines = [f'<meta name="{name}" content="{escape(value)}">' for name, value in named.items()]
    lines += [f'<meta property="{name}" content="{escape(value)}">' for name, value in properties.items() if value]
    lines += [f'<link rel="canonical" href="{escape(tags.canonical)}">'] if tags.canonical else []
    if tags.oembed:
        lines.append(
            f'<link rel="alternate" type="application/json+oembed" title="{escape(tags.title)}" '
            f'href="{escape(tags.oembed)}">'
        )
    feeds = {f"{tags.title}: what changed": tags.feed} if tags.feed else {}
    feeds |= {f"{settings.NAME}: what changed": f"{base}/feed.xml"} if base and routed else {}
    for title, address in feeds.items():
        lines.append(
            f'<link rel="alternate" type="application/atom+xml" title="{escape(title)}" href="{escape(address)}">'
        )
    return escape(tags.title), "".join(lines)
