"""What a scenario does to single people: dates by hand."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from pydantic import ValidationError

from workbench.drain.followers import contact_matrix, pulled_chance
from workbench.drain.risk import compare_scenarios, drain_risk
from workbench.drain.scenarios import apply_scenario, find_scenario, join_scenarios
from workbench.settings import Settings
from workbench.settings.drain import Scenario, Team

AS_OF = pd.Timestamp("2026-06-30")


@pytest.mark.parametrize(
    ("scenario", "certain"),
    [
        ("as_usual", [True, False, False, False]),
        # A year and the two years after it: up to 2029-06-30.
        ("retirement_wave", [True, True, False, False]),
    ],
)
def test_apply_scenario_brings_retirements_two_years_forward(scenario, certain) -> None:
    days = ["2027-06-30", "2029-06-30", "2029-07-01", None]
    seats = pd.DataFrame(
        {
            "position_id": ["P1", "P2", "P3", "P4"],
            "retires_on": pd.to_datetime(pd.Series(days)),
            "leave_probability": 0.1,
        }
    )
    exits = apply_scenario(
        seats, Settings().drain.scenarios[scenario],
        as_of=AS_OF, horizon_days=365, correlation=0.0,
    )  # fmt: skip
    assert (exits.total == 1).tolist() == certain
    assert exits.total[~pd.Series(certain)] == pytest.approx(0.1)
    assert exits.retires_share == pytest.approx([0.9 if due else 0.0 for due in certain])


def make(**keys: object) -> Scenario:
    return Scenario.model_validate({"sentence": "By hand.", **keys})


def exits_of(scenario: Scenario, *, chance: float = 0.1):
    seats = pd.DataFrame(
        {
            "position_id": ["P1", "P2", "P3"],
            "retires_on": pd.to_datetime(pd.Series([None, None, None])),
            "leave_probability": chance,
        }
    )
    return apply_scenario(seats, scenario, as_of=AS_OF, horizon_days=365, correlation=0.0)


def test_scenarios_that_happen_at_once_join_key_by_key() -> None:
    one = make(leave_factor=1.5, rival_share_added=0.8, leaving_positions=["P1"], correlation=0.1)
    two = make(leave_factor=2.0, rival_share_added=0.4, leaving_positions=["P1", "P2"],
               pulled_along_share=0.5, retirements="two_years_early")  # fmt: skip
    both = join_scenarios(make(correlation=0.3, pulled_along_share=0.5), [one, two])
    assert (both.leave_factor, both.rival_share_added, both.correlation) == (3.0, 1.0, 0.3)
    assert both.leaving_positions == ("P1", "P2")
    assert both.retirements == "two_years_early"
    assert both.pulled_along_share == 0.75
    assert join_scenarios(one, []) == one


def test_the_order_of_what_happens_at_once_does_not_matter() -> None:
    parts = [make(leave_factor=1.5, team_positions=["P1", "P2"], team_probability=0.5),
             make(more_teams=[{"positions": ["P2", "P3"], "probability": 0.2}])]  # fmt: skip
    found = [exits_of(join_scenarios(make(), order)) for order in (parts, parts[::-1])]
    for name in ("quiet", "total", "lifted_share"):
        assert getattr(found[0], name) == pytest.approx(getattr(found[1], name))


def test_each_of_two_teams_is_approached_on_its_own() -> None:
    # P2 is in both: stays with (1 - 0.1)(1 - 0.5 x 0.8)(1 - 0.2 x 0.8).
    teams = [
        Team(positions=("P1", "P2"), probability=0.5),
        Team(positions=("P2",), probability=0.2),
    ]
    exits = exits_of(make(more_teams=teams))
    assert exits.total == pytest.approx([1 - 0.9 * 0.6, 1 - 0.9 * 0.6 * 0.84, 0.1])
    assert [shock.members for shock in exits.shocks] == [(0, 1), (1,)]
    states = exits.states(nodes=1)
    assert states.weights @ states.probabilities == pytest.approx(exits.total)


def test_a_combination_names_scenarios_that_are_there_and_no_other_combination() -> None:
    both = {"sentence": "Both.", "together": ["pay_freeze", "strike"]}
    with pytest.raises(ValidationError, match=r"both\.together names 'strike', which is none of"):
        Settings.model_validate({"drain": {"scenarios": {"both": both}}})
    nested = {"sentence": "All.", "together": ["several_at_once"]}
    with pytest.raises(ValidationError, match="joins others itself; name its parts instead"):
        Settings.model_validate({"drain": {"scenarios": {"all": nested}}})


def test_built_in_combination_is_its_parts() -> None:
    drain = Settings().drain
    joined = find_scenario(drain, "several_at_once")
    assert joined.leave_factor == 3.0
    assert joined.pulled_along_share == 0.1
    assert joined.sentence == drain.scenarios["several_at_once"].sentence


def test_pulled_chance_is_the_sum_over_all_ways_contacts_leave() -> None:
    # Davis and Lo (2001), one generation: all 2^3 ways the contacts of the first leave.
    ids = pd.Series(["E1", "E2", "E3", "E4"])
    ties = pd.DataFrame(
        {
            "from_employee": ["E1", "E3", "E1", "E1", "E9"],
            "to_employee": ["E2", "E1", "E4", "E2", "E1"],
        }
    )  # fmt: skip
    contacts = contact_matrix(ties, ids)
    assert contacts.toarray()[0].tolist() == [False, True, True, True]
    chance, share = np.array([0.1, 0.2, 0.5, 0.05]), 0.3
    expected = 0.0
    for goes in product((0, 1), repeat=3):
        weight = np.prod([p if g else 1 - p for p, g in zip(chance[1:], goes, strict=True)])
        expected += weight * (1 - 0.9 * (1 - share) ** sum(goes))
    assert pulled_chance(chance, chance, contacts, share)[0] == pytest.approx(expected)


TIES = pd.DataFrame({"from_employee": ["E1"], "to_employee": ["E3"], "kind": ["work"]})


def test_followers_raise_the_loss_and_need_ties(build) -> None:
    drain = {"scenarios": {"pull": {"sentence": "Pull.", "pulled_along_share": 0.5},
                           "none": {"sentence": "None.", "pulled_along_share": 0.0}}}  # fmt: skip
    table = compare_scenarios(build(drain, ties=TIES), ("P1", "P2")).set_index("scenario")
    # E1 and E3 leave with p = 1 - exp(-0.1) each and pull each other: (1 - p)(1 - p / 2).
    p = -np.expm1(-0.1 * 365 / 365.25)
    expected = p + 2 * (1 - (1 - p) * (1 - p / 2))
    assert table.loc["pull", "expected_leavers"] == pytest.approx(expected, rel=1e-6)
    assert table.loc["none", "expected_leavers"] == pytest.approx(3 * p, rel=1e-6)
    assert table.loc["pull", "expected_loss"] > table.loc["as_usual", "expected_loss"]
    alone = drain_risk(build(drain), ("P1", "P2"), scenario="pull")
    assert alone.sentence == "Pull. Nobody is pulled along, as table ties is missing."
    assert alone.figure("expected_leavers") == pytest.approx(3 * p, rel=1e-6)


def test_new_ids_and_another_order_change_nothing_for_followers(build, base_tables) -> None:
    drain = {"scenarios": {"pull": {"sentence": "Pull.", "pulled_along_share": 0.5}}}
    usual = drain_risk(build(drain, ties=TIES), ("P1", "P2"), scenario="pull")
    new = {"E1": "X9", "E2": "X1", "E3": "X5"}
    tables = base_tables()
    people = tables["employees"].iloc[::-1].assign(employee_id=lambda t: t["employee_id"].map(new))
    held = tables["holdings"].assign(employee_id=lambda t: t["employee_id"].map(new))
    ties = TIES.replace(new)
    turned = drain_risk(
        build(drain, employees=people, holdings=held, ties=ties), ("P1", "P2"), scenario="pull"
    )
    assert turned.figure("expected_loss") == pytest.approx(usual.figure("expected_loss"))
