"""Every way into the pools refuses an option that is out of its range, by name."""

import pytest

from workbench.errors import ParameterError
from workbench.pools import build_pools
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
