"""Pictures of the user's own lists beside the best choice."""

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.theme import COLOURS, legend_below, new_figure, wrapped


def plot_list_and_best(aims: pd.DataFrame) -> go.Figure:
    """Draw what the names on the lists carry beside what the best choice would.

    Parameters
    ----------
    aims : columns aim, the_list, best, lost; rows of whole posts or places
    """
    if aims.empty:
        return new_figure("No names to compare", alt="Empty figure")
    first = aims.iloc[0]
    title = "The lists are as good as the best choice"
    if aims["lost"].gt(0).any():
        title = (
            f"The lists carry {int(first['the_list'])} {first['aim']}, the best choice "
            f"{int(first['best'])}"
        )
    figure = new_figure(
        title, alt="Bars of what the lists carry and what the best choice carries.",
        height=150 + 90 * len(aims),
    )  # fmt: skip
    labels = [wrapped(aim, width=18) for aim in aims["aim"]]
    for column, name, colour in (
        ("the_list", "names on the lists", COLOURS["warn"]),
        ("best", "best choice", COLOURS["accent"]),
    ):
        figure.add_bar(
            y=labels, x=aims[column], orientation="h", name=name, marker_color=colour,
            text=[f"{value:.0f}" for value in aims[column]], textposition="outside",
            cliponaxis=False,
        )  # fmt: skip
    most = float(aims[["the_list", "best"]].to_numpy().max())
    figure.update_xaxes(range=[0, 1.15 * max(1.0, most)])
    figure.update_yaxes(autorange="reversed")
    legend_below(figure, entries=2)
    return figure
