"""The lines of a chart that a reader puts together, as an address names them, held against what the record has."""

from collections.abc import Iterable, Mapping

from dashboard.address.how import How, Line, each_named, line
from dashboard.address.params import shortened

# So many series stand in one chart that a reader puts together.
MOST_SERIES = 6
# So many entities are named to one who names none.
NAMED = 4
Renames = Mapping[str, Mapping[str, str]]


def own_picked(text: str, members: tuple[str, ...]) -> tuple[str, ...]:
    """What is picked of a chart by naming some of its own members as series; empty where another one is named."""
    asked = [each.strip() for each in text.split(",")]
    return tuple(each.partition(":")[2] or each for each in asked) if set(asked) <= set(members) else ()


def lines_together(
    asked: Iterable[str],
    how: How,
    entities: Mapping[str, tuple[str, ...]],
    units: Mapping[str, str],
    renames: Renames,
    problems: list[str],
) -> tuple[tuple[str, ...], How]:
    """The lines asked for that there are, and the transform of all of them.

    `how`: what the address says of all. `entities`, `units`: by series, as in `Known`. What is ignored is added to the
    problems.
    """
    found = [_line(name.strip(), entities, units, renames, problems) for name in dict.fromkeys(asked)]
    named, how = each_named(tuple(dict.fromkeys(filter(None, found))), how)
    if len(named) > MOST_SERIES:
        left = ", ".join(shortened(each) for each in named[MOST_SERIES:])
        problems.append(f"at most {MOST_SERIES} series stand in one chart: ‘{shortened(left)}’ was ignored")
    return named[:MOST_SERIES], how


def _line(
    name: str,
    entities: Mapping[str, tuple[str, ...]],
    units: Mapping[str, str],
    renames: Renames,
    problems: list[str],
) -> str:
    """A line as `View.series` has it; empty for what is none, which is added to the problems."""
    asked = line(name, problems)
    of = tuple(_series(each, entities, renames, problems) for each in asked.of)
    if not all(of):
        return ""
    if asked.sign and not _joins([units.get(each.partition(":")[0], "") for each in of]):
        why = "two lines are made one where both are of one publisher each and in the same unit"
        problems.append(f"‘{shortened(name)}’ in ‘series’ was ignored: {why}")
        return ""
    return Line(of, asked.sign, asked.how).name


def _joins(units: list[str]) -> bool:
    """Whether two lines of these units make one. Statements by several publishers have none here."""
    return all(units) and len(set(units)) == 1


def _series(text: str, held: Mapping[str, tuple[str, ...]], renames: Renames, problems: list[str]) -> str:
    """A line of the record by its present name; empty for what is none, which is added to the problems."""
    series, colon, entity = text.partition(":")
    series = renames.get("series", {}).get(series, series)
    entity = renames.get("entity", {}).get(entity, entity)
    entities = held.get(series)
    if entities is None:
        problems.append(f"there is no series ‘{shortened(series)}’")
    elif entities and entity not in entities:
        offered = ", ".join(f"{series}:{each}" for each in entities[:NAMED])
        more = f" and {len(entities) - NAMED} more" if len(entities) > NAMED else ""
        wrong = f"has no ‘{shortened(entity)}’" if colon else "has several lines"
        problems.append(f"series ‘{series}’ {wrong} and was ignored: name one, as {offered}{more}")
    elif colon and not entities:
        problems.append(f"‘{shortened(text)}’ in ‘series’ is one line: ‘{shortened(entity)}’ was ignored")
        return series
    else:
        return f"{series}:{entity}" if colon else series
    return ""
