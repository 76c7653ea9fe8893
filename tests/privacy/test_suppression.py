"""The attack finds what is known to be found; what is hidden resists it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.privacy.suppression import (
    Relations,
    choose_hidden,
    recover,
    relations_of_table,
    too_narrow,
)
from workbench.privacy.suppression.relations import joined, relations_of_sums

# Fischetti and Salazar, Mathematical Programming 84 (1999), figure 1: investment by activity and
# region, activity II in region C confidential.
INVESTMENT = relations_of_table(
    np.array([[20, 50, 10], [8, 19, 22], [17, 32, 12]]), [["I", "II", "III"], ["A", "B", "C"]]
)
SQUARE = {"II / A", "II / C", "III / A", "III / C"}


def bounds(relations: Relations, hidden: set[str], cell: str) -> tuple[float, float]:
    row = recover(relations, hidden, cells={cell}).iloc[0]
    return row["low"], row["high"]


def test_recover_gives_the_range_of_the_published_example() -> None:
    assert INVESTMENT.amounts[-1] == 190
    assert bounds(INVESTMENT, {"II / C"}, "II / C") == (22, 22)
    # By hand: IIA + IIC = 30 and IIA + IIIA = 25 leave 5 to 30 for IIC.
    assert bounds(INVESTMENT, SQUARE, "II / C") == (5, 30)


def test_two_hidden_cells_a_line_are_not_enough() -> None:
    """Gusfield, SIAM J. Comput. 17 (1988): a hidden cell that is a bridge is known exactly."""
    counts = np.full((4, 4), 50)
    labels = [["1", "2", "3", "4"], ["a", "b", "c", "d"]]
    table = relations_of_table(counts, labels)
    blocks = {f"{row} / {column}" for row in "12" for column in "ab"}
    blocks |= {f"{row} / {column}" for row in "34" for column in "cd"}
    hidden = {*blocks, "2 / c"}
    assert bounds(table, hidden, "2 / c") == (50, 50)
    assert bounds(table, hidden, "1 / a") == (0, 100)
    assert too_narrow(table, hidden, hidden, least=5)["cell"].tolist() == ["2 / c"]


def test_linked_tables_give_away_what_each_alone_hides() -> None:
    first = relations_of_sums({"all": {"Lab": 40, "Plant": 3, "Sales": 9}})
    second = relations_of_sums({"all": {"Lab": 40, "Plant and Sales": 12}})
    parts = relations_of_sums({"Plant and Sales": {"Plant": 3, "Sales": 9}})
    hidden = {"Plant", "Sales"}
    assert bounds(first, hidden, "Plant") == (0, 12)
    both = joined(first, second, parts)
    assert bounds(both, hidden, "Plant") == (0, 12)
    third = relations_of_sums({"Sales": {"Sales north": 4, "Sales south": 5}})
    assert bounds(joined(both, third), hidden, "Plant") == (3, 3)


def test_whole_numbers_tell_more_than_fractions() -> None:
    # 2 a + 4 b + c = 9 with c published as 1: a + 2 b = 4 leaves whole numbers 0, 2, 4 for a.
    matrix = np.array([[2.0, 4.0, 1.0, -1.0]])
    odd = Relations(("a", "b", "c", "sum"), np.array([2.0, 1.0, 1.0, 9.0]), matrix)
    assert bounds(odd, {"a", "b"}, "b") == (0, 2)
    three = Relations(("a", "b", "s"), np.array([1.0, 1.0, 5.0]), np.array([[2.0, 3.0, -1.0]]))
    assert bounds(three, {"a", "b"}, "a") == (1, 1)
    loose = recover(three, {"a", "b"}, cells={"a"}, whole=False).iloc[0]
    assert (loose["low"], loose["high"]) == (0, 2.5)


def test_a_mean_with_known_sizes_is_a_relation_too() -> None:
    # 10 people with a mean of 4 and 30 with a mean of 6 have a mean of 5.5 together.
    means = Relations(("x", "y", "all"), np.array([4.0, 6.0, 5.5]), np.array([[10.0, 30.0, -40.0]]))
    found = recover(means, {"x"}, whole=False).iloc[0]
    assert (found["low"], found["high"]) == (4, 4)


def test_a_cell_in_no_sum_is_bounded_by_nothing() -> None:
    free = Relations(("a", "b"), np.array([1.0, 2.0]), np.zeros((1, 2)))
    assert bounds(free, {"a"}, "a") == (0, np.inf)


def test_choose_hidden_finds_the_cheapest_square() -> None:
    margins = {name for name in INVESTMENT.names if "all" in name}
    hidden = choose_hidden(INVESTMENT, {"II / C"}, least=10, fixed=margins)
    # By hand: with IIC goes one more of its row, one of its column and their corner; cheapest is
    # A with III (8 + 12 + 17 and one a cell) before A with I (8 + 10 + 20).
    assert hidden == SQUARE


def test_what_cannot_be_protected_is_said() -> None:
    two = relations_of_sums({"all": {"a": 3, "b": 1}})
    with pytest.raises(ValueError, match="'a' cannot be protected: the published sums leave no"):
        choose_hidden(two, {"a"}, least=5, fixed={"all"})
    with pytest.raises(ValueError, match="cannot be secret and published"):
        choose_hidden(two, {"all"}, least=5, fixed={"all"})
    assert choose_hidden(two, {"a"}, least=5) >= {"a", "all"}


@pytest.mark.parametrize(
    ("values", "matrix", "words"),
    [
        ([1.0, -1.0], [[1.0, 1.0]], "not negative"),
        ([1.0, np.nan], [[1.0, 1.0]], "must be known"),
        ([1.0, 2.0], [[1.0, 1.0]], "does not hold"),
        ([1.0], [[1.0, 1.0]], "for each name"),
    ],
)
def test_relations_refuse_what_is_none(
    values: list[float], matrix: list[list[float]], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        Relations(("a", "b"), np.array(values), np.array(matrix))


TABLES = st.integers(2, 4).flatmap(
    lambda rows: st.integers(2, 4).flatmap(
        lambda columns: st.lists(
            st.lists(st.integers(0, 30), min_size=columns, max_size=columns),
            min_size=rows,
            max_size=rows,
        )
    )
)


@settings(max_examples=12, deadline=None)
@given(TABLES)
def test_hidden_cells_of_any_table_resist(counts: list[list[int]]) -> None:
    table = np.array(counts)
    labels = [[f"r{n}" for n in range(len(table))], [f"c{n}" for n in range(table.shape[1])]]
    relations = relations_of_table(table, labels)
    small = {
        name
        for name, value in zip(relations.names, relations.amounts, strict=True)
        if 0 < value < 5
    }
    try:
        hidden = choose_hidden(relations, small, least=5, fixed={"all / all"})
    except ValueError:
        # Too few people in all: nothing may be shown.
        assert relations.amounts[-1] < 10
        return
    assert small <= hidden
    assert too_narrow(relations, hidden, small, least=5).empty
    found = recover(relations, hidden)
    assert (found["low"] <= found["value"]).all() and (found["value"] <= found["high"]).all()


@settings(max_examples=8, deadline=None)
@given(TABLES, st.randoms(use_true_random=False))
def test_order_of_cells_and_sums_does_not_matter(counts: list[list[int]], random: object) -> None:
    table = np.array(counts)
    labels = [[f"r{n}" for n in range(len(table))], [f"c{n}" for n in range(table.shape[1])]]
    relations = relations_of_table(table, labels)
    order = list(range(len(relations.names)))
    random.shuffle(order)  # type: ignore[attr-defined]
    mixed = Relations(
        tuple(relations.names[place] for place in order),
        relations.amounts[order],
        relations.matrix[::-1][:, order],
    )
    hidden = set(relations.names[::2])
    one, two = (recover(each, hidden).set_index("cell").sort_index() for each in (relations, mixed))
    assert one.equals(two)
