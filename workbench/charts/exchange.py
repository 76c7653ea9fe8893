"""Pictures of the exchange: what is filled, what stays open and why, who goes where."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.rows import of_all
from workbench.charts.theme import (
    COLOURS,
    SEQUENCE,
    label,
    legend_below,
    new_figure,
    plain,
    row_height,
    wrapped,
)
from workbench.words import count, percent

_WHY = {
    "others": "somebody would do, but went elsewhere",
    "too_few": "all who would do went there",
    "fit": "fit too low",
    "consent": "consent has ended",
    "pay": "more pay wished for",
    "available": "free too late",
    "level": "level too low",
    "region": "in other regions only",
    "organisation": "own people only",
    "occupation": "nobody of the occupation",
    "several": "several conditions at once",
}
_COLUMN = 44
_BESIDE = 180


def plot_occupation_groups(
    occupations: pd.DataFrame, *, names: Mapping[str, str] | None = None, most: int = 15
) -> go.Figure:
    """Draw the places filled and open by occupation group, the most open first.

    Parameters
    ----------
    occupations : group, places, filled_places, open_places
    names : group -> what it is called; a group without a name keeps its code
    most : groups drawn
    """
    groups = (
        occupations.groupby("group")[["places", "filled_places", "open_places"]].sum().reset_index()
    )
    groups = groups[groups["places"] > 0].sort_values(
        ["open_places", "places", "group"], ascending=[False, False, True]
    )
    groups["group"] = groups["group"].map(lambda group: (names or {}).get(group, group))
    shown = groups.head(most).iloc[::-1]
    labels = [label(group, width=28) for group in shown["group"]]
    figure = new_figure(
        _groups_title(groups, len(shown)),
        alt="Bars: places filled and places that stay open, by occupation group.",
        height=130 + row_height(labels, least=28) * len(shown), x_title="places",
    )  # fmt: skip
    for column, name, role in (
        ("filled_places", "filled", "good"), ("open_places", "open", "bad"),
    ):  # fmt: skip
        figure.add_bar(
            x=shown[column].tolist(), y=labels, orientation="h", name=name,
            marker_color=COLOURS[role], customdata=shown["places"].tolist(),
            hovertemplate=f"%{{y}}, {name}: %{{x}} of %{{customdata}}<extra></extra>",
        )  # fmt: skip
    figure.update_layout(barmode="stack")
    figure.update_xaxes(rangemode="tozero")
    figure.update_yaxes(dtick=1)
    legend_below(figure, entries=2)
    return figure


def _groups_title(groups: pd.DataFrame, drawn: int) -> str:
    places, left = int(groups["places"].sum()), int(groups["open_places"].sum())
    if not places:
        return "No place is asked for"
    if not left:
        return f"All of {count(places, 'place')} are filled{of_all(drawn, len(groups), 'group')}"
    worst = groups.iloc[0]
    verb = "stays" if left == 1 else "stay"
    return (
        f"{left:,} of {count(places, 'place')} {verb} open ({percent(left / places)}), most of all "
        f"in {worst['group']}: {worst['open_places']:,} of {worst['places']:,}"
        f"{of_all(drawn, len(groups), 'group')}"
    )


def plot_open_reasons(unfilled: pd.DataFrame) -> go.Figure:
    """Draw the places that stay open by what stands in the way.

    Parameters
    ----------
    unfilled : open_places, why
    """
    sums = unfilled.groupby("why")["open_places"].sum().sort_values(kind="stable")
    labels = [wrapped(_WHY[why], width=26) for why in sums.index]
    figure = new_figure(
        _reasons_title(sums), alt="Bars: places that stay open, by what stands in the way.",
        height=120 + row_height(labels, least=30) * len(sums), x_title="open places",
    )  # fmt: skip
    figure.add_bar(
        x=sums.tolist(), y=labels, orientation="h", marker_color=COLOURS["accent"],
        text=[f"{number:,}" for number in sums], textposition="auto", cliponaxis=False,
        hovertemplate="%{y}: %{x}<extra></extra>",
    )  # fmt: skip
    figure.update_xaxes(rangemode="tozero")
    figure.update_yaxes(dtick=1)
    return figure


def _reasons_title(sums: pd.Series) -> str:
    if sums.empty:
        return "No place stays open"
    total, first = int(sums.sum()), sums.index[-1]
    verb = "stays" if total == 1 else "stay"
    return (
        f"{count(total, 'place')} {verb} open; first reason: {_WHY[first]} "
        f"({percent(sums.iloc[-1] / total)})"
    )


def plot_flows_between(flows: pd.DataFrame, *, most: int = 12) -> go.Figure:
    """Draw how many people go from which organisation to which.

    Parameters
    ----------
    flows : from_organisation, to_organisation, people
    most : organisations on each side, those with most people; the others are not drawn

    Returns
    -------
    A figure with ``meta["min_width"]``, since a square must be wide enough for its number
    """
    sides = [_largest(flows, side, most) for side in ("from_organisation", "to_organisation")]
    grid = flows.pivot_table(
        index="from_organisation", columns="to_organisation", values="people", aggfunc="sum"
    ).reindex(index=sides[0], columns=sides[1])
    rows = [plain(name, most=48) for name in grid.index]
    columns = [plain(name, most=48) for name in grid.columns]
    figure = new_figure(
        _flows_title(flows, grid), alt="Squares: people by organisation they come from and go to.",
        height=190 + 30 * len(rows), x_title="to", y_title="from",
    )  # fmt: skip
    figure.add_heatmap(
        z=grid.astype(object).where(grid.notna(), None).to_numpy().tolist(), x=columns, y=rows,
        text=[[f"{n:,.0f}" if n == n else "" for n in line] for line in grid.to_numpy(float)],
        texttemplate="%{text}", textfont={"size": 12}, xgap=2, ygap=2, showscale=False,
        hoverongaps=False, zmin=0,
        # No darker than what dark text can be read on.
        colorscale=[[0, "#F4F1EA"], [1, SEQUENCE[4]]],
        hovertemplate="from %{y} to %{x}: %{z}<extra></extra>",
    )  # fmt: skip
    figure.update_yaxes(autorange="reversed", showgrid=False, dtick=1, type="category")
    figure.update_xaxes(showgrid=False, dtick=1, type="category", tickangle=-90)
    width = _BESIDE + _COLUMN * len(columns)
    figure.update_layout(meta={**figure.layout.meta, "min_width": width})
    return figure


def _largest(flows: pd.DataFrame, side: str, most: int) -> list[str]:
    """Give the organisations of a side with most people, that of the largest flow among them."""
    sums = flows.groupby(side)["people"].sum().sort_index()
    sums = sums.sort_values(ascending=False, kind="stable")
    first = _by_size(flows)[side].iloc[:1].tolist()
    kept = {*first, *[name for name in sums.index if name not in first][: most - len(first)]}
    return [name for name in sums.index if name in kept]


def _by_size(flows: pd.DataFrame) -> pd.DataFrame:
    return flows.sort_values(
        ["people", "from_organisation", "to_organisation"], ascending=[False, True, True]
    )


def _flows_title(flows: pd.DataFrame, grid: pd.DataFrame) -> str:
    if flows.empty:
        return "Nobody goes from one organisation to another"
    total = int(flows["people"].sum())
    top, drawn = _by_size(flows).iloc[0], int(grid.sum().sum())
    verb = "goes" if total == 1 else "go"
    rest = "" if drawn == total else f" ({drawn:,} of them between the organisations drawn)"
    return (
        f"{count(total, 'person', 'people')} {verb} to another organisation, most from "
        f"{top['from_organisation']} to {top['to_organisation']}: {top['people']:,}{rest}"
    )
