"""What sets high performers apart, drawn: the chance with its interval, group under group."""

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.theme import COLOURS, label, legend_below, new_figure, plain
from workbench.words import count, percent

# The clearest of each group; more than these on one page nobody reads.
_MOST_FACTORS = 6
_MOST_GROUPS = 6
_LOOKS = {
    "clearly higher": ("accent", "circle"),
    "clearly lower": ("bad", "diamond"),
    "differs, but has no date": ("warn", "square"),
    "no clear difference": ("neutral", "circle-open"),
}


def plot_success(factors: pd.DataFrame) -> go.Figure:
    """Draw how often a high performer stands above another, one small panel a group.

    Parameters
    ----------
    factors : columns group, factor, chance, chance_low, chance_high, verdict, high, other, the
        clearest of each group first; those with too few people have no chance and are not drawn.
        Groups with a clear difference are drawn first, six characteristics a group.
    """
    known = factors.dropna(subset=["chance"])
    shown = _shown(known)
    panels = [(str(name), own) for name, own in shown.groupby("group", sort=False)]
    # A panel is its name on a line of its own, its rows under it, and half a row of air.
    texts: list[str] = []
    places: list[float] = []
    for name, own in panels:
        start = places[-1] + 1.4 if places else 0.0
        texts += [f"<b>{plain(name, most=30)}</b>", *(label(each) for each in own["factor"])]
        places += [start + step for step in range(len(own) + 1)]
    figure = new_figure(
        _title(known),
        alt="Points by group of posts: the chance that a high performer stands above another, by "
        "characteristic, with intervals; one half is no difference.",
        x_title="chance to stand above another, %" + _left_out(known, shown, factors),
        height=int(120 + 33 * (places[-1] + 1 if places else 1)),
    )
    at = [place for place, text in zip(places, texts, strict=True) if not text.startswith("<b>")]
    drawn = shown.assign(at=at)
    for verdict, (colour, symbol) in _LOOKS.items():
        part = drawn[drawn["verdict"] == verdict]
        if part.empty:
            continue
        figure.add_scatter(
            x=100 * part["chance"], y=part["at"], mode="markers", name=verdict,
            marker={"color": COLOURS[colour], "symbol": symbol, "size": 11},
            error_x={"array": 100 * (part["chance_high"] - part["chance"]),
                     "arrayminus": 100 * (part["chance"] - part["chance_low"]),
                     "color": COLOURS[colour], "thickness": 1.5},
            customdata=[f"{plain(row['factor'])}, {plain(row['group'])}: {row['high']:,} against "
                        f"{row['other']:,} people" for row in part.to_dict("records")],
            hovertemplate="%{customdata}, %{x:.0f} %<extra></extra>",
        )  # fmt: skip
    if len(shown):
        figure.add_vline(x=50, line_dash="dash", line_color=COLOURS["neutral"])
        figure.update_yaxes(range=[places[-1] + 0.6, -0.6])
        legend_below(figure, entries=len(figure.data))
    figure.update_yaxes(
        tickmode="array", tickvals=places, ticktext=texts, showgrid=False, zeroline=False
    )
    figure.update_xaxes(range=[0, 102], dtick=25)
    return figure


def _shown(known: pd.DataFrame) -> pd.DataFrame:
    """Take the groups with most clear differences first, and the clearest rows of each."""
    clear = known["verdict"].str.startswith("clearly").groupby(known["group"]).sum()
    order = clear.reindex(known["group"].unique()).sort_values(ascending=False, kind="stable")
    groups = order.index[:_MOST_GROUPS]
    parts = [known[known["group"] == name].head(_MOST_FACTORS) for name in groups]
    return pd.concat(parts, ignore_index=True) if parts else known


def _title(known: pd.DataFrame) -> str:
    if known.empty:
        return "Too few people to tell what sets high performers apart"
    looked = count(len(known), "comparison")
    clear = known[known["verdict"].str.startswith("clearly")]
    if clear.empty:
        return f"None of {looked} clearly sets high performers apart"
    first = clear.iloc[int((clear["chance"] - 0.5).abs().argmax())]
    side = "higher" if first["chance"] > 0.5 else "lower"
    share = percent(max(first["chance"], 1 - first["chance"]))
    verb = "is" if len(clear) == 1 else "are"
    return (
        f"High performers stand {side} in {first['factor']} ({first['group']}, {share}); "
        f"{len(clear)} of {looked} {verb} clear"
    )


def _left_out(known: pd.DataFrame, shown: pd.DataFrame, factors: pd.DataFrame) -> str:
    parts = []
    if len(known) > len(shown):
        parts.append(f"{len(known) - len(shown)} more in the table")
    few = set(factors["group"]) - set(known["group"])
    if few and len(known):
        parts.append(f"too few people in {count(len(few), 'group')}")
    return f" ({'; '.join(parts)})" if parts else ""
