"""Pictures of the exchange as data: bars, squares, titles, and text that stays text."""

import pandas as pd

from workbench.charts.exchange import (
    plot_flows_between,
    plot_occupation_groups,
    plot_open_reasons,
)
from workbench.charts.theme import title_in_words

MARKUP = "<img src=x>"
OCCUPATIONS = pd.DataFrame(
    {
        "group": ["SOC 17", "SOC 17", "SOC 11", "SOC 43"],
        "places": [4, 6, 3, 0],
        "filled_places": [4, 1, 2, 0],
        "open_places": [0, 5, 1, 0],
    }
)
UNFILLED = pd.DataFrame({"open_places": [2, 3, 1], "why": ["region", "others", "region"]})
FLOWS = pd.DataFrame(
    {
        "from_organisation": ["a", "a", MARKUP],
        "to_organisation": ["b", "c", "a"],
        "people": [3, 1, 2],
    }
)


def test_groups_are_stacked_bars_with_the_most_open_on_top():
    figure = plot_occupation_groups(OCCUPATIONS)
    filled, left = figure.data
    assert list(filled.y) == ["SOC 11", "SOC 17"]
    assert (list(filled.x), list(left.x)) == ([2, 5], [1, 5])
    assert title_in_words(figure) == (
        "6 of 13 places stay open (46 %), most of all in SOC 17: 5 of 10"
    )


def test_groups_may_have_names():
    figure = plot_occupation_groups(OCCUPATIONS, names={"SOC 17": MARKUP})
    assert list(figure.data[0].y) == ["SOC 11", "&lt;img src=x&gt;"]


def test_the_largest_flow_is_drawn_even_where_its_ends_are_small():
    # Most people come from a (3 + 3), the largest flow is from d.
    ends = {"from_organisation": ["a", "a", "d"], "to_organisation": ["b", "c", "e"]}
    squares = plot_flows_between(pd.DataFrame(ends | {"people": [3, 3, 5]}), most=1).data[0]
    assert (list(squares.y), list(squares.x)) == (["d"], ["e"])


def test_groups_left_out_are_counted_and_one_place_agrees_with_its_verb():
    figure = plot_occupation_groups(OCCUPATIONS.iloc[[0, 2]], most=1)
    assert title_in_words(figure) == (
        "1 of 7 places stays open (14 %), most of all in SOC 11: 1 of 3 "
        "(1 of 2 groups drawn, the other is in the table)"
    )


def test_reasons_sum_open_places():
    figure = plot_open_reasons(UNFILLED)
    assert list(figure.data[0].x) == [3, 3]
    assert title_in_words(figure).startswith("6 places stay open; first reason: ")


def test_flows_are_squares_with_gaps_where_nobody_goes():
    figure = plot_flows_between(FLOWS)
    squares = figure.data[0]
    assert list(squares.y) == ["a", "&lt;img src=x&gt;"]
    assert list(squares.x) == ["b", "a", "c"]
    assert [list(row) for row in squares.z] == [[3, None, 1], [None, 2, None]]
    assert title_in_words(figure) == "6 people go to another organisation, most from a to b: 3"
    assert figure.layout.meta["min_width"] > 180


def test_flows_left_out_are_counted_and_text_stays_text():
    figure = plot_flows_between(FLOWS, most=1)
    assert title_in_words(figure).endswith("(3 of them between the organisations drawn)")
    assert MARKUP not in plot_flows_between(FLOWS.iloc[[2]]).to_json()


def test_empty_tables_say_so():
    assert title_in_words(plot_occupation_groups(OCCUPATIONS.iloc[:0])) == "No place is asked for"
    assert title_in_words(plot_open_reasons(UNFILLED.iloc[:0])) == "No place stays open"
    assert title_in_words(plot_flows_between(FLOWS.iloc[:0])).startswith("Nobody goes")
