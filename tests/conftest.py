"""What every test may ask for."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def recorded() -> Path:
    """The folder of recorded answers, beside the checkout or where RECORDED_DIR says; skipped when it is not there."""
    folder = Path(os.environ.get("RECORDED_DIR", ROOT.parent / "shared" / "sources"))
    if not folder.is_dir():
        pytest.skip("the recorded answers are not on this machine; the fixtures test the same formats")
    return folder
