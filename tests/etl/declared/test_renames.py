"""Old names: whatever they lead to exists, and there are no other kinds of them."""

from pathlib import Path

import pytest

from etl.declared.catalogue import CatalogueError, load
from tests.etl import world

RENAMES = "catalogue/renames.toml"


@pytest.mark.parametrize(
    ("text", "offence"),
    [
        *(
            (f'[{kind}]\nolder = "gone"\n', f"renames.toml, {kind}: there is no {kind} 'gone'")
            for kind in ("claim", "article", "series", "entity")
        ),
        # The tiny world's file ends inside [chart].
        ('older = "gone"\n', "renames.toml, chart: there is no chart 'gone'"),
    ],
)
def test_what_an_old_name_leads_to_exists(tmp_path: Path, text: str, offence: str) -> None:
    world.add(world.write(tmp_path), RENAMES, text)
    with pytest.raises(CatalogueError) as refused:
        load(tmp_path)
    assert refused.value.problems == [offence]


def test_nothing_else_has_old_names(tmp_path: Path) -> None:
    world.add(world.write(tmp_path), RENAMES, '[graph]\nolder = "counts"\n')
    with pytest.raises(CatalogueError, match="found 'graph'"):
        load(tmp_path)
