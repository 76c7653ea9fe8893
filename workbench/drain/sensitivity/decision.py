"""What it is worth to find an input out before measures are bought."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import qmc

from workbench.company import Company
from workbench.drain.in_place import measures_in_place
from workbench.drain.measures import measures_on_and_off
from workbench.drain.plan.bundles import make_bundles
from workbench.drain.plan.menu import allowed_bundles, plan_lacks
from workbench.drain.ranges import quantile_of
from workbench.drain.sensitivity.inputs import NO_SOURCE, SOURCE
from workbench.drain.sensitivity.model import LossModel
from workbench.drain.sensitivity.options import candidate_plans, draw_stakes, net_benefits
from workbench.drain.sensitivity.worth import Worth, partial_information, perfect_information
from workbench.people.history import DAYS_PER_YEAR
from workbench.settings import Range

Floats = NDArray[np.float64]
REPETITIONS, DRAWS = 8, 1024
# Made-up inputs of no matter, which show what chance alone makes of an estimate.
_IDLE = 8
_EFFECT = "effect_of_"


@dataclass(frozen=True)
class DecisionWorth:
    """Value of information for the choice of measures, currency over the horizon.

    Attributes
    ----------
    lacks : why there is no choice, and then the table has no row; empty where there is one
    table : one row an input or effect of a measure, dearest first: input, words, basis, worth,
        standard_error, clear (bool: above what chance makes of an input of no matter, and above
        two standard errors)
    everything : value of knowing all of them at once
    floor : largest value that an input of no matter got
    plans : number of plans compared
    best_net : mean net benefit of the best of them as things are known now
    """

    lacks: str
    table: pd.DataFrame
    everything: Worth
    floor: float
    plans: int
    best_net: float


_COLUMNS = ["input", "words", "basis", "worth", "standard_error", "clear"]


def worth_for_measures(model: LossModel, moving: tuple[str, ...]) -> DecisionWorth:
    """Find what knowing each input is worth before measures are bought.

    Parameters
    ----------
    model : of at least one person; the company's table measures gives the choice
    moving : names of the inputs that move the expected loss; the others are worth nothing

    Returns
    -------
    DecisionWorth. The value is that of the best of many plans, see ``candidate_plans``; as no list
    holds every plan it is rather too small.
    """
    company = model.ground.company
    on, _ = measures_on_and_off(company)
    whole = model.means(model.middle(1))
    lacks = plan_lacks(company, whole, on)
    if lacks:
        nothing = Worth(np.nan, np.nan)
        return DecisionWorth(lacks, pd.DataFrame(columns=_COLUMNS), nothing, np.nan, 0, np.nan)
    levels, effect_levels, idle = _draw(model, moving, len(on))
    effects = _effects(on, effect_levels)
    stakes = draw_stakes(model, levels)
    rows = [model.names.index(name) for name in moving]
    years = model.ground.leaving.horizon_days / DAYS_PER_YEAR
    limit = company.settings.drain.measures_budget
    bundles, plans = candidate_plans(
        stakes, on, effects, levels[rows], _allowed(company, model, on, years),
        years=years, budget=np.inf if limit is None else float(limit),
    )  # fmt: skip
    net = net_benefits(stakes, bundles, plans, on["acts_on"].to_numpy(dtype=str), effects)
    net = net.reshape(REPETITIONS, DRAWS, len(plans))
    floor = max(_worth(net, level).amount for level in idle)
    known = {name: _worth(net, levels[row]) for name, row in zip(moving, rows, strict=True)}
    table = _table(model, on, known, [_worth(net, level) for level in effect_levels], floor)
    best = float(net.mean(axis=(0, 1)).max())
    return DecisionWorth("", table, perfect_information(net), floor, len(plans), best)


def _worth(net: Floats, level: Floats) -> Worth:
    return partial_information(net, level.reshape(REPETITIONS, DRAWS))


def _draw(
    model: LossModel, moving: tuple[str, ...], measures: int
) -> tuple[Floats, Floats, Floats]:
    """Levels of the inputs, of the effects and of what does not matter, in repetitions."""
    rows = [model.names.index(name) for name in moving]
    width = len(rows) + measures + _IDLE
    seed = np.random.default_rng(model.ground.company.settings.drain.seed)
    points = [
        qmc.Sobol(width, rng=rng).random_base2(int(np.log2(DRAWS)))
        for rng in seed.spawn(REPETITIONS)
    ]
    drawn = np.concatenate(points).T
    levels = model.middle(REPETITIONS * DRAWS)
    levels[rows] = drawn[: len(rows)]
    return levels, drawn[len(rows) : len(rows) + measures], drawn[len(rows) + measures :]


def _effects(measures: pd.DataFrame, levels: Floats) -> Floats:
    rows = measures[["effect_p10", "effect_p50", "effect_p90"]].to_numpy(dtype=float)
    ranges = [Range(p10=a, p50=b, p90=c, source="measures") for a, b, c in rows]
    return np.stack(
        [quantile_of(one, level, ceiling=1.0) for one, level in zip(ranges, levels, strict=True)]
    )


def _allowed(
    company: Company, model: LossModel, on: pd.DataFrame, years: float
) -> NDArray[np.bool_]:
    position_ids = sorted({str(post) for post in model.ground.seats["position_id"]})
    in_place = measures_in_place(company, position_ids, on)
    return allowed_bundles(position_ids, make_bundles(on, years=years), in_place)


def _table(
    model: LossModel, on: pd.DataFrame, known: dict[str, Worth], effects: list[Worth], floor: float
) -> pd.DataFrame:
    nothing = Worth(0.0, 0.0)
    rows = [
        (each.name, each.words, each.basis, known.get(each.name, nothing)) for each in model.inputs
    ]
    noted = on["source_note"].notna() if "source_note" in on else pd.Series(False, index=on.index)
    rows += [
        (f"{_EFFECT}{name}", f"effect of {words}", SOURCE if has else NO_SOURCE, worth)
        for name, words, has, worth in zip(
            on["measure_id"], on["name"], noted, effects, strict=True
        )
    ]
    table = pd.DataFrame(
        [
            (name, words, basis, worth.amount, worth.standard_error,
             worth.amount > max(floor, 2 * worth.standard_error))
            for name, words, basis, worth in rows
        ],
        columns=_COLUMNS,
    )  # fmt: skip
    return table.sort_values("worth", ascending=False, kind="stable", ignore_index=True)
