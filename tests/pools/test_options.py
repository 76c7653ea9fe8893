"""Every way into the pools refuses an option that is out of its range, by name."""

import numpy as np
import pytest

from workbench.errors import ParameterError
from workbench.pools import build_pools
from workbench.pools.evaluation.evaluate import evaluate
from workbench.pools.one_ready import chance_of_at_least, number_ready
from workbench.pools.outlook import build_outlook
from workbench.pools.routes.build import make_buy_or_borrow
from workbench.pools.training.seats import unlock_posts
from workbench.pools.what_if import prepare_pools

KEY = ["P2"]
WRONG = [
    {"candidates_per_seat": -1}, {"candidates_per_seat": 2.5}, {"candidates_per_seat": "3"},
    {"least_fit": 1.4}, {"horizon_days": -5}, {"pools_per_person": 0},
]  # fmt: skip


@pytest.mark.parametrize("options", WRONG, ids=str)
@pytest.mark.parametrize("start", [build_pools, prepare_pools])
def test_pools_refuse_options_out_of_range(company, start, options):
    with pytest.raises(ParameterError, match=f"{next(iter(options))}: found"):
        start(company, KEY, **options)


@pytest.mark.parametrize(
    ("look", "options"),
    [
        (build_outlook, {"horizon_days": -1}),
        (build_outlook, {"least_fit": 2}),
        (make_buy_or_borrow, {"least_fit": 3}),
        (make_buy_or_borrow, {"pools_per_person": -1}),
        (make_buy_or_borrow, {"budget": "100"}),
        (lambda company, pools, **most: unlock_posts(company, pools.candidates, **most),
         {"most": -1}),
    ],
)  # fmt: skip
def test_what_follows_the_pools_refuses_options_out_of_range(company, look, options):
    pools = build_pools(company, KEY)
    with pytest.raises(ParameterError, match=f"{next(iter(options))}: found"):
        look(company, pools, **options)


def test_pools_refuse_a_text_for_a_list_and_count_one_unknown_id(company):
    with pytest.raises(ParameterError, match=r"key_positions: found the text 'P2'.*\['P2'\]"):
        build_pools(company, "P2")
    with pytest.raises(ParameterError, match=r"key_positions: 1 id is not an open post \(P99\)\."):
        build_pools(company, ["P99"])


def test_evaluate_refuses_a_text_for_a_list_and_the_holder_of_the_post(company):
    pools = build_pools(company, KEY)
    with pytest.raises(ParameterError, match="employee_ids: found the text 'E3'"):
        evaluate(company, pools, "P1", "E3")
    with pytest.raises(ParameterError, match="E2 holds P2, and nobody is judged for the own post"):
        evaluate(company, pools, "P2", ["E2"])


@pytest.mark.parametrize("chances", [[1.2], [float("nan")], [-0.1, 0.5]])
def test_number_ready_refuses_what_is_no_chance(chances):
    with pytest.raises(ParameterError, match=r"chances: found .*Allowed: numbers from 0 to 1"):
        number_ready(np.array(chances))


def test_chance_of_at_least_refuses_a_part_of_a_person():
    with pytest.raises(ParameterError, match=r"least: found 0\.5\. Allowed: a whole number"):
        chance_of_at_least(0.5, np.array([0.3]))
