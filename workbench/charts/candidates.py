"""Pictures of people side by side for a post: the levels it asks for, and those they hold."""

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.fold import folded
from workbench.charts.rows import of_all
from workbench.charts.theme import COLOURS, DASHES, SEQUENCE, legend_below, new_figure, plain
from workbench.words import count, listing

# The described scale of levels, and the most spokes that can still be read.
MOST_LEVEL = 5
SPOKES = 10
# A smaller mark lies on a larger one, so people with the same level are all seen.
_MARKS = (("circle", 13), ("square", 10), ("diamond", 8), ("cross", 6))
# More spokes than these are a tangle on a phone: the figure keeps its width there, and scrolls.
_FEW_SPOKES, _WIDTH = 6, 520
# The width of a label is estimated rather too wide, so that it fits into less.
_LABEL_PIXELS, _LABEL_SIZE, _MARGIN = 96, 11, 94


def plot_radar(levels: pd.DataFrame, *, post: str) -> go.Figure:
    """Draw the levels a post asks for and those its people hold, a spoke for each competency.

    Parameters
    ----------
    levels : employee_id, competency_id, competency, required, held (levels from 0 to 5; held is
        missing where never assessed), the most important competency first; of one post
    post : its title and id

    Returns
    -------
    Radar chart of the first ten competencies and the first four people. A level that was never
    assessed is a gap in the line, not a zero.
    """
    people = list(dict.fromkeys(levels["employee_id"]))[: len(_MARKS)]
    asked = levels.drop_duplicates("competency_id")
    ids = asked["competency_id"].tolist()[:SPOKES]
    figure = new_figure(
        _title(levels, people) + of_all(len(ids), len(asked), "competency", "competencies"),
        alt=f"Radar chart for {post}: levels asked for and held by "
        f"{count(len(people), 'person', 'people')}, a spoke for each competency. A level never "
        "assessed is a gap.",
        height=500,
    )  # fmt: skip
    if not ids:
        return figure
    spokes = [place * 360 / len(ids) for place in range(len(ids))]
    required = asked["required"].tolist()[: len(ids)]
    _ring(figure, spokes, required, "asked for", COLOURS["neutral"], "dot", ("circle", 4))
    figure.data[0].update(fill="toself", fillcolor="rgba(138,148,160,0.22)", mode="lines")
    for person, colour, dash, mark in zip(people, SEQUENCE, DASHES, _MARKS, strict=False):
        own = levels[levels["employee_id"] == person].set_index("competency_id")["held"]
        _ring(figure, spokes, own.reindex(ids).tolist(), plain(person), colour, dash, mark)
    names = ["<br>".join(folded(name, pixels=_LABEL_PIXELS, most=3, size=_LABEL_SIZE))
             for name in asked["competency"].tolist()[: len(ids)]]  # fmt: skip
    _axes(figure, spokes, names)
    if len(ids) > _FEW_SPOKES:
        figure.update_layout(meta={**figure.layout.meta, "min_width": _WIDTH})
    legend_below(figure, entries=len(people) + 1)
    return figure


def _ring(
    figure: go.Figure, spokes: list[float], values: list[float], name: str, colour: str,
    dash: str, mark: tuple[str, int],
) -> None:  # fmt: skip
    """Draw a closed line; where a value is missing it is broken."""
    known = [None if pd.isna(value) else float(value) for value in values]
    symbol, size = mark
    figure.add_scatterpolar(
        r=[*known, known[0]], theta=[*spokes, spokes[0]], name=name, mode="lines+markers",
        connectgaps=False, line={"color": colour, "dash": dash, "width": 2},
        marker={"symbol": symbol, "size": size, "color": colour},
        hovertemplate="level %{r:.2~f}<extra>%{fullData.name}</extra>",
    )  # fmt: skip


def _axes(figure: go.Figure, spokes: list[float], names: list[str]) -> None:
    grid = {"gridcolor": "rgba(128,138,150,0.35)", "linecolor": "rgba(128,138,150,0.35)"}
    # The numbers of the levels stand between the first two spokes, upright.
    between = 90 - 180 / len(spokes)
    levels = list(range(MOST_LEVEL + 1))
    figure.update_layout(
        margin={"l": _MARGIN, "r": _MARGIN},
        polar={
            "bgcolor": "rgba(0,0,0,0)",
            "domain": {"y": [0.12, 0.93]},
            "radialaxis": {**grid, "range": [0, MOST_LEVEL], "tickvals": levels,
                           # Near the middle a number would stand under the marks.
                           "ticktext": ["", "", *map(str, levels[2:])],
                           "angle": between, "tickangle": between,
                           "tickfont": {"size": 10}},
            "angularaxis": {**grid, "rotation": 90, "direction": "clockwise", "tickvals": spokes,
                            "ticktext": names, "tickfont": {"size": _LABEL_SIZE}},
        },
    )  # fmt: skip


def _title(levels: pd.DataFrame, people: list[str]) -> str:
    """Say who meets most of what is asked for, and how much was never assessed."""
    shown = levels[levels["employee_id"].isin(people)]
    if shown.empty:
        return "No level is asked for, or nobody is shown"
    number = shown["competency_id"].nunique()
    asked = f"{count(number, 'level')} asked for"
    met = (shown["held"] >= shown["required"]).groupby(shown["employee_id"]).sum().loc[people]
    best = [str(person) for person in people if met[person] == met.max()]
    unknown = int(shown["held"].isna().sum())
    known = "known to " if unknown else ""
    tail = f"; {unknown} of {len(shown)} never assessed" if unknown else ""
    if met.max() == 0:
        return f"Nobody is {known or 'found to '}meet any of the {asked}{tail}"
    each = " each" if len(best) > 1 else ""
    meet = "meet" if len(best) > 1 else "meets"
    verb = f"{each} {meet}"
    if unknown:
        verb = f" {'are' if each else 'is'}{each} {known}meet"
    whole = met.max() == number
    share = f"all {asked}" if whole else f"{int(met.max())} of the {asked}"
    most = ", the most" if len(best) < len(people) and not whole else ""
    return f"{listing(best, most=4)} {verb.strip()} {share}{most}{tail}"
