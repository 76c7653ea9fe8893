"""Charts of leaving as data: titles that agree with the numbers, and nothing of nothing."""

import pandas as pd
import pytest

from workbench.charts.leaving import plot_chances, plot_reliability

RELIABILITY = pd.DataFrame(
    {
        "model": ["hazard", "hazard", "family rates"],
        "expected_per_year": [0.02, 0.08, 0.05], "observed_per_year": [0.03, 0.05, 0.04],
        "low": [0.01, 0.03, 0.03], "high": [0.05, 0.07, 0.06],
        "expected": [4.0, 16.0, 20.0], "observed": [6, 10, 16],
        "inside": [True, False, True],
    }
)  # fmt: skip
GROUPS = pd.DataFrame(
    {
        "grouped_by": ["tenure", "tenure", "unit"],
        "group": ["under 1 year", "1 to 2 years", "Lab"],
        "people": [12, 30, 42], "resign_probability": [0.2, 0.05, 0.1], "low": [0.1, 0.03, 0.08],
        "high": [0.3, 0.08, 0.12],
    }
)  # fmt: skip


def words(figure) -> str:
    return figure.layout.title.text.replace("<br>", " ")


def test_plot_reliability_states_how_many_groups_fit():
    figure = plot_reliability(RELIABILITY)
    assert words(figure) == "Tried on the last year, the hazard fits in 1 of 2 groups"
    assert [len(trace.x) for trace in figure.data] == [2, 2, 1]
    assert figure.data[1].error_y.array == pytest.approx([0.02, 0.02])
    assert len(figure.layout.meta["alt"]) > 15
    alone = plot_reliability(RELIABILITY.iloc[2:])
    assert words(alone) == "Tried on the last year, the family rates fit in 1 of 1 group"


def test_plot_chances_states_the_ends():
    figure = plot_chances(GROUPS, grouped_by="tenure")
    assert words(figure) == (
        "By tenure, chances to resign run from 5 % (1 to 2 years) to 20 % (under 1 year)"
    )
    assert figure.data[0].y == ("1 to 2 years", "under 1 year")
    assert words(plot_chances(GROUPS, grouped_by="unit")) == "Lab: 10 % resign"


def test_charts_of_empty_tables_are_empty():
    for figure in (
        plot_reliability(RELIABILITY.iloc[:0]),
        plot_chances(GROUPS.iloc[:0], grouped_by="unit"),
    ):
        assert sum(len(trace.x) for trace in figure.data) == 0
        assert words(figure).startswith("No ")
