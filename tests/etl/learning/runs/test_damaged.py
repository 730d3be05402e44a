"""A refresh beside a build that cannot be read."""

import datetime as dt
import json
from pathlib import Path

import pytest

from etl.building.build import current
from etl.learning.run import Request, refresh_all
from etl.store import history_file
from tests.fixtures import answer

FIRST = dt.datetime(2026, 3, 1)


def test_a_damaged_build_does_not_keep_a_refresh_from_making_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "var"))
    (tmp_path / "ucdp_candidate").mkdir()
    for name, raw in answer("ucdp_candidate").items():
        (tmp_path / "ucdp_candidate" / name).write_bytes(raw)
    moments = [FIRST + dt.timedelta(days=number) for number in range(2)]
    first = refresh_all(Request(["ucdp_candidate"], replay=tmp_path), now=moments[0])
    current().write_bytes(current().read_bytes()[:5000])
    second = refresh_all(Request(["ucdp_candidate"], replay=tmp_path), now=moments[1])
    assert first.well and second.well and second.build == current().name
    told = [json.loads(line) for line in history_file().read_text(encoding="utf-8").splitlines()]
    assert [line["verdicts"] for line in told] == [[], []]
