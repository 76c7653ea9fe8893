"""Figures about occupations: the title says what they show, text from data stays text."""

import pandas as pd

from workbench.charts.occupations import plot_score_worth, plot_title_states
from workbench.charts.theme import title_in_words
from workbench.occupations.titles import STATES

TITLES = pd.DataFrame(
    {
        "title": ["A", "B", "C", "D", "E"],
        "posts": [3, 1, 1, 1, 2],
        "status": ["decided", "exact", "candidates", "none near enough", "candidates"],
    }
)
BANDS = pd.DataFrame(
    {
        "score_from": [0.1, 0.4], "score_to": [0.4, 0.8], "titles": [100, 100],
        "right_1": [0.2, 0.7], "first_low": [0.13, 0.6], "first_high": [0.29, 0.78],
        "among": [0.5, 0.9],
    }
)  # fmt: skip


def test_states_are_counted_with_their_posts() -> None:
    figure = plot_title_states(TITLES)
    assert title_in_words(figure) == (
        "4 of 5 titles wait for a decision, 3 of them with a proposal"
    )
    (bars,) = figure.data
    assert list(bars.x) == [1, 1, 2, 1]
    assert list(bars.customdata) == ["3 posts", "1 post", "3 posts", "1 post"]
    assert figure.layout.meta["alt"]


def test_every_state_has_its_words() -> None:
    every = pd.DataFrame({"title": STATES, "posts": 1, "status": STATES})
    assert len(plot_title_states(every).data[0].y) == len(STATES)


def test_titles_of_nobody_and_of_everybody_known() -> None:
    known = TITLES.assign(status="decided")
    assert title_in_words(plot_title_states(known)) == "The occupation of all 5 titles is known"
    assert title_in_words(plot_title_states(TITLES.head(0))) == "No title has to be looked up"


def test_worth_of_a_score_has_its_interval() -> None:
    figure = plot_score_worth(BANDS)
    assert title_in_words(figure) == (
        "The first candidate is right for 20 % of titles at the lowest scores, 70 % at the highest"
    )
    first = figure.data[0]
    assert list(first.y) == [20.0, 70.0]
    assert [round(x) for x in first.error_y.array] == [9, 8]
    assert title_in_words(plot_score_worth(BANDS.head(0))) == (
        "What a score is worth is not measured"
    )
