"""Titles of a company: decided only by a row of the table, everything else waits for a person."""

import numpy as np
import pandas as pd
import pytest

from tests.occupations.conftest import DECIDED, POSITIONS, company_of
from workbench.company import Company
from workbench.occupations.findings import occupation_findings
from workbench.occupations.onet import Onet
from workbench.occupations.titles import OccupationTitles, occupation_titles


@pytest.fixture(scope="module")
def result(company: Company, onet: Onet) -> OccupationTitles:
    return occupation_titles(company, onet)


def test_states_of_titles(result: OccupationTitles) -> None:
    found = result.titles.set_index("title")["status"].to_dict()
    assert found == {
        "Glim weavers": "exact",
        "Chief glimmer officer": "exact",
        "Operator": "candidates",
        "Loom drafter": "candidates",
        "Zzyx": "none near enough",
        "Bead person": "decided",
        "Colour person": "decided",
        "Long gone": "decided",
    }


def test_posts_and_people_of_a_title_whatever_its_capitals(result: OccupationTitles) -> None:
    rows = result.titles.set_index("title")
    assert rows.loc["Glim weavers", ["posts", "people"]].tolist() == [2, 3]
    assert rows.loc["Bead person", ["posts", "people"]].tolist() == [1, 2]
    assert rows.loc["Long gone", ["posts", "people"]].tolist() == [0, 0]
    assert result.titles["posts"].iloc[0] == 2


def test_an_exact_title_is_a_proposal_and_fills_no_post(
    result: OccupationTitles, company: Company
) -> None:
    codes = company.positions.set_index("position_id")["occupation_code"]
    assert codes[["P1", "P2"]].isna().all()
    assert pd.isna(result.titles.set_index("title").loc["Glim weavers", "code"])
    assert codes["P8"] == "51-9021"[:7] + ".00"


def test_decided_titles_are_not_looked_up_again(result: OccupationTitles) -> None:
    assert not set(result.candidates["title"]) & {"Bead person", "Colour person", "Long gone"}


def test_chances_are_measured_or_shared_or_unknown(result: OccupationTitles) -> None:
    chance = result.candidates.set_index(["title", "place"])["chance"]
    assert result.held_out
    score = result.candidates.set_index(["title", "place"]).loc[("Loom drafter", 1), "score"]
    assert chance[("Loom drafter", 2)] == result.held_out.chance(score, 2)
    assert chance[("Operator", 1)] == chance[("Operator", 3)] == pytest.approx(1 / 3)
    assert np.isnan(chance[("Glim weavers", 1)])


def test_without_onet_nothing_is_proposed(company: Company) -> None:
    result = occupation_titles(company)
    assert set(result.titles["status"]) == {"decided", "not looked up"}
    assert result.candidates.empty
    assert result.held_out is None
    (said,) = occupation_findings(result)
    assert said.startswith("5 titles of 6 posts wait for a decision; 3 are decided.")
    assert said.endswith("Without O*NET nothing is proposed.")


def test_own_codes_are_listed_where_asked(company: Company, onet: Onet) -> None:
    result = occupation_titles(company, onet, with_own=True)
    own = result.of("own code").iloc[0]
    assert (own["title"], own["code"], own["code_known"]) == ("Trop seller agent", "41-4011", True)
    first = result.candidates.set_index(["title", "place"]).loc[("Trop seller agent", 1)]
    assert first["occupation_code"] == "41-4011.00"
    assert "agrees with the code for 1" in " ".join(occupation_findings(result))


def test_a_title_with_posts_of_both_kinds_waits(onet: Onet) -> None:
    posts = POSITIONS.assign(title="Trop seller agent")
    result = occupation_titles(company_of(positions=posts), onet, with_own=True)
    rows = result.titles[result.titles["title"] == "Trop seller agent"]
    assert rows["status"].tolist() == ["candidates"]
    assert rows["posts"].tolist() == [8]


def test_a_decision_against_an_own_code_is_still_a_decision(onet: Onet) -> None:
    """The own code wins for its post; the title of posts without one is decided."""
    extra = pd.DataFrame([("Trop seller agent", "51-9023.00", "2026-05-04", None)],
                         columns=DECIDED.columns)  # fmt: skip
    titles = pd.concat([DECIDED, extra], ignore_index=True)
    company = company_of(occupation_titles=titles)
    codes = company.positions.set_index("position_id")["occupation_code"]
    assert codes["P7"] == "41-4011"
    result = occupation_titles(company, onet)
    assert result.titles["title"].tolist().count("Trop seller agent") <= 1


def test_a_code_unknown_to_onet_is_named(onet: Onet) -> None:
    titles = DECIDED.assign(occupation_code=["99-9999.00", None, "2145"])
    result = occupation_titles(company_of(occupation_titles=titles), onet)
    known = result.titles.set_index("title")["code_known"]
    assert not known["Bead person"]
    # An ISCO-08 code is another system, and fine.
    assert known["Long gone"]
    assert pd.isna(known["Colour person"])
    said = " ".join(occupation_findings(result))
    assert "O*NET does not have: Bead person (99-9999.00)" in said
    assert "Long gone" not in said


def test_findings_count_and_say_what_a_proposal_is_worth(result: OccupationTitles) -> None:
    first, worth, source = occupation_findings(result)
    assert first == (
        "5 titles of 6 posts wait for a decision; 3 are decided. Of those that wait: 2 word by "
        "word a title of one public occupation, 2 with candidates and 1 to which no public title "
        "is near enough."
    )
    assert "So a person decides" in worth
    assert source == result.source
