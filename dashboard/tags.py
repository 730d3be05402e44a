"""What the HTML head of a page says of it to search engines, and to programs that unfold a link into a preview."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path

from dashboard import queries, site
from dashboard.selection import picked
from dashboard.view import View, light_url, parse, url
from dashboard.words import join_words

# Of the pictures that our own routes draw for previews.
WIDTH, HEIGHT = 1200, 630


@dataclass(frozen=True)
class Tags:
    """`address`: of exactly this view; `canonical`: of the page without it; both and `image` empty where not known."""

    title: str
    description: str
    canonical: str = ""
    address: str = ""
    image: str = ""
    alt: str = ""


def asked(path: Path, page: site.Page, params: Mapping[str, str], today: dt.date) -> tuple[View | None, int]:
    """The view that a chart's page shows, None for other pages; and the status: 404 for a chart that there is not."""
    if page.name != "chart":
        return None, 200
    view, _ = parse(params, queries.known(path), today)
    names = ("chart", *(old for old, new in queries.known(path).renames.get("parameter", {}).items() if new == "chart"))
    if not view.chart:
        return None, 404 if any(params.get(name) for name in names) else 200
    return view, 200


def of_page(page: site.Page, base: str, routed: bool) -> Tags:
    """The tags of a page of the dashboard. `base`: where readers reach it. `routed`: whether pictures are served."""
    address = f"{base}/{page.name}" if base else ""
    return Tags(
        title=site.titled(page.title),
        description=page.description,
        canonical=address,
        address=address,
        image=f"{base}/preview/{page.name or page.file}.png" if base and routed else "",
        alt=f"{site.NAME}: {page.title}",
    )


def of_view(path: Path, view: View, base: str, routed: bool) -> Tags:
    """The tags of a chart's page: its title, its measure, who publishes it, and the picture of this very view."""
    info = queries.chart(path, view.chart)
    publishers = join_words(list(dict.fromkeys(series.publisher for series in picked(info, view))))
    source = f"Source: {publishers}" if publishers else "Each event with its own source"
    return Tags(
        title=site.titled(info.title),
        description=f"{info.subtitle}. {source}.",
        canonical=f"{base}/chart?chart={info.id}" if base else "",
        address=url(view, base) if base else "",
        image=light_url(view, base, ".png") if base and routed else "",
        alt=f"Chart: {info.title}. {info.subtitle}.",
    )


@lru_cache(maxsize=512)
def written(path: Path | None, page: site.Page, view: View | None, base: str, routed: bool) -> tuple[str, str]:
    """The text of <title>, and the other tags of the head, as HTML. `path`: the build, needed where there is a view."""
    tags = of_view(path, view, base, routed) if path and view else of_page(page, base, routed)
    named = {"description": tags.description, "twitter:card": "summary_large_image"}
    properties = {
        "og:site_name": site.NAME,
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
    if base and routed:
        title, address = escape(f"{site.NAME}: what changed"), escape(f"{base}/feed.xml")
        lines.append(f'<link rel="alternate" type="application/atom+xml" title="{title}" href="{address}">')
    return escape(tags.title), "".join(lines)
