"""Who says so: what every source states about a contested quantity, and a claim under each thing it may count."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from dashboard.address import who as address
from dashboard.address.params import problem_sentences
from dashboard.address.view import claim_url
from dashboard.documents.pieces import Caution, Document, Live, Piece, Subject, Words
from dashboard.documents.prose import heading
from dashboard.parts import intervals
from dashboard.parts.glossary import glossed
from dashboard.parts.verdict import tone
from dashboard.record import claims, quantities
from dashboard.record.claims import ClaimRecord
from dashboard.say import say_day
from dashboard.views import definitions
from dashboard.words.reasons import explanation, headline, when

CLAIMS = "Claims of the article about it"
CHOOSE = (
    "A claim is judged by the checks that count what its words count. Choose another definition to see the verdict "
    "that the same rules then give."
)
NOTHING = '<p class="ci">Nothing is held that was known by then.</p>'


@dataclass(frozen=True)
class ContestedSubject:
    """What an address asks for among what can be chosen. `excerpts`, `claims`, `meanings`: by the claim's id, its
    excerpt, itself, and what its words may be taken to count. `problems`: what of the address was ignored.
    """

    asked: address.WhoView
    problems: list[str]
    excerpts: Mapping[str, str]
    claims: Mapping[str, ClaimRecord]
    meanings: Mapping[str, tuple[str, ...]]

    def counting(self, claim: ClaimRecord) -> str:
        """What a claim's words are taken to count."""
        return self.asked.counting.get(claim.id, claim.counts)


def contested_subject(about: Subject) -> ContestedSubject:
    """What is asked for of the article's claims and of all quantities."""
    excerpts = claims.excerpts(about.build, about.article_id, about.asof)
    found = {claim.id: claim for excerpt in excerpts for claim in excerpt.claims}
    meanings = {name: definitions.meanings(about.build, claim) for name, claim in found.items()}
    asked, problems = address.parse_who(about.asked, quantities.quantities(about.build), meanings)
    places = {claim.id: excerpt.id for excerpt in excerpts for claim in excerpt.claims}
    return ContestedSubject(asked, problems, places, found, meanings)


def who(about: Subject) -> Document:
    """The page’s pieces: a quantity as all who state it do, and the claims about it."""
    chosen = contested_subject(about)
    return (
        heading(
            about,
            "Who says so",
            "What is contested is stated by several sources, and they often count different things. Here they stand "
            "beside each other, apart by what they count, each with its interval, its side, and how soon it told.",
        ),
        *map(Caution, problem_sentences(chosen.problems)),
        Live("quantity"),
        Live("day"),
        *_statements(about, chosen.asked),
        *_claims(about, chosen),
    )


def _statements(about: Subject, asked: address.WhoView) -> Document:
    quantity = quantities.quantities(about.build)[asked.quantity]
    day = about.article.published_on if asked.day == address.ARTICLE else None
    by = f"Each source’s newest value by {say_day(day)}" if day else "Each source’s newest value"
    known = f"on {say_day(about.asof)}" if about.asof else "now"
    axes = quantities.statements(about.build, quantity.id, day, about.asof)
    return (
        Words(
            f'<div class="ci"><h2 class="ci-section" id="{escape(quantity.id)}">{escape(quantity.title)}</h2>'
            f'<p class="ci-prose">{glossed(about.build, quantity.about)}</p>'
            f'<p class="ci-soft">{by}, as known {known}.</p></div>'
        ),
        Words("".join(intervals.axis_html(axis) for axis in axes) or NOTHING),
        Words(f'<p class="ci ci-source">{glossed(about.build, intervals.LEGEND)}</p>'),
    )


def _claims(about: Subject, chosen: ContestedSubject) -> Iterator[Piece]:
    bearing = [c for c in chosen.claims.values() if chosen.asked.quantity in quantities.bearing(about.build, c.id)]
    if bearing:
        yield Words(
            f'<div class="ci"><h2 class="ci-section">{CLAIMS}</h2>'
            f'<p class="ci-prose">{glossed(about.build, CHOOSE)}</p></div>'
        )
    for claim in bearing:
        address_ = escape(claim_url(about.article_id, chosen.excerpts[claim.id], about.asof))
        link = f'<a href="{address_}" target="_self">{escape(claim.statement)}</a>'
        yield Words(f'<p class="ci ci-statement" id="{escape(claim.id)}">{link}</p>')
        if chosen.meanings[claim.id]:
            meant = escape(definitions.meaning_words(claim, chosen.counting(claim)))
            yield Live(claim.id, f'<p class="ci ci-soft">If the words count: {meant}</p>')
        yield Words(_verdict(about, claim, chosen))


def _verdict(about: Subject, claim: ClaimRecord, chosen: ContestedSubject) -> str:
    """The verdict of a claim, under the definition that the reader chooses."""
    counting = chosen.counting(claim)
    read = definitions.read_as(about.build, claim, counting) if chosen.meanings[claim.id] else claim
    how = "" if counting == claim.counts else f"<p>{escape(definitions.difference(claim, read))}</p>"
    return (
        f'<div class="ci"><div class="ci-verdict {tone(read.now.verdict)}" role="status">'
        f"<b>{glossed(about.build, headline(read.then, read.now, when(read)))}.</b> {escape(explanation(read))}</div>"
        f"{how}</div>"
    )
