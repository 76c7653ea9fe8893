"""Pictures of the executive brief."""

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.theme import COLOURS, label, new_figure, plain
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
