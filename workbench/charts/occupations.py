"""Pictures of occupations: how far titles are decided, and what a proposal is worth."""

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.posts import rows_from_the_top
from workbench.charts.theme import COLOURS, SEQUENCE, legend_below, new_figure, plain
from workbench.words import count, percent

# State of a title -> its words on the page and its colour; in the order they are drawn.
_STATES = {
    "decided": ("decided", "good"),
    "own code": ("post has a code", "ordinary"),
    "exact": ("same words as one", "accent"),
    "candidates": ("with candidates", "borderline"),
    "none near enough": ("none near enough", "bad"),
    "not looked up": ("not looked up", "neutral"),
}


def plot_title_states(titles: pd.DataFrame) -> go.Figure:
    """Draw how many titles are decided, the same as a public title, with candidates, or without.

    Parameters
    ----------
    titles : title, posts, status; as in ``OccupationTitles``
    """
    shown = [state for state in _STATES if (titles["status"] == state).any()]
    names = [plain(_STATES[state][0]) for state in shown]
    parts = [titles[titles["status"] == state] for state in shown]
    figure = new_figure(
        _state_words(titles), height=150 + 44 * len(shown), x_title="titles",
        alt="Bars: titles by how far their occupation is decided.",
    )  # fmt: skip
    figure.add_bar(
        x=[len(part) for part in parts], y=names, orientation="h", showlegend=False,
        marker={"color": [COLOURS[_STATES[state][1]] for state in shown]},
        text=[str(len(part)) for part in parts], textposition="outside", cliponaxis=False,
        customdata=[count(int(part["posts"].sum()), "post") for part in parts],
        hovertemplate="%{y}: %{text}, %{customdata}<extra></extra>",
    )  # fmt: skip
    figure.update_xaxes(range=[0, 1.2 * max([len(part) for part in parts], default=1)])
    rows_from_the_top(figure, names)
    return figure


def _state_words(titles: pd.DataFrame) -> str:
    if titles.empty:
        return "No title has to be looked up"
    waiting = titles[~titles["status"].isin(["decided", "own code"])]
    if waiting.empty:
        return f"The occupation of all {count(len(titles), 'title')} is known"
    near = int(waiting["status"].isin(["exact", "candidates"]).sum())
    verb = "waits" if len(waiting) == 1 else "wait"
    words = f"{len(waiting)} of {count(len(titles), 'title')} {verb} for a decision"
    return f"{words}, {near} of them with a proposal" if near else words


def plot_score_worth(bands: pd.DataFrame) -> go.Figure:
    """Draw how often a candidate was right for public titles held out, by score.

    Parameters
    ----------
    bands : score_from, score_to, titles, right_1, first_low, first_high, among (shares); the lowest
        scores first, as in ``HeldOut``
    """
    names = [
        f"{low:.2f} to {high:.2f}"
        for low, high in zip(bands["score_from"], bands["score_to"], strict=True)
    ]
    figure = new_figure(
        _worth_words(bands), height=420, x_title="score of the first candidate",
        y_title="% of the titles held out",
        alt="Lines: how often the first candidate, and one of the candidates, was right, by score.",
    )  # fmt: skip
    first = bands["right_1"] * 100
    figure.add_scatter(
        x=names, y=first.tolist(), mode="lines+markers", name="the first is right",
        line={"color": SEQUENCE[0], "width": 2},
        error_y={"type": "data", "symmetric": False, "thickness": 1.5, "color": SEQUENCE[0],
                 "array": (bands["first_high"] * 100 - first).tolist(),
                 "arrayminus": (first - bands["first_low"] * 100).tolist()},
        hovertemplate="%{x}: %{y:.0f} %<extra>the first is right</extra>",
    )  # fmt: skip
    figure.add_scatter(
        x=names, y=(bands["among"] * 100).tolist(), mode="lines+markers",
        name="one of the candidates is right",
        line={"color": SEQUENCE[1], "width": 2, "dash": "dash"},
        hovertemplate="%{x}: %{y:.0f} %<extra>one of the candidates is right</extra>",
    )  # fmt: skip
    figure.update_yaxes(range=[0, 100])
    figure.update_xaxes(type="category")
    legend_below(figure, entries=2)
    return figure


def _worth_words(bands: pd.DataFrame) -> str:
    if bands.empty:
        return "What a score is worth is not measured"
    low, high = bands["right_1"].iloc[0], bands["right_1"].iloc[-1]
    return (
        f"The first candidate is right for {percent(low)} of titles at the lowest scores, "
        f"{percent(high)} at the highest"
    )
