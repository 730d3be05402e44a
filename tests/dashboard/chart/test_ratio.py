import dataclasses
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.address.how import How, Sign, Transform
from dashboard.address.view import View
from dashboard.chart.definitions import refusal
from dashboard.chart.ratio import UNIT, divided, one_of_two, ratios
from dashboard.chart.records import Obs
from dashboard.chart.selection import observed_rows, pickable, select
from dashboard.chart.transforms import SETTLED
from dashboard.views.tables import withheld_words
from etl.vocabulary import Status
from tests.dashboard.samples import DAY, MARCH, chart, entity, frame, month, row, series
from tests.dashboard.selected import csv_long as csv
from tests.dashboard.selected import observation_table

CLAIMED = series("claimed", title="Claimed", unit="items", varies_by="equipment", counts="equipment_claimed")
SEEN = series("seen", title="Seen in pictures", unit="items", frequency="M", varies_by="equipment", side="none")
TYPES = (entity("tank", "Tanks"), entity("aircraft", "Aircraft"))
INFO = chart(CLAIMED, SEEN, entities=TYPES, id="ratio", title="Claimed for each one seen", divide=True)


def obs(series_id: str, value: float | None, day: int = 0, entity: str = "tank", **changes: object) -> Obs:
    on = MARCH.replace(day=1 + day)
    usual = {"low": None, "high": None, "status": "final", "note": "", "url": "", "basis": "", "vintage": on}
    return Obs(series_id=series_id, entity=entity, start=on, end=on, value=value, **(usual | changes))


def one(*rows: Obs) -> Obs:
    (found,) = ratios(INFO, rows)
    return found


KEYS = st.tuples(st.sampled_from(["tank", "aircraft"]), st.integers(0, 9))
HELD = st.dictionaries(KEYS, st.none() | st.integers(0, 1000).map(float))


@given(HELD, HELD, st.randoms())
def test_there_is_a_quotient_for_exactly_what_both_have(above: dict, below: dict, shuffle: random.Random) -> None:
    rows = [obs("claimed", value, day, name) for (name, day), value in above.items()]
    rows += [obs("seen", value, day, name) for (name, day), value in below.items()]
    found = {(each.entity, each.end.day - 1): each.value for each in ratios(INFO, rows)}
    assert found == {
        key: pytest.approx(above[key] / below[key], rel=1e-12)
        for key in above.keys() & below
        if above[key] is not None and below[key]
    }
    mixed = list(rows)
    shuffle.shuffle(mixed)
    assert sorted(ratios(INFO, mixed)) == sorted(ratios(INFO, rows))


def test_a_quotient_is_a_number_of_times_with_the_period_of_the_divisor() -> None:
    rows = observed_rows(
        frame(
            row(DAY(2025, 3, 30), 90.0, series_id="claimed", entity="tank"),
            row(DAY(2025, 3, 31), 100.0, series_id="claimed", entity="tank", low=80.0, high=120.0),
            month(2025, 3, 40.0, series_id="seen", entity="tank"),
        )
    )
    found = one(*rows)
    assert (found.series_id, found.value, found.start, found.end) == (
        "claimed/seen",
        2.5,
        DAY(2025, 3, 1),
        DAY(2025, 3, 31),
    )
    # The quotient of bounds is no bound of the quotient.
    assert (found.low, found.high, found.note, found.url) == (None, None, "", "")


@pytest.mark.parametrize("divisor", [0.0, -3.0, None])
def test_nothing_is_divided_by_zero_or_less_or_by_nothing(divisor: float | None) -> None:
    assert ratios(INFO, [obs("claimed", 5.0), obs("seen", divisor)]) == []


def test_it_was_known_when_the_later_of_the_two_was() -> None:
    early, late = DAY(2025, 3, 5), DAY(2025, 4, 1)
    assert one(obs("claimed", 6.0, vintage=late), obs("seen", 3.0, vintage=early)).vintage == late
    assert one(obs("claimed", 6.0, vintage=early), obs("seen", 3.0, vintage=late)).vintage == late
    assert one(obs("claimed", 6.0, vintage=None), obs("seen", 3.0, vintage=early)).vintage == early
    assert one(obs("claimed", 6.0, vintage=None), obs("seen", 3.0, vintage=None)).vintage is None


@pytest.mark.parametrize(
    ("above", "below", "basis"),
    [
        ("hindsight", "then", "hindsight"),
        ("then", "hindsight", "hindsight"),
        ("then", "then", "then"),
        ("", "", ""),
    ],
)
def test_it_is_hindsight_when_one_of_the_two_is(above: str, below: str, basis: str) -> None:
    assert one(obs("claimed", 6.0, basis=above), obs("seen", 3.0, basis=below)).basis == basis


@pytest.mark.parametrize(
    ("less", "more"),
    [
        ("estimate", "final"),
        ("provisional", "estimate"),
        ("unverified", "estimate"),
        ("unverified", "provisional"),
        ("withdrawn", "unverified"),
        ("final", "final"),
    ],
)
def test_it_is_as_little_settled_as_the_less_settled_of_the_two(less: str, more: str) -> None:
    assert one(obs("claimed", 6.0, status=less), obs("seen", 3.0, status=more)).status == less
    assert one(obs("claimed", 6.0, status=more), obs("seen", 3.0, status=less)).status == less


def test_every_status_has_its_place_among_the_others() -> None:
    assert sorted(SETTLED) == sorted(Status)


def test_what_divides_has_both_publishers_breaks_and_terms() -> None:
    broken = ((DAY(2025, 1, 1), "counted anew"),)
    above = dataclasses.replace(CLAIMED, publisher="General Staff", breaks=broken, steps=True, interval="range")
    below = dataclasses.replace(SEEN, publisher="Oryx", breaks=((DAY(2024, 1, 1), "new list"), *broken))
    found = divided(dataclasses.replace(INFO, series=(above, below)))
    assert (found.id, found.unit, found.frequency, found.label) == ("claimed/seen", UNIT, "M", INFO.title)
    assert found.publisher == "General Staff; Oryx"
    assert found.breaks == ((DAY(2024, 1, 1), "new list"), *broken)
    # A quotient is nobody's count of losses.
    assert (found.counts, found.side, found.measures, found.steps, found.interval) == ("", "none", "level", False, "")
    assert found.share == "open"
    for changed in ((dataclasses.replace(above, share="shown"), below), (above, dataclasses.replace(below, share="x"))):
        assert divided(dataclasses.replace(INFO, series=changed)).share == "shown"


ROWS = frame(
    row(DAY(2025, 2, 28), 60.0, series_id="claimed", entity="tank"),
    row(DAY(2025, 3, 31), 100.0, series_id="claimed", entity="tank"),
    row(DAY(2025, 3, 31), 9.0, series_id="claimed", entity="aircraft"),
    month(2025, 2, 40.0, series_id="seen", entity="tank"),
    month(2025, 3, 50.0, series_id="seen", entity="tank"),
    month(2025, 3, 3.0, series_id="seen", entity="aircraft"),
)


def test_a_divided_chart_varies_along_entities_and_says_what_is_divided() -> None:
    selection = select(INFO, ROWS, View())
    assert pickable(INFO) == ("tank", "aircraft")
    assert [(m.name, [r.value for r in m.rows]) for m in selection.members] == [
        ("Tanks", [1.5, 2.0]),
        ("Aircraft", [3.0]),
    ]
    assert selection.unit == UNIT
    assert selection.notes == ("Claimed, divided by: Seen in pictures. Only days that both have.",)
    picked = select(INFO, ROWS, View(pick=("aircraft",), end=DAY(2025, 3, 31))).members
    assert [(m.name, [r.value for r in m.rows]) for m in picked] == [("Aircraft", [3.0])]


def test_a_withdrawn_value_makes_no_quotient() -> None:
    gone = ROWS.assign(status=["withdrawn" if value == 100 else "final" for value in ROWS["value"]])
    selection = select(INFO, gone, View())
    assert [r.value for r in selection.members[0].rows] == [1.5]
    assert "Tanks: values that the publisher withdrew are not shown." in selection.notes


def test_table_and_file_hold_the_quotients() -> None:
    assert list(observation_table(INFO, ROWS, View())["Value"]) == ["1.50\u00a0×", "2.00\u00a0×", "3.00\u00a0×"]
    lines = csv(INFO, ROWS, View()).splitlines()
    assert len(lines) == 4 and all(",times,none," in line for line in lines[1:])
    shown = dataclasses.replace(INFO, series=(dataclasses.replace(CLAIMED, share="shown"), SEEN))
    assert len(csv(shown, ROWS, View()).splitlines()) == 1 and len(withheld_words(shown, View())) == 1


@pytest.mark.parametrize("sign", list(Sign))
def test_who_wants_what_is_withheld_is_led_to_those_who_withhold_it(sign: Sign) -> None:
    free = series("free", share="open", landing_url="https://example.org/free")
    shown = series("shown", share="shown", landing_url="https://example.org/shown")
    for above, below in ((free, shown), (shown, free)):
        assert one_of_two(above, below, sign).landing_url == shown.landing_url
    assert one_of_two(free, free, sign).landing_url == free.landing_url


def test_months_too_few_for_a_mean_are_counted_in_words() -> None:
    monthly = series(frequency="M", measures="flow")
    assert refusal(monthly, How(Transform.MEAN, 1)) == "1 month holds no more than one of its periods"
    yearly = series(frequency="A", measures="flow")
    assert refusal(yearly, How(Transform.MEAN, 6)) == "6 months hold no more than one of its periods"
