"""A mistake gives a sentence in the place of a panel or its answer, not a traceback."""

import logging

import pandas as pd
import pytest

from tests.widgets.test_ranking_panel import SAMPLE
from workbench.company import company_from_tables, load_company
from workbench.positions import flag_posts, rank_positions
from workbench.widgets import post_picker, ranking_panel
from workbench.widgets.drain_panel import drain_panel
from workbench.widgets.markup import answer
from workbench.widgets.pools_panel import pools_panel


@pytest.fixture(scope="module")
def company():
    return load_company(SAMPLE)


@pytest.mark.parametrize(
    ("panel", "words"),
    [
        (lambda company: drain_panel(company, ["<b>"]), "Not among the open posts: &lt;b&gt;"),
        (lambda company: drain_panel(company, ["P0035"], scenario="flood"), "flood"),
        (lambda company: pools_panel(company, ["<b>"]), "&lt;b&gt;"),
        (lambda company: pools_panel(company, ["P0035"], candidates_per_seat=-1), "-1"),
    ],
)
def test_panel_that_cannot_be_made_is_a_sentence(company, panel, words) -> None:
    assert words in panel(company).value


def test_panels_on_hardly_any_data_open(company) -> None:
    posts = pd.DataFrame({"position_id": ["P1", "P2"], "title": "Clerk"})
    people = pd.DataFrame({"employee_id": ["E1"], "position_id": ["P1"]})
    bare = company_from_tables({"positions": posts, "employees": people}, as_of="2026-06-30")
    ranking, flags = rank_positions(bare, draws=50), flag_posts(bare)
    for panel in (
        ranking_panel.ranking_panel(bare, ranking, flags),
        post_picker.post_picker(bare, ranking, flags),
        drain_panel(bare, []),
        drain_panel(bare, ["P1"]),
        pools_panel(bare, []),
        pools_panel(bare, ["P1"]),
    ):
        assert panel.comm is not None


def test_answer_says_what_it_cannot_work_out_and_logs_the_rest(caplog) -> None:
    said: list[str] = []
    with caplog.at_level(logging.ERROR):
        answer(lambda: [][0], said.append)
    assert said == [
        "This could not be worked out (IndexError). Take back the last move, or restart."
    ]
    assert "IndexError" in caplog.text
