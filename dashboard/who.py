"""The address of the page "Who says so": which quantity, about which day, and what each claim is taken to count."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from dashboard.view import FOLLOWED, passed_over

NEWEST, ARTICLE = "newest", "article"
DAYS = (NEWEST, ARTICLE)
NAMES = ("quantity", "day", "counting")


@dataclass(frozen=True)
class Asked:
    """What a link to the page shows. `counting`: {claim: what its words are taken to count}."""

    quantity: str
    day: str = NEWEST
    counting: Mapping[str, str] = field(default_factory=dict)


def parse(
    params: Mapping[str, str], quantities: Collection[str], meanings: Mapping[str, Collection[str]]
) -> tuple[Asked, list[str]]:
    """What an address asks for, and a sentence for each value that was ignored.

    `quantities`: their ids, the first of which is the default. `meanings`: what each claim may be taken to count.
    """
    # The shell names what it ignores of those that every page follows.
    unknown = [name for name in params if name not in (*FOLLOWED, *NAMES) and not passed_over(name)]
    problems = [f"unknown parameter ‘{name}’ was ignored" for name in unknown]
    quantity, day = params.get("quantity", ""), params.get("day", "")
    if quantity and quantity not in quantities:
        problems.append(f"there is no quantity ‘{quantity}’")
    if day and day not in DAYS:
        problems.append(f"‘day={day}’ was ignored: day is one of {', '.join(DAYS)}")
    counting = {}
    for pair in filter(None, params.get("counting", "").split(",")):
        claim, _, meant = pair.partition(":")
        if claim in meanings and meant in meanings[claim]:
            counting[claim] = meant
        else:
            problems.append(f"‘{pair}’ in ‘counting’ was ignored: no claim of this article can be read so")
    asked = Asked(
        quantity if quantity in quantities else next(iter(quantities)), day if day in DAYS else NEWEST, counting
    )
    return asked, problems


def address(asked: Asked, article: str, asof: dt.date | None = None) -> dict[str, str]:
    """Every parameter with its value: `parse` of it asks for the same."""
    return {
        "quantity": asked.quantity,
        "day": asked.day,
        "counting": ",".join(f"{claim}:{meant}" for claim, meant in asked.counting.items()),
        "article": article,
        # Today is written too: an address without it shows the day that is remembered.
        "asof": asof.isoformat() if asof else "",
    }


def url(asked: Asked, article: str, asof: dt.date | None = None) -> str:
    """The link to the page, relative to the site."""
    return f"who?{urlencode(address(asked, article, asof), safe=',:')}"
