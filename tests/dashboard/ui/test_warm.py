"""What is made before the first reader comes."""

from pathlib import Path

import pytest

from dashboard.record.build import Build
from dashboard.record.search import values
from dashboard.record.search.findables import findables
from dashboard.record.serving import NothingToServe, Served
from dashboard.ui import warm


def test_nobody_waits_for_the_index_of_the_search_and_its_values(real_build: Build, monkeypatch: pytest.MonkeyPatch):
    fresh = Build(real_build.path)
    monkeypatch.setattr(warm, "served", lambda: Served(fresh))
    warm.warm()
    for made in (findables, values.held, values.last_values):
        assert fresh.answers[made.__wrapped__].cache_info().currsize == 1


def test_without_a_build_nothing_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def none() -> Served:
        raise NothingToServe("nothing")

    monkeypatch.setattr(warm, "served", none)
    warm.warm()
