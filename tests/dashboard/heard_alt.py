"""Reads an alt text back, part by part, and holds every number in it against the rows that it was made of."""

import re
from collections.abc import Sequence

import pytest

from dashboard.address.view import View
from dashboard.chart.layers import apart_words, period
from dashboard.chart.periods import segment
from dashboard.chart.records import ChartInfo, Member, Obs, Selection
from dashboard.say import say, say_day
from tests.dashboard.heard import NEXT, Number, Said, ends, number, statement

SHARES = ("percent", "percent_of_gdp", "points")


def held(member: Member) -> list[Obs]:
    return [row for row in member.rows if (row.value, row.low, row.high) != (None, None, None)]


def agrees(heard: tuple[Said, str], row: Obs, member: Member) -> None:
    """What was heard is this row: its period, value, bounds and status."""
    words, when = heard
    assert when == period(row, member)
    if row.value is None and row.low == row.high:
        # An interval without width is said as one number.
        row = row._replace(value=row.low, low=None, high=None)
    for found, value in ((words.value, row.value), (words.low, row.low), (words.high, row.high)):
        assert (found is None) == (value is None), (heard, row)
        assert found is None or found.of(value), (heard, row)
    assert words.status == (row.status if row.status in ("provisional", "unverified") else "")


def read(part: str, member: Member, unit: str, figures: Sequence[float], view: View) -> set[str]:
    """Read one member's part to its end, and hold each number against the rows. Returns what it tells."""
    rest, rows = part.removeprefix(f"{member.name}, "), held(member)
    if not rows:
        notes = [f", {row.note}" for row in member.rows if apart_words(row, member)]
        assert rest == (f"no data{''.join(notes)}" if view.transform == "none" else "nothing can be computed")
        return set()
    head, *tokens = NEXT.split(rest)
    for heard, one in zip(ends(head, unit), (rows[0], rows[-1]) if len(rows) > 1 else rows, strict=True):
        agrees(heard, one, member)
    told: set[str] = set()
    left, first, last = list(figures), rows[0].value, rows[-1].value
    for token in tokens:
        if compared := re.fullmatch(r"(?:(.+) (above|below)|as) the article’s (.+)", token):
            figure = left.pop(0)
            # A forecast's figure stands for a day, which follows it.
            assert number(compared[3].partition(" for ")[0], unit).of(figure)
            distance = number(compared[1], "points" if unit in SHARES else unit).value if compared[1] else 0
            sign = -1 if compared[2] == "below" else 1
            assert near(distance * sign, last - figure, unit, compared[1])
            told.add("figure")
        elif moved := re.fullmatch(r"(up|down) (.+?)(?: \((.+)\))?", token):
            sign = 1 if moved[1] == "up" else -1
            assert sign * (last - first) > 0
            assert number(moved[2], "points" if unit in SHARES else unit).of(abs(last - first))
            if moved[3]:
                assert number(moved[3], "percent").of(100 * abs(last - first) / first)
                told.add("per cent")
            told.add("change")
        elif token.startswith("highest at the "):
            assert token.removeprefix("highest at the ") in ("start", "end")
            agrees_top(rows[0] if token.endswith("start") else rows[-1], rows)
            told.add("highest")
        elif token.startswith("highest "):
            heard = statement(token.removeprefix("highest "), unit)
            (peak, *_) = [one for one in rows if period(one, member) == heard[1] and top(one) == max(map(top, rows))]
            agrees(heard, peak, member)
            told.add("highest")
        elif token == "unchanged":
            assert first == pytest.approx(last, rel=1e-8)
            told.add("change")
        else:
            assert token == "which do not compare, since the series breaks between them"
            breaks = member.series.breaks
            assert segment(rows[0].end, breaks) != segment(rows[-1].end, breaks)
            told.add("break")
    assert not left or last is None
    return told


def near(heard: float, value: float, unit: str, words: str | None) -> bool:
    spoken = number(words, "points" if unit in SHARES else unit) if words else Number(0, 1e-6)
    return Number(heard, spoken.within).of(value)


def top(one: Obs) -> float:
    return max(each for each in (one.low, one.high) if each is not None) if one.value is None else one.value


def agrees_top(one: Obs, rows: Sequence[Obs]) -> None:
    assert top(one) == max(map(top, rows))


def parts(text: str, info: ChartInfo) -> list[str]:
    """What stands after the title and its measure, part by part."""
    assert text.startswith((f"{info.title} (", f"{info.title}: ")) and text.endswith(".")
    after = text.removeprefix(info.title)
    return after.partition("): " if after.startswith(" (") else ": ")[2][:-1].split("; ")


def read_all(text: str, info: ChartInfo, shown: Selection, view: View, figures: Sequence[float]) -> set[str]:
    """Read a whole alt text; nothing is left over. Returns what the members' parts tell."""
    found = parts(text, info)
    if [m.name for m in shown.members] == [info.title]:
        # The title names it.
        assert not found[0].startswith(info.title)
        found[0] = f"{info.title}, {found[0]}"
    members = [m for m in shown.members if any(part.startswith(f"{m.name}, ") for part in found)]
    assert len(members) == len(shown.members)
    spoken, rest = found[: max(1, len(members))], found[max(1, len(members)) :]
    told: set[str] = set()
    for part in spoken if members else []:
        (member, *_) = [m for m in members if part.startswith(f"{m.name}, ")]
        members.remove(member)
        told |= since(part, member, info) if info.since else read(part, member, shown.unit, figures, view)
    assert shown.members or spoken == ["nothing selected" if view.transform == "none" else "nothing can be computed"]
    expected = [f"as known on {say_day(view.asof)}"] if view.asof else []
    if "figure" not in told:
        expected += [f"the article says {say(figure, shown.unit)}" for figure in figures]
    assert rest == expected
    return told


def since(part: str, member: Member, info: ChartInfo) -> set[str]:
    assert part == f"{member.name}, since {period(member.rows[-1], member)}"
    return {"since"}
