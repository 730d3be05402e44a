"""The head of every page, of the dashboard and of light pages alike: its name, the menu, the search, and as of when.

All of it is links and forms that work without JavaScript; `masthead.js` closes what was opened and takes typed days.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

from dashboard import settings
from dashboard.address.view import query
from dashboard.record.claims import ArticleRecord
from dashboard.say import say_day

SEARCH = "Search charts, series, claims, events, words"
# Pages whose place in the menu is another than a link: the article with the list of articles, the search as a form.
ARTICLE, FIND = "", "search"


@dataclass(frozen=True)
class Location:
    """Where a reader stands. `address`: the page's own, as links name it from the site's root, without parameters.

    `page`: its name among the pages of the dashboard, None elsewhere. `asked`: what the address says. `article`: the
    one that is read, `articles`: {id: article} of all; `asof`: the day, None for today. `dated`: whether the page shows
    the record, which can be set back.
    """

    address: str
    page: str | None = None
    asked: dict[str, str] = field(default_factory=dict)
    article: str = ""
    articles: Mapping[str, ArticleRecord] = field(default_factory=dict)
    asof: dt.date | None = None
    dated: bool = False

    def followed(self) -> dict[str, str]:
        """What links to other pages say; the first article is read where none is named."""
        article = "" if self.article == next(iter(self.articles), "") else self.article
        said = {"article": article, "asof": self.asof.isoformat() if self.asof else ""}
        return {name: value for name, value in said.items() if value}


def masthead(here: Location) -> str:
    """The head as HTML."""
    return (
        '<header class="ci ci-masthead">'
        f'<a class="ci-brand" href="{_link("", here.followed())}" target="_self">{escape(settings.NAME)}</a>'
        '<button type="button" class="ci-pages" popovertarget="ci-pages">Menu</button>'
        f'<nav id="ci-pages" popover="auto" aria-label="Pages"><ul>{_menu(here)}</ul></nav>'
        f"{_day(here) if here.dated else ''}</header>"
    )


def set_back(here: Location) -> str:
    """What a page says whose record is set back, as HTML with a way back to today; else empty."""
    if here.asof is None or not here.dated:
        return ""
    article = here.articles.get(here.article)
    words = set_back_words(here.asof, article.published_on if article else None)
    return f'<p class="ci ci-set-back">{escape(words)} {_anchor(_as_of(here, None), "Back to today", False)}</p>'


def set_back_words(asof: dt.date, published: dt.date | None) -> str:
    """ "The record as it stood on 7 March 2025."; `published`: the article's day, if there is one."""
    early = published is not None and asof < published
    before = f", before the article appeared on {say_day(published)}" if published and early else ""
    return f"The record as it stood on {say_day(asof)}{before}."


def search_form(said: Mapping[str, str], asked: str = "", name: str = "ci-find") -> str:
    """The form in which a reader types what to find. `said`: what the results follow; `name`: the field's id."""
    return (
        f'<form class="ci-find" action="search" role="search">{_hidden(said)}'
        f'<label class="ci-unseen" for="{name}">{SEARCH}</label>'
        f'<input id="{name}" name="q" type="search" placeholder="{SEARCH}" value="{escape(asked)}">'
        "<button>Search</button></form>"
    )


def _menu(here: Location) -> str:
    """The menu: a page alone, or the pages of a group behind its name, in the order of the pages."""
    said, parts = here.followed(), []
    groups: dict[str, list[settings.Page]] = {}
    for page in settings.PAGES:
        groups.setdefault(page.menu or page.name, []).append(page)
    # What belongs to no group comes first but for the topics, which the article is about.
    order = sorted(groups, key=lambda name: (name == settings.MORE, name not in (ARTICLE, settings.TOPICS)))
    for name in order:
        pages = groups[name]
        if name == FIND:
            parts.append(_drop("Search", search_form(said)))
        elif name in (settings.TOPICS, settings.MORE):
            items = "".join(f"<li>{_page(page, here)}</li>" for page in pages)
            parts.append(_drop(name, f"<ul>{items}</ul>", any(page.name == here.page for page in pages)))
        else:
            parts.append(f"<li>{_page(pages[0], here)}{_articles(here) if name == ARTICLE else ''}</li>")
    return "".join(parts)


def _page(page: settings.Page, here: Location) -> str:
    return _anchor(_link(page.name, here.followed()), page.title, page.name == here.page, "page")


def _articles(here: Location) -> str:
    """The list of articles, where there is a choice."""
    if len(here.articles) < 2:
        return ""
    asof = {name: value for name, value in here.followed().items() if name == "asof"}
    items = "".join(
        f"<li>{_anchor(_link('', {'article': name} | asof), _titled(row), name == here.article)}</li>"
        for name, row in here.articles.items()
    )
    return _details("Another article", f"<ul>{items}</ul>", "ci-drop ci-articles")


def _titled(article: ArticleRecord) -> str:
    return f"{article.title} ({say_day(article.published_on)})"


def _day(here: Location) -> str:
    """As of which day: what is shown, and behind it the day of publication, today, and a field for any other."""
    shown = say_day(here.asof) if here.asof else ""
    article = here.articles.get(here.article)
    published = article.published_on if article else None
    choices: list[tuple[dt.date | None, str]] = [(None, "Today")]
    choices += [(published, f"The article’s day, {say_day(published)}")] if published else []
    items = "".join(f"<li>{_anchor(_as_of(here, day), words, day == here.asof)}</li>" for day, words in choices)
    kept = {name: value for name, value in (here.asked | here.followed()).items() if name != "asof"}
    inner = (
        f'<ul>{items}</ul><form class="ci-day" action="{escape(here.address) or "./"}">{_hidden(kept)}'
        '<label for="ci-day">Another day</label>'
        f'<input id="ci-day" name="asof" type="text" autocomplete="off" placeholder="7 March 2025" value="{shown}">'
        "<button>Show</button></form>"
    )
    return _details(f"As of {shown or 'today'}", inner, "ci-drop ci-asof")


def _as_of(here: Location, day: dt.date | None) -> str:
    """The same view as of another day. Today is named too: an address without it shows the day that is remembered."""
    said = {name: value for name, value in (here.asked | here.followed()).items() if value}
    return _link(here.address, said | {"asof": day.isoformat() if day else ""})


def _drop(title: str, inner: str, current: bool = False) -> str:
    return f"<li>{_details(title, inner, 'ci-drop ci-here' if current else 'ci-drop')}</li>"


def _details(title: str, inner: str, kind: str) -> str:
    """What opens in place. Those of one name close each other."""
    return (
        f'<details class="{kind}" name="ci-masthead"><summary>{escape(title)}</summary>'
        f'<div class="ci-dropped">{inner}</div></details>'
    )


def _anchor(address: str, words: str, current: bool, kind: str = "true") -> str:
    mark = f' aria-current="{kind}"' if current else ""
    return f'<a href="{address}" target="_self"{mark}>{escape(words)}</a>'


def _link(address: str, said: Mapping[str, str]) -> str:
    return escape((address or "./") + query(said))


def _hidden(said: Mapping[str, str]) -> str:
    return "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in said.items() if value
    )
