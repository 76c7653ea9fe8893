"""Pictures of key positions; each takes a finished table."""

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.posts import post_labels, post_texts, rows_from_the_top
from workbench.charts.theme import COLOURS, SEQUENCE, new_figure, row_height
from workbench.words import count, heading, percent

_VERDICTS = {
    "key": ("key", "circle"),
    "provisional": ("accent", "circle"),
    "borderline": ("borderline", "diamond"),
    "ordinary": ("ordinary", "square"),
    "no cut": ("accent", "circle"),
}


def plot_scores(posts: pd.DataFrame, *, most: int = 20) -> go.Figure:
    """Draw scores by verdict with their bounds, and the line below the last key post.

    Parameters
    ----------
    posts : position_id, title, verdict, score, score_low, score_high (in [0, 1]), best first
    most : posts drawn
    """
    shown = posts.head(most)
    key = int(shown["verdict"].isin(["key", "provisional"]).sum())
    title = f"{count(key, 'post')} above the line" if key else "No post is above the line"
    figure = _post_figure(
        title, "Bars: scores of the first posts by verdict, with bounds.", shown, "score, 0 to 1"
    )
    for verdict, rows in shown.groupby("verdict", sort=False):
        error = {
            "type": "data", "symmetric": False, "thickness": 1, "color": "#5B6670",
            "array": (rows["score_high"] - rows["score"]).tolist(),
            "arrayminus": (rows["score"] - rows["score_low"]).tolist(),
        }  # fmt: skip
        figure.add_bar(
            x=rows["score"].tolist(), y=post_labels(rows), orientation="h", error_x=error,
            name=str(verdict), marker_color=COLOURS[_VERDICTS[str(verdict)][0]],
            customdata=post_texts(rows),
            hovertemplate="%{customdata}: %{x:.2f}<extra></extra>",
        )  # fmt: skip
    if 0 < key < len(shown):
        figure.add_hline(y=key - 0.5, line_dash="dash", line_color="#1f2933", line_width=1)
    figure.update_xaxes(range=[0, 1])
    return figure


def plot_value_scarcity(posts: pd.DataFrame, *, gates: dict[str, float]) -> go.Figure:
    """Draw each post by what it is worth to the goals and how hard it is to replace.

    Parameters
    ----------
    posts : position_id, title, verdict, strategic_value, scarcity (in [0, 1])
    gates : smallest value of the two dimensions, drawn as lines
    """
    value, scarce = gates.get("strategic_value", 0.0), gates.get("scarcity", 0.0)
    both = (posts["strategic_value"] >= value) & (posts["scarcity"] >= scarce)
    figure = new_figure(
        f"{count(int(both.sum()), 'post')} of {len(posts)} are both close to the goals and scarce",
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
    figure.add_vline(x=value, line_dash="dash", line_color="#8A94A0", line_width=1)
    figure.add_hline(y=scarce, line_dash="dash", line_color="#8A94A0", line_width=1)
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
    figure.update_layout(barmode="stack", legend_traceorder="normal")
    return figure


def plot_chances(posts: pd.DataFrame, *, key_at: float, borderline_at: float) -> go.Figure:
    """Draw the chance of a place on the list with its Monte Carlo error.

    Parameters
    ----------
    posts : position_id, title, verdict, chance (in [0, 1]), chance_se; best first
    key_at, borderline_at : chances from which a post is key, borderline; drawn as lines
    """
    shown = posts.dropna(subset=["chance"]).head(20)
    sure = int((shown["chance"] >= 0.95).sum())
    figure = _post_figure(
        f"{count(sure, 'post')} stay on the list in 95 % of the draws or more",
        "Dots: chance of a place on the list of key posts.", shown, "chance of a place, %",
    )  # fmt: skip
    figure.add_scatter(
        x=(shown["chance"] * 100).tolist(), y=post_labels(shown), mode="markers", showlegend=False,
        error_x={"type": "data", "array": (shown["chance_se"] * 196).tolist(), "thickness": 1,
            "color": "#5B6670"},
        marker={
            "size": 10,
            "color": [COLOURS[_VERDICTS[verdict][0]] for verdict in shown["verdict"]],
        },
        customdata=post_texts(shown),
        hovertemplate="%{customdata}: %{x:.1f} %<extra></extra>",
    )  # fmt: skip
    for line in (key_at, borderline_at):
        figure.add_vline(x=line * 100, line_dash="dash", line_color="#8A94A0", line_width=1)
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
        _weight_words(shown), alt="Bars: weights of the dimensions.",
        height=110 + 30 * len(shown), x_title="weight, %",
    )  # fmt: skip
    figure.add_bar(
        x=(shown["weight"] * 100).tolist(), y=[heading(name) for name in shown["item"]],
        orientation="h", marker_color=COLOURS["accent"],
        hovertemplate="%{y}: %{x:.0f} %<extra></extra>",
    )  # fmt: skip
    return figure


def _weight_words(weights: pd.DataFrame) -> str:
    if weights.empty:
        return "No weight is given"
    first = weights.iloc[-1]
    if weights["weight"].max() - weights["weight"].min() < 1e-9:
        return f"All weigh the same: {percent(first['weight'])}"
    return f"{heading(first['item'])} weighs most: {percent(first['weight'])}"


def _post_figure(title: str, alt: str, posts: pd.DataFrame, x_title: str) -> go.Figure:
    """Start a figure with one row a post, the first on top."""
    labels = post_labels(posts)
    height = row_height(labels) * len(posts)
    figure = new_figure(title, alt=alt, height=140 + height, x_title=x_title)
    figure.update_layout(legend_y=-70 / max(height, 120))
    rows_from_the_top(figure, labels)
    return figure
