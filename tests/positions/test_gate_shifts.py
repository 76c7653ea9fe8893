"""Gates moved: counts by ranking again, and nothing where there is no gate to move."""

import pandas as pd
import pytest

from workbench.positions.ranking.rank import rank_positions
from workbench.positions.ranking.what_if import DRAWS
from workbench.positions.robustness.gate_shifts import (
    gate_sentences,
    gate_shifts,
    shifts_in_words,
)
from workbench.settings import Settings


@pytest.fixture(scope="module")
def shifts(sample):
    return gate_shifts(sample, rank_positions(sample, draws=DRAWS))


def test_gate_shifts_are_what_ranking_again_gives(sample, make_company, shifts) -> None:
    row = shifts[(shifts["dimension"] == "strategic_value")].iloc[0]
    assert row["moved_to"] == pytest.approx(row["gate"] - 0.1)
    positions = sample.settings.positions
    moved = positions.model_copy(
        update={"gates": {**positions.gates, "strategic_value": row["moved_to"]}}
    )
    settings = sample.settings.model_copy(update={"positions": moved})
    again = rank_positions(make_company(**sample.tables, settings=settings), draws=DRAWS)
    assert row["key"] == len(again.key_positions)
    assert row["borderline"] == len(again.borderline_positions)


def test_gate_shifts_on_the_list_now_are_those_of_the_ranking(sample, shifts) -> None:
    ranking = rank_positions(sample, draws=DRAWS)
    assert set(shifts["key_now"]) == {len(ranking.key_positions)}
    assert set(shifts["borderline_now"]) == {len(ranking.borderline_positions)}
    assert len(shifts) == 2 * len(sample.settings.positions.gates)


def test_gate_sentences_name_the_gate_that_moves_most(shifts) -> None:
    (sentence,) = gate_sentences(shifts)
    assert sentence.startswith("Were the gate of strategic value 0.30 instead of 0.40")
    still = shifts.assign(key=shifts["key_now"], borderline=shifts["borderline_now"])
    led = shifts.tail(1).assign(provisional=3, key_now=1)
    assert "would be key, 3 provisional and" in gate_sentences(led)[0]
    assert "; now 1 is key and" in gate_sentences(led)[0]
    assert gate_sentences(still)[0].startswith("Gates moved by 0.1 either way would leave")
    assert gate_sentences(shifts.head(0)) == ()


def test_shifts_in_words_name_the_gate(shifts) -> None:
    assert shifts_in_words(shifts)["gate"].iloc[0] == "strategic value 0.40"


def test_gate_shifts_without_a_gate_or_a_cut_are_none(make_company) -> None:
    ids = [f"P{n:02d}" for n in range(20)]
    posts = pd.DataFrame({"position_id": ids, "title": "Post"}).assign(
        margin_at_stake_per_year=[1e5 * 1.25**n for n in range(20)]
    )
    free = Settings.model_validate({"positions": {"gates": {}}})
    company = make_company(positions=posts, settings=free)
    assert gate_shifts(company, rank_positions(company, draws=100)).empty
    few = make_company(positions=posts.head(3))
    assert gate_shifts(few, rank_positions(few, draws=100)).empty
    unknown = make_company()
    assert gate_shifts(unknown, rank_positions(unknown, draws=100)).empty
