"""Pictures of a panel: what would be lost with other assumptions, over what the settings say."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.drain import MARKS
from workbench.charts.rows import each
from workbench.charts.theme import (
    COLOURS,
    label,
    legend_below,
    new_figure,
    plain,
    row_height,
)
from workbench.words import money, percent

BEFORE, NOW = "as in the settings", "now"
# Chances below this are off the picture, where both curves lie on the axis.
_SEEN = 0.005
# The pictures stand side by side: a line of a title has so many characters.
_TITLE = 40


def plot_two_curves(
    now: pd.DataFrame, before: pd.DataFrame, figures: pd.DataFrame, *, currency: str
) -> go.Figure:
    """Draw the chance to lose more than an amount, now and as in the settings.

    Parameters
    ----------
    now, before : loss (currency), exceedance_probability
    figures : measure, before, now (currency)
    currency : for labels and the axis
    """
    figure = new_figure(
        _curve_title(figures, currency),
        alt="Two curves: chance that departures cost more than an amount, now and as in the "
        "settings.",
        height=460, x_title=f"loss, {currency}", y_title="chance to lose more",
        title_width=_TITLE,
    )  # fmt: skip
    for curve, words, colour, width in (
        (before, BEFORE, "neutral", 2.0), (now, NOW, "accent", 2.5),
    ):  # fmt: skip
        figure.add_scatter(
            x=curve["loss"].tolist(), y=curve["exceedance_probability"].tolist(), mode="lines",
            line={"color": COLOURS[colour], "width": width}, name=words,
            hovertemplate=f"{words}, more than %{{x:.3s}}: %{{y:.2%}}<extra></extra>",
        )  # fmt: skip
    rows = figures.set_index("measure")
    for measure, (words, symbol) in MARKS.items():
        if measure in rows.index and len(now):
            amounts = {at: float(rows[at][measure]) for at in ("before", "now")}
            _add_marks(figure, amounts, words, symbol, currency)
    figure.update_yaxes(tickformat=".0%", rangemode="tozero")
    far = max(_far(now), _far(before))
    figure.update_xaxes(
        range=[0, 1.03 * far] if far > 0 else None, tickformat="~s", nticks=6, layer="below traces"
    )
    legend_below(figure, entries=2 + len(MARKS))
    return figure


def _curve_title(figures: pd.DataFrame, currency: str) -> str:
    rows = figures.set_index("measure")
    if "value_at_risk_95" not in rows.index:
        return "No amount is known"
    now, before = (money(float(rows[at]["value_at_risk_95"]), currency) for at in ("now", "before"))
    was = "" if now == before else f" ({before} as in the settings)"
    return f"One time in twenty, departures cost more than {now}{was}"


def _add_marks(
    figure: go.Figure, amounts: Mapping[str, float], words: str, symbol: str, currency: str
) -> None:
    """Put a figure on the axis of amounts, hollow as in the settings and full as it is now."""
    for at, colour, shape in (("before", "neutral", f"{symbol}-open"), ("now", "bad", symbol)):
        amount = amounts[at]
        told = NOW if at == "now" else BEFORE
        figure.add_scatter(
            x=[amount], y=[0], mode="markers", name=words, cliponaxis=False,
            showlegend=at == "now",
            marker={"symbol": shape, "size": 11, "color": COLOURS[colour], "line": {"width": 2}},
            hovertemplate=f"{words}, {told}: {money(amount, currency)}<extra></extra>",
        )  # fmt: skip


def _far(curve: pd.DataFrame) -> float:
    seen = curve.loc[curve["exceedance_probability"] >= _SEEN, "loss"]
    return float(seen.max()) if len(seen) else 0.0


def plot_top_posts(posts: pd.DataFrame, *, currency: str, most: int = 10) -> go.Figure:
    """Draw what the dearest posts add to the mean of the worst twentieth.

    Parameters
    ----------
    posts : position_id, title, shortfall, shortfall_before (currency; missing where the post was
        not priced); the dearest first
    currency : for the axis
    most : posts drawn
    """
    shown = posts.head(most).iloc[::-1]
    labels = [
        label(row.title, row.position_id) for row in each(shown)
    ]  # fmt: skip
    figure = new_figure(
        _posts_title(posts, len(shown)),
        alt="Bars: part of each post in the mean of the worst twentieth, with a mark where it is "
        "as in the settings.",
        height=130 + row_height(labels, least=30) * max(len(shown), 1),
        x_title=f"worst 1 in 20, {currency}", title_width=_TITLE,
    )  # fmt: skip
    titles = [plain(row.title) for row in each(shown)]
    figure.add_bar(
        x=shown["shortfall"].tolist(), y=labels, orientation="h", name=NOW, customdata=titles,
        marker_color=COLOURS["accent"],
        hovertemplate="%{customdata}, now: %{x:.3s}<extra></extra>",
    )  # fmt: skip
    figure.add_scatter(
        x=shown["shortfall_before"].tolist(), y=labels, mode="markers", name=BEFORE,
        customdata=titles,
        marker={"symbol": "line-ns-open", "size": 20, "color": COLOURS["neutral"],
                "line": {"width": 3, "color": COLOURS["neutral"]}},
        hovertemplate=f"%{{customdata}}, {BEFORE}: %{{x:.3s}}<extra></extra>",
    )  # fmt: skip
    figure.update_xaxes(tickformat="~s", nticks=5, rangemode="tozero")
    legend_below(figure, entries=2)
    return figure


def _posts_title(posts: pd.DataFrame, drawn: int) -> str:
    total = float(posts["shortfall"].sum())
    if not total > 0:
        return "No post adds to the worst twentieth"
    first = posts.iloc[0]
    share = percent(float(first["shortfall"]) / total)
    name = f"{first['title']} ({first['position_id']})"
    words = f"{name} makes {share} of the worst twentieth"
    return words if drawn == len(posts) else f"{words} ({drawn} of {len(posts)} posts drawn)"
