"""What leads each channel: the asset or the post through which most is expected to be lost."""

import pandas as pd

from workbench.drain.channels import CHANNELS
from workbench.drain.risk import DrainRisk
from workbench.drain.simulation.simulate import SimulatedYear
from workbench.words import count, listing, money

# Channels in which an asset is lost; in the others it is the work of a post.
_THROUGH_ASSETS = ("secrets", "reputation")


def channel_leads(risk: DrainRisk, year: SimulatedYear) -> pd.DataFrame:
    """Give for each channel what most is expected to be lost through.

    Parameters
    ----------
    risk, year : of the same posts and scenario

    Returns
    -------
    DataFrame, the dearest channel first, without channels in which nothing is lost: channel,
    expected_loss (of the channel, plain sum), first (asset or post, with its id), position_ids,
    people (who hold it), through_first (expected loss through it, currency)

    Notes
    -----
    In secrets and reputation the dearest asset, its loss counted once however many holders go;
    where no asset has a known value, and in the other channels, the dearest post.
    """
    rows = [
        {"channel": channel, "expected_loss": loss, **_first(risk, year, channel)}
        for channel in CHANNELS
        if (loss := _of_channel(risk, channel)["expected_loss"].sum()) > 0
    ]
    columns = ["channel", "expected_loss", "first", "position_ids", "people", "through_first"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values("expected_loss", ascending=False, kind="stable", ignore_index=True)


def _of_channel(risk: DrainRisk, channel: str) -> pd.DataFrame:
    return risk.channels[risk.channels["channel"] == channel]


def _first(risk: DrainRisk, year: SimulatedYear, channel: str) -> dict[str, object]:
    assets = year.assets[year.assets["channel"] == channel]
    if channel in _THROUGH_ASSETS and len(assets) and assets["expected_loss"].iloc[0] > 0:
        asset = assets.iloc[0]
        return {
            "first": f"{asset['name']} ({asset['asset_id']})",
            "position_ids": asset["position_ids"],
            "people": int(asset["holders"]) + int(asset["others"]),
            "through_first": float(asset["expected_loss"]),
        }
    by_post = _of_channel(risk, channel).groupby("position_id")["expected_loss"].sum()
    post = risk.posts.set_index("position_id").loc[str(by_post.idxmax())]
    return {
        "first": f"{post['title']} ({post.name})",
        "position_ids": post.name,
        "people": int(str(post["people"])),
        "through_first": float(by_post.max()),
    }


def lead_findings(leads: pd.DataFrame, *, currency: str) -> tuple[str, ...]:
    """Say what leads each channel.

    Parameters
    ----------
    leads : of ``channel_leads``
    currency : of the amounts

    Returns
    -------
    One sentence; none where nothing is lost
    """
    if leads.empty:
        return ()
    words = [
        f"{row['channel']}, {row['first']}, {money(float(row['through_first']), currency)}"
        + _who(row)
        for _, row in leads.iterrows()
    ]
    return (f"Dearest in its channel, in expectation: {'; '.join(words)}.",)


def _who(row: pd.Series) -> str:
    if str(row["position_ids"]) in str(row["first"]):
        return ""
    people = count(int(row["people"]), "person", "people")
    verb = "holds" if row["people"] == 1 else "hold"
    return f", which {people} {verb} in {listing(row['position_ids'].split(', '))}"
