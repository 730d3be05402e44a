"""A table of views/tables as HTML."""

from collections.abc import Sequence
from html import escape

import pandas as pd

LINK = "Link"


def table_html(table: pd.DataFrame) -> str:
    """All rows, in their order; what stands in the column `Link` is one."""
    names = list(map(str, table.columns))
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    rows = "".join(_row(names, row) for row in table.astype(str).itertuples(index=False))
    return f'<div class="ci ci-wide"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _row(names: Sequence[str], row: Sequence[str]) -> str:
    cells = (
        f'<a href="{escape(value)}" rel="noopener" target="_blank">open</a>'
        if name == LINK and value
        else escape(value)
        for name, value in zip(names, row, strict=True)
    )
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
