"""Every publisher and speaker of the catalogue is named as a text names it."""

import pytest

from dashboard.publishers import printed, publisher_words, short_publisher
from dashboard.record.build import Build, ask

# Whose name a sentence leaves as it is: names of their own, several of a kind, and lists.
BARE = {
    "BBC News Russian",
    "Euroclear",
    "Eurostat",
    "Governments, NATO and researchers, as listed by The Economist",
    "Meduza, with Mediazona and BBC News Russian",
    "Mediazona and BBC News Russian",
    "Mediazona and Meduza",
    "NATO and news pages, one for each row",
    "NATO members (via The New York Times)",
    "NATO officials",
    "NATO, Defence Expenditure of NATO Countries, as copied and quoted elsewhere",
    "NATO, Defence Expenditure of NATO Countries, workbook of July 2026",
    "Oryx",
    "The Economist",
    "UAlosses",
    "UNHCR, Operational Data Portal",
    "UNHCR, the UN Refugee Agency",
    "US documents leaked in 2023",
    "US intelligence services",
    "US officials quoted in the press",
    "Western intelligence agencies (via The Wall Street Journal)",
    "Yurii Butusov (Ukrainian journalist)",
}
OTHERWISE = {
    "A student’s research data set, origin of the prices not stated": "a student’s research data set, origin of the "
    "prices not stated",
    "Confidential Ukrainian estimate (via The Wall Street Journal)": "a confidential Ukrainian estimate (via The Wall "
    "Street Journal)",
    "Excess deaths estimate (D. Kobak)": "an excess deaths estimate (D. Kobak)",
}
SHORT = {
    "Governments, NATO and researchers, as listed by The Economist": "Governments, NATO and researchers",
    "US National Archives, War Department, British White Paper Cmd. 6832 and other pages named in each row": "US "
    "National Archives, War Department, British White Paper Cmd. 6832 and other pages named in each row",
    "Meduza, with Mediazona and BBC News Russian": "Meduza",
    "Mediazona and BBC News Russian": "Mediazona and BBC News Russian",
    "NATO, Defence Expenditure of NATO Countries, as copied and quoted elsewhere": "NATO",
    "NATO and news pages, one for each row": "NATO and news pages",
    "Centre for Research on Energy and Clean Air (CREA), Russia Fossil Tracker": "Centre for Research on Energy and "
    "Clean Air",
    "UK Ministry of Defence, as listed by The Economist": "UK Ministry of Defence",
}
SPEAKERS = """SELECT DISTINCT e.name FROM observation o JOIN series s USING (series_id)
              JOIN entity e ON e.entity_id = o.entity WHERE s.varies_by = 'publisher'"""


@pytest.fixture(scope="module")
def catalogue(real_build: Build) -> set[str]:
    """Every name that may stand after "according to"."""
    publishers = {row["publisher"] for row in ask(real_build, "SELECT publisher FROM source")}
    return publishers | {row["name"] for row in ask(real_build, SPEAKERS)}


def test_every_other_publisher_is_a_body_and_has_the_before_its_name(catalogue: set[str]) -> None:
    said = {name: publisher_words(name) for name in catalogue}
    expected = {name: OTHERWISE.get(name, name if name in BARE else f"the {name}") for name in catalogue}
    assert said == expected and BARE | OTHERWISE.keys() <= catalogue


def test_no_list_of_publishers_is_cut_to_its_first(catalogue: set[str]) -> None:
    assert {name: short_publisher(name) for name in SHORT} == SHORT
    others = {name: short_publisher(name) for name in catalogue - SHORT.keys()}
    assert all(name.startswith(cut) and cut[-1] not in " ,(" for name, cut in others.items())
    assert all(" and " not in name.removeprefix(cut) for name, cut in others.items())


@pytest.mark.parametrize(
    ("publisher", "words"),
    [
        ("President of Ukraine, a party to the war", "the President of Ukraine, a party to the war"),
        ("United Kingdom government", "the United Kingdom government"),
        ("NATO, workbook of the Ministry", "NATO, workbook of the Ministry"),
    ],
)
def test_publishers_are_named_as_a_sentence_names_them(publisher: str, words: str) -> None:
    assert publisher_words(publisher) == words


def test_what_a_party_is_stays_in_its_short_name() -> None:
    assert short_publisher("General Staff (Kyiv), a party to the war") == "General Staff, a party to the war"
    assert short_publisher("General Staff, a party to the war") == "General Staff, a party to the war"


PRINTED = {
    "NATO, Spending of Countries, as copied and quoted elsewhere": "NATO, as copied and quoted elsewhere",
    "Government of Russia, documents as quoted by the press": "Government of Russia, as quoted by the press",
    "Centre for Research (CREA), Russia Fossil Tracker": "Centre for Research",
    "Meduza, with Mediazona": "Meduza, with Mediazona",
    "A student’s research data set, origin not stated": "A student’s research data set, origin not stated",
    "The Archives, War Department, White Paper of 1946 and other pages named there": "The Archives and others",
    "Governments, NATO and researchers, as listed": "Governments, NATO and researchers",
}


@pytest.mark.parametrize("publisher", PRINTED)
def test_a_name_is_as_a_newspaper_prints_it(publisher: str) -> None:
    assert printed(publisher) == PRINTED[publisher]
