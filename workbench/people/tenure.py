"""Bands of tenure, by which people are grouped in tables of reports."""

import numpy as np
import pandas as pd

TENURE_BANDS = ("under 1 year", "1 to 2 years", "3 to 4 years", "5 to 9 years", "10 years or more")
_FROM_YEARS = (0, 1, 3, 5, 10)


def tenure_band(years: pd.Series) -> pd.Series:
    """Name the band of tenure; unknown tenure stays missing.

    Examples
    --------
    >>> tenure_band(pd.Series([0.5, 2.9, 12.0, None])).tolist()
    ['under 1 year', '1 to 2 years', '10 years or more', nan]
    """
    place = np.searchsorted(_FROM_YEARS, years.to_numpy(dtype=float), side="right") - 1
    names = np.array(TENURE_BANDS, dtype=object)[np.maximum(place, 0)]
    return pd.Series(names, index=years.index).where(years.notna())
