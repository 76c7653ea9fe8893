"""Pictures of the history of runs: what moved and why, and key figures over report dates."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.theme import COLOURS, label, legend_below, new_figure, plain, row_height
from workbench.words import count, percent

_BAND = "rgba(0,114,178,0.18)"
# Data, settings, method: told apart by colour, and by pattern where parts stand together.
_COLOUR = {"data": "#0072B2", "settings": "#D08000", "method": "#C678A8"}
_PATTERN = {"data": "", "settings": "/", "method": "x"}
_PANEL, _GAP = 130, 46


def plot_parts(parts: pd.DataFrame) -> go.Figure:
    """Draw what moved, and which part of it comes from data, settings and method.

    Parameters
    ----------
    parts : columns figure, part, amount_percent, moved_percent (of the figure before); from
        ``parts_by_size``
    """
    names = list(dict.fromkeys(parts["figure"]))
    labels = [label(name, width=26) for name in names]
    figure = new_figure(
        _parts_title(parts),
        alt="Stacked bars: how far each headline figure moved, and what each part adds to it.",
        x_title="% of the figure before", height=130 + row_height(labels, least=30) * len(names),
    )  # fmt: skip
    some = parts.loc[parts["amount_percent"] != 0, "part"]
    shown = [str(name) for name in some.unique()]
    for part in shown:
        own = parts[parts["part"] == part].set_index("figure")["amount_percent"].reindex(names)
        figure.add_bar(
            x=own.round(3).tolist(), y=labels, orientation="h", name=plain(part),
            marker={"color": _COLOUR.get(part, COLOURS["neutral"]),
                    "pattern": {"shape": _PATTERN.get(part, "."), "fillmode": "overlay"}},
            hovertemplate="%{y}: " + plain(part) + " %{x:+.1f} %<extra></extra>",
        )  # fmt: skip
    moved = parts.drop_duplicates("figure").set_index("figure")["moved_percent"].reindex(names)
    figure.add_scatter(
        x=moved.round(3).tolist(), y=labels, mode="markers", name="moved in all",
        marker={"color": "#1f2933", "symbol": "diamond", "size": 10,
                "line": {"color": "#ffffff", "width": 1}},
        hovertemplate="%{y}: %{x:+.1f} % in all<extra></extra>",
    )  # fmt: skip
    figure.update_layout(barmode="relative")
    figure.update_yaxes(autorange="reversed", type="category", dtick=1)
    legend_below(figure, entries=len(shown) + 1)
    return figure


def _parts_title(parts: pd.DataFrame) -> str:
    if parts.empty:
        return "No headline figure moved"
    by_part = parts.assign(size=parts["amount_percent"].abs()).groupby("part", sort=False)["size"]
    largest = by_part.sum().idxmax()
    moved = count(parts["figure"].nunique(), "headline figure")
    return f"{moved} moved, most of it because of the {largest}"


def plot_trend(rows: pd.DataFrame, titles: Mapping[str, str]) -> go.Figure:
    """Draw key figures over report dates, one below the other, each with its range.

    Parameters
    ----------
    rows : columns figure, as_of, value, low, high; by report date
    titles : what each figure is in words, with its unit, by its name; only these are drawn
    """
    names = [name for name in titles if name in set(rows["figure"])]
    figure = new_figure(
        _trend_title(rows, names, titles),
        alt="Lines: key figures over report dates, with the range of each where there is one.",
        height=90 + (_PANEL + _GAP) * max(len(names), 1),
    )
    size = 1 / max(len(names), 1)
    for place, name in enumerate(names):
        own = rows[rows["figure"] == name].dropna(subset=["value"])
        axis = "y" if place == 0 else f"y{place + 1}"
        _panel(figure, own, axis, titles[name])
        top = 1 - place * size
        bottom = top - size * 0.82 if place + 1 < len(names) else 0.0
        figure.update_layout(
            {f"yaxis{axis[1:]}": {"domain": [bottom, top - size * 0.14],
                                  "rangemode": "tozero", "nticks": 4, "automargin": True,
                                  "gridcolor": "rgba(128,138,150,0.25)"}}
        )  # fmt: skip
        figure.add_annotation(
            text=plain(titles[name]), x=0, xref="paper", xanchor="left", y=top - size * 0.13,
            yref="paper", yanchor="bottom", showarrow=False, font={"size": 13, "weight": 600},
        )  # fmt: skip
    days = sorted(rows["as_of"].unique())
    # At most six dates are written, the last one always.
    every = -(-len(days) // 6) or 1
    figure.update_xaxes(
        tickvals=[f"{day:%Y-%m-%d}" for day in days[::-1][::every]], tickformat="%d %b\n%Y",
        tickangle=0, anchor="free", position=0,
    )  # fmt: skip
    figure.update_layout(showlegend=False)
    return figure


def _panel(figure: go.Figure, own: pd.DataFrame, axis: str, words: str) -> None:
    days = own["as_of"].dt.strftime("%Y-%m-%d").tolist()
    ranged = own.dropna(subset=["low", "high"])
    if len(ranged):
        across = ranged["as_of"].dt.strftime("%Y-%m-%d").tolist()
        figure.add_scatter(
            x=across, y=ranged["low"].tolist(), yaxis=axis, mode="lines", line={"width": 0},
            hoverinfo="skip",
        )  # fmt: skip
        figure.add_scatter(
            x=across, y=ranged["high"].tolist(), yaxis=axis, mode="lines", line={"width": 0},
            fill="tonexty", fillcolor=_BAND, hoverinfo="skip",
        )  # fmt: skip
    figure.add_scatter(
        x=days, y=own["value"].tolist(), yaxis=axis, mode="lines+markers", name=plain(words),
        line={"color": COLOURS["accent"], "width": 2.5}, marker={"size": 8},
        hovertemplate=f"%{{x|%d %b %Y}}: %{{y:,.4~s}}<extra>{plain(words)}</extra>",
    )  # fmt: skip


def _trend_title(rows: pd.DataFrame, names: list[str], titles: Mapping[str, str]) -> str:
    """Say what the first figure did from the first report date to the last."""
    if not names:
        return "No key figure is kept yet"
    own = rows[rows["figure"] == names[0]].dropna(subset=["value"])
    words = titles[names[0]].split(", ")[0]
    if len(own) < 2:
        return f"One report date is kept so far: {words}"
    first, last = own.iloc[0], own.iloc[-1]
    since = f"{first['as_of']:%B %Y}"
    if first["value"] == last["value"] or not first["value"]:
        verb = "as in" if first["value"] == last["value"] else "moved since"
        return f"{words[:1].upper()}{words[1:]}: {verb} {since}"
    share = last["value"] / first["value"] - 1
    verb = "rose" if share > 0 else "fell"
    return f"{words[:1].upper()}{words[1:]} {verb} by {percent(abs(share))} since {since}"
