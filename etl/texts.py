"""An article's declaration against the article's text: nothing misquoted, no figure passed over."""

import hashlib
from collections.abc import Iterator

from etl.claims import Article
from etl.figures import Figure, figures


def against(article: Article, raw: bytes) -> Iterator[str]:
    """What does not fit between a declaration and the bytes of its text, each as a sentence with the entry's id."""
    if hashlib.sha256(raw).hexdigest() != article.text_sha256:
        yield f"article {article.id}: text_sha256 is not that of the text, which has {hashlib.sha256(raw).hexdigest()}"
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        yield f"article {article.id}: the text is not UTF-8 at byte {error.start}"
        return
    end = 0
    for excerpt in article.excerpt:
        if not text[excerpt.offset :].startswith(excerpt.quote):
            place = text.find(excerpt.quote)
            found = f"it stands at {place}" if place >= 0 else "the text does not have it"
            yield f"excerpt {excerpt.id}: the quote does not stand at offset {excerpt.offset}; {found}"
        if excerpt.offset < end:
            yield f"excerpt {excerpt.id}: begins before the end of the one above it"
        end = excerpt.offset + len(excerpt.quote)
    for entry in article.ignored:
        if entry.text not in text:
            yield f"article {article.id}, ignored {entry.text!r}: the text does not have it"
        if any(entry.text in excerpt.quote for excerpt in article.excerpt):
            yield f"article {article.id}, ignored {entry.text!r}: stands in an excerpt"


def passed_over(article: Article, text: str) -> list[Figure]:
    """The figures of the text that are neither claimed nor ignored. A date in an excerpt says when its claim holds."""
    ignored = [(place, place + len(entry.text)) for entry in article.ignored if (place := text.find(entry.text)) >= 0]
    claimed = [
        (excerpt.offset + place, excerpt.offset + place + len(claim.figure))
        for excerpt in article.excerpt
        for claim in excerpt.claim
        if claim.figure and (place := excerpt.quote.find(claim.figure)) >= 0
    ]
    dated = [(excerpt.offset, excerpt.offset + len(excerpt.quote)) for excerpt in article.excerpt]
    return [
        figure
        for figure in figures(text)
        if not any(
            start <= figure.start and figure.end <= end
            for start, end in [*ignored, *claimed, *(dated if figure.kind == "date" else ())]
        )
    ]
