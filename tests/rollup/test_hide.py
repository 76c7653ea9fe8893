"""Counts are hidden once for the tree, and no set of its pages gives one away."""

import itertools

import numpy as np
import pytest

from tests.rollup.attack import Figures, relations_of, totals, worked_out
from workbench.company import Company, company_from_tables
from workbench.privacy.suppression import choose_hidden
from workbench.privacy.suppression.flow import ranges
from workbench.rollup import rollup
from workbench.rollup.attack import counts_given_away
from workbench.rollup.hide import flows_of, hidden_cells, hidden_in
from workbench.rollup.totals import Totals, organisation_totals

COUNTS = ("people", "left_within_year", "offered")


def random_group(seed: int) -> Totals:
    """A random tree of some depth, levels with figures of their own, cells that are unknown."""
    draw = np.random.default_rng(seed)
    size = int(draw.integers(1, 9))
    tree = [("O0", None), *((f"O{one}", f"O{draw.integers(0, one)}") for one in range(1, size))]
    if size > 3 and draw.random() < 0.2:
        tree[-1] = (tree[-1][0], None)
    figures: Figures = []
    for name, _ in tree:
        if draw.random() < 0.85:
            for code in range(int(draw.integers(1, 5))):
                people = int(draw.integers(0, draw.choice([3, 8, 30])))
                row = [people, draw.integers(0, 6), draw.integers(0, 4),
                       draw.integers(0, people + 1)]  # fmt: skip
                gap = draw.random(4) < 0.08
                cells = [None if one else int(number) for one, number in
                         zip(gap, row, strict=True)]  # fmt: skip
                figures.append((name, f"J{code}", *cells))
    return totals(tree, figures or [("O0", "J0", 3, 1, 1, 2)])


def test_nothing_of_the_sample_can_be_worked_out(sample: Company) -> None:
    cells = hidden_cells(sample)
    assert cells.secret["people"].sum() == 28
    assert worked_out(organisation_totals(sample), cells, least=5) == []


def test_no_more_is_hidden_of_the_sample_than_by_a_mixed_program_a_cell(sample: Company) -> None:
    found, cells = organisation_totals(sample), hidden_cells(sample)
    relations, people = relations_of(found, "people"), found.known["people"]
    names = np.array(relations.names)
    zeros = set(names[people.ravel() == 0])
    secret = set(names[cells.secret["people"].ravel()])
    other = choose_hidden(relations, secret, least=5, fixed=zeros | {names[people.shape[1] - 1]})
    loss = people[cells.hidden["people"]].sum()
    assert loss <= sum(people.ravel()[np.isin(names, list(other))])


@pytest.mark.parametrize("seed", range(8))
def test_nothing_of_any_tree_can_be_worked_out(seed: int) -> None:
    least = 3 + seed % 4
    found = random_group(seed)
    cells = hidden_in(found, least=least)
    for name in COUNTS:
        assert (cells.hidden[name] | ~cells.secret[name]).all()
        known = found.known[name]
        few = (known > 0) & (known < least)
        assert not (few & ~cells.hidden[name]).any()
    assert worked_out(found, cells, least=least) == []


def test_ranges_by_flows_are_those_of_trying_every_table() -> None:
    found = totals(
        [("G", None), ("A", "G"), ("B", "G")],
        [("A", "x", 2, 0, 0, 0), ("A", "y", 2, 0, 0, 0), ("B", "x", 3, 0, 0, 0),
         ("B", "y", 1, 0, 0, 0)],
    )  # fmt: skip
    people = found.known["people"]
    for pattern in itertools.product([False, True], repeat=people.size):
        hidden = np.array(pattern).reshape(people.shape)
        hidden[0, -1] = False
        if hidden.sum() != 5 or not hidden[1, :2].any():
            continue
        fits = [
            table
            for parts in itertools.product(range(9), repeat=3)
            if (last := 8 - sum(parts)) >= 0
            and ((table := _table(*parts, last)) == people)[~hidden].all()
        ]
        low, high = ranges(flows_of(found, people), hidden.ravel())
        assert (np.min(fits, axis=0).ravel() == low).all()
        assert (np.max(fits, axis=0).ravel() == high).all()


def _table(ax: int, ay: int, bx: int, by: int) -> np.ndarray:
    parts = np.array([[ax, ay], [bx, by]])
    inner = np.vstack([parts.sum(axis=0), parts])
    return np.hstack([inner, inner.sum(axis=1, keepdims=True)])


def test_a_small_group_with_nobody_beside_it_hides_the_sums_above_it() -> None:
    found = totals(
        [("G", None), ("A", "G"), ("B", "G")],
        [("A", "x", 30, 0, 0, 0), ("A", "y", 3, 0, 0, 0), ("B", "x", 20, 0, 0, 0)],
    )
    cells = hidden_in(found, least=5)
    hidden = cells.hidden["people"]
    # Rows G, A, B; columns x, y, all. Only y of A is small, so the sum of y is as small.
    assert hidden[:, 1].tolist() == [True, True, False]
    assert not hidden[0, 2]
    assert worked_out(found, cells, least=5) == []


def test_without_small_groups_nothing_is_hidden() -> None:
    found = totals([("G", None), ("A", "G")], [("A", "x", 30, 6, 0, 9), ("A", "y", 8, 0, 0, 0)])
    cells = hidden_in(found, least=5)
    assert not any(cells.hidden[name].any() for name in COUNTS)


def test_nothing_is_hidden_where_one_person_may_be_shown() -> None:
    hidden = hidden_in(random_group(7), least=1).hidden
    assert not hidden["people"].any()
    assert not hidden["left_within_year"].any()


def test_the_choice_does_not_depend_on_the_order_of_rows(sample: Company) -> None:
    tables = {name: table.sample(frac=1, random_state=1) for name, table in sample.tables.items()}
    other = company_from_tables(tables, as_of="2026-06-30")
    for name in COUNTS:
        one, two = (hidden_cells(company).hidden[name] for company in (sample, other))
        assert (one == two).all()


@pytest.mark.parametrize("levels", [("",), ("O00", "O01", "O02", "O03", "O12", "O16")])
def test_pages_as_they_are_shown_give_nothing_away(sample: Company, levels: tuple[str]) -> None:
    pages = [rollup(sample, organisation=one).figures for one in levels]
    assert counts_given_away(sample, pages) == {}


def test_one_number_too_many_gives_groups_away(sample: Company) -> None:
    page = rollup(sample).figures
    further = hidden_cells(sample).hidden["people"] & ~hidden_cells(sample).secret["people"]
    found = organisation_totals(sample)
    row, column = np.argwhere(further)[0]
    at = (page["organisation_id"] == found.tree["organisation_id"].iloc[row]) & (
        page["occupation_code"] == found.occupations[column]
    )
    told = page.assign(people_state=page["people_state"].mask(at, "known"))
    assert counts_given_away(sample, [page, told])["people"] >= 1
    assert counts_given_away(sample, [page.assign(offered_state="known")])["offered"] == 84
