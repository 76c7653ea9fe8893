"""Pictures of scenarios set against people leaving as usual; each takes a finished table."""

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.theme import COLOURS, label, legend_below, new_figure, plain, row_height
from workbench.words import in_words, money


def plot_differences(differences: pd.DataFrame, *, base: str, currency: str) -> go.Figure:
    """Draw what each scenario adds to the expected loss, with the range of the difference.

    Parameters
    ----------
    differences : scenario, difference, difference_low, difference_high (currency)
    base : the scenario they are set against
    currency : for the title and the axis
    """
    rows = differences.dropna(subset=["difference"])
    labels = [label(in_words(name)) for name in rows["scenario"]]
    figure = new_figure(
        _title(rows, base, currency),
        alt="Dots with lines: what each scenario adds to the expected loss, and the range of the "
        "difference; an upright line marks no difference.",
        height=130 + row_height(labels, least=34) * len(rows),
        x_title=f"more than {in_words(base)}, {currency}",
    )  # fmt: skip
    kinds = pd.Series("not sure", index=rows.index, dtype="str")
    kinds = kinds.mask(rows["difference_low"] > 0, "more").mask(rows["difference_high"] < 0, "less")
    names = pd.Series(labels, index=rows.index, dtype="str")
    for kind, (symbol, colour) in _KINDS.items():
        here = rows[kinds == kind]
        figure.add_scatter(
            x=here["difference"].tolist(), y=names[here.index].tolist(), mode="markers",
            name=_MEANING[kind], showlegend=bool(len(here)),
            marker={"symbol": symbol, "size": 11, "color": colour},
            error_x={"type": "data", "symmetric": False, "thickness": 2.5, "width": 6,
                     "color": colour,
                     "array": (here["difference_high"] - here["difference"]).tolist(),
                     "arrayminus": (here["difference"] - here["difference_low"]).tolist()},
            customdata=[
                f"{money(low, currency)} to {money(high, currency)}"
                for low, high in zip(here["difference_low"], here["difference_high"], strict=True)
            ],
            hovertemplate="%{y}: %{x:.3s} (%{customdata})<extra></extra>",
        )  # fmt: skip
    figure.add_vline(x=0, line={"color": COLOURS["neutral"], "width": 1.5})
    figure.update_yaxes(categoryorder="array", categoryarray=labels[::-1])
    figure.update_xaxes(tickformat="~s", nticks=5, tickangle=0)
    legend_below(figure, entries=int(kinds.nunique()))
    return figure


_KINDS = {
    "more": ("circle", COLOURS["bad"]),
    "not sure": ("circle-open", COLOURS["neutral"]),
    "less": ("diamond", COLOURS["good"]),
}
_MEANING = {
    "more": "costs more, P10 to P90",
    "not sure": "range holds no difference",
    "less": "costs less, P10 to P90",
}


def _title(rows: pd.DataFrame, base: str, currency: str) -> str:
    if rows.empty:
        return "No scenario to compare"
    worst = rows.nlargest(1, "difference").iloc[0]
    if not worst["difference"] > 0:
        return f"No scenario costs more than {in_words(base)}"
    name, amount = in_words(worst["scenario"]), money(float(worst["difference"]), currency)
    return f"Dearest against {in_words(base)}: {name}, {amount} more"


def plot_single_exits(exits: pd.DataFrame, *, currency: str, most: int = 12) -> go.Figure:
    """Draw what it costs if the people of one post leave and nobody else.

    Parameters
    ----------
    exits : position_id, title, loss, loss_low, loss_high, loss_as_shared (currency),
        full_output_days; the dearest first
    currency : for the title and the axis
    most : posts with a bar
    """
    known = exits.dropna(subset=["loss"])
    rows = known.head(most).iloc[::-1]
    title = "No single exit could be priced"
    if len(known):
        first = known.iloc[0]
        amount = money(float(first["loss"]), currency)
        title = f"Dearest single exit: {first['title']} ({first['position_id']}), {amount}"
    labels = [
        label(name, post) for name, post in zip(rows["title"], rows["position_id"], strict=True)
    ]
    figure = new_figure(
        title,
        alt="Bars with lines: loss if the people of one post leave, and its range; diamonds: the "
        "same with what is shared counted as it is.",
        height=130 + row_height(labels, least=30) * len(rows),
        x_title=f"loss, {currency}",
    )  # fmt: skip
    figure.add_bar(
        x=rows["loss"].tolist(), y=labels, orientation="h", name="added up, P10 to P90",
        marker_color=COLOURS["neutral"],
        error_x={"type": "data", "symmetric": False, "thickness": 1.5, "color": COLOURS["accent"],
                 "array": (rows["loss_high"] - rows["loss"]).tolist(),
                 "arrayminus": (rows["loss"] - rows["loss_low"]).tolist()},
        customdata=[
            [plain(name), "unknown" if pd.isna(days) else f"{days:.0f} days"]
            for name, days in zip(rows["title"], rows["full_output_days"], strict=True)
        ],
        hovertemplate="%{customdata[0]}: %{x:.3s}, full output after %{customdata[1]}"
        "<extra></extra>",
    )  # fmt: skip
    figure.add_scatter(
        x=rows["loss_as_shared"].tolist(), y=labels, mode="markers", name="as it is shared",
        marker={"symbol": "diamond", "size": 10, "color": COLOURS["bad"]},
        hovertemplate="as it is shared: %{x:.3s}<extra></extra>",
    )  # fmt: skip
    figure.update_xaxes(tickformat="~s", nticks=5, tickangle=0, rangemode="tozero")
    legend_below(figure, entries=2)
    return figure
