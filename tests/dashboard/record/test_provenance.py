"""Every value of a check is what its SQL finds, on the build and on its public copy, as it stands."""

import datetime as dt
import re
import shutil
from dataclasses import fields, replace
from pathlib import Path

import duckdb
import pytest

from dashboard.record import claims, provenance
from dashboard.record.build import Build, ask
from dashboard.record.claims import ClaimRecord
from dashboard.record.findings import Finding
from dashboard.record.provenance import BASES, HeldRow, Used, files, point, questions, used
from etl.building import public_copy, schema

JUNE = dt.date(2025, 6, 1)
DAY, MOMENT = dt.date(2025, 3, 7), dt.datetime(2025, 3, 7, 23, 59, 59)


def all_claims(build: Build, asof: dt.date | None = None) -> list[ClaimRecord]:
    return [
        claim
        for name in claims.articles(build)
        for excerpt in claims.excerpts(build, name, asof)
        for claim in excerpt.claims
        # As of a day before an article appeared, its claims are told as of then.
        if asof is None or claims.article(build, name).published_on <= asof
    ]


def value_of(check: Finding, sets: list[Used]) -> float | None:
    """The value of a check, from the rows that its SQL found."""
    rows = {each.label.removeprefix(check.label): each.rows for each in sets}
    statistic = check.statistic
    if statistic == "value":
        return rows[""][0].value if "" in rows else None
    if statistic == "first_reached":
        return rows[": the highest so far"][0].value
    if statistic in ("change", "change_pct", "ratio"):
        newest, base = rows[": the newest"][0].value, rows[": the base"][0].value
        return {"change": newest - base, "change_pct": 100 * (newest / base - 1), "ratio": newest / base}[statistic]
    if statistic == "rank_greatest":
        (own,), others = rows[""], rows[": ranked among"]
        return 1 + sum(row.value > own.value for row in others if row.entity != own.entity)
    raise AssertionError(f"no article of ours asks for {statistic}")


@pytest.mark.parametrize(("basis", "asof"), [("then", None), ("now", None), ("now", JUNE)])
def test_every_value_rests_on_the_rows_that_its_sql_finds(real_build: Build, basis: str, asof: dt.date | None):
    tested = 0
    for claim in all_claims(real_build, asof):
        sets = used(real_build, claim, basis)
        for check in claim.found_then if basis == "then" else claim.found_now:
            own = [each for each in sets if each.check_id == check.check_id]
            if check.kind not in ("series", "comparison"):
                assert own == []
                continue
            if check.series_id and check.trouble in ("", "not due"):
                assert value_of(check, own) == pytest.approx(check.value), check.check_id
                newest = next(rows for each in own if not each.label.endswith("the base") for rows in each.rows)
                if check.statistic != "first_reached":
                    assert (newest.period_end, newest.vintage) == (check.period_end, check.vintage)
                    assert newest.basis == check.known_basis
                tested += 1
            if check.than_lo is not None:
                (than,) = (each.rows[0] for each in own if each.label.endswith(": compared with"))
                low = than.value if than.low is None else than.low
                assert low == pytest.approx(check.than_lo)
            if check.reached_on:
                (first,) = (each.rows[0] for each in own if each.label.endswith("the first that reached it"))
                assert first.period_end == check.reached_on
    assert tested > 10


def test_nothing_learned_after_the_day_is_among_the_rows(real_build: Build):
    for claim in all_claims(real_build, JUNE):
        for each in used(real_build, claim, "now"):
            assert "TIMESTAMP '2025-06-01 23:59:59'" in each.sql
            assert all(row.vintage.date() <= JUNE or row.basis == "hindsight" for row in each.rows)


def test_the_sql_runs_as_it_is_on_a_copy_of_the_build_and_finds_the_same(real_build: Build, tmp_path: Path):
    copy = shutil.copy(real_build.path, tmp_path / "current.duckdb")
    asked = [each for claim in all_claims(real_build) for basis in BASES for each in used(real_build, claim, basis)]
    with duckdb.connect(str(copy), read_only=True) as db:
        for each in asked:
            answer = db.execute(each.sql)
            names = [column[0] for column in answer.description]
            assert names == provenance.COLUMNS.split(", ")
            assert tuple(HeldRow(**dict(zip(names, row, strict=True))) for row in answer.fetchall()) == each.rows
    assert sum(len(each.rows) for each in asked) > 30


def test_the_public_copy_has_the_rows_of_what_is_open_and_no_others(real_build: Build, tmp_path: Path):
    with schema.connected() as db:
        public_copy.write_copy(db, real_build.path, tmp_path / "public" / "current.duckdb")
    rows = ask(real_build, "SELECT series_id, share FROM series JOIN source USING (source_id)")
    shares = {row["series_id"]: row["share"] for row in rows}
    found = 0
    with duckdb.connect(str(tmp_path / "public" / "current.duckdb"), read_only=True) as db:
        for claim in all_claims(real_build):
            for each in used(real_build, claim, "now"):
                held = [row for row in each.rows if shares[row.series_id] == "open"]
                assert len(db.execute(each.sql).fetchall()) == len(held)
                found += len(held)
    assert found > 20


# What checks use besides the rows that are shown: of what is reached for the first time all that came before it.
USED = """
SELECT DISTINCT check_id, side, role, series_id, entity, period_start, period_end
FROM used_at($article, $day::DATE, $t::TIMESTAMP) WHERE role NOT IN ('so far', 'reached')
"""


@pytest.mark.parametrize("basis", BASES)
def test_the_rows_shown_are_those_that_found_sql_says_were_used(real_build: Build, basis: str):
    moments = ask(real_build, f"FROM moment WHERE basis = '{basis}' AND shift_days = 0")
    of_article = {
        row["article_id"]: ask(real_build, USED, article=row["article_id"], day=row["day"], t=row["t"])
        for row in moments
    }
    shown = 0
    for claim in all_claims(real_build):
        for found in claim.found_then if basis == "then" else claim.found_now:
            if found.statistic == "first_reached":
                continue
            rows = {
                (row.series_id, row.entity, row.period_start, row.period_end)
                for each in used(real_build, claim, basis)
                if each.check_id == found.check_id
                for row in each.rows
            }
            assert rows == {
                (row["series_id"], row["entity"], row["period_start"], row["period_end"])
                for row in of_article[claim.article_id]
                if row["check_id"] == found.check_id
            }
            shown += len(rows)
    assert shown > 30


def check(**changes: object) -> Finding:
    row: dict[str, object] = dict.fromkeys(field.name for field in fields(Finding))
    row |= {"kind": "series", "label": "It", "series_id": "fund", "entity": "RUS", "at_day": None}
    row |= {"than_series_id": "", "than_entity": "", "than_period_end": None, "window_from": None, "statistic": "value"}
    row |= {"period_start": dt.date(2025, 2, 1), "period_end": dt.date(2025, 2, 28)}
    row |= {"plus_series_id": "", "plus_entity": "", "among": None, "reached_on": None, "base_period_end": None}
    return Finding(**(row | changes))


def test_the_sql_names_the_rows_that_the_check_found():
    ((label, sql),) = questions(check(entity="O'Higgins"), DAY, MOMENT)
    assert label == "It" and "entity = 'O''Higgins'" in sql and "period_end = DATE '2025-02-28'" in sql
    assert "known_at(TIMESTAMP '2025-03-07 23:59:59')" in sql and sql.endswith("LIMIT 1")
    # The least may have its own day, so the window has its own beginning and end.
    window = check(statistic="min", at_day=dt.date(2025, 1, 31), window_from=dt.date(2024, 2, 28))
    ((_, sql),) = questions(window, DAY, MOMENT)
    assert "period_end <= DATE '2025-01-31' AND period_start >= DATE '2024-02-28'" in sql and "LIMIT" not in sql
    (_, (label, sql)) = questions(check(statistic="change_pct", base_period_end=dt.date(2024, 2, 29)), DAY, MOMENT)
    assert label == "It: the base" and "period_end = DATE '2024-02-29'" in sql
    reached = check(statistic="first_reached", reached_on=dt.date(2024, 12, 31))
    ((label, sql), (highest, _)) = questions(reached, DAY, MOMENT)
    assert label == "It: the first that reached it" and "period_end = DATE '2024-12-31'" in sql
    assert highest == "It: the highest so far"
    than = check(kind="comparison", than_series_id="other", than_entity="USA", than_period_end=dt.date(2019, 12, 31))
    asked = questions(than, DAY, MOMENT)
    assert [label for label, _ in asked] == ["It", "It: compared with"]
    assert "series_id = 'other'" in asked[1][1] and "period_end = DATE '2019-12-31'" in asked[1][1]
    assert [label for label, _ in questions(replace(than, series_id=None), DAY, MOMENT)] == ["It: compared with"]


def test_events_use_no_rows_and_nothing_held_none():
    assert questions(check(kind="event"), DAY, MOMENT) == questions(check(kind="order"), DAY, MOMENT) == []
    assert questions(check(series_id=None, entity=None), DAY, MOMENT) == []


def test_an_unknown_statistic_is_an_error():
    with pytest.raises(ValueError, match="unknown statistic 'median'"):
        questions(check(statistic="median"), DAY, MOMENT)


def test_a_point_has_all_its_vintages_in_order(real_build: Build):
    (one,) = ask(
        real_build,
        """SELECT series_id, entity, period_end, count(*) AS many FROM observation
           GROUP BY series_id, entity, period_start, period_end
           ORDER BY many DESC, series_id, entity, period_end LIMIT 1""",
    )
    rows = ask(real_build, point(one["series_id"], one["entity"], one["period_end"]))
    assert len(rows) == one["many"] > 2
    assert [row["vintage"] for row in rows] == sorted(row["vintage"] for row in rows)
    assert {(row["series_id"], row["entity"], row["period_end"]) for row in rows} == {
        (one["series_id"], one["entity"], one["period_end"])
    }


def test_each_series_has_the_files_it_came_from(real_build: Build):
    for row in ask(real_build, "SELECT series_id, source_id FROM series JOIN latest USING (series_id) GROUP BY ALL"):
        found = files(real_build, (row["series_id"],))
        assert found, row
        assert all(Path(each.path).stem == row["source_id"] for each in found)
        assert all(re.fullmatch("[0-9a-f]{64}", each.sha256) for each in found)
    assert files(real_build, ()) == []


def test_a_sum_and_a_rank_show_all_that_they_rest_on():
    both = {"plus_series_id": "other", "plus_entity": "UKR"}
    first, second = questions(check(**both), DAY, MOMENT)
    assert (first[0], second[0]) == ("It", "It, what is added")
    assert "series_id = 'other' AND entity = 'UKR'" in second[1]
    assert all("period_end = DATE '2025-02-28'" in sql for _, sql in (first, second))
    _, (label, sql) = questions(check(statistic="rank_greatest", among=["UKR", "POL"]), DAY, MOMENT)
    assert label == "It: ranked among" and "entity IN ('UKR', 'POL')" in sql
    assert "period_start = DATE '2025-02-01' AND period_end = DATE '2025-02-28'" in sql
    _, (_, sql) = questions(check(statistic="rank_greatest", among=[]), DAY, MOMENT)
    assert "entity" not in sql.partition("WHERE")[2].partition("ORDER BY")[0]


def test_what_is_not_held_is_shown_as_looked_for():
    looked = check(statistic="change", period_start=None, period_end=None, at_day=dt.date(2024, 12, 31))
    ((label, sql),) = questions(looked, DAY, MOMENT)
    assert label == "It" and "period_end <= DATE '2024-12-31'" in sql and sql.endswith("LIMIT 1")
    than = check(kind="comparison", series_id=None, than_series_id="other", than_entity="USA")
    assert "period_end <= DATE '2025-03-07'" in questions(than, DAY, MOMENT)[0][1]


def test_a_set_of_which_the_check_found_no_row_has_no_sql(real_build: Build):
    never = questions(check(statistic="first_reached"), DAY, MOMENT)
    assert [(label, bool(sql)) for label, sql in never] == [
        ("It: the first that reached it", False),
        ("It: the highest so far", True),
    ]
    assert questions(check(statistic="ratio"), DAY, MOMENT)[1] == ("It: the base", "")
    found = check(check_id="one", statistic="ratio")
    assert provenance._used(real_build, found, "It: the base", "") == Used("one", "It: the base", "", (), ("fund",))
