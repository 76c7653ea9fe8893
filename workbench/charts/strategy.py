"""Pictures of the strategy line and of tested cover; each takes a finished table."""

import textwrap

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.theme import COLOURS, new_figure, plain, wrapped
from workbench.words import count, percent

_ROW = 44
_LABEL = 26
_STATES = {
    "carried": ("carried", "accent"),
    "carried by nobody": ("no post", "bad"),
    "unknown": ("unknown", "neutral"),
}


def plot_goals(goals: pd.DataFrame, *, most: int = 15) -> go.Figure:
    """Draw how much work of how many posts goes into each goal, and mark goals without any.

    Parameters
    ----------
    goals : goal, goal_id, weight (share), posts, full_posts, state; the heaviest first
    most : goals drawn
    """
    shown = goals.head(most)
    orphans = int((goals["state"] == "carried by nobody").sum())
    figure = new_figure(
        f"{orphans} of {count(len(goals), 'goal')} carried by no post",
        alt="Bars: posts that carry each goal, by share and strength; goals without any marked.",
        height=120 + _ROW * len(shown), x_title="posts, weighted by share and strength",
    )  # fmt: skip
    figure.add_bar(
        x=shown["full_posts"].tolist(), orientation="h", showlegend=False,
        y=[_goal_label(row.goal, row.weight) for row in shown.itertuples()],
        marker_color=[COLOURS[_STATES[state][1]] for state in shown["state"]],
        text=[
            count(int(posts), "post") if posts else _STATES[state][0]
            for posts, state in zip(shown["posts"], shown["state"], strict=True)
        ],
        textposition="auto", textangle=0, cliponaxis=False,
        customdata=[plain(f"{row.goal} ({row.goal_id})") for row in shown.itertuples()],
        hovertemplate="%{customdata}: %{x:.1f}, from %{text}<extra></extra>",
    )  # fmt: skip
    figure.update_yaxes(autorange="reversed", dtick=1)
    figure.update_xaxes(rangemode="tozero")
    return figure


def _goal_label(goal: object, weight: object) -> str:
    words = wrapped(textwrap.shorten(str(goal), 3 * _LABEL, placeholder=" …"), width=_LABEL)
    return f"{words}<br>{percent(float(str(weight)))} of the weight"


def plot_cover(cover: pd.DataFrame, *, most: int = 20) -> go.Figure:
    """Draw the share of the days away on which somebody acted, and mark posts without a test.

    Parameters
    ----------
    cover : position_id, title, absences, acted_share (in [0, 1], missing without absences); the
        least covered first
    most : posts drawn
    """
    tested = cover["acted_share"].notna()
    bare = int((cover["acted_share"] == 0).sum())
    shown = cover.head(most)
    figure = new_figure(
        f"In {bare} of {count(int(tested.sum()), 'post')} put to the test nobody ever acted",
        alt="Bars: share of the days away on which somebody acted, by post.",
        height=130 + 26 * len(shown), x_title="days away with somebody acting, %",
    )  # fmt: skip
    figure.add_bar(
        x=(shown["acted_share"] * 100).tolist(), orientation="h", showlegend=False,
        y=[
            f"{plain(title, most=_LABEL)} {plain(post)}"
            for title, post in zip(shown["title"].fillna(""), shown["position_id"], strict=True)
        ],
        marker_color=COLOURS["accent"],
        customdata=[plain(f"{row.title} ({row.position_id})") for row in shown.itertuples()],
        hovertemplate="%{customdata}: %{x:.0f} %<extra></extra>",
    )  # fmt: skip
    for place, (share, absences) in enumerate(
        zip(shown["acted_share"], shown["absences"], strict=True)
    ):
        words = _tested_words(share, int(absences))
        figure.add_annotation(
            x=0 if pd.isna(share) else share * 100, y=place, text=words, showarrow=False,
            xanchor="right" if share > 0.6 else "left", xshift=-4 if share > 0.6 else 4,
            font={"size": 11, "color": "#ffffff" if share > 0.6 else "#1f2933"},
        )  # fmt: skip
    figure.update_yaxes(autorange="reversed", dtick=1)
    figure.update_xaxes(range=[0, 100])
    return figure


def _tested_words(share: float, absences: int) -> str:
    if pd.isna(share):
        return "not tested: no absence"
    return f"nobody in {count(absences, 'absence')}" if share == 0 else count(absences, "absence")
