"""One refresh of one source: every proven source learns its answer once, and nothing that is refused leaves a trace."""

import io
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pandas as pd
import pytest
from openpyxl import Workbook

from etl.declared.shapes import Source
from etl.history import Outcome, Result
from etl.learning import seed
from etl.learning.fetch import Fetcher
from etl.learning.refresh import refresh_source
from etl.parsing import workbooks
from etl.sources import parser
from tests.etl import endpoint as play
from tests.etl import ours, playing
from tests.etl.endpoint import Endpoint
from tests.etl.playing import NOW, Given, learned, on_disk, ordered, renamed, served
from tests.etl.sources.refusals import PAGE
from tests.fixtures import answer

CATALOGUE = playing.relaxed(ours.CATALOGUE)
PROVEN = {source.id: source for source in CATALOGUE.sources if source.proven and source.files}
every = pytest.mark.parametrize("source", PROVEN.values(), ids=lambda source: source.id)
BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">%s]><Envelope>&j;</Envelope>' % b"".join(
    b'<!ENTITY %c "%s">' % (ord("b") + step, b"&%c;" % (ord("a") + step) * 10) for step in range(9)
)


def asked(source: Source, root: Path, fetcher: Fetcher | Given | None = None, days: int = 0) -> Result:
    """Refresh a source below `root`, from its addresses unless another fetcher is given."""
    (root / "data/tables").mkdir(parents=True, exist_ok=True)
    for name in source.tables:
        (root / f"data/tables/{name}.csv").write_bytes(answer(source.id)[name])
    folders = playing.places(root, root / "data")
    return refresh_source(CATALOGUE, source, fetcher or Fetcher(timeout=(2, 2)), folders, playing.later(days))


def expected(source: str) -> pd.DataFrame:
    """What is learned from a source's fixture: every declared row, less those that repeat what stood before."""
    rows = seed.wanted_rows((one for one in CATALOGUE.series if one.source == source), parser(source)(answer(source)))
    rows = rows.assign(vintage=rows["vintage"].fillna(pd.Timestamp(NOW)), cause="publisher")
    says = rows.groupby(playing.KEY, group_keys=False)[["value", "low", "high", "status"]]
    before = says.shift()
    now = rows[["value", "low", "high", "status"]]
    same = ((before == now) | (before.isna() & now.isna())).all(axis=1)
    return rows[~same]


@every
def test_a_first_answer_is_learned_whole_and_once(source: Source, endpoint: Endpoint, tmp_path: Path) -> None:
    files = answer(source.id)
    source = served(endpoint, source, files)
    first = asked(source, tmp_path)
    rows = learned(tmp_path / "log", source.id)
    assert ordered(rows) == ordered(expected(source.id))
    assert len(rows) and (rows["cause"] == "publisher").all()
    mirrors = tuple(file.urls[0] for file in source.files)
    keys = len(rows.drop_duplicates(playing.KEY))
    assert first == Result(
        *(source.id, Outcome.FRESH, keys, len(rows) - keys, 0),
        *(max(rows["period_end"]).isoformat(), first.seconds, mirrors),
    )
    assert learned(tmp_path / "seed", source.id).empty
    before = on_disk(tmp_path)
    raw = {name: files[name] for name in (file.name for file in source.files)}
    assert {name: before[f"raw/{source.id}/{name}"] for name in raw} == raw
    asked_before = len(endpoint.asked)
    second = asked(source, tmp_path, days=1)
    assert (second.outcome, second.new, second.changed, second.gone, second.mirrors) == (
        Outcome.UNCHANGED,
        0,
        0,
        0,
        mirrors,
    )
    assert on_disk(tmp_path) == before
    # Not one body came: every file was asked for by the name it was held under.
    again = endpoint.asked[asked_before:]
    assert len(again) == len(raw) and all("if-none-match" in one.headers for one in again)


@every
def test_the_same_bytes_again_are_unchanged(source: Source, tmp_path: Path) -> None:
    given = Given(answer(source.id))
    assert asked(source, tmp_path, given).outcome == Outcome.FRESH
    before = on_disk(tmp_path)
    assert asked(source, tmp_path, given, days=1).outcome == Outcome.UNCHANGED
    assert on_disk(tmp_path) == before


@every
def test_a_renamed_column_is_refused_and_changes_nothing(source: Source, endpoint: Endpoint, tmp_path: Path) -> None:
    good = answer(source.id)
    asked(served(endpoint, source, good), tmp_path)
    before = on_disk(tmp_path)
    name = source.files[0].name
    bad = renamed(good[name])
    result = asked(served(endpoint, source, good | {name: bad}), tmp_path, days=1)
    assert result.outcome == Outcome.REFUSED and result.problem.startswith(f"{source.id}: {name}, ")
    kept = {f"raw/{source.id}/{name}.rejected": bad, f"raw/{source.id}/rejected.txt": f"{result.problem}\n".encode()}
    assert on_disk(tmp_path) == before | kept
    # What was refused is not held: the publisher mends it, and the refusal is forgotten.
    assert asked(served(endpoint, source, good), tmp_path, days=2).outcome == Outcome.UNCHANGED
    assert on_disk(tmp_path) == before


@every
def test_a_file_that_is_missing_keeps_everything(source: Source, endpoint: Endpoint, tmp_path: Path) -> None:
    source = served(endpoint, source, answer(source.id))
    asked(source, tmp_path)
    before = on_disk(tmp_path)
    endpoint.at(f"/{source.id}/{source.files[-1].name}", play.status(404))
    host = endpoint.url.partition("//")[2]
    result = asked(source, tmp_path, days=1)
    assert (result.outcome, result.problem) == (Outcome.UNREACHABLE, f"{host}: answered 404 Not Found")
    assert on_disk(tmp_path) == before


def spoilt(name: str, file: str, body: bytes, root: Path) -> Result:
    """The result of one bad file after good ones; nothing but the refused bytes and the reason may be new."""
    given = Given(answer(name))
    asked(PROVEN[name], root, given)
    before = on_disk(root)
    given.files[file] = body
    result = asked(PROVEN[name], root, given, days=1)
    after = on_disk(root)
    assert after.pop(f"raw/{name}/{file}.rejected") == body
    assert after.pop(f"raw/{name}/rejected.txt").decode() == f"{result.problem}\n"
    assert (after, result.outcome) == (before, Outcome.REFUSED)
    return result


@every
def test_an_error_page_is_refused(source: Source, tmp_path: Path) -> None:
    name, file = source.id, source.files[-1].name
    assert spoilt(name, file, PAGE, tmp_path).problem.startswith(f"{name}: {file}, ")


@pytest.mark.parametrize("file", ["key_rate", "usd_rub"])
def test_an_xml_bomb_is_refused(file: str, tmp_path: Path) -> None:
    assert "XML with declarations of its own" in spoilt("bank_of_russia", file, BOMB, tmp_path).problem


WORKBOOKS = [("rosstat", "cpi"), ("sipri", "workbook"), ("wealth_fund", "workbook")]
books = pytest.mark.parametrize(("name", "file"), WORKBOOKS)


def changed_zip(body: bytes, member: str, replaced: bytes | None) -> bytes:
    """A zip archive with one member replaced, added, or left out."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(body)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in (name for name in old.namelist() if name != member):
            new.writestr(name, old.read(name))
        if replaced is not None:
            new.writestr(member, replaced)
    return out.getvalue()


@books
def test_a_workbook_that_unpacks_to_too_much_is_not_unpacked(name: str, file: str, tmp_path: Path) -> None:
    bomb = changed_zip(answer(name)[file], "xl/more.xml", b" " * workbooks.LARGEST_UNPACKED)
    assert len(bomb) < 100_000
    assert "a workbook that unpacks to 50," in spoilt(name, file, bomb, tmp_path).problem


@books
def test_a_sheet_that_spreads_over_too_much_is_refused(name: str, file: str, tmp_path: Path) -> None:
    """A few bytes can name a cell in the last column of each of many rows."""
    line = b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>'
    lines = b"".join(line % (number, number) for number in range(1, 100))
    sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
    body = answer(name)[file]
    for number in range(1, 4):
        body = changed_zip(body, f"xl/worksheets/sheet{number}.xml", sheet % lines)
    assert "more than 1,000,000 cells" in spoilt(name, file, body, tmp_path).problem


@books
@pytest.mark.parametrize("member", ["[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"])
@pytest.mark.parametrize("replaced", [None, b"<worksheet><sheetData><row>", b""], ids=["missing", "cut", "empty"])
def test_a_damaged_workbook_is_refused(
    name: str, file: str, member: str, replaced: bytes | None, tmp_path: Path
) -> None:
    """A zip archive of another kind too, which openpyxl calls an error of input and output."""
    body = changed_zip(answer(name)[file], member, replaced)
    if member.endswith("sheet1.xml"):  # every sheet, since each workbook has the one that is read in another place
        for number in (2, 3):
            body = changed_zip(body, member.replace("1", str(number)), replaced)
    assert spoilt(name, file, body, tmp_path).problem.startswith(f"{name}: {file}, ")


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    Workbook().save(out)
    assert "no sheet '01'" in spoilt("rosstat", "cpi", out.getvalue(), tmp_path).problem


@pytest.mark.parametrize("text", ["{", "[]", '{"held": 1, "sha256": {}, "code": ""}', "\udc98"])
def test_a_damaged_state_says_what_to_do(text: str, tmp_path: Path) -> None:
    given = Given(answer("bis"))
    asked(PROVEN["bis"], tmp_path, given)
    path = tmp_path / "raw/bis/state.json"
    path.write_bytes(text.encode(errors="surrogateescape"))
    before = on_disk(tmp_path)
    result = asked(PROVEN["bis"], tmp_path, given, days=1)
    assert result.outcome == Outcome.REFUSED and f"{path} is damaged; delete it" in result.problem
    assert on_disk(tmp_path) == before
    path.unlink()
    assert asked(PROVEN["bis"], tmp_path, given, days=2).outcome == Outcome.UNCHANGED


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"cut")], ids=["missing", "damaged"])
def test_bytes_that_are_held_no_longer_are_asked_for_anew(spoil: object, endpoint: Endpoint, tmp_path: Path) -> None:
    source = served(endpoint, PROVEN["economist"], answer("economist"))
    asked(source, tmp_path)
    before = on_disk(tmp_path)
    spoil(tmp_path / "raw/economist/deaths")
    assert asked(source, tmp_path).outcome == Outcome.UNCHANGED
    assert on_disk(tmp_path) == before
    assert not any("if-none-match" in one.headers for one in endpoint.asked)


def test_a_changed_table_of_ours_is_read_with_the_bytes_that_are_held(tmp_path: Path) -> None:
    """The day on which an estimate was published is ours to correct, though the publisher's list stays as it is."""
    source, given = PROVEN["published_estimates"], Given(answer("published_estimates"))
    asked(source, tmp_path, given)
    before = learned(tmp_path / "log", source.id)
    path = tmp_path / "data/tables/published_on.csv"
    path.write_bytes(path.read_bytes().replace(b"2022-03-23", b"2022-03-22"))
    result = refresh_source(CATALOGUE, source, given, playing.places(tmp_path, tmp_path / "data"), playing.later())
    after = learned(tmp_path / "log", source.id)
    assert result.outcome == Outcome.FRESH
    assert ordered(after[: len(before)]) == ordered(before)
    assert set(after["cause"][len(before) :]) == {"ours"}
