"""Pictures that say why a post stands where it stands."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.theme import COLOURS, label, new_figure
from workbench.words import count, heading, in_words

# Smaller steps are drawn together: they would be lines without a length.
_SMALL = 0.005
# A first step of fewer points is no finding.
_SMALL_FIRST = 0.03
_LESS = "#BE4F0E"
# Pixels of a column of the heat map, and of what stands beside its columns.
_COLUMN, _ROW_NAMES = 24, 250


def plot_steps(steps: pd.DataFrame, *, title: str, typical_score: float, score: float) -> go.Figure:
    """Draw the way from the score of a typical post to that of one post.

    Parameters
    ----------
    steps : step, measured, typical (words), adds; the largest step first; one post only
    title : title of the post and its id
    typical_score, score : where the way begins and ends, in [0, 1]
    """
    large = steps[steps["adds"].abs() >= _SMALL]
    small = steps.loc[steps["adds"].abs() < _SMALL, "adds"]
    names = ["A typical post", *(_step_label(*row) for row in _rows(large))]
    adds = large["adds"].tolist()
    if len(small):
        names.append(f"{count(len(small), 'smaller step')}")
        adds.append(float(small.sum()))
    names.append("This post")
    figure = new_figure(
        _step_words(large, title),
        alt=f"Bars from {typical_score:.2f} for a typical post to {score:.2f} for this one, "
        "a bar for each criterion.",
        height=120 + 46 * len(names), x_title="score, 0 to 1",
    )  # fmt: skip
    _add_way(figure, names, adds, typical_score, score)
    figure.update_yaxes(autorange="reversed")
    figure.update_xaxes(rangemode="tozero")
    return figure


def _rows(steps: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(steps["step"], steps["measured"], strict=True))


def _step_label(step: str, measured: str) -> str:
    return f"{heading(step)}<br>{label(measured, width=30)}" if measured else heading(step)


def _step_words(steps: pd.DataFrame, title: str) -> str:
    if steps.empty:
        return f"{title} is like a typical post"
    first = steps.iloc[0]
    if abs(first["adds"]) < _SMALL_FIRST:
        return f"No single thing moves {title} far from a typical post"
    verb = "lifts" if first["adds"] > 0 else "holds back"
    return f"{in_words(str(first['step'])).capitalize()} {verb} {title} most"


def _add_way(
    figure: go.Figure, names: list[str], adds: list[float], start: float, end: float
) -> None:
    """Add bars that begin where the one before ended, and the two whole scores around them."""
    begins, place = [], start
    for step in adds:
        begins.append(place)
        place += step
    lengths, bases = [start, *adds, end], [0.0, *begins, 0.0]
    sides = [COLOURS["accent"] if step >= 0 else _LESS for step in adds]
    figure.add_bar(
        x=lengths, base=bases, y=names, orientation="h", showlegend=False,
        marker_color=[COLOURS["neutral"], *sides, COLOURS["neutral"]],
        text=[f"{start:.2f}", *map(_signed, adds), f"{end:.2f}"],
        textposition="outside", cliponaxis=False,
        hovertemplate="%{y}: %{text}<extra></extra>",
    )  # fmt: skip
    highest = max(base + max(step, 0) for base, step in zip(bases, lengths, strict=True))
    figure.update_xaxes(range=[0, min(1.15, highest * 1.3 + 0.02)])


def _signed(step: float) -> str:
    return "about 0" if abs(step) < _SMALL else f"{step:+.2f}"


def plot_duels(duels: pd.DataFrame, position_ids: Sequence[str], titles: pd.Series) -> go.Figure:
    """Draw for pairs of posts how often the one on the left scores higher than the one below.

    Parameters
    ----------
    duels : position_id, rival_id, wins_share (in [0, 1])
    position_ids : posts to draw, best first
    titles : title by position_id
    """
    shown = duels[duels["position_id"].isin(position_ids) & duels["rival_id"].isin(position_ids)]
    wide = shown.pivot_table(index="position_id", columns="rival_id", values="wins_share")
    wide = wide.reindex(index=list(position_ids), columns=list(position_ids))
    open_ = shown[(shown["wins_share"] > 0.05) & (shown["wins_share"] < 0.95)]
    pairs, undecided = len(shown) // 2, len(open_) // 2
    verb = "changes" if undecided == 1 else "change"
    figure = new_figure(
        f"{undecided} of {count(pairs, 'pair')} of posts {verb} order with weights and ratings",
        alt="Heat map: share of the draws in which the post of the row scores above that of the "
        "column.",
        height=150 + 34 * len(position_ids),
    )  # fmt: skip
    # On a narrower screen the squares would be slivers and the names of columns left out.
    width = _ROW_NAMES + _COLUMN * len(position_ids)
    figure.update_layout(meta={**figure.layout.meta, "min_width": width})
    figure.add_heatmap(
        z=(wide * 100).to_numpy().tolist(),
        x=list(position_ids), y=[label(titles.get(post, ""), post) for post in position_ids],
        colorscale=[[0, "#BE4F0E"], [0.5, "#F7F4EC"], [1, "#0072B2"]], zmin=0, zmax=100,
        xgap=1, ygap=1, hoverongaps=False,
        colorbar={"title": {"text": "row wins, %"}, "thickness": 12},
        hovertemplate="%{y} above %{x}: %{z:.0f} %<extra></extra>",
    )  # fmt: skip
    figure.update_yaxes(autorange="reversed")
    figure.update_xaxes(tickangle=-90, type="category", dtick=1)
    return figure
