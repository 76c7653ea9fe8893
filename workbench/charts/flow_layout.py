"""Where the nodes and ribbons of a flow lie, in pixels, before anything is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from workbench.charts.canvas import LINE
from workbench.charts.fold import folded
from workbench.charts.rows import each

WIDTH = 900
BAR = 10
# Left edge of the bars of each kind, and the pixels their words may take.
PLACES = {"goal": (168, 156), "stage": (300, 158), "area": (528, 122), "post": (716, 164)}
# Pixels of height that all flows of a column take together.
_FLOW = 260
_GAP = 10
_LINES = {"goal": 4, "stage": 3, "area": 3, "post": 3}


@dataclass(frozen=True)
class Slot:
    """The bar of a node: its middle, its height, and the words beside it."""

    middle: float
    height: float
    words: tuple[str, ...]

    @property
    def top(self) -> float:
        """Upper edge of the bar."""
        return self.middle + self.height / 2


@dataclass(frozen=True)
class Layout:
    """A place for every node, the height of it all, and the pixels of a part of 1."""

    slots: dict[str, Slot]
    height: float
    scale: float


def lay_out(nodes: pd.DataFrame) -> Layout:
    """Stack the nodes of each kind from the top, so far apart that their words do not meet.

    Parameters
    ----------
    nodes : node, kind, own_id, name, part, state; in the order to draw

    Returns
    -------
    Layout; the columns are spread over the height of the tallest
    """
    whole = float(nodes.loc[nodes["kind"] == "goal", "part"].sum())
    scale = _FLOW / whole if whole > 0 else 0.0
    words = {node.node: _words(node) for node in each(nodes)}
    rooms = {
        node.node: max(LINE * (len(words[node.node]) + 1.5 * bool(node.state)), node.part * scale)
        + _GAP
        for node in each(nodes)
    }
    columns = [nodes.loc[nodes["kind"] == kind, ["node", "part"]] for kind in PLACES]
    height = max(120.0, *(sum(rooms[node] for node in own["node"]) for own in columns))
    slots: dict[str, Slot] = {}
    for own in columns:
        top = height
        spare = (height - sum(rooms[node] for node in own["node"])) / max(1, len(own))
        for node, part in zip(own["node"], own["part"], strict=True):
            room = rooms[node] + spare
            slots[node] = Slot(top - room / 2, part * scale, words[node])
            top -= room
    return Layout(slots, height, scale)


def _words(node: Any) -> tuple[str, ...]:
    """Fold the name of a node, with its id where it has one, to the room of its column."""
    has_id = node.kind != "area" and pd.notna(node.own_id)
    name = f"{node.name} ({node.own_id})" if has_id else node.name
    return tuple(folded(name, pixels=PLACES[node.kind][1], most=_LINES[node.kind]))


def with_edges(nodes: pd.DataFrame, links: pd.DataFrame, layout: Layout) -> pd.DataFrame:
    """Stack the links of every node from its top, in the order of their other ends.

    Returns
    -------
    ``links`` with leaves and arrives, the upper edges of each at its source and its target
    """
    place = {node: at for at, node in enumerate(nodes["node"])}
    links = links.assign(first=links["source"].map(place), second=links["target"].map(place))
    return links.assign(
        leaves=_upper_edges(links, "source", ["first", "second", "goal_id"], layout),
        arrives=_upper_edges(links, "target", ["second", "first", "goal_id"], layout),
    )


def _upper_edges(links: pd.DataFrame, node: str, order: Sequence[str], layout: Layout) -> pd.Series:
    ordered = links.sort_values(list(order))
    part = ordered["part"].astype("float64")
    above = part.groupby(ordered[node]).cumsum() - part
    tops = {name: slot.top for name, slot in layout.slots.items()}
    # Mapping no row at all leaves the kind of the names.
    return ordered[node].map(tops).astype("float64") - above * layout.scale


def ribbon(
    x: tuple[float, float], leaves: float, arrives: float, width: float
) -> tuple[list[float], list[float]]:
    """Outline a band that leaves and arrives level; y is that of its upper edge at both ends."""
    share = np.linspace(0, 1, 16)
    across = x[0] + share * (x[1] - x[0])
    upper = leaves + (3 * share**2 - 2 * share**3) * (arrives - leaves)
    return [*across, *across[::-1]], [*upper, *(upper - width)[::-1]]
