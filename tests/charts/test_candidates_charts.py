"""Radar and cards of candidates, as data: gaps stay gaps, words stay text."""

import json

import numpy as np
import pandas as pd
import pytest

from workbench.charts.candidate_cards import candidate_cards, side_by_side
from workbench.charts.candidates import plot_radar
from workbench.charts.theme import title_in_words

ATTACK = "<img src=x onerror=alert(1)>"


def levels_of(held, required=(3, 2, 4), names=("Leading", "Mixing", ATTACK)):
    """Make levels from rows of people; None was never assessed."""
    return pd.DataFrame(
        [
            (f"e_{person}", f"C{place}", name, float(ask), np.nan if own is None else own)
            for person, row in enumerate(held, start=1)
            for place, (name, ask, own) in enumerate(zip(names, required, row, strict=True))
        ],
        columns=["employee_id", "competency_id", "competency", "required", "held"],
    )


def test_radar_closes_its_lines_and_leaves_unknown_levels_out():
    figure = plot_radar(levels_of([[3, None, 1], [1, 2, 4]]), post="Head (P1)")
    asked, first, second = figure.data
    assert asked.name == "asked for"
    assert list(asked.r) == [3, 2, 4, 3]
    assert list(first.r) == [3, None, 1, 3]
    assert not first.connectgaps
    assert list(second.r) == [1, 2, 4, 1]
    assert list(first.theta) == [0, 120, 240, 0]
    assert list(figure.layout.polar.radialaxis.range) == [0, 5]
    assert "gap" in figure.layout.meta["alt"]


def test_radar_sets_people_apart_by_colour_dash_and_mark():
    figure = plot_radar(levels_of([[3, 1, 1]] * 5), post="x")
    people = figure.data[1:]
    assert len(people) == 4
    for looks in (
        {trace.line.color for trace in people}, {trace.line.dash for trace in people},
        {trace.marker.symbol for trace in people}, {trace.marker.size for trace in people},
    ):  # fmt: skip
        assert len(looks) == 4


@pytest.mark.parametrize(
    ("held", "words"),
    [
        ([[3, 2, 1]], "e_1 meets 2 of the 3 levels asked for"),
        ([[3, 2, 4], [1, 1, 1]], "e_1 meets all 3 levels asked for"),
        ([[3, 2, 1], [1, 1, 1]], "e_1 meets 2 of the 3 levels asked for, the most"),
        ([[3, 2, 1], [3, 1, 4]], "e_1 and e_2 each meet 2 of the 3 levels asked for"),
        ([[1, 1, 1]], "Nobody is found to meet any of the 3 levels asked for"),
        ([[1, 1, None]],
         "Nobody is known to meet any of the 3 levels asked for; 1 of 3 never assessed"),
        ([[3, None, 1], [1, 1, None]],
         "e_1 is known to meet 1 of the 3 levels asked for, the most; 2 of 6 never assessed"),
        ([[3, None, 1], [1, 2, None]],
         "e_1 and e_2 are each known to meet 1 of the 3 levels asked for; 2 of 6 never assessed"),
    ],
)  # fmt: skip
def test_radar_title_says_who_meets_most(held, words):
    assert title_in_words(plot_radar(levels_of(held), post="x")) == words


def test_radar_draws_ten_competencies_and_says_so():
    names = [f"Skill {number}" for number in range(12)]
    levels = levels_of([[2.0] * 12], required=[2] * 12, names=names)
    figure = plot_radar(levels, post="x")
    assert len(figure.data[0].r) == 11
    assert list(figure.layout.polar.angularaxis.ticktext) == names[:10]
    assert title_in_words(figure) == (
        "e_1 meets all 12 levels asked for (10 of 12 competencies drawn, the others are in the "
        "table)"
    )
    assert figure.layout.meta["min_width"] > 390


def test_radar_without_people_is_empty_and_never_carries_markup():
    empty = plot_radar(levels_of([]), post="x")
    assert not empty.data
    drawn = plot_radar(levels_of([[1, 2, 3]]), post=ATTACK)
    drawn.layout.meta = None  # the alternative text is escaped where it is written
    assert "<img" not in drawn.to_json().replace("\\u003c", "<")


def test_radar_with_two_competencies_of_one_name_keeps_both():
    figure = plot_radar(levels_of([[1, 2, 3]], names=("Same", "Same", "Other")), post="x")
    assert list(figure.data[1].r) == [1, 2, 3, 1]


def words_of(*lines, **more):
    frame = pd.DataFrame(lines, columns=["position_id", "employee_id", "item", "words"])
    return frame.assign(**more)


@pytest.fixture
def cards():
    posts = pd.DataFrame(
        [("P1", ATTACK, "2 proposed, nobody ready now", ""),
         ("P2", "Clerk", "nobody proposed", "Nobody passes the gates and fits.")],
        columns=["position_id", "title", "verdict", "words"],
    )  # fmt: skip
    told = words_of(("P1", "e_1", "fit", "0.8"), ("P1", "e_2", "fit", ATTACK))
    levels = levels_of([[3, None, 1], [1, 2, 4]]).assign(position_id="P1")
    return candidate_cards(
        posts, levels=levels, held=told.assign(importance=2.0), compared=told, gates=told
    )


def test_cards_hold_a_radar_its_table_and_the_comparison(cards):
    first, second = cards
    assert [isinstance(part, str) for part in first.parts] == [False, True, True, True]
    assert "Side by side" in str(first.parts[2])
    # The id of a person is a heading as it is written, not made into words.
    assert ">e_1</th>" in str(first.parts[2])
    assert second.name == "Clerk (P2): nobody proposed"
    assert second.parts == ("<p>Nobody passes the gates and fits.</p>",)


def test_cards_never_carry_markup(cards):
    texts = [part for card in cards for part in card.parts if isinstance(part, str)]
    assert "<img" not in json.dumps(texts)


def test_cards_of_posts_with_two_competencies_have_no_radar(cards):
    levels = levels_of([[3, 1]], required=(3, 2), names=("A", "B")).assign(position_id="P1")
    posts = pd.DataFrame(
        [("P1", "Head", "1 proposed", "")], columns=["position_id", "title", "verdict", "words"]
    )
    told = words_of(("P1", "e_1", "fit", "0.8"))
    (card,) = candidate_cards(
        posts, levels=levels, held=told.assign(importance=1.0), compared=told, gates=told
    )
    assert all(isinstance(part, str) for part in card.parts)


def test_side_by_side_keeps_people_and_items_in_order():
    told = words_of(
        ("P1", "b", "gates", "1"), ("P1", "b", "fit", "2"),
        ("P1", "a", "gates", "3"), ("P1", "a", "fit", "4"),
    ).drop(columns="position_id")  # fmt: skip
    wide = side_by_side(told)
    assert wide.columns.tolist() == ["item", "b", "a"]
    assert wide.to_numpy().tolist() == [["Gates", "1", "3"], ["Fit", "2", "4"]]
