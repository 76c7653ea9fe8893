"""Pictures of losses that do not add up; each takes a finished table."""

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.theme import COLOURS, label, legend_below, new_figure, plain, row_height
from workbench.words import money


def plot_loss_steps(steps: pd.DataFrame, *, currency: str) -> go.Figure:
    """Draw the way from the plain sum to the loss with what is shared, part by part.

    Parameters
    ----------
    steps : part, expected_loss, standard_error; the first row is the sum, the last the whole, the
        rows between them add up
    currency : for the title and the axis
    """
    title = "Nothing could be drawn"
    if len(steps):
        first, last = (float(steps["expected_loss"].iloc[at]) for at in (0, -1))
        more = last - first
        title = f"What is shared changes little in the expected loss of {money(first, currency)}"
        if len(steps) == 2:
            title = f"Nothing is known to be shared: {money(first, currency)} is the plain sum"
        if abs(more) > 2 * float(steps["standard_error"].iloc[-1]):
            word = "adds" if more > 0 else "takes away"
            side = "to" if more > 0 else "from"
            title = (
                f"What is shared {word} {money(abs(more), currency)} {side} the expected loss of "
                f"{money(first, currency)}"
            )
    rows = _hung(steps).iloc[::-1]
    labels = [label(part, width=26) for part in rows["part"]]
    figure = new_figure(
        title,
        alt="Bars one after the other: the plain sum, what each part adds or takes away, the "
        "whole; lines: two standard errors.",
        height=130 + row_height(labels, least=34) * len(rows),
        x_title=f"expected loss, {currency}",
    )  # fmt: skip
    for kind, colour in (("whole", COLOURS["neutral"]), ("more", COLOURS["bad"]),
                         ("less", COLOURS["good"])):  # fmt: skip
        here = rows[rows["kind"] == kind]
        figure.add_bar(
            x=here["expected_loss"].tolist(), base=here["start"].tolist(),
            y=[label(part, width=26) for part in here["part"]], orientation="h", name=kind,
            marker_color=colour, showlegend=False,
            error_x={"type": "data", "array": (2 * here["standard_error"]).tolist(),
                     "color": "#1f2933", "thickness": 1.5},
            hovertemplate="%{y}: %{x:.3s}<extra></extra>",
        )  # fmt: skip
    figure.update_yaxes(categoryorder="array", categoryarray=labels)
    figure.update_xaxes(tickformat="~s", nticks=5, tickangle=0, rangemode="tozero")
    return figure


def _hung(steps: pd.DataFrame) -> pd.DataFrame:
    """Say where each bar begins and whether it stands for a whole, more or less."""
    amount = steps["expected_loss"]
    ends = pd.Series([at in (0, len(steps) - 1) for at in range(len(steps))], index=steps.index)
    start = amount.cumsum().shift(fill_value=0.0).mask(ends.astype(bool), 0.0)
    kind = ["whole" if end else "more" if part > 0 else "less"
            for end, part in zip(ends, amount, strict=True)]  # fmt: skip
    return steps.assign(start=start, kind=pd.Series(kind, index=steps.index, dtype="str"))


def plot_drawn_exceedance(
    curve: pd.DataFrame, summary: pd.DataFrame, *, currency: str
) -> go.Figure:
    """Draw the chance to lose more than an amount, with what is shared and where all adds up.

    Parameters
    ----------
    curve : loss (currency), exceedance_probability, exceedance_probability_se, added_up
    summary : measure, amount, added_up, for the title
    currency : for the title and the axis
    """
    title = "Nothing could be drawn"
    if len(curve):
        row = summary[summary["measure"] == "value_at_risk_95"].iloc[0]
        title = (
            f"One time in twenty, departures cost more than {money(row['amount'], currency)} with "
            f"what is shared, {money(row['added_up'], currency)} added up"
        )
    figure = new_figure(
        title,
        alt="Two curves: chance that departures cost more than an amount, with what is shared and "
        "where amounts add up.",
        x_title=f"loss, {currency}", y_title="chance to lose more",
    )  # fmt: skip
    loss, chance = curve["loss"], curve["exceedance_probability"]
    side = 2 * curve["exceedance_probability_se"]
    figure.add_scatter(
        x=[*loss, *loss[::-1]], y=[*(chance + side), *(chance - side).clip(lower=0.0)[::-1]],
        fill="toself", fillcolor="rgba(0,114,178,0.18)", line={"width": 0}, hoverinfo="skip",
        name="two standard errors", mode="lines",
    )  # fmt: skip
    for (column, name), colour, dash in zip(
        _LINES.items(), (COLOURS["accent"], COLOURS["bad"]), ("solid", "dash"), strict=True
    ):
        figure.add_scatter(
            x=loss.tolist(), y=curve[column].tolist(), mode="lines", name=name,
            line={"color": colour, "width": 2.5, "dash": dash},
            hovertemplate=f"{name}, more than %{{x:.3s}}: %{{y:.2%}}<extra></extra>",
        )  # fmt: skip
    seen = curve.loc[chance >= 0.005, "loss"]
    figure.update_yaxes(tickformat=".0%", rangemode="tozero")
    figure.update_xaxes(
        range=[0, float(seen.max())] if len(seen) else None, tickformat="~s", nticks=6
    )
    legend_below(figure, entries=3)
    return figure


_LINES = {"exceedance_probability": "with what is shared", "added_up": "plain sum"}


def plot_assets(assets: pd.DataFrame, *, currency: str, most: int = 10) -> go.Figure:
    """Draw what is expected to be lost through each asset: the plain sum, and with its own rule.

    Parameters
    ----------
    assets : asset, asset_id, channel, plain_sum, extra_as_shared, expected_loss, standard_error;
        the dearest first
    currency : for the axis
    most : assets with a bar
    """
    shown = assets.head(most).iloc[::-1]
    title = "No asset is lost through these posts"
    if len(assets):
        dearest = assets.iloc[0]
        title = f"Most is lost through {dearest['asset']} ({dearest['channel']})"
        short = assets.iloc[int(assets["extra_as_shared"].to_numpy().argmax())]
        if short["extra_as_shared"] > 2 * short["standard_error"]:
            same = short["asset_id"] == dearest["asset_id"]
            whose = "it, too" if same else f"{short['asset']} ({short['channel']})"
            title += f"; the plain sum falls short most for {whose}"
    labels = [
        label(name, number) for name, number in zip(shown["asset"], shown["asset_id"], strict=True)
    ]
    figure = new_figure(
        title,
        alt="Bars: expected loss by asset, coloured by channel; upright lines: the plain sum.",
        height=130 + row_height(labels, least=30) * len(shown),
        x_title=f"expected loss, {currency}",
    )  # fmt: skip
    names = dict(zip(shown["asset_id"], labels, strict=True))
    for channel in ("secrets", "operations", "reputation"):
        rows = shown[shown["channel"] == channel]
        figure.add_bar(
            x=rows["expected_loss"].tolist(), y=[names[number] for number in rows["asset_id"]],
            orientation="h", name=channel, marker_color=COLOURS[channel],
            error_x={"type": "data", "array": (2 * rows["standard_error"]).tolist(),
                     "color": "#1f2933", "thickness": 1.5},
            customdata=[plain(name) for name in rows["asset"]],
            hovertemplate=f"%{{customdata}}, {channel}: %{{x:.3s}}<extra></extra>",
        )  # fmt: skip
    figure.add_scatter(
        x=shown["plain_sum"].tolist(), y=labels, mode="markers", name="plain sum",
        marker={"symbol": "line-ns", "size": 16, "line": {"width": 3, "color": "#1f2933"}},
        hovertemplate="plain sum: %{x:.3s}<extra></extra>",
    )  # fmt: skip
    figure.update_layout(barmode="overlay")
    figure.update_yaxes(categoryorder="array", categoryarray=labels)
    figure.update_xaxes(tickformat="~s", nticks=4, tickangle=0, rangemode="tozero")
    legend_below(figure, entries=4)
    return figure
