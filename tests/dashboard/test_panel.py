import re

import pandas as pd

from dashboard.drawing import drawing
from dashboard.panel import NEAREST, STATEMENTS, told
from dashboard.view import View
from tests.dashboard.samples import ARTICLE, DAY, EVENTS, chart, entity, frame, row, series

TALKS = chart(kind="timeline")
STATED = series(frequency="I", varies_by="publisher", side="none")
SPEAKERS = (entity("csis", "CSIS & partners"), entity("un", "United Nations"))


def listed(html: str) -> list[str]:
    return re.findall("<li>(.*?)</li>", html)


def test_the_events_nearest_to_the_articles_day_are_told_in_order_of_time() -> None:
    assert listed(told(drawing(TALKS, frame(), View(), ARTICLE, EVENTS))) == [
        "2 March 2025: A meeting in London (seen in a summary only)",
        "4 March 2025: The Commission presents a plan",
    ]
    far = [EVENTS.assign(day=DAY(2024, 1, day), title=f"Long before, {day}") for day in range(1, NEAREST)]
    many = pd.concat([EVENTS, *far])
    found = listed(told(drawing(TALKS, frame(), View(), ARTICLE, many)))
    assert len(found) == NEAREST
    assert found[-1] == "4 March 2025: The Commission presents a plan"
    assert told(drawing(TALKS, frame(), View(), None, EVENTS)) == ""


def test_a_few_statements_are_all_told_each_once() -> None:
    rows = (row(DAY(2025, 3, 2), 5.0, low=4.0, high=6.0, entity="csis"), row(DAY(2025, 3, 1), 7.0, entity="un"))
    drawn = drawing(chart(STATED, entities=SPEAKERS), frame(*rows), View(), ARTICLE)
    assert listed(told(drawn)) == ["United Nations, 1 March 2025: 7", "CSIS &amp; partners, 2 March 2025: 5 (4–6)"]


def test_many_statements_and_lines_are_left_to_picture_and_table() -> None:
    many = frame(*(row(DAY(2025, 3, day), float(day), entity="un") for day in range(1, STATEMENTS + 2)))
    assert told(drawing(chart(STATED, entities=SPEAKERS), many, View())) == ""
    line = frame(row(DAY(2025, 3, 1), 1.0), row(DAY(2025, 3, 2), 2.0))
    assert told(drawing(chart(series()), line, View())) == ""
