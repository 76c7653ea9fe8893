"""Pictures of what the loss hangs on; each takes a finished table."""

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.rows import each, of_all
from workbench.charts.theme import (
    COLOURS,
    SEQUENCE,
    label,
    legend_below,
    new_figure,
    plain,
    row_height,
)
from workbench.words import money, percent

_SAID = {"expected_loss": "expected loss", "shortfall": "mean of the worst 1 in 20"}
_MEASURES = {
    "expected_loss": ("expected loss", "expected loss"),
    "shortfall_95": ("the worst twentieth", "mean of the worst 1 in 20"),
    "value_at_risk_99": ("what is exceeded 1 time in 100", "exceeded 1 time in 100"),
}


def plot_tornado(
    tornado: pd.DataFrame, *, middle: float, currency: str, outcome: str = "expected_loss",
    most: int = 12,
) -> go.Figure:  # fmt: skip
    """Draw both ends of the loss for each input, the largest swing on top.

    Parameters
    ----------
    tornado : words, and <outcome>_at_p10, <outcome>_at_p90, <outcome>_swing (currency)
    middle : the loss with every input in its middle
    currency : for the title and the axis
    outcome : expected_loss or shortfall
    most : inputs with a bar
    """
    swing = f"{outcome}_swing"
    moving = tornado[tornado[swing] > 0].sort_values(swing, ascending=False, kind="stable")
    shown = moving.head(most).iloc[::-1]
    what = _SAID[outcome]
    title = f"No input moves the {what}"
    if len(moving):
        first = moving.iloc[0]
        ends = [money(float(first[f"{outcome}_at_{at}"]), currency) for at in ("p10", "p90")]
        title = (
            f"The {what} moves most with the {first['words']}: from {ends[0]} to {ends[1]}"
            f"{of_all(len(shown), len(moving), 'input')}"
        )
    labels = [label(words, width=24) for words in shown["words"]]
    figure = new_figure(
        title,
        alt=f"Bars of the {what} with each input at its low and its high end, from the value with "
        "all inputs in their middle.",
        height=150 + row_height(labels, least=28) * len(shown), x_title=f"{what}, {currency}",
    )  # fmt: skip
    for at, words, colour, shape in (
        ("p10", "input at its P10", COLOURS["accent"], ""),
        ("p90", "input at its P90", COLOURS["warn"], "/"),
    ):
        ends_at = shown[f"{outcome}_at_{at}"]
        figure.add_bar(
            x=(ends_at - middle).tolist(), base=middle, y=labels, orientation="h", name=words,
            marker={"color": colour, "pattern": {"shape": shape, "solidity": 0.25}},
            customdata=[money(float(end), currency) for end in ends_at],
            hovertemplate=f"%{{y}}, {words}: %{{customdata}}<extra></extra>",
        )  # fmt: skip
    if len(shown):
        figure.add_vline(x=middle, line={"color": COLOURS["neutral"], "width": 1.5})
    figure.update_yaxes(categoryorder="array", categoryarray=labels)
    figure.update_xaxes(tickformat="~s", nticks=5, tickangle=0)
    figure.update_layout(barmode="overlay")
    legend_below(figure, entries=2)
    return figure


def plot_indices(indices: pd.DataFrame, *, measure: str = "expected_loss") -> go.Figure:
    """Draw which part of the variance each input explains, alone and with the others.

    Parameters
    ----------
    indices : measure, words, first_order, first_order_se, total_order, total_order_se
    measure : expected_loss or shortfall_95
    """
    mine = indices[(indices["measure"] == measure) & (indices["total_order"] >= 0.005)]
    shown = mine.sort_values("total_order", kind="stable")
    what = _MEASURES[measure][0]
    title = f"No input explains anything of {_the(what)}"
    if len(shown):
        first = shown.iloc[-1]
        part = percent(max(float(first["first_order"]), 0.0))
        title = f"Alone, the {first['words']} explains {part} of the variance of {_the(what)}"
    labels = [label(words, width=24) for words in shown["words"]]
    figure = new_figure(
        title,
        alt=f"Points of the part of the variance of {_the(what)} that each input explains, alone "
        "and together with the others, with two standard errors.",
        height=160 + row_height(labels, least=28) * len(shown), x_title="part of the variance",
    )  # fmt: skip
    for column, words, colour, symbol, shift in (
        ("first_order", "alone", COLOURS["accent"], "circle", 0.16),
        ("total_order", "with all it acts together with", COLOURS["warn"], "diamond", -0.16),
    ):
        figure.add_scatter(
            x=shown[column].tolist(), y=[place + shift for place in range(len(shown))],
            mode="markers", name=words, text=labels,
            marker={"color": colour, "size": 10, "symbol": symbol},
            error_x={"type": "data", "array": (2 * shown[f"{column}_se"]).tolist(),
                     "thickness": 1.5, "width": 3, "color": colour},
            hovertemplate=f"%{{text}}, {words}: %{{x:.1%}}<extra></extra>",
        )  # fmt: skip
    figure.update_yaxes(tickvals=list(range(len(labels))), ticktext=labels, zeroline=False)
    figure.update_xaxes(tickformat=".0%", nticks=5, tickangle=0, rangemode="tozero")
    legend_below(figure, entries=2)
    return figure


def _the(what: str) -> str:
    return what if what.startswith(("the ", "what ")) else f"the {what}"


def plot_two_way(
    two_way: pd.DataFrame, *, currency: str, measure: str = "shortfall_95"
) -> go.Figure:
    """Draw the bad end for every pair of tie and rate of leaving, with the amounts written in.

    Parameters
    ----------
    two_way : leave_factor, correlation, present, and the measure (currency)
    currency : for the title and the scale
    measure : shortfall_95 or value_at_risk_99
    """
    said, unit = _MEASURES[measure]
    title = "No pair could be computed"
    if len(two_way):
        ends = two_way[measure].agg(["min", "max"])
        now = two_way.loc[two_way["present"].astype(bool), measure]
        title = (
            f"By rate of leaving and tie, {said} runs from {money(float(ends['min']), currency)} "
            f"to {money(float(ends['max']), currency)}; now {money(float(now.iloc[0]), currency)}"
        )
    grid = two_way.pivot_table(index="leave_factor", columns="correlation", values=measure)
    ties = [f"{tie:g}" for tie in grid.columns]
    rates = [f"{factor:g}" for factor in grid.index]
    figure = new_figure(
        title,
        alt=f"Grid of {unit} by tie between departures and by rate of leaving; darker is more, the "
        "frame marks the present pair.",
        height=150 + 46 * max(len(rates), 1), x_title="tie between departures",
        y_title="rate of leaving, times the present",
    )  # fmt: skip
    figure.add_heatmap(
        z=grid.to_numpy().tolist(), x=ties, y=rates,
        text=[[_short(amount) for amount in row] for row in grid.to_numpy()],
        texttemplate="%{text}", textfont={"size": 12}, xgap=2, ygap=2, showscale=False,
        # No darker than what dark text can be read on.
        colorscale=[[0, "#F4F1EA"], [1, SEQUENCE[4]]],
        hovertemplate=f"tie %{{x}}, %{{y}} times the rate: {plain(currency)} %{{z:.3s}}"
        "<extra></extra>",
    )  # fmt: skip
    for row in each(two_way[two_way["present"].astype(bool)]):
        x, y = ties.index(f"{row.correlation:g}"), rates.index(f"{row.leave_factor:g}")
        figure.add_shape(
            type="rect", x0=x - 0.47, x1=x + 0.47, y0=y - 0.46, y1=y + 0.46,
            line={"color": COLOURS["bad"], "width": 3}, showlegend=True, name="as in the report",
        )  # fmt: skip
    for update in (figure.update_xaxes, figure.update_yaxes):
        update(type="category", showgrid=False, zeroline=False)
    legend_below(figure, entries=1)
    return figure


def _short(amount: float) -> str:
    """Write an amount without its currency, which a cell has no room for."""
    return money(amount, "").strip()


def plot_worth(
    worth: pd.DataFrame, *, everything: float, floor: float, currency: str, most: int = 12
) -> go.Figure:
    """Draw what knowing an input is worth before measures are bought.

    Parameters
    ----------
    worth : words, worth, standard_error (currency), clear (bool); the dearest first
    everything : worth of knowing all of them at once, currency
    floor : what an input of no matter may seem to be worth by chance, currency
    currency : for the title and the axis
    most : inputs with a bar
    """
    known = worth[worth["worth"] > 0]
    clear = known[known["clear"].astype(bool)]
    shown = known.head(most).iloc[::-1]
    title = "Nothing is worth finding out before measures are bought"
    if len(clear):
        first = clear.iloc[0]
        title = (
            f"To find out first: the {first['words']}, worth "
            f"{money(float(first['worth']), currency)}; everything at once "
            f"{money(everything, currency)}"
            f"{of_all(len(shown), len(known), 'input')}"
        )
    labels = [label(words, width=24) for words in shown["words"]]
    figure = new_figure(
        title,
        alt="Bars of what it is worth to know each input before measures are bought, with two "
        "standard errors; what chance alone would give is marked by a line.",
        height=160 + row_height(labels, least=28) * len(shown), x_title=f"worth, {currency}",
    )  # fmt: skip
    for is_clear, words, colour, shape in (
        (True, "worth finding out", COLOURS["accent"], ""),
        (False, "not told from chance", COLOURS["neutral"], "/"),
    ):
        here = shown["clear"].astype(bool) == is_clear
        rows = shown[here]
        figure.add_bar(
            x=rows["worth"].tolist(),
            y=[text for text, own in zip(labels, here, strict=True) if own],
            orientation="h", name=words, showlegend=bool(len(rows)),
            marker={"color": colour, "pattern": {"shape": shape, "solidity": 0.25}},
            error_x={"type": "data", "array": (2 * rows["standard_error"]).tolist(),
                     "thickness": 1.5, "width": 3, "color": "#1f2933"},
            hovertemplate=f"%{{y}}: {plain(currency)} %{{x:.3s}}<extra></extra>",
        )  # fmt: skip
    if len(shown):
        figure.add_vline(x=floor, line={"color": COLOURS["bad"], "width": 1.5, "dash": "dash"})
    figure.update_yaxes(categoryorder="array", categoryarray=labels)
    figure.update_xaxes(tickformat="~s", nticks=5, tickangle=0, rangemode="tozero")
    legend_below(figure, entries=2)
    return figure
