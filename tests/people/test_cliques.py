"""Groups who all go to each other, against all subsets and by hand."""

import itertools

import numpy as np
import pytest

from workbench.people.network.cliques import mutual_groups


def by_all_subsets(people: int, pairs: set[tuple[int, int]]) -> list[tuple[int, ...]]:
    whole = [
        set(group)
        for size in range(3, people + 1)
        for group in itertools.combinations(range(people), size)
        if all(pair in pairs for pair in itertools.permutations(group, 2))
    ]
    return sorted(tuple(sorted(g)) for g in whole if not any(g < other for other in whole))


@pytest.mark.parametrize("seed", range(12))
def test_groups_are_those_found_by_trying_every_subset(seed):
    generator = np.random.default_rng(seed)
    named = generator.random((8, 8)) < 0.75
    ties = np.argwhere(named)
    pairs = {(int(a), int(b)) for a, b in ties if a != b}
    assert mutual_groups(8, ties) == by_all_subsets(8, pairs)


def test_moon_and_moser_graph_has_three_to_the_power_of_a_third_of_its_people():
    # Moon and Moser (1965): the most maximal cliques n people can have is 3 ** (n / 3).
    people = 12
    ties = np.array([(a, b) for a in range(people) for b in range(people) if a // 3 != b // 3])
    assert len(mutual_groups(people, ties)) == 3**4


def test_one_sided_ties_and_pairs_make_no_group():
    assert mutual_groups(3, np.array([(0, 1), (1, 2), (2, 0)])) == []
    assert mutual_groups(2, np.array([(0, 1), (1, 0)])) == []
    assert mutual_groups(0, np.empty((0, 2), dtype=int)) == []
