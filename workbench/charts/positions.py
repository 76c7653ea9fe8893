"""Pictures of key positions; each takes a finished table."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.position_words import chance_words, gate_words, score_words, weight_words
from workbench.charts.posts import post_labels, post_texts, rows_from_the_top
from workbench.charts.theme import COLOURS, SEQUENCE, new_figure, row_height
from workbench.words import heading

_VERDICTS = {
    "key": ("key", "circle"),
    "provisional": ("accent", "circle"),
    "borderline": ("borderline", "diamond"),
    "ordinary": ("ordinary", "square"),
    "no cut": ("accent", "circle"),
}


_GATE: Mapping[str, Any] = {"line_dash": "dash", "line_color": "#8A94A0", "line_width": 1}


def plot_scores(posts: pd.DataFrame, *, most: int = 25) -> go.Figure:
    """Draw scores with their bounds, the highest on top, and the lowest score of a key post.

    Parameters
    ----------
    posts : position_id, title, verdict, score, score_low, score_high (in [0, 1]), best first
    most : posts drawn

    Notes
    -----
    A verdict rests on the chance of a place and on gates, not on the score alone: a post beyond the
    line that is not key fails a gate or keeps its place in too few draws.
    """
    shown = posts.head(most).sort_values("score", ascending=False, kind="stable")
    figure = _post_figure(
        score_words(posts, drawn=len(shown)),
        "Bars: scores of the first posts, the highest on top, coloured by verdict, with bounds.",
        shown, "score, 0 to 1",
    )  # fmt: skip
    for verdict in _VERDICTS:
        rows = shown[shown["verdict"] == verdict]
        if len(rows):
            figure.add_bar(
                x=rows["score"].tolist(), y=post_labels(rows), orientation="h", name=verdict,
                error_x=_bounds(rows), marker_color=COLOURS[_VERDICTS[verdict][0]],
                customdata=post_texts(rows), showlegend=True,
                hovertemplate="%{customdata}: %{x:.2f}<extra></extra>",
            )  # fmt: skip
    key = posts.loc[posts["verdict"] == "key", "score"]
    if len(key):
        figure.add_vline(
            x=key.min(), line_dash="dash", line_color="#1f2933", line_width=1,
            annotation_text="lowest score of a key post", annotation_position="top",
            annotation_font_size=12,
        )  # fmt: skip
    figure.update_xaxes(range=[0, 1])
    return figure


def _bounds(posts: pd.DataFrame) -> dict[str, object]:
    return {
        "type": "data", "symmetric": False, "thickness": 1, "color": "#1f2933",
        "array": (posts["score_high"] - posts["score"]).tolist(),
        "arrayminus": (posts["score"] - posts["score_low"]).tolist(),
    }  # fmt: skip


def plot_value_scarcity(posts: pd.DataFrame, *, gates: dict[str, float]) -> go.Figure:
    """Draw each post by what it is worth to the goals and how hard it is to replace.

    Parameters
    ----------
    posts : position_id, title, verdict, strategic_value, scarcity (in [0, 1]); those of which both
        are known
    gates : smallest value of the two dimensions, drawn as lines; one without a gate has no line
    """
    figure = new_figure(
        gate_words(posts, gates),
        alt="Scatter: strategic value against scarcity of all posts, gates as lines.",
        height=480, x_title="strategic value, 0 to 1", y_title="scarcity, 0 to 1",
    )  # fmt: skip
    for verdict, (role, symbol) in reversed(_VERDICTS.items()):
        rows = posts[posts["verdict"] == verdict]
        if len(rows):
            figure.add_scatter(
                x=rows["strategic_value"].tolist(), y=rows["scarcity"].tolist(), mode="markers",
                name=verdict, customdata=post_texts(rows),
                marker={"color": COLOURS[role], "symbol": symbol, "size": 9, "opacity": 0.8},
                hovertemplate="%{customdata}<br>value %{x:.2f}, scarcity %{y:.2f}<extra></extra>",
            )  # fmt: skip
    if "strategic_value" in gates:
        figure.add_vline(x=gates["strategic_value"], **_GATE)
    if "scarcity" in gates:
        figure.add_hline(y=gates["scarcity"], **_GATE)
    figure.update_xaxes(range=[-0.03, 1.03])
    figure.update_yaxes(range=[-0.03, 1.03])
    return figure


def plot_parts(parts: pd.DataFrame, *, most: int = 15) -> go.Figure:
    """Draw what each dimension adds to the weighted mean of each post.

    Parameters
    ----------
    parts : position_id, title and one column a dimension; best post first
    most : posts drawn
    """
    shown = parts.head(most)
    names = [name for name in shown.columns if name not in ("position_id", "title")]
    total = shown[names].sum()
    largest = heading(str(total.idxmax())) if total.sum() > 0 else ""
    figure = _post_figure(
        f"{largest} carries most of these scores" if largest else "Nothing is known of these posts",
        "Stacked bars: what each dimension adds to a post.", shown, "weighted value, 0 to 1",
    )  # fmt: skip
    for colour, name in zip(SEQUENCE, names, strict=False):
        figure.add_bar(
            x=shown[name].fillna(0).tolist(), y=post_labels(shown), orientation="h",
            name=heading(name), marker_color=colour, customdata=post_texts(shown),
            hovertemplate="%{customdata}: %{x:.2f}<extra>" + heading(name) + "</extra>",
        )  # fmt: skip
    figure.update_layout(barmode="stack")
    return figure


def plot_chances(
    posts: pd.DataFrame, *, key_at: float, borderline_at: float, most: int = 25
) -> go.Figure:
    """Draw the chance of a place on the list with its Monte Carlo error.

    Parameters
    ----------
    posts : position_id, title, verdict, chance (in [0, 1]), chance_se; best first
    key_at, borderline_at : chances from which a post is key, borderline; drawn as lines
    most : posts drawn
    """
    known = posts.dropna(subset=["chance"])
    shown = known.head(most)
    figure = _post_figure(
        chance_words(known, drawn=len(shown)), "Dots: chance of a place on the list of key posts.",
        shown, "chance of a place, %",
    )  # fmt: skip
    figure.add_scatter(
        x=(shown["chance"] * 100).tolist(), y=post_labels(shown), mode="markers", showlegend=False,
        error_x={"type": "data", "array": (shown["chance_se"] * 196).tolist(), "thickness": 1,
            "color": "#1f2933"},
        marker={
            "size": 10,
            "color": [COLOURS[_VERDICTS[verdict][0]] for verdict in shown["verdict"]],
        },
        customdata=post_texts(shown),
        hovertemplate="%{customdata}: %{x:.1f} %<extra></extra>",
    )  # fmt: skip
    for line in (key_at, borderline_at):
        figure.add_vline(x=line * 100, **_GATE)
    figure.update_xaxes(range=[-3, 103])
    return figure


def plot_weights(weights: pd.DataFrame) -> go.Figure:
    """Draw the weights of one group.

    Parameters
    ----------
    weights : item, weight (sum 1), source
    """
    shown = weights.sort_values("weight", kind="stable")
    figure = new_figure(
        weight_words(shown), alt="Bars: weights of the dimensions.",
        height=110 + 30 * len(shown), x_title="weight, %",
    )  # fmt: skip
    figure.add_bar(
        x=(shown["weight"] * 100).tolist(), y=[heading(name) for name in shown["item"]],
        orientation="h", marker_color=COLOURS["accent"],
        hovertemplate="%{y}: %{x:.0f} %<extra></extra>",
    )  # fmt: skip
    return figure


def _post_figure(title: str, alt: str, posts: pd.DataFrame, x_title: str) -> go.Figure:
    """Start a figure with one row a post, the first on top."""
    labels = post_labels(posts)
    height = row_height(labels) * len(posts)
    figure = new_figure(title, alt=alt, height=140 + height, x_title=x_title)
    rows_from_the_top(figure, labels)
    return figure
