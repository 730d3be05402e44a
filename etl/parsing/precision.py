"""What is the same number: one that was only rounded to fewer decimals, or is now told with more of them."""

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]

FIGURES = ["value", "low", "high"]
# More than a float of any series can hold.
MOST = 15
# Of fewer numbers it may be chance that none of them needs a last decimal.
ENOUGH = 5


def decimals(figures: Floats) -> npt.NDArray[np.int_]:
    """How many decimals the shortest form of each figure has: 12.3 one, 12 and 1,457,000 none. Missing: none."""
    found = np.full(figures.shape, MOST)
    for number in reversed(range(MOST)):
        # Rounded by division, which gives the float nearest to so many decimals.
        found[np.isnan(figures) | (np.rint(figures * 10.0**number) / 10.0**number == figures)] = number
    return found


def told_with(rows: pd.DataFrame) -> pd.DataFrame:
    """With how many decimals the figures of a series were told by each vintage: columns FIGURES, index series and
    vintage. None where too few were told for an answer.

    It is the most that any of them had until then: 21 is 21.0 where others are 21.3, and no single number tells how
    many zeros its publisher wrote.
    """
    learned = [rows["series_id"], rows["vintage"]]
    found = pd.DataFrame({name: decimals(rows[name].to_numpy(dtype=float)) for name in FIGURES}, index=rows.index)
    most = found.groupby(learned).max().groupby(level=0).cummax()
    many = rows[FIGURES].notna().groupby(learned).sum().groupby(level=0).cumsum()
    return most.where(many >= ENOUGH, 0)


def alike(one: Floats, other: Floats, told: Floats, otherwise: Floats) -> npt.NDArray[np.bool]:
    """Which figures say the same. `told`, `otherwise`: with how many decimals the one and the other were told.

    With as many, only equal ones. Else those no further apart than half a unit of the coarser's last place, but where
    one was told without decimals: what is counted is exact, and zeros before the point are no decimals.
    """
    equal = (one == other) | (np.isnan(one) & np.isnan(other))
    coarser = np.minimum(told, otherwise)
    # Half a unit, and what the difference of two such floats may be off by.
    reach = 0.5 * 10.0**-coarser + 4 * np.spacing(np.maximum(np.abs(one), np.abs(other)))
    alike: npt.NDArray[np.bool] = equal | ((told != otherwise) & (coarser > 0) & (np.abs(one - other) <= reach))
    return alike
