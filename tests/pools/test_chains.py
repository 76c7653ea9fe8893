"""Vacancy chains: by hand, against trying everything, and on the sample company."""

from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from workbench.company import load_company
from workbench.errors import ParameterError
from workbench.pools import build_pools
from workbench.pools.chains.closure import vacancy_chains
from workbench.pools.chains.display import chain_findings, chain_table, end_table
from workbench.pools.chains.solve import NO_POST, close_chains, trace_chains
from workbench.pools.routes.buy import outside_routes
from workbench.sample.planted import KEY_POSTS, LONG_VACANCY_POST

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


def close(free, pairs, holds, *, hire_cost, fit=None, weight=None, inside=None):
    """Pairs of (person, post); holds: the post of each person."""
    person, post = (np.array([pair[side] for pair in pairs], dtype=int) for side in (0, 1))
    free, own = np.array(free), np.array(holds, dtype=int)[person]
    fit = np.full(len(pairs), 0.5) if fit is None else np.array(fit)
    closure = close_chains(
        free, person, post, own, fit, hire_cost=np.array(hire_cost, dtype=float),
        weight=np.ones(len(free)) if weight is None else np.array(weight),
        inside=np.zeros(len(free)) if inside is None else np.array(inside),
    )  # fmt: skip
    return closure, trace_chains(free, post, own, closure)


def test_chain_runs_down_to_the_only_post_that_can_be_hired_for():
    # Head retires; deputy moves up, group leader follows, an engineer is hired.
    closure, chains = close(
        [1, 0, 0, 0], [(0, 0), (1, 1), (2, 2)], [1, 2, 3], hire_cost=[np.nan, np.nan, np.nan, 60]
    )
    assert closure.hired.tolist() == [0, 0, 0, 1]
    assert closure.empty.sum() == 0
    assert chains == [(0, (0, 1, 2), "hired", 3)]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"free": np.array([-1, 0])}, "free must be at least 0, entry 0 is not"),
        ({"post": np.array([2])}, "post must be one of 2 posts"),
        ({"from_post": np.array([-2])}, "from_post must be one of 2 posts or -1"),
        ({"fit": np.array([np.nan])}, "fit must be known, entry 0 is not"),
        ({"hire_cost": np.array([np.nan, np.inf])}, "hire_cost must be at least 0, or NaN"),
        ({"weight": np.array([1.0, np.nan])}, "weight must be above 0, entry 1 is not"),
        ({"inside": np.array([-1.0, 0.0])}, "inside must be at least 0"),
        ({"fit": np.ones(2)}, "one entry for each pair"),
        ({"weight": np.ones(3)}, "one entry for 2 posts"),
    ],
)
def test_close_chains_refuses_what_is_unknown(changes, words):
    sound = {
        "free": np.array([1, 0]), "person": np.array([0]), "post": np.array([0]),
        "from_post": np.array([1]), "fit": np.array([0.8]), "hire_cost": np.array([np.nan, 90.0]),
        "weight": np.ones(2), "inside": np.zeros(2),
    }  # fmt: skip
    with pytest.raises(ValueError, match=words):
        close_chains(**(sound | changes))


def test_one_person_fills_one_seat_though_ready_for_two():
    closure, chains = close([1, 1, 0], [(0, 0), (0, 1)], [2], hire_cost=[np.nan, np.nan, 30])
    assert closure.empty.sum() == 1
    assert sorted(end for _, _, end, _ in chains) == ["empty", "hired"]


def test_no_cost_is_traded_for_fit_however_much_it_costs():
    closure, _ = close(
        [1, 0, 0], [(0, 0), (1, 0)], [1, 2], hire_cost=[np.nan, 40_000_000, 40_000_003],
        fit=[0.5, 0.9],
    )  # fmt: skip
    assert closure.moved.tolist() == [True, False]
    assert closure.stages[3] == 40_000_000


def test_an_empty_key_seat_weighs_more():
    closure, _ = close(
        [1, 1, 0], [(0, 0), (0, 1)], [2], hire_cost=[np.nan, np.nan, 30], weight=[1, 2, 1]
    )
    assert closure.empty.tolist() == [1, 0, 0]


def test_somebody_without_a_post_ends_a_chain_without_a_hire():
    closure, chains = close([1, 0], [(0, 0), (1, 1)], [1, NO_POST], hire_cost=[50, 50])
    assert closure.stages[1] == 0
    assert chains == [(0, (0, 1), "no post", 1)]


def test_no_move_happens_that_no_seat_calls_for():
    closure, chains = close([0, 0], [(0, 0)], [1], hire_cost=[10, 10])
    assert not closure.moved.any()
    assert chains == []
    closure, _ = close([1, 0, 0], [(0, 2)], [1], hire_cost=[10, 5, 1])
    assert not closure.moved.any()


def test_a_post_meant_for_insiders_is_filled_from_inside_though_hiring_is_quicker():
    options = {"hire_cost": [10, 90]}
    quick, _ = close([1, 0], [(0, 0)], [1], **options)
    meant, _ = close([1, 0], [(0, 0)], [1], inside=[1, 0], **options)
    assert quick.hired.tolist() == [1, 0]
    assert meant.hired.tolist() == [0, 1]


def tried(free, pairs, holds, hire_cost, fit, weight, inside):
    """The best stages over all sets of moves and, for each, all ways to end."""
    best = None
    for chosen in product([False, True], repeat=len(pairs)):
        people = [pair[0] for pair, taken in zip(pairs, chosen, strict=True) if taken]
        if len(set(people)) < len(people):
            continue
        open_seats = np.array(free)
        for (person, post), taken in zip(pairs, chosen, strict=True):
            if taken:
                open_seats[post] -= 1
                if holds[person] != NO_POST:
                    open_seats[holds[person]] += 1
        if (open_seats < 0).any():
            continue
        # A seat is hired for where it can be: that leaves fewest empty, the first aim.
        hired = np.where(np.isnan(hire_cost), 0, open_seats)
        empty = open_seats - hired
        stages = (
            weight @ empty, hired.sum(), inside @ hired, np.nan_to_num(hire_cost) @ hired,
            sum(chosen), -sum(value for value, taken in zip(fit, chosen, strict=True) if taken),
        )  # fmt: skip
        best = stages if best is None else min(best, tuple(np.round(stages, 9)))
        best = tuple(np.round(best, 9))
    return best


@pytest.mark.parametrize("seed", range(12))
def test_close_chains_equals_trying_everything(seed):
    rng = np.random.default_rng(seed)
    posts, people = 5, 5
    holds = rng.integers(-1, posts, people)
    pairs = [
        (person, post)
        for person in range(people)
        for post in range(posts)
        if post != holds[person] and rng.random() < 0.45
    ][:10]
    free = rng.integers(0, 2, posts)
    free[0] = 1
    hire_cost = np.where(rng.random(posts) < 0.5, np.nan, rng.integers(10, 99, posts))
    fit, weight = rng.integers(50, 99, len(pairs)) / 100, rng.integers(1, 3, posts).astype(float)
    inside = rng.integers(0, 2, posts).astype(float)
    closure, chains = close(
        free, pairs, holds, hire_cost=hire_cost, fit=fit, weight=weight, inside=inside
    )
    best = tried(free, pairs, holds, hire_cost, fit, weight, inside)
    assert (*closure.stages[:-1], -closure.stages[-1]) == pytest.approx(best, abs=1e-6)
    ends = [end for _, _, end, _ in chains]
    assert free.sum() == len(ends)
    assert ends.count("hired") == closure.hired.sum()
    assert ends.count("empty") == closure.empty.sum()
    assert sum(len(steps) for _, steps, _, _ in chains) == closure.moved.sum()


def test_close_chains_does_not_depend_on_the_order_of_pairs():
    rng = np.random.default_rng(4)
    pairs = [(person, post) for person in range(8) for post in range(6) if rng.random() < 0.4]
    holds = rng.integers(-1, 6, 8)
    pairs = [pair for pair in pairs if holds[pair[0]] != pair[1]]
    fit = rng.random(len(pairs))
    cost = [np.nan, np.nan, 40.0, 50.0, np.nan, 30.0]
    first, _ = close([1, 1, 0, 0, 1, 0], pairs, holds, hire_cost=cost, fit=fit)
    order = rng.permutation(len(pairs))
    second, _ = close(
        [1, 1, 0, 0, 1, 0], [pairs[one] for one in order], holds, hire_cost=cost, fit=fit[order]
    )
    assert first.stages == pytest.approx(second.stages)
    assert (first.hired == second.hired).all()
    assert (first.moved[order] == second.moved).all()


def by_hand(free, pairs, holds, *, hire_cost, locked=(), kept=None, fit=None):
    person, post = (np.array([pair[side] for pair in pairs], dtype=int) for side in (0, 1))
    return close_chains(
        np.array(free), person, post, np.array(holds, dtype=int)[person],
        np.full(len(pairs), 0.5) if fit is None else np.array(fit),
        hire_cost=np.array(hire_cost, dtype=float), weight=np.ones(len(free)),
        inside=np.zeros(len(free)), locked=np.array([pair in locked for pair in pairs]),
        kept=None if kept is None else np.array(kept),
    )  # fmt: skip


def test_who_is_locked_goes_before_who_fits_better():
    # Post 0 falls free; persons 0 and 1 could take it from posts 1 and 2, both quick to hire for.
    closure = by_hand([1, 0, 0], [(0, 0), (1, 0)], [1, 2], hire_cost=[9, 9, 9], fit=[0.9, 0.6],
                      locked=[(1, 0)])  # fmt: skip
    assert closure.moved.tolist() == [False, True]
    assert closure.hired.tolist() == [0, 0, 1]


def test_who_is_locked_goes_first_though_the_seat_left_behind_stays_empty():
    free = {"free": [1, 0], "pairs": [(0, 0)], "holds": [1], "hire_cost": [10, np.nan]}
    assert by_hand(**free).empty.tolist() == [0, 0]
    assert by_hand(**free, locked=[(0, 0)]).empty.tolist() == [0, 1]


def test_a_lock_opens_no_seat():
    # Nothing is free at post 1, so the lock there moves nobody and person 0 stays.
    closure = by_hand([1, 0, 0], [(0, 1)], [2], hire_cost=[5, 5, 5], locked=[(0, 1)])
    assert not closure.moved.any()


def test_who_is_locked_twice_takes_one_seat_and_the_other_is_filled_as_ever():
    closure = by_hand([1, 1, 0], [(0, 0), (0, 1)], [2], hire_cost=[5, 90, 5],
                      locked=[(0, 0), (0, 1)])  # fmt: skip
    assert closure.hired.tolist() == [1, 0, 1]


def test_a_kept_seat_is_taken_by_nobody_else_inside():
    alone = by_hand([1, 0], [(0, 0)], [1], hire_cost=[np.nan, 5], kept=[1, 0])
    assert (alone.moved.tolist(), alone.empty.tolist()) == ([False], [1, 0])
    outside = by_hand([1, 0], [(0, 0)], [1], hire_cost=[50, 5], kept=[1, 0])
    assert outside.hired.tolist() == [1, 0]


def test_of_two_seats_only_the_kept_one_is_kept():
    closure = by_hand([2, 0], [(0, 0), (1, 0)], [1, 1], hire_cost=[np.nan, 5], kept=[1, 0])
    assert (closure.moved.sum(), closure.empty.tolist()) == (1, [1, 0])


POOLS = pd.DataFrame({"position_id": ["P1", "P2", "P5"], "pool": ["key", "key", "management"]})


def chain_of(company, post="P1", **options):
    return vacancy_chains(company, POOLS, [post], **options)


@pytest.mark.parametrize("where", ["", "P1"])
def test_who_is_excluded_moves_up_nowhere(company, where):
    assert chain_of(company).moves["employee_id"].tolist() == ["E3"]
    chains = chain_of(company, excluded=[(where, "E3")])
    assert "E3" not in chains.moves["employee_id"].tolist()
    assert chain_of(company, excluded=[("P5", "E3")]).moves["employee_id"].tolist() == ["E3"]


def test_settings_by_hand_reach_the_chains(company):
    pools = company.settings.pools.model_validate({"excluded": [{"employee_id": "E3"}]})
    settings = company.settings.model_copy(update={"pools": pools})
    assert chain_of(replace(company, settings=settings)).moves.empty


def test_who_is_locked_and_ready_is_said_to_be_locked(company):
    chains = chain_of(company, locked=[("P1", "E3")])
    assert chains.moves["is_locked"].tolist() == [True]
    assert chain_table(chains)["how"].iloc[0] == "locked in by hand"
    assert not chains.chains["is_kept"].any()


def test_a_seat_is_kept_for_who_is_locked_and_not_ready(company):
    # E2 lacks one level of leading for P1: ready in a year, so E3 does not take the seat either.
    chains = chain_of(company, locked=[("P1", "E2")])
    assert chains.moves.empty
    assert chains.chains["is_kept"].tolist() == [True]
    assert end_table(chains)["end"].tolist() == [
        "left empty, kept for somebody locked who is not ready now: days from outside not known"
    ]
    assert chains.notes[-1].startswith(
        "Kept for somebody locked who is not ready now: Head (P1). Nobody else inside takes"
    )
    assert chain_of(company, locked=[("P1", "E2")], excluded=[("", "E2")]).moves[
        "employee_id"
    ].tolist() == ["E3"]


def test_a_kept_seat_that_can_be_hired_for_is_hired_for_and_says_why(company):
    ways = pd.DataFrame(
        {"fill_days": [90.0], "channel": [None], "channel_days": [np.nan],
         "channel_days_high": [np.nan]}, index=["P1"],
    )  # fmt: skip
    chains = chain_of(company, locked=[("P1", "E2")], outside=ways)
    assert chains.moves.empty
    assert end_table(chains)["end"].tolist() == [
        "hired from outside, as somebody locked is not ready now"
    ]


def test_no_seat_is_kept_for_who_leaves_with_it(company):
    # E1 holds P1 and is the one who goes; a lock of E1 there keeps nothing.
    assert len(chain_of(company, locked=[("P1", "E1")]).moves) == 1


def test_who_is_locked_may_take_a_post_at_the_own_grade(make, tables):
    # E8 leads the desks at grade 6; P2 is at grade 6, another family and unit, and asks for C1.
    tables["assessments"] = pd.concat(
        [tables["assessments"], pd.DataFrame({"employee_id": ["E8"], "competency_id": ["C1"],
                                              "level": ["5"], "assessed_on": ["2026-01-10"]})]
    )  # fmt: skip
    del tables["required_qualifications"]
    company = make(tables)
    assert "E8" not in chain_of(company, "P2").moves["employee_id"].tolist()
    assert chain_of(company, "P2", locked=[("P2", "E8")]).moves["employee_id"].tolist() == ["E8"]


def test_vacancy_chains_of_the_small_company(company):
    targets = build_pools(company, ["P1", "P2"]).targets
    chains = vacancy_chains(company, targets, ["P1"])
    # E3 (grade 5) meets every level of P1, passes its gates and leaves a seat of P3.
    assert chains.moves["employee_id"].tolist() == ["E3"]
    assert chains.chains.iloc[0][["end", "end_position_id"]].tolist() == ["empty", "P3"]
    assert chains.measures["difference"] == 0
    assert "not known" in chains.notes[0]
    assert chain_table(chains)["how"].tolist() == [
        "moves up from inside", "left empty: days from outside not known",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("vacated", "words"),
    [
        pytest.param(["P9"], "vacated: 1 id is not an open post", id="unknown post"),
        pytest.param(["P1", "P1"], "P1 is named 2 times", id="more than its seats"),
    ],
)
def test_vacancy_chains_refuses_what_cannot_fall_free(company, vacated, words):
    targets = build_pools(company, ["P1"]).targets
    with pytest.raises(ParameterError, match=words):
        vacancy_chains(company, targets, vacated)


def test_vacancy_chains_without_a_vacancy_say_so(tables, make):
    tables["employees"] = tables["employees"].assign(born_on="1990-01-01")
    company = make(tables)
    chains = vacancy_chains(company, build_pools(company, ["P1"]).targets)
    assert chains.chains.empty
    assert chain_findings(chains)[0].startswith("No seat of these posts")
    assert chain_table(chains).empty


def test_chain_findings_are_right_in_the_singular(company):
    targets = build_pools(company, ["P1", "P2"]).targets
    words = chain_findings(vacancy_chains(company, targets, ["P1"]))
    assert words[0] == (
        "1 seat falls free. If people who are ready now move up where that helps, nobody is hired "
        "from outside and 1 seat stays empty (Setter); no fewer will do."
    )
    assert words[1].startswith(
        "1 move inside; the longest chain has 1 move, a chain 1.0 on average."
    )


@pytest.fixture(scope="module")
def sample():
    company = load_company(SAMPLE)
    return company, build_pools(company, KEY_POSTS).targets


def test_sample_chains_close_the_books(sample):
    chains = vacancy_chains(*sample)
    number = chains.measures
    assert number["difference"] == 0
    assert number["departures"] == number["hired"] + number["empty"] + number["no_post"]
    assert number["moves"] == len(chains.moves)
    assert not chains.moves["employee_id"].duplicated().any()
    stays = chains.chains.set_index("position_id")["end"]
    assert stays[LONG_VACANCY_POST] == "empty"
    # The same days as among the routes of make, buy or borrow, and why they do not help.
    told = end_table(chains).set_index("seat")["end"].filter(like=LONG_VACANCY_POST).item()
    routes = outside_routes(
        sample[0], pd.DataFrame({"position_id": [LONG_VACANCY_POST], "kind": ["vacancy"]})
    ).query("route == 'recruit'")
    quick = routes.loc[routes["days"].idxmin()]
    assert told == (
        "left empty: from outside usually 371 days, more than 365; by agency "
        f"{quick['days']:.0f} (in nine of ten {quick['days_high']:.0f})"
    )
    assert any("1 seat left empty takes more than 365 days" in each
               for each in chain_findings(chains))  # fmt: skip
    assert len(end_table(chains)) == number["departures"]
    assert "no fewer will do" in chain_findings(chains)[0]


def test_sample_chains_follow_each_seat(sample):
    company, targets = sample
    chains = vacancy_chains(company, targets, ["P0001", "P0005", "P0012"])
    for chain, moves in chains.moves.groupby("chain"):
        assert moves["position_id"].tolist()[1:] == moves["from_position_id"].tolist()[:-1]
        row = chains.chains.set_index("chain").loc[chain]
        assert moves["position_id"].iloc[0] == row["position_id"]
        assert moves["from_position_id"].iloc[-1] == row["end_position_id"]
    leaving = company.incumbents.set_index("position_id").loc[["P0001", "P0005", "P0012"]]
    assert not chains.moves["employee_id"].isin(leaving["employee_id"]).any()
    assert pd.notna(chains.measures["average"])
