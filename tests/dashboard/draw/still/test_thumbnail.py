"""Small pictures of charts: a course at a glance, without words, for both themes, and light."""

import dataclasses
import gzip
import re
import xml.etree.ElementTree as ET

import pytest

from dashboard.address.view import View
from dashboard.chart.records import Drawing
from dashboard.draw.still.thumbnail import HEIGHT, WIDTH, thumbnail
from dashboard.record.build import Build
from dashboard.record.charts import chart_ids, outlines
from dashboard.views.pictures import drawn
from etl.vocabulary import ChartKind

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def picture(build: Build, chart: str) -> tuple[Drawing, bytes]:
    found = drawn(build, View(chart=chart))
    return found, thumbnail(found, outlines(build) if found.kind == ChartKind.MAP else {})


def test_every_chart_has_one_of_shapes_alone_that_weighs_little(real_build: Build):
    sizes = []
    for name in chart_ids(real_build):
        found, body = picture(real_build, name)
        root = ET.fromstring(body)
        assert (root.get("width"), root.get("height")) == (str(WIDTH), str(HEIGHT)), name
        kinds = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert kinds == {"svg", "style", "path"}, name
        # A map is cut at the picture's edge, and its hatching beyond.
        colours = {element.get("fill") for element in root.iter()} | {element.get("stroke") for element in root.iter()}
        assert any(colour and colour.startswith("var(--c-") for colour in colours), name
        assert found.layers
        sizes.append(len(gzip.compress(body)))
    assert max(sizes) < 10_000 and sum(sizes) / len(sizes) < 2_000


def test_no_line_leaves_the_picture(real_build: Build):
    _, body = picture(real_build, "key-rate")
    (path,) = [element.get("d") for element in ET.fromstring(body).iter() if element.get("stroke-width") == "2.4"]
    first = [float(each) for each in NUMBER.findall(path)[:2]]
    assert 0 <= first[0] <= WIDTH and 0 <= first[1] <= HEIGHT


@pytest.mark.parametrize("chart", ["key-rate", "support-largest-donors", "events", "nato-map"])
def test_what_holds_nothing_is_an_empty_picture(real_build: Build, chart: str):
    empty = dataclasses.replace(drawn(real_build, View(chart=chart)), layers=(), start=None, end=None)
    assert ET.fromstring(thumbnail(empty)).tag.endswith("svg")


def test_both_themes_are_told(real_build: Build):
    _, body = picture(real_build, "key-rate")
    assert body.count(b"--c-page:") == 2 and b"prefers-color-scheme: dark" in body
