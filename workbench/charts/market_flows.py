"""Pictures of flows between regions and of all markets: nets by period, tightness, pay."""

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from workbench.charts.market import draw_ratios
from workbench.charts.posts import rows_from_the_top
from workbench.charts.rows import each, of_all
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
from workbench.market.flows.display import market_names, own_first
from workbench.market.flows.why import span
from workbench.market.flows.words import DRAIN, EASIER, NO_CHANGE, TIGHTER, TOO_FEW, UNKNOWN
from workbench.words import count, percent

_PANEL, _GAP = 150, 56
_DAY_MS = 24 * 3600 * 1000
_LIGHT = "#F4F1EA"
_ARROWS = {TIGHTER: " ▲", EASIER: " ▼"}


def plot_net_flows(nets: pd.DataFrame, verdicts: pd.DataFrame, *, most: int = 4) -> go.Figure:
    """Draw what the markets that matter gained and lost in each period, one below the other.

    Parameters
    ----------
    nets : from ``net_by_period``
    verdicts : of ``MarketFlows``: one region of each occupation is drawn, own markets first, those
        where nothing can be told last
    most : markets drawn

    Notes
    -----
    A full bar is certain; the hatched part is what hidden cells leave open. A period of which
    nothing is known has a question mark. A dashed line stands where the definition changes.
    """
    shown = _drawn(verdicts, most)
    figure = new_figure(
        _flow_title(verdicts, shown), height=100 + (_PANEL + _GAP) * max(len(shown), 1),
        alt="Bars below and above nothing: net of people by period in each market, with the range "
        "that hidden cells leave open and lines where the definition changes.",
    )  # fmt: skip
    size = 1 / max(len(shown), 1)
    for place, market in enumerate(each(shown)):
        axis = "y" if place == 0 else f"y{place + 1}"
        rows = nets[
            (nets["occupation_code"] == market.occupation_code) & (nets["region"] == market.region)
        ]
        _panel(figure, rows, axis)
        top = 1 - place * size
        bottom = top - size * 0.8 if place + 1 < len(shown) else 0.0
        figure.update_layout(
            {f"yaxis{axis[1:]}": {"domain": [bottom, top - size * 0.2], "nticks": 4,
                                  "automargin": True, "zeroline": True, "zerolinecolor": "#8A94A0",
                                  "gridcolor": "rgba(128,138,150,0.25)"}}
        )  # fmt: skip
        figure.add_annotation(
            text=wrapped(f"{market.occupation_code} in {market.region}: {market.verdict}",
                         width=32),
            x=0, xref="paper", xanchor="left", y=top - size * 0.18, yref="paper",
            yanchor="bottom", showarrow=False, align="left", font={"size": 13, "weight": 600},
        )  # fmt: skip
    figure.update_xaxes(type="date", nticks=4, tickangle=0, tickformat="%b\n%Y", anchor="free",
                        position=0)  # fmt: skip
    figure.update_layout(barmode="overlay", bargap=0)
    _once_in_the_legend(figure)
    legend_below(figure, entries=4)
    return figure


def _drawn(verdicts: pd.DataFrame, most: int) -> pd.DataFrame:
    first = own_first(verdicts)
    untold = first["verdict"].isin([NO_CHANGE, TOO_FEW]).to_numpy()
    order = first.iloc[untold.argsort(kind="stable")]
    return order.drop_duplicates("occupation_code").head(most)


def _flow_title(verdicts: pd.DataFrame, shown: pd.DataFrame) -> str:
    if verdicts.empty:
        return "No flow between regions is known"
    number = int((verdicts["verdict"] == DRAIN).sum())
    verb = "drains" if number == 1 else "drain"
    told = f"{number} of {count(len(verdicts), 'market')} {verb}"
    if not number:
        told = f"None of {count(len(verdicts), 'market')} drains"
    return f"{told}; net of people in each period, {count(len(shown), 'market')} drawn"


def _panel(figure: go.Figure, rows: pd.DataFrame, axis: str) -> None:
    bounded = rows[np.isfinite(rows["net_low"]) & np.isfinite(rows["net_high"])]
    # What is certain reaches from nothing to the end of the range that is nearer to it.
    certain = bounded["net_low"].clip(lower=0) + bounded["net_high"].clip(upper=0)
    for sign, name, colour in ((-1, "net loss", "bad"), (1, "net gain", "good")):
        own = bounded[np.sign(certain) == sign]
        _bars(figure, own, certain[own.index], 0.0, axis, name, {"color": COLOURS[colour]})
    open_ones = bounded[bounded["net_low"] < bounded["net_high"]]
    _bars(
        figure, open_ones, open_ones["net_high"] - open_ones["net_low"], open_ones["net_low"], axis,
        "open for hidden cells",
        {"color": COLOURS["neutral"], "pattern": {"shape": "/", "fillmode": "replace"}},
    )  # fmt: skip
    rival = rows[rows["competitor_net_low"] == rows["competitor_net_high"]]
    rival = rival[rival["competitor_net_low"] != 0]
    if len(rival):
        figure.add_scatter(
            x=_middles(rival), y=rival["competitor_net_low"].tolist(), yaxis=axis, mode="markers",
            name="moves to competitors alone", legendgroup="competitors",
            marker={"symbol": "diamond-open", "size": 9, "color": COLOURS["accent"],
                    "line": {"width": 2}},
            hovertemplate="%{y:+,.0f} by moves to competitors<extra></extra>",
        )  # fmt: skip
    unknown = rows.drop(index=bounded.index)
    if len(unknown):
        figure.add_scatter(
            x=_middles(unknown), y=[0] * len(unknown), yaxis=axis, mode="text", text="?",
            textfont={"size": 16}, showlegend=False,
            hovertemplate="not known<extra></extra>",
        )  # fmt: skip
    for row in each(rows[rows["is_break"]]):
        _break(figure, row, axis)


def _bars(
    figure: go.Figure, rows: pd.DataFrame, size: pd.Series, base: Any, axis: str, name: str,
    marker: dict[str, Any],
) -> None:  # fmt: skip
    if rows.empty:
        return
    words = [
        f"{row.period_end:%Y-%m-%d}, {row.months:.0f} months: net {span(row.net_low, row.net_high)}"
        for row in each(rows)
    ]
    figure.add_bar(
        x=_middles(rows), y=size.tolist(), yaxis=axis, name=name, legendgroup=name, marker=marker,
        base=base.tolist() if isinstance(base, pd.Series) else base,
        width=[0.8 * 30.4 * months * _DAY_MS for months in rows["months"]],
        customdata=words, hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip


def _middles(rows: pd.DataFrame) -> list[str]:
    days = rows["period_end"] - pd.to_timedelta(rows["months"] * 30.4 / 2, unit="D")
    return days.dt.strftime("%Y-%m-%d").tolist()


def _break(figure: go.Figure, row: Any, axis: str) -> None:
    day = (row.period_end - pd.Timedelta(days=30.4 * row.months)).strftime("%Y-%m-%d")
    figure.add_shape(
        type="line", x0=day, x1=day, y0=0, y1=1, yref=f"{axis} domain", xref="x",
        line={"dash": "dash", "width": 2, "color": COLOURS["neutral"]},
    )  # fmt: skip
    figure.add_annotation(
        text=plain(f"definition {row.definition or 'without a name'}", most=24), x=day, y=0.02,
        yref=f"{axis} domain", xref="x", xanchor="right", yanchor="bottom", showarrow=False,
        xshift=-4, font={"size": 12},
    )  # fmt: skip


def _once_in_the_legend(figure: go.Figure) -> None:
    named: set[str] = set()
    for trace in figure.data:
        if trace.showlegend is None:
            trace.showlegend = trace.name not in named
            named.add(trace.name)


def plot_tightness_map(tightness: pd.DataFrame, *, most: int = 15) -> go.Figure:
    """Draw openings per seeker by occupation and region, with the numbers in the cells.

    Parameters
    ----------
    tightness : of ``MarketFlows``
    most : occupations drawn: those of listed posts first, then of other own posts, the tightest
        first

    Notes
    -----
    An arrow up or down marks a market that became tighter or easier beyond noise.
    """
    known = own_first(tightness.dropna(subset=["openings_per_seeker"]))
    codes = list(dict.fromkeys(known["occupation_code"]))[:most]
    regions = sorted(set(known["region"]))
    shown = known[known["occupation_code"].isin(codes)]
    names = [_occupation(shown, code) for code in codes]
    ratios = shown.pivot_table(
        index="occupation_code", columns="region", values="openings_per_seeker"
    ).reindex(index=codes, columns=regions).to_numpy(dtype=float)  # fmt: skip
    marks = {(row.occupation_code, row.region): _ARROWS.get(row.state, "") for row in each(shown)}
    figure = new_figure(
        _map_title(tightness)
        + of_all(len(codes), known["occupation_code"].nunique(), "occupation"),
        height=130 + row_height(names) * len(codes),
        alt="Grid of openings per seeker by occupation and region, the number in each cell; darker "
        "is tighter.",
    )  # fmt: skip
    # Half and double are as far from one on this scale.
    figure.add_heatmap(
        z=np.log2(np.where(ratios > 0, ratios, np.nan)).tolist(),
        x=[wrapped(region, width=10) for region in regions], y=names,
        text=[[f"{ratio:.1f}{marks.get((code, region), '')}" if ratio == ratio else ""
               for region, ratio in zip(regions, line, strict=True)]
              for code, line in zip(codes, ratios.tolist(), strict=True)],
        texttemplate="%{text}", textfont={"size": 12, "color": "#1f2933"}, xgap=2, ygap=2,
        zmin=-2, zmax=2, showscale=False, colorscale=[[0, _LIGHT], [1, SEQUENCE[1]]],
        hovertemplate="%{y}, %{x}: %{text} openings per seeker<extra></extra>",
    )  # fmt: skip
    rows_from_the_top(figure, names)
    figure.update_xaxes(type="category", side="top", showgrid=False)
    figure.update_yaxes(showgrid=False)
    # The titles stand above the regions.
    figure.update_layout(margin_t=figure.layout.margin.t + 28)
    if len(regions) > 5:
        figure.update_layout(meta={**figure.layout.meta, "min_width": 190 + 44 * len(regions)})
    return figure


def _occupation(rows: pd.DataFrame, code: str) -> str:
    titles = rows.loc[rows["occupation_code"] == code, "example"].dropna()
    return label(titles.iloc[0], code, width=24) if len(titles) else label(code)


def _map_title(tightness: pd.DataFrame) -> str:
    known = tightness[tightness["state"] != UNKNOWN]
    if tightness["openings_per_seeker"].isna().all():
        return "How tight the markets of the region are is not known"
    if known.empty:
        return "Openings per seeker; no earlier date to compare with"
    number = int((known["state"] == TIGHTER).sum())
    told = f"{number or 'None'} of {count(len(known), 'market')} became tighter beyond noise"
    return f"{told}: openings per seeker"


def plot_pay_beside(tightness: pd.DataFrame, *, most: int = 20) -> go.Figure:
    """Draw what own markets pay beside the other regions, the lowest first.

    Parameters
    ----------
    tightness : of ``MarketFlows``; markets with listed posts, else those with own posts, else all
    most : markets drawn
    """
    known = tightness.dropna(subset=["pay_ratio"])
    for name in ("posts", "listed_posts"):
        known = known[known[name] > 0] if (known[name] > 0).any() else known
    known = known.sort_values(["pay_ratio", "occupation_code", "region"], kind="stable")
    shown = known.head(most)
    places = market_names(shown)
    names = [
        label(example, place, width=28) if isinstance(example, str) else label(place, width=28)
        for example, place in zip(shown["example"], places, strict=True)
    ]
    figure = new_figure(
        _pay_title(known["pay_ratio"]) + of_all(len(shown), len(known), "market"),
        height=130 + row_height(names) * len(shown), x_title="pay, % of the other regions' mean",
        alt="Dots: median pay of each market in per cent of the other regions; a line at 100 %.",
    )  # fmt: skip
    draw_ratios(figure, shown["pay_ratio"], names, [plain(place) for place in places])
    return figure


def _pay_title(ratios: pd.Series) -> str:
    if ratios.empty:
        return "Pay beside the other regions is not known"
    below = int((ratios < 1).sum())
    words = f"{below} of {count(len(ratios), 'market')} below the pay of the other regions"
    return f"{words}, the lowest at {percent(float(ratios.min()))} of it" if below else words
