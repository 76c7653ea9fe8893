"""Pictures of who holds what; each takes a finished table."""

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
)
from workbench.words import count, heading, listing, percent

ALL_KINDS = "all"
_DAYS_PER_YEAR = 365.25
# Pixels of a column with the name of a person, and of what stands beside the columns; on a narrower
# screen the figure scrolls in its own box.
_COLUMN, _BESIDE = 24, 220
_FEW = {1: ("only holder", "bad"), 2: ("one of two", "warn")}


def plot_assets(assets: pd.DataFrame, *, currency: str, most: int = 15) -> go.Figure:
    """Draw what hangs on one or two people, by its value.

    Parameters
    ----------
    assets : name, value_per_year, holders (0, 1 or 2); those without a value are not drawn
    currency : of the values
    most : assets drawn
    """
    valued = assets.dropna(subset=["value_per_year"])
    shown = valued.sort_values("value_per_year", ascending=False).head(most)
    lone = int((shown["holders"] == 1).sum())
    labels = [label(name) for name in shown["name"]]
    figure = new_figure(
        f"{lone} of {count(len(shown), 'asset')} {_hang(lone)} on one person"
        + of_all(len(shown), len(valued), "asset", unknown=len(assets) - len(valued)),
        alt="Bars: value of assets with two holders or fewer.",
        height=130 + row_height(labels) * len(shown), x_title=f"value per year, {currency}",
    )  # fmt: skip
    kinds = {0: ("nobody here", "neutral"), 1: ("one person", "bad"), 2: ("two people", "warn")}
    for holders, (words, role) in kinds.items():
        rows = shown[shown["holders"] == holders]
        if len(rows):
            figure.add_bar(
                x=rows["value_per_year"].tolist(), orientation="h", name=words,
                y=[label(name) for name in rows["name"]],
                customdata=[plain(name) for name in rows["name"]],
                marker_color=COLOURS[role],
                hovertemplate="%{customdata}: %{x:,.3s}<extra>" + words + "</extra>",
            )  # fmt: skip
    figure.update_yaxes(categoryorder="array", categoryarray=labels[::-1], dtick=1)
    return figure


def plot_holder_matrix(
    held: pd.DataFrame, *, most_assets: int = 20, most_people: int = 20
) -> go.Figure:
    """Draw which people hold the assets in few hands; the larger the square, the larger the share.

    Parameters
    ----------
    held : one row an asset and a holder: asset_id, name, value_per_year, holders (1 or 2; others
        are not drawn), employee_id (as it is to be read), share (missing: an open square of middle
        size)
    most_assets, most_people : rows and columns. Drawn are the most valuable assets, those of
        unknown value last, down to the first whose holders have no column left.

    Returns
    -------
    A figure with ``meta["min_width"]``, since a column must hold the name of a person
    """
    few = held[held["holders"].isin(_FEW)].dropna(subset=["employee_id"])
    ordered = few.sort_values(["value_per_year", "asset_id"], ascending=[False, True])
    shown = _fitting(ordered, most_assets, most_people)
    names = shown.drop_duplicates("asset_id")
    labels = [
        label(name, asset) for name, asset in zip(names["name"], names["asset_id"], strict=True)
    ]
    people = [plain(person) for person in shown["employee_id"].unique()]
    rest = ordered["asset_id"].nunique() - len(names)
    figure = new_figure(
        _matrix_words(names, rest),
        alt="Squares: people who hold the assets in few hands, one column a person.",
        height=170 + row_height(labels) * len(names),
    )  # fmt: skip
    figure.update_xaxes(title_text="holders of these assets<br>"
                        "the larger the square, the larger the share held")  # fmt: skip
    figure.update_layout(
        meta={**figure.layout.meta, "min_width": _BESIDE + _COLUMN * len(people)},
        legend_itemsizing="constant",
    )
    for holders, (words, role) in _FEW.items():
        for open_, rows in shown[shown["holders"] == holders].groupby(shown["share"].isna()):
            figure.add_scatter(
                x=[plain(person) for person in rows["employee_id"]],
                y=_asset_labels(rows),
                mode="markers", name=words + (", share unknown" if open_ else ""),
                marker={
                    "symbol": "square-open" if open_ else "square", "color": COLOURS[role],
                    "size": (6 + 8 * rows["share"].fillna(0.5)).tolist(),
                },
                customdata=[
                    plain(f"{name}: " + ("share unknown" if pd.isna(share) else percent(share)))
                    for name, share in zip(rows["name"], rows["share"], strict=True)
                ],
                hovertemplate="%{x}, %{customdata}<extra></extra>",
            )  # fmt: skip
    figure.update_yaxes(categoryorder="array", categoryarray=labels[::-1], dtick=1)
    figure.update_xaxes(
        categoryorder="array", categoryarray=people, dtick=1, tickangle=-90, tickfont={"size": 10}
    )
    legend_below(figure, entries=len(figure.data))
    return figure


def _asset_labels(assets: pd.DataFrame) -> list[str]:
    return [
        label(name, asset) for name, asset in zip(assets["name"], assets["asset_id"], strict=True)
    ]


def _fitting(held: pd.DataFrame, most_assets: int, most_people: int) -> pd.DataFrame:
    """Keep the assets before the first that does not fit into so many rows and columns."""
    assets: list[str] = []
    people: set[str] = set()
    for asset, rows in held.groupby("asset_id", sort=False):
        people |= set(rows["employee_id"])
        if len(assets) == most_assets or len(people) > most_people:
            break
        assets.append(str(asset))
    return held[held["asset_id"].isin(assets)]


def _matrix_words(assets: pd.DataFrame, rest: int) -> str:
    holders = assets["holders"]
    if holders.empty:
        return "Nothing is in the hands of one or two people"
    lone = int((holders == 1).sum())
    by_value = rest and assets["value_per_year"].notna().all()
    which = "most valuable asset" if by_value else "asset"
    left_out = f" ({rest:,} more in the table)" if rest else ""
    if len(holders) == 1:
        who = "one person" if lone else "two people"
        return f"The {which} in one or two hands hangs on {who}{left_out}"
    return (
        f"{lone} of the {count(len(holders), which)} in one or two hands {_hang(lone)} on one "
        f"person{left_out}"
    )


def _hang(number: int) -> str:
    return "hangs" if number == 1 else "hang"


def plot_losses(
    losses: pd.DataFrame, *, counted: str = "value", without: pd.DataFrame | None = None
) -> go.Figure:
    """Draw the largest part that people who leave together can take along, by kind.

    Parameters
    ----------
    losses : kind, counted, people, lost_share (in [0, 1])
    counted : value or assets
    without : the same without import owners; its line for all kinds is drawn broken, unless it is
        the same table
    """
    mine = losses[losses["counted"] == counted]
    figure = new_figure(
        _loss_words(mine[mine["kind"] == ALL_KINDS], counted),
        alt=f"Lines: largest share of {counted} lost with people who leave together, by kind.",
        height=430, x_title="people leaving together", y_title=f"share of {counted} lost, %",
    )  # fmt: skip
    kinds = [kind for kind in mine["kind"].unique() if kind != ALL_KINDS]
    for kind, colour in zip(kinds, SEQUENCE, strict=False):
        _add_line(figure, mine[mine["kind"] == kind], heading(kind), {"color": colour, "width": 2})
    # Without a second line there is nothing to tell the first one from.
    second = without is not None and not without.equals(losses)
    whole = {"color": COLOURS["neutral"], "width": 4}
    _add_line(figure, mine[mine["kind"] == ALL_KINDS],
              "All kinds, as listed" if second else "All kinds", whole)  # fmt: skip
    if without is not None and second:
        bare = without[(without["counted"] == counted) & (without["kind"] == ALL_KINDS)]
        _add_line(figure, bare, "All kinds, without import owners", whole | {"dash": "dash"})
    figure.update_xaxes(dtick=1, rangemode="tozero")
    figure.update_yaxes(rangemode="tozero")
    legend_below(figure, entries=max(1, len(figure.data) // 2))
    return figure


def _add_line(figure: go.Figure, steps: pd.DataFrame, name: str, line: dict[str, object]) -> None:
    if len(steps):
        figure.add_scatter(
            x=[0, *steps["people"]], y=[0.0, *(steps["lost_share"] * 100)], name=name,
            mode="lines+markers", line=line,
            hovertemplate="%{x}: %{y:.0f} %<extra>" + name + "</extra>",
        )  # fmt: skip


def _loss_words(whole: pd.DataFrame, counted: str) -> str:
    if whole.empty:
        return "Nothing is held that could be lost"
    last = whole[whole["people"] <= 3].iloc[-1]
    people = int(last["people"])
    who = "1 person who leaves" if people == 1 else f"{people} people leaving together"
    share, of = percent(last["lost_share"]), "the value" if counted == "value" else "all assets"
    return f"{who} can take along {share} of {of}"


def plot_record_ages(assets: pd.DataFrame, *, limit_days: float) -> go.Figure:
    """Draw how old the record of each asset is, by kind, and whether it is enough.

    Parameters
    ----------
    assets : kind, name, document_age_days (missing: not written down), in_heads (yes: the record is
        not enough; missing: unknown)
    limit_days : age above which a record is stale, drawn as a line
    """
    dated = assets.dropna(subset=["document_age_days"])
    kinds = dated["kind"].unique().tolist()
    figure = new_figure(
        _age_words(assets["document_age_days"], limit_days),
        alt="Dots: age of the record of each asset by kind, with the limit as a line.",
        height=160 + 52 * max(1, len(kinds)), x_title="age of the record, years",
    )  # fmt: skip
    answers = {False: ("record is enough", "good"), True: ("only in heads", "bad")}
    rows = dated.assign(place=_places(dated["kind"], kinds))
    for answer, (words, role) in answers.items():
        _add_ages(figure, rows[rows["in_heads"].eq(answer).fillna(False)], words, role)
    _add_ages(figure, rows[rows["in_heads"].isna()], "not known if enough", "neutral")
    if len(rows):
        figure.add_vline(x=limit_days / _DAYS_PER_YEAR, line_dash="dash", line_color="#8A94A0")
    figure.update_xaxes(rangemode="tozero")
    figure.update_yaxes(
        tickvals=list(range(len(kinds))), ticktext=[heading(str(kind)) for kind in kinds],
        range=[len(kinds) - 0.5, -0.5], zeroline=False,
    )  # fmt: skip
    legend_below(figure, entries=len(figure.data))
    return figure


def _places(kinds: pd.Series, order: list[str]) -> pd.Series:
    """Give each dot a height in the band of its kind, so that equal ages do not hide each other."""
    return (
        kinds.map({kind: row for row, kind in enumerate(order)}).astype(float)
        + (kinds.groupby(kinds).cumcount() % 9 - 4) / 14
    )


def _add_ages(figure: go.Figure, rows: pd.DataFrame, words: str, role: str) -> None:
    if len(rows):
        figure.add_scatter(
            x=(rows["document_age_days"] / _DAYS_PER_YEAR).tolist(), y=rows["place"].tolist(),
            mode="markers", name=words,
            marker={"color": COLOURS[role], "size": 8, "opacity": 0.75},
            customdata=[plain(name) for name in rows["name"]],
            hovertemplate="%{customdata}: %{x:.1f} years<extra></extra>",
        )  # fmt: skip


def _age_words(ages: pd.Series, limit_days: float) -> str:
    known, missing = ages.dropna(), int(ages.isna().sum())
    if ages.empty:
        return "There is no asset to write down"
    old = int((known > limit_days).sum())
    parts = [f"{old} of {count(len(known), 'record')} older than {limit_days:g} days"]
    parts += [f"{count(missing, 'asset')} not written down"] if missing else []
    return listing(parts)
