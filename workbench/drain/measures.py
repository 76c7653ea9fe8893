"""What could be done against the loss: what each measure saves and must at least achieve."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.drain.channels import DRIVERS
from workbench.drain.in_place import measures_in_place, not_in_place, worth_in_place
from workbench.drain.law import limits, off_reason
from workbench.drain.risk import DrainRisk
from workbench.people.history import DAYS_PER_YEAR
from workbench.schema import TABLES

MOMENTS = ("before", "during", "after")


@dataclass(frozen=True)
class MeasureEffects:
    """What measures do.

    Attributes
    ----------
    measures : one row a measure, by moment and saving: measure_id, name, kind, moment, acts_on,
        posts_worth_it, saving_low, saving, saving_high, cost, net (over these posts and the
        horizon), limits
    by_post : one row a post and measure that is on: position_id, measure_id, name, moment,
        acts_on, avoidable_loss, saving_low, saving, saving_high, cost, net, break_even_effect
        (may exceed 1: no effect would pay), pays, pays_if_weak (with the 10th percentile of
        the effect). A measure that a post has already is not among them.
    off : measures that are never counted, with the reason
    in_place : what posts have already, see ``worth_in_place``
    """

    measures: pd.DataFrame
    by_post: pd.DataFrame
    off: pd.DataFrame
    in_place: pd.DataFrame


def avoidable_loss(risk: DrainRisk) -> pd.DataFrame:
    """Sum the expected loss of each post that a measure on a quantity could take away at most.

    Returns
    -------
    DataFrame: position_id, acts_on, avoidable_loss (currency over the horizon)

    Notes
    -----
    Every driver is proportional to the quantities in its ``moved_by`` and to the chance of
    leaving, so an effect e on a quantity saves e times the sum over its drivers, exactly. For
    ``cover_share`` the quantity is the part that no B covers, and what is lost under several in
    command moves with it, as the B leads alone. Who retires within the horizon
    goes anyway, so no measure on the chance of leaving takes that loss away.
    """
    rows = risk.channels
    moves = pd.DataFrame(
        [(driver.name, acts_on) for driver in DRIVERS for acts_on in driver.moved_by],
        columns=["driver", "acts_on"],
    )
    moved = rows.merge(moves, on="driver")
    chance = rows.assign(acts_on="leave_probability", expected_loss=rows["not_retiring_loss"])
    both = pd.concat([moved, chance], ignore_index=True)
    sums = both.groupby(["position_id", "acts_on"])["expected_loss"].sum()
    return sums.rename("avoidable_loss").reset_index()


def measure_effects(company: Company, risk: DrainRisk) -> MeasureEffects:
    """Say what each measure saves at each post and which effect it needs to pay.

    Parameters
    ----------
    company : for its table measures; without it all frames are empty
    risk : under any scenario

    Returns
    -------
    MeasureEffects; one measure at a time: the savings of several do not add up
    """
    on, off = measures_on_and_off(company)
    years, avoidable = risk.horizon_days / DAYS_PER_YEAR, avoidable_loss(risk)
    done = measures_in_place(company, risk.posts["position_id"].tolist(), on)
    by_post = _by_post(on, avoidable, done, years)
    in_place = worth_in_place(done, avoidable, on, years=years)
    return MeasureEffects(_totals(on, by_post), by_post, off, in_place)


def measures_on_and_off(company: Company) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Part the measures into those that may be counted and those that never are.

    Parameters
    ----------
    company : for its table measures and the jurisdiction of its settings

    Returns
    -------
    (on, off) : the rows of measures that may be counted, with limits (text) and with 0 for costs
        at the start that are not given; and measure_id, name, kind, moment, acts_on, reason
    """
    table, place = _measures(company), company.settings.drain.jurisdiction
    reasons = pd.Series([off_reason(kind, place) for kind in table["kind"]], dtype="str")
    is_off = (reasons != "").to_numpy()
    off = table[is_off][["measure_id", "name", "kind", "moment", "acts_on"]]
    on = table[~is_off]
    notes = [
        f"{note} {limits(kind, place)}".strip()
        for note, kind in zip(on["legal_note"].fillna(""), on["kind"], strict=True)
    ]
    once = on[["cost_once_per_post", "cost_once_firm"]].fillna(0.0)
    return (
        on.assign(limits=pd.Series(notes, index=on.index, dtype="str"), **once).reset_index(
            drop=True
        ),
        off.assign(reason=reasons[is_off].to_numpy()).reset_index(drop=True),
    )


def _measures(company: Company) -> pd.DataFrame:
    if company.has("measures"):
        return company.table("measures")
    kinds = {"number": "float64"}
    columns = {each.name: kinds.get(each.kind, "str") for each in TABLES["measures"]}
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in columns.items()})


def _by_post(
    measures: pd.DataFrame, avoidable: pd.DataFrame, in_place: pd.DataFrame, years: float
) -> pd.DataFrame:
    rows = not_in_place(avoidable.merge(measures, on="acts_on"), in_place)
    cost = rows["cost_per_post_per_year"] * years + rows["cost_once_per_post"]
    savings = {
        "saving_low": rows["avoidable_loss"] * rows["effect_p10"],
        "saving": rows["avoidable_loss"] * rows["effect_p50"],
        "saving_high": rows["avoidable_loss"] * rows["effect_p90"],
    }
    needed = cost / rows["avoidable_loss"].where(rows["avoidable_loss"] > 0)
    found = rows.assign(
        **savings, cost=cost, net=savings["saving"] - cost, break_even_effect=needed,
        pays=savings["saving"] > cost, pays_if_weak=savings["saving_low"] > cost,
    )  # fmt: skip
    ordered = found.sort_values(["net", "position_id"], ascending=[False, True])
    return ordered[_BY_POST].reset_index(drop=True)


_BY_POST = [
    "position_id", "measure_id", "name", "moment", "acts_on", "avoidable_loss", "saving_low",
    "saving", "saving_high", "cost", "net", "break_even_effect", "pays", "pays_if_weak",
]  # fmt: skip
_SUMS = ["saving_low", "saving", "saving_high", "cost", "net"]


def _totals(measures: pd.DataFrame, by_post: pd.DataFrame) -> pd.DataFrame:
    """Each measure over the posts at which it pays; one that pays nowhere stays with zeros."""
    worth = by_post[by_post["pays"]].groupby("measure_id")
    totals = worth[_SUMS].sum().assign(posts_worth_it=worth.size())
    kept = measures[["measure_id", "name", "kind", "moment", "acts_on", "limits"]]
    rows = kept.merge(totals, left_on="measure_id", right_index=True, how="left")
    rows = rows.fillna(dict.fromkeys([*_SUMS, "posts_worth_it"], 0.0))
    firm = measures["cost_once_firm"].where(rows["posts_worth_it"] > 0, 0.0)
    rows = rows.assign(cost=rows["cost"] + firm, net=rows["net"] - firm)
    order = rows["moment"].map({moment: place for place, moment in enumerate(MOMENTS)})
    rows = rows.assign(order=order, posts_worth_it=rows["posts_worth_it"].astype(int))
    ordered = rows.sort_values(["order", "net"], ascending=[True, False], ignore_index=True)
    return ordered[[*kept.columns[:-1], "posts_worth_it", *_SUMS, "limits"]]


def action_list(effects: MeasureEffects, *, most: int = 3) -> pd.DataFrame:
    """Keep the best paying measures of each post, by moment.

    Parameters
    ----------
    effects : of ``measure_effects``
    most : measures kept a post

    Returns
    -------
    The rows of ``by_post`` that pay, at most ``most`` a post, in the order of posts by net saving
    """
    paying = effects.by_post[effects.by_post["pays"]]
    best = paying.groupby("position_id", sort=False).head(most)
    place = {post: n for n, post in enumerate(best["position_id"].unique())}
    moment = {name: n for n, name in enumerate(MOMENTS)}
    keys = best.assign(post=best["position_id"].map(place), when=best["moment"].map(moment))
    order = np.lexsort((keys["when"], keys["post"]))
    return best.iloc[order].reset_index(drop=True)
