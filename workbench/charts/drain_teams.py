"""Pictures of teams that a rival could take as a whole."""

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.rows import each
from workbench.charts.theme import COLOURS, label, legend_below, new_figure, row_height
from workbench.words import count, money

_PARTS = (
    ("dearest_alone", "the dearest of them alone", COLOURS["neutral"]),
    ("adds", "what the others add", COLOURS["bad"]),
)


def plot_teams(teams: pd.DataFrame, *, currency: str) -> go.Figure:
    """Draw what a rival takes with each team: the dearest member, and what the others add.

    Parameters
    ----------
    teams : position_ids, people, loss_if_taken, dearest_alone, adds, channel; the first is the one
        to look at
    currency : for the title and the axis
    """
    title = "No team around these posts could be taken as a whole"
    if len(teams):
        first = teams.iloc[0]
        title = (
            f"Together they cost {money(float(first['adds']), currency)} more than the dearest of "
            f"them: {count(int(first['people']), 'person', 'people')} in {first['position_ids']}"
        )
    rows = teams.iloc[::-1]
    labels = [label(row.position_ids, width=26) for row in each(rows)]
    figure = new_figure(
        title,
        alt="Bars: loss if a rival takes a whole team, in two parts: the dearest person alone, and "
        "what the others add.",
        height=140 + row_height(labels, least=38) * len(rows),
        x_title=f"loss if the team is taken, {currency}",
    )  # fmt: skip
    for column, name, colour in _PARTS:
        figure.add_bar(
            x=rows[column].tolist(), y=labels, orientation="h", name=name, marker_color=colour,
            customdata=rows["channel"].tolist(),
            hovertemplate=f"{name}: %{{x:.3s}}, most in %{{customdata}}<extra></extra>",
        )  # fmt: skip
    figure.update_layout(barmode="stack")
    figure.update_xaxes(tickformat="~s", nticks=5, rangemode="tozero")
    legend_below(figure, entries=2)
    return figure
