"""Tables of a drawn loss, each amount with its standard error."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.drain.engine import LossYear
from workbench.drain.scenarios import Exits
from workbench.drain.simulation.assets import CHANNEL
from workbench.drain.simulation.draw import PULLED, Group, Losses, loss_if_leave
from workbench.drain.simulation.estimate import (
    Estimate,
    exceeding,
    mean_of,
    shortfall_of,
    value_at_risk_of,
)
from workbench.drain.simulation.factor import Factor
from workbench.drain.simulation.model import PARTS, Model
from workbench.drain.simulation.people import Drawn

Floats = NDArray[np.float64]
_MEANING = {
    "expected_loss": "mean over all ways the time could go",
    "chance_of_a_loss": "somebody leaves and it costs something",
    "value_at_risk_95": "exceeded one time in twenty",
    "expected_shortfall_95": "mean of the worst twentieth",
    "expected_shortfall_99": "mean of the worst hundredth",
}


def summary_table(
    exact: LossYear, chance_of_a_loss: float, factor: Factor, losses: Losses
) -> pd.DataFrame:
    """Give the figures of the loss: the exact sum plus the drawn difference.

    Parameters
    ----------
    exact : the distribution where amounts add up
    chance_of_a_loss : exact chance that somebody leaves whose departure costs something
    factor, losses : the paths

    Returns
    -------
    DataFrame: measure, amount, amount_se, added_up (exact), meaning
    """
    whole, sums = _measures(losses.total, factor), _measures(losses.added_up, factor)
    known = _exact(exact, chance_of_a_loss)
    gaps = {name: whole[name] - sums[name] for name in whole}
    return pd.DataFrame(
        [
            (name, known[name] + gap.amount, gap.error(factor), known[name], _MEANING[name])
            for name, gap in gaps.items()
        ],
        columns=["measure", "amount", "amount_se", "added_up", "meaning"],
    )


def check_table(
    exact: LossYear, chance_of_a_loss: float, factor: Factor, losses: Losses
) -> pd.DataFrame:
    """Set the sum as it is drawn against the exact one: the test that always runs.

    Returns
    -------
    DataFrame: measure, drawn, drawn_se, exact, gap_in_se (standard errors; missing where the
    error is 0)
    """
    drawn, known = _measures(losses.added_up, factor), _exact(exact, chance_of_a_loss)
    rows = [(name, drawn[name].amount, drawn[name].error(factor), known[name]) for name in drawn]
    table = pd.DataFrame(rows, columns=["measure", "drawn", "drawn_se", "exact"])
    # A figure that is the same on all paths has an error of rounding only.
    error = table["drawn_se"].where(table["drawn_se"] > 1e-12 * table["exact"].abs())
    return table.assign(gap_in_se=(table["drawn"] - table["exact"]) / error)


def _measures(loss: Floats, factor: Factor) -> dict[str, Estimate]:
    return {
        "expected_loss": mean_of(loss, factor),
        "chance_of_a_loss": exceeding(loss, factor, loss=0.0),
        "value_at_risk_95": value_at_risk_of(loss, factor, level=0.95),
        "expected_shortfall_95": shortfall_of(loss, factor, level=0.95),
        "expected_shortfall_99": shortfall_of(loss, factor, level=0.99),
    }


def _exact(exact: LossYear, chance_of_a_loss: float) -> dict[str, float]:
    return {
        "expected_loss": exact.expected,
        "chance_of_a_loss": chance_of_a_loss,
        "value_at_risk_95": exact.value_at_risk(0.95),
        "expected_shortfall_95": exact.shortfall(0.95),
        "expected_shortfall_99": exact.shortfall(0.99),
    }


def part_table(factor: Factor, losses: Losses) -> pd.DataFrame:
    """Tell part by part what moves the loss away from the sum.

    Returns
    -------
    DataFrame in the order in which the parts are added: part, expected_loss, expected_loss_se,
    shortfall_95, shortfall_95_se (currency). The parts of the expected loss do not depend on the
    order, those of the shortfall do.
    """
    rows, before = [], losses.added_up
    for name, part in zip((*PARTS, PULLED), losses.parts, strict=True):
        after = before + part
        tail = shortfall_of(after, factor, level=0.95) - shortfall_of(before, factor, level=0.95)
        mean = mean_of(part, factor)
        rows.append((name, mean.amount, mean.error(factor), tail.amount, tail.error(factor)))
        before = after
    columns = ["part", "expected_loss", "expected_loss_se", "shortfall_95", "shortfall_95_se"]
    return pd.DataFrame(rows, columns=columns)


def curve_table(
    exact: LossYear, factor: Factor, losses: Losses, *, points: int = 240
) -> pd.DataFrame:
    """Give the chance to lose more than an amount, drawn and where amounts add up.

    Returns
    -------
    DataFrame: loss (currency), exceedance_probability, exceedance_probability_se, added_up
    """
    curve = exact.curve()
    if not losses.added_up.any():
        columns = ["loss", "exceedance_probability", "exceedance_probability_se", "added_up"]
        return pd.DataFrame(columns=columns, dtype=float)
    far = max(
        float(curve["loss"].max()), value_at_risk_of(losses.total, factor, level=0.999).amount
    )
    at = np.linspace(0.0, far, points)
    drawn = [exceeding(losses.total, factor, loss=loss) for loss in at]
    return pd.DataFrame(
        {
            "loss": at,
            "exceedance_probability": [one.amount for one in drawn],
            "exceedance_probability_se": [one.error(factor) for one in drawn],
            "added_up": np.interp(at, curve["loss"], curve["exceedance_probability"]),
        }
    )


def asset_table(
    drawn: Drawn, exits: Exits, model: Model, factor: Factor, losses: Losses
) -> pd.DataFrame:
    """Say which assets the loss goes through, and how much more than the sum says.

    Returns
    -------
    DataFrame, dearest first: asset_id, name, kind, channel, rule, position_ids (text), holders
    (priced people), others (holders beside them), loss_if_all_leave, added_up (expected loss where
    amounts add up, exact), extra_once and extra_pulled with ``_se`` (what the rule adds to that,
    and then people who are pulled along), expected_loss, expected_loss_se (currency)
    """
    posts = drawn.ground.seats["position_id"]
    everybody = np.ones((len(posts), 1), dtype=bool)
    rows = []
    for asset, once, pulled in zip(model.assets, losses.once, losses.pulled, strict=True):
        added_up = float(exits.total[asset.holders] @ asset.amounts)
        figures = [mean_of(moved, factor) for moved in (once, pulled, once + pulled)]
        amounts = [figure.amount for figure in figures]
        errors = [figure.error(factor) for figure in figures]
        where = ", ".join(sorted(set(posts.iloc[asset.holders])))
        all_leave = float(asset.loss(everybody, np.ones(everybody.shape))[0])
        rows.append(
            (asset.asset_id, asset.name, asset.kind, CHANNEL[asset.rule], asset.rule, where,
             len(asset.holders), len(asset.outside) + asset.never_gone, all_leave, added_up,
             amounts[0], errors[0], amounts[1], errors[1], added_up + amounts[2], errors[2])
        )  # fmt: skip
    table = pd.DataFrame(rows, columns=_ASSETS)
    return table.sort_values(
        ["expected_loss", "asset_id"], ascending=[False, True], ignore_index=True
    )


_ASSETS = ["asset_id", "name", "kind", "channel", "rule", "position_ids", "holders", "others",
           "loss_if_all_leave", "added_up", "extra_once", "extra_once_se", "extra_pulled",
           "extra_pulled_se", "expected_loss", "expected_loss_se"]  # fmt: skip


def holder_groups(model: Model, drawn: Drawn) -> list[Group]:
    """List the sets of two priced people or more who hold an asset together."""
    held = {tuple(sorted(asset.holders.tolist())) for asset in model.assets}
    return sorted(group for group in held if len(group) > 1)


def group_table(
    drawn: Drawn, model: Model, factor: Factor, losses: Losses, groups: list[Group]
) -> pd.DataFrame:
    """Say which holders of the same asset cost most when they go together.

    Returns
    -------
    DataFrame, dearest first: position_ids (text), people, asset_ids (text), chance_together,
    chance_together_se, cost_together, cost_apart (each leaving while the others stay, added up),
    cost_difference (currency)
    """
    posts = drawn.ground.seats["position_id"]
    rows = []
    for group, together in zip(groups, losses.together, strict=True):
        chance = mean_of(together.astype(float), factor)
        cost = loss_if_leave(model, group)
        apart = sum(loss_if_leave(model, (one,)) for one in group)
        held = [
            asset.asset_id for asset in model.assets if set(asset.holders.tolist()) == set(group)
        ]
        where = ", ".join(sorted(set(posts.iloc[list(group)])))
        rows.append(
            (where, len(group), ", ".join(held), chance.amount, chance.error(factor), cost, apart,
             cost - apart)
        )  # fmt: skip
    table = pd.DataFrame(rows, columns=_GROUPS)
    return table.sort_values(
        ["cost_together", "position_ids"], ascending=[False, True], ignore_index=True
    )


_GROUPS = ["position_ids", "people", "asset_ids", "chance_together", "chance_together_se",
           "cost_together", "cost_apart", "cost_difference"]  # fmt: skip


def seat_table(drawn: Drawn, model: Model, factor: Factor, losses: Losses) -> pd.DataFrame:
    """Say for which posts somebody is ready, and how often nobody can be spared after all.

    Returns
    -------
    DataFrame, most often untaken first: position_id, title, ready (people named), chance_empty
    (somebody leaves the post), chance_untaken (and for one of these seats somebody ready is there
    but nobody can be spared), chance_untaken_se
    """
    seats = drawn.ground.seats.iloc[model.seats]
    posts = seats["position_id"].to_numpy()
    ready = drawn.ready["position_id"].value_counts()
    rows = []
    for post in dict.fromkeys(posts):
        mine = posts == post
        empty = mean_of(losses.empty[mine].any(axis=0).astype(float), factor)
        short = losses.named[mine] & ~losses.taken[mine]
        untaken = mean_of(short.any(axis=0).astype(float), factor)
        title = seats.loc[mine, "title"].iloc[0]
        rows.append(
            (post, title, int(ready[post]), empty.amount, untaken.amount, untaken.error(factor))
        )
    columns = ["position_id", "title", "ready", "chance_empty", "chance_untaken",
               "chance_untaken_se"]  # fmt: skip
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(
        ["chance_untaken", "position_id"], ascending=[False, True], ignore_index=True
    )
