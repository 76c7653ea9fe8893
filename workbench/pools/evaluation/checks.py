"""Who and what can be evaluated: posts with a pool, and people who are here."""

from collections.abc import Sequence
from typing import Protocol

import pandas as pd

from workbench.company import Company
from workbench.errors import ParameterError
from workbench.pools.candidates import Candidates


class Filled(Protocol):
    """Pools that are filled, as ``Pools`` and ``Selected`` hold them; see there."""

    @property
    def targets(self) -> pd.DataFrame:
        """Posts with their demand and the people found."""

    @property
    def proposals(self) -> pd.DataFrame:
        """People proposed."""

    @property
    def candidates(self) -> Candidates:
        """Judgements of all staff."""


def refuse_posts(pools: Filled, position_ids: Sequence[str]) -> None:
    """Refuse posts without a pool, and posts named twice."""
    known = set(pools.candidates.position_ids)
    unknown = [post for post in position_ids if post not in known]
    if unknown:
        raise ParameterError(
            f"position_id: no pool stands by for {', '.join(unknown[:5])}. Allowed: ids of key "
            "posts and of posts that lead people. Check the id, or build the pools with this post."
        )
    twice = sorted({post for post in position_ids if list(position_ids).count(post) > 1})
    if twice:
        raise ParameterError(
            f"position_ids: {', '.join(twice[:5])} named more than once. Allowed: each post once. "
            "Take the second one out."
        )


def refuse_strangers(pools: Filled, employee_ids: pd.Series, most: int) -> None:
    """Refuse people who are not here, are given twice, or are too many to set side by side."""
    unknown = employee_ids[~employee_ids.isin(pools.candidates.employee_ids)].tolist()
    if unknown:
        raise ParameterError(
            f"employee_ids: {', '.join(unknown[:5])} not here on the report date. Allowed: ids of "
            "table employees of people who are here. Check the ids."
        )
    if employee_ids.duplicated().any() or len(employee_ids) > most:
        raise ParameterError(
            f"employee_ids: {len(employee_ids)} ids of {employee_ids.nunique()} people. Allowed: "
            f"up to {most} people, each once. Look at fewer people, or raise most."
        )


def refuse_holders(company: Company, position_id: str, employee_ids: pd.Series) -> None:
    """Refuse people who hold the post already: nobody is judged for the own post."""
    held = company.incumbents.query("position_id == @position_id")["employee_id"]
    own = employee_ids[employee_ids.isin(held)].tolist()
    if own:
        verb = "holds" if len(own) == 1 else "hold"
        raise ParameterError(
            f"employee_ids: {', '.join(own[:5])} {verb} {position_id}, and nobody is judged for "
            "the own post. Allowed: people in other posts. Leave them out, or look at another post."
        )
