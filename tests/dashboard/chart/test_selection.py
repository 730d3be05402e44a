import dataclasses
import datetime as dt

import pytest

from dashboard.address.view import View
from dashboard.chart.definitions import definition
from dashboard.chart.records import Selection
from dashboard.chart.selection import along_entities, observed_rows, pickable, select
from tests.dashboard.samples import DAY, chart, days, drawing, entity, frame, month, row, series, year

SHARE = series("share", unit="percent_of_gdp", frequency="A", measures="flow", varies_by="country", side="none")
COUNTRIES = (entity("RUS", "Russia"), entity("POL", "Poland", "green"), entity("FIN", "Finland"))
SHARES = frame(
    *(year(n, 4.0 + n % 7, series_id="share", entity=e) for e in ("RUS", "POL", "FIN") for n in (2023, 2024))
)


def other_notes(selection: Selection) -> tuple[str, ...]:
    """The notes that are no definition of a transform."""
    said = [definition(member.how, member.series) for member in selection.members]
    return tuple(note for note in selection.notes if note not in said)


def test_a_chart_varies_along_entities_or_along_series() -> None:
    assert pickable(chart(SHARE, entities=COUNTRIES)) == ("RUS", "POL", "FIN")
    assert pickable(chart(series("a"), series("b"))) == ("a", "b")
    published = series("published", varies_by="publisher")
    assert not along_entities(chart(published, entities=COUNTRIES))
    assert along_entities(chart(published, entities=COUNTRIES, kind="bars"))


def test_pick_chooses_and_colours_stay() -> None:
    info = chart(SHARE, entities=COUNTRIES)
    everything = select(info, SHARES, View()).members
    picked = select(info, SHARES, View(pick=("FIN",))).members
    assert [(m.name, m.colour) for m in everything] == [("Russia", "blue"), ("Poland", "green"), ("Finland", "orange")]
    assert [(m.name, m.colour, len(m.rows)) for m in picked] == [("Finland", "orange", 2)]


def test_the_window_keeps_periods_that_reach_into_it() -> None:
    data = frame(*(month(2025, n, float(n)) for n in range(1, 7)))
    info = chart(series(frequency="M", measures="flow"))
    shown = select(info, data, View(start=DAY(2025, 2, 15), end=DAY(2025, 4, 1))).members[0].rows
    assert [r.value for r in shown] == [2.0, 3.0, 4.0]


def test_the_charts_own_window_holds_unless_the_view_has_one() -> None:
    info = chart(series(), start=DAY(2025, 3, 2), end=DAY(2025, 3, 4))
    data = days([1.0, 2.0, 3.0, 4.0, 5.0])
    assert [r.value for r in select(info, data, View()).members[0].rows] == [2.0, 3.0, 4.0]
    assert [r.value for r in select(info, data, View(end=DAY(2025, 3, 5))).members[0].rows] == [2.0, 3.0, 4.0, 5.0]


def test_a_change_may_rest_on_a_value_before_the_window_an_index_may_not() -> None:
    data = frame(*(month(2024 + n // 12, n % 12 + 1, 100.0 + n) for n in range(24)))
    info = chart(series(frequency="M", measures="level"))
    change = select(info, data, View(start=DAY(2025, 6, 1), transform="change_year"))
    assert (change.unit, len(change.members[0].rows)) == ("percent", 7)
    index = select(info, data, View(start=DAY(2025, 6, 1), transform="index"))
    assert (index.unit, index.members[0].rows[0].value) == ("index", 100)
    assert index.members[0].rows[0].end == DAY(2025, 6, 30)


def test_what_a_transform_says_nothing_about_is_left_out_in_words() -> None:
    level = series("rate", label="Rate", measures="level")
    published = series("published", label="Published", varies_by="publisher")
    selection = select(chart(series(), level, published), days([1.0, 3.0]), View(transform="per_day"))
    assert [m.id for m in selection.members] == ["losses"]
    assert selection.members[0].rows[0].value == 2.0
    assert other_notes(selection) == (
        "Rate: left out, since only cumulative series have a daily change.",
        "Published: left out, since single statements by different publishers have no common rate of change.",
    )


@pytest.mark.parametrize(
    ("transform", "values", "words"),
    [
        ("index", [0.0, 3.0], "nothing can be counted from a first value of zero or below"),
        ("per_day", [3.0], "a daily change needs two values"),
        ("change_year", [3.0, 4.0], "no value has one of the same period a year before it to be compared with"),
    ],
)
def test_what_a_transform_makes_nothing_of_is_not_said_to_be_missing(
    transform: str, values: list[float], words: str
) -> None:
    selection = select(chart(series()), days(values), View(transform=transform))
    assert other_notes(selection) == (f"Claimed by Ukraine: left out, since {words}.",)
    assert selection.undefined == ("Claimed by Ukraine",) and selection.members[0].rows == ()


def test_days_of_another_computation_are_counted_in_words_and_only_where_daily_changes_are_asked() -> None:
    data = days([1.0, 3.0, 5.0, 8.0])
    data["vintage"] = [DAY(2026, 8, 22)] * 3 + [DAY(2026, 8, 23)]
    info = chart(series(recomputed=True))
    daily = select(info, data, View(transform="per_day"))
    assert [row.value for row in daily.members[0].rows] == [2.0, 2.0]
    why = "since each is of another computation than the one before it"
    assert other_notes(daily) == (f"Claimed by Ukraine: 1 value is left out, {why}.",)
    assert len(select(info, data, View()).members[0].rows) == 4 and select(info, data, View()).notes == ()
    assert len(select(chart(series()), data, View(transform="per_day")).members[0].rows) == 3


def test_values_without_a_percentage_are_counted_in_words() -> None:
    data = frame(*(month(2024 + n // 12, n % 12 + 1, value) for n, value in enumerate([0.0, -1.0, *[5.0] * 22])))
    info = chart(series(frequency="M", measures="level"))
    selection = select(info, data, View(transform="change_year"))
    why = "since there is no change in per cent on zero or less a year before"
    first = "12 values are left out, since none of the same period a year before is held"
    assert other_notes(selection) == (f"Claimed by Ukraine: 2 values are left out, {why}; {first}.",)
    assert len(selection.members[0].rows) == 10 and selection.undefined == ()
    later = select(info, data, View(transform="change_year", start=DAY(2025, 2, 1)))
    assert other_notes(later) == (f"Claimed by Ukraine: 1 value is left out, {why}.",)
    assert (
        f"{first.replace('held', 'held or a break lies between')}."
        in other_notes(
            select(
                chart(series(frequency="M", measures="level", breaks=((DAY(2023, 1, 1), "new method"),))),
                data,
                View(transform="change_year"),
            )
        )[0]
    )


@pytest.mark.parametrize("kind", ["bars", "stacked", "map", "timeline"])
def test_only_a_chart_along_time_is_transformed(kind: str) -> None:
    info = dataclasses.replace(chart(series()), kind=kind)
    with pytest.raises(ValueError, match=f"charts of kind '{kind}' show values as published only"):
        select(info, days([1.0, 2.0]), View(transform="index"))


def test_an_interval_that_is_dropped_is_named() -> None:
    data = frame(row(DAY(2025, 3, 1), 5.0, low=4.0, high=6.0), row(DAY(2025, 3, 2), 7.0))
    assert other_notes(select(chart(series()), data, View(transform="index"))) == (
        "Claimed by Ukraine: the interval is not carried through.",
    )


def test_indices_with_different_bases_are_named() -> None:
    data = frame(row(DAY(2025, 3, 1), 5.0, series_id="a"), row(DAY(2025, 3, 2), 7.0, series_id="b"))
    info = chart(series("a", label="A"), series("b", label="B"))
    assert other_notes(select(info, data, View(transform="index"))) == (
        "Each line is 100 at its own first value: A 1 March 2025 and B 2 March 2025.",
    )


def test_withdrawn_values_are_left_out_in_words() -> None:
    data = frame(row(DAY(2025, 3, 1), 5.0), row(DAY(2025, 3, 2), None, status="withdrawn"))
    selection = select(chart(series()), data, View())
    assert [r.value for r in selection.members[0].rows] == [5.0]
    assert selection.notes == ("Claimed by Ukraine: values that the publisher withdrew are not shown.",)


def test_hindsight_breaks_and_empty_members_are_named() -> None:
    broken = series(breaks=((DAY(2025, 3, 2), "counted otherwise"), (DAY(2026, 1, 1), "later")))
    data = frame(row(DAY(2025, 3, 1), 5.0, basis="hindsight"), row(DAY(2025, 3, 2), 6.0, basis="hindsight"))
    selection = select(chart(broken, series("other", label="Other")), data, View(asof=DAY(2025, 3, 7)))
    assert other_notes(selection) == (
        "No data in this window: Other.",
        "Claimed by Ukraine: as first recorded by us, not as known on 7 March 2025.",
        "Claimed by Ukraine, 2 March 2025: counted otherwise.",
    )
    told = select(chart(broken), data.assign(recorded=False), View(asof=DAY(2025, 3, 7)))
    assert told.notes[0] == "Claimed by Ukraine: as first published, not as known on 7 March 2025."


def test_a_total_has_one_bar_its_newest() -> None:
    selection = select(chart(series(), kind="bars"), days([1.0, 2.0, 3.0]), View(end=DAY(2025, 3, 2)))
    assert [r.value for r in selection.members[0].rows] == [2.0]


def test_a_series_with_others_beside_it_is_named_with_its_entity() -> None:
    war = series("war", label="killed", varies_by="force", frequency="I")
    data = frame(row(DAY(1945, 5, 8), 5.0, series_id="war", entity="GBR"), row(DAY(2025, 3, 1), 6.0))
    info = chart(war, series(), entities=(entity("GBR", "United Kingdom"), entity("RUS", "Russia")))
    assert [m.name for m in select(info, data, View()).members] == ["United Kingdom: killed", "Claimed by Ukraine"]
    two = frame(row(DAY(1945, 5, 8), 5.0, series_id="war", entity="GBR"), row(DAY(1945, 5, 8), 6.0, series_id="war"))
    with pytest.raises(ValueError, match="chart casualties: series war has the entities GBR and RUS: name one"):
        select(info, two, View())


def test_series_of_different_units_are_refused() -> None:
    with pytest.raises(ValueError, match="chart casualties: its series have different units: percent, persons"):
        select(chart(series("a"), series("b", unit="percent")), frame(), View())


def test_missing_numbers_are_none_and_days_are_days() -> None:
    found = observed_rows(frame(row(DAY(2025, 3, 2), None, low=1.0), row(DAY(2025, 3, 1), 2.0)))
    assert [(r.end, r.value, r.low, r.high) for r in found] == [
        (DAY(2025, 3, 1), 2.0, None, None),
        (DAY(2025, 3, 2), None, 1.0, None),
    ]
    assert type(found[0].end) is type(found[0].vintage) is dt.date
    assert observed_rows(frame()) == []


def test_a_note_counts_members_where_they_are_many() -> None:
    many = series(varies_by="country")
    held = chart(many, entities=tuple(entity(f"C{n}", f"Country {n}") for n in range(8)))
    late, view = DAY(2025, 6, 1), View(asof=DAY(2025, 3, 7))
    noted = [row(DAY(2025, 3, 1), 1.0, entity=f"C{n}", basis="hindsight") for n in range(7)]
    words = "as first recorded by us, not as known on 7 March 2025."
    assert f"All: {words}" in select(held, frame(*noted), view).notes
    then = row(DAY(2025, 3, 1), 1.0, entity="C7", basis="then")
    assert f"7 of 8: {words}" in select(held, frame(*noted, then), view).notes
    assert (
        "No data in this window: 7 of 8."
        in select(held, frame(*noted, then | {"period_end": late}), View(start=late)).notes
    )
    apart = [row(DAY(2025, 3, 1 + n), 1.0, entity=f"C{n}") for n in range(7)]
    assert "Each line is 100 at its own first value." in select(held, frame(*apart), View(transform="index")).notes


def test_what_holds_until_it_changes_is_shown_in_a_window_without_a_day_of_it() -> None:
    rate = chart(series("rate", unit="percent", measures="level", steps=True, label="Key rate"))
    friday, monday = DAY(2025, 3, 7), DAY(2025, 3, 10)
    data = frame(row(friday, 21.0, series_id="rate"), row(monday, 20.0, series_id="rate"))
    weekend = View(start=DAY(2025, 3, 8), end=DAY(2025, 3, 9))
    found = select(rate, data, weekend)
    assert [(r.end, r.value) for r in found.members[0].rows] == [(friday, 21.0)]
    assert "Key rate: no value inside the window; the last one before it holds." in found.notes
    # Nothing says that it still holds after the newest, nor over a long silence, nor of what is no step.
    for view in (View(start=DAY(2025, 3, 11)), View(start=DAY(2025, 3, 11), end=DAY(2025, 3, 12))):
        assert select(rate, data, view).members[0].rows == ()
    apart = frame(row(friday, 21.0, series_id="rate"), row(DAY(2025, 6, 1), 20.0, series_id="rate"))
    assert select(rate, apart, weekend).members[0].rows == ()
    line = chart(series("rate", unit="percent", measures="level"))
    assert select(line, data, weekend).members[0].rows == ()


def test_what_is_recorded_only_when_it_changes_holds_after_its_newest() -> None:
    members = chart(series("rate", unit="countries", frequency="I", measures="level", steps=True))
    data = frame(row(DAY(2024, 3, 7), 32.0, series_id="rate"))
    later = View(start=DAY(2025, 1, 1))
    assert [r.value for r in select(members, data, later).members[0].rows] == [32.0]
    drawn = drawing(members, data, later)
    assert (drawn.start, drawn.end) == (DAY(2024, 3, 7), DAY(2025, 1, 1))
    assert [r.x for r in drawn.layers[0].rows] == [DAY(2024, 3, 7), DAY(2025, 1, 1)]


def test_a_map_of_what_still_holds_says_that_it_has_no_first_day() -> None:
    joined = series("rate", unit="countries", frequency="I", measures="level", steps=True, varies_by="country")
    info = chart(joined, entities=(entity("SWE", "Sweden"),), kind="map")
    data = frame(row(DAY(2024, 3, 7), 1.0, series_id="rate", entity="SWE"))
    words = "‘from=2025-01-01’ was ignored: what began earlier and still holds is on the map too."
    assert words in select(info, data, View(start=DAY(2025, 1, 1))).notes
    assert select(info, data, View()).notes == ()
