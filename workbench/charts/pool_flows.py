"""Figures about in and out of the pools, and about vacancy chains."""

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.pools import BASE, MOST_BARS
from workbench.charts.theme import (
    COLOURS,
    DASHES,
    SEQUENCE,
    label,
    legend_below,
    new_figure,
    plain,
    row_height,
)
from workbench.words import count, months, percent

_ENDS = {
    "hired": ("hired from outside", COLOURS["accent"], "square"),
    "empty": ("left empty", COLOURS["bad"], "x"),
    "no post": ("filled by somebody without a post", COLOURS["good"], "diamond"),
}


def plot_time_in_pool(time: pd.DataFrame, median: pd.DataFrame) -> go.Figure:
    """Draw the share of people still in each pool by the months since they came in.

    Parameters
    ----------
    time : columns pool, months, still_in_share
    median : columns pool, months, one row a pool; "all pools" gives the title
    """
    title = "Nobody has entered a pool"
    every = median.loc[median["pool"] == "all pools", "months"]
    if len(median):
        title = "How long people stay in the pools"
    if len(every):
        half = every.iloc[0]
        title = "More than half of those taken in are still in the pools"
        if pd.notna(half):
            title = f"Half of those taken in are out again after {months(half)}"
    figure = new_figure(
        title, alt="Falling steps of the share still in each pool by months since entry.",
        x_title="months since entry", y_title="still in the pool",
    )  # fmt: skip
    for place, pool in enumerate(median["pool"]):
        own = time[time["pool"] == pool]
        figure.add_scatter(
            x=own["months"], y=own["still_in_share"], mode="lines", name=plain(pool),
            line={"color": SEQUENCE[place % len(SEQUENCE)], "dash": DASHES[place % len(DASHES)],
                  "shape": "hv", "width": 4 if pool == "all pools" else 2},
        )  # fmt: skip
    figure.add_hline(y=0.5, line_dash="dot", line_color=COLOURS["neutral"])
    figure.update_yaxes(tickformat=".0%", range=[0, 1.02])
    legend_below(figure, entries=max(1, len(median) - 1))
    return figure


def plot_readiness_record(table: pd.DataFrame) -> go.Figure:
    """Draw by label the share of people who moved within its window, with the range.

    Parameters
    ----------
    table : columns readiness (words), counted, moved_share, low, high; a share that is not known or
        of a small group is missing
    """
    known = table.dropna(subset=["moved_share"])
    title = "No label is old enough to be checked"
    if len(known):
        first = known.iloc[0]
        share = percent(first["moved_share"])
        title = f"{share} of those said to be {first['readiness']} moved in time"
    labels = [label(f"{words} ({people:.0f} counted)") for words, people in
              zip(known["readiness"], known["counted"], strict=True)]  # fmt: skip
    figure = new_figure(
        title, alt="Share of people who moved in the time their label gave, with its range.",
        x_title="moved in time", height=BASE + 50 * len(known),
    )  # fmt: skip
    figure.add_scatter(
        x=known["moved_share"], y=labels, mode="markers", name="share with its range",
        marker={"color": COLOURS["accent"], "size": 12},
        error_x={"array": known["high"] - known["moved_share"],
                 "arrayminus": known["moved_share"] - known["low"], "color": COLOURS["accent"],
                 "thickness": 3},
    )  # fmt: skip
    figure.update_yaxes(autorange="reversed", type="category", dtick=1)
    figure.update_xaxes(tickformat=".0%", range=[-0.02, 1.02])
    return figure


def plot_chains(chains: pd.DataFrame, moves: pd.DataFrame) -> go.Figure:
    """Draw each seat that falls free and what filling it sets off, to the last seat.

    Parameters
    ----------
    chains : columns chain, position_id, title, moves, end, end_position_id, end_title;
        the longest first
    moves : columns chain, step, from_title, from_position_id
    """
    shown = chains.head(MOST_BARS)
    hired, empty = ((chains["end"] == end).sum() for end in ("hired", "empty"))
    title = "No seat falls free"
    if len(chains):
        stay = f", {count(int(empty), 'seat')} left empty" if empty else ""
        people = count(int(hired), "person", "people")
        title = f"{count(len(chains), 'free seat')}: {people} from outside{stay}"
    again = shown.groupby("position_id").cumcount() + 1
    labels = [
        label(text, f"{post}, seat {seat}" if seat > 1 else post)
        for text, post, seat in zip(
            shown["title"].fillna(""), shown["position_id"], again, strict=True
        )
    ]
    at, left = dict(zip(shown["chain"], labels, strict=True)), len(chains) - len(shown)
    row, longest = row_height(labels, least=40), int(shown["moves"].max()) if len(shown) else 0
    figure = new_figure(
        title, alt="A line for each free seat, with a dot for each move inside, and how it ends.",
        x_title="moves inside" + (f" ({left} more in the table)" if left else ""),
        height=BASE + row * len(shown),
    )  # fmt: skip
    for one in shown[shown["moves"] > 0].to_dict("records"):
        figure.add_scatter(
            x=[0, one["moves"]], y=[at[one["chain"]]] * 2, mode="lines", showlegend=False,
            line={"color": COLOURS["neutral"], "width": 2}, hoverinfo="skip",
        )  # fmt: skip
    own = moves[moves["chain"].isin(at)]
    figure.add_scatter(
        x=own["step"] - 1, y=[at[chain] for chain in own["chain"]], mode="markers",
        name="filled from inside", marker={"color": COLOURS["good"], "size": 11},
    )  # fmt: skip
    for end, (name, colour, symbol) in _ENDS.items():
        part = shown[shown["end"] == end]
        if part.empty:
            continue
        figure.add_scatter(
            x=part["moves"], y=[at[chain] for chain in part["chain"]], mode="markers+text",
            name=name, textposition="middle right",
            marker={"color": colour, "symbol": symbol, "size": 12},
            text=[f" {plain(last)}" if moved else "" for last, moved in
                  zip(part["end_position_id"], part["moves"], strict=True)],
            hovertext=[label(text) for text in part["end_title"].fillna("")], hoverinfo="text",
        )  # fmt: skip
    figure.update_yaxes(categoryorder="array", type="category", dtick=1, categoryarray=labels[::-1])
    figure.update_xaxes(range=[-0.3, longest + 0.8], tickvals=list(range(longest + 1)))
    return figure
