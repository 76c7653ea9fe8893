"""What the tests of the history share: two units, a dozen posts, and figures that are quick."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.history.register import COLUMNS, HEADLINES

DAY = "2026-06-30"
Tables = dict[str, pd.DataFrame]
Make = Callable[..., Company]


def tables() -> Tables:
    """Give eight posts in works, six in sales; a person in each, with pay."""
    posts = [f"P{number:02d}" for number in range(14)]
    units = ["works"] * 8 + ["sales"] * 6
    people = [f"E{number:05d}" for number in range(14)]
    return {
        "positions": pd.DataFrame({"position_id": posts, "title": "Fitter", "unit": units}),
        "employees": pd.DataFrame(
            {
                "employee_id": people,
                "name": [f"Secret Person {number}" for number in range(14)],
                "position_id": posts,
                "hired_on": "2020-01-01",
                "pay_per_year": [50_000 + 1_000 * number for number in range(14)],
            }
        ),
    }


def quick_headlines(company: Company) -> pd.DataFrame:
    """Give figures that depend on data and settings in ways that can be done by hand.

    open_posts counts; expected_loss is people times horizon_days; key_posts is posts times
    key_share; plan_cost is people times the month of the report date; all others are unknown.
    """
    settings, posts = company.settings, len(company.positions)
    known = {
        "open_posts": float(posts),
        "people_here": float(len(company.staff)),
        "key_posts": posts * settings.positions.key_share,
        "expected_loss": float(len(company.staff) * settings.horizon_days),
        "plan_cost": float(len(company.staff) * company.as_of.month),
    }
    rows = [(name, known.get(name, np.nan), np.nan, np.nan, ()) for name in HEADLINES]
    return pd.DataFrame(rows, columns=COLUMNS)
