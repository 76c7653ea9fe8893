"""The picture of teams as data."""

import pandas as pd

from workbench.charts.drain_teams import plot_teams
from workbench.charts.theme import title_in_words

TEAMS = pd.DataFrame(
    {
        "position_ids": ["P1, P2", "P3"], "people": [4, 3], "loss_if_taken": [900.0, 500.0],
        "dearest_alone": [400.0, 450.0], "adds": [500.0, 50.0],
        "channel": ["secrets", "operations"],
    }
)  # fmt: skip


def test_bars_stack_to_the_loss_of_the_team():
    figure = plot_teams(TEAMS, currency="EUR")
    alone, others = (list(bar.x) for bar in figure.data)
    assert [a + b for a, b in zip(alone, others, strict=True)] == [500.0, 900.0]
    assert "EUR 500 more than the dearest of them: 4 people in P1, P2" in title_in_words(figure)


def test_no_team_is_said():
    figure = plot_teams(TEAMS.head(0), currency="EUR")
    assert "No team" in title_in_words(figure)
