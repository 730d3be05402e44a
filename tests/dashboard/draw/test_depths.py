import dataclasses

import pytest

from dashboard.address.view import View
from dashboard.chart.records import Drawing
from dashboard.draw import depths
from dashboard.draw.frame import NARROW, WIDE
from dashboard.draw.plotly.figure import figure
from dashboard.draw.still.inline import inline
from dashboard.record import charts
from dashboard.record.build import Build
from dashboard.views.pictures import drawn
from tests.dashboard.chart.test_drawing import CASES
from tests.dashboard.reading import parsed, size, texts
from tests.dashboard.samples import drawing


def bars(*told: str) -> Drawing:
    """The sample of bars beside names, with these words instead of its values'."""
    found = drawing(*CASES["spending-one-year"])
    layer = found.layers[0]
    rows = tuple(layer.rows[0]._replace(x=f"Country {n}", text=text) for n, text in enumerate(told))
    return dataclasses.replace(found, layers=(dataclasses.replace(layer, rows=rows),))


@pytest.mark.parametrize(
    ("told", "values", "shared"),
    [
        (("€50 bn, 2024", "€60 bn, 2024"), ["€50 bn", "€60 bn"], "2024"),
        (("€50 bn, provisional, 2024", "€60 bn, 2024"), ["€50 bn, provisional", "€60 bn"], "2024"),
        (("€50 bn, 2023", "€60 bn, 2024"), ["€50 bn, 2023", "€60 bn, 2024"], ""),
        (("€50 bn", "€50 bn"), ["€50 bn", "€50 bn"], ""),
        (("€50 bn, 2024",), ["€50 bn, 2024"], ""),
    ],
)
def test_what_all_values_end_with_is_told_once(told: tuple[str, ...], values: list[str], shared: str) -> None:
    found, once = depths.told(bars(*told))
    assert ([text for *_, text in found], once) == (values, shared)


def test_names_that_leave_bars_too_little_stand_above_them() -> None:
    assert depths.columns(bars("€50 bn, 2024", "€60 bn, 2024"), NARROW) is not None
    long = bars("from €1,234,567 bn to €2,345,678 bn", "€60 bn, in the year to March 2024")
    assert depths.columns(long, NARROW) is None
    one, _ = depths.bar_depths(long, NARROW)
    assert not one[0].beside
    assert depths.bar_depths(bars("€50 bn", "€60 bn"), NARROW)[0][0].beside


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_thirteen_donors_do_not_need_a_screen(real_build: Build, narrow: bool) -> None:
    picture = drawn(real_build, View(chart="support-share-of-gdp"))
    root, layout = parsed(inline(picture, narrow)), figure(picture, False, narrow).layout
    assert size(root)[1] < 340 and layout.height < 340
    names = [entity.name for entity in charts.chart_info(real_build, "support-share-of-gdp").entities]
    assert set(names) <= set(texts(root)) and set(names) <= {note.text for note in layout.annotations}
    # The plot keeps the share of the width that it must have.
    room = NARROW if narrow else WIDE
    assert room.width - layout.margin.l - layout.margin.r >= depths.LEAST * room.width


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_events_below_a_picture_have_its_axis_of_time(real_build: Build, narrow: bool) -> None:
    above = drawn(real_build, View(chart="casualties", events=("on",)))
    lanes = drawn(real_build, View(chart="events"))
    upper, lower, alone = (
        parsed(each) for each in (inline(above, narrow), inline(lanes, narrow, above=above), inline(lanes, narrow))
    )
    ends = ("data-left", "data-right", "data-start", "data-end")
    assert [lower.get(name) for name in ends] == [upper.get(name) for name in ends]
    assert [alone.get(name) for name in ends] != [upper.get(name) for name in ends]
    # So does the interactive one.
    margins = [figure(each, False, narrow, above=over).layout.margin for each, over in ((above, None), (lanes, above))]
    assert {(margin.l, margin.r) for margin in margins} == {(margins[0].l, margins[0].r)}
