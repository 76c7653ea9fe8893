"""What sets high performers apart, drawn: the chance with its interval, factor by factor."""

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.theme import COLOURS, label, new_figure, row_height
from workbench.words import count

_MOST = 18
_KINDS = {
    "clear": ("clear", "accent", "circle"),
    "no clear difference": ("no clear difference", "neutral", "circle-open"),
}


def plot_success(factors: pd.DataFrame) -> go.Figure:
    """Draw how often a high performer stands above another, by competency and trait.

    Parameters
    ----------
    factors : columns factor, chance, chance_low, chance_high, verdict; those with too few people
        have no chance and are not drawn
    """
    known = factors.dropna(subset=["chance"]).sort_values("chance", ascending=False, kind="stable")
    shown = known.head(_MOST)
    labels = [label(name) for name in shown["factor"]]
    figure = new_figure(
        _title(known, len(factors)),
        alt="Points: the chance that a high performer stands above another, by characteristic, "
        "with intervals of 95 %; one half is no difference.",
        x_title="chance to stand above another, %" + _left_out(known, factors),
        height=120 + row_height(labels) * max(len(labels), 1),
    )
    for verdict, (name, colour, symbol) in _KINDS.items():
        own = shown["verdict"] == verdict
        part = shown[own]
        if part.empty:
            continue
        figure.add_scatter(
            x=100 * part["chance"],
            y=[text for text, keep in zip(labels, own, strict=True) if keep],
            mode="markers", name=name,
            marker={"color": COLOURS[colour], "symbol": symbol, "size": 11},
            error_x={"array": 100 * (part["chance_high"] - part["chance"]),
                     "arrayminus": 100 * (part["chance"] - part["chance_low"]),
                     "color": COLOURS["neutral"], "thickness": 1.5},
        )  # fmt: skip
    if len(shown):
        figure.add_vline(x=50, line_dash="dash", line_color=COLOURS["neutral"])
    figure.update_yaxes(categoryorder="array", categoryarray=labels[::-1], type="category", dtick=1)
    figure.update_xaxes(range=[0, 102])
    return figure


def _title(known: pd.DataFrame, looked_at: int) -> str:
    clear = int((known["verdict"] == "clear").sum())
    if known.empty:
        return "Too few people to tell what sets high performers apart"
    looked = count(looked_at, "characteristic")
    verb = "set" if clear > 1 else "sets"
    return f"{clear or 'None'} of {looked} clearly {verb} high performers apart"


def _left_out(known: pd.DataFrame, factors: pd.DataFrame) -> str:
    parts = []
    if len(known) > _MOST:
        parts.append(f"{len(known) - _MOST} more in the table")
    if len(factors) > len(known):
        parts.append(f"too few people for {len(factors) - len(known)}")
    return f" ({'; '.join(parts)})" if parts else ""
