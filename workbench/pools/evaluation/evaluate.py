"""People side by side for a post: gates, gaps, parts of the fit, readiness and nominations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from workbench.company import Company
from workbench.people.fit import fit_inputs
from workbench.people.levels import competency_names, places
from workbench.people.readiness import dated_nominations
from workbench.pools.evaluation.checks import (
    Filled,
    refuse_holders,
    refuse_posts,
    refuse_strangers,
)
from workbench.pools.evaluation.gate_facts import gate_facts
from workbench.pools.evaluation.judge import joined_rows, judged_post, with_dates
from workbench.pools.targets import refuse_text
from workbench.settings.options import whole_number
from workbench.settings.pools import FitWeights

PAIR = ["position_id", "employee_id"]
FIT = ["fit", "fit_low", "fit_high", "known_share"]
NAMED = ["named_as", "evidence_on", "stale"]


@dataclass(frozen=True)
class Evaluation:
    """People judged for posts, side by side; every table has position_id and employee_id.

    Parameters
    ----------
    posts : one row a post asked for: position_id, title, proposed, ready_proposed, undecided,
        shown (people in the tables below)
    people : one row a person and post, in the order of the proposals: place (1 is the first), fit,
        fit_low, fit_high, known_share, months, months_p10, months_p90, readiness, ready_on,
        ready_on_p10, ready_on_p90 (dates; missing where no month is known), considered, named_as
        (readiness in the latest nomination; missing: not named), evidence_on, stale
    gates : one row a gate: gate, state, fact, see ``gate_facts``
    levels : one row a competency the post asks for, the most important first: competency_id,
        competency, importance, required, held, gap (both missing where never assessed), gap_low,
        gap_high (levels missing if what is unknown were met, or were 0)
    parts : one row a part of the fit, see ``fit_parts``
    lacks : fit and bench -> sentence about the tables it would need; empty where nothing is missing
    """

    posts: pd.DataFrame
    people: pd.DataFrame
    gates: pd.DataFrame
    levels: pd.DataFrame
    parts: pd.DataFrame
    lacks: Mapping[str, str]


def evaluate(
    company: Company,
    pools: Filled,
    position_id: str,
    employee_ids: Sequence[str] | None = None,
    *,
    most: int = 4,
    weights: FitWeights | None = None,
) -> Evaluation:
    """Set the people proposed for a post, or those given, side by side.

    Parameters
    ----------
    company : the checked company
    pools : from ``build_pools`` or ``pools_with`` of the same company
    position_id : a post the pools stand by for
    employee_ids : whom to look at; None takes the people proposed, the best first
    most : people set side by side
    weights : of the parts of fit; None takes the settings

    Returns
    -------
    Evaluation of one post

    Raises
    ------
    ParameterError
        If the post has no pool, somebody given is not here, holds the post, is given twice, or more
        are given than ``most``.
    """
    most = whole_number("most", most, least=1)
    if employee_ids is None:
        return evaluate_posts(company, pools, [position_id], most=most, weights=weights)
    refuse_text("employee_ids", employee_ids)
    pairs = pd.DataFrame(
        {"position_id": position_id, "employee_id": list(employee_ids)}, dtype="str"
    )
    refuse_strangers(pools, pairs["employee_id"], most)
    refuse_posts(pools, [position_id])
    refuse_holders(company, position_id, pairs["employee_id"])
    return _evaluate(company, pools, [position_id], pairs, weights)


def evaluate_posts(
    company: Company,
    pools: Filled,
    position_ids: Sequence[str],
    *,
    most: int = 4,
    weights: FitWeights | None = None,
) -> Evaluation:
    """Set the people proposed for each of some posts side by side.

    Parameters
    ----------
    company, pools, weights : as in ``evaluate``
    position_ids : posts the pools stand by for, in the order wanted
    most : people shown for one post, the best first

    Returns
    -------
    Evaluation; a post without anybody proposed is in ``posts`` only

    Raises
    ------
    ParameterError
        If a post has no pool, or is named twice.
    """
    refuse_text("position_ids", position_ids)
    proposals = pools.proposals.sort_values(["position_id", "choice"], ignore_index=True)
    proposals = proposals[proposals["choice"] <= most]
    order = pd.DataFrame({"position_id": list(position_ids)}, dtype="str")
    pairs = order.merge(proposals[PAIR], on="position_id")
    return _evaluate(company, pools, position_ids, pairs, weights)


def weighed(company: Company, found: Evaluation, weights: FitWeights) -> Evaluation:
    """Weigh the parts of fit of an evaluation anew; nothing else rests on the weights.

    Parameters
    ----------
    company : the company that ``found`` is of
    found : from ``evaluate`` or ``evaluate_posts``
    weights : of the parts of fit

    Returns
    -------
    Evaluation, the same as ``evaluate`` gives with these weights
    """
    whole, _, parts = _judged(company, found.people[PAIR], weights)
    fit = found.people[PAIR].merge(whole[[*PAIR, *FIT]], how="left", on=PAIR)
    people = found.people.assign(**{name: fit[name].to_numpy() for name in FIT})
    return replace(found, people=people, parts=parts)


def _evaluate(
    company: Company,
    pools: Filled,
    position_ids: Sequence[str],
    pairs: pd.DataFrame,
    weights: FitWeights | None,
) -> Evaluation:
    refuse_posts(pools, position_ids)
    whole, levels, parts = _judged(company, pairs, weights)
    ids = pairs.groupby("position_id", sort=False).cumcount() + 1
    whole = pairs[PAIR].assign(place=ids).merge(whole, how="left", on=PAIR)
    if not levels.empty:
        levels["competency"] = competency_names(company, levels["competency_id"])
    lacks = {
        "fit": company.lacks("requirements", "assessments"),
        "bench": company.lacks("nominations"),
    }
    return Evaluation(
        _posts(pools, position_ids, pairs),
        _named(company, _considered(pools, with_dates(whole, company.as_of))),
        gate_facts(company, pools.candidates, pairs),
        levels,
        parts,
        lacks,
    )


def _judged(
    company: Company, pairs: pd.DataFrame, weights: FitWeights | None
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Judge pairs post by post: the whole, the levels and the parts, see ``judged_post``."""
    posts = tuple(dict.fromkeys(pairs["position_id"]))
    people = tuple(sorted(set(pairs["employee_id"])))
    inputs = fit_inputs(company, posts, people)
    inputs = inputs if weights is None else replace(inputs, weights=weights)
    person = places(people, pairs["employee_id"])
    post = places(posts, pairs["position_id"])
    judged = [
        judged_post(company, inputs, number, person[post == number]) for number in range(len(posts))
    ]
    whole, levels, parts = (
        joined_rows([one[part] for one in judged], people, posts) for part in range(3)
    )
    return whole, levels, parts


def _considered(pools: Filled, whole: pd.DataFrame) -> pd.DataFrame:
    found = pools.candidates
    person = places(found.employee_ids, whole["employee_id"])
    post = places(found.position_ids, whole["position_id"])
    return whole.assign(considered=found.considered[person, post])


def _named(company: Company, whole: pd.DataFrame) -> pd.DataFrame:
    """Add the latest nomination of each person for the post, with its date and its age."""
    if not company.has("nominations"):
        nobody = pd.DataFrame({name: [None] * len(whole) for name in NAMED}, index=whole.index)
        return whole.join(nobody.astype({"evidence_on": "datetime64[us]"}))
    named = dated_nominations(company).rename(columns={"readiness": "named_as"})
    return whole.merge(named[[*PAIR, *NAMED]], how="left", on=PAIR)


def _posts(pools: Filled, position_ids: Sequence[str], pairs: pd.DataFrame) -> pd.DataFrame:
    columns = ["title", "proposed", "ready_proposed", "undecided"]
    own = pools.targets.set_index("position_id")[columns].loc[list(position_ids)]
    shown = pairs["position_id"].value_counts().reindex(own.index, fill_value=0)
    return own.assign(shown=shown).rename_axis("position_id").reset_index()
