"""What the list would be with other weights, gates and places, on the same random numbers."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.positions.ranking.draws import Draws, draw_blocks
from workbench.positions.ranking.judge import dimension_levels, in_order, judge, line_of
from workbench.positions.ranking.model import Array, Model
from workbench.positions.ranking.rank import Ranking
from workbench.positions.ranking.stability import top_share
from workbench.positions.ranking.weights import DIMENSIONS

# Enough to see a chance to one or two per cent, few enough to answer at once.
DRAWS = 2000


@dataclass(frozen=True)
class Choice:
    """What can be chosen about a list.

    Parameters
    ----------
    weights : by group (the dimensions, and each dimension for its criteria): weight by item, above
        0; a group is scaled to sum to 1
    gates : smallest value of each gated dimension, in [0, 1]
    key_share : key posts as a share of all, in (0, 1]
    exponent : of the power mean across dimensions, at most 1
    """

    weights: Mapping[str, Mapping[str, float]]
    gates: Mapping[str, float]
    key_share: float
    exponent: float


@dataclass(frozen=True)
class WhatIf:
    """A ranking that can be judged again at once: `judged_with` gives the list for a choice."""

    company: Company
    ranking: Ranking
    blocks: tuple[Draws, ...]
    in_force: Choice


def prepare_what_if(company: Company, ranking: Ranking, *, draws: int = DRAWS) -> WhatIf:
    """Draw the random numbers once, so that a choice only has to be judged.

    Parameters
    ----------
    company, ranking : what was ranked, and how
    draws : fewer than for a report, since they are kept in memory
    """
    settings = company.settings.positions
    groups = ranking.weights.table.groupby("group", sort=False)
    weights = {
        str(group): dict(zip(rows["item"], rows["weight"], strict=True)) for group, rows in groups
    }
    gates = {str(name): gate for name, gate in settings.gates.items()}
    in_force = Choice(weights, gates, ranking.key_share, settings.exponent)
    blocks = tuple(draw_blocks(ranking.model, draws=draws, seed=ranking.seed))
    return WhatIf(company, ranking, blocks, in_force)


def judged_with(what_if: WhatIf, choice: Choice) -> pd.DataFrame:
    """Judge all posts again with a choice.

    Parameters
    ----------
    what_if : as from `prepare_what_if`
    choice : names no dimension or criterion that the ranking does not have

    Returns
    -------
    DataFrame, best first: position_id, title, score, chance, chance_se, gates, passes,
    gates_assessed, verdict, rank; what `rank_positions` gives with these settings, the same seed
    and as many draws
    """
    ranking, settings = what_if.ranking, what_if.company.settings.positions
    model = _model(what_if, choice)
    chosen = settings.model_copy(update={"gates": dict(choice.gates)})
    line = line_of(chosen, posts=len(model.value), key_share=choice.key_share)
    dimensions = dimension_levels(model, ranking.measured, list(ranking.criteria))
    draws = sum(len(block.inside) for block in what_if.blocks)
    chance = top_share(model, what_if.blocks, top=line.places)
    table = in_order(judge(model, dimensions, chance, line=line, draws=draws))
    titles = ranking.table.set_index("position_id")["title"]
    table.insert(1, "title", table["position_id"].map(titles))
    return table


def settings_of(what_if: WhatIf, choice: Choice) -> dict[str, object]:
    """Give the settings that differ from those in force, by their dotted name.

    Returns
    -------
    dict for `record_decision`; weights that did not move are not in it, so that they go on being
    those of the judgements
    """
    now, company = what_if.in_force, what_if.company
    moved = _moved(now, choice)
    given = company.settings.positions.weights
    changes: dict[str, object] = {}
    if moved:
        fixed = {item: _rounded(share) for group in moved for item, share in
                 _scaled(choice.weights[group]).items()}  # fmt: skip
        changes["positions.weights"] = {**given, **fixed}
    if dict(choice.gates) != dict(now.gates):
        changes["positions.gates"] = {name: _rounded(gate) for name, gate in choice.gates.items()}
    if choice.key_share != now.key_share:
        changes["positions.key_share"] = _rounded(choice.key_share)
    if choice.exponent != now.exponent:
        changes["positions.exponent"] = choice.exponent
    return changes


def _model(what_if: WhatIf, choice: Choice) -> Model:
    ranking, moved = what_if.ranking, _moved(what_if.in_force, choice)
    model, least = ranking.model, what_if.company.settings.positions.weight_spread
    across = _scaled(choice.weights[DIMENSIONS])
    inside = {
        item: share for group, weights in choice.weights.items() if group != DIMENSIONS
        for item, share in _scaled(weights).items()
    }  # fmt: skip
    names = list(ranking.dimensions.columns)
    fixed = np.array([names[group] in moved for group in model.groups])
    return replace(
        model,
        dimension_weights=np.array([across[name] for name in names]),
        criterion_weights=np.array([inside[name] for name in ranking.criteria]),
        # Weights that somebody fixes are as unsure as the settings say, not as raters differ.
        criterion_spread=np.where(fixed, least, model.criterion_spread),
        dimension_spread=least if DIMENSIONS in moved else model.dimension_spread,
        gates=_gates(names, choice.gates),
        exponent=choice.exponent,
    )


def _gates(names: list[str], gates: Mapping[str, float]) -> Array:
    return np.array([gates.get(name, np.nan) for name in names], dtype=np.float64)


def _moved(now: Choice, choice: Choice) -> set[str]:
    """Name the groups whose weights differ from those in force."""
    return {
        group
        for group, weights in choice.weights.items()
        if any(
            not math.isclose(share, now.weights[group][item], abs_tol=1e-9)
            for item, share in _scaled(weights).items()
        )
    }


def _scaled(weights: Mapping[str, float]) -> dict[str, float]:
    total = sum(weights.values())
    return {item: weight / total for item, weight in weights.items()}


def _rounded(number: float) -> float:
    return round(float(number), 4)
