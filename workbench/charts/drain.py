"""Pictures of what leaving costs; each takes a finished table."""

import math

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.theme import (
    COLOURS,
    label,
    legend_below,
    new_figure,
    plain,
    ranged,
    row_height,
)
from workbench.words import count, heading, in_words, money, percent

CHANNELS = ("secrets", "operations", "reputation", "competitiveness")
# What is marked on the axis of amounts: words and symbol.
MARKS = {
    "expected_loss": ("expected", "circle"),
    "value_at_risk_95": ("1 time in 20", "diamond"),
    "expected_shortfall_95": ("mean of the worst 1 in 20", "square"),
}


def plot_exceedance(curve: pd.DataFrame, summary: pd.DataFrame, *, currency: str) -> go.Figure:
    """Draw the chance to lose more than an amount, with the figures of the summary and ranges.

    Parameters
    ----------
    curve : loss (currency), exceedance_probability
    summary : measure, amount, low, high
    currency : for labels and the axis
    """
    rows = summary.set_index("measure")
    tail = float(rows["amount"].get("value_at_risk_95", float("nan")))
    figure = new_figure(
        f"One time in twenty, departures cost more than {money(tail, currency)}",
        alt="Curve: chance that departures cost more than an amount within the horizon.",
        x_title=f"loss, {currency}", y_title="chance to lose more",
    )  # fmt: skip
    figure.add_scatter(
        x=curve["loss"].tolist(), y=curve["exceedance_probability"].tolist(), mode="lines",
        line={"color": COLOURS["accent"], "width": 2.5}, fill="tozeroy", name="chance to lose more",
        fillcolor="rgba(0,114,178,0.10)", showlegend=False,
        hovertemplate="more than %{x:.3s}: %{y:.2%}<extra></extra>",
    )  # fmt: skip
    for measure, (words, symbol) in MARKS.items():
        if measure in rows.index and len(curve):
            amount, low, high = (float(rows[at][measure]) for at in ("amount", "low", "high"))
            _add_mark(figure, (amount, low, high), words, symbol, currency)
    figure.update_yaxes(tickformat=".0%", rangemode="tozero")
    seen = curve.loc[curve["exceedance_probability"] >= 0.005, "loss"]
    most = pd.Series([seen.max(), summary["high"].max(), summary["amount"].max(), 0.0])
    far = float(most.max())
    # The ranges lie on the axis, whose own line would hide them.
    figure.update_xaxes(
        range=[0, 1.03 * far] if far > 0 else None, tickformat="~s", nticks=6, layer="below traces"
    )
    legend_below(figure, entries=len(MARKS))
    return figure


def _add_mark(
    figure: go.Figure, points: tuple[float, float, float], words: str, symbol: str, currency: str
) -> None:
    """Put a figure with its range on the axis of amounts."""
    amount, low, high = points
    ranged_words = (
        "" if math.isnan(low) else f" ({money(low, currency)} to {money(high, currency)})"
    )
    figure.add_scatter(
        x=[amount], y=[0], mode="markers", name=words, cliponaxis=False,
        marker={"symbol": symbol, "size": 11, "color": COLOURS["bad"]},
        error_x={"type": "data", "symmetric": False, "array": [high - amount],
                 "arrayminus": [amount - low], "color": COLOURS["bad"], "thickness": 2.5,
                 "width": 7, "visible": not math.isnan(low)},
        hovertemplate=f"{words}: {money(amount, currency)}{ranged_words}<extra></extra>",
    )  # fmt: skip


def plot_channels(parts: pd.DataFrame, *, currency: str, most: int = 12) -> go.Figure:
    """Draw expected loss by post, stacked by channel.

    Parameters
    ----------
    parts : position_id, title, the four channels, expected_loss; the dearest first
    currency : for the axis
    most : posts with a bar of their own; the others share one
    """
    shown = _folded(parts, most).iloc[::-1]
    sums = parts[[*CHANNELS]].sum()
    title = "Nothing is expected to be lost"
    if sums.sum() > 0:
        share = percent(float(sums.max() / sums.sum()))
        whose = "this post" if len(parts) == 1 else "these posts"
        title = f"{heading(str(sums.idxmax()))} makes {share} of the expected loss of {whose}"
    figure = new_figure(
        title, alt="Stacked bars: expected loss by post and channel.",
        height=110 + row_height(shown["label"].tolist(), least=30) * len(shown),
        x_title=f"expected loss, {currency}",
    )  # fmt: skip
    lost = [channel for channel in CHANNELS if sums[channel] > 0]
    for channel in lost:
        figure.add_bar(
            x=shown[channel].tolist(), y=shown["label"].tolist(), orientation="h", name=channel,
            marker_color=COLOURS[channel], customdata=[plain(text) for text in shown["title"]],
            hovertemplate=f"%{{customdata}}, {channel}: %{{x:.3s}}<extra></extra>",
        )  # fmt: skip
    figure.update_layout(barmode="stack")
    legend_below(figure, entries=len(lost))
    figure.update_xaxes(tickformat="~s", nticks=4, tickangle=0)
    return figure


def _folded(parts: pd.DataFrame, most: int) -> pd.DataFrame:
    """Label the dearest posts and add the others up in one row."""
    labelled = parts.assign(label=_labels(parts))
    rest = parts.iloc[most:]
    if rest.empty:
        return labelled
    words = count(len(rest), "more post")
    sums = rest[[*CHANNELS]].sum(min_count=1).to_frame().T.assign(title=words, label=words)
    return pd.concat([labelled.head(most), sums], ignore_index=True)


def plot_scenarios(scenarios: pd.DataFrame, *, currency: str) -> go.Figure:
    """Draw scenarios side by side: expected loss with its range, and one time in twenty.

    Parameters
    ----------
    scenarios : scenario, expected_loss, expected_loss_low, expected_loss_high, value_at_risk_95
    currency : for the axis
    """
    shown = scenarios.iloc[::-1]
    title = "No scenario"
    if len(scenarios):
        worst = scenarios.nlargest(1, "expected_loss")
        amount = money(float(worst["expected_loss"].iloc[0]), currency)
        title = f"Dearest in expectation: {in_words(worst['scenario'].iloc[0])}, {amount}"
    figure = new_figure(
        title, alt="Bars: expected loss by scenario; diamonds: one time in twenty.",
        height=130 + 40 * len(shown), x_title=f"loss, {currency}",
    )  # fmt: skip
    labels = [label(in_words(name)) for name in shown["scenario"]]
    figure.add_bar(
        x=shown["expected_loss"].tolist(), y=labels, orientation="h", name="expected, P10 to P90",
        marker_color=COLOURS["neutral"],
        error_x=ranged(shown, "expected_loss", "expected_loss_low", "expected_loss_high"),
        hovertemplate="%{y}, expected: %{x:.3s}<extra></extra>",
    )  # fmt: skip
    figure.add_scatter(
        x=shown["value_at_risk_95"].tolist(), y=labels, mode="markers", name="1 time in 20",
        marker={"symbol": "diamond", "size": 11, "color": COLOURS["bad"]},
        hovertemplate="%{y}, 1 time in 20: %{x:.3s}<extra></extra>",
    )  # fmt: skip
    figure.update_xaxes(tickformat="~s", nticks=6, rangemode="tozero")
    legend_below(figure, entries=2)
    return figure


def _labels(rows: pd.DataFrame) -> list[str]:
    """Title and id; the id keeps equal titles apart."""
    ids = rows["position_id"].astype("str")
    return [label(title, post) for title, post in zip(rows["title"].fillna(""), ids, strict=True)]
