from itertools import combinations

import pandas as pd
import pytest

from workbench.people.knowledge.bus_factor import (
    bus_factors,
    losses_together,
    second_holders,
    sole_holders,
)


def _assets(*rows: tuple[str, str, float | None, str]) -> pd.DataFrame:
    """Give assets of id, kind, value and holders, one letter each."""
    frame = pd.DataFrame(rows, columns=["asset_id", "kind", "value_per_year", "who"])
    frame["value_per_year"] = frame["value_per_year"].astype("float64")
    return frame.assign(
        name=frame["asset_id"], holder_ids=[tuple(sorted(who)) for who in frame["who"]],
        holders=frame["who"].str.len().astype(int),
    )  # fmt: skip


ASSETS = _assets(
    ("A1", "secret", 5.0, "xy"),
    ("A2", "secret", 3.0, "xyz"),
    ("A3", "customer", 8.0, "x"),
    ("A4", "customer", None, "y"),
    ("A5", "customer", 2.0, "yz"),
    ("A6", "customer", 4.0, ""),
    ("A7", "dataset", None, ""),
)


def test_bus_factors_count_by_kind() -> None:
    table = bus_factors(ASSETS).set_index("kind")
    assert table.index.tolist() == ["secret", "customer", "dataset", "all"]
    counts = table[["assets", "held_by_nobody", "held_by_one", "held_by_two", "held_by_more"]]
    assert counts.loc["customer"].tolist() == [4, 1, 2, 1, 0]
    assert counts.loc["all"].tolist() == [7, 2, 2, 2, 1]
    assert table["bus_factor"].dropna().to_dict() == {"secret": 2, "customer": 1, "all": 1}
    # Half of the three customers somebody holds is two: x and y.
    assert table.loc["customer", ["half_people_low", "half_people_high"]].tolist() == [2, 2]
    # x and y take A1, A3 and A4 of the five that are held.
    assert table.loc["all", "half_people_high"] == 2


def test_bus_factors_leave_unknown_values_unknown() -> None:
    table = bus_factors(ASSETS).set_index("kind")
    assert table.loc["customer", "value_per_year"] == 14.0
    assert table.loc["customer", "value_on_one_per_year"] == 8.0
    assert table["value_unknown"].to_dict() == {"secret": 0, "customer": 1, "dataset": 1, "all": 2}
    assert pd.isna(table.loc["dataset", "value_per_year"])
    assert table.loc["secret", "value_on_one_per_year"] == 0.0


def test_bus_factors_of_what_nobody_holds_are_unknown() -> None:
    row = bus_factors(ASSETS).set_index("kind").loc["dataset"]
    assert row[["bus_factor", "half_people_low", "half_people_high"]].isna().all()


def test_losses_together_by_hand() -> None:
    table = losses_together(ASSETS)
    all_value = table.query("kind == 'all' and counted == 'value'")
    # Known value that is held: 5 + 3 + 8 + 2 = 18. x alone 8; x and y 8 + 5; all three 18.
    assert all_value["lost"].tolist() == [8.0, 13.0, 18.0]
    assert all_value["employee_ids"].tolist() == ["x", "x, y", "x, y, z"]
    assert all_value["lost_share"].tolist() == pytest.approx([8 / 18, 13 / 18, 1.0])
    assert table.query("kind == 'all' and counted == 'assets'")["lost"].tolist() == [1.0, 3.0, 5.0]
    assert "dataset" not in set(table["kind"])


def test_losses_together_are_the_same_in_any_order() -> None:
    pd.testing.assert_frame_equal(
        losses_together(ASSETS), losses_together(ASSETS.sample(frac=1, random_state=3))
    )


def test_second_holders_save_most_first() -> None:
    table = second_holders(ASSETS)
    assert table["asset_id"].tolist() == ["A3", "A4"]
    assert table["employee_id"].tolist() == ["x", "y"]
    assert table["left_per_year"].tolist() == [0.0, 0.0]


@pytest.mark.parametrize("trainings", [1, 2, 3])
def test_second_holders_are_the_best_choice_of_trainings(trainings) -> None:
    assets = _assets(("A1", "secret", 3.0, "x"), ("A2", "secret", 7.0, "x"),
                     ("A3", "method", 4.0, "y"), ("A4", "method", 9.0, "yz"))  # fmt: skip
    exposed = [
        assets.loc[(assets["holders"] == 1) & ~assets["asset_id"].isin(learnt), "value_per_year"]
        for learnt in combinations(assets["asset_id"], trainings)
    ]
    ranked = second_holders(assets)
    assert ranked["left_per_year"].iloc[trainings - 1] == min(values.sum() for values in exposed)


def test_sole_holders_add_up_what_hangs_on_a_person() -> None:
    holdings = pd.DataFrame(
        [("A1", "x", "P1", 5.0, 1), ("A2", "x", "P1", None, 1), ("A3", "y", None, None, 1),
         ("A4", "x", "P1", 9.0, 2), ("A4", "z", "P2", 9.0, 2)],
        columns=["asset_id", "employee_id", "position_id", "value_per_year", "holders"],
    )  # fmt: skip
    table = sole_holders(holdings).set_index("employee_id")
    assert table["sole_assets"].to_dict() == {"x": 2, "y": 1}
    assert table.loc["x", "sole_value_per_year"] == 5.0
    assert pd.isna(table.loc["y", "sole_value_per_year"])
    assert table["value_unknown"].to_dict() == {"x": 1, "y": 1}
