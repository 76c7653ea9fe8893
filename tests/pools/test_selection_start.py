"""Prices to start from: they save steps and never change how good the choice is."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.pools.selection import choose
from workbench.pools.selection.flow import fill_posts
from workbench.pools.selection.network import Line, Post, proved_bound, worth_of
from workbench.pools.selection.program import choose_near
from workbench.pools.selection.start import starting_prices


def contested(seed, *, posts=30, people=40, each=20, alike=0.9, step=None):
    """Posts that rank nearly the same people alike."""
    rng = np.random.default_rng(seed)
    strength, post = rng.random(people), np.repeat(np.arange(posts), each)
    person = np.concatenate([rng.choice(people, each, replace=False) for _ in range(posts)])
    fit = 0.6 + 0.4 * (alike * strength[person] + (1 - alike) * rng.random(len(post)))
    return {
        "post": post, "person": person, "fit": fit if step is None else np.round(fit / step) * step,
        "ready": rng.random(len(post)) < 0.1, "capacity": np.full(posts, 2.0),
        "weight": rng.choice([1.0, 2.0], posts),
    }  # fmt: skip


def starting(case, *, most):
    order = np.lexsort((case["person"], case["post"]))
    worth = np.round(case["fit"][order] * 2**30).astype(np.int64)
    return starting_prices(
        case["post"][order], case["person"][order], worth, case["ready"][order],
        case["capacity"].astype(int), np.full(case["person"].max() + 1, most),
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 100_000))
def test_fill_posts_proves_the_optimum_from_any_prices(seed):
    # Prices drawn at random leave people too dear, whom nobody then takes, and others too cheap.
    rng = np.random.default_rng(seed)
    people = int(rng.integers(1, 9))

    def line():
        who = rng.permutation(people)[: rng.integers(0, people + 1)]
        return who.tolist(), np.sort(rng.integers(1, 12, len(who)))[::-1].tolist()

    limit, lines = rng.integers(1, 3, people).tolist(), []
    for _ in range(rng.integers(1, 7)):
        others, values = line()
        ready = [person for person in range(people) if person not in others]
        now = np.sort(rng.integers(1, 12, len(ready)))[::-1].tolist()
        lines.append((int(rng.integers(0, 4)), (now, ready), (values, others)))
    start = (-rng.integers(0, 15, people) * rng.integers(0, 2, people)).tolist()
    reached = []
    for prices in ([0] * people, start, [-(10**9)] * people):
        posts = [Post(n, 500, 10_000, Line(*now), Line(*others)) for n, now, others in lines]
        found = fill_posts(posts, limit, prices)
        reached.append(worth_of(posts))
        assert proved_bound(posts, limit, found) == reached[-1]
        taken = [who for post in posts for who in (*post.ready.taken, *post.others.taken)]
        assert (np.bincount(taken, minlength=people) <= limit).all()
        assert all(post.filled <= post.places for post in posts)
    assert len(set(reached)) == 1


@pytest.mark.parametrize("alike", [0.6, 0.9, 1.0])
@pytest.mark.parametrize("step", [None, 1 / 128])
def test_choose_is_the_best_where_all_posts_want_the_same(alike, step):
    # HiGHS, a solver of other make.
    case = contested(1, alike=alike, step=step)
    choice = choose(**case, most_per_person=2)
    assert choice.gap == 0
    nothing = np.zeros(len(case["post"]), dtype=bool)
    program = choose_near(**case, most_per_person=2, kept=nothing, most_new=len(nothing))
    assert choice.stages[2] == pytest.approx(case["fit"][program].sum(), abs=1e-6)
    assert choice.shortage.sum() == 60 - program.sum()


@pytest.mark.parametrize("step", [None, 1 / 128])
def test_choose_is_the_same_in_any_order_where_all_posts_want_the_same(step):
    case = contested(2, step=step)
    assert starting(case, most=2).any()
    choice = choose(**case, most_per_person=2)
    order = np.random.default_rng(0).permutation(len(case["post"]))
    turned = case | {name: case[name][order] for name in ("post", "person", "fit", "ready")}
    assert (choose(**turned, most_per_person=2).chosen == choice.chosen[order]).all()


def test_choose_takes_preferred_pairs_first_where_all_posts_want_the_same():
    # What an equally good choice holds can be asked for, and is then found.
    case = contested(2, step=1 / 128)
    assert starting(case, most=2).any()
    first = choose(**case, most_per_person=2)
    again = choose(**case, most_per_person=2, preferred=~first.chosen)
    assert again.stages == first.stages
    assert (again.chosen & first.chosen).sum() < first.chosen.sum()
    back = choose(**case, most_per_person=2, preferred=again.chosen)
    assert (back.chosen == again.chosen).all()


def test_starting_prices_are_higher_for_whom_more_posts_want():
    case = contested(4, posts=40, people=30, each=30)
    prices = starting(case, most=3)
    strength = np.zeros(30)
    np.add.at(strength, case["person"], case["fit"])
    assert np.corrcoef(prices, strength)[0, 1] > 0.9


@pytest.mark.parametrize(
    "case",
    [contested(5, people=400, alike=0.0), contested(5) | {"fit": np.full(600, 0.8)}],
    ids=["enough people for all", "equal fits"],
)
def test_starting_prices_are_none_where_nobody_is_scarce(case):
    assert not starting(case, most=2).any()


def test_starting_prices_of_nobody_are_none():
    nobody = np.zeros(0, dtype=int)
    prices = starting_prices(
        nobody, nobody, nobody.astype(np.int64), nobody > 0, np.array([2]), nobody
    )
    assert prices.tolist() == []
