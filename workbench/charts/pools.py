"""Figures about talent pools; each takes a finished table and lays it out."""

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.rows import of_all
from workbench.charts.theme import (
    COLOURS,
    SEQUENCE,
    label,
    new_figure,
    plain,
    ranged,
    row_height,
    wrapped,
)
from workbench.words import beside, count, percent

MOST_BARS = 18
# Of a range drawn across a bar: dark, with ends.
_WHISKER = {"color": "#1f2933", "width": 4}
BASE, BAR = 190, 24
# Pixels of a column of the heat map, and of what stands beside its columns.
_COLUMN, _NAMES_BESIDE = 22, 230


def plot_waterfall(waterfall: pd.DataFrame) -> go.Figure:
    """Draw the posts still covered after each claim about the bench is checked.

    Parameters
    ----------
    waterfall : columns step, posts, posts_lost, in order of the steps
    """
    if waterfall.empty:
        return new_figure("No bench to check", alt="Empty figure")
    total = int(waterfall["posts"].iloc[0])
    later = waterfall["step"].str.startswith("still here at")
    left = int(waterfall.loc[~later, "posts"].iloc[-1])
    then = f", {int(waterfall['posts'].iloc[-1])} at the horizon" if later.any() else ""
    figure = new_figure(
        f"Of {count(total, 'post')}, {left} can be filled at once{then}",
        alt=f"Bars falling from {total} posts in scope to {left} that can be filled at once{then}.",
        x_title="posts still covered",
    )
    steps = [plain(step) for step in waterfall["step"]]
    figure.add_bar(
        y=steps, x=waterfall["posts"], orientation="h", name="covered",
        marker_color=COLOURS["accent"], text=waterfall["posts"], textposition="auto", textangle=0,
    )  # fmt: skip
    figure.add_bar(
        y=steps, x=waterfall["posts_lost"], orientation="h", name="lost at this step",
        marker_color=COLOURS["bad"],
        text=[f"−{lost}" if lost else "" for lost in waterfall["posts_lost"]],
        textposition="outside", textangle=0, cliponaxis=False,
    )  # fmt: skip
    figure.update_layout(barmode="stack")
    figure.update_yaxes(autorange="reversed")
    # Room for the words behind the longest bar.
    figure.update_xaxes(range=[0, 1.15 * max(total, 1)])
    return figure


def plot_same_names(people: pd.DataFrame) -> go.Figure:
    """Draw on how many lists each person stands; the most named first.

    Parameters
    ----------
    people : columns employee_id (label), lists, is_critical
    """
    top = people.head(MOST_BARS)
    labels = [label(one) for one in top["employee_id"]]
    row = row_height(labels)
    title = "Nobody stands on a list"
    if len(top):
        title = f"The most named person stands on {count(int(top['lists'].iloc[0]), 'list')}"
        title += of_all(len(top), len(people), "person", "people")
    figure = new_figure(
        title, alt="Bars of lists by person, the most named first.", x_title="posts named for",
        height=BASE + row * len(top),
    )  # fmt: skip
    for critical, name, colour in (
        (True, "one post fewer can be filled without", COLOURS["bad"]),
        (False, "replaceable in the matching", COLOURS["neutral"]),
    ):
        own = top[top["is_critical"] == critical]
        figure.add_bar(
            y=[label(one) for one in own["employee_id"]], x=own["lists"],
            orientation="h", name=name, marker_color=colour,
        )  # fmt: skip
    figure.update_yaxes(categoryorder="array", type="category", dtick=1, categoryarray=labels[::-1])
    return figure


def plot_capacity(quantity: pd.DataFrame) -> go.Figure:
    """Draw places taken and empty, by pool and unit.

    Parameters
    ----------
    quantity : columns pool, unit, proposed, shortage, shortage_low, shortage_high, capacity
    """
    shown = quantity.head(MOST_BARS)
    taken, places = int(quantity["proposed"].sum()), int(quantity["capacity"].sum())
    share = percent(taken / places) if places else "none"
    labels = [
        label(f"{unit} · {pool}") for unit, pool in zip(shown["unit"], shown["pool"], strict=True)
    ]
    row = row_height(labels)
    figure = new_figure(
        f"{taken} of {count(places, 'place')} can be filled ({share})"
        + of_all(len(shown), len(quantity), "row"),
        alt="Stacked bars of places taken and empty, by pool and unit, with the range of places "
        "taken if what was never assessed were worst or best.",
        x_title="places (line: range of what was never assessed)", height=BASE + row * len(shown),
    )  # fmt: skip
    ends = pd.DataFrame(
        {"proposed": shown["proposed"]}
        | {end: shown["proposed"] + shown["shortage"] - shown[f"shortage_{other}"]
           for end, other in (("low", "high"), ("high", "low"))}
    )  # fmt: skip
    figure.add_bar(
        y=labels, x=shown["proposed"], orientation="h", name="taken", marker_color=COLOURS["good"],
        error_x=ranged(ends, "proposed") | _WHISKER,
    )  # fmt: skip
    figure.add_bar(y=labels, x=shown["shortage"], orientation="h", name="empty",
                   marker_color=COLOURS["warn"])  # fmt: skip
    figure.update_layout(barmode="stack")
    figure.update_yaxes(autorange="reversed", type="category", dtick=1)
    return figure


def plot_gap_groups(rows: pd.DataFrame) -> go.Figure:
    """Draw the empty places of each group, with what was never assessed.

    Parameters
    ----------
    rows : group, capacity, shortage, shortage_low, shortage_high; the most empty places first
    """
    shown = rows.dropna(subset=["shortage"]).head(MOST_BARS)
    title = "No place is empty"
    if len(shown) and shown["shortage"].iloc[0] > 0:
        first = shown.iloc[0]
        title = f"Most places are empty in {first['group']}: {first['shortage']:.0f} of " + (
            f"{first['capacity']:.0f}"
        )
    labels = [label(group) for group in shown["group"]]
    figure = new_figure(
        title, alt="Bars of empty places by group, with the range of what was never assessed.",
        x_title="empty places (line: range of what was never assessed)",
        height=BASE + row_height(labels) * len(shown),
    )  # fmt: skip
    figure.add_bar(
        y=labels, x=shown["shortage"], orientation="h", name="empty",
        marker_color=COLOURS["warn"],
        error_x=ranged(shown, "shortage", "shortage_low", "shortage_high") | _WHISKER,
    )  # fmt: skip
    figure.update_yaxes(autorange="reversed", type="category", dtick=1)
    return figure


def plot_quality(quality: pd.DataFrame) -> go.Figure:
    """Draw missing levels by competency and unit; an empty cell is not asked for, or unknown.

    Parameters
    ----------
    quality : columns unit, competency, gap, gap_low, gap_high, pairs
    """
    known = quality.dropna(subset=["gap"])
    order = known.groupby("competency")["gap"].max().sort_values(ascending=False)
    rows = order.head(MOST_BARS).index.tolist()
    grid = known.pivot_table(index="competency", columns="unit", values="gap").reindex(rows)
    labels = [label(row) for row in rows]
    title = "No gap is known"
    if len(known):
        short = f"{order.iloc[0]:.1f}"
        title = f"{short} {'level' if short == '1.0' else 'levels'} short: {rows[0]}"
        title += of_all(len(rows), len(order), "competency", "competencies")
    figure = new_figure(
        title, alt="Heat map of missing levels by competency and unit.",
        height=BASE + row_height(labels) * len(rows),
    )  # fmt: skip
    figure.add_heatmap(
        z=grid.to_numpy(), x=[wrapped(unit, width=12) for unit in grid.columns],
        y=labels,
        colorscale=[[0, "#F4F1EA"], [0.5, COLOURS["warn"]], [1, COLOURS["bad"]]], zmin=0,
        colorbar={"title": {"text": "levels"}, "thickness": 10}, xgap=1, ygap=1,
        hovertemplate="%{y}, %{x}: %{z:.2f} levels<extra></extra>",
    )  # fmt: skip
    figure.update_yaxes(autorange="reversed", showgrid=False, dtick=1)
    figure.update_xaxes(showgrid=False, dtick=1, type="category")
    # On a narrower screen the squares of many units would be slivers without a name.
    width = _NAMES_BESIDE + _COLUMN * grid.shape[1]
    figure.update_layout(meta={**figure.layout.meta, "min_width": width})
    return figure


def plot_adequacy(adequacy: pd.DataFrame, *, own_share: float) -> go.Figure:
    """Draw the chance that somebody is ready and here, by number of names.

    Parameters
    ----------
    adequacy : columns ready_share, names, chance
    own_share : the company's own share of names that are ready; drawn thicker
    """
    at_three = adequacy[(adequacy["names"] == 3) & (adequacy["ready_share"] == own_share)]["chance"]
    title = "How many names make a successor likely"
    if len(at_three):
        title = f"Chance of a successor with three names: {beside(100 * at_three.iloc[0], 90)} %"
    figure = new_figure(
        title, alt="Lines of the chance of a successor by the number of names.",
        x_title="names on the list", y_title="chance that one is ready and here",
    )  # fmt: skip
    for place, (share, own) in enumerate(_by_share(adequacy)):
        is_own = share == own_share
        figure.add_scatter(
            x=own["names"], y=own["chance"], mode="lines+markers",
            name=f"{percent(share)} of names ready{' (own record)' if is_own else ''}",
            line={"color": SEQUENCE[place % len(SEQUENCE)], "width": 4 if is_own else 1.5},
        )  # fmt: skip
    figure.add_hline(y=0.9, line_dash="dot", line_color=COLOURS["neutral"])
    figure.add_vline(x=3, line_dash="dot", line_color=COLOURS["neutral"])
    figure.update_yaxes(range=[0, 1.02], tickformat=".0%")
    figure.update_xaxes(dtick=1)
    return figure


def _by_share(adequacy: pd.DataFrame) -> list[tuple[float, pd.DataFrame]]:
    shares = sorted(adequacy["ready_share"].unique().tolist())
    return [(share, adequacy[adequacy["ready_share"] == share]) for share in shares]
