"""Candidates: words compared as documented, never a match in silence, always the same order."""

import numpy as np
import pytest

from workbench.occupations.candidates import propose
from workbench.occupations.nearness import (
    TitleIndex,
    best_titles,
    closeness_blocks,
    features,
    vote_shares,
)
from workbench.occupations.onet import Onet
from workbench.occupations.words import all_words, telling_words
from workbench.settings.occupations import OccupationSettings

SETTINGS = OccupationSettings()


def near(index: TitleIndex, title: str, *, without_same: bool = False) -> np.ndarray:
    words = [telling_words(title)]
    return next(closeness_blocks(index, words, without_same=without_same))[1]


def to(index: TitleIndex, title: str, public: str) -> float:
    return float(near(index, title)[0, index.words.index(telling_words(public))])


def test_rank_and_small_words_do_not_tell_and_order_does_not_count() -> None:
    assert telling_words("Senior Manager of Glim") == telling_words("Glim Managers")
    assert all_words("Senior Manager of Glim") != all_words("Glim Managers")
    assert telling_words("Chief Glimmer") != telling_words("Glimmer")


def test_the_same_words_have_a_closeness_of_one_and_strangers_of_none(index: TitleIndex) -> None:
    assert to(index, "glim-weavers", "Glim Weaver") == pytest.approx(1.0)
    assert near(index, "Quub").max() == 0.0


def test_closeness_is_the_mean_of_two_cosines(index: TitleIndex) -> None:
    """By hand from the weights: whole words and pieces each give half of it."""
    one, other = telling_words("Loom Drafter"), telling_words("Weft Drafter")

    def cosine(*, whole: bool) -> float:
        def parts(words: tuple[str, ...]) -> dict[str, float]:
            names = [name for name in features(words) if name.startswith("=") == whole]
            return {name: index.weights[index.vocabulary[name]] for name in names}

        a, b = parts(one), parts(other)
        dot = sum(a[name] * b[name] for name in a.keys() & b.keys())
        return dot / np.sqrt(sum(x**2 for x in a.values()) * sum(x**2 for x in b.values()))

    by_hand = (cosine(whole=True) + cosine(whole=False)) / 2
    assert to(index, "Loom Drafter", "Weft Drafter") == pytest.approx(by_hand)


def test_words_nobody_knows_make_a_title_less_like_any(index: TitleIndex) -> None:
    assert to(index, "Glim Weaver Quub", "Glim Weaver") < to(index, "Glim Weaver", "Glim Weaver")


def test_votes_are_shares_and_words_of_several_occupations_split_theirs(index: TitleIndex) -> None:
    shares = vote_shares(index, near(index, "Operator"), 1)
    there = {"17-2041.00": 1 / 3, "51-9021.00": 1 / 3, "51-9023.00": 1 / 3}
    found = dict(zip(index.codes.tolist(), shares[0].tolist(), strict=True))
    assert {code: found[code] for code in there} == pytest.approx(there)
    assert shares.sum() == pytest.approx(1.0)
    assert vote_shares(index, near(index, "Quub"), 5).sum() == 0.0


def test_without_same_leaves_the_very_words_out_of_all_occupations(index: TitleIndex) -> None:
    left = near(index, "Operator", without_same=True)
    assert left[0, index.words.index(("operator",))] == 0.0
    assert best_titles(index, left).max() < 1.0


def test_a_title_of_one_occupation_is_named_with_the_reason(onet: Onet, index: TitleIndex) -> None:
    first = propose(["glim weavers"], onet, index, SETTINGS).iloc[0]
    assert (first["occupation_code"], first["score"]) == ("17-2041.00", 1.0)
    assert first["same_words"]
    assert first["reason"] == "the same words, a title of this occupation only: Glim Weavers"
    assert 0 < first["gap"] < 1


def test_a_title_of_several_occupations_names_them_all_without_a_lead(
    onet: Onet, index: TitleIndex
) -> None:
    found = propose(["Operator"], onet, index, SETTINGS)
    same = found[found["same_words"]]
    assert set(same["occupation_code"]) == {"17-2041.00", "51-9021.00", "51-9023.00"}
    assert same["place"].tolist() == [1, 2, 3]
    assert same["gap"].tolist()[:2] == [0.0, 0.0]
    assert "a title of 3 occupations" in same["reason"].iloc[0]


def test_rank_keeps_a_title_from_being_the_same(onet: Onet, index: TitleIndex) -> None:
    """Rank is not compared, but a title with another one is not word by word the same."""
    assert not propose(["Lead Trop Agent"], onet, index, SETTINGS)["same_words"].any()
    assert propose(["Senior Glim Weaver"], onet, index, SETTINGS)["same_words"].any()


def test_order_matters_for_the_same_words(onet: Onet, index: TitleIndex) -> None:
    assert not propose(["Weaver Glim"], onet, index, SETTINGS)["same_words"].any()


def test_nothing_near_enough_gives_no_candidate(onet: Onet, index: TitleIndex) -> None:
    assert propose(["Zzyx"], onet, index, SETTINGS).empty
    strict = OccupationSettings(least_closeness=0.99)
    assert propose(["Loom drafter"], onet, index, strict).empty
    assert len(propose(["Loom drafter"], onet, index, SETTINGS))


def test_scores_fall_and_gaps_are_their_differences(onet: Onet, index: TitleIndex) -> None:
    found = propose(["Loom drafter"], onet, index, SETTINGS)
    assert found["place"].tolist() == [1, 2, 3, 4, 5][: len(found)]
    scores = found["score"].to_numpy()
    assert (np.diff(scores) <= 0).all()
    assert found["gap"].to_numpy()[:-1] == pytest.approx(scores[:-1] - scores[1:])
    assert found["score"].between(0, 1).all()
    assert found.iloc[0]["occupation_code"] == "17-2041.00"


def test_candidates_do_not_depend_on_the_other_titles(onet: Onet, index: TitleIndex) -> None:
    alone = propose(["Loom drafter"], onet, index, SETTINGS)
    many = propose(["Operator", "Loom drafter", "Zzyx"], onet, index, SETTINGS)
    again = many[many["title"] == "Loom drafter"].reset_index(drop=True)
    assert again.equals(alone)


def test_titles_without_a_word_are_near_to_nothing(onet: Onet, index: TitleIndex) -> None:
    assert propose(["???", "经理"], onet, index, SETTINGS).empty
