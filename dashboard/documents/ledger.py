"""The ledger: all claims in a table, filtered and sorted as the address says; each row opens its claim."""

from html import escape

from dashboard.address.params import problem_sentences
from dashboard.documents.pieces import Caution, Document, Live, Subject, Words
from dashboard.documents.prose import heading
from dashboard.parts.tables.ledger_table import ledger_html
from dashboard.record import claims
from dashboard.views import ledger as view

ALL = "all"
COLUMNS = (
    '<p class="ci ci-soft">Value then: of the article’s own day or period, as known when it appeared. Value now: the '
    "same, as known now. Since: the newest value of the series, which is no verdict. No values stand where events or "
    "words alone are told. When it changed: the first day since publication at whose end the verdict was that of now "
    "and stayed so, also where only its reason changed. Evidence: sources that say something about the claim now and "
    "count the same as it does; those that repeat one origin count once among the independent ones.</p>"
)


def ledger(about: Subject) -> Document:
    """The page’s pieces: the filter, and the rows that it leaves."""
    asked, problems = view.parse_ledger(about.asked)
    articles = tuple(claims.articles(about.build)) if asked.articles == ALL else (about.article_id,)
    every = view.rated_claims(about.build, articles, about.asof)
    found = view.chosen_claims(every, asked)
    more = f" Of {len(every)} in all." if len(found) < len(every) else ""
    table = ledger_html(found, asked.articles == ALL, about.routed)
    return (
        heading(
            about,
            "Ledger",
            "Every claim in one table: what is stated, what was known then, what is known now, and both verdicts. "
            "Each row opens its claim with all checks.",
        ),
        *map(Caution, problem_sentences(problems)),
        Live("filter"),
        Words(f'<p class="ci">{escape(view.verdict_tally(found))}.{more}</p>{table}'),
        Words(COLUMNS),
    )
