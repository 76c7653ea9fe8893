"""Pictures of one level of a tree of organisations; each takes a finished table."""

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.rows import each, of_all
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
from workbench.words import count, percent

MOST = 25
# Pixels of a column of the heat map, and of the names beside it.
_COLUMN, _NAMES_BESIDE = 46, 190


def plot_people_by_part(children: pd.DataFrame, *, most: int = MOST) -> go.Figure:
    """Draw the people of each organisation right below, the largest first.

    Parameters
    ----------
    children : organisation_id, name, people, people_state; what is hidden or unknown gets a hatched
        bar of one length, which says nothing of its size
    most : organisations drawn
    """
    ordered = children.sort_values("people", ascending=False, na_position="last", kind="stable")
    shown = ordered.head(most).reset_index(drop=True)
    names = _names(shown)
    figure = new_figure(
        _people_words(children) + of_all(len(shown), len(children), "organisation"),
        alt="Bars: people of each organisation right below; hatched where the number is not shown.",
        height=120 + row_height(names) * len(shown), x_title="people",
    )  # fmt: skip
    top = max(float(shown["people"].max()) if shown["people"].notna().any() else 0.0, 1.0)
    known = shown["people"].notna()
    texts = [_cell_text(row.people, row.people_state) for row in each(shown)]
    figure.add_bar(
        x=shown["people"].fillna(0.25 * top).tolist(), y=names, orientation="h", showlegend=False,
        marker={
            "color": known.map({True: COLOURS["accent"], False: COLOURS["neutral"]}).tolist(),
            "pattern": {"shape": known.map({True: "", False: "/"}).tolist(), "size": 6},
        },
        text=texts, textposition="outside", cliponaxis=False,
        customdata=[[plain(name), text] for name, text in zip(shown["name"], texts, strict=True)],
        hovertemplate="%{customdata[0]}: %{customdata[1]}<extra></extra>",
    )  # fmt: skip
    figure.update_xaxes(range=[0, 1.25 * top], nticks=5)
    figure.update_yaxes(autorange="reversed", showgrid=False)
    return figure


def _people_words(children: pd.DataFrame) -> str:
    known = children.dropna(subset=["people"])
    hidden = int((children["people_state"] == "hidden").sum())
    rest = f"; of {count(hidden, 'organisation')} the number is hidden" if hidden else ""
    if known.empty:
        return f"No number of people can be shown{rest}" if len(children) else "Nothing is below"
    first = known.nlargest(1, "people").iloc[0]
    return f"{first['name']} is the largest part, with {int(first['people']):,} people{rest}"


def plot_people_by_occupation(cells: pd.DataFrame, *, most: int = MOST) -> go.Figure:
    """Draw people by organisation right below and occupation; hidden cells are hatched.

    Parameters
    ----------
    cells : organisation_id, name, occupation_code, occupation, people, people_state
    most : organisations drawn
    """
    order = cells["organisation_id"].drop_duplicates()
    shown = cells[cells["organisation_id"].isin(order.head(most))]
    titles = shown.drop_duplicates("organisation_id")
    rows = _names(titles)
    codes = shown.drop_duplicates("occupation_code")
    columns = [wrapped(name, width=18) for name in codes["occupation"]]
    figure = new_figure(
        _cells_words(shown) + of_all(len(rows), len(order), "organisation"),
        alt="Heat map of people by organisation and occupation; darker is more, hatched is hidden.",
        height=260 + row_height(rows, least=34) * len(rows),
    )  # fmt: skip
    if shown.empty:
        return figure
    grid = _grid(shown, "people")
    states = _grid(shown, "people_state")
    texts = [
        [_cell_text(number, state, short=True) for number, state in zip(one, two, strict=True)]
        for one, two in zip(grid.to_numpy(), states.to_numpy(), strict=True)
    ]
    figure.add_heatmap(
        z=grid.to_numpy().tolist(), x=list(range(len(columns))), y=list(range(len(rows))),
        text=texts, texttemplate="%{text}", textfont={"size": 12}, xgap=2, ygap=2,
        showscale=False, hoverongaps=False, zmin=0,
        # No darker than what dark text can be read on.
        colorscale=[[0, "#F4F1EA"], [1, SEQUENCE[4]]],
        customdata=[[f"{plain(row)}, {plain(column)}" for column in codes["occupation"]]
                    for row in titles["name"]],
        hovertemplate="%{customdata}: %{text} people<extra></extra>",
    )  # fmt: skip
    _hatch(figure, states)
    figure.update_xaxes(
        tickvals=list(range(len(columns))), ticktext=columns, tickangle=-90, showgrid=False,
        zeroline=False, range=[-0.5, len(columns) - 0.5],
    )  # fmt: skip
    figure.update_yaxes(
        tickvals=list(range(len(rows))), ticktext=rows, showgrid=False, zeroline=False,
        range=[len(rows) - 0.5, -0.5],
    )  # fmt: skip
    # On a narrower screen the squares would be slivers without room for a number.
    width = _NAMES_BESIDE + _COLUMN * len(columns)
    figure.update_layout(meta={**figure.layout.meta, "min_width": width})
    return figure


def _grid(cells: pd.DataFrame, values: str) -> pd.DataFrame:
    """Lay cells out in the order in which organisations and occupations come."""
    wide = cells.pivot_table(
        index="organisation_id", columns="occupation_code", values=values, aggfunc="first"
    )
    return wide.reindex(
        index=cells["organisation_id"].drop_duplicates(),
        columns=cells["occupation_code"].drop_duplicates(),
    )


def _hatch(figure: go.Figure, states: pd.DataFrame) -> None:
    """Draw slanted lines over hidden cells; a heat map has no patterns of its own."""
    for name, dash in (("hidden", "solid"), ("unknown", "dot")):
        places = list(zip(*(states == name).to_numpy().nonzero(), strict=True))
        if not places:
            continue
        x: list[float | None] = []
        y: list[float | None] = []
        for row, column in places:
            for shift in (-0.3, 0.0, 0.3) if name == "hidden" else (0.0,):
                x += [column + shift - 0.12, column + shift + 0.12, None]
                y += [row + 0.4, row - 0.4, None]
        figure.add_scatter(
            x=x, y=y, mode="lines", name=name, hoverinfo="skip",
            line={"color": COLOURS["neutral"], "width": 1.5, "dash": dash}, showlegend=True,
        )  # fmt: skip


def _cells_words(cells: pd.DataFrame) -> str:
    if cells.empty:
        return "No occupation is known below"
    known = cells.dropna(subset=["people"])
    hidden = int((cells["people_state"] == "hidden").sum())
    part = f"{hidden} of {count(len(cells), 'number')}" if hidden else "No number"
    words = f"{part} of people {'is' if hidden < 2 else 'are'} hidden"
    if known.empty:
        return words
    first = known.nlargest(1, "people").iloc[0]
    return (
        f"{words}; most people are {first['occupation']} at {first['name']} "
        f"({int(first['people']):,})"
    )


def plot_leaving_shares(rows: pd.DataFrame, *, whole: float, most: int = MOST) -> go.Figure:
    """Draw which part of those who were there left in the year, with its range.

    Parameters
    ----------
    rows : organisation_id, name, left_share, left_share_low, left_share_high; those without a share
        are not drawn
    whole : share of all of them together; drawn as a line unless missing
    most : organisations drawn
    """
    known = rows.dropna(subset=["left_share"]).sort_values("left_share", ascending=False)
    shown = known.head(most)
    names = _names(shown)
    figure = new_figure(
        (_leaving_words(known, whole) if len(rows) else "Nothing is below this organisation")
        + of_all(len(shown), len(known), "organisation",
                                              unknown=len(rows) - len(known)),
        alt="Dots with ranges: part of those there that left in the year, by organisation.",
        height=130 + row_height(names) * len(shown), x_title="left in the year, %",
    )  # fmt: skip
    shares = shown[["left_share", "left_share_low", "left_share_high"]] * 100
    figure.add_scatter(
        x=shares["left_share"].tolist(), y=names, mode="markers", showlegend=False,
        marker={"size": 11, "color": COLOURS["accent"]},
        error_x=ranged(shares, "left_share", "left_share_low", "left_share_high"),
        customdata=[
            [plain(row.title), f"{percent(row.low)} to {percent(row.high)}"]
            for row in each(shown.rename(columns={
                "name": "title", "left_share_low": "low", "left_share_high": "high"}))
        ],
        hovertemplate="%{customdata[0]}: %{x:.1f} % (%{customdata[1]})<extra></extra>",
    )  # fmt: skip
    if pd.notna(whole):
        figure.add_vline(
            x=whole * 100, line_dash="dash", line_color=COLOURS["neutral"], line_width=1
        )
    figure.update_xaxes(rangemode="tozero")
    figure.update_yaxes(autorange="reversed", showgrid=False)
    return figure


def _leaving_words(known: pd.DataFrame, whole: float) -> str:
    if known.empty:
        return "No share of leavers can be shown"
    first = known.iloc[0]
    words = f"{first['name']} lost most: {percent(first['left_share'])} in the year"
    if pd.isna(whole):
        return words
    apart = "" if first["left_share_low"] > whole else ", which may be chance"
    return f"{words}, {percent(whole)} in all{apart}"


def _names(rows: pd.DataFrame) -> list[str]:
    return [label(name, one) for name, one in
            zip(rows["name"], rows["organisation_id"], strict=True)]  # fmt: skip


def _cell_text(number: float, state: str, *, short: bool = False) -> str:
    if pd.isna(number):
        return ("" if short else state) if state == "hidden" else ("?" if short else state)
    words = f"{int(number):,}"
    return (f"≥ {words}" if short else f"at least {words}") if state == "at least" else words
