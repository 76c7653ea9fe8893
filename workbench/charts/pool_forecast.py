"""Figures about the pools ahead: grades, the first shortage, and posts that may fall vacant."""

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.pools import BASE, MOST_BARS
from workbench.charts.theme import COLOURS, label, legend_below, new_figure, plain, row_height
from workbench.words import count

_BAND = "rgba(0,114,178,0.18)"


def plot_grades(rows: pd.DataFrame) -> go.Figure:
    """Draw the people of each grade in the last year, with their range, against the seats.

    Parameters
    ----------
    rows : columns grade, people, on, seats, people_p10, people_p50, people_p90, gap; from
        ``grade_rows``
    """
    short = int((rows["gap"] > 0).sum())
    title = "No grade to look ahead at"
    if len(rows):
        title = (
            f"{short} of {count(len(rows), 'grade')} with fewer people than seats by "
            f"{rows['on'].iloc[0]:%B %Y}"
        )
    grades = [plain(grade) for grade in rows["grade"]]
    figure = new_figure(
        title, alt="For each grade: people today, people in the last year with their range, seats.",
        height=BASE + 30 * len(rows), x_title="people",
    )  # fmt: skip
    above, below = rows["people_p90"] - rows["people_p50"], rows["people_p50"] - rows["people_p10"]
    figure.add_scatter(
        x=rows["people_p50"], y=grades, mode="markers", name="people then (range in 8 of 10 runs)",
        marker={"color": COLOURS["accent"], "size": 9},
        error_x={"array": above, "arrayminus": below, "color": COLOURS["accent"], "thickness": 3,
                 "width": 0},
    )  # fmt: skip
    marks = (
        ("people", "people today", COLOURS["neutral"], "circle-open"),
        ("seats", "seats then", COLOURS["bad"], "line-ns-open"),
    )
    for column, name, colour, symbol in marks:
        figure.add_scatter(
            x=rows[column], y=grades, mode="markers", name=name,
            marker={"color": colour, "symbol": symbol, "size": 13, "line": {"width": 3}},
        )  # fmt: skip
    figure.update_yaxes(type="category", dtick=1)
    figure.update_xaxes(rangemode="tozero")
    legend_below(figure, entries=3)
    return figure


def plot_shortage(months: pd.DataFrame) -> go.Figure:
    """Draw the seats free by each month and how many of them the pools can fill at once.

    Parameters
    ----------
    months : columns pool, on, seats, filled_best, filled, filled_worst, short; the rows of pool all
        are drawn
    """
    months = months[months["pool"] == "all"]
    first = months.loc[months["short"] > 0, "on"].min()
    title = "No shortage in sight as far as is known"
    if pd.notna(first):
        last = months.iloc[-1]
        title = (
            f"First shortage in {first:%B %Y}; {last['short']:.0f} of "
            f"{count(int(last['seats']), 'seat')} unfilled at the end"
        )
    figure = new_figure(
        title,
        alt="Steps of the seats free by each month, and of those that can be filled from the "
        "pools, with the range of what was never assessed.",
        y_title="seats, added up",
    )
    figure.add_scatter(
        x=months["on"], y=months["filled_worst"], mode="lines", line={"width": 0, "shape": "hv"},
        showlegend=False, hoverinfo="skip",
    )  # fmt: skip
    figure.add_scatter(
        x=months["on"], y=months["filled_best"], mode="lines", line={"width": 0, "shape": "hv"},
        fill="tonexty", fillcolor=_BAND, name="range of what was never assessed",
    )  # fmt: skip
    lines = (
        ("filled", "can be filled, as far as known", COLOURS["accent"], "solid"),
        ("seats", "free by then", COLOURS["bad"], "dash"),
    )
    for column, name, colour, dash in lines:
        figure.add_scatter(
            x=months["on"], y=months[column], mode="lines", name=name,
            line={"color": colour, "width": 2.5, "dash": dash, "shape": "hv"},
        )  # fmt: skip
    figure.update_yaxes(rangemode="tozero")
    figure.update_xaxes(nticks=6, tickangle=0, tickformat="%b\n%Y")
    if len(months):
        # A step on the last day would else be half outside.
        room = (months["on"].max() - months["on"].min()) * 0.02
        figure.update_xaxes(range=[months["on"].min(), months["on"].max() + room])
    legend_below(figure, entries=3)
    return figure


def plot_vacancy_risk(posts: pd.DataFrame) -> go.Figure:
    """Draw the chance that each post falls vacant, the likeliest first.

    Parameters
    ----------
    posts : columns position_id, title, state, chance, chance_low, chance_high, born_unknown; in
        order
    """
    shown = posts.dropna(subset=["chance"]).head(MOST_BARS)
    labels = [
        label(title, post)
        for title, post in zip(shown["title"].fillna(""), shown["position_id"], strict=True)
    ]
    row, left = row_height(labels), len(posts) - len(shown)
    title = "No post to look at"
    if len(posts):
        title = _risk_title(posts)
    figure = new_figure(
        title, alt="Bars of the chance of a vacancy by post, with the range of the rates.",
        x_title="chance" + (f" ({left} more in the table)" if left else ""),
        height=BASE + row * len(shown),
    )  # fmt: skip
    states = (
        ("vacant now", "vacant now", COLOURS["neutral"]),
        ("retirement overdue", "retirement overdue", COLOURS["bad"]),
        ("retirement known", "retires on a known day", COLOURS["warn"]),
        ("by chance", "resigns as in the past", COLOURS["accent"]),
    )
    for state, name, colour in states:
        own = shown[shown["state"] == state]
        figure.add_bar(
            y=[text for text, kind in zip(labels, shown["state"], strict=True) if kind == state],
            x=own["chance"], orientation="h", name=name, marker_color=colour,
            error_x={"array": own["chance_high"] - own["chance"],
                     "arrayminus": own["chance"] - own["chance_low"], "color": "#1f2933",
                     "thickness": 1.5},
        )  # fmt: skip
    figure.update_layout(barmode="overlay")
    figure.update_yaxes(categoryorder="array", type="category", dtick=1, categoryarray=labels[::-1])
    figure.update_xaxes(tickformat=".0%", range=[0, 1.02])
    return figure


def _risk_title(posts: pd.DataFrame) -> str:
    """Say what is certain, and at how many posts a missing date of birth leaves it open."""
    state, unborn = posts["state"], int((posts["born_unknown"] > 0).sum())
    vacant, overdue, known = (
        int((state == name).sum())
        for name in ("vacant now", "retirement overdue", "retirement known")
    )
    parts = (
        f"{vacant} vacant now" if vacant else "",
        f"a retirement is overdue at {overdue}" if overdue else "",
        f"somebody retires on a known day at {known}",
        f"a date of birth is missing at {unborn}" if unborn else "",
    )
    return f"Of {count(len(posts), 'post')}: {', '.join(part for part in parts if part)}"


_BANDS = (
    ("no name", COLOURS["bad"]),
    ("under half", COLOURS["warn"]),
    ("half to nine in ten", COLOURS["accent"]),
    ("nine in ten or more", COLOURS["good"]),
    ("not known", COLOURS["neutral"]),
)


def plot_bench_chances(chances: pd.DataFrame) -> go.Figure:
    """Draw how many posts reach which chance that somebody named is ready and here.

    Parameters
    ----------
    chances : column band, one row a post: no name, under half, half to nine in ten, nine in ten or
        more, not known (nobody named is assessed)
    """
    numbers = [int((chances["band"] == band).sum()) for band, _ in _BANDS]
    title = "No post to look at"
    if len(chances):
        verb = "reaches" if numbers[3] == 1 else "reach"
        title = (
            f"{numbers[3]} of {count(len(chances), 'post')} {verb} nine chances in ten of a "
            f"successor; {numbers[0]} without a name, {numbers[4]} not known"
        )
    figure = new_figure(
        title, alt="Bars of the posts by the chance of a successor, from no name to nine in ten.",
        x_title="posts", height=BASE + 34 * len(_BANDS),
    )  # fmt: skip
    if len(chances):
        figure.add_bar(
            y=[band for band, _ in _BANDS], x=numbers, orientation="h", showlegend=False,
            marker_color=[colour for _, colour in _BANDS], text=numbers, textposition="outside",
            cliponaxis=False, hoverinfo="skip",
        )  # fmt: skip
    figure.update_yaxes(autorange="reversed", type="category", dtick=1)
    figure.update_xaxes(rangemode="tozero", nticks=6)
    return figure
