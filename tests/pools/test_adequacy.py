"""The 1:3 rule against the closed form worked out by hand and against simulation."""

import numpy as np
import pytest

from workbench.pools.adequacy import adequacy_table, chance_of_successor, names_needed


@pytest.mark.parametrize(
    ("ready_share", "chances", "needed"),
    [
        (0.2, [0.17, 0.31, 0.43, 0.53, 0.61], 13),
        (0.3, [0.26, 0.45, 0.59, 0.69, 0.77], 8),
        (0.5, [0.43, 0.67, 0.81, 0.89, 0.94], 5),
        (0.7, [0.60, 0.84, 0.93, 0.97, 0.99], 3),
    ],
)
def test_chance_of_successor_at_15_percent_leaving(ready_share, chances, needed):
    found = [
        chance_of_successor(names, ready_share=ready_share, leave_share=0.15)
        for names in range(1, 6)
    ]
    assert found == pytest.approx(chances, abs=0.0051)  # the printed table rounds .444975 up
    assert names_needed(0.9, ready_share=ready_share, leave_share=0.15) == needed


def test_chance_of_successor_agrees_with_simulation():
    rng = np.random.default_rng(7)
    there = (rng.random((200_000, 3)) < 0.3) & (rng.random((200_000, 3)) > 0.15)
    exact = chance_of_successor(3, ready_share=0.3, leave_share=0.15)
    assert there.any(axis=1).mean() == pytest.approx(exact, abs=4 * 0.5 / np.sqrt(200_000))


@pytest.mark.parametrize(("ready_share", "needed"), [(0.0, np.inf), (1.0, 1.0)])
def test_names_needed_at_the_ends(ready_share, needed):
    assert names_needed(0.9, ready_share=ready_share, leave_share=0.0) == needed


def test_adequacy_table_rises_with_names():
    table = adequacy_table(leave_share=0.1, ready_shares=(0.2, 0.5), most_names=6)
    assert len(table) == 12
    assert (table.groupby("ready_share")["chance"].diff().dropna() > 0).all()
