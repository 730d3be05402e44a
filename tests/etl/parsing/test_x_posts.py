"""The day that a post's number encodes."""

import datetime as dt

import pytest

from etl.parsing.x_posts import post_number, posted_on


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://x.com/DefenceHQ/status/1876584633103507960/photo/2", dt.date(2025, 1, 7)),
        ("https://twitter.com/DefenceHQ/status/1731611263799537767", dt.date(2023, 12, 4)),
        ("https://x.com/DefenceHQ/status/1918563185390502173", dt.date(2025, 5, 3)),
    ],
)
def test_a_post_tells_its_day(address: str, day: dt.date) -> None:
    number = post_number(address)
    assert number is not None and posted_on(number) == day


@pytest.mark.parametrize("address", ["", "https://x.com/DefenceHQ", "https://example.org/status/1876584633103507960"])
def test_other_addresses_have_no_number(address: str) -> None:
    assert post_number(address) is None
