"""The declared shape of a contested quantity: what several sources state, and in which series; and its rule."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from etl.declared.shapes import ID, Declared
from etl.vocabulary import Dimension

if TYPE_CHECKING:
    from etl.declared.catalogue import Catalogue


class StatedSeries(Declared):
    """A series that states the quantity. `entities`: of one that varies, those that do; "all" for every publisher."""

    series: str
    entities: list[str] | Literal["all"] = Field([])


class ContestedQuantity(Declared):
    """Something that sources count differently. `about`: in a sentence or two, why they part."""

    id: str = Field(pattern=ID)
    title: str
    about: str
    row: list[StatedSeries] = Field(min_length=1)


def quantities_fit(c: "Catalogue") -> Iterator[str]:
    """A quantity's rows name series that exist, with entities that those have; none twice."""
    by_id = {s.id: s for s in c.series}
    for name, count in Counter(quantity.id for quantity in c.quantities).items():
        if count > 1:
            yield f"quantity {name}: the id is used {count} times"
    for quantity in c.quantities:
        name = f"quantity {quantity.id}"
        for series_id, count in Counter(row.series for row in quantity.row).items():
            if count > 1:
                yield f"{name}: series {series_id} stands there {count} times"
        for row in quantity.row:
            series = by_id.get(row.series)
            if series is None:
                yield f"{name}: there is no series {row.series!r}"
            elif series.varies_by and not row.entities:
                yield f"{name}: series {row.series} varies by {series.varies_by}: name its entities"
            elif row.entities == "all":
                if series.varies_by != Dimension.PUBLISHER:
                    yield f"{name}: 'all' is for series that vary by publisher, which {row.series} does not"
            elif series.entities != "all":
                for entity in row.entities:
                    if entity not in series.entities:
                        yield f"{name}: series {row.series} has no entity {entity!r}"
