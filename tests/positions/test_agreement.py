"""Agreement of the raters of posts."""

import numpy as np
import pandas as pd
import pytest

from workbench.company import company_from_tables
from workbench.positions.agreement import rater_agreement


def test_rater_agreement_counts_only_posts_that_all_rated() -> None:
    positions = pd.DataFrame({"position_id": ["P1", "P2", "P3"], "title": "Clerk"})
    employees = pd.DataFrame({"employee_id": ["E1"], "position_id": ["P1"]})
    rows = [("a", "P1", 1), ("a", "P2", 3), ("a", "P3", 5), ("b", "P1", 1), ("b", "P2", 3)]
    ratings = pd.DataFrame(rows, columns=["rater", "position_id", "rating"])
    lonely = ratings[ratings["rater"] == "a"].assign(criterion="complexity")
    company = company_from_tables(
        {
            "positions": positions,
            "employees": employees,
            "ratings": pd.concat([ratings.assign(criterion="qualification"), lonely]),
        },
        as_of="2026-06-30",
    )
    table = rater_agreement(company).set_index("criterion")
    assert table.loc["qualification", ["raters", "posts"]].tolist() == [2, 2]
    assert table.loc["qualification", "agreement_of_mean"] == pytest.approx(1.0)
    assert np.isnan(table.loc["complexity", "concordance"])


def test_rater_agreement_without_ratings_is_empty() -> None:
    positions = pd.DataFrame({"position_id": ["P1"], "title": ["Clerk"]})
    employees = pd.DataFrame({"employee_id": ["E1"], "position_id": ["P1"]})
    company = company_from_tables(
        {"positions": positions, "employees": employees}, as_of="2026-06-30"
    )
    assert rater_agreement(company).empty
