"""What must hold of checks and the series they read: they exist, can be compared, and grow old by one rule.

Rules as in etl/declared/rules.py.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from etl.declared.articles import Check
from etl.declared.shapes import Series
from etl.vocabulary import Statistic

if TYPE_CHECKING:
    from etl.declared.catalogue import Catalogue


def checks_fit(c: "Catalogue") -> Iterator[str]:
    """Checks name a series with one of its entities, and events that exist."""
    by_id = {s.id: s for s in c.series}
    events = {row["id"] for row in c.events}
    for _, _, claim in c.claims():
        for number, check in enumerate(claim.check, start=1):
            name = f"claim {claim.id}, check {number}"
            for series, entity in _lines(check):
                yield from _stray(name, series, entity, by_id)
            yield from _comparable(name, check, by_id)
            ended = by_id[check.series].ended if check.series in by_id else None
            if claim.resolves_on and ended and ended < claim.resolves_on:
                yield f"{name}: series {check.series} ended on {ended}, before the day of the forecast"
            for event in filter(None, (check.event, check.then, *check.against)):
                if event not in events:
                    yield f"{name}: there is no event {event!r}"


def _lines(check: Check) -> Iterator[tuple[str, str]]:
    """The lines that a check reads: a series, and the entity that is named of it."""
    named = ((check.series, check.entity), (check.plus, check.plus_entity), (check.than, check.than_entity))
    yield from ((series, entity) for series, entity in named if series)
    yield from ((check.series, entity) for entity in check.among if check.among != "all")


def _stray(name: str, series_id: str, entity: str, by_id: dict[str, Series]) -> Iterator[str]:
    """What is wrong with a line that is named: no such series, no entity, or none of the series."""
    series = by_id.get(series_id)
    if series is None:
        yield f"{name}: there is no series {series_id!r}"
    elif series.varies_by and not entity:
        yield f"{name}: series {series_id} varies by {series.varies_by}: name an entity"
    elif entity and series.entities != "all" and entity not in (series.entities or [series.entity]):
        yield f"{name}: series {series_id} has no entity {entity!r}"


def _comparable(name: str, check: Check, by_id: dict[str, Series]) -> Iterator[str]:
    """What is added or compared has one unit; what is added counts the same. A rank needs several entities."""
    tested = by_id.get(check.series)
    for other in (by_id[key] for key in (check.plus, check.than) if key in by_id):
        if tested and tested.unit != other.unit:
            yield f"{name}: series {tested.id} is in {tested.unit}, {other.id} in {other.unit}: give series of one unit"
    if tested and check.plus in by_id and tested.counts != by_id[check.plus].counts:
        yield f"{name}: adds {tested.id} and {check.plus}, which count different things"
    if tested and check.among and not tested.varies_by:
        yield f"{name}: series {tested.id} has one entity, so nothing to rank it among"


def one_age(c: "Catalogue") -> Iterator[str]:
    """Within an article, evidence of one series is too old by one rule."""
    for article in c.articles:
        ages: dict[str, tuple[str, int | None]] = {}
        for claim in (claim for excerpt in article.excerpt for claim in excerpt.claim):
            for number, check in enumerate(claim.check, start=1):
                # Whoever reached a limit once has reached it, however long ago.
                if not check.series or check.statistic == Statistic.FIRST_REACHED:
                    continue
                name = f"claim {claim.id}, check {number}"
                first, age = ages.setdefault(check.series, (name, check.max_age_days))
                if age != check.max_age_days:
                    yield (
                        f"{name}: max_age_days is {_age(check.max_age_days)}, and {_age(age)} in {first}: "
                        f"give series {check.series} one in an article"
                    )


def _age(days: int | None) -> str:
    return "left out" if days is None else str(days)
