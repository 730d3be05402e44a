"""What a typo in an article's file must not become: each is refused with file, line and remedy."""

from pathlib import Path

import pytest

from etl.catalogue import CatalogueError, load
from tests.etl import world
from tests.etl.world import article, check, claim

PIECE = "articles/piece.toml"


def told(root: Path, name: str, offence: str) -> None:
    """Exactly one problem is reported: with file and line, the entry's name and the offence."""
    with pytest.raises(CatalogueError) as caught:
        load(root)
    (problem,) = caught.value.problems
    file, line, said = problem.partition(": ")[0].split(", line ")[0], *problem.partition(", line ")[2].split(": ", 1)
    assert file == "piece.toml" and said.startswith(name) and offence in said, problem
    assert 1 < int(line) <= (root / PIECE).read_text().count("\n")


def test_a_tile_shows_a_series_that_is_declared(tmp_path: Path) -> None:
    world.swap(world.write(tmp_path), PIECE, 'series = "count"', 'series = "none"')
    told(tmp_path, "article piece, tile 1", "no series 'none'")


def test_a_chart_of_a_claim_exists(tmp_path: Path) -> None:
    (world.write(tmp_path) / PIECE).write_text(article(claim("c", check(low=1), chart="none")))
    told(tmp_path, "claim c", "no chart 'none'")
