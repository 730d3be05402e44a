"""Every fetched source: a parser, a fixture in its format, and refusals that name source and file."""

import importlib

import pytest

from etl.declared.shapes import Source
from etl.learning import seed
from etl.parsing.answer import SourceError
from etl.parsing.columns import FIELDS, KEY
from etl.sources import parser
from etl.vocabulary import Status
from tests.etl.ours import CATALOGUE
from tests.fixtures import answer

FETCHED = {source.id: source for source in CATALOGUE.sources if source.files}
PAGES = [
    b"<!DOCTYPE html><html><body>Service unavailable</body></html>",
    b"\n<html>\n<head><title>403</title></head></html>",
]
FILES = [(name, file.name) for name, source in FETCHED.items() for file in source.files]
TABLES = [(name, table) for name, source in FETCHED.items() for table in source.tables]


def refusal(name: str, file: str, raw: bytes) -> SourceError:
    """What the parser says when one file of the fixture is these bytes."""
    with pytest.raises(SourceError) as caught:
        parser(name)(answer(name) | {file: raw})
    assert str(caught.value).startswith(f"{name}: {file}, ")
    return caught.value


@pytest.mark.parametrize("source", FETCHED.values(), ids=lambda source: source.id)
def test_the_fixture_has_every_declared_file_and_table_and_nothing_else(source: Source) -> None:
    assert set(answer(source.id)) == {file.name for file in source.files} | set(source.tables)


@pytest.mark.parametrize("name", FETCHED)
def test_the_fixture_becomes_tidy_rows_of_the_sources_series(name: str) -> None:
    rows = parser(name)(answer(name))
    declared = {series.id: series for series in CATALOGUE.series if series.source == name}
    assert list(rows.columns) == [*KEY, "vintage", *FIELDS]
    kept = seed.wanted_rows((one for one in CATALOGUE.series if one.source == name), rows)
    assert len(kept) and set(kept["series_id"]) <= declared.keys()
    assert set(rows["status"]) <= set(Status) - {"withdrawn"}
    assert (rows["period_start"] <= rows["period_end"]).all()
    assert not rows.duplicated([*KEY, "vintage"]).any()


@pytest.mark.parametrize("name", FETCHED)
def test_parsing_is_pure(name: str) -> None:
    files = answer(name)
    assert parser(name)(dict(files)).equals(parser(name)(files))


@pytest.mark.parametrize(("name", "file"), FILES + TABLES)
@pytest.mark.parametrize("raw", [b"", b" \r\n"])
def test_an_empty_file_is_refused(name: str, file: str, raw: bytes) -> None:
    assert refusal(name, file, raw).found


@pytest.mark.parametrize(("name", "file"), FILES + TABLES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_in_place_of_data_is_refused(name: str, file: str, page: bytes) -> None:
    assert refusal(name, file, page).found


@pytest.mark.parametrize(("name", "file"), FILES + TABLES)
def test_bytes_that_are_no_text_and_no_workbook_are_refused(name: str, file: str) -> None:
    assert refusal(name, file, b"\x98\xff\xfe\x00\x81" * 50).found


@pytest.mark.parametrize(("name", "table"), TABLES)
def test_a_table_of_ours_with_another_header_is_refused(name: str, table: str) -> None:
    header, _, rest = answer(name)[table].partition(b"\n")
    assert refusal(name, table, header.replace(b"published_on", b"published") + b"\n" + rest).where == "header"


@pytest.mark.parametrize("name", FETCHED)
def test_an_answer_without_files_is_refused(name: str) -> None:
    with pytest.raises(SourceError, match=f"^{name}: "):
        parser(name)({})


def test_a_kept_table_has_no_parser() -> None:
    kept = [source.id for source in CATALOGUE.sources if source.kept]
    assert kept
    for name in kept:
        with pytest.raises(ModuleNotFoundError):
            importlib.import_module(f"etl.sources.{name}")
