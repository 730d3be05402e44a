"""How an address names what is made of a line."""

import pytest

from dashboard.address.how import How, Transform
from dashboard.address.view import View, parse_view
from tests.dashboard.address.test_view import KNOWN, TODAY


@pytest.mark.parametrize(
    ("series", "shown", "words"),
    [
        ("key_rate~mean.12", "key_rate~mean", ""),
        (
            "key_rate~mean.5",
            "key_rate",
            "‘key_rate~mean.5’ in ‘series’ was ignored: ‘mean’ is over 1, 3, 6, 12, 24 months",
        ),
        (
            "key_rate~root",
            "key_rate",
            f"‘key_rate~root’ in ‘series’ was ignored: transform is one of {', '.join(Transform)}",
        ),
        (
            "key_rate~index.yesterday",
            "key_rate",
            "‘key_rate~index.yesterday’ in ‘series’ was ignored: "
            "the day on which an index is 100 is written like 2025-03-07",
        ),
        ("rate~index.2024-01-01", "key_rate~index.2024-01-01", ""),
        ("rate/rates", "key_rate/rates", ""),
        (
            "rates~per_100000",
            "rates",
            "‘rates~per_100000’ in ‘series’ was ignored: the record holds no numbers of inhabitants",
        ),
        (
            "rates~share_of_gdp",
            "rates",
            "‘rates~share_of_gdp’ in ‘series’ was ignored: it is the ratio to a line of gross domestic product in the "
            "same unit, where the record holds one, as military_spending_usd:POL/gdp_world_bank:POL",
        ),
        ("key_rate-nothing", "", "there is no series ‘nothing’"),
        ("tanks:seen,tanks:seen", "tanks:seen", ""),
        ("key_rate~none,key_rate", "key_rate", ""),
        (
            "tanks:seen/key_rate",
            "",
            "‘tanks:seen/key_rate’ in ‘series’ was ignored: "
            "two lines are made one where both are of one publisher each and in the same unit",
        ),
        (
            "stated/stated",
            "",
            "‘stated/stated’ in ‘series’ was ignored: "
            "two lines are made one where both are of one publisher each and in the same unit",
        ),
    ],
)
def test_a_line_names_what_is_made_of_it(series: str, shown: str, words: str) -> None:
    view, problems = parse_view({"series": series}, KNOWN, TODAY)
    assert (",".join(view.series), problems) == (shown, [words] if words else [])


def test_where_one_line_names_its_own_transform_each_does() -> None:
    asked = {"series": "key_rate,rates~none,stated~per_day", "transform": "mean.3"}
    view, problems = parse_view(asked, KNOWN, TODAY)
    assert view == View(series=("key_rate~mean.3", "rates", "stated~per_day")) and not problems
    assert parse_view({"series": "key_rate", "transform": "mean.3"}, KNOWN, TODAY)[0].how == How(Transform.MEAN, 3)
