"""What each channel still needs: inputs without evidence, and columns that are not there."""

import pandas as pd

from workbench.drain.channels import CHANNELS, DRIVERS
from workbench.drain.risk import DrainRisk
from workbench.words import count, listing, money

EVERY = "all channels"
_COLUMNS = ["channel", "asked_for", "stands_in_now", "for_drivers", "expected_loss"]


def asked_for(risk: DrainRisk) -> pd.DataFrame:
    """List by channel every input that has no evidence, with the money that rests on it.

    Parameters
    ----------
    risk : of one scenario

    Returns
    -------
    DataFrame in the order of the channels: channel, asked_for, stands_in_now (the placeholder
    range, or that the amount is in no sum), for_drivers, expected_loss (of these drivers; missing
    where they are not assessed). What is in no sum comes first, then the dearest. An input that
    serves several channels stands in each, so these amounts do not add up.
    """
    rows = pd.DataFrame([*_missing(risk), *_rate(risk), *_placeholders(risk)], columns=_COLUMNS)
    place = rows["channel"].map({name: at for at, name in enumerate((EVERY, *CHANNELS))})
    keyed = rows.assign(place=place, known=rows["expected_loss"].notna())
    ordered = keyed.sort_values(
        ["place", "known", "expected_loss"], ascending=[True, True, False], kind="stable"
    )
    return ordered[_COLUMNS].reset_index(drop=True)


def asked_in_words(risk: DrainRisk) -> str:
    """Say how many inputs of which channel have no evidence; empty where all have.

    Returns
    -------
    A sentence with the input on which most of the expected loss rests.
    """
    rows = asked_for(risk)
    if rows.empty:
        return ""
    sizes = rows.groupby("channel", sort=False).size()
    parts = [f"{number} for {channel}" for channel, number in sizes.items()]
    sentence = f"Asked for, as there is no evidence yet: {listing(parts)}"
    known = rows.dropna(subset=["expected_loss"])
    if known.empty or not known["expected_loss"].max() > 0:
        return f"{sentence}."
    first = known.nlargest(1, "expected_loss").iloc[0]
    amount = money(float(first["expected_loss"]), risk.currency)
    return f"{sentence}. Most rests on this one, {amount}: {first['asked_for']}"


def _placeholders(risk: DrainRisk) -> list[tuple[object, ...]]:
    sums = risk.channels.groupby("driver")["expected_loss"].sum()
    inputs = risk.inputs[risk.inputs["placeholder"]]
    rows: list[tuple[object, ...]] = []
    for row in inputs.to_dict("records"):
        points = [f"{row[at]:.3g}" for at in ("p10", "p50", "p90")]
        for channel in CHANNELS:
            drivers = [
                each.name
                for each in DRIVERS
                if each.channel == channel and row["quantity"] in each.ranges
            ]
            if drivers:
                resting = float(sums.reindex(drivers).sum(min_count=1))
                now = f"placeholder {' / '.join(points)}"
                rows.append((channel, row["sentence"], now, ", ".join(drivers), resting))
    return rows


def _rate(risk: DrainRisk) -> list[tuple[object, ...]]:
    """Ask for the rate of leaving where no departure is recorded and its placeholder stands in."""
    rows = risk.inputs[risk.inputs["quantity"] == "leave_rate_per_year"]
    if not rows["placeholder"].any() or "placeholder" not in set(risk.leaving.staff["source"]):
        return []
    row = rows.iloc[0]
    points = " / ".join(f"{row[at]:.3g}" for at in ("p10", "p50", "p90"))
    expected = float(risk.channels["expected_loss"].sum(min_count=1))
    return [(EVERY, row["sentence"], f"placeholder {points}", "all", expected)]


def _missing(risk: DrainRisk) -> list[tuple[object, ...]]:
    missing = risk.ledger.not_assessed
    rows: list[tuple[object, ...]] = []
    for (channel, needs), group in missing.groupby(["channel", "needs"], sort=False):
        posts = count(group["position_id"].nunique(), "post")
        drivers = ", ".join(group["driver"].unique())
        rows.append((channel, needs, f"nothing: in no sum at {posts}", drivers, float("nan")))
    return rows
