"""What a score is worth: titles are really left out, shares add up, an interval as published."""

import numpy as np
import pytest

from workbench.occupations.candidates import score_titles
from workbench.occupations.held_out import BANDS, closeness_steps, hold_out, wilson
from workbench.occupations.nearness import TitleIndex
from workbench.occupations.onet import Onet
from workbench.settings.occupations import OccupationSettings

SETTINGS = OccupationSettings(held_out_titles=50)


def test_interval_as_published() -> None:
    """Newcombe (1998), table I: 81 of 263 give 0.2553 to 0.3662 by the score method."""
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)


def test_bands_hold_every_title_once_and_agree_with_the_whole(
    onet: Onet, index: TitleIndex
) -> None:
    held = hold_out(onet, index, SETTINGS)
    bands = held.bands
    assert len(bands) == BANDS
    assert bands["titles"].sum() == len(held.titles)
    weights = bands["titles"] / bands["titles"].sum()
    assert (weights * bands["right_1"]).sum() == pytest.approx(held.first_share)
    assert (weights * bands["among"]).sum() == pytest.approx(held.among_share)
    places = bands[[name for name in bands if str(name).startswith("right_")]].sum(axis=1)
    assert places.to_numpy() == pytest.approx(bands["among"].to_numpy())
    assert held.any_share >= held.first_share
    assert (bands["score_from"].to_numpy()[1:] >= bands["score_to"].to_numpy()[:-1]).all()


def test_a_title_held_out_finds_nothing_with_its_own_words(onet: Onet, index: TitleIndex) -> None:
    held = hold_out(onet, index, SETTINGS)
    assert held.titles["closeness"].max() < 1.0
    # By hand: without itself "Deep Glim Weaver" is nearest to the other titles of deep weavers.
    words = [("deep", "glim", "weaver")]
    scored = score_titles(index, words, SETTINGS, without_same=True)
    assert index.codes[scored.occupation[0, 0]] in ("17-2041.00", "17-2041.03")
    assert scored.closeness[0].max() < 1.0
    assert score_titles(index, words, SETTINGS).closeness[0].max() == pytest.approx(1.0)


def test_only_alternate_titles_are_drawn_and_the_draw_is_fixed(
    onet: Onet, index: TitleIndex
) -> None:
    one, other = hold_out(onet, index, SETTINGS), hold_out(onet, index, SETTINGS)
    assert one.titles.equals(other.titles)
    alternate = onet.titles[onet.titles["kind"] == "alternate"]
    pairs = set(zip(alternate["occupation_code"], alternate["title"], strict=True))
    drawn = set(zip(one.titles["occupation_code"], one.titles["title"], strict=True))
    assert drawn <= pairs


def test_chance_is_the_share_of_the_band_the_score_lies_in(onet: Onet, index: TitleIndex) -> None:
    held = hold_out(onet, index, SETTINGS)
    for _, band in held.bands.iterrows():
        middle = (band["score_from"] + band["score_to"]) / 2
        assert held.chance(middle, 1) == band["right_1"]
        assert held.chance(middle, 3) == band["right_3"]
    assert held.chance(0.0, 1) == held.bands["right_1"].iloc[0]
    assert held.chance(1.0, 1) == held.bands["right_1"].iloc[-1]


def test_steps_of_closeness_count_from_nobody_to_everybody(onet: Onet, index: TitleIndex) -> None:
    steps = closeness_steps(hold_out(onet, index, SETTINGS), np.array([0.0, 1.1]))
    assert steps["titles_share"].tolist() == [0.0, 1.0]
    assert np.isnan(steps["right_1"].iloc[0])
