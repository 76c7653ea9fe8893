"""Selection ratios against the published questions and answers."""

from dataclasses import replace

import pandas as pd
import pytest

from workbench.pools import build_pools, findings
from workbench.pools.fairness import selection_ratios


def ratios(*groups):
    counts = pd.DataFrame(groups, columns=["group", "people", "selected"])
    return selection_ratios(counts, min_group_size=5).set_index("group")


def test_selection_ratios_flag_as_the_published_example():
    # EEOC and others (1979), Questions and Answers on the Uniform Guidelines, 44 FR 11996.
    table = ratios(
        ("white", 100, 60), ("Indian", 100, 45), ("Hispanic", 100, 48), ("Black", 100, 51)
    )
    assert table["ratio"].dropna().tolist() == pytest.approx([0.75, 0.80, 0.85])
    assert table["below_four_fifths"].dropna().tolist() == [True, False, False]


def test_selection_ratios_do_not_read_evidence_into_one_selection():
    # Question 21 of the same: 3 of 20 against 1 of 10.
    table = ratios(("men", 20, 3), ("women", 10, 1))
    assert table.loc["women", "ratio"] == pytest.approx(2 / 3)
    assert table.loc["women", "p_value"] == pytest.approx(1.0)
    assert table.loc["women", ["below_four_fifths", "flips_with_one"]].tolist() == [True, True]


def test_selection_ratios_list_small_groups_without_comparing_them():
    table = ratios(("a", 50, 20), ("b", 4, 0))
    assert table["ratio"].isna().all()


@pytest.mark.parametrize("groups", [[("a", 50, 0), ("b", 50, 0)], [("a", 50, 3)]])
def test_selection_ratios_without_a_comparison_stay_open(groups):
    assert ratios(*groups)["ratio"].isna().all()


def said(company, *groups):
    table = ratios(*groups).reset_index().assign(attribute="audit_group", step="proposed")
    pools = replace(build_pools(company, ["P2"]), fairness=table)
    return [words for words in findings(pools) if words.startswith("Selection by")]


def test_findings_name_a_group_under_four_fifths_and_what_one_choice_would_do(company):
    # 3 of 20 against 1 of 10 is question 21 of 44 FR 11996; 60 and 45 of 100 the example before.
    assert said(company, ("men", 20, 3), ("women", 10, 1)) == [
        "Selection by audit group, proposed: group women at 0.67 of the highest rate, under four "
        "fifths; one different choice would turn it, so it is no evidence yet (p = 1)."
    ]
    assert said(company, ("white", 100, 60), ("Indian", 100, 45))[0].endswith(
        "group Indian at 0.75 of the highest rate, under four fifths; one different choice would "
        "not turn it, so look at why (p = 0.047)."
    )


def test_findings_keep_silent_where_a_group_is_small_or_no_ratio_is_low(company):
    # A total would give the small group away.
    assert said(company, ("a", 50, 20), ("b", 50, 10), ("c", 4, 0)) == []
    assert said(company, ("a", 100, 60), ("b", 100, 48)) == []
