"""Pictures of who could leave and what could be done; each takes a finished table."""

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.theme import (
    COLOURS,
    label,
    legend_below,
    new_figure,
    plain,
    ranged,
    row_height,
)
from workbench.words import listing, percent

_MOMENTS = {"before": COLOURS["accent"], "during": COLOURS["warn"], "after": COLOURS["neutral"]}


def plot_families(families: pd.DataFrame) -> go.Figure:
    """Draw the yearly rate of resigning by family with its interval.

    Parameters
    ----------
    families : job_family, rate_per_year, low, high, observed_rate_per_year; everybody last
    """
    shown = families.iloc[::-1]
    title = "No rate of leaving is known"
    if len(families) == 1:
        rate = percent(float(families["rate_per_year"].iloc[0]))
        title = f"{rate} of people resign a year"
        if families["observed_rate_per_year"].isna().all():
            title = f"{rate} a year is assumed: nobody who left is recorded"
    elif len(families):
        first = families.iloc[0]
        title = f"{first['job_family']} leaves most: {percent(first['rate_per_year'])} a year"
    labels = [label(text) for text in shown["job_family"]]
    figure = new_figure(
        title, alt="Dots: yearly rate of resigning by job family, with intervals.",
        height=120 + row_height(labels, least=26) * len(shown),
        x_title="resigning per person and year",
    )  # fmt: skip
    figure.add_scatter(
        x=shown["observed_rate_per_year"].tolist(), y=labels, mode="markers", name="as observed",
        marker={"symbol": "circle-open", "size": 9, "color": COLOURS["neutral"]},
        hovertemplate="%{y}, observed: %{x:.1%}<extra></extra>",
    )  # fmt: skip
    figure.add_scatter(
        x=shown["rate_per_year"].tolist(), y=labels, mode="markers", name="estimate, P10 to P90",
        marker={"size": 10, "color": COLOURS["accent"]}, error_x=ranged(shown, "rate_per_year"),
        hovertemplate="%{y}: %{x:.1%}<extra></extra>",
    )  # fmt: skip
    figure.update_xaxes(tickformat=".0%", rangemode="tozero")
    legend_below(figure, entries=2)
    return figure


def plot_leavers(leavers: pd.DataFrame) -> go.Figure:
    """Draw the chance that at least so many people leave within the horizon.

    Parameters
    ----------
    leavers : leavers (count), probability_at_least
    """
    shown = leavers[leavers["leavers"] >= 1]
    likely = shown.loc[shown["probability_at_least"] >= 0.05, "leavers"]
    title = "Nobody is likely to leave"
    if len(likely):
        most = int(likely.max())
        who = "somebody leaves" if most == 1 else f"{most:,} people or more leave"
        title = f"At least one time in twenty, {who}"
    figure = new_figure(
        title, alt="Bars: chance that at least so many people leave.", height=360,
        x_title="people who leave, at least", y_title="chance",
    )  # fmt: skip
    figure.add_bar(
        x=shown["leavers"].tolist(), y=shown["probability_at_least"].tolist(),
        marker_color=COLOURS["accent"], showlegend=False,
        hovertemplate="%{x} or more: %{y:.1%}<extra></extra>",
    )  # fmt: skip
    figure.update_yaxes(tickformat=".0%", rangemode="tozero")
    figure.update_xaxes(dtick=1)
    return figure


def plot_measures(measures: pd.DataFrame, *, currency: str) -> go.Figure:
    """Draw what each measure saves after its cost, by moment, with the range of its effect.

    Parameters
    ----------
    measures : name, moment, saving_low, saving, saving_high, cost, net
    currency : for the axis
    """
    shown = measures.sort_values("net")
    paying = measures.loc[measures["net"] > 0].sort_values("net", ascending=False)
    names = [str(name) for name in paying["name"].head(2)]
    title = (
        f"Most is left after cost by {listing(names)}" if names else "No measure pays for itself"
    )
    figure = new_figure(
        title, alt="Bars: saving less cost by measure, coloured by moment.",
        height=120 + 36 * len(shown), x_title=f"saving less cost, {currency}",
    )  # fmt: skip
    after_cost = shown.assign(
        low=shown["saving_low"] - shown["cost"], high=shown["saving_high"] - shown["cost"]
    )
    for moment, colour in _MOMENTS.items():
        rows = after_cost[after_cost["moment"] == moment]
        figure.add_bar(
            x=rows["net"].tolist(), y=[label(text) for text in rows["name"]],
            orientation="h", name=moment, marker_color=colour, showlegend=bool(len(rows)),
            error_x=ranged(rows, "net") | {"color": "#1f2933"},
            customdata=[plain(text) for text in rows["name"]],
            hovertemplate="%{customdata}: %{x:.3s}<extra></extra>",
        )  # fmt: skip
    labels = [label(text) for text in shown["name"]]
    figure.update_yaxes(categoryorder="array", categoryarray=labels)
    figure.update_xaxes(tickformat="~s", nticks=4, tickangle=0)
    legend_below(figure, entries=len(_MOMENTS))
    return figure
