"""Scenarios with what does not add up, on the same paths: paired differences."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from workbench.company import Company
from workbench.drain.compare import USUAL
from workbench.drain.ground import lay_ground
from workbench.drain.scenarios import find_scenario
from workbench.drain.simulation.estimate import Estimate, mean_of, shortfall_of
from workbench.drain.simulation.paths import ScenarioPaths, draw_scenario
from workbench.drain.simulation.people import people_drawn

# Differences on the same paths are sure with fewer of them.
PATHS = 16_384
_LEVEL = 0.95


@dataclass(frozen=True)
class DrawnComparison:
    """Scenarios drawn on the same paths.

    Attributes
    ----------
    base : the scenario that the others are set against
    paths : ways the horizon could go that were drawn
    currency : of all amounts
    table : one row a scenario in the order of the settings: scenario, added_up (expected loss
        where amounts add up, exact), expected_loss, expected_loss_se, difference, difference_se
        (to the base, on the same paths), shortfall_95, shortfall_95_se, shortfall_difference,
        shortfall_difference_se, difference_se_apart (of the expected loss, had each been drawn on
        its own). The differences of the base are 0.
    """

    base: str
    paths: int
    currency: str
    table: pd.DataFrame


def compare_drawn(
    company: Company,
    positions: Sequence[str],
    *,
    base: str = USUAL,
    horizon_days: int | None = None,
    correlation: float | None = None,
    paths: int = PATHS,
) -> DrawnComparison:
    """Draw all scenarios of the settings on the same paths.

    Parameters
    ----------
    company, positions, base, horizon_days, correlation : as in ``compare_with``
    paths : rounded up to a multiple of 8,192

    Returns
    -------
    DrawnComparison

    Raises
    ------
    ParameterError
        If there is no scenario of the name ``base``.

    Notes
    -----
    The layers of the common factor are those of the base, and random numbers belong to person and
    path, so a person who leaves in one scenario leaves in every one that raises the chance. Each
    figure is the exact one of the plain sum plus the drawn difference, as in ``simulate_year``; the
    standard error of a difference of two scenarios is that of the path by path difference.
    """
    names = tuple(company.settings.drain.scenarios)
    find_scenario(company.settings.drain, base)
    ground = lay_ground(
        company, positions, scenarios=names, horizon_days=horizon_days, correlation=correlation
    )
    drawn = people_drawn(ground)
    first = draw_scenario(ground, drawn, base, paths=paths)
    rows = []
    for name in names:
        run = first
        if name != base:
            run = draw_scenario(ground, drawn, name, paths=paths, factor=first.factor)
        rows.append({"scenario": name, **_figures(run, first)})
    return DrawnComparison(base, first.factor.paths, company.settings.currency, pd.DataFrame(rows))


def _figures(run: ScenarioPaths, base: ScenarioPaths) -> dict[str, float]:
    """Give the figures of a scenario and its differences, each with the error of drawing."""
    factor, (mean, tail), (usual, usual_tail) = run.factor, _moved(run), _moved(base)
    known, before = run.exact, base.exact
    mean_gap, tail_gap = mean - usual, tail - usual_tail
    apart = mean.error(factor) ** 2 + usual.error(factor) ** 2
    worst, worst_before = known.shortfall(_LEVEL), before.shortfall(_LEVEL)

    def error(estimate: Estimate) -> float:
        # What is the same on all paths has an error of rounding only.
        found = estimate.error(factor)
        return found if found > 1e-9 * known.expected else 0.0

    return {
        "added_up": known.expected,
        "expected_loss": known.expected + mean.amount,
        "expected_loss_se": error(mean),
        "difference": known.expected - before.expected + mean_gap.amount,
        "difference_se": error(mean_gap),
        "shortfall_95": worst + tail.amount,
        "shortfall_95_se": error(tail),
        "shortfall_difference": worst - worst_before + tail_gap.amount,
        "shortfall_difference_se": error(tail_gap),
        "difference_se_apart": float(apart**0.5),
    }


def _moved(run: ScenarioPaths) -> tuple[Estimate, Estimate]:
    """Give by how much what is shared moves the mean and the worst twentieth."""
    whole, plain = run.losses.total, run.losses.added_up
    mean = mean_of(whole, run.factor) - mean_of(plain, run.factor)
    tail = shortfall_of(whole, run.factor, level=_LEVEL) - shortfall_of(
        plain, run.factor, level=_LEVEL
    )
    return mean, tail
