"""The address of the page "Who says so": which quantity, about which day, and what each claim is taken to count."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from dashboard.address.params import choice, shortened
from dashboard.address.view import query

NEWEST, ARTICLE = "newest", "article"
DAYS = (NEWEST, ARTICLE)


@dataclass(frozen=True)
class WhoView:
    """What a link to the page shows. `counting`: {claim: what its words are taken to count}."""

    quantity: str
    day: str = NEWEST
    counting: Mapping[str, str] = field(default_factory=dict)


def parse_who(
    given: Mapping[str, str], quantities: Collection[str], meanings: Mapping[str, Collection[str]]
) -> tuple[WhoView, list[str]]:
    """What an address, as `params.read` gives it, asks for, and a sentence for each value that was ignored.

    `quantities`: their ids, the first of which is the default. `meanings`: what each claim may be taken to count.
    """
    problems: list[str] = []
    quantity = given.get("quantity", "")
    if quantity and quantity not in quantities:
        problems.append(f"there is no quantity ‘{shortened(quantity)}’")
    day = choice("day", DAYS, given.get("day", ""), problems)
    counting = {}
    for pair in filter(None, given.get("counting", "").split(",")):
        claim, _, meant = pair.partition(":")
        if claim in meanings and meant in meanings[claim]:
            counting[claim] = meant
        else:
            problems.append(f"‘{shortened(pair)}’ in ‘counting’ was ignored: no claim of this article can be read so")
    return WhoView(quantity if quantity in quantities else next(iter(quantities)), day, counting), problems


def who_params(asked: WhoView, article: str, asof: dt.date | None = None) -> dict[str, str]:
    """Every parameter with its value: `parse_who` of it asks for the same."""
    return {
        "quantity": asked.quantity,
        "day": asked.day,
        "counting": ",".join(f"{claim}:{meant}" for claim, meant in asked.counting.items()),
        "article": article,
        # Today is written too: an address without it shows the day that is remembered.
        "asof": asof.isoformat() if asof else "",
    }


def who_url(asked: WhoView, article: str, asof: dt.date | None = None) -> str:
    """The link to the page, relative to the site."""
    return f"who{query(who_params(asked, article, asof))}"
