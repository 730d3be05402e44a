"""The search: charts, quantities, series, claims, events, words and sources, found by the words a reader types."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from dashboard.address.view import View, claim_url, view_url
from dashboard.record.build import Build, kept, records
from dashboard.say import say_day

# In the order in which results of the same rank are told.
KINDS = {
    "word": "Glossary",
    "chart": "Charts",
    "quantity": "Who says so",
    "claim": "Claims",
    "series": "Series",
    "event": "Events",
    "source": "Sources",
}
CLOSE = 0.75
# What a chart varies along, by name: countries, donors, types of equipment.
NAMED = """
SELECT c.chart_id, list(DISTINCT e.name ORDER BY e.name) AS names
FROM (SELECT DISTINCT series_id, entity AS entity_id FROM observation) o
JOIN series s USING (series_id) JOIN chart_series c USING (series_id) JOIN entity e USING (entity_id)
WHERE s.varies_by <> '' AND (c.chart_id NOT IN (SELECT chart_id FROM chart_entity)
                             OR (c.chart_id, e.entity_id) IN (SELECT (chart_id, entity_id) FROM chart_entity))
GROUP BY c.chart_id
"""
CHARTED = "(SELECT min(c.chart_id) FROM chart_series c WHERE c.series_id = s.series_id)"


@dataclass(frozen=True)
class Findable:
    """Something that can be found. `told`: a line about it. `link`: an address of the dashboard, without a slash."""

    kind: str
    title: str
    told: str
    link: str
    folded: str


def find(entries: Iterable[Findable], query: str) -> list[Findable]:
    """The entries that have every word of the query, those with more of them in their title first."""
    asked = fold(query).split()
    if not asked:
        return []
    found = [entry for entry in entries if all(word in entry.folded for word in asked)]
    return sorted(found, key=lambda entry: (-_hits(entry, asked), list(KINDS).index(entry.kind)))


def _hits(entry: Findable, asked: list[str]) -> int:
    """Whole words of the title that are asked for count double."""
    title = fold(entry.title)
    return sum((word in title) + (word in title.split()) for word in asked)


def suggestions(entries: Iterable[Findable], query: str) -> list[str]:
    """For words of the query that occur nowhere, words that look like them."""
    vocabulary = {word for entry in entries for word in entry.folded.split() if len(word) > 3}
    unknown = [word for word in fold(query).split() if not any(word in each for each in vocabulary)]
    return [close for word in unknown for close in get_close_matches(word, vocabulary, n=2, cutoff=CLOSE)]


def fold(text: str) -> str:
    """Lower case, without accents, signs as blanks: "Türkiye’s" is "turkiye s"."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return " ".join(re.findall(r"\w+", plain.lower()))


@dataclass(frozen=True)
class _Found:
    title: str
    told: str
    id: str
    more: list[str | None] | None
    day: dt.date | None = None
    article_id: str = ""


@kept(1)
def documents(build: Build) -> tuple[Findable, ...]:
    """Everything that can be found in a build."""
    rows = {
        "word": records(build, _Found, "SELECT word AS title, meaning AS told, word_id AS id, also AS more FROM word"),
        "chart": records(
            build,
            _Found,
            f"""SELECT title, subtitle AS told, chart_id AS id,
                       list_concat((SELECT list(s.title || ' ' || s.label)
                                    FROM chart_series c JOIN series s USING (series_id)
                                    WHERE c.chart_id = chart.chart_id), n.names) AS more
                FROM chart LEFT JOIN ({NAMED}) n USING (chart_id) ORDER BY ordinal""",
        ),
        "quantity": records(
            build,
            _Found,
            """SELECT y.title, y.about AS told, y.quantity_id AS id,
                      (SELECT list(concat_ws(' ', s.title, s.label, s.counts_words, o.publisher, e.name))
                       FROM quantity_series q JOIN series s USING (series_id) JOIN source o USING (source_id)
                       LEFT JOIN entity e ON e.entity_id = q.entity WHERE q.quantity_id = y.quantity_id) AS more
               FROM quantity y ORDER BY y.ordinal""",
        ),
        "claim": records(
            build,
            _Found,
            """SELECT c.statement AS title, a.title || ', ' || a.publisher AS told, e.excerpt_id AS id,
                      a.article_id, [e.quote] AS more
               FROM claim c JOIN excerpt e USING (excerpt_id) JOIN article a ON a.article_id = c.article_id
               ORDER BY c.ordinal""",
        ),
        "series": records(
            build,
            _Found,
            f"""SELECT s.title, s.definition AS told, {CHARTED} AS id, list_concat(s.caveats, [o.publisher, s.label])
                       AS more
                FROM series s JOIN source o USING (source_id) WHERE {CHARTED} IS NOT NULL ORDER BY s.ordinal""",
        ),
        "event": records(
            build,
            _Found,
            "SELECT title, category || ', ' || source_name AS told, day, category AS id, [note] AS more FROM event",
        ),
        "source": records(
            build,
            _Found,
            "SELECT publisher AS title, licence AS told, source_id AS id, [note, kind] AS more FROM source",
        ),
    }
    return tuple(_entry(kind, row) for kind, found in rows.items() for row in found)


def _entry(kind: str, row: _Found) -> Findable:
    told = f"{say_day(row.day)}, {row.told}" if row.day else row.told
    text = " ".join([row.title, told, *filter(None, row.more or ())])
    return Findable(kind, row.title, told, _link(kind, row), fold(text))


def _link(kind: str, row: _Found) -> str:
    if kind in ("chart", "series"):
        return view_url(View(chart=row.id)).removeprefix("/")
    if kind == "event":
        view = View(chart="", events=(row.id,))
        return view_url(view, page="timeline").removeprefix("/")
    if kind == "claim":
        return claim_url(row.article_id, row.id)
    if kind == "quantity":
        return f"who?quantity={row.id}"
    return {"word": f"glossary?word={row.id}", "source": f"sources#{row.id}"}[kind]
