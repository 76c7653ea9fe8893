"""Agreement of the raters of posts."""

import numpy as np
import pandas as pd
import pytest

from workbench.company import company_from_tables
from workbench.positions.criteria.agreement import agreement_in_words, rater_agreement


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
    shown = agreement_in_words(table.reset_index()).set_index("criterion")
    assert shown["agreement_of_mean"].to_dict() == {
        "complexity": "unknown",
        "qualification": "1.00",
    }


def test_rater_agreement_shows_the_interval_of_both_coefficients() -> None:
    # Table 2 of Shrout and Fleiss (1979), the judges as raters and the targets as posts, halved to
    # lie between 1 and 5 where that changes no coefficient: ICC(2,1) 0.29, ICC(2,k) 0.62.
    scores = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    ids = [f"P{n}" for n in range(6)]
    rows = [
        (f"r{rater}", post, 1 + (score - 1) * 4 / 9)
        for post, of_post in zip(ids, scores, strict=True)
        for rater, score in enumerate(of_post)
    ]
    ratings = pd.DataFrame(rows, columns=["rater", "position_id", "rating"])
    company = company_from_tables(
        {
            "positions": pd.DataFrame({"position_id": ids, "title": ids}),
            "employees": pd.DataFrame({"employee_id": ["E1"], "position_id": ["P1"]}),
            "ratings": ratings.assign(criterion="complexity"),
        },
        as_of="2026-06-30",
    )
    table = rater_agreement(company)
    shown = agreement_in_words(table).iloc[0]
    assert shown["agreement_of_one"] == "0.29 (0.02 to 0.76)"
    assert shown["agreement_of_mean"] == "0.62 (0.07 to 0.93)"
    assert shown["enough"]


def test_rater_agreement_without_ratings_is_empty() -> None:
    positions = pd.DataFrame({"position_id": ["P1"], "title": ["Clerk"]})
    employees = pd.DataFrame({"employee_id": ["E1"], "position_id": ["P1"]})
    company = company_from_tables(
        {"positions": positions, "employees": employees}, as_of="2026-06-30"
    )
    assert rater_agreement(company).empty
