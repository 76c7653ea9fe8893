"""Picture of the people others go through; it takes a finished table."""

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.rows import of_all
from workbench.charts.theme import COLOURS, label, legend_below, new_figure, row_height
from workbench.words import percent


def plot_brokers(brokers: pd.DataFrame, *, most: int = 15) -> go.Figure:
    """Draw the people most ways lead through, with the number of people who go to each.

    Parameters
    ----------
    brokers : employee_id (as it is to be read), betweenness (in [0, 1]), asked_by, pairs_cut;
        the largest first
    most : people drawn
    """
    shown = brokers.head(most)
    cuts = shown["pairs_cut"] > 0
    labels = [label(person) for person in shown["employee_id"]]
    figure = new_figure(
        _broker_words(shown) + of_all(len(shown), len(brokers), "person", "people"),
        alt="Bars: share of the shortest ways that lead through each person.",
        height=140 + row_height(labels) * len(shown), x_title="shortest ways between others, %",
    )  # fmt: skip
    for words, role, those in (("others have another way", "accent", ~cuts),
                               ("the only link between some", "bad", cuts)):  # fmt: skip
        rows = shown[those.astype(bool)]
        if len(rows):
            figure.add_bar(
                x=(rows["betweenness"] * 100).tolist(), orientation="h", name=words,
                y=[label(person) for person in rows["employee_id"]], marker_color=COLOURS[role],
                text=[f"asked by {asked}" for asked in rows["asked_by"]], textangle=0,
                textposition="auto",
                hovertemplate="%{y}: %{x:.1f} %<extra></extra>",
            )  # fmt: skip
    figure.update_yaxes(categoryorder="array", categoryarray=labels[::-1], dtick=1)
    figure.update_xaxes(rangemode="tozero")
    legend_below(figure, entries=len(figure.data))
    return figure


def _broker_words(brokers: pd.DataFrame) -> str:
    if brokers.empty:
        return "Who stands between the others is not known"
    first, cuts = brokers.iloc[0], int((brokers["pairs_cut"] > 0).sum())
    words = f"{percent(first['betweenness'])} of the shortest ways lead through one person"
    links = f"; the only link between others: {cuts} of these {len(brokers)}" if cuts else ""
    return words + links
