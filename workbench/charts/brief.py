"""Pictures of the executive brief."""

import pandas as pd
import plotly.graph_objects as go

from workbench.brief.decisions import EMPTY_SEAT
from workbench.charts.theme import (
    COLOURS,
    legend_below,
    new_figure,
    plain,
    row_height,
    wrapped,
)
from workbench.words import money


def plot_decisions(decisions: pd.DataFrame, *, currency: str) -> go.Figure:
    """Draw what is at stake in each decision, and what of it the measures of the plan save.

    Parameters
    ----------
    decisions : kind, decision, money_at_stake (currency), cost, money_left (missing without
        measures); those without an amount are not drawn
    currency : for the labels
    """
    shown = decisions.dropna(subset=["money_at_stake"]).iloc[::-1]
    left = shown["money_left"].fillna(shown["money_at_stake"])
    saved = shown["money_at_stake"] - left
    title = _at_stake(shown, saved=float(saved.sum()), currency=currency)
    labels = [wrapped(text, width=54) for text in shown["decision"]]
    figure = new_figure(
        title, alt="Bars: what is at stake by decision, in what measures save and what is left.",
        height=110 + (22 + row_height(labels, least=34)) * len(shown),
        x_title=f"expected loss, {currency}",
    )  # fmt: skip
    for amounts, name, colour in (
        (left, "left", COLOURS["neutral"]), (saved, "saved by the measures", COLOURS["good"]),
    ):  # fmt: skip
        figure.add_bar(
            x=amounts.tolist(), y=labels, orientation="h", name=name, marker_color=colour,
            offset=-0.34, width=0.3,
            customdata=[plain(text) for text in shown["decision"]],
            hovertemplate=f"%{{customdata}}, {name}: %{{x:.3s}}<extra></extra>",
        )  # fmt: skip
    figure.update_layout(barmode="stack")
    figure.update_xaxes(tickformat="~s", nticks=5, rangemode="tozero")
    # Each decision stands above its bar, which leaves the bars the whole width of a phone.
    for text in labels:
        figure.add_annotation(
            text=text, x=0, xanchor="left", y=text, yanchor="bottom", align="left",
            showarrow=False, borderpad=0,
        )  # fmt: skip
    figure.update_yaxes(showticklabels=False, showgrid=False, range=[-0.5, len(shown) - 0.2])
    legend_below(figure, entries=2)
    return figure


def _at_stake(shown: pd.DataFrame, *, saved: float, currency: str) -> str:
    if shown.empty:
        return "No decision has an amount"
    total, empty = (
        float(rows["money_at_stake"].sum()) for rows in (shown, shown[shown["kind"] == EMPTY_SEAT])
    )
    title = f"{money(total, currency)} at stake"
    if empty:
        title += f", {money(empty, currency)} of it in empty seats of these posts"
    if saved > 0:
        cost = money(float(shown["cost"].sum()), currency)
        title += f"; measures for {cost} save {money(saved, currency)}"
    return title


def plot_money_ranges(ranges: pd.DataFrame, *, currency: str) -> go.Figure:
    """Draw the expected loss with its range, today and with the measures of the plan.

    Parameters
    ----------
    ranges : state, low, expected, high, one_in_twenty (currency); see ``money_ranges``
    currency : for the labels
    """
    shown = ranges.iloc[::-1]
    figure = new_figure(
        _ranges_title(ranges, currency),
        alt="Ranges: expected loss today and with the measures, and what is lost in a bad year.",
        height=150 + 60 * len(shown), x_title=f"loss, {currency}",
    )  # fmt: skip
    labels = shown["state"].tolist()
    figure.add_bar(
        base=shown["low"].tolist(), x=(shown["high"] - shown["low"]).tolist(), y=labels,
        orientation="h", width=0.36, name="range", marker_color=COLOURS["neutral"],
        customdata=[
            f"{money(low, currency)} to {money(high, currency)}"
            for low, high in zip(shown["low"], shown["high"], strict=True)
        ],
        hovertemplate="%{y}: %{customdata}<extra></extra>",
    )  # fmt: skip
    for column, name, symbol in (
        ("expected", "expected", "circle"), ("one_in_twenty", "one time in twenty more", "diamond"),
    ):  # fmt: skip
        figure.add_scatter(
            x=shown[column].tolist(), y=labels, mode="markers+text", name=name,
            marker={"symbol": symbol, "size": 13, "color": COLOURS["accent"]},
            text=[money(amount, currency) for amount in shown[column]],
            textposition="top center", cliponaxis=False,
            hovertemplate=f"%{{y}}, {name}: %{{text}}<extra></extra>",
        )  # fmt: skip
    figure.update_xaxes(tickformat="~s", nticks=5, rangemode="tozero")
    legend_below(figure, entries=3)
    return figure


def _ranges_title(ranges: pd.DataFrame, currency: str) -> str:
    if ranges.empty:
        return "No amount can be given"
    expected = [money(amount, currency) for amount in ranges["expected"]]
    if len(ranges) == 1:
        return f"{expected[0]} is expected to be lost"
    cost = money(float(ranges["cost"].iloc[1]), currency)
    return f"Measures for {cost} bring the expected loss from {expected[0]} to {expected[1]}"
