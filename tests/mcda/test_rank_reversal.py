"""No post changes the score of another: the experiment of benchmarks/rank_reversal.py, run here."""

import importlib.util
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

FILE = Path(__file__).parents[2] / "benchmarks" / "rank_reversal.py"


@pytest.fixture(scope="module")
def experiment() -> ModuleType:
    spec = importlib.util.spec_from_file_location("rank_reversal", FILE)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def firms(experiment: ModuleType) -> list:  # type: ignore[type-arg]
    return experiment.firms(500)


@pytest.mark.parametrize("exponent", [1.0, 0.0, -2.0])
def test_scores_of_500_firms_are_untouched_by_other_posts(
    experiment: ModuleType, firms, exponent: float
) -> None:
    score = experiment.product(exponent)
    changed = 0
    for rated, weights, removed, added in firms:
        whole = score(rated, weights)
        fewer = score(np.delete(rated, removed, axis=0), weights)
        more = score(np.vstack([rated, added]), weights)
        changed += not np.array_equal(fewer, np.delete(whole, removed))
        changed += not np.array_equal(more[:-1], whole)
    assert changed == 0


def test_the_experiment_can_fail(experiment: ModuleType, firms) -> None:
    # TOPSIS turns posts round in more than a quarter of the firms, whichever of both is done.
    found = [experiment.changes(experiment.METHODS["TOPSIS, vector normalisation"], firm)
             for firm in firms[:100]]  # fmt: skip
    assert sum(removed[0] for removed, _ in found) > 25
    assert sum(added[0] for _, added in found) > 25


def test_flips_count_posts_turned_round_and_not_ties(experiment: ModuleType) -> None:
    before = np.array([3.0, 2.0, 2.0])
    assert not experiment.flips(before, np.array([3.0, 2.0, 1.0]))
    assert experiment.flips(before, np.array([1.0, 2.0, 2.0]))
