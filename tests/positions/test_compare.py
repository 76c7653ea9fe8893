"""Other methods on the same values, with hand-made models."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from workbench.positions.ranking.model import Model
from workbench.positions.robustness.compare import compare_methods, comparison_sentences


def _compared(values: object, *, places: int, **changes: object) -> pd.DataFrame:
    given = np.asarray(values, dtype=float)
    posts, criteria = given.shape
    plain = Model(
        value=given,
        spread=np.zeros((posts, criteria)),
        groups=np.arange(criteria),
        criterion_weights=np.ones(criteria),
        dimension_weights=np.full(criteria, 1 / criteria),
        criterion_spread=np.full(criteria, 0.25),
        dimension_spread=0.5,
        gates=np.full(criteria, np.nan),
        exponent=0.0,
        floor=0.05,
    )
    ranking = SimpleNamespace(model=replace(plain, **changes), places=places)
    return compare_methods(ranking).set_index("method")  # type: ignore[arg-type]


def test_compare_methods_finds_the_post_that_another_exponent_would_list() -> None:
    # Geometric means 0.44, 0.5, 0.1: the even post leads. Plain means 0.6, 0.5, 0.1: the other one.
    table = _compared([[1.0, 0.2], [0.5, 0.5], [0.1, 0.1]], places=1)
    row = table.loc["power mean, exponent 1"]
    assert row["rank_correlation_before_gates"] == 0.5
    assert row["common_share_before_gates"] == 0
    assert row["common_share_after_gates"] == 0
    assert row["warns"] == "yes: 1 post would come, 1 go"
    assert table.loc["power mean, exponent 0 (in use)", "warns"] == "no"
    assert table.loc["power mean, exponent -2", "warns"] == "no"


def test_compare_methods_gates_can_leave_nothing_to_other_methods() -> None:
    # Without gates the order matters; only the second post passes its gate, so it has the place.
    values = [[1.0, 0.2], [0.5, 0.5], [0.1, 0.1]]
    table = _compared(values, places=2, gates=np.array([np.nan, 0.4]))
    row = table.loc["TOPSIS"]
    assert row["common_share_after_gates"] == 1
    assert row["warns"] == "no: the gates decide"


def test_compare_methods_bent_values_meet_the_gates_anew() -> None:
    # 0.35 fails the gate of 0.4, its power 0.7 is 0.48 and passes; 0.45 passes, its power 1.4 is
    # 0.33 and fails.
    table = _compared([[0.9], [0.45], [0.35]], places=3, gates=np.array([0.4]))
    shares = table["common_share_after_gates"]
    assert shares["values to the power 0.7"] == pytest.approx(2 / 3)
    assert table.loc["values to the power 0.7", "warns"] == "yes: 1 post would come, 0 go"
    assert shares["values to the power 1.4"] == pytest.approx(1 / 2)
    assert shares["VIKOR"] == 1


def test_compare_methods_without_double_counting_lowers_the_weight_of_copies() -> None:
    # One dimension of three criteria, two of them copies: 2/3 of the weight become 1/2, and the
    # post that only the third one favours passes the others.
    copies = np.array([0.9, 0.4, 0.6, 0.3])
    third = np.array([0.2, 0.8, 0.1, 0.5])
    table = _compared(
        np.column_stack([copies, copies, third]),
        places=1,
        groups=np.zeros(3, dtype=int),
        dimension_weights=np.ones(1),
        gates=np.full(1, np.nan),
    )
    # Means 0.67 and 0.53 become 0.55 and 0.6.
    assert table.loc["weights without double counting", "common_share_after_gates"] == 0
    assert table.loc["equal weights", "common_share_after_gates"] == 1


def test_compare_methods_leave_out_posts_nothing_is_known_of() -> None:
    table = _compared([[0.9, 0.8], [np.nan, np.nan], [0.2, 0.3]], places=2)
    assert (table["common_share_after_gates"] == 1).all()
    assert (table["rank_correlation_before_gates"] == 1).all()


def test_compare_methods_without_a_cut_compare_no_list() -> None:
    table = _compared([[0.9, 0.8], [0.2, 0.3]], places=0)
    assert table["common_share_after_gates"].isna().all()
    assert table["rank_correlation_before_gates"].notna().all()
    assert set(table["warns"]) == {"no list to compare: too few posts for a cut"}
    assert comparison_sentences(table.reset_index()) == ()


def test_compare_methods_when_no_post_passes_say_so() -> None:
    table = _compared([[0.2, 0.1], [0.1, 0.2]], places=1, gates=np.array([0.9, 0.9]))
    assert set(table["warns"]) == {"no list to compare: no post passes the gates"}


def test_comparison_sentences_count_the_methods_that_disagree() -> None:
    table = _compared([[1.0, 0.2], [0.5, 0.5], [0.1, 0.1]], places=1)
    (sentence,) = comparison_sentences(table.reset_index())
    against = table["warns"].str.startswith("yes").sum()
    assert sentence.startswith(f"{against} of 9 other methods would put clearly other posts")
    calm = _compared([[0.9, 0.8], [0.2, 0.3]], places=1)
    (sentence,) = comparison_sentences(calm.reset_index())
    assert sentence == "None of 9 other methods would put clearly other posts on the list."
