"""A contested quantity as HTML: every source is named, every mark stands on the axis, and words say what bands hold."""

import re
from html import unescape

from hypothesis import given

from dashboard.chart.contested import StatedRow, axes
from dashboard.parts.intervals import axis_html, statement_day, statement_words, summary
from tests.dashboard.chart.test_contested import DAY, row, rows


@given(rows())
def test_every_source_is_named_and_every_mark_stands_on_the_axis(found: list[StatedRow]) -> None:
    (axis,) = axes(found, DAY)
    html = axis_html(axis)
    for each in found:
        assert f"<td>{each.who}<br>" in html
    marks = [
        (float(left), float(width or 0)) for left, width in re.findall(r"left:([\d.-]+)%(?:;width:([\d.-]+)%)?", html)
    ]
    assert marks and all(left >= 0 and width >= 0 and left + width <= 100.01 for left, width in marks)
    # Only what speaks about the day stands on a band.
    current = [each for group in axis.groups if group.band for each in group.stated if not each.old]
    assert html.count('class="band"') == len(current)


def words(*found: StatedRow) -> str:
    (axis,) = axes(found, DAY)
    return summary(axis, axis.groups[0])


def test_a_band_in_words() -> None:
    assert words(row(low=90.0, high=120.0)) == ""
    two = [row(), row(who="Another", origin="other", value=140.0)]
    assert words(*two) == "100–140, from 2 sources."
    assert words(*two, row(who="Echo", repeats="A newsroom", value=90.0)) == "90–140, from 3 sources of 2 origins."
    least, most = row(value=None, low=80.0), row(value=None, high=300.0)
    assert words(row(), least) == "80–100, from 2 sources of 1 origin; not all name an upper end."
    assert words(row(), least, most).endswith("not all name both ends.")


def test_nothing_that_speaks_is_said() -> None:
    old = DAY.replace(year=2024)
    assert words(row(period_start=old, period_end=old)) == "Nothing that speaks about 7 March 2025 is held."


def test_what_is_too_old_is_drawn_faint_with_its_day_and_stands_on_no_band() -> None:
    old = DAY.replace(year=2024)
    (axis,) = axes([row(), row(who="Of last year", value=60.0, period_start=old, period_end=old)], DAY)
    html = axis_html(axis)
    current, faint = html.split("<tr>")[2:]
    assert "<details" not in html and 'class="ci-track"' in current and 'class="band"' in current
    assert 'class="ci-track ci-old"><i class="dot"' in faint and 'class="band"' not in faint
    assert "Of last year" in faint and "7 March 2024" in faint and "too old to speak about 7 March 2025" in faint
    assert "too old" not in current


def one(**changes: object):
    return axes([row(**changes)], DAY)[0].groups[0].stated[0]


def test_a_row_in_words() -> None:
    assert statement_words(one()) == "100"
    assert statement_words(one(low=90.0, high=120.0)) == "100 (90–120)"
    assert statement_words(one(value=None, low=90.0)) == "at least 90"
    assert statement_day(one()) == "7 March 2025; told 2 days later"
    assert statement_day(one(recorded=True, known_after_days=1)) == "7 March 2025; usually told a day later"
    assert statement_day(one(recorded=True, known_after_days=0)) == "7 March 2025; usually told that day"


def test_names_are_text_and_addresses_are_links() -> None:
    html = axis_html(axes([row(who="<b>A & B</b>", url="https://example.org/?a=1&b=2", status="unverified")], DAY)[0])
    assert "<b>A" not in html and "<b>A & B</b>" in unescape(html)
    assert 'href="https://example.org/?a=1&amp;b=2"' in html
    assert "not read on the page it comes from" in html and "as first recorded" not in html
    assert "as first recorded by us, not as known then" in axis_html(
        axes([row(basis="hindsight", recorded=True)], DAY)[0]
    )
    assert "as first published, not as known then" in axis_html(axes([row(basis="hindsight")], DAY)[0])
