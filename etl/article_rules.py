"""What a typo in an article's file must not become: a verdict. Rules as in etl/rules.py."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from etl.catalogue import Catalogue


def already_published(c: "Catalogue") -> Iterator[str]:
    """Nothing is judged as known on a day that has not come."""
    for article in c.articles:
        if article.published_on > c.today:
            yield (
                f"article {article.id}, published_on: {article.published_on} lies ahead of today, {c.today} UTC: "
                "mend it, or wait until it has appeared"
            )
