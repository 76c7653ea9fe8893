"""Figures about routes to fill a gap: cost against time, and the mix by date."""

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.pools import BASE, MOST_BARS
from workbench.charts.theme import COLOURS, label, legend_below, new_figure, plain, row_height
from workbench.words import count

KINDS = (
    ("make", "make: train", COLOURS["good"], "circle"),
    ("buy", "buy: recruit", COLOURS["accent"], "square"),
    ("borrow", "borrow: share", COLOURS["warn"], "triangle-up"),
)
MOST_ROUTES = 12


def plot_routes(routes: pd.DataFrame, *, currency: str) -> go.Figure:
    """Draw the routes to one gap by days and cost, with the day the post is needed.

    Parameters
    ----------
    routes : columns post, route (make, buy, borrow), employee_id (label), channel, needed_days,
        days_low, days, days_high, cost_low, cost, cost_high, late_days, taken
    currency : of the costs
    """
    known = routes.dropna(subset=["days", "cost"])
    post = routes["post"].iloc[0] if len(routes) else "No post"
    title = f"{post}: no route with known days and cost"
    if len(known):
        in_time = int((known["late_days"] <= 0).sum())
        title = f"{post}: {in_time} of {count(len(known), 'route')} in time"
    order = known.assign(out=known["taken"] == 0).sort_values(["out", "late_days", "cost", "days"])
    shown = order.head(MOST_ROUTES)
    left = len(known) - len(shown)
    figure = new_figure(
        title, alt="Points of the routes by days to fill and cost, with ranges and the day needed.",
        x_title="days from now" + (f"; {left} more in the table" if left else ""),
        y_title=f"cost ({currency})", height=460,
    )  # fmt: skip
    names = _names(shown)
    drawn = [kind for kind in KINDS if (shown["route"] == kind[0]).any()]
    for kind, name, colour, symbol in drawn:
        own = shown[shown["route"] == kind]
        figure.add_scatter(
            x=own["days"], y=own["cost"], mode="markers+text", name=name, cliponaxis=False,
            text=names.loc[own.index], textfont={"size": 11}, textposition="top right",
            customdata=[plain(one) for one in own["channel"].fillna(own["employee_id"])],
            hovertemplate="%{customdata}: %{x:.0f} days, %{y:,.0f}<extra></extra>",
            marker={"color": colour, "symbol": symbol, "size": 11},
            error_x=_spread(own, "days", colour), error_y=_spread(own, "cost", colour),
        )  # fmt: skip
    taken = shown[shown["taken"] > 0]
    if len(taken):
        figure.add_scatter(
            x=taken["days"], y=taken["cost"], mode="markers", name="in the mix", hoverinfo="skip",
            marker={"color": COLOURS["bad"], "symbol": "circle-open", "size": 20, "line_width": 2},
        )  # fmt: skip
    if len(known):
        needed = float(known["needed_days"].iloc[0])
        figure.add_vline(x=needed, line_dash="dot", line_color=COLOURS["bad"])
        figure.add_scatter(x=[None], y=[None], mode="lines", name="post is needed",
                           line={"color": COLOURS["bad"], "dash": "dot"})  # fmt: skip
    figure.update_xaxes(rangemode="tozero", nticks=6)
    figure.update_yaxes(rangemode="tozero", nticks=6)
    legend_below(figure, entries=len(drawn) + 2)
    return figure


def _names(routes: pd.DataFrame) -> pd.Series:
    """Name the routes in the mix, the cheapest and the one with the fewest days at most."""
    matter = (
        (routes["taken"] > 0)
        | (routes.index == (routes["cost"].idxmin() if len(routes) else -1))
        | (routes["days_high"] == routes["days_high"].min())
    )
    names = routes["channel"].fillna(routes["employee_id"])
    return names.map(lambda name: plain(name, most=16)).where(matter, "")


def _spread(rows: pd.DataFrame, name: str, colour: str) -> dict[str, object]:
    return {
        "type": "data", "symmetric": False, "color": colour, "thickness": 1.2, "width": 3,
        "array": (rows[f"{name}_high"] - rows[name]).tolist(),
        "arrayminus": (rows[name] - rows[f"{name}_low"]).tolist(),
    }  # fmt: skip


def plot_mix(mix: pd.DataFrame) -> go.Figure:
    """Draw the days the mix takes for each gap, with the day the post is needed.

    Parameters
    ----------
    mix : columns post, needed_on, state, route (make, buy, borrow; empty where none), on_low, on,
        on_high (dates); the worst first
    """
    shown = mix.head(MOST_BARS)
    left = len(mix) - len(shown)
    labels = [label(post) for post in shown["post"]]
    in_time = int((mix["state"] == "in time").sum())
    title = f"{in_time} of {count(len(mix), 'gap')} can be closed in time"
    row = row_height(labels)
    figure = new_figure(
        title if len(mix) else "No gap to close",
        alt="For each post the dates between which its route of the mix fills it, and the day it "
        "is needed.",
        x_title=f"{left} more in the table" if left else "", height=BASE + row * len(shown),
    )  # fmt: skip
    names = pd.Series(labels, index=shown.index, dtype="object")
    for kind, name, colour, symbol in KINDS:
        own = shown["route"] == kind
        for post, low, high in zip(names[own], shown.loc[own, "on_low"], shown.loc[own, "on_high"],
                                   strict=True):  # fmt: skip
            figure.add_scatter(
                x=[low, high], y=[post, post], mode="lines", showlegend=False, hoverinfo="skip",
                line={"color": colour, "width": 3},
            )  # fmt: skip
        figure.add_scatter(
            x=shown.loc[own, "on"], y=names[own], mode="markers", name=name,
            marker={"color": colour, "symbol": symbol, "size": 11},
        )  # fmt: skip
    figure.add_scatter(
        x=shown["needed_on"], y=labels, mode="markers", name="post is needed",
        marker={"color": COLOURS["bad"], "symbol": "diamond-open", "size": 14, "line_width": 2},
    )  # fmt: skip
    figure.update_yaxes(
        autorange="reversed", type="category", dtick=1, categoryorder="array", categoryarray=labels
    )
    figure.update_xaxes(nticks=5, tickangle=0, tickformat="%b\n%Y")
    legend_below(figure, entries=4)
    return figure
