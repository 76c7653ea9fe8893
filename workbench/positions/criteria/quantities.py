"""What can be measured about a post, each quantity in its own unit and from its own tables."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.company.post_pay import OF_THE_POST, post_pay
from workbench.people.knowledge.holders import who_holds_what
from workbench.people.levels import people_at_level
from workbench.people.network.measures import brokerage
from workbench.positions.criteria.replaceability import months_to_replace
from workbench.positions.criteria.strategy import strategic_contribution

# Years of study beyond school that each degree takes, as usual in Europe.
DEGREE_YEARS = {
    "none": 0, "secondary": 0, "vocational": 3, "bachelor": 3, "master": 5, "doctorate": 8,
}  # fmt: skip


@dataclass(frozen=True)
class Quantity:
    """How an amount is found for every post, and the tables that takes.

    ``amounts`` gives a Series indexed by position_id; posts may be absent or missing.
    ``of_holder`` says that the amount comes from the people who are in a post now, and not from the
    post: with other people in it, it would be another one.
    """

    needs: tuple[str, ...]
    amounts: Callable[[Company], pd.Series]
    of_holder: bool = False


def seats_below(company: Company) -> pd.Series:
    """Count the seats in the reporting line below each post.

    Returns
    -------
    Series indexed by position_id; 0 for a post nobody reports to. Missing for all where no
    reporting line is given, and for posts in or above a circle of reports.
    """
    posts = company.positions.set_index("position_id")
    if posts["reports_to"].isna().all():
        return pd.Series(np.nan, index=posts.index)
    parent = posts.index.get_indexer(pd.Index(posts["reports_to"]))
    seats, below = posts["seats"].to_numpy(), np.zeros(len(posts))
    waiting = np.bincount(parent[parent >= 0], minlength=len(posts))
    done = np.zeros(len(posts), dtype=bool)
    # From the lowest posts upwards, one level of posts at a time.
    while (ready := np.flatnonzero((waiting == 0) & ~done)).size:
        done[ready] = True
        ready = ready[parent[ready] >= 0]
        np.add.at(below, parent[ready], below[ready] + seats[ready])
        np.subtract.at(waiting, parent[ready], 1)
    return pd.Series(np.where(done, below, np.nan), index=posts.index)


def qualification_years(company: Company) -> pd.Series:
    """Years of study and practice a post asks for; missing where either is not given."""
    posts = company.positions.set_index("position_id")
    return posts["required_degree"].map(DEGREE_YEARS) + posts["required_years"]


def skill_scarcity(company: Company) -> pd.Series:
    """One over the number of people who have the scarcest competency a post needs.

    Returns
    -------
    Series indexed by position_id, in (0, 1]: 1 where one person or nobody has it at the level
    needed. Posts without requirements are absent; a competency nobody was assessed in is left out.

    Notes
    -----
    The latest assessment of each person here counts. People not assessed may have it too, so the
    number of holders is at least the one counted.
    """
    needed = company.table("requirements")
    needed = needed[needed["position_id"].isin(company.positions["position_id"])]
    scarcity = 1 / np.maximum(people_at_level(company, needed), 1)
    return pd.Series(scarcity, index=needed["position_id"]).groupby(level=0).max()


def knowledge_scarcity(company: Company) -> pd.Series:
    """One over the number of people who have the scarcest skill or method of a post.

    Returns
    -------
    Series indexed by position_id, in (0, 1]: the larger of `skill_scarcity` and one over the
    holders of the methods that the people in the post hold. Posts with neither are absent.

    Notes
    -----
    A method that one or two people know is a scarce skill that no requirement names, unless its
    record is known to be enough to do it without them (assets.reproducible).
    """
    knowledge = who_holds_what(company)
    written = knowledge.assets["reproducible"].fillna(False).astype(bool)
    heads = knowledge.assets.loc[(knowledge.assets["kind"] == "method") & ~written, "asset_id"]
    held = knowledge.holdings
    methods = held[held["asset_id"].isin(heads)].merge(company.incumbents)
    lone = 1 / methods.groupby("position_id")["holders"].min()
    return pd.concat([skill_scarcity(company), lone]).groupby(level=0).max()


def usual_pay(company: Company) -> pd.Series:
    """Give what the company pays for a post: the middle of its band, else the median of its grade.

    Returns
    -------
    Series indexed by position_id, currency per year; missing where only the unit's median is known,
    which mixes trades, and where grades have too few people to be shown
    """
    pay = post_pay(company).set_index("position_id")
    return pay["pay_per_year"].where(pay["source"].isin(OF_THE_POST))


def _column(name: str) -> Quantity:
    return Quantity(
        ("positions",), lambda company: company.positions.set_index("position_id")[name]
    )


def _held(name: str) -> Quantity:
    def amounts(company: Company) -> pd.Series:
        return who_holds_what(company).by_position.set_index("position_id")[name]

    return Quantity(("assets", "holdings"), amounts, of_holder=True)


def _hardness(company: Company) -> pd.Series:
    return months_to_replace(company).set_index("position_id")["hardness"]


def _betweenness(company: Company) -> pd.Series:
    people = company.incumbents.merge(brokerage(company).table)
    return people.groupby("position_id")["betweenness"].max()


QUANTITIES: dict[str, Quantity] = {
    "strategic_contribution": Quantity(("goals", "result_areas"), strategic_contribution),
    "margin_at_stake_per_year": _column("margin_at_stake_per_year"),
    "budget_per_year": _column("budget_per_year"),
    "usual_pay_per_year": Quantity(("positions",), usual_pay),
    "seats_below": Quantity(("positions",), seats_below),
    "qualification_years": Quantity(("positions",), qualification_years),
    "knowledge_scarcity": Quantity(
        ("requirements", "assessments", "assets", "holdings"), knowledge_scarcity, of_holder=True
    ),
    "skill_scarcity": Quantity(("requirements", "assessments"), skill_scarcity),
    "hardness_to_replace": Quantity(("positions",), _hardness),
    "secret_value_per_year": _held("secret_value_per_year"),
    "customer_margin_share": _held("customer_margin_share"),
    "betweenness": Quantity(("ties",), _betweenness, of_holder=True),
}
