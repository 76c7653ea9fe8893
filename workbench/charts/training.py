"""Figures about training; each takes a finished table and lays it out."""

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.pools import BASE, MOST_BARS
from workbench.charts.theme import COLOURS, SEQUENCE, label, legend_below, new_figure, row_height
from workbench.words import count, money, percent


def plot_needs(needs: pd.DataFrame) -> go.Figure:
    """Draw the levels missing by competency, from three sides.

    Parameters
    ----------
    needs : columns competency, post_levels, organisation_levels, person_levels, courses; the
        largest need first
    """
    shown = needs.head(MOST_BARS)
    # A star says that no course raises the competency.
    labels = [
        label(f"{name}{'' if courses else ' *'}")
        for name, courses in zip(shown["competency"], shown["courses"], strict=True)
    ]
    title = (
        f"Most is missing in {shown['competency'].iloc[0]}" if len(shown) else "No need is known"
    )
    row = row_height(labels, least=34)
    figure = new_figure(
        title, alt="Bars of levels missing by competency: for the posts in view, in the posts held "
        "today, and for people's own aims.",
        x_title="levels missing, counted post by post (* no course)",
        height=BASE + row * len(shown),
    )  # fmt: skip
    sides = (
        ("post_levels", "for the posts in view", COLOURS["accent"]),
        ("organisation_levels", "in the posts held today", COLOURS["warn"]),
        ("person_levels", "for people's own aims", COLOURS["good"]),
    )
    for column, name, colour in sides:
        figure.add_bar(y=labels, x=shown[column], orientation="h", name=name, marker_color=colour)
    figure.update_yaxes(autorange="reversed", type="category", dtick=1)
    legend_below(figure, entries=len(sides))
    return figure


def plot_frontier(
    frontier: pd.DataFrame, *, budget: float, cost: float, currency: str
) -> go.Figure:
    """Draw what part of the need a growing budget closes.

    Parameters
    ----------
    frontier : columns budget, closed_share (each level times its weight)
    budget : the limit of the plan shown; infinite where there is none
    cost : of the plan shown
    currency : of both
    """
    known = frontier.dropna(subset=["closed_share"])
    title = "Nothing to close is known"
    if len(known):
        most = known["closed_share"].iloc[-1]
        title = (
            f"{money(known['budget'].iloc[-1], currency)} close {percent(most)} of the "
            "weighted need; the rest needs more than money"
            if most < 1 - 1e-9
            else f"{money(known['budget'].iloc[-1], currency)} close the whole need"
        )
    figure = new_figure(
        title, alt="Line of the part of the need that is closed by the budget for courses.",
        x_title=f"budget for courses ({currency})", y_title="part of the weighted need closed",
    )  # fmt: skip
    figure.add_scatter(
        x=known["budget"], y=known["closed_share"], mode="lines+markers", name="the best plan",
        line={"color": COLOURS["accent"], "width": 2.5},
    )  # fmt: skip
    if len(known):
        at = min(budget, cost) if budget < cost else cost
        words = "the plan shown" if cost < budget else "the plan shown (budget used up)"
        figure.add_vline(x=at, line_dash="dot", line_color=COLOURS["bad"])
        figure.add_scatter(x=[None], y=[None], mode="lines", name=words,
                           line={"color": COLOURS["bad"], "dash": "dot"})  # fmt: skip
    figure.update_yaxes(range=[0, 1.02], tickformat=".0%")
    figure.update_xaxes(rangemode="tozero", nticks=5)
    legend_below(figure, entries=2)
    return figure


def plot_sooner(ready: pd.DataFrame) -> go.Figure:
    """Draw by how much courses bring forward the day people are ready, with the day of need.

    Parameters
    ----------
    ready : columns post, employee_id (label), needed_on, ready_on, ready_on_after; the earliest
        need first
    """
    shown = ready.head(MOST_BARS)
    left = len(ready) - len(shown)
    labels = [
        label(f"{person} · {post}", width=26)
        for person, post in zip(shown["employee_id"], shown["post"], strict=True)
    ]
    sooner = (ready["ready_on"] - ready["ready_on_after"]).dt.days
    title = "Nobody is ready sooner with courses"
    if len(ready):
        half = count(round(sooner.median()), "day")
        by = f"half of them by {half} or more" if len(ready) > 1 else f"by {half}"
        who = count(len(ready), "successor is", "successors are")
        title = f"{who} ready sooner with courses, {by}"
    row = row_height(labels)
    figure = new_figure(
        title, alt="For each person and post a line from the day ready on the job alone back to "
        "the day ready with courses, and the day the post is needed.",
        height=BASE + row * len(shown), x_title=f"{left} more in the table" if left else "",
    )  # fmt: skip
    for name, *days in zip(labels, shown["ready_on_after"], shown["ready_on"], strict=True):
        figure.add_scatter(
            x=days, y=[name, name], mode="lines", showlegend=False, hoverinfo="skip",
            line={"color": COLOURS["neutral"], "width": 2},
        )  # fmt: skip
    dots = (
        ("needed_on", "post is needed", COLOURS["bad"], "diamond-open", 14),
        ("ready_on", "ready on the job alone", COLOURS["neutral"], "circle", 9),
        ("ready_on_after", "ready with the courses", COLOURS["good"], "circle", 11),
    )
    for column, name, colour, symbol, size in dots:
        figure.add_scatter(
            x=shown[column], y=labels, mode="markers", name=name,
            marker={"color": colour, "symbol": symbol, "size": size},
        )  # fmt: skip
    figure.update_yaxes(
        autorange="reversed", type="category", dtick=1, categoryorder="array", categoryarray=labels
    )
    figure.update_xaxes(nticks=5, tickangle=0, tickformat="%b\n%Y")
    legend_below(figure, entries=len(dots))
    return figure


def plot_unlocked(competencies: pd.DataFrame) -> go.Figure:
    """Draw how many posts more can be filled at once when a competency is closed with everybody.

    Parameters
    ----------
    competencies : columns competency, levels, people, more_filled; those that help most first
    """
    shown = competencies[competencies["more_filled"] > 0].head(MOST_BARS)
    labels = [label(name) for name in shown["competency"]]
    title = "No single competency lets more posts be filled at once"
    if len(shown):
        title = (
            f"Closing {shown['competency'].iloc[0]} lets "
            f"{count(int(shown['more_filled'].iloc[0]), 'post')} more be filled at once"
        )
    row = row_height(labels)
    figure = new_figure(
        title, alt="Bars of the posts that more can be filled at once by competency closed.",
        x_title="more posts filled at once", height=BASE - 40 + row * len(shown),
    )  # fmt: skip
    figure.add_bar(
        y=labels, x=shown["more_filled"], orientation="h", showlegend=False,
        marker_color=COLOURS["accent"],
        text=[
            f"{levels:g} levels, {count(int(people), 'person', 'people')}"
            for levels, people in zip(shown["levels"], shown["people"], strict=True)
        ],
        textposition="auto", cliponaxis=False,
    )  # fmt: skip
    figure.update_yaxes(autorange="reversed", type="category", dtick=1)
    figure.update_xaxes(rangemode="tozero", dtick=1 if shown["more_filled"].max() < 8 else None)
    return figure


def plot_together(together: pd.DataFrame) -> go.Figure:
    """Draw the posts filled at once by the number of gaps closed: the best, and one after another.

    Parameters
    ----------
    together : columns closings, filled, filled_greedy
    """
    title = "No gap to close is known"
    if len(together):
        first, last = together.iloc[0], together.iloc[-1]
        gaps = count(int(last["closings"]), "gap")
        more = int(last["filled"] - first["filled"])
        title = f"Up to {gaps} closed together: {count(more, 'more post')} filled at once"
    figure = new_figure(
        title, alt="Steps of the posts filled at once by the number of gaps closed, for the best "
        "choice and for taking the best single gap again and again.",
        x_title="gaps of single people closed", y_title="posts filled at once",
    )  # fmt: skip
    figure.add_scatter(
        x=together["closings"], y=together["filled"], mode="lines+markers", name="best choice",
        line={"color": SEQUENCE[0], "width": 3}, marker={"size": 10},
    )  # fmt: skip
    figure.add_scatter(
        x=together["closings"], y=together["filled_greedy"], mode="lines+markers",
        name="best single gap again and again",
        line={"color": SEQUENCE[1], "dash": "dash"}, marker={"symbol": "diamond", "size": 7},
    )  # fmt: skip
    figure.update_xaxes(dtick=1)
    figure.update_yaxes(tickformat="d", nticks=6)
    legend_below(figure, entries=2)
    return figure
