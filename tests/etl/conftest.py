"""What tests of the refresh may ask for: a publisher on loopback, and a copy of the program that is run."""

from collections.abc import Iterator

import pytest

from tests.etl.endpoint import Endpoint, playing
from tests.etl.processes.running import Program, copied, renewed


@pytest.fixture
def direct(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loopback without the proxies and authorities that this machine may be set up with."""
    monkeypatch.setenv("NO_PROXY", "*")
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def endpoint(direct: None) -> Iterator[Endpoint]:
    """A server on loopback that plays what the test scripts."""
    with playing() as running:
        yield running


@pytest.fixture(scope="session")
def program_copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """The one copy of the program in this process."""
    with copied(tmp_path_factory.mktemp("program")) as program:
        yield program


@pytest.fixture
def program(program_copy: Program) -> Program:
    """A copy of the program in a small world where nothing was refreshed or built yet."""
    return renewed(program_copy)
