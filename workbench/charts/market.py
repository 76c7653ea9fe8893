"""Pictures of the market outside: how tight it is, and what it pays; each takes a table."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.posts import post_labels, post_texts, rows_from_the_top
from workbench.charts.rows import of_all
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
from workbench.words import beside, count, percent

# Openings and seekers are counted roughly: smaller moves of their ratio are none.
_MOVE = 0.05


def plot_tightness(tightness: pd.DataFrame, *, most: int = 15) -> go.Figure:
    """Draw openings per seeker where the company has posts, and the line of as many as seekers.

    Parameters
    ----------
    tightness : occupation_code, region, example, openings_per_seeker, posts; tightest first
    most : occupations in a region drawn
    """
    known = tightness.dropna(subset=["openings_per_seeker"])
    shown = known.head(most)
    names = _cell_labels(shown)
    figure = new_figure(
        _tight_words(known) + of_all(len(shown), len(known), "market"),
        height=130 + row_height(names) * len(shown),
        x_title="openings per seeker",
        alt="Dots: openings per seeker by occupation and region, with the number of own posts.",
    )  # fmt: skip
    figure.add_scatter(
        x=shown["openings_per_seeker"].tolist(), y=names, mode="markers+text", showlegend=False,
        marker={"size": 11, "color": [_tight_colour(ratio) for ratio in
                                      shown["openings_per_seeker"]]},
        text=[count(int(posts), "post") for posts in shown["posts"]], textposition="middle right",
        customdata=_cell_texts(shown), cliponaxis=False,
        hovertemplate="%{customdata}: %{x:.2f}<extra></extra>",
    )  # fmt: skip
    top = max(float(shown["openings_per_seeker"].max()) if len(shown) else 0.0, 1.0)
    figure.add_vline(x=1, line_dash="dash", line_color=COLOURS["neutral"], line_width=1)
    figure.update_xaxes(range=[0, 1.3 * top])
    rows_from_the_top(figure, names)
    return figure


def _tight_colour(ratio: float) -> str:
    return COLOURS["bad"] if ratio > 1 else COLOURS["accent"]


def _tight_words(known: pd.DataFrame) -> str:
    if known.empty:
        return "How tight the market is where posts are is not known"
    tight, worst = known[known["openings_per_seeker"] > 1], known["openings_per_seeker"].iloc[0]
    posts = int(tight["posts"].sum())
    if tight.empty:
        return f"People outnumber openings wherever posts are: at most {worst:.1f} a seeker"
    where = "lies in a market" if posts == 1 else "lie in markets"
    return (
        f"{count(posts, 'post')} {where} with more openings than seekers; "
        f"the tightest has {beside(worst, 1, decimals=1)}"
    )


def plot_tightness_trend(trend: pd.DataFrame, cells: pd.DataFrame, *, most: int = 5) -> go.Figure:
    """Draw how tight the tightest markets were at each date.

    Parameters
    ----------
    trend : occupation_code, region, example, market_as_of, openings_per_seeker; oldest date first
    cells : the same columns at the latest date, tightest first
    most : occupations in a region drawn; nothing is drawn where all have one date only
    """
    shown = cells.dropna(subset=["openings_per_seeker"]).head(most)
    lines = [
        trend[(trend["occupation_code"] == occupation) & (trend["region"] == region)].dropna(
            subset=["openings_per_seeker"]
        )
        for occupation, region in zip(shown["occupation_code"], shown["region"], strict=True)
    ]
    figure = new_figure(
        _trend_words(lines), height=400, y_title="openings per seeker",
        alt="Lines: openings per seeker of the tightest markets at each date.",
    )  # fmt: skip
    drawn = zip(lines, _cell_texts(shown), strict=True) if _have_moved(lines) else ()
    for place, (rows, text) in enumerate(drawn):
        figure.add_scatter(
            x=rows["market_as_of"].dt.strftime("%Y-%m-%d").tolist(),
            y=rows["openings_per_seeker"].tolist(), mode="lines+markers", name=text,
            line={"color": SEQUENCE[place], "dash": DASHES[place], "width": 2},
            hovertemplate="%{x}: %{y:.2f}<extra>" + text + "</extra>",
        )  # fmt: skip
    figure.add_hline(y=1, line_dash="dash", line_color=COLOURS["neutral"], line_width=1)
    figure.update_yaxes(rangemode="tozero")
    figure.update_xaxes(type="date", nticks=4, tickangle=0, tickformat="%b\n%Y")
    legend_below(figure, entries=len(shown))
    return figure


def _trend_words(lines: Sequence[pd.DataFrame]) -> str:
    if not _have_moved(lines):
        return "There is one date of the market only, so no trend yet"
    moved = [
        rows["openings_per_seeker"].iloc[[0, -1]].to_numpy() for rows in lines if len(rows) > 1
    ]
    up = sum(last >= (1 + _MOVE) * first for first, last in moved)
    if len(moved) == 1:
        verb = "became" if up else "did not become"
        return f"The tightest market {verb} tighter by {percent(_MOVE)} or more over these dates"
    return (
        f"{up} of the {count(len(moved), 'tightest market')} became tighter by "
        f"{percent(_MOVE)} or more over these dates"
    )


def _have_moved(lines: Sequence[pd.DataFrame]) -> bool:
    """Tell whether any market is known at two dates."""
    return any(len(rows) > 1 for rows in lines)


def plot_pay_ratio(pay: pd.DataFrame, *, most: int = 25) -> go.Figure:
    """Draw what posts pay against the market median of their occupation and region.

    Parameters
    ----------
    pay : position_id, title, pay_ratio (1 is the market's median); the lowest first
    most : posts drawn
    """
    known = pay.dropna(subset=["pay_ratio"])
    shown = known.head(most)
    names = post_labels(shown)
    figure = new_figure(
        _pay_words(known["pay_ratio"]) + _left_out(pay, known, shown),
        height=130 + row_height(names) * len(shown),
        x_title="pay of the post, % of the market median",
        alt="Dots: pay of each post in per cent of the market median; a line at 100 %.",
    )  # fmt: skip
    draw_ratios(figure, shown["pay_ratio"], names, post_texts(shown))
    return figure


def draw_ratios(
    figure: go.Figure, ratios: pd.Series, names: list[str], texts: Sequence[str]
) -> None:
    """Draw ratios as per cent in rows from the top, beside a line at 100 %.

    Parameters
    ----------
    figure : is drawn into
    ratios : 1 is the line; those below it are circles of their own colour
    names, texts : one a ratio, at the axis and for the pointer
    """
    low = ratios < 1
    figure.add_scatter(
        x=(ratios * 100).tolist(), y=names, mode="markers", showlegend=False,
        marker={"size": 11, "symbol": low.map({True: "circle", False: "diamond"}).tolist(),
                "color": low.map({True: COLOURS["bad"], False: COLOURS["good"]}).tolist()},
        customdata=texts, hovertemplate="%{customdata}: %{x:.0f} %<extra></extra>",
    )  # fmt: skip
    figure.add_vline(x=100, line_dash="dash", line_color=COLOURS["neutral"], line_width=1)
    rows_from_the_top(figure, names)


def _left_out(every: pd.DataFrame, known: pd.DataFrame, shown: pd.DataFrame) -> str:
    return of_all(len(shown), len(known), "post", unknown=len(every) - len(known))


def _pay_words(ratios: pd.Series) -> str:
    if ratios.empty:
        return "Pay against the market is not known for these posts"
    below = int((ratios < 1).sum())
    words = f"{below} of {count(len(ratios), 'post')} paid below the market median"
    return f"{words}, the lowest at {percent(ratios.min())} of it" if below else words


def _cell_labels(cells: pd.DataFrame) -> list[str]:
    return [
        label(example, f"{occupation} {region}", width=28)
        for example, occupation, region in zip(
            cells["example"], cells["occupation_code"], cells["region"], strict=True
        )
    ]


def _cell_texts(cells: pd.DataFrame) -> list[str]:
    return [
        plain(f"{example}, {region} ({occupation})", most=48)
        for example, occupation, region in zip(
            cells["example"], cells["occupation_code"], cells["region"], strict=True
        )
    ]
