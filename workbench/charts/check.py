"""Pictures of the data check: what is filled, what was lost, how the organisation is built."""

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.rows import of_all
from workbench.charts.theme import COLOURS, label, new_figure, plain, row_height
from workbench.words import count, percent


def plot_tables(tables: pd.DataFrame) -> go.Figure:
    """Draw how well each given table is filled.

    Parameters
    ----------
    tables : columns table, rows, filled_share (0 to 1), given

    Returns
    -------
    Bars, the fullest table on top.
    """
    given = tables[tables["given"]].sort_values("filled_share")
    least = given.iloc[0] if len(given) else None
    title = (
        f"Table {least['table']} is filled least: {percent(least['filled_share'])} of its cells"
        if least is not None
        else "No table is given"
    )
    figure = new_figure(
        title, alt="Bars: share of filled cells by table.", height=110 + 24 * len(given),
        x_title="filled cells, %",
    )  # fmt: skip
    figure.add_bar(
        x=(given["filled_share"] * 100).round(1).tolist(),
        y=[plain(name) for name in given["table"]],
        orientation="h",
        marker_color=COLOURS["accent"],
        text=[count(int(rows), "row") for rows in given["rows"]],
        textposition="inside",
        insidetextanchor="start",
        hovertemplate="%{y}: %{x:.0f} % of cells filled<extra></extra>",
    )
    figure.update_xaxes(range=[0, 100])
    return figure


def plot_levels(levels: pd.DataFrame) -> go.Figure:
    """Draw people and empty seats by distance from the top.

    Parameters
    ----------
    levels : columns level (0 is the top), posts, seats, people
    """
    most = levels.nlargest(1, "people").iloc[0] if len(levels) else None
    title = (
        f"{count(len(levels), 'level')} from top to bottom; most people work on level "
        f"{int(most['level'])}"
        if most is not None
        else "No level can be told"
    )
    figure = new_figure(
        title, alt="Stacked bars: people and empty seats by level.", height=360,
        x_title="people", y_title="level below the top",
    )  # fmt: skip
    names = [str(int(level)) for level in levels["level"]]
    empty = (levels["seats"] - levels["people"]).clip(lower=0)
    for name, values, colour in (
        ("people", levels["people"], COLOURS["accent"]),
        ("empty seats", empty, COLOURS["warn"]),
    ):
        figure.add_bar(
            x=values.tolist(), y=names, name=name, orientation="h", marker_color=colour,
            hovertemplate="level %{y}: %{x} " + name + "<extra></extra>",
        )  # fmt: skip
    figure.update_layout(barmode="stack")
    figure.update_yaxes(autorange="reversed", type="category")
    return figure


def plot_units(units: pd.DataFrame) -> go.Figure:
    """Draw the people of each unit; units whose figures are hidden are left out.

    Parameters
    ----------
    units : columns unit, people (missing where hidden), vacant_posts
    """
    known = units.dropna(subset=["people"])
    shown = known.nlargest(18, "people").iloc[::-1]
    title = (
        f"{shown.iloc[-1]['unit']} is the largest unit with "
        f"{count(int(shown.iloc[-1]['people']), 'person', 'people')}"
        + of_all(len(shown), len(known), "unit")
        if len(shown)
        else "No unit is large enough to be shown"
    )
    labels = [label(unit) for unit in shown["unit"]]
    figure = new_figure(
        title, alt="Bars: people by unit.", x_title="people",
        height=110 + row_height(labels, least=26) * len(shown),
    )  # fmt: skip
    figure.add_bar(
        x=shown["people"].tolist(),
        y=labels,
        orientation="h",
        marker_color=COLOURS["accent"],
        customdata=shown[["posts", "vacant_posts"]].to_numpy(),
        hovertemplate="%{y}: %{x} people, %{customdata[0]} posts, "
        "%{customdata[1]} empty<extra></extra>",
    )
    return figure
