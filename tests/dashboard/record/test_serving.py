"""What a process serves is read once for each state of its files."""

import datetime as dt
import os
from pathlib import Path

import pytest

from dashboard.record.serving import Serving
from etl.history import Run, append
from etl.store import history_file

TODAY = dt.date(2026, 11, 25)
MONDAY, TUESDAY, WEDNESDAY = (dt.datetime(2026, 11, day) for day in (23, 24, 25))


def test_the_history_is_read_again_when_it_has_grown_and_not_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    serving = Serving()
    assert serving.kept_history(TODAY).runs == ()
    append(history_file(), Run(MONDAY, "", "", ()))
    assert len(serving.kept_history(TODAY).runs) == 1
    assert serving.kept_history(TODAY) is serving.kept_history(TODAY)
    append(history_file(), Run(TUESDAY, "", "", ()))
    assert len(serving.kept_history(TODAY).runs) == 2
    state = history_file().stat()
    history_file().unlink()
    for moment in (MONDAY, WEDNESDAY):
        append(history_file(), Run(moment, "", "", ()))
    os.utime(history_file(), ns=(state.st_atime_ns, state.st_mtime_ns + 1))
    assert [run.at for run in serving.kept_history(TODAY).runs] == [WEDNESDAY, MONDAY]
    assert serving.kept_history(MONDAY.date()) is not serving.kept_history(TODAY)
