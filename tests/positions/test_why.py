"""Why a post stands where it stands: steps that add up, words, rivals, and strangers."""

import pandas as pd
import pytest

from workbench.errors import ParameterError
from workbench.positions.ranking.rank import rank_positions
from workbench.positions.robustness.dominance import dominating_posts
from workbench.positions.robustness.rank_range import rank_ranges
from workbench.positions.why.explain import MOST_STEPS, explain
from workbench.positions.why.turning_points import turning_points
from workbench.sample import planted

DRAWS = 300


@pytest.fixture(scope="module")
def ranking(sample):
    return rank_positions(sample, draws=DRAWS)


@pytest.fixture(scope="module")
def why(sample, ranking):
    return explain(sample, ranking, [planted.KEY_ACCOUNT_POST, "P0018", planted.LONG_VACANCY_POST])


def test_explain_steps_sum_to_the_score(why) -> None:
    posts = why.posts.set_index("position_id")
    total = why.steps.groupby("position_id")["adds"].sum()
    expected = posts["score"] - posts["typical_score"]
    assert total[expected.index].to_numpy() == pytest.approx(expected.to_numpy(), abs=1e-12)


def test_explain_keeps_the_order_asked_for(why) -> None:
    asked = [planted.KEY_ACCOUNT_POST, "P0018", planted.LONG_VACANCY_POST]
    assert why.posts["position_id"].tolist() == asked
    assert why.steps["position_id"].drop_duplicates().tolist() == asked


def test_explain_takes_one_post_without_a_list(sample, ranking, why) -> None:
    alone = explain(sample, ranking, planted.KEY_ACCOUNT_POST)
    assert alone.posts["position_id"].tolist() == [planted.KEY_ACCOUNT_POST]
    steps = why.steps[why.steps["position_id"] == planted.KEY_ACCOUNT_POST]
    assert alone.steps.equals(steps.reset_index(drop=True))


def test_explain_names_amounts_and_what_is_unknown(why) -> None:
    steps = why.steps.set_index(["position_id", "step"])
    account = steps.loc[(planted.KEY_ACCOUNT_POST, "customer_dependence")]
    assert account["measured"] == "11 % of the customers' margin"
    assert account["typical"] == "0 % of the customers' margin"
    unknown = why.posts.set_index("position_id")["unknown"]
    assert unknown[planted.KEY_ACCOUNT_POST] == ""
    # Nobody is in the vacant post, so what its people would hold is unknown and no step.
    assert "brokerage" in unknown[planted.LONG_VACANCY_POST]
    assert (planted.LONG_VACANCY_POST, "brokerage") not in steps.index


def test_explain_says_what_would_move_a_post(why) -> None:
    changes = why.changes.set_index(["position_id", "criterion"])
    ordinary = changes.loc[("P0018", "skill_scarcity")]
    assert ordinary["key_from"].endswith("hold the scarcest skill, or fewer")
    account = changes.loc[(planted.KEY_ACCOUNT_POST, "skill_scarcity")]
    assert account["now"] == "1 person holds the scarcest skill"
    assert account["key_from"] != "no value"
    assert (changes["now"] != changes["key_from"]).all()
    assert (changes["now"] != changes["borderline_from"]).all()


def test_explain_duels_of_a_pair_sum_to_one(why) -> None:
    wins = why.duels.set_index(["position_id", "rival_id"])["wins_share"]
    both = wins + wins.swaplevel().reindex(wins.index)
    assert both.to_numpy() == pytest.approx(1.0)


def test_explain_many_criteria_step_by_dimension(make_company) -> None:
    base = {"dimension": "scope", "measured_by": [{"quantity": "budget_per_year", "low": 0,
            "high": 10, "low_means": "none", "high_means": "much"}]}  # fmt: skip
    names = [f"size_{n}" for n in range(MOST_STEPS + 1)]
    worth = {**base, "dimension": "strategic_value"}
    from workbench.settings import Settings

    settings = Settings.model_validate(
        {"positions": {"criteria": {**dict.fromkeys(names, base), "worth": worth}, "gates": {}}}
    )
    posts = pd.DataFrame({"position_id": [f"P{n:02d}" for n in range(20)], "title": "Post",
                          "budget_per_year": [n / 2 for n in range(20)]})  # fmt: skip
    company = make_company(positions=posts, settings=settings)
    why = explain(company, rank_positions(company, draws=100), ["P19"])
    assert set(why.steps["step"]) == {"scope", "strategic_value"}
    assert why.steps["measured"].tolist() == ["", ""]
    gained = why.posts.loc[0, "score"] - why.posts.loc[0, "typical_score"]
    assert why.steps["adds"].sum() == pytest.approx(gained)


def test_explain_without_any_knowledge_has_no_steps(make_company) -> None:
    company = make_company()
    why = explain(company, rank_positions(company, draws=100), ["P01", "P02"])
    assert why.steps.empty
    assert why.changes.empty
    assert why.posts["score"].isna().all()


def test_one_id_is_a_list_of_one(sample, ranking) -> None:
    settings = sample.settings.positions
    limits = {"key_at": settings.key_at, "borderline_at": settings.borderline_at}
    one, several = explain(sample, ranking, "P0018"), explain(sample, ranking, ["P0018"])
    for name in ("posts", "steps", "changes", "duels"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(several, name))
    pd.testing.assert_frame_equal(rank_ranges(ranking, "P0018"), rank_ranges(ranking, ["P0018"]))
    assert dominating_posts(ranking, "P0018").table["position_id"].tolist() == ["P0018"]
    assert set(turning_points(ranking, "P0018", **limits)["position_id"]) == {"P0018"}


@pytest.mark.parametrize("ask", [explain, lambda _, *asked: rank_ranges(*asked),
                                 lambda _, *asked: dominating_posts(*asked)])  # fmt: skip
def test_an_unknown_id_is_refused_as_a_whole(sample, ranking, ask) -> None:
    with pytest.raises(ParameterError, match=r"no open post has the id P9999\. Allowed"):
        ask(sample, ranking, "P9999")


def test_explain_refuses_an_unknown_post(sample, ranking) -> None:
    with pytest.raises(ParameterError, match="no open post has the id P9999"):
        explain(sample, ranking, ["P0018", "P9999"])
