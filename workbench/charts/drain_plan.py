"""Pictures of the best plan: what money buys, and which measure at which post."""

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.rows import each, of_all
from workbench.charts.theme import (
    COLOURS,
    label,
    legend_below,
    new_figure,
    plain,
    row_height,
    wrapped,
)
from workbench.words import count, money, percent

_MOMENTS = ("before", "during", "after")
_ROW_NAMES, _COLUMN = 180, 34
# How a measure stands in the plans: words, symbol, colour.
_PLACES = (
    ("in the plan, with weak effects too", "square", COLOURS["good"]),
    ("in the plan", "circle", COLOURS["accent"]),
    ("only against the worst years", "diamond-open", COLOURS["bad"]),
    ("only for weak effects", "x-thin-open", COLOURS["neutral"]),
)


def plot_frontier(frontier: pd.DataFrame, *, currency: str) -> go.Figure:
    """Draw the expected loss that is left by what is spent, with the range of the effects.

    Parameters
    ----------
    frontier : cost, expected_loss, expected_loss_low, expected_loss_high, marginal_return, knee
    currency : for labels and the axes
    """
    figure = new_figure(
        _frontier_title(frontier, currency),
        alt="Falling curve: expected loss that is left by money spent on measures, with a band "
        "from strong to weak effects.",
        x_title=f"spent on measures, {currency}", y_title=f"expected loss left, {currency}",
    )  # fmt: skip
    there_and_back = [*frontier["cost"], *frontier["cost"][::-1]]
    figure.add_scatter(
        x=there_and_back, y=[*frontier["expected_loss_high"], *frontier["expected_loss_low"][::-1]],
        fill="toself", fillcolor="rgba(0,114,178,0.15)", line={"width": 0}, hoverinfo="skip",
        name="strong to weak effects", mode="lines",
    )  # fmt: skip
    figure.add_scatter(
        x=frontier["cost"].tolist(), y=frontier["expected_loss"].tolist(), mode="lines+markers",
        name="middle effects", line={"color": COLOURS["accent"], "width": 2.5},
        hovertemplate="%{x:.3s} spent: %{y:.3s} left<extra></extra>",
    )  # fmt: skip
    for rows, words, symbol, colour in (
        (frontier[frontier["knee"].astype(bool)], "the curve turns flat", "diamond", "warn"),
        (_last_that_pays(frontier), "beyond, less is saved than spent", "square", "bad"),
    ):
        if len(rows):
            figure.add_scatter(
                x=rows["cost"].tolist(), y=rows["expected_loss"].tolist(), mode="markers",
                name=words, marker={"symbol": symbol, "size": 13, "color": COLOURS[colour]},
                hovertemplate=f"{words}: %{{x:.3s}}<extra></extra>",
            )  # fmt: skip
    figure.update_xaxes(tickformat="~s", nticks=5, rangemode="tozero")
    figure.update_yaxes(tickformat="~s", rangemode="tozero")
    legend_below(figure, entries=4)
    return figure


def _frontier_title(frontier: pd.DataFrame, currency: str) -> str:
    if frontier.empty:
        return "Nothing can be bought"
    start = float(frontier["expected_loss"].iloc[0])
    last = frontier.iloc[-1]
    if not start > 0 or not last["expected_loss"] < start:
        return "No measure lowers the expected loss"
    whole = (
        f"{money(float(last['cost']), currency)} take "
        f"{percent(1 - float(last['expected_loss']) / start)}"
    )
    knee = frontier[frontier["knee"].astype(bool)]
    if knee.empty:
        return f"{whole} off the expected loss"
    first = float(knee["cost"].iloc[0])
    share = percent(1 - float(knee["expected_loss"].iloc[0]) / start)
    return f"The first {money(first, currency)} take {share} off the expected loss, {whole}"


def _last_that_pays(frontier: pd.DataFrame) -> pd.DataFrame:
    """Give the point after which money saves less than itself; no row where there is none."""
    poor = frontier.index[frontier["marginal_return"] < 1]
    return frontier.loc[[poor[0] - 1]] if len(poor) and poor[0] > 0 else frontier.head(0)


def plot_worst_frontier(frontier: pd.DataFrame, *, currency: str) -> go.Figure:
    """Draw what is left of the worst twentieth by money, for the two aims of a plan.

    Parameters
    ----------
    frontier : budget, shortfall_95 (of the plan by expected loss), least_shortfall_95
    currency : for labels and the axes
    """
    title = "Nothing can be bought"
    if len(frontier):
        lead = frontier["shortfall_95"] - frontier["least_shortfall_95"]
        at = int(lead.to_numpy().argmax())
        title = "Both aims lead to the same worst twentieth at every budget"
        if lead.iloc[at] > 0.01 * frontier["shortfall_95"].iloc[at]:
            title = (
                f"With {money(float(frontier['budget'].iloc[at]), currency)}, a plan made for the "
                f"worst years leaves {money(float(lead.iloc[at]), currency)} less in them"
            )
    figure = new_figure(
        title, alt="Two falling lines: mean of the worst twentieth by budget, for a plan by "
        "expected loss and a plan by the worst twentieth.",
        x_title=f"budget, {currency}", y_title=f"mean of the worst 1 in 20, {currency}",
    )  # fmt: skip
    for column, words, colour, dash in (
        ("shortfall_95", "plan by expected loss", "accent", "solid"),
        ("least_shortfall_95", "plan by the worst twentieth", "bad", "dash"),
    ):
        figure.add_scatter(
            x=frontier["budget"].tolist(), y=frontier[column].tolist(), mode="lines+markers",
            name=words, line={"color": COLOURS[colour], "width": 2.5, "dash": dash},
            hovertemplate=f"{words}, %{{x:.3s}}: %{{y:.3s}}<extra></extra>",
        )  # fmt: skip
    figure.update_xaxes(tickformat="~s", nticks=5, rangemode="tozero")
    figure.update_yaxes(tickformat="~s", rangemode="tozero")
    legend_below(figure, entries=2)
    return figure


def plot_plan(lines: pd.DataFrame, *, currency: str, most: int = 14) -> go.Figure:
    """Draw which measure the plan has at which post, and what of it stands with weak effects.

    Parameters
    ----------
    lines : position_id, title, measure, moment, place, saving, cost
    currency : for labels
    most : posts drawn, those where most is saved first
    """
    saved = lines.groupby("position_id")["saving"].sum().sort_values(ascending=False, kind="stable")
    shown = lines[lines["position_id"].isin(saved.index[:most])]
    titles = lines.drop_duplicates("position_id").set_index("position_id")["title"]
    rows = {post: label(titles[post], post) for post in saved.index[:most]}
    columns = {name: wrapped(name, width=20) for name in _columns(shown)}
    planned = lines[lines["place"].isin([words for words, _, _ in _PLACES[:2]])]
    title = "The plan is empty"
    if len(planned):
        posts = count(planned["position_id"].nunique(), "post")
        verb = "makes" if len(planned) == 1 else "make"
        title = f"{count(len(planned), 'measure')} at {posts} {verb} the plan"
        title += of_all(len(rows), len(saved), "post")
    figure = new_figure(
        title, alt="Grid of posts and measures; marks show what the plan has.",
        height=230 + row_height(list(rows.values()), least=30) * len(rows),
    )  # fmt: skip
    for words, symbol, colour in _PLACES:
        mine = shown[shown["place"] == words]
        figure.add_scatter(
            x=[columns[name] for name in mine["measure"]],
            y=[rows[post] for post in mine["position_id"]], mode="markers", name=words,
            marker={"symbol": symbol, "size": 13, "color": colour,
                    "line": {"width": 2.5, "color": colour}},
            showlegend=bool(len(mine)),
            customdata=[[plain(row.measure), plain(row.title), money(row.saving, currency),
                         money(row.cost, currency)] for row in each(mine)],
            hovertemplate="%{customdata[0]} at %{customdata[1]}: saves %{customdata[2]} for "
            "%{customdata[3]}<extra></extra>",
        )  # fmt: skip
    figure.update_xaxes(
        type="category", categoryorder="array", categoryarray=list(columns.values()), tickangle=-90,
        side="top", range=[-0.5, len(columns) - 0.5], dtick=1, tickfont={"size": 11},
    )  # fmt: skip
    figure.update_yaxes(
        type="category", categoryorder="array", categoryarray=list(rows.values()),
        range=[len(rows) - 0.5, -0.5], dtick=1,
    )  # fmt: skip
    figure.update_layout(
        meta={**figure.layout.meta, "min_width": _ROW_NAMES + _COLUMN * len(columns)}
    )
    legend_below(figure, entries=shown["place"].nunique())
    return figure


def _columns(lines: pd.DataFrame) -> list[str]:
    """Names of measures by moment, those at most posts first."""
    counts = lines.groupby(["measure", "moment"]).size().reset_index(name="posts")
    order = counts.assign(when=counts["moment"].map(_MOMENTS.index)).sort_values(
        ["when", "posts", "measure"], ascending=[True, False, True]
    )
    return [str(name) for name in order["measure"]]
