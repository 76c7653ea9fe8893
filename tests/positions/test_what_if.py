"""Judging again on the same random numbers gives what ranking again gives."""

from dataclasses import replace

import pytest

from workbench.company import Company, company_from_tables
from workbench.positions.ranking.rank import rank_positions
from workbench.positions.ranking.what_if import judged_with, prepare_what_if, settings_of

DRAWS = 400


@pytest.fixture(scope="module")
def what_if(sample):
    return prepare_what_if(sample, rank_positions(sample, draws=DRAWS), draws=DRAWS)


def _with(company: Company, changes: dict) -> Company:
    positions = company.settings.positions.model_copy(
        update={name.removeprefix("positions."): value for name, value in changes.items()}
    )
    settings = company.settings.model_copy(update={"positions": positions})
    return company_from_tables(dict(company.tables), as_of=company.as_of, settings=settings)


def test_judged_with_the_choice_in_force_is_the_ranking(what_if) -> None:
    table = judged_with(what_if, what_if.in_force)
    shared = [name for name in table.columns if name in what_if.ranking.table]
    assert table[shared].equals(what_if.ranking.table[shared])
    assert settings_of(what_if, what_if.in_force) == {}


def test_judged_with_another_choice_is_the_ranking_with_its_settings(what_if, sample) -> None:
    dimensions = {
        "strategic_value": 0.2, "scope": 0.3, "scarcity": 0.2, "exposure": 0.2, "network": 0.1,
    }  # fmt: skip
    choice = replace(
        what_if.in_force,
        weights={**what_if.in_force.weights, "dimensions": dimensions},
        gates={"scarcity": 0.3},
        key_share=0.05,
        exponent=1.0,
    )
    changes = settings_of(what_if, choice)
    assert set(changes) == {
        "positions.weights", "positions.gates", "positions.key_share", "positions.exponent",
    }  # fmt: skip
    again = rank_positions(_with(sample, changes), draws=DRAWS).table
    table = judged_with(what_if, choice)
    assert table["position_id"].tolist() == again["position_id"].tolist()
    assert table["verdict"].tolist() == again["verdict"].tolist()
    assert table["chance"].to_numpy() == pytest.approx(again["chance"].to_numpy(), abs=1e-6)
    assert table["score"].to_numpy() == pytest.approx(again["score"].to_numpy(), abs=1e-6)


def test_settings_of_leave_weights_that_did_not_move_to_the_judges(what_if) -> None:
    scarcity = {"skill_scarcity": 2.0, "replaceability": 1.0}
    choice = replace(what_if.in_force, weights={**what_if.in_force.weights, "scarcity": scarcity})
    assert settings_of(what_if, choice) == {
        "positions.weights": {"skill_scarcity": 0.6667, "replaceability": 0.3333}
    }


def test_judged_with_moves_no_score_when_only_the_line_moves(what_if) -> None:
    table = judged_with(what_if, replace(what_if.in_force, key_share=0.02)).set_index("position_id")
    before = what_if.ranking.table.set_index("position_id").loc[table.index]
    assert (table["score"] == before["score"]).all()
    assert (table["verdict"] != before["verdict"]).any()
