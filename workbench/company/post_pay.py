"""What a post is paid, without anybody's own pay in it."""

import pandas as pd

from workbench.company.company import Company
from workbench.company.once import once

# Sources that say something about the post itself; the median of a unit mixes trades.
OF_THE_POST = ("pay band of the post", "median of the grade")


@once
def post_pay(company: Company) -> pd.DataFrame:
    """Give the usual pay of each open post.

    Parameters
    ----------
    company : pay bands of posts, or grades and pay of enough people

    Returns
    -------
    DataFrame, one row an open post: position_id, pay_per_year (currency), source. It is the middle
    of the post's pay band; else the median over people of the same grade, else of the same unit,
    where at least ``min_group_size`` of them have a known pay; else missing.

    Notes
    -----
    One person's pay never stands for a post: an amount that is made from it would give it away.

    Examples
    --------
    >>> from workbench.company import company_from_tables
    >>> posts = pd.DataFrame({"position_id": ["P1", "P2"], "title": ["A", "B"],
    ...                       "pay_min_per_year": [40, None], "pay_max_per_year": [60, None]})
    >>> people = pd.DataFrame({"employee_id": ["E1"], "position_id": ["P2"], "pay_per_year": [90]})
    >>> company = company_from_tables({"positions": posts, "employees": people}, as_of="2026-06-30")
    >>> post_pay(company)["pay_per_year"].tolist()
    [50.0, nan]
    """
    posts = company.positions
    paid = company.incumbents.merge(
        posts[["position_id", "grade", "unit"]], on="position_id"
    ).merge(company.staff[["employee_id", "pay_per_year"]], on="employee_id")
    least = company.settings.min_group_size
    known = {
        "pay band of the post": (posts["pay_min_per_year"] + posts["pay_max_per_year"]) / 2,
        "median of the grade": posts["grade"].map(_medians(paid, "grade", least)),
        "median of the unit": posts["unit"].map(_medians(paid, "unit", least)),
    }
    pay = pd.Series(float("nan"), index=posts.index)
    source = pd.Series("unknown", index=posts.index)
    for name, values in known.items():
        source = source.mask(pay.isna() & values.notna(), name)
        pay = pay.fillna(values.astype(float))
    return pd.DataFrame(
        {"position_id": posts["position_id"], "pay_per_year": pay, "source": source}
    )


def _medians(paid: pd.DataFrame, group: str, least: int) -> pd.Series:
    """Median pay of each group with enough known pays."""
    pays = paid.dropna(subset=["pay_per_year"]).groupby(group)["pay_per_year"]
    return pays.median()[pays.size() >= least]
