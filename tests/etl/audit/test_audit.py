"""An audit by a seed: random observations of a build against the recorded files, read by code of its own."""

import random
from pathlib import Path

import pytest

from dashboard.record.build import Build, ask
from tests.etl.audit.recordings import READERS

SEED, DRAWN = 20261129, 200
# As published, but for what a series rounds: persons to one, shares to a hundredth, areas to a tenth.
ROUNDING = {"persons": 0.5, "km2": 0.05, "mn_eur_per_day": 0.0005}
NEWEST = """
SELECT series_id, entity, period_end, value, unit, frequency FROM latest JOIN series USING (series_id)
WHERE value IS NOT NULL AND list_contains($series, series_id) ORDER BY series_id, entity, period_end
"""


def test_random_observations_are_what_was_recorded(real_build: Build, recorded: Path) -> None:
    read = {series: reader(recorded) for series, reader in READERS.items()}
    held = ask(real_build, NEWEST, series=list(READERS))
    known = [row for row in held if (row["entity"], row["period_end"]) in read[row["series_id"]]]
    # Readers cover most of what these series hold: a build of other periods would be nothing that is audited.
    assert len(known) > 0.6 * len(held) and len({row["series_id"] for row in known}) == len(READERS)
    for row in random.Random(SEED).sample(known, DRAWN):
        said = read[row["series_id"]][row["entity"], row["period_end"]]
        assert row["value"] == pytest.approx(said, rel=1e-9, abs=ROUNDING.get(row["unit"], 0.005)), row


def test_every_audited_series_is_held(real_build: Build) -> None:
    held = {row["series_id"] for row in ask(real_build, "SELECT DISTINCT series_id FROM observation")}
    assert READERS.keys() <= held
