"""Time to fill by job family, from own vacancies, and what leaving out the open ones would say."""

import pandas as pd

from workbench.company import Company
from workbench.market.survival import median_days, open_share
from workbench.market.vacancies import own_vacancies

ALL_FAMILIES = "all job families"
# Fewer vacancies than this are counted and draw no curve.
FEWEST = 10
_FAMILIES = [
    "job_family", "vacancies", "fills", "still_open", "median_days", "median_low_days",
    "median_high_days", "median_without_open_days", "days_per_fill", "days_per_fill_without_open",
]  # fmt: skip
_CURVES = ["job_family", "days", "open_share", "low", "high", "at_risk"]


def fill_by_family(company: Company) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Estimate time to fill by job family from own vacancies.

    Parameters
    ----------
    company : the table requisitions; without it there is no row

    Returns
    -------
    (families, curves) : one row a family, the most vacancies first and all of them on top:
        job_family, vacancies, fills, still_open, median_days with its 80 % range median_low_days
        and median_high_days (missing where half are not filled yet, or with fewer than ten
        vacancies), median_without_open_days (of the filled ones alone: too short),
        days_per_fill (days all were open over fills), days_per_fill_without_open; and the curves
        of the families with ten vacancies or more: job_family, days, open_share, low, high,
        at_risk

    Notes
    -----
    Days are calendar days from the opening to the start. See ``open_share``.
    """
    vacancies = own_vacancies(company)
    if vacancies.empty:
        return pd.DataFrame(columns=_FAMILIES), pd.DataFrame(columns=_CURVES)
    groups = {ALL_FAMILIES: vacancies} | {
        str(name): rows for name, rows in vacancies.groupby("job_family")
    }
    curves = {
        name: open_share(rows["days_open"].to_numpy(), rows["filled"].to_numpy())
        for name, rows in groups.items()
        if len(rows) >= FEWEST
    }
    families = pd.DataFrame(
        [_family(name, rows, curves.get(name)) for name, rows in groups.items()], columns=_FAMILIES
    )
    ordered = families.iloc[1:].sort_values(["vacancies", "job_family"], ascending=[False, True])
    return (
        pd.concat([families.head(1), ordered], ignore_index=True),
        pd.concat(
            [curve.assign(job_family=name) for name, curve in curves.items()]
            or [pd.DataFrame(columns=_CURVES)],
            ignore_index=True,
        )[_CURVES],
    )


def _family(name: str, rows: pd.DataFrame, curve: pd.DataFrame | None) -> tuple[object, ...]:
    closed = rows.loc[rows["filled"], "days_open"]
    unknown = (float("nan"),) * 3
    fills = len(closed)
    return (
        name, len(rows), fills, len(rows) - fills,
        *(unknown if curve is None else median_days(curve)),
        closed.median(),
        rows["days_open"].sum() / fills if fills else float("nan"),
        closed.mean(),
    )  # fmt: skip
