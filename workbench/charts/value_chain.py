"""Pictures of the value chain: where nobody is, what pays soon and late, what a region gains."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.theme import COLOURS, legend_below, new_figure, plain, row_height, wrapped
from workbench.schema.region import LINKS
from workbench.value_chain.coverage import COVERED, NOBODY, THIN
from workbench.words import count, money

# State: colour, mark and its size; no state is told by its colour alone.
_MARKS = {
    COVERED: (COLOURS["good"], "circle", 20),
    THIN: (COLOURS["warn"], "triangle-up", 20),
    NOBODY: (COLOURS["bad"], "x", 15),
}
_OTHER = (COLOURS["neutral"], "circle-open", 14)


def plot_coverage(coverage: pd.DataFrame) -> go.Figure:
    """Draw links across, groups down, and in each place whether anybody is there.

    Parameters
    ----------
    coverage : talent_group, link, region, needed_per_year, served_per_year, state
    """
    needs = coverage[coverage["needed_per_year"] > 0]
    bare = int((needs["state"] == NOBODY).sum())
    title = "No need is stated"
    if len(needs):
        title = f"{bare} of {count(len(needs), 'need')} met by nobody"
    several = len(set(needs["region"])) > 1
    rows = [
        f"{row['talent_group']}, {row['region']}" if several else str(row["talent_group"])
        for row in needs.to_dict("records")
    ]
    names = [wrapped(row, width=18) for row in rows]
    figure = new_figure(
        title, height=150 + 52 * len(set(names)),
        alt="A grid of groups of talent and links: covered, thin, or nobody there.",
    )  # fmt: skip
    needs = needs.assign(row=names)
    for state, part in needs.groupby("state", sort=False):
        colour, symbol, size = _MARKS.get(str(state), _OTHER)
        figure.add_scatter(
            x=part["link"].tolist(), y=part["row"].tolist(), mode="markers", name=str(state),
            marker={"color": colour, "symbol": symbol, "size": size},
            customdata=[_served(row) for row in part.to_dict("records")],
            hovertemplate="%{y}, %{x}: %{customdata}<extra></extra>",
        )  # fmt: skip
    figure.update_xaxes(categoryorder="array", categoryarray=list(LINKS), side="top",
                        showgrid=False)  # fmt: skip
    figure.update_yaxes(categoryorder="category descending", type="category")
    legend_below(figure, entries=4)
    return figure


def _served(row: Mapping[Any, Any]) -> str:
    return f"{row['served_per_year']:,.0f} served of {row['needed_per_year']:,.0f} in need"


def plot_horizons(horizons: pd.DataFrame, *, years: int, currency: str) -> go.Figure:
    """Draw what each link brings, less its cost, in the first year and over the horizon.

    Parameters
    ----------
    horizons : link, first_year_balance, horizon_balance (currency)
    years : length of the horizon
    currency : for the labels
    """
    shown = horizons.dropna(subset=["first_year_balance", "horizon_balance"]).iloc[::-1]
    late = shown[(shown["first_year_balance"] < 0) & (shown["horizon_balance"] > 0)]
    title = "No link has all its amounts"
    if len(shown):
        title = (
            f"{len(late)} of {count(len(shown), 'link')} cost more than they bring in the first "
            f"year and bring more within {count(years, 'year')}"
        )
    figure = new_figure(
        title, height=140 + 54 * len(shown), x_title=f"benefit less cost, {currency}",
        alt="For each link: what it brings less what it costs, in the first year and over years.",
    )  # fmt: skip
    for name, words, colour, symbol in (
        ("first_year_balance", "first year", COLOURS["neutral"], "circle-open"),
        ("horizon_balance", count(years, "year"), COLOURS["accent"], "circle"),
    ):
        figure.add_scatter(
            x=shown[name].tolist(), y=shown["link"].tolist(), mode="markers", name=words,
            marker={"color": colour, "symbol": symbol, "size": 14, "line": {"width": 3}},
            customdata=[money(amount, currency) for amount in shown[name]],
            hovertemplate=f"%{{y}}, {words}: %{{customdata}}<extra></extra>",
        )  # fmt: skip
    figure.add_vline(x=0, line_color=COLOURS["neutral"], line_width=1)
    figure.update_xaxes(tickformat="~s", nticks=5)
    legend_below(figure, entries=2)
    return figure


def plot_introduced(introduced: pd.DataFrame) -> go.Figure:
    """Draw who was brought in: from other employers of the region, and from outside it.

    Parameters
    ----------
    introduced : region, talent_group, helped_per_year, shifted_per_year, gained_per_year,
        unknown_per_year (people a year)
    """
    shown = introduced.sort_values("helped_per_year")
    helped, gained = (float(shown[name].sum()) for name in ("helped_per_year", "gained_per_year"))
    title = "Nobody was brought in"
    if helped:
        title = (
            f"Of {count(round(helped), 'person', 'people')} brought to employers in a year, "
            f"{gained:.0f} are new to the region"
        )
    labels = [
        wrapped(f"{group}, {region}", width=22)
        for group, region in zip(shown["talent_group"], shown["region"], strict=True)
    ]
    figure = new_figure(
        title, height=130 + row_height(labels, least=40) * len(shown), x_title="people a year",
        alt="Bars: people brought to employers, by whether they came from within the region.",
    )  # fmt: skip
    for name, words, colour, pattern in (
        ("gained_per_year", "new to the region", COLOURS["good"], ""),
        ("shifted_per_year", "from another employer of it", COLOURS["neutral"], ""),
        ("unknown_per_year", "not known", COLOURS["neutral"], "/"),
    ):
        if shown[name].sum() > 0:
            figure.add_bar(
                x=shown[name].tolist(), y=labels, orientation="h", name=words,
                marker={"color": colour, "pattern": {"shape": pattern}},
                customdata=[plain(text) for text in labels],
                hovertemplate=f"%{{y}}, {words}: %{{x:.0f}}<extra></extra>",
            )  # fmt: skip
    figure.update_layout(barmode="stack")
    legend_below(figure, entries=3)
    return figure
