"""What a scenario does to single people: dates by hand."""

import pandas as pd
import pytest

from workbench.drain.scenarios import apply_scenario
from workbench.settings import Settings

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
