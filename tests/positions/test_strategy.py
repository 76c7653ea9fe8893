from itertools import permutations

import pandas as pd
import pytest

from workbench.errors import DataError
from workbench.positions.criteria.strategy import goal_matrix, goal_shares, strategic_contribution

GOALS = pd.DataFrame({"goal_id": ["G1", "G2"], "goal": ["More", "Better"], "weight": [3.0, 1.0]})


def _areas(rows):
    columns = ["result_area_id", "position_id", "goal_id", "area", "share", "strength"]
    return pd.DataFrame(
        [(f"R{n}", post, goal, "area", share, strength)
         for n, (post, goal, share, strength) in enumerate(rows)],
        columns=columns,
    )  # fmt: skip


def test_goal_matrix_by_hand(make_company) -> None:
    rows = [("P00", "G1", 0.5, "9"), ("P00", "G2", 0.3, "3"), ("P00", None, 0.2, "9")]
    company = make_company(goals=GOALS, result_areas=_areas(rows))
    matrix = goal_matrix(company)
    # 0.5 of the post at full strength for three quarters of the goals; 0.3 at a third for the rest.
    assert matrix.loc["P00", "G1"] == pytest.approx(0.5 * 0.75)
    assert matrix.loc["P00", "G2"] == pytest.approx(0.3 * 0.25 / 3)
    assert strategic_contribution(company)["P00"] == pytest.approx(0.375 + 0.025)


def test_strategic_contribution_full_when_a_post_is_the_only_goal(make_company) -> None:
    company = make_company(goals=GOALS.head(1), result_areas=_areas([("P00", "G1", 1.0, "9")]))
    assert strategic_contribution(company).to_dict() == {"P00": 1.0}


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([("P00", "G1", 0.5, "9")], id="shares do not sum to one"),
        pytest.param([("P00", "G1", None, "9"), ("P00", "G2", 1.0, "9")], id="unknown share"),
        pytest.param([("P00", "G1", 1.0, None)], id="unknown strength"),
    ],
)
def test_strategic_contribution_not_described_is_unknown(make_company, rows) -> None:
    company = make_company(goals=GOALS, result_areas=_areas(rows))
    assert strategic_contribution(company).isna().tolist() == [True]


def test_strategic_contribution_is_equal_exactly_in_any_order_and_pieces(make_company) -> None:
    # Plain sums of 0.3, 0.06 and 0.04 differ by order; each post carries 0.4 of the only goal.
    pieces = [(0.3, "9"), (0.06, "9"), (0.04, "9"), (0.6, "0")]
    orders = [list(order) for order in permutations(pieces)]
    orders += [[(0.4, "9"), (0.6, "0")], [(0.7, "3"), (0.1, "9"), (0.2, "3")]]
    rows = [(f"P{n:02d}", "G1", *piece) for n, order in enumerate(orders) for piece in order]
    posts = pd.DataFrame({"position_id": [f"P{n:02d}" for n in range(len(orders))], "title": "x"})
    people = pd.DataFrame({"employee_id": ["E1"], "position_id": ["P00"]})
    company = make_company(
        positions=posts, employees=people, goals=GOALS.head(1), result_areas=_areas(rows)
    )
    assert strategic_contribution(company).tolist() == [0.4] * len(orders)


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_goal_shares_are_equal_exactly_in_any_order(make_company, order) -> None:
    goals = pd.DataFrame({"goal_id": list("ABCD"), "goal": "Goal", "weight": [0.1, 0.2, 0.3, 0.07]})
    shares = goal_shares(make_company(goals=goals))
    turned = goal_shares(make_company(goals=goals.iloc[list(order)]))
    assert turned[shares.index].tolist() == shares.tolist()


def test_strategic_contribution_takes_the_goal_of_the_stage_where_none_is_named(
    make_company,
) -> None:
    rows = [("P00", None, 1.0, "9"), ("P01", "G2", 1.0, "9"), ("P02", None, 1.0, "9")]
    areas = _areas(rows).assign(plan_item_id=["S1", "S1", None])
    plan = pd.DataFrame({"plan_item_id": ["S1"], "goal_id": ["G1"], "stage": ["Pilot"]})
    company = make_company(goals=GOALS, result_areas=areas, plan_items=plan)
    # P00 has the goal of S1 with weight 3 of 4; P01 keeps its own; P02 names neither.
    assert strategic_contribution(company).to_dict() == {"P00": 0.75, "P01": 0.25, "P02": 0.0}


def test_goal_matrix_without_any_weight_is_refused(make_company) -> None:
    company = make_company(
        goals=GOALS.assign(weight=0.0), result_areas=_areas([("P00", "G1", 1.0, "9")])
    )
    with pytest.raises(DataError, match="no goal has a weight above 0"):
        goal_matrix(company)


def test_goal_matrix_names_the_table_that_is_missing(make_company) -> None:
    with pytest.raises(DataError, match="needs table goals"):
        goal_matrix(make_company())
