"""Warnings about criteria that set few posts apart or repeat one another."""

import numpy as np
import pandas as pd
import pytest

from workbench.charts.tables import html_table
from workbench.positions.ranking.rank import rank_positions
from workbench.positions.robustness.diagnostics import criteria_diagnostics
from workbench.positions.robustness.diagnostics_in_words import (
    criteria_in_words,
    diagnostic_sentences,
    pairs_in_words,
)
from workbench.settings import Settings

DRAWS = 100


def _posts(size: int = 20, *, even: int = 16) -> pd.DataFrame:
    """Posts of which ``even`` share one margin, and whose time to fill differs throughout."""
    return pd.DataFrame(
        {
            "position_id": [f"P{n:02d}" for n in range(size)],
            "title": [f"Post {n}" for n in range(size)],
            "margin_at_stake_per_year": [1e5 * 1.2 ** max(0, n - even + 1) for n in range(size)],
            "time_to_fill_days": [60.0 + 15 * ((7 * n) % size) for n in range(size)],
        }
    )


def _ratings(criteria: dict[str, list[float]]) -> pd.DataFrame:
    rows = [
        ("r1", f"P{post:02d}", criterion, rating)
        for criterion, ratings in criteria.items()
        for post, rating in enumerate(ratings)
    ]
    return pd.DataFrame(rows, columns=["rater", "position_id", "criterion", "rating"])


def test_diagnostics_point_out_that_the_heaviest_criterion_is_nearly_constant(make_company) -> None:
    weights = {"strategic_value": 6, "scope": 1, "scarcity": 2, "exposure": 1, "network": 1}
    settings = Settings.model_validate({"positions": {"weights": weights}})
    company = make_company(positions=_posts(), settings=settings)
    found = criteria_diagnostics(rank_positions(company, draws=DRAWS))
    first = found.criteria.iloc[0]
    assert first["criterion"] == "business_contribution"
    # Of the known dimensions strategic value has 6, scarcity 2 of the weight.
    assert first["weight"] == pytest.approx(0.75)
    assert first[["posts_known", "posts_on_commonest"]].tolist() == [20, 16]
    sentences = diagnostic_sentences(found)
    assert sentences[0].startswith(
        "No criterion weighs more than business contribution (75 %), and yet it hardly tells posts "
        "apart: 16 of 20 known posts share one value."
    )
    assert "1 criterion with 75 % of the weight sets few posts apart" in sentences[1]


def test_diagnostics_of_spread_out_criteria_do_not_warn(make_company) -> None:
    company = make_company(positions=_posts(even=1))
    found = criteria_diagnostics(rank_positions(company, draws=DRAWS))
    assert found.criteria["sets_posts_apart"].all()
    assert not any("apart" in sentence for sentence in diagnostic_sentences(found))


def test_diagnostics_name_criteria_that_repeat_one_another(make_company) -> None:
    rng = np.random.default_rng(5)
    one, other = rng.permutation(np.linspace(1, 5, 20)), rng.permutation(np.linspace(1, 5, 20))
    ratings = _ratings(
        {"complexity": one.tolist(), "responsibility": other.tolist(),
         "qualification": ((one + other) / 2).tolist(), "confidentiality": (6 - one).tolist()}
    )  # fmt: skip
    found = criteria_diagnostics(rank_positions(make_company(ratings=ratings), draws=DRAWS))
    strongest = found.pairs.iloc[0]
    assert {strongest["criterion_a"], strongest["criterion_b"]} == {"complexity", "confidentiality"}
    assert strongest["rank_correlation"] == pytest.approx(-1)
    assert strongest["posts"] == 20
    assert not strongest["same_dimension"]
    factors = found.criteria.set_index("criterion")["inflation_factor"]
    assert np.isinf(factors).all()  # each is given exactly by the others
    assert found.posts_complete == 20
    words = diagnostic_sentences(found)
    assert any("complexity and confidentiality (-1.00 over 20 posts)" in each for each in words)
    assert any("qualification (exactly)" in each for each in words)
    shown = criteria_in_words(found)
    assert shown.set_index("criterion").loc["complexity", "on_one_value"] == "1 of 20 known posts"
    assert set(shown["repeated_by_others"]) == {"exactly"}
    assert html_table(shown).count("<tr>") == 1 + len(found.criteria)
    pairs = pairs_in_words(found)
    assert pairs["rank_correlation"].abs().min() > 0.7
    assert len(pairs) < len(found.pairs)


def test_diagnostics_of_a_handful_of_posts_say_nothing_about_repetition(make_company) -> None:
    rng = np.random.default_rng(5)
    one = rng.permutation(np.linspace(1, 5, 20))
    found = criteria_diagnostics(
        rank_positions(
            make_company(
                ratings=_ratings(
                    {"complexity": one.tolist(), "qualification": one[:9].tolist(),
                     "confidentiality": rng.permutation(one)[:9].tolist()}
                )
            ),
            draws=DRAWS,
        )
    )  # fmt: skip
    assert found.posts_complete == 9
    assert set(criteria_in_words(found)["repeated_by_others"]) == {"too few posts to tell"}
    assert not any("largely repeat" in words for words in diagnostic_sentences(found))


def test_diagnostics_caution_below_thirty_posts(make_company) -> None:
    few, many = (
        diagnostic_sentences(
            criteria_diagnostics(rank_positions(make_company(positions=_posts(size)), draws=DRAWS))
        )
        for size in (29, 30)
    )
    assert any("With 29 posts" in sentence for sentence in few)
    assert not any("take these warnings as hints" in sentence for sentence in many)


def test_diagnostics_say_what_spread_alone_would_weigh(make_company) -> None:
    # Half and half at the ends against a narrow band: entropy and CRITIC agree about both.
    wide, narrow = [1.0, 5.0] * 10, [4.0, 4.2, 4.1, 4.3] * 4 + [4.1, 4.2] * 2
    ratings = _ratings({"complexity": wide, "responsibility": narrow})
    company = make_company(ratings=ratings)
    ranking = rank_positions(company, draws=DRAWS)
    rows = criteria_diagnostics(ranking).criteria.set_index("criterion")
    assert rows.loc["complexity", "entropy_share"] > 0.99
    assert rows.loc["responsibility", "entropy_share"] < 0.01
    # CRITIC scales each criterion by its own ends, so the narrow band does not count against it.
    assert rows.loc["responsibility", "critic_share"] > 0.3
    assert set(rows["spread_alone"]) == {""}


def test_diagnostics_where_nothing_is_known_are_empty(make_company) -> None:
    found = criteria_diagnostics(rank_positions(make_company(), draws=DRAWS))
    assert found.criteria.empty
    assert found.pairs.empty
    assert diagnostic_sentences(found) == ()
