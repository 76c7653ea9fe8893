"""Pictures of own vacancies and of the time to replace somebody from outside."""

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.posts import post_labels, post_texts, rows_from_the_top
from workbench.charts.rows import of_all
from workbench.charts.theme import (
    COLOURS,
    DASHES,
    SEQUENCE,
    legend_below,
    new_figure,
    plain,
    row_height,
)
from workbench.words import count, months

_DAY_TICKS = (10, 20, 50, 100, 200, 500, 1000, 2000)
# Market, pay, job family, own vacancies, ramp; grey for what the company cannot change.
_STEP_COLOURS = (COLOURS["neutral"], *(SEQUENCE[place] for place in (1, 3, 0, 4)))


def plot_open_vacancies(
    curves: pd.DataFrame, families: pd.DataFrame, *, most: int = 4
) -> go.Figure:
    """Draw the share of own vacancies still open after some days, with its band.

    Parameters
    ----------
    curves : job_family, days, open_share, low, high (shares in [0, 1])
    families : job_family, median_days, median_without_open_days, still_open; all of them on top,
        then the ones with the most vacancies
    most : families drawn beside all of them
    """
    drawn = families[families["job_family"].isin(curves["job_family"])].head(most + 1)
    figure = new_figure(
        _open_words(families), height=440, x_title="days since the opening",
        y_title="still open, %",
        alt="Curves: share of own vacancies still open, by job family, with 80 % bands.",
    )  # fmt: skip
    for place, name in enumerate(drawn["job_family"]):
        rows = curves[curves["job_family"] == name]
        _add_band(figure, rows, SEQUENCE[place])
        figure.add_scatter(
            x=rows["days"].tolist(), y=(rows["open_share"] * 100).tolist(), mode="lines",
            name=plain(name), line={"color": SEQUENCE[place], "shape": "hv", "width": 2.2,
                                    "dash": DASHES[place]},
            hovertemplate="after %{x:.0f} days: %{y:.0f} %<extra>" + plain(name) + "</extra>",
        )  # fmt: skip
    figure.add_hline(y=50, line_dash="dash", line_color=COLOURS["neutral"], line_width=1)
    figure.update_yaxes(range=[0, 103])
    figure.update_xaxes(rangemode="tozero")
    legend_below(figure, entries=len(drawn))
    return figure


def _open_words(families: pd.DataFrame) -> str:
    if families.empty or pd.isna(families["median_days"].iloc[0]):
        return "Too few own vacancies were filled to say after how many days half are"
    every = families.iloc[0]
    words = f"Half of the own vacancies are filled within {every['median_days']:.0f} days"
    if every["still_open"] and every["median_without_open_days"] < every["median_days"]:
        without = f"{every['median_without_open_days']:.0f}"
        return f"{words}; without those still open it would seem {without}"
    return words


def _add_band(figure: go.Figure, rows: pd.DataFrame, colour: str) -> None:
    """Shade between the two ends of a band, in steps like the curve."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    for name, fill in (("high", None), ("low", "tonexty")):
        figure.add_scatter(
            x=rows["days"].tolist(), y=(rows[name] * 100).tolist(), mode="lines", fill=fill,
            line={"width": 0, "shape": "hv"}, fillcolor=f"rgba({red},{green},{blue},0.15)",
            hoverinfo="skip", showlegend=False,
        )  # fmt: skip


def plot_outside_steps(steps: pd.DataFrame, *, most: int = 25) -> go.Figure:
    """Draw what each step adds to the months to replace somebody from outside, or takes away.

    Parameters
    ----------
    steps : position_id, title, step, months (below 0 where it shortens), total_months; the longest
        post first, the steps of a post in order
    most : posts drawn
    """
    every = steps.drop_duplicates("position_id")
    posts = every.head(most)
    shown = steps[steps["position_id"].isin(posts["position_id"])]
    names = post_labels(posts)
    figure = new_figure(
        _outside_words(posts) + of_all(len(posts), len(every), "post"),
        height=150 + row_height(names) * len(posts), x_title="months",
        alt="Stacked bars: what each step adds to the months from outside, by post; dots: the sum.",
    )  # fmt: skip
    for colour, (step, rows) in zip(_STEP_COLOURS, shown.groupby("step", sort=False), strict=False):
        figure.add_bar(
            x=rows["months"].tolist(), y=post_labels(rows), orientation="h", name=plain(step),
            marker_color=colour, customdata=post_texts(rows),
            hovertemplate="%{customdata}: %{x:+.1f} months<extra>" + plain(step) + "</extra>",
        )  # fmt: skip
    figure.add_scatter(
        x=posts["total_months"].tolist(), y=names, mode="markers", name="all steps",
        marker={"symbol": "diamond", "size": 10, "color": "#ffffff",
                "line": {"width": 2, "color": "#1f2933"}},
        customdata=post_texts(posts),
        hovertemplate="%{customdata}: %{x:.1f} months<extra>all steps</extra>",
    )  # fmt: skip
    figure.update_layout(barmode="relative")
    rows_from_the_top(figure, names)
    legend_below(figure, entries=len(_STEP_COLOURS) + 1)
    return figure


def _outside_words(posts: pd.DataFrame) -> str:
    if posts.empty:
        return "How long it takes to replace these posts from outside is not known"
    first = posts.iloc[0]
    return (
        f"{first['title']} takes longest to replace from outside: {months(first['total_months'])}"
    )


def plot_fill_ranges(fill: pd.DataFrame, *, most: int = 25) -> go.Figure:
    """Draw the days to fill each post with their range, and the figure they start from.

    Parameters
    ----------
    fill : position_id, title, market_days, estimate_days, standing_days, fill_days, fill_days_low,
        fill_days_high, fills, still_open; the longest first
    most : posts drawn
    """
    known = fill.dropna(subset=["fill_days"])
    shown = known.head(most)
    names, starts = post_labels(shown), ("market_days", "estimate_days", "standing_days")
    figure = new_figure(
        _range_words(known)
        + of_all(len(shown), len(known), "post", unknown=len(fill) - len(known)),
        height=150 + row_height(names) * len(shown), x_title="days to a start",
        alt="Dots: mean days to fill each post with 80 % ranges; diamonds: the market's figure.",
    )  # fmt: skip
    figure.add_scatter(
        x=shown["fill_days"].tolist(), y=names, mode="markers", name="mean, 80 % range",
        marker={"size": 10, "color": COLOURS["accent"]}, customdata=post_texts(shown),
        error_x={"type": "data", "symmetric": False, "thickness": 1.5, "color": COLOURS["accent"],
                 "array": (shown["fill_days_high"] - shown["fill_days"]).tolist(),
                 "arrayminus": (shown["fill_days"] - shown["fill_days_low"]).tolist()},
        hovertemplate="%{customdata}: %{x:.0f} days<extra></extra>",
    )  # fmt: skip
    figure.add_scatter(
        x=shown[list(starts)].bfill(axis=1)["market_days"].tolist(), y=names, mode="markers",
        name="market figure or own estimate", customdata=post_texts(shown),
        marker={"symbol": "diamond-open", "size": 11, "color": COLOURS["bad"]},
        hovertemplate="%{customdata}, start: %{x:.0f} days<extra></extra>",
    )  # fmt: skip
    rows_from_the_top(figure, names)
    figure.update_xaxes(type="log", tickvals=_DAY_TICKS, ticktext=[str(day) for day in _DAY_TICKS])
    legend_below(figure, entries=2)
    return figure


def _range_words(known: pd.DataFrame) -> str:
    own = int((known["fills"] > 0).sum())
    if known.empty:
        return "How long it takes to fill these posts is not known"
    verb = "rests" if own == 1 else "rest"
    return f"{own} of {count(len(known), 'time')} to fill {verb} on an own fill of the post"
