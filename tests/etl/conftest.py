"""What tests of the refresh may ask for: a publisher on loopback."""

from collections.abc import Iterator

import pytest

from tests.etl.endpoint import Endpoint, playing


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
