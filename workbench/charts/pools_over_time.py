"""Figures about talent pools over time: vacancies and readiness, the ledger, the calendar."""

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.pools import BAR, BASE, MOST_BARS
from workbench.charts.rows import of_all
from workbench.charts.theme import COLOURS, label, new_figure, plain, row_height
from workbench.words import count, in_words


def plot_time(time: pd.DataFrame) -> go.Figure:
    """Draw when each post falls vacant, and when the first person proposed is ready.

    Parameters
    ----------
    time : columns position_id, title, vacant_on, overdue_since, ready_on, ready_on_p90, state; the
        most urgent first
    """
    shown = time.head(MOST_BARS)
    shown = shown.assign(vacant_on=shown["vacant_on"].where(shown["overdue_since"].isna()))
    late = int((time["state"] != "in time").sum())
    labels = [
        label(title, post)
        for title, post in zip(shown["title"].fillna(""), shown["position_id"], strict=True)
    ]
    row, left = row_height(labels), len(time) - len(shown)
    figure = new_figure(
        f"{late} of {count(len(time), 'dated vacancy', 'dated vacancies')}: nobody surely in time",
        alt="Dates of vacancy and of readiness for each post with a known date.",
        height=BASE + row * len(shown), x_title=f"{left} more in the table" if left else "",
    )  # fmt: skip
    # Two dates often fall on one day, so what is drawn first is larger.
    dots = (
        ("vacant_on", "post is vacant", COLOURS["bad"], "diamond", 18),
        ("overdue_since", "retirement overdue since", COLOURS["bad"], "diamond-open", 16),
        ("ready_on", "first person ready (median)", COLOURS["good"], "circle", 9),
        ("ready_on_p90", "ready in nine of ten cases", COLOURS["accent"], "circle-open", 11),
    )
    for column, name, colour, symbol, size in dots:
        figure.add_scatter(
            x=shown[column], y=labels, mode="markers", name=name,
            marker={"color": colour, "symbol": symbol, "size": size},
        )  # fmt: skip
    figure.update_yaxes(autorange="reversed", type="category", dtick=1)
    return figure


def plot_ledger(years: pd.DataFrame) -> go.Figure:
    """Draw moves into and out of the pools by year.

    Parameters
    ----------
    years : columns pool, year, in, promoted, eliminated, left, closing
    """
    moves = years[["in", "promoted", "eliminated", "left"]].sum()
    figure = new_figure(
        f"{moves['promoted']:.0f} of {moves['in']:.0f} taken in "
        f"{'was' if moves['promoted'] == 1 else 'were'} promoted",
        alt="Bars of people coming in to the right and going out to the left, by pool and year.",
        x_title="people", height=BASE + BAR * len(years),
    )  # fmt: skip
    rows = [
        plain(f"{pool} {year}") for pool, year in zip(years["pool"], years["year"], strict=True)
    ]
    kinds = (
        ("in", "in", 1, COLOURS["accent"]), ("promoted", "promoted", -1, COLOURS["good"]),
        ("eliminated", "eliminated", -1, COLOURS["warn"]), ("left", "left", -1, COLOURS["bad"]),
    )  # fmt: skip
    for column, name, sign, colour in kinds:
        figure.add_bar(
            y=rows, x=sign * years[column], orientation="h", name=name, marker_color=colour
        )
    figure.add_scatter(
        y=rows, x=years["closing"], mode="markers", name="members at the end",
        marker={"color": "#1f2933", "symbol": "line-ns-open", "size": 14},
    )  # fmt: skip
    figure.update_layout(barmode="relative")
    figure.update_yaxes(autorange="reversed", type="category", dtick=1)
    return figure


def plot_calendar(calendar: pd.DataFrame) -> go.Figure:
    """Draw steps of the process by date: done, late, due soon, planned.

    Parameters
    ----------
    calendar : columns step, due_on, state
    """
    dated = calendar.dropna(subset=["due_on"]).sort_values("due_on", ascending=False)
    every, dated = len(dated), dated.tail(MOST_BARS)
    late = int((calendar["state"] == "late").sum())
    order = [label(step) for step in dated["step"]]
    row = row_height(order)
    figure = new_figure(
        f"{late} of {count(len(calendar), 'step')} {'is' if late == 1 else 'are'} late"
        + of_all(len(dated), every, "dated step"),
        alt="Due dates of the steps by state.",
        height=BASE + row * len(dated),
    )  # fmt: skip
    states = {"late": "bad", "due_soon": "warn", "planned": "neutral", "done": "good"}
    for state, role in states.items():
        own = dated[dated["state"] == state]
        figure.add_scatter(
            x=own["due_on"], y=[label(step) for step in own["step"]],
            mode="markers", name=in_words(state),
            marker={"color": COLOURS[role], "size": 12, "symbol": "square"},
        )  # fmt: skip
    figure.update_yaxes(type="category", dtick=1, categoryorder="array", categoryarray=order)
    figure.update_xaxes(nticks=5, tickangle=0, tickformat="%b\n%Y")
    return figure
