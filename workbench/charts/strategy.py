"""Pictures of the strategy line and of tested cover; each takes a finished table."""

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.rows import of_all
from workbench.charts.theme import COLOURS, label, new_figure, plain, row_height
from workbench.words import count, percent

# Pixels of a row whose label has three lines.
_ROW = 56
_STATES = {
    "carried": "",
    "carried later": "planned posts only",
    "carried by nobody": "no post",
    "unknown": "unknown",
}


def plot_goals(goals: pd.DataFrame, *, most: int = 15) -> go.Figure:
    """Draw how much work of how many posts goes into each goal, and mark goals without any.

    Parameters
    ----------
    goals : goal, goal_id, weight (share), posts, full_posts, state; the heaviest first
    most : goals drawn
    """
    shown = goals.head(most)
    figure = new_figure(
        _goal_words(goals["state"]) + of_all(len(shown), len(goals), "goal"),
        alt="Bars: posts that carry each goal, by share and strength; goals without any marked.",
        height=120 + _ROW * len(shown), x_title="posts, by share and strength",
    )  # fmt: skip
    figure.add_bar(
        x=shown["full_posts"].tolist(), orientation="h", showlegend=False,
        y=[_goal_label(row.goal, row.goal_id, row.weight) for row in shown.itertuples()],
        marker_color=COLOURS["accent"],
        text=[count(int(posts), "post") if posts else "" for posts in shown["posts"]],
        textposition="auto", textangle=0,
        customdata=[plain(f"{row.goal} ({row.goal_id})") for row in shown.itertuples()],
        hovertemplate="%{customdata}: %{x:.1f}<extra></extra>",
    )  # fmt: skip
    words = [_STATES[state] for state in shown["state"]]
    _mark(figure, words)
    figure.update_yaxes(autorange="reversed", dtick=1)
    figure.update_xaxes(rangemode="tozero")
    return figure


def _goal_words(states: pd.Series) -> str:
    orphans, carried = int((states == "carried by nobody").sum()), int((states == "carried").sum())
    if orphans:
        return f"{orphans} of {count(len(states), 'goal')} carried by no post"
    return f"{carried} of {count(len(states), 'goal')} carried by posts"


def _cover_words(shares: pd.Series) -> str:
    bare, tested = int((shares == 0).sum()), count(int(shares.notna().sum()), "post")
    if shares.isna().all():
        return "No post was put to the test by an absence"
    if bare:
        return f"In {bare} of {tested} put to the test nobody ever acted"
    return f"In {tested} put to the test somebody acted at least once"


def _mark(figure: go.Figure, words: list[str]) -> None:
    """Write words where a bar would begin; an empty one leaves its place alone."""
    for place, text in enumerate(words):
        if text:
            figure.add_annotation(
                x=0, y=place, text=text, showarrow=False, xanchor="left", xshift=4,
                font={"size": 12, "color": COLOURS["bad"]},
            )  # fmt: skip


def _goal_label(goal: object, goal_id: object, weight: object) -> str:
    share = percent(float(str(weight)))
    return f"{label(goal)}<br>{plain(goal_id)}, {share} of the weight"


def plot_cover(cover: pd.DataFrame, *, most: int = 20) -> go.Figure:
    """Draw the share of the days away on which somebody acted, and mark posts without a test.

    Parameters
    ----------
    cover : position_id, title, absences, acted_share (in [0, 1], missing without absences); the
        least covered first
    most : posts drawn
    """
    shown = cover.head(most)
    labels = [
        label(title, post)
        for title, post in zip(shown["title"].fillna(""), shown["position_id"], strict=True)
    ]
    figure = new_figure(
        _cover_words(cover["acted_share"]) + of_all(len(shown), len(cover), "post"),
        alt="Bars: share of the days away on which somebody acted, by post.",
        height=130 + row_height(labels, least=26) * len(shown), x_title="days away with cover, %",
    )  # fmt: skip
    figure.add_bar(
        x=(shown["acted_share"] * 100).tolist(), y=labels, orientation="h", showlegend=False,
        marker_color=COLOURS["accent"],
        customdata=[
            plain(f"{title} ({post}), {count(int(absences), 'absence')}")
            for title, post, absences in zip(
                shown["title"], shown["position_id"], shown["absences"], strict=True
            )
        ],
        hovertemplate="%{customdata}: %{x:.0f} %<extra></extra>",
    )  # fmt: skip
    _mark(figure, [_tested_words(share) for share in shown["acted_share"]])
    figure.update_yaxes(autorange="reversed", dtick=1)
    figure.update_xaxes(range=[0, 100])
    return figure


def _tested_words(share: float) -> str:
    if pd.isna(share):
        return "not tested"
    return "nobody acted" if share == 0 else ""
