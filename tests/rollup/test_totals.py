"""The tree and its sums: to the last person, whatever the order, and unknown stays unknown."""

from functools import cache

import numpy as np
import pandas as pd
import pytest

from tests.rollup.attack import group, tables_of, totals
from workbench.company import Company, company_from_tables
from workbench.rollup import organisation_tree
from workbench.rollup.totals import MEASURES, OWN, latest, organisation_totals, totals_of
from workbench.rollup.tree import tree_of

TREE = [("A", "G"), ("G", None), ("A2", "A"), ("B", "G"), ("A1", "A")]


@cache
def small() -> Company:
    """G has one person of its own; A1 does not know who left, A2 has no figures, B has no y."""
    return group(
        TREE,
        [("G", "x", 1, 0, 0, 0), ("A1", "x", 10, None, 1, 2), ("A1", "y", 7, 1, 2, 0),
         ("B", "x", 20, 3, 0, 5)],
    )  # fmt: skip


def test_tree_stands_in_order_with_depth_and_numbers_below() -> None:
    tree = organisation_tree(small())
    assert tree["organisation_id"].tolist() == ["G", "A", "A1", "A2", "B"]
    assert tree["depth"].tolist() == [0, 1, 2, 2, 1]
    assert tree["children"].tolist() == [2, 2, 0, 0, 0]
    assert tree["below"].tolist() == [4, 2, 0, 0, 0]


def test_tree_without_its_table_has_no_row() -> None:
    tables = {name: small().tables[name] for name in ("positions", "employees")}
    assert organisation_tree(company_from_tables(tables, as_of="2026-06-30")).empty


def test_sums_by_hand() -> None:
    totals = organisation_totals(small())
    rows = list(zip(totals.rows["place"], totals.rows["scope"] == OWN, strict=True))
    assert rows == [(0, False), (0, True), (1, False), (2, False), (3, False), (4, False)]
    assert totals.occupations == ("x", "y")
    # G, its own, A, A1, A2, B; x, y, all.
    assert totals.known["people"].tolist() == [
        [31, 7, 38], [1, 0, 1], [10, 7, 17], [10, 7, 17], [0, 0, 0], [20, 0, 20],
    ]  # fmt: skip
    # A2 is silent. What is not listed at B, and of the own people of G, is nobody.
    assert totals.unknown["people"].tolist() == [
        [1, 1, 1], [0, 0, 0], [1, 1, 1], [0, 0, 0], [1, 1, 1], [0, 0, 0],
    ]  # fmt: skip
    assert totals.unknown["left_within_year"][:, 0].tolist() == [2, 0, 2, 1, 1, 0]
    assert totals.unknown["left_within_year"][:, 2].tolist() == [2, 0, 2, 1, 1, 0]
    assert totals.known["left_within_year"][0].tolist() == [3, 1, 4]
    assert totals.counted.tolist() == [4, 1, 2, 1, 1, 1]


def assert_sums_agree(company: Company) -> None:
    totals = organisation_totals(company)
    above, figures = totals.rows["above"].to_numpy(), company.tables["organisation_figures"]
    for measure in MEASURES:
        known = totals.known[measure]
        assert (known[:, :-1].sum(axis=1) == known[:, -1]).all()
        for row in range(len(known)):
            below = above == row
            if below.any():
                assert (known[below].sum(axis=0) == known[row]).all()
        assert known[above == -1, -1].sum() == figures[measure].sum()


def test_every_sum_of_the_sample_agrees_to_the_last_person(sample: Company) -> None:
    assert_sums_agree(sample)


def test_every_sum_agrees_with_unknown_cells_and_own_figures_of_levels() -> None:
    assert_sums_agree(small())


def test_order_and_names_of_the_rows_change_no_sum(sample: Company) -> None:
    totals = organisation_totals(sample)
    tables = {
        name: table.sample(frac=1, random_state=2)
        for name, table in sample.tables.items()
        if name in ("positions", "employees", "organisations", "organisation_figures")
    }
    for name, columns in (("organisations", ["organisation_id", "parent_id"]),
                          ("organisation_figures", ["organisation_id"])):  # fmt: skip
        # Ids that turn the order of siblings around.
        turned = {
            column: tables[name][column].map(
                lambda one: f"Z{100 - int(one[1:]):03d}", na_action="ignore"
            )
            for column in columns
        }
        tables[name] = tables[name].assign(**turned)
    other = organisation_totals(company_from_tables(tables, as_of="2026-06-30"))
    ids = [f"Z{100 - int(one[1:]):03d}" for one in totals.tree["organisation_id"]]
    places = pd.Index(other.tree["organisation_id"]).get_indexer(ids)
    for measure in MEASURES:
        assert (other.known[measure][places] == totals.known[measure]).all()


@pytest.mark.parametrize(
    ("as_of", "people"), [("2026-06-30", 12), ("2026-06-29", 11), ("2025-01-01", 0)]
)
def test_the_latest_date_up_to_the_report_date_counts(as_of: str, people: int) -> None:
    tree, figures = tables_of([("G", None), ("A", "G")], [("A", "x", 12, 0, 0, 0)])
    older = figures.assign(as_of=pd.Timestamp("2025-12-31"), people=11)
    gone = older.assign(occupation_code="y", people=5, as_of=pd.Timestamp("2025-06-30"))
    dated = latest(pd.concat([older, figures, gone]), pd.Timestamp(as_of))
    found = totals_of(tree_of(tree), dated)
    assert found.known["people"][0, -1] == people
    assert (found.unknown["people"][0, -1] > 0) == (not people)


def test_several_tops_are_trees_of_their_own() -> None:
    found = totals([("G", None), ("H", None)], [("G", "x", 9, 0, 0, 0), ("H", "x", 8, 0, 0, 0)])
    assert found.rows["above"].tolist() == [-1, -1]
    assert np.array_equal(found.known["people"], [[9, 9], [8, 8]])
