"""The numbers in the docs, measured again where the real O*NET files are at hand."""

from pathlib import Path

import numpy as np
import pytest

from workbench.company import load_company
from workbench.occupations.candidates import propose
from workbench.occupations.held_out import HeldOut, closeness_steps, hold_out
from workbench.occupations.nearness import TitleIndex, title_index
from workbench.occupations.onet import Onet, read_onet
from workbench.occupations.related import feeders, related
from workbench.settings.occupations import OccupationSettings

ROOT = Path(__file__).parents[2]
FOLDER = ROOT.parent / "shared" / "data" / "onet_29_3"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="no O*NET files beside the project")
SETTINGS = OccupationSettings()


@pytest.fixture(scope="module")
def real() -> Onet:
    return read_onet(FOLDER)


@pytest.fixture(scope="module")
def index_of_all(real: Onet) -> TitleIndex:
    return title_index(real)


@pytest.fixture(scope="module")
def held(real: Onet, index_of_all: TitleIndex) -> HeldOut:
    return hold_out(real, index_of_all, SETTINGS)


def test_sizes_are_those_of_the_release(real: Onet) -> None:
    assert real.release == "O*NET 29.3 Database"
    assert len(real.occupations) == 1016
    assert (real.titles["kind"] == "alternate").sum() == 56_560
    assert len(real.related) == 18_460
    assert real.faults == ()


def test_accuracy_is_what_the_docs_say(held: HeldOut) -> None:
    pages = (ROOT / "docs" / "methods").glob("talent-market*.md")
    text = "".join(page.read_text(encoding="utf-8") for page in pages)
    for share in (held.first_share, held.among_share, held.any_share):
        assert f"{share * 100:.1f} %" in text
    for band in held.bands.to_dict("records"):
        low, high = band["score_from"], band["score_to"]
        right, among = band["right_1"] * 100, band["among"] * 100
        assert f"| {low:.2f} to {high:.2f} | {right:.1f} % | {among:.1f} % |" in text


def test_few_titles_lie_below_the_least_closeness(held: HeldOut) -> None:
    below = closeness_steps(held, np.array([SETTINGS.least_closeness])).iloc[0]
    assert below["titles_share"] == pytest.approx(0.04, abs=0.005)
    assert below["right_1"] == pytest.approx(0.12, abs=0.005)


def test_a_higher_score_is_worth_more(held: HeldOut) -> None:
    assert held.bands["right_1"].is_monotonic_increasing
    assert held.bands["right_1"].iloc[-1] > 3 * held.bands["right_1"].iloc[0]


def test_titles_that_are_ambiguous_stay_so(real: Onet, index_of_all: TitleIndex) -> None:
    found = propose(["Nurse", "Data Scientist", "Werkzeugmechaniker"], real, index_of_all, SETTINGS)
    nurse = found[(found["title"] == "Nurse") & found["same_words"]]
    assert len(nurse) == 3
    assert found[(found["title"] == "Data Scientist") & found["same_words"]][
        "occupation_code"
    ].tolist() == ["15-2051.00"]
    # Titles in another language are near to nothing, not forced onto the nearest.
    assert "Werkzeugmechaniker" not in set(found["title"])


def test_related_occupations_of_the_sample(real: Onet) -> None:
    assert related(real, ["17-2041"])["related_code"].head(2).tolist() == ["17-2131", "19-2031"]
    found = feeders(load_company(ROOT / "data" / "sample"), real, ["P0021", "P0036"])
    assert found.unknown.empty
    inside = found.table[found.table["people"] > 0]
    assert {"17-2131", "19-2031"} <= set(inside["related_code"])
