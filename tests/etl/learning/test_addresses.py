"""Every declared address, opened on the internet: `make test ARGS="-m network"`. It never runs unless asked for."""

import pytest

from etl import clock
from etl.declared import catalogue
from etl.declared.shapes import AnswerFile
from etl.learning.fetch import Fetcher, Version

ASKING = Fetcher()
# One test for each mirror, so that one that is gone is noticed though another answers.
ADDRESSES = [
    pytest.param(file.model_copy(update={"urls": [url]}), id=f"{source.id}-{file.name}-{number}")
    for source in catalogue.load().sources
    if source.proven
    for file in source.files
    for number, url in enumerate(file.urls)
]


@pytest.mark.network
@pytest.mark.parametrize("file", ADDRESSES)
def test_the_address_answers(file: AnswerFile) -> None:
    assert ASKING.get(file, Version(), clock.today()).body
