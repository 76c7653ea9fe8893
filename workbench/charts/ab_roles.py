"""Named against tested cover as a picture; takes a finished table."""

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.rows import of_all
from workbench.charts.theme import COLOURS, label, legend_below, new_figure, plain, row_height
from workbench.words import count, have

_BY = {
    "by_b_days": ("the B acted", "good", ""),
    "by_others_days": ("somebody else acted", "accent", "/"),
    "by_nobody_days": ("nobody acted", "bad", "x"),
}


def plot_ab_roles(posts: pd.DataFrame, *, months: int, most: int = 20) -> go.Figure:
    """Draw the days people of each post were away, by who acted.

    Parameters
    ----------
    posts : position_id, title, state, by_b_days, by_others_days, by_nobody_days; in the order to
        draw
    months : how far back the days go, for the title
    most : posts drawn
    """
    shown = posts.head(most).iloc[::-1]
    tested = int((posts["state"] == "tested").sum())
    verb = have(1 if len(posts) == 1 else tested)
    window = "month" if months == 1 else f"{months} months"
    title = "No post to look at"
    if len(posts):
        title = (
            f"{tested} of {count(len(posts), 'post')} {verb} a B who acted within the last "
            f"{window}" + of_all(len(shown), len(posts), "post")
        )
    labels = [
        label(name, post) for name, post in zip(shown["title"], shown["position_id"], strict=True)
    ]
    figure = new_figure(
        title, alt="Stacked bars: days that people of each post were away, by whether the named B, "
        "somebody else or nobody acted.",
        height=130 + row_height(labels) * len(shown), x_title="days away",
    )  # fmt: skip
    for column, (words, role, shape) in _BY.items():
        if len(shown):
            figure.add_bar(
                x=shown[column].tolist(), y=labels, orientation="h", name=words,
                marker={"color": COLOURS[role], "pattern": {"shape": shape, "size": 6}},
                customdata=[plain(state) for state in shown["state"]],
                hovertemplate="%{y}: %{x:.0f} days (%{customdata})<extra>" + words + "</extra>",
            )  # fmt: skip
    figure.update_layout(barmode="stack")
    figure.update_yaxes(dtick=1)
    legend_below(figure, entries=3)
    return figure
