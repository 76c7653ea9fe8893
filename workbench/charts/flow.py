"""The strategy line as flows from goals over stages and result areas to posts (a Sankey diagram).

Widths are parts of the goals, on one scale for the whole picture. A node nothing runs through has
no bar and says why.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.canvas import LINE, Canvas, box, line, new_canvas, patch, write
from workbench.charts.flow_layout import (
    BAR,
    PLACES,
    WIDTH,
    Layout,
    Slot,
    lay_out,
    ribbon,
    with_edges,
)
from workbench.charts.fold import folded, hover_lines
from workbench.charts.rows import each
from workbench.charts.theme import COLOURS, SEQUENCE
from workbench.positions.line.flow_words import POSTS_NOT_KNOWN
from workbench.positions.line.flows import LineMap
from workbench.words import count

_HEADINGS = {"goal": "Goals", "stage": "Stages", "area": "Result areas", "post": "Posts"}


def plot_line_map(flows: LineMap) -> go.Figure:
    """Draw the flows from goals over stages and result areas to posts, coloured by goal.

    Parameters
    ----------
    flows : from ``line_map``

    Returns
    -------
    A figure with ``meta["min_width"]``, since its text does not shrink. Flows thinner than a pixel
    are drawn one pixel wide.
    """
    nodes, layout = flows.nodes, lay_out(flows.nodes)
    canvas = new_canvas(
        _finding(nodes), alt=_in_words(nodes), width=WIDTH, low=0, high=layout.height + 26
    )
    for kind, words in _HEADINGS.items():
        at, side = (PLACES[kind][0] + BAR, "right") if kind == "goal" else (PLACES[kind][0], "left")
        write(canvas, at, layout.height + 14, [f"<b>{words}</b>"], side=side)
    goals = nodes.loc[nodes["kind"] == "goal", "own_id"]
    colours = {goal: SEQUENCE[at % len(SEQUENCE)] for at, goal in enumerate(goals)}
    _draw_ribbons(canvas, flows, layout, colours)
    _draw_unworked(canvas, nodes, layout)
    for node in each(nodes):
        _draw_node(canvas, node, layout.slots[node.node], colours)
    return canvas.finished()


def _draw_ribbons(
    canvas: Canvas, flows: LineMap, layout: Layout, colours: Mapping[str, str]
) -> None:
    kinds = dict(zip(flows.nodes["node"], flows.nodes["kind"], strict=True))
    for link in each(with_edges(flows.nodes, flows.links, layout)):
        x = (PLACES[kinds[link.source]][0] + BAR, PLACES[kinds[link.target]][0])
        width = max(1.0, link.part * layout.scale)
        outline = ribbon(x, link.leaves, link.arrives, width)
        colour = _pale(colours[link.goal_id])
        patch(canvas, *outline, colour=colour, hover=hover_lines(link.sentence))


def _draw_unworked(canvas: Canvas, nodes: pd.DataFrame, layout: Layout) -> None:
    """Tie each stage nothing runs through to its goal, so that it can be seen whose it is."""
    for stage in each(nodes[(nodes["kind"] == "stage") & (nodes["part"] == 0)]):
        goal, own = layout.slots[f"goal {stage.goal_id}"], layout.slots[stage.node]
        x = [PLACES["goal"][0] + BAR, PLACES["stage"][0]]
        y = [goal.top - goal.height, own.middle]
        line(canvas, x, y, colour=COLOURS["neutral"], width=1.5, dash="3px,3px")


def _draw_node(canvas: Canvas, node: Any, slot: Slot, colours: Mapping[str, str]) -> None:
    """Draw the bar of a node, its words beside it, and what is wrong with it."""
    (left, room), half = PLACES[node.kind], max(slot.height, 2.0) / 2
    upper, lower = slot.middle + half, slot.middle - half
    patch(
        canvas, [left, left + BAR, left + BAR, left], [upper, upper, lower, lower],
        colour=colours[node.goal_id] if node.part > 0 else COLOURS["neutral"],
        hover=hover_lines(node.sentence),
    )  # fmt: skip
    at, side = (left - 6, "right") if node.kind == "goal" else (left + BAR + 5, "left")
    if not node.state:
        write(canvas, at, slot.middle, slot.words, side=side)
        return
    write(canvas, at, slot.middle - 0.25 * LINE, slot.words, anchor="bottom", side=side)
    state = folded(node.state, pixels=room, most=1)
    box(canvas, at, slot.middle - 0.4 * LINE, state, anchor="top", side=side)


def _pale(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.32)"


def _finding(nodes: pd.DataFrame) -> str:
    """Count the goals and stages nobody carries; where that is not known it is no finding."""
    bare, unknown = [], 0
    for kind in ("goal", "stage"):
        own = nodes[(nodes["kind"] == kind) & nodes["own_id"].notna()]
        known = own["state"] != POSTS_NOT_KNOWN
        number, unknown = int(((own["part"] == 0) & known).sum()), unknown + int((~known).sum())
        bare += [f"{number} of {count(len(own), kind)}"] if number else []
    if bare:
        return f"{' and '.join(bare)} carried by no post"
    if unknown:
        return "Which posts carry the goals or work on the stages is not fully known"
    return "Every goal and every stage is carried" if len(nodes) else "No goal is described"


def _in_words(nodes: pd.DataFrame) -> str:
    """Say what the picture shows to who cannot see it."""
    goals = nodes.loc[nodes["kind"] == "goal", "sentence"]
    bare = nodes.loc[(nodes["kind"] == "stage") & (nodes["part"] == 0), "name"]
    stages = f" Stages without a contribution: {'; '.join(bare)}." if len(bare) else ""
    return f"Flows from goals over stages and result areas to posts. {'. '.join(goals)}.{stages}"
