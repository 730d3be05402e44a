"""Who is a party to the war is one answer: wherever a source is named beside its losses, it is said alike."""

import datetime as dt

import pytest

from dashboard.address.view import View
from dashboard.chart.layers import publishers, speaker
from dashboard.parts import source_line
from dashboard.publishers import labelled
from dashboard.record import charts
from dashboard.record.build import Build, ask
from dashboard.record.series import observations
from dashboard.views import quoted
from tests.dashboard.selected import observation_table

DAY = dt.date(2026, 8, 22)
OWN, REPEATED = "a party to the war", "repeating a party to the war"


def told(build: Build, chart: str, wanted: str, label: str) -> tuple[bool, ...]:
    """Whether the label stands beside the publisher in the source line, the sentence and the citation."""
    made = quoted.quoted(build, View(chart=chart), DAY, "https://example.org")
    line = source_line.source_line(build, View(chart=chart), DAY, False)
    return label in line, f"{wanted}, {label}" in made.sentence, f"{wanted}, {label}" in made.citation


def test_the_british_months_repeat_a_party_wherever_they_are_named(real_build: Build) -> None:
    (series,) = charts.chart_info(real_build, "losses-by-month-uk").series
    assert (series.side, series.party) == ("ally of Ukraine", REPEATED)
    assert told(real_build, "losses-by-month-uk", series.publisher, REPEATED) == (True, True, True)


def test_each_publisher_of_a_series_is_labelled_as_the_view_speaker_says(real_build: Build) -> None:
    asked = ask(real_build, "SELECT series_id, coalesce(entity, '') AS entity, who, party FROM speaker")
    said = {(row["series_id"], row["entity"]): row for row in asked}
    seen = set()
    for name in charts.chart_ids(real_build):
        info = charts.chart_info(real_build, name)
        for series in info.series:
            if series.varies_by != "publisher":
                assert series.party == said[series.id, ""]["party"]
                continue
            for one in info.entities:
                row = said[series.id, one.id]
                assert speaker(series, one.id, publishers(info)) == labelled(row["who"], row["party"])
                seen.add(row["party"])
    assert seen == {"", OWN, REPEATED}


@pytest.mark.parametrize(
    ("entity", "words"),
    [
        ("United Kingdom government (monthly averages added up)", f", {REPEATED}"),
        ("United Kingdom government", ""),
        ("Armed Forces of Ukraine", f", {OWN}"),
    ],
)
def test_a_table_names_each_as_the_sentence_does(real_build: Build, entity: str, words: str) -> None:
    info = charts.chart_info(real_build, "casualties")
    rows = observation_table(info, observations(real_build, "casualties"), View(chart="casualties"))
    assert rows.iloc[:, 0].str.endswith(f": {entity}{words}").any()
