import numpy as np
import pandas as pd
import pytest

from workbench.errors import DataError, ParameterError
from workbench.positions.display import consistency_in_words
from workbench.positions.ranking.rank import rank_positions
from workbench.positions.ranking.weights import DIMENSIONS, criterion_weights
from workbench.schema import organisation
from workbench.settings import Settings


def _judgements(rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["rater", "criterion_a", "criterion_b", "ratio"])


def test_criterion_weights_without_anything_are_equal(make_company) -> None:
    table = criterion_weights(make_company()).table
    assert (table["source"] == "equal").all()
    assert table.groupby("group")["weight"].sum().tolist() == pytest.approx([1.0] * 6)


def test_criterion_weights_from_judgements_are_geometric_means(make_company) -> None:
    # One rater says 2, the other 8: together 4 to 1.
    rows = [
        ("r1", "skill_scarcity", "replaceability", 2.0),
        ("r2", "replaceability", "skill_scarcity", 1 / 8),
    ]
    table = criterion_weights(make_company(judgements=_judgements(rows))).table.set_index("item")
    assert table.loc["skill_scarcity", "weight"] == pytest.approx(0.8)
    assert table.loc["skill_scarcity", "source"] == "judgements"
    # The s.d. of ln 2 and ln 8 is ln(4) / sqrt 2.
    assert table.loc["skill_scarcity", "log_ratio_spread"] == pytest.approx(np.log(4) / 2**0.5)


def test_criterion_weights_from_the_settings_come_first(make_company) -> None:
    settings = Settings.model_validate(
        {"positions": {"weights": {"skill_scarcity": 3, "replaceability": 1}}}
    )
    rows = [("r1", "skill_scarcity", "replaceability", 1.0)]
    company = make_company(settings=settings, judgements=_judgements(rows))
    table = criterion_weights(company).table.set_index("item")
    assert table.loc["skill_scarcity", "weight"] == 0.75
    assert table.loc["skill_scarcity", "source"] == "settings"


def test_criterion_weights_of_dimensions_leave_criteria_to_the_judgements(make_company) -> None:
    given = {"strategic_value": 6, "scope": 2, "scarcity": 6, "exposure": 4, "network": 2}
    settings = Settings.model_validate({"positions": {"weights": given}})
    rows = [("r1", "responsibility", item, 3.0) for item in ("complexity", "resources")]
    rows.append(("r1", "responsibility", "qualification", 3.0))
    table = criterion_weights(make_company(settings=settings, judgements=_judgements(rows))).table
    weights = table.set_index(["group", "item"])["weight"]
    assert weights[DIMENSIONS].to_dict() == pytest.approx({k: v / 20 for k, v in given.items()})
    assert weights["scope", "responsibility"] == pytest.approx(0.5)
    assert set(table.loc[table["group"] == "scope", "source"]) == {"judgements"}


def test_names_of_dimensions_and_criteria_stand_for_one_thing() -> None:
    criteria = Settings().positions.criteria
    assert {each.dimension for each in criteria.values()} == set(organisation.DIMENSIONS)
    assert set(criteria) == set(organisation.CRITERIA)
    assert not set(organisation.CRITERIA) & set(organisation.DIMENSIONS)
    twice = {"network": criteria["brokerage"].model_dump()}
    with pytest.raises(ValueError, match="names of dimensions cannot name criteria: network"):
        Settings.model_validate({"positions": {"criteria": twice}})


def test_criterion_weights_fixed_in_part_are_refused(make_company) -> None:
    settings = Settings.model_validate({"positions": {"weights": {"skill_scarcity": 3}}})
    with pytest.raises(ParameterError, match="missing: replaceability"):
        criterion_weights(make_company(settings=settings))


def test_criterion_weights_that_no_answer_ties_together_are_refused(make_company) -> None:
    rows = [
        ("r1", "strategic_value", "scope", 2.0),
        ("r1", "scarcity", "exposure", 2.0),
    ]
    with pytest.raises(DataError, match="for dimensions the comparisons fall into 3 groups"):
        criterion_weights(make_company(judgements=_judgements(rows)))


def test_criterion_weights_name_the_rater_who_contradicts_himself(make_company) -> None:
    items = ["strategic_value", "scope", "scarcity", "exposure", "network"]
    good = [("r1", a, b, 2.0 ** (j - i)) for i, a in enumerate(items)
            for j, b in enumerate(items) if i < j]  # fmt: skip
    bad = [("r2", a, b, ratio) for _, a, b, ratio in good]
    bad[3] = ("r2", "network", "strategic_value", 9.0)
    weights = criterion_weights(make_company(judgements=_judgements([*good[:3], ("r1", items[0],
                                items[4], 9.0), *good[4:], *bad])))  # fmt: skip
    rows = weights.consistency[weights.consistency["group"] == DIMENSIONS].set_index("rater")
    assert rows.loc["r1", "consistent"]
    assert not rows.loc["r2", "consistent"]
    worst = weights.doubts[weights.doubts["rater"] == "r2"].iloc[0]
    assert {worst["item_a"], worst["item_b"]} == {"network", "strategic_value"}


def test_consistency_in_words_leaves_single_comparisons_out(make_company) -> None:
    items = ["strategic_value", "scope", "scarcity"]
    fitting = [("r1", a, b, 2.0 ** (j - i)) for i, a in enumerate(items)
               for j, b in enumerate(items) if i < j]  # fmt: skip
    turned = [("r2", a, b, ratio) for _, a, b, ratio in fitting[:2]] + [("r2", *items[:0:-1], 9.0)]
    chain = [("r3", a, b, ratio) for _, a, b, ratio in fitting[:2]]
    rest = [(rater, "scope", other, 2.0) for rater in ("r1", "r2", "r3")
            for other in ("exposure", "network")]  # fmt: skip
    pair = [("r1", "skill_scarcity", "replaceability", 3.0)]
    answers = _judgements([*fitting, *turned, *chain, *rest, *pair])
    shown = consistency_in_words(rank_positions(make_company(judgements=answers), draws=50))
    assert set(shown["group"]) == {"dimensions"}
    found = shown.set_index("rater")["consistent"].to_dict()
    assert found["r1"] == "yes"
    assert found["r2"] == "no, ask again"
    assert found["r3"] == "too few answers to tell"
