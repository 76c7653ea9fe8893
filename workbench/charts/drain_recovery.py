"""Pictures of how posts come back after a departure and when money is lost."""

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.rows import of_all
from workbench.charts.theme import COLOURS, legend_below, new_figure, plain, wrapped
from workbench.words import money, months, percent

CHANNELS = ("secrets", "operations", "reputation", "competitiveness")
_BAND = "rgba(0,114,178,0.25)"
_LEVEL = 0.9
_PANEL = 118


def plot_recovery(curves: pd.DataFrame, posts: pd.DataFrame, *, most: int = 5) -> go.Figure:
    """Draw output after a departure for the posts that take longest, one below the other.

    Parameters
    ----------
    curves : position_id, month, output, output_p10, output_p90, output_with_b (part of full output)
    posts : position_id, title, months_90, months_90_p10, months_90_p90; the slowest first
    most : posts with a panel
    """
    shown = posts.head(most)
    title = "No post can be followed over time"
    if len(shown) and not shown["months_90"].max() > 0:
        title = "No post falls under 90 % of its output in the middle case"
    elif len(shown):
        first = shown.iloc[0]
        title = (
            f"{first['title']} takes longest: 90 % of output after {months(first['months_90'])}"
            f"{of_all(len(shown), len(posts), 'post')}"
        )
    figure = new_figure(
        title,
        alt="Curves, one panel a post: part of full output by months after a departure, with the "
        "range P10 to P90, and with A and B roles; a diamond where 90 % is reached.",
        height=110 + _PANEL * max(len(shown), 1),
    )
    figure.set_subplots(rows=max(len(shown), 1), cols=1, shared_xaxes=True, vertical_spacing=0.05)
    for place, (_, row) in enumerate(shown.iterrows(), start=1):
        _panel(figure, curves[curves["position_id"] == row["position_id"]], row, place)
    axis = {"gridcolor": "rgba(128,138,150,0.25)", "linecolor": "#8A94A0", "automargin": True,
            "ticks": "outside", "tickcolor": "rgba(0,0,0,0)"}  # fmt: skip
    figure.update_xaxes(**axis, rangemode="tozero", dtick=3)
    figure.update_yaxes(
        **axis, tickformat=".0%", range=[0, 1.42], tickvals=[0, 0.5, 0.9, 1.0],
        ticktext=["0 %", "50 %", "", "100 %"],
    )  # fmt: skip
    figure.update_xaxes(title_text="months after the last day", row=max(len(shown), 1), col=1)
    legend_below(figure, entries=4)
    return figure


def _panel(figure: go.Figure, curve: pd.DataFrame, row: pd.Series, place: int) -> None:
    """Add the curves of one post."""
    month, first = curve["month"], place == 1
    where = {"row": place, "col": 1}
    figure.add_scatter(
        x=[*month, *month[::-1]], y=[*curve["output_p90"], *curve["output_p10"][::-1]],
        fill="toself", fillcolor=_BAND, line={"width": 0}, mode="lines", hoverinfo="skip",
        name="P10 to P90", legendgroup="band", showlegend=first, **where,
    )  # fmt: skip
    lines = {"output": ("output, mean", COLOURS["accent"], "solid")}
    if curve["output_with_b"].notna().any():
        lines["output_with_b"] = ("with A and B roles", COLOURS["good"], "dash")
    for column, (name, colour, dash) in lines.items():
        figure.add_scatter(
            x=month.tolist(), y=curve[column].tolist(), mode="lines", name=name, legendgroup=column,
            line={"color": colour, "width": 2.5, "dash": dash}, showlegend=first,
            hovertemplate=f"{name}, month %{{x}}: %{{y:.0%}}<extra></extra>", **where,
        )  # fmt: skip
    middle, low, high = (float(row[f"months_90{end}"]) for end in ("", "_p10", "_p90"))
    figure.add_scatter(
        x=[middle], y=[_LEVEL], mode="markers", name="90 % reached", legendgroup="mark",
        marker={"symbol": "diamond", "size": 10, "color": COLOURS["bad"]}, showlegend=first,
        error_x={"type": "data", "symmetric": False, "array": [high - middle],
                 "arrayminus": [middle - low], "color": COLOURS["bad"], "thickness": 2},
        hovertemplate=f"90 % after {middle:.1f} months ({low:.1f} to {high:.1f})<extra></extra>",
        **where,
    )  # fmt: skip
    figure.add_annotation(
        text=wrapped(f"{row['title']} {row['position_id']}", width=44, hyphens=False),
        x=0, xref="x domain", xanchor="left", y=1.0, yref="y domain", yanchor="top",
        showarrow=False, align="left", font={"size": 12}, **where,
    )  # fmt: skip


def plot_loss_path(path: pd.DataFrame, *, currency: str) -> go.Figure:
    """Draw the expected loss by the quarter in which it falls due, stacked by channel.

    Parameters
    ----------
    path : period, the four channels, expected_loss; the last row is all that falls due later
    currency : for the title and the axis
    """
    title = "Nothing is expected to be lost"
    total = float(path["expected_loss"].sum()) if len(path) else 0.0
    if total > 0:
        share = float(path["expected_loss"].iloc[:4].sum()) / total
        title = (
            f"{percent(share)} of the expected loss of {money(total, currency)} falls due within a "
            "year"
        )
    figure = new_figure(
        title,
        alt="Stacked bars: expected loss by the quarter in which it falls due and by channel; the "
        "last bar is all that falls due later.",
        height=150 + 26 * len(path), x_title=f"expected loss, {currency}",
    )  # fmt: skip
    shown = path.iloc[::-1]
    labels = [plain(text) for text in shown["period"]]
    for channel in CHANNELS:
        figure.add_bar(
            x=shown[channel].tolist(), y=labels, orientation="h", name=channel,
            marker_color=COLOURS[channel],
            hovertemplate=f"%{{y}}, {channel}: %{{x:.3s}}<extra></extra>",
        )  # fmt: skip
    figure.update_layout(barmode="stack")
    # Periods are words here, not days of a calendar.
    figure.update_yaxes(type="category", categoryorder="array", categoryarray=labels)
    figure.update_xaxes(tickformat="~s", nticks=4, tickangle=0)
    legend_below(figure, entries=len(CHANNELS))
    return figure
