"""The review list goes out, is filled in by a person, and comes back as decisions that stay."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from tests.occupations.conftest import DECIDED, company_of
from workbench.company import Company
from workbench.errors import DataError, ParameterError
from workbench.occupations.onet import Onet
from workbench.occupations.review import Taken, read_review, review_list, take_decisions
from workbench.occupations.titles import occupation_titles

TODAY = dt.date(2026, 7, 1)


@pytest.fixture(scope="module")
def review(company: Company, onet: Onet) -> pd.DataFrame:
    return review_list(occupation_titles(company, onet))


def filled(review: pd.DataFrame, **decisions: str) -> pd.DataFrame:
    by_title = {title.replace("_", " "): text for title, text in decisions.items()}
    text = review.astype(object).where(review.notna(), "").astype(str)
    decisions_by_row = [by_title.get(title, "") for title in text["title"]]
    return text.assign(decision=decisions_by_row, row=range(2, len(text) + 2))


def take(review: pd.DataFrame, company: Company, onet: Onet, **decisions: str) -> Taken:
    earlier = company.table("occupation_titles")
    return take_decisions(filled(review, **decisions), earlier, onet, on=TODAY, by="E9")


def test_open_titles_stand_first_and_have_their_candidates(review: pd.DataFrame) -> None:
    assert review["title"].iloc[0] == "Glim weavers"
    assert review["status"].tolist()[-3:] == ["decided"] * 3
    assert (review["decision"] == "").all()
    row = review.set_index("title").loc["Operator"]
    assert row["candidate_1_code"] in ("17-2041.00", "51-9021.00", "51-9023.00")
    assert row["candidate_1_chance"] == 0.33
    assert review.set_index("title").loc["Bead person", "decided_code"] == "51-9021.00"


def test_numbers_codes_and_none_become_rows_behind_the_earlier_ones(
    review: pd.DataFrame, company: Company, onet: Onet
) -> None:
    taken = take(
        review, company, onet, Glim_weavers="1", Operator="51-9023", Loom_drafter="NONE",
        Zzyx="8122",
    )  # fmt: skip
    assert taken.table["title"].tolist()[:3] == DECIDED["title"].tolist()
    new = taken.table.iloc[3:].set_index("title")
    assert new["occupation_code"].fillna("").to_dict() == {
        "Glim weavers": "17-2041.00",
        "Operator": "51-9023",
        "Loom drafter": "",
        "Zzyx": "8122",
    }
    assert (new["decided_by"] == "E9").all()
    assert (new["decided_on"] == pd.Timestamp(TODAY)).all()
    assert taken.still_open == 1


def test_taken_decisions_reach_the_posts_and_are_not_asked_again(
    review: pd.DataFrame, company: Company, onet: Onet
) -> None:
    taken = take(review, company, onet, Glim_weavers="1", Zzyx="none")
    later = company_of(occupation_titles=taken.table)
    codes = later.positions.set_index("position_id")["occupation_code"]
    assert codes["P2"] == codes["P3"] == "17-2041.00"
    result = occupation_titles(later, onet)
    assert set(result.of("decided")["title"]) >= {"Glim weavers", "Zzyx"}
    assert set(result.candidates["title"]) == {"Chief glimmer officer", "Operator", "Loom drafter"}


def test_the_same_list_again_changes_nothing(
    review: pd.DataFrame, company: Company, onet: Onet
) -> None:
    once = take(review, company, onet, Glim_weavers="1")
    text = filled(review, Glim_weavers="1")
    again = take_decisions(text, once.table, onet, on=dt.date(2027, 1, 1), by="E10")
    assert (again.new, again.same) == ((), ("Glim weavers",))
    assert again.table["decided_by"].tolist() == once.table["decided_by"].tolist()


def test_contradictions_and_strange_cells_are_all_named_and_nothing_is_taken(
    review: pd.DataFrame, company: Company, onet: Onet
) -> None:
    with pytest.raises(DataError, match="nothing was written") as problem:
        take(
            review, company, onet, Bead_person="41-4011.00", Operator="9", Zzyx="banana",
            Loom_drafter="1", Glim_weavers="Nov-21",
        )  # fmt: skip
    said = [fault.found for fault in problem.value.faults]
    assert sorted(said) == [
        "'Bead person' was decided before as 51-9021.00",
        "found '9'",
        "found 'Nov-21'",
        "found 'banana'",
    ]


def test_one_title_twice_in_the_list_in_two_ways_is_refused(
    review: pd.DataFrame, company: Company, onet: Onet
) -> None:
    text = filled(review, Operator="51-9023.00")
    again = text[text["title"] == "Operator"].assign(title="OPERATOR", decision="none", row=99)
    both = pd.concat([text, again], ignore_index=True)
    with pytest.raises(DataError, match="decided twice in the list"):
        take_decisions(both, None, onet, on=TODAY)
    same = both.assign(decision=both["decision"].replace("none", "51-9023.00"))
    assert take_decisions(same, None, onet, on=TODAY).new == ("Operator",)


def test_confirming_a_decision_is_no_contradiction(
    review: pd.DataFrame, company: Company, onet: Onet
) -> None:
    taken = take(review, company, onet, Bead_person="51-9021", Colour_person="none")
    assert taken.new == ()
    assert taken.same == ("Bead person", "Colour person")


def test_who_decided_is_an_id(review: pd.DataFrame, onet: Onet) -> None:
    with pytest.raises(ParameterError, match="an id such as E0005, not a name"):
        take_decisions(filled(review), None, onet, on=TODAY, by="Ann One")


@pytest.mark.parametrize(
    ("sep", "encoding"), [(",", "utf-8-sig"), (";", "cp1252"), ("\t", "utf-8")]
)
def test_a_list_is_read_as_any_spreadsheet_saves_it(
    review: pd.DataFrame, tmp_path: Path, sep: str, encoding: str
) -> None:
    file = tmp_path / "list.csv"
    filled(review, Zzyx="none").drop(columns="row").to_csv(
        file, sep=sep, encoding=encoding, index=False
    )
    read = read_review(file)
    assert read.loc[read["title"] == "Zzyx", "decision"].tolist() == ["none"]
    assert read["row"].tolist() == list(range(2, len(review) + 2))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param("title,other\nA,1\n", "decision: the column is missing", id="column"),
        pytest.param("a,b\n1,2\n", "no known heading", id="headings"),
        pytest.param('title,decision\n"A,1\n', "double quote", id="quote"),
        pytest.param(None, "there is no file", id="file"),
    ],
)
def test_what_is_no_review_list_is_refused(tmp_path: Path, content: str | None, words: str) -> None:
    file = tmp_path / "list.csv"
    if content:
        file.write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=words):
        read_review(file)
