"""Pictures of selection rates by group; each takes a finished table and lays it out."""

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.theme import SEQUENCE, legend_below, new_figure, plain, row_height, wrapped
from workbench.words import count, percent

SYMBOLS = ("circle", "diamond", "square", "triangle-up", "cross", "star")


def plot_rates(ratios: pd.DataFrame, *, title: str) -> go.Figure:
    """Draw the selection rates of the groups at every step, with their intervals.

    Parameters
    ----------
    ratios : columns step, group, people, selected, rate, rate_low, rate_high; one attribute, steps
        in order; groups too small to show have no rate and are not drawn
    title : what was found
    """
    shown = ratios.dropna(subset=["rate"])
    steps = list(dict.fromkeys(shown["step"]))
    groups = sorted(set(shown["group"]))
    labels = {step: wrapped(step, width=20) for step in steps}
    row = max(24 + 14 * len(groups), row_height(list(labels.values())))
    figure = new_figure(
        title if steps else "No group is large enough to show",
        alt=f"Selection rates with 95 % intervals of {count(len(groups), 'group')} at "
        f"{count(len(steps), 'step')}.",
        height=150 + row * len(steps), x_title="people who pass the step",
    )  # fmt: skip
    for place, group in enumerate(groups):
        own = shown[shown["group"] == group]
        # Groups lie beside each other within the row of a step.
        shift = (place - (len(groups) - 1) / 2) * 0.5 / max(1, len(groups))
        figure.add_scatter(
            x=own["rate"], y=[steps.index(step) + shift for step in own["step"]],
            mode="markers", name=plain(group),
            marker={"color": SEQUENCE[place % len(SEQUENCE)], "size": 9,
                    "symbol": SYMBOLS[place % len(SYMBOLS)]},
            error_x={"type": "data", "symmetric": False, "thickness": 1.5, "width": 3,
                     "array": own["rate_high"] - own["rate"],
                     "arrayminus": own["rate"] - own["rate_low"]},
            text=[_hover(one) for one in own.to_dict("records")], hoverinfo="text",
        )  # fmt: skip
    figure.update_yaxes(
        tickvals=list(range(len(steps))), ticktext=list(labels.values()), autorange="reversed",
        zeroline=False,
    )  # fmt: skip
    figure.update_xaxes(range=[-0.02, 1.02], tickformat=".0%")
    legend_below(figure, entries=len(groups))
    return figure


def _hover(one: dict) -> str:
    return (
        f"{plain(one['group'])}, {plain(one['step'])}: {one['selected']:.0f} of "
        f"{one['people']:.0f}, {percent(one['rate'])} ({percent(one['rate_low'])} to "
        f"{percent(one['rate_high'])})"
    )
