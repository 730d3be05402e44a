"""An article's declaration against the article's text: nothing misquoted, no figure passed over."""

import hashlib
from collections.abc import Iterator

from etl.declared.articles import Article, Claim, Excerpt
from texts.figure import Figure, Kind
from texts.figures import figures
from texts.places import placed, places
from texts.plain import plain_text


def misfits(article: Article, raw: bytes) -> Iterator[str]:
    """What does not fit between a declaration and the bytes of its text, each as a sentence with the entry's id."""
    if hashlib.sha256(raw).hexdigest() != article.text_sha256:
        yield f"article {article.id}: text_sha256 is not that of the text, which has {hashlib.sha256(raw).hexdigest()}"
    try:
        text = plain_text(raw)
    except ValueError as error:
        yield f"article {article.id}: the text {error}"
        return
    end = 0
    for excerpt in article.excerpt:
        if not text[excerpt.offset :].startswith(excerpt.quote):
            place = text.find(excerpt.quote)
            found = f"it stands at {place}" if place >= 0 else "the text does not have it"
            yield f"excerpt {excerpt.id}: the quote does not stand at offset {excerpt.offset}; {found}"
        elif excerpt.offset not in places(text, excerpt.quote):
            yield f"excerpt {excerpt.id}: the quote begins or ends inside a number or word of the text; give that whole"
        if excerpt.offset < end:
            yield f"excerpt {excerpt.id}: begins before the end of the one above it"
        end = excerpt.offset + len(excerpt.quote)
    for entry in article.ignored:
        name = f"article {article.id}, ignored"
        try:
            start = placed(text, entry.text, entry.offset, "in the text", "offset")
        except ValueError as error:
            yield f"{name} {error}"
            continue
        stretch = start, start + len(entry.text)
        for excerpt in article.excerpt:
            if _inside((excerpt.offset, excerpt.offset + len(excerpt.quote)), stretch):
                yield f"{name} {entry.text!r}: holds all of excerpt {excerpt.id}; take one of them out"
            for claim in excerpt.claim:
                if (claimed := _claimed(excerpt, claim)) and claimed[0] < stretch[1] and stretch[0] < claimed[1]:
                    yield f"{name} {entry.text!r}: at {start} claim {claim.id} claims {claim.figure!r}; take one out"


def unclaimed_figures(article: Article, text: str) -> list[Figure]:
    """The figures of the text that are neither claimed nor ignored, each at its own place.

    A date in an excerpt says when its claim holds. Raises ValueError for what `against` names as without one place.
    """
    ignored = [
        (start, start + len(entry.text))
        for entry in article.ignored
        for start in [placed(text, entry.text, entry.offset, "in the text", "offset")]
    ]
    claimed = [
        stretch
        for excerpt in article.excerpt
        for claim in excerpt.claim
        if (stretch := _claimed(excerpt, claim)) is not None
    ]
    dated = [(excerpt.offset, excerpt.offset + len(excerpt.quote)) for excerpt in article.excerpt]
    return [
        figure
        for figure in figures(text)
        if not any(
            _inside((figure.start, figure.end), stretch)
            for stretch in [*ignored, *claimed, *(dated if figure.kind == Kind.DATE else ())]
        )
    ]


def _claimed(excerpt: Excerpt, claim: Claim) -> tuple[int, int] | None:
    """From where to where a claim's figure stands in the text."""
    place = excerpt.place(claim)
    return None if place is None else (excerpt.offset + place, excerpt.offset + place + len(claim.figure))


def _inside(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return other[0] <= one[0] and one[1] <= other[1]
