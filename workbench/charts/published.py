"""Pictures of what a company publishes to others; groups alone, never people."""

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.posts import rows_from_the_top
from workbench.charts.rows import of_all
from workbench.charts.theme import COLOURS, new_figure, plain, row_height
from workbench.words import count


def plot_published_groups(groups: pd.DataFrame, *, k: int, most: int = 20) -> go.Figure:
    """Draw how many people are alike in each group that is offered, and the least there may be.

    Parameters
    ----------
    groups : from ``exchange.display.published_groups``, the largest first
    k : people who must be alike
    most : groups drawn
    """
    shown = groups.head(most)
    names = [
        f"{plain(code)}, {plain(level)}, {plain(region, most=18)}<br>{_from(free)}"
        for code, level, region, free in zip(
            *(shown[name] for name in ("occupation_code", "level", "region", "available_on")),
            strict=True,
        )
    ]
    # Groups that differ in skills or consent alone are rows of their own.
    rows = [name + "\u200b" * place for place, name in enumerate(names)]
    figure = new_figure(
        _words(groups, k) + of_all(len(shown), len(groups), "group"),
        height=130 + row_height(names, least=40) * len(shown),
        x_title="people offered",
        alt="Bars: people in each group that is alike in all that is published, and the least "
        "number of people a group may have.",
    )
    figure.add_bar(
        x=shown["people"].tolist(), y=rows, orientation="h", showlegend=False,
        marker_color=COLOURS["accent"], text=shown["people"].tolist(), textposition="outside",
        customdata=[plain(skills, most=80) for skills in shown["skills"]],
        hovertemplate="%{x} people; skills shown: %{customdata}<extra></extra>", cliponaxis=False,
    )  # fmt: skip
    figure.add_vline(x=k, line_dash="dash", line_color=COLOURS["neutral"], line_width=1)
    top = max(float(shown["people"].max()) if len(shown) else 0.0, float(k))
    figure.update_xaxes(range=[0, 1.15 * top])
    rows_from_the_top(figure, rows)
    return figure


def _from(day: pd.Timestamp) -> str:
    return "at once" if pd.isna(day) else f"from {day:%Y-%m-%d}"


def _words(groups: pd.DataFrame, k: int) -> str:
    if groups.empty:
        return "Nobody is offered to others"
    people = int(groups["people"].sum())
    return (
        f"{count(people, 'person', 'people')} offered in {count(len(groups), 'group')} alike; "
        f"the smallest has {int(groups['people'].min())}, at least {k} are needed"
    )
