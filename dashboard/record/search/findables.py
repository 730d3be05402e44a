"""What can be found in a build: charts, quantities, series, claims, events, words and sources, with what they say."""

import datetime as dt
from dataclasses import dataclass, field, replace

from dashboard.record.build import Build, kept, records
from dashboard.record.search.words import STOPS, WordIndex, concepts, indexed, word_stems
from etl.vocabulary import Frequency
from texts.figure import Figure
from texts.figures import figures

# Of each kind of thing what one is called, and several.
KINDS = {
    "chart": ("Chart", "Charts"),
    "claim": ("Claim", "Claims"),
    "series": ("Series", "Series"),
    "quantity": ("Who says so", "Who says so"),
    "event": ("Event", "Events"),
    "word": ("Word", "Words"),
    "source": ("Source", "Sources"),
}
# What a word counts for: in the title, in other names, in what is told, in everything else that belongs to an entry.
TITLE, NAMES, TOLD, MORE = 3.0, 1.5, 1.0, 0.5
# What a chart varies along, by name: countries, donors, types of equipment.
NAMED = """
SELECT c.chart_id, list(DISTINCT e.name ORDER BY e.name) AS names
FROM (SELECT DISTINCT series_id, entity AS entity_id FROM observation) o
JOIN series s USING (series_id) JOIN chart_series c USING (series_id) JOIN entity e USING (entity_id)
WHERE s.varies_by <> '' AND (c.chart_id NOT IN (SELECT chart_id FROM chart_entity)
                             OR (c.chart_id, e.entity_id) IN (SELECT (chart_id, entity_id) FROM chart_entity))
GROUP BY c.chart_id
"""
# Columns have the names of the fields of an entry; names and more are lists of texts.
QUERIES = {
    "chart": f"""
        SELECT title, subtitle AS told, chart_id AS id, chart_id AS chart, topic,
               (SELECT list(s.title || ' ' || s.label ORDER BY c.ordinal)
                FROM chart_series c JOIN series s USING (series_id) WHERE c.chart_id = chart.chart_id) AS names,
               list_concat(n.names, [note]) AS more,
               coalesce((SELECT list(c.series_id ORDER BY c.ordinal) FROM chart_series c
                         WHERE c.chart_id = chart.chart_id), []) AS series
        FROM chart LEFT JOIN ({NAMED}) n USING (chart_id) ORDER BY ordinal""",
    "claim": """
        SELECT c.statement AS title, a.title || ', ' || a.publisher AS told, c.claim_id AS id, e.excerpt_id AS excerpt,
               a.article_id AS article, [e.quote] AS more, c.stated, c.unit
        FROM claim c JOIN excerpt e USING (excerpt_id) JOIN article a ON a.article_id = c.article_id
        ORDER BY c.ordinal""",
    "series": """
        SELECT s.title, s.definition AS told, s.series_id AS id, s.source_id AS source, s.unit, s.frequency,
               coalesce((SELECT min(c.chart_id) FROM chart_series c WHERE c.series_id = s.series_id), '') AS chart,
               [s.label, o.publisher, s.counts_words] AS names, s.caveats AS more, [s.series_id] AS series,
               coalesce((SELECT list((e.entity_id, e.name) ORDER BY e.name) FROM entity e
                         WHERE s.varies_by <> '' AND (s.series_id, e.entity_id) IN
                               (SELECT (series_id, entity) FROM observation)), []) AS entities
        FROM series s JOIN source o USING (source_id) ORDER BY s.ordinal""",
    "quantity": """
        SELECT y.title, y.about AS told, y.quantity_id AS id,
               (SELECT list(concat_ws(' ', s.title, s.label, s.counts_words, o.publisher, e.name))
                FROM quantity_series q JOIN series s USING (series_id) JOIN source o USING (source_id)
                LEFT JOIN entity e ON e.entity_id = q.entity WHERE q.quantity_id = y.quantity_id) AS more
        FROM quantity y ORDER BY y.ordinal""",
    "event": """
        SELECT title, category || ', ' || source_name AS told, event_id AS id, day, category AS topic, [note] AS more
        FROM event ORDER BY day, event_id""",
    "word": "SELECT word AS title, meaning AS told, word_id AS id, also AS names FROM word ORDER BY ordinal",
    "source": """
        SELECT publisher AS title, licence AS told, source_id AS id, source_id AS source, [note, kind] AS more
        FROM source ORDER BY ordinal""",
}


@dataclass(frozen=True)
class Findable:
    """Something that can be found. `told`: a line about it; `names`, `more`: texts by which it is found as well.

    Of a chart, or of a series, `chart`: one that draws it, or empty; `series`: those that it is of. `entities`: (id,
    name) of those that a series varies along. `topic`: of a chart, and an event's category. `unit`: of a series, and of
    what a claim has `stated`. What another kind has is empty, or None.
    """

    title: str
    told: str
    id: str
    names: list[str | None] | None = None
    more: list[str | None] | None = None
    kind: str = ""
    chart: str = ""
    topic: str = ""
    series: list[str] = field(default_factory=list)
    entities: list[tuple[str, str]] = field(default_factory=list)
    unit: str = ""
    frequency: Frequency = Frequency.IRREGULAR
    stated: float | None = None
    article: str = ""
    excerpt: str = ""
    day: dt.date | None = None
    source: str = ""

    def texts(self) -> list[tuple[float, str]]:
        """Its texts, each with what a word of it counts for."""
        entities = [name for _, name in self.entities]
        return [
            (TITLE, self.title),
            *((NAMES, text) for text in self.names or () if text),
            (TOLD, self.told),
            *((MORE, text) for text in (*(self.more or ()), *entities) if text),
        ]

    def numbers(self) -> list[Figure]:
        """The numbers that a claim or an event tells in its words."""
        if self.kind not in ("claim", "event"):
            return []
        return [figure for figure in figures(self.title) if figure.value is not None]


@dataclass(frozen=True)
class Findables:
    """Everything that can be found, in a fixed order, and its index by place. `numbers`: {place: what is told}.

    `titles`: the stems of each but for STOPS, by place. `series`: by id. `names`: {an entity's name: the stems and
    groups of synonyms that it names}.
    """

    all: tuple[Findable, ...]
    index: WordIndex
    numbers: dict[int, list[Figure]]
    series: dict[str, Findable]
    names: dict[str, set[str]]
    titles: tuple[frozenset[str], ...]


@kept(1)
def findables(build: Build) -> Findables:
    """Everything that can be found in a build, whichever day is looked back from."""
    every = tuple(replace(entry, kind=kind) for kind, sql in QUERIES.items() for entry in records(build, Findable, sql))
    numbers = {place: found for place, entry in enumerate(every) if (found := entry.numbers())}
    index = indexed([entry.texts() for entry in every], _synonyms(build))
    series = {entry.id: entry for entry in every if entry.kind == "series"}
    names = {name: concepts(index, word_stems(name)) for entry in series.values() for _, name in entry.entities}
    titles = tuple(frozenset(word_stems(entry.title)) - STOPS for entry in every)
    return Findables(every, index, numbers, series, names, titles)


def _synonyms(build: Build) -> list[list[str]]:
    """Groups of what means the same: as declared, and the forms of each word of the glossary that mean it alone."""
    with build.cursor() as db:
        declared = [words for (words,) in db.execute("FROM synonyms").fetchall()]
        forms = db.execute(
            """SELECT [form FOR form IN list_concat([word], coalesce(also, []))
                       IF NOT list_contains(coalesce(unlinked, []), form)] FROM word ORDER BY ordinal"""
        ).fetchall()
    return [*declared, *(words for (words,) in forms if len(words) > 1)]
