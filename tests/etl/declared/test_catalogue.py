"""The declarations: the real ones load, and each rule refuses what breaks it, naming the entry and the offence."""

import re
from pathlib import Path

import pytest

from etl.declared.catalogue import CatalogueError, load
from tests.etl import world
from tests.etl.world import LOST_100, article, chart, check, claim, series, source

COUNTER, MORE, CHARTS = "catalogue/sources/counter.toml", "catalogue/sources/more.toml", "catalogue/charts/losses.toml"
ENTITIES, RENAMES, EVENTS = "catalogue/entities.csv", "catalogue/renames.toml", "tables/events.csv"
TABLE, PIECE = "tables/hands.csv", "articles/piece.toml"
PERIODS, SHAPES, GLOSSARY = "tables/periods.csv", "catalogue/shapes.csv", "catalogue/glossary.toml"
SYNONYMS = "catalogue/synonyms.toml"
RECORDED = '[[recorded]]\nlearned = 2024-01-02T00:00:00\nfiles = { file = "a" }\n'
BREAKS = {"raw": '[{ on = 2024-01-01, entity = "RUS", note = "anew" }]'}
REPEATING = {"varies_by": "publisher", "entities": ["alpha"], "repeats": {"raw": '{ alpha = "nobody" }'}}
JUNE = {"resolves_on": {"raw": "2024-06-01"}}
FACT = "table,RUS,2024-01-01,2024-01-01,2024-01-02,5,,,final,stored page,,https://example.org/t"


def word(name: str, said: str, **keys: object) -> str:
    """One word of the glossary."""
    return world.entry("word", id=name, word=said, **({"meaning": "what it means"} | keys))


def problems(root: Path) -> list[str]:
    """What loading refuses; it must refuse something."""
    with pytest.raises(CatalogueError) as caught:
        load(root)
    assert str(caught.value) == "\n".join(caught.value.problems)
    return caught.value.problems


def told(root: Path, name: str, offence: str) -> None:
    """Exactly one problem is reported; it begins with the entry's name and says the offence."""
    (problem,) = problems(root)
    assert unplaced(problem).startswith(name), problem
    assert offence in problem


def unplaced(problem: str) -> str:
    """A problem of the tiny world's article without its file and line."""
    return re.sub(r"^piece\.toml, line \d+: ", "", problem)


def test_the_real_declarations_load() -> None:
    found = load()
    assert len(found.series) > 20 and found.articles and all(found.kept.values())


def test_the_tiny_world_loads(tmp_path: Path) -> None:
    found = load(world.write(tmp_path))
    assert [entry.id for entry in found.sources] == ["counter", "hands", "party"]
    assert [entry.id for _, _, entry in found.claims()] == ["lost-100"]
    assert found.kept["hands"][0]["value"] == "5"


@pytest.mark.parametrize(
    ("file", "text", "name", "offence"),
    [
        (MORE, source("more", colour="red"), "source more, colour", "unknown key"),
        (MORE, source("more", kind="blog"), "source more, kind", "found 'blog'"),
        (MORE, source("more", derives_from=["nobody"]), "source more", "no source 'nobody'"),
        (MORE, source("more", derives_from=["more"]), "source more", "in a circle through 'more'"),
        (MORE, source("other"), "more.toml", "one [[source]] entry with the file's name"),
        (MORE, source("more", kept=True), "more.csv", "the file is missing"),
        (MORE, source("more", kept=False, files=[]), "source more", "files are required unless kept"),
        (MORE, source("more", expected_every_days=0), "source more, expected_every_days", "greater than 0; found 0"),
        (MORE, source("more", proven=False, files=[], terms="free"), "source more, terms", "unknown key"),
        (COUNTER, series("more", unit="parsec"), "series more, unit", "found 'parsec'"),
        (COUNTER, series("more", color="red"), "series more, color", "unknown key"),
        (COUNTER, series("more", source="party"), "series more, source", "unknown key; it is the file's name"),
        (COUNTER, series("more", entity="MARS"), "series more", "no entity 'MARS'"),
        (COUNTER, series("more", varies_by="publisher"), "series more", "belong together"),
        (COUNTER, series("more", entities=["RUS"]), "series more", "belong together"),
        (COUNTER, series("count"), "series count", "used 2 times"),
        (COUNTER, "[other]\nid = 1\n", "counter.toml", "unknown table 'other'; entries are written [[source]] or"),
        (COUNTER, RECORDED + "size = 5\n", "recorded number 1 of counter, size", "unknown key"),
        (COUNTER, RECORDED + 'source = "party"\n', "recorded number 1 of counter, source", "it is the file's name"),
        (COUNTER, RECORDED.replace('{ file = "a" }', "{}"), "recorded number 1 of counter, files", "at least 1 item"),
        (CHARTS, chart("more", series=["count"], topic="losses"), "chart more, topic", "it is the file's name"),
        ("catalogue/charts/war.toml", chart("more", series=["count"]), "chart more, topic", "found 'war'"),
        (CHARTS, chart("more", series=["none"]), "chart more", "no series 'none'"),
        (CHARTS, chart("more", series=["count"], entities=["MARS"]), "chart more", "no entity 'MARS'"),
        (CHARTS, chart("more", kind="timeline", events=["peace"]), "chart more", "no category of events 'peace'"),
        (CHARTS, chart("more", kind="timeline", series=["count"]), "chart more", "names categories of events"),
        (CHARTS, chart("more"), "chart more", "at least one series"),
        (CHARTS, chart("more", series=["count"], title="Losses since 2022"), "chart more, title", "no figure"),
        (CHARTS, chart("counts", series=["count"]), "chart counts", "used 2 times"),
        (CHARTS, chart("More", series=["count"]), "chart More, id", "found 'More'"),
        (ENTITIES, "MARS,Mars,planet,,\n", "entity MARS", "unknown kind 'planet'"),
        (COUNTER, series("more", **REPEATING), "series more, repeats", "no source 'nobody'"),
        (COUNTER, series("more", breaks=BREAKS), "series more", "a break names RUS: none of the entities"),
        (ENTITIES, "MARS,Mars,country,,pink\n", "entity MARS", "unknown colour 'pink'"),
        (ENTITIES, "RUS,Russia,country,,\n", "entity RUS", "used 2 times"),
        (ENTITIES, "MARS,Mars\n", "entities.csv, row 5", "not 5 cells"),
        (CHARTS, chart("series", series=["count"]), "chart series", "choose another id"),
        (CHARTS, chart("more", series=["count"], divide=True), "chart more", "divide needs exactly two series"),
        (CHARTS, chart("more", series=["count", "claimed"], divide=True), "chart more", "name the entities"),
        (CHARTS, chart("more", series=["count"], since={"raw": "2024-01-01"}), "chart more", "since belongs to a map"),
        (CHARTS, chart("more", series=["count", "claimed"], kind="map"), "chart more", "a map draws one series"),
        (CHARTS, chart("more", series=["count"], kind="map"), "chart more", "a series that varies by country"),
        (PERIODS, "war,Again,start,end,\n", "period war", "used 2 times"),
        (PERIODS, "more,More,start,never,\n", "period more", "no event 'never'"),
        (PERIODS, "more,More,never,,\n", "period more", "no event 'never'"),
        (PERIODS, "more,More,end,start,\n", "period more", "start lies before end"),
        (PERIODS, "more,,start,end,\n", "period more, title", "is empty"),
        (SHAPES, "UKR,30 50 40 50 40\n", "shapes.csv, row 3, ring", "not pairs of longitude and latitude"),
        (SHAPES, "UKR,30 50 40 50 40 60 30 north\n", "shapes.csv, row 3, ring", "not pairs"),
        (GLOSSARY, word("killed", "the fallen"), "word killed", "used 2 times"),
        (GLOSSARY, word("more", "Dead"), "word dead", "used 2 times"),
        (GLOSSARY, word("more", "more", see=["wounded"]), "word more", "no word 'wounded'"),
        (GLOSSARY, word("more", "more", says="x"), "word more, says", "unknown key"),
        (SYNONYMS, world.entry("synonyms", words=["Toll", "tally"]), "synonyms toll", "used 2 times"),
        (SYNONYMS, world.entry("synonyms", words=["tally"]), "synonyms number 2 of synonyms, words", "at least 2"),
        (GLOSSARY, "[[term]]\nid = 1\n", "glossary.toml", "unknown table 'term'; entries are written [[word]]"),
        (EVENTS, "start,2024-01-01,T,war,https://e.org,P,stored page,,\n", "event start", "used 2 times"),
        (EVENTS, "more,1 May 2024,T,war,https://e.org,P,stored page,,\n", "events.csv, row 4, date", "'1 May 2024'"),
        (EVENTS, "more,20240501,T,war,https://e.org,P,stored page,,\n", "events.csv, row 4, date", "'20240501'"),
        (EVENTS, "more,2024-05-01,,war,https://e.org,P,stored page,,\n", "events.csv, row 4, title", "is empty"),
        (EVENTS, "more,2024-05-01,T,war,e.org,P,stored page,,\n", "events.csv, row 4, url", "'e.org'"),
        (EVENTS, "more,2024-05-01,T,war,https://e.org,P,yes,,\n", "events.csv, row 4, verified", "'yes'"),
        (
            EVENTS,
            f"more,2024-05-01,T,war,https://e.org,P,stored page,,{21 * 'a'}\n",
            "events.csv, row 4, label",
            "longer",
        ),
    ],
)
def test_an_entry_too_many_is_refused(tmp_path: Path, file: str, text: str, name: str, offence: str) -> None:
    world.add(world.write(tmp_path), file, text)
    told(tmp_path, name, offence)


@pytest.mark.parametrize(
    ("old", "new", "place", "offence"),
    [
        ("2024-01-02", "yesterday", ", known_on", "'yesterday' is not a date"),
        ("2024-01-01,2024-01-01", "2024-01-01,2024-13-01", ", period_end", "'2024-13-01'"),
        ("2024-01-01,2024-01-01", "2024-01-02,2024-01-01", "", "ends before it starts"),
        (",5,", ",five,", ", value", "'five' is not a number"),
        (",5,", ",nan,", ", value", "'nan' is not a number"),
        (",5,,,", ",5,,inf,", ", high", "'inf' is not a number"),
        ("final", "certain", ", status", "'certain' is none of"),
        ("final", "withdrawn", ", status", "'withdrawn' is none of"),
        ("stored page", "seen", ", verified", "'seen' is none of"),
        ("https://example.org/t", "see above", ", url", "'see above' is no address"),
        ("table,RUS", "count,RUS", "", "series 'count' is not declared for source hands"),
    ],
)
def test_a_kept_row_is_refused(tmp_path: Path, old: str, new: str, place: str, offence: str) -> None:
    assert world.FILES[TABLE].endswith(FACT + "\n")
    world.swap(world.write(tmp_path), TABLE, FACT, FACT.replace(old, new))
    told(tmp_path, f"hands.csv, row 2{place}", offence)


@pytest.mark.parametrize(
    ("claims", "name", "offence"),
    [
        ([claim("c", check())], "excerpt.claim.c.check.0", "a check without an interval"),
        ([claim("c", check(low=2, high=1))], "excerpt.claim.c.check.0", "low is above high"),
        ([claim("c", check(low=1, unit="km"))], "excerpt.claim.c.check.0.unit", "unknown key"),
        ([claim("c", check(low=1, statistic="median"))], "excerpt.claim.c.check.0.statistic", "found 'median'"),
        ([claim("c", check(low=1, statistic="change"))], "excerpt.claim.c.check.0", "give since or over_months"),
        ([claim("c", check(low=1, over_months=2))], "excerpt.claim.c.check.0", "value has no window"),
        ([claim("c", check(high=1, statistic="first_reached"))], "excerpt.claim.c.check.0", "a lower limit only"),
        ([claim("c", check(series="count", event="start"))], "excerpt.claim.c.check.0", "give one of them"),
        ([claim("c", check(event="start", low=1))], "excerpt.claim.c.check.0", "about an event has no low"),
        ([claim("c", check(low=1, then="end"))], "excerpt.claim.c.check.0", "then needs event"),
        ([claim("c", check(low=1, than_entity="RUS"))], "excerpt.claim.c.check.0", "than_entity needs than"),
        ([claim("c", check(figure=5, low=1))], "excerpt.claim.c.check.0", "give than"),
        ([claim("c", check(than="table", statistic="max", low=1))], "excerpt.claim.c.check.0", "compares values"),
        ([claim("c")], "excerpt.claim.c", "give checks, or say in untested"),
        ([claim("c", check(low=1), untested="why")], "excerpt.claim.c", "give checks, or say in untested"),
        ([claim("c", check(low=1), figure="200")], "excerpt", "claim c: figure '200' does not stand in the quote"),
        ([claim("c", check(low=1), stated=5)], "excerpt.claim.c", "stated and unit belong together"),
        ([claim("c", check(low=1), size="big")], "excerpt.claim.c.size", "unknown key"),
        ([claim("c", untested="why", **JUNE)], "excerpt.claim.c", "a forecast needs checks"),
        ([claim("c", check(low=1, at={"raw": "2024-03-01"}), **JUNE)], "excerpt.claim.c", "leave out at"),
        ([], "excerpt.claim", "Field required"),
    ],
)
def test_a_claim_is_refused(tmp_path: Path, claims: list[str], name: str, offence: str) -> None:
    (world.write(tmp_path) / PIECE).write_text(article(*claims))
    told(tmp_path, f"article piece, excerpt.{name}: ", offence)


@pytest.mark.parametrize(
    ("wrong", "offence"),
    [
        (check(series="none", low=1), "no series 'none'"),
        (check(entity="alpha", low=1), "series count has no entity 'alpha'"),
        (check(series="said", low=1), "series said varies by publisher: name an entity"),
        (check(series="said", entity="RUS", low=1), "series said has no entity 'RUS'"),
        (check(than="none", low=1), "no series 'none'"),
        (check(event="none"), "no event 'none'"),
        (check(event="start", then="none"), "no event 'none'"),
    ],
)
def test_a_check_of_something_unknown_is_refused(tmp_path: Path, wrong: str, offence: str) -> None:
    (world.write(tmp_path) / PIECE).write_text(article(claim("c", check(low=1), wrong)))
    world.add(tmp_path, COUNTER, series("said", varies_by="publisher", entities=["alpha"]))
    told(tmp_path, "claim c, check 2", offence)


@pytest.mark.parametrize(("words", "allowed"), [(60, True), (61, False)])
def test_an_excerpt_has_at_most_60_words(tmp_path: Path, words: int, allowed: bool) -> None:
    world.write(tmp_path)
    world.swap(tmp_path, PIECE, world.QUOTE, " ".join(["100", *["the"] * (words - 1)]))
    if allowed:
        assert load(tmp_path)
    else:
        told(tmp_path, "article piece, excerpt.excerpt.quote", "at most 60 words, this one 61")


def test_a_chart_varies_along_one_thing(tmp_path: Path) -> None:
    world.add(world.write(tmp_path), COUNTER, series("by", varies_by="country", entities=["RUS", "alpha"]))
    world.add(tmp_path, CHARTS, chart("both", series=["count", "by"]))
    told(tmp_path, "chart both", "varies along its series and along the entities of by")


@pytest.mark.parametrize("drawn", [{"series": ["by"]}, {"series": ["count", "by"], "entities": ["alpha"]}])
def test_a_chart_may_vary_along_one_thing(tmp_path: Path, drawn: dict) -> None:
    world.add(world.write(tmp_path), COUNTER, series("by", varies_by="country", entities=["RUS", "alpha"]))
    world.add(tmp_path, CHARTS, chart("one", **drawn))
    assert load(tmp_path).charts[-1].id == "one"


def test_a_chart_has_one_unit(tmp_path: Path) -> None:
    world.add(world.write(tmp_path), COUNTER, series("long", unit="km"))
    world.add(tmp_path, CHARTS, chart("mixed", series=["count", "long"]))
    told(tmp_path, "chart mixed", "different units: km, persons")


@pytest.mark.parametrize("file", [ENTITIES, RENAMES, EVENTS, TABLE, PERIODS, SHAPES, GLOSSARY, SYNONYMS])
def test_a_missing_file_is_named(tmp_path: Path, file: str) -> None:
    (world.write(tmp_path) / file).unlink()
    assert f"{Path(file).name}: the file is missing" in problems(tmp_path)


@pytest.mark.parametrize("file", [COUNTER, CHARTS, RENAMES, PIECE])
@pytest.mark.parametrize("raw", [b"= 5", b"a = '\xff'"])
def test_broken_toml_is_named(tmp_path: Path, file: str, raw: bytes) -> None:
    (world.write(tmp_path) / file).write_bytes(raw)
    assert any(problem.startswith(f"{Path(file).name}: not TOML") for problem in problems(tmp_path))


@pytest.mark.parametrize(
    ("file", "text", "offence"),
    [
        (COUNTER, '[source]\nid = "counter"\n', "counter.toml: entries are written [[source]]"),
        (COUNTER, "series = [1]\n", "counter.toml: entries are written [[series]]"),
        (PIECE, 'article = "piece"\n', "the article's own keys stand under [article]"),
        (PIECE, "", "article piece, id: Field required"),
        (RENAMES, 'chart = "counts"\n', "renames.toml, chart: Input should be a valid dictionary; found 'counts'"),
        (EVENTS, "id,day\n", "events.csv: columns are ['id', 'day']; expected"),
    ],
)
def test_a_file_of_another_shape_is_named(tmp_path: Path, file: str, text: str, offence: str) -> None:
    (world.write(tmp_path) / file).write_text(text)
    assert any(unplaced(problem).startswith(offence) for problem in problems(tmp_path))


def test_every_problem_is_reported_at_once(tmp_path: Path) -> None:
    world.add(world.write(tmp_path), MORE, source("more", colour="red"))
    world.add(tmp_path, CHARTS, chart("more", series=["none"]))
    (tmp_path / PIECE).write_text(article(claim("c", check(), **LOST_100)))
    assert problems(tmp_path) == [
        "source more, colour: unknown key",
        "chart more: there is no series 'none'",
        "piece.toml, line 19: article piece, excerpt.excerpt.claim.c.check.0: a check without an interval: "
        "give low, high or both",
    ]


def by_equipment(name: str, *entities: str) -> str:
    return series(name, varies_by="equipment", entities=list(entities))


@pytest.mark.parametrize("drawn", [["alpha"], ["alpha", "beta"]])
def test_two_series_of_the_same_entities_may_be_divided(tmp_path: Path, drawn: list[str]) -> None:
    world.add(
        world.write(tmp_path), COUNTER, by_equipment("above", "alpha", "beta") + by_equipment("below", "alpha", "beta")
    )
    world.add(tmp_path, CHARTS, chart("ratio", series=["above", "below"], entities=drawn, divide=True))
    assert load(tmp_path).charts[-1].divide


def test_what_is_divided_is_there_above_and_below(tmp_path: Path) -> None:
    world.add(world.write(tmp_path), COUNTER, by_equipment("above", "alpha", "beta") + by_equipment("below", "alpha"))
    world.add(tmp_path, CHARTS, chart("ratio", series=["above", "below"], entities=["alpha", "beta"], divide=True))
    told(tmp_path, "chart ratio", "series below has no entity 'beta' to divide")
