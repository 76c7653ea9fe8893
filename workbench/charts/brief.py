"""Pictures of the executive brief."""

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.theme import (
    COLOURS,
    label,
    legend_below,
    new_figure,
    plain,
    row_height,
    wrapped,
)
from workbench.words import money


def plot_posts_at_stake(posts: pd.DataFrame, *, currency: str) -> go.Figure:
    """Draw the expected loss of the posts that matter most.

    Parameters
    ----------
    posts : columns title, expected_loss (currency), verdict; the dearest first
    currency : for the labels
    """
    shown = posts.iloc[::-1]
    title = (
        f"{shown.iloc[-1]['title']} carries the largest expected loss: "
        f"{money(shown.iloc[-1]['expected_loss'], currency)}"
        if len(shown)
        else "No post has an expected loss"
    )
    figure = new_figure(
        title, alt="Bars: expected loss by post.", height=110 + 44 * len(shown),
        x_title=f"expected loss, {currency}",
    )  # fmt: skip
    figure.add_bar(
        x=shown["expected_loss"].tolist(),
        y=[label(text) for text in shown["title"]],
        orientation="h",
        marker_color=[COLOURS.get(str(each), COLOURS["ordinary"]) for each in shown["verdict"]],
        text=[money(amount, currency) for amount in shown["expected_loss"]],
        textposition="auto",
        textangle=0,
        customdata=[plain(text) for text in shown["title"]],
        hovertemplate="%{customdata}: %{text}<extra></extra>",
    )
    return figure


def plot_decisions(decisions: pd.DataFrame, *, currency: str) -> go.Figure:
    """Draw what is at stake in each decision, and what of it the measures of the plan save.

    Parameters
    ----------
    decisions : decision, money_at_stake (currency), cost, money_left (missing without measures);
        those without an amount are not drawn
    currency : for the labels
    """
    shown = decisions.dropna(subset=["money_at_stake"]).iloc[::-1]
    left = shown["money_left"].fillna(shown["money_at_stake"])
    saved = shown["money_at_stake"] - left
    title = "No decision has an amount"
    if len(shown):
        title = (
            f"{money(float(shown['money_at_stake'].sum()), currency)} at stake in these decisions"
        )
        if saved.sum() > 0:
            title += (
                f"; measures for {money(float(shown['cost'].sum()), currency)} save "
                f"{money(float(saved.sum()), currency)}"
            )
    labels = [wrapped(text, width=36) for text in shown["decision"]]
    figure = new_figure(
        title, alt="Bars: what is at stake by decision, in what measures save and what is left.",
        height=130 + row_height(labels, least=54) * len(shown),
        x_title=f"expected loss, {currency}",
    )  # fmt: skip
    for amounts, name, colour in (
        (left, "left", COLOURS["neutral"]), (saved, "saved by the measures", COLOURS["good"]),
    ):  # fmt: skip
        figure.add_bar(
            x=amounts.tolist(), y=labels, orientation="h", name=name, marker_color=colour,
            customdata=[plain(text) for text in shown["decision"]],
            hovertemplate=f"%{{customdata}}, {name}: %{{x:.3s}}<extra></extra>",
        )  # fmt: skip
    figure.update_layout(barmode="stack")
    figure.update_xaxes(tickformat="~s", nticks=5, rangemode="tozero")
    legend_below(figure, entries=2)
    return figure
