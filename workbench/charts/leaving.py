"""Pictures of how well chances of leaving fit, and whose they are; each takes a finished table."""

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.drain import ranged
from workbench.charts.theme import COLOURS, label, legend_below, new_figure, row_height
from workbench.words import count, percent

_MODELS = {"hazard": ("accent", "circle"), "family rates": ("warn", "diamond-open")}


def plot_reliability(reliability: pd.DataFrame) -> go.Figure:
    """Draw what was expected of the last year against what happened, by group of rising chance.

    Parameters
    ----------
    reliability : model, expected_per_year, observed_per_year, low, high, expected, observed,
        inside; the model that the title speaks of first
    """
    figure = new_figure(
        _fit_title(reliability),
        alt="Dots: observed against expected yearly rate of resigning, with intervals, for two "
        "ways to estimate it; on the slanted line they agree.",
        height=420, x_title="expected, a year", y_title="observed, a year",
    )  # fmt: skip
    if reliability.empty:
        return figure
    most = float(reliability[["expected_per_year", "high"]].max().max())
    figure.add_scatter(
        x=[0.0, most], y=[0.0, most], mode="lines", name="as expected",
        line={"color": COLOURS["neutral"], "dash": "dash", "width": 1}, hoverinfo="skip",
    )  # fmt: skip
    for model, (role, symbol) in _MODELS.items():
        rows = reliability[reliability["model"] == model]
        if len(rows):
            bars = {**ranged(rows, "observed_per_year"), "color": COLOURS[role]}
            figure.add_scatter(
                x=rows["expected_per_year"].tolist(), y=rows["observed_per_year"].tolist(),
                mode="markers", name=f"{model}, P10 to P90 of what happened", error_y=bars,
                marker={"color": COLOURS[role], "symbol": symbol, "size": 10},
                customdata=rows[["expected", "observed"]].to_numpy().tolist(),
                hovertemplate="expected %{customdata[0]:.0f}, observed %{customdata[1]}"
                "<extra>" + model + "</extra>",
            )  # fmt: skip
    figure.update_xaxes(tickformat=".0%", rangemode="tozero")
    figure.update_yaxes(tickformat=".0%", rangemode="tozero")
    legend_below(figure, entries=3)
    return figure


def _fit_title(reliability: pd.DataFrame) -> str:
    if reliability.empty:
        return "No estimate of leaving was tried on a past year"
    model = str(reliability["model"].iloc[0])
    rows = reliability[reliability["model"] == model]
    inside = int(rows["inside"].sum())
    return (
        f"Tried on the last year, the {model} {'fits' if model == 'hazard' else 'fit'} in "
        f"{inside} of {count(len(rows), 'group')}"
    )


def plot_chances(groups: pd.DataFrame, *, grouped_by: str) -> go.Figure:
    """Draw the mean chance of resigning of groups of people with its interval.

    Parameters
    ----------
    groups : grouped_by, group, people, resign_probability, low, high; in the order to draw
    grouped_by : which grouping to draw
    """
    rows = groups[groups["grouped_by"] == grouped_by]
    title = f"No group by {grouped_by} is large enough to be shown"
    if len(rows) == 1:
        title = f"{rows['group'].iloc[0]}: {percent(rows['resign_probability'].iloc[0])} resign"
    elif len(rows):
        ordered = rows.sort_values("resign_probability", kind="stable")
        least, top = ordered.iloc[0], ordered.iloc[-1]
        title = (
            f"By {grouped_by}, chances to resign run from {percent(least['resign_probability'])} "
            f"({least['group']}) to {percent(top['resign_probability'])} ({top['group']})"
        )
    shown = rows.iloc[::-1]
    labels = [label(text) for text in shown["group"]]
    figure = new_figure(
        title, alt=f"Dots: mean chance of resigning by {grouped_by}, with intervals.",
        height=120 + row_height(labels, least=26) * len(shown),
        x_title="chance to resign",
    )  # fmt: skip
    figure.add_scatter(
        x=shown["resign_probability"].tolist(), y=labels, mode="markers", showlegend=False,
        marker={"size": 10, "color": COLOURS["accent"]},
        error_x=ranged(shown, "resign_probability"),
        customdata=shown["people"].tolist(),
        hovertemplate="%{y}: %{x:.1%} of %{customdata}<extra></extra>",
    )  # fmt: skip
    figure.update_xaxes(tickformat=".0%", rangemode="tozero")
    return figure
