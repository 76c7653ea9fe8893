"""A level sees what is below it and nothing beside or above it."""

from functools import cache

import numpy as np
import pandas as pd
import pytest

from tests.rollup.attack import group
from workbench.company import Company, company_from_tables
from workbench.errors import ParameterError
from workbench.rollup import RollUp, rollup
from workbench.rollup.display import cell_table, deeper_table, level_table, occupation_table
from workbench.rollup.findings import rollup_findings
from workbench.rollup.totals import MEASURES, OWN, organisation_totals
from workbench.settings import Settings


def with_figures(company: Company, change: pd.DataFrame) -> Company:
    tables = {**company.tables, "organisation_figures": change}
    return company_from_tables(tables, as_of=company.as_of.date(), settings=company.settings)


def test_a_level_holds_no_row_beside_or_above_it(sample: Company) -> None:
    found = rollup(sample, organisation="O02")
    inside = {"O02", "O15", "O16", "O17", "O18"}
    assert set(found.tree["organisation_id"]) == set(found.figures["organisation_id"]) == inside
    assert found.tree["depth"].tolist() == [0, 1, 1, 1, 1]
    assert found.tree["parent_id"].isna().tolist() == [True, False, False, False, False]
    assert found.children["name"].tolist()[0] == "Auen Pumps"


def test_numbers_of_a_level_need_no_sibling(sample: Company) -> None:
    figures = sample.tables["organisation_figures"]
    beside = ~figures["organisation_id"].isin(["O15", "O16", "O17", "O18"])
    draw = np.random.default_rng(3)
    other = figures.assign(
        **{name: figures[name].mask(beside, draw.integers(0, 30, len(figures)).astype(float))
           for name in MEASURES}
    )  # fmt: skip
    # An occupation that only a sibling has, a sibling that fell silent, another date.
    extra = other[other["organisation_id"] == "O11"].head(1).assign(occupation_code="99-9999")
    other = pd.concat([other[other["organisation_id"] != "O22"], extra])
    other["as_of"] = other["as_of"].mask(other["organisation_id"] == "O12",
                                         pd.Timestamp("2025-12-31"))  # fmt: skip
    one = rollup(sample, organisation="O02")
    two = rollup(with_figures(sample, other), organisation="O02")
    pd.testing.assert_frame_equal(one.tree, two.tree)
    assert len(one.figures) == len(two.figures)
    for name in MEASURES:
        both = one.figures[name].notna() & two.figures[name].notna()
        assert both.mean() > 0.3
        assert (one.figures[name][both] == two.figures[name][both]).all()
        assert (one.figures[f"{name}_unknown"] == two.figures[f"{name}_unknown"]).all()
    shares = ["left_share", "left_share_low", "left_share_high", "openings_per_offered"]
    both = one.figures[shares].notna() & two.figures[shares].notna()
    assert (one.figures[shares] == two.figures[shares])[both].sum().sum() == both.sum().sum()


def test_what_is_too_small_by_itself_is_hidden_whatever_siblings_have(sample: Company) -> None:
    figures = sample.tables["organisation_figures"]
    beside = figures["organisation_id"] != "O15"
    other = figures.assign(people=figures["people"].mask(beside, 50.0))
    for company in (sample, with_figures(sample, other)):
        rows = rollup(company, organisation="O15").figures
        states = rows.set_index("occupation_code")["people_state"]
        # 4 of 41-4011, 1 of 13-2011 and 4 of 11-9041.
        assert states[["41-4011", "13-2011", "11-9041"]].tolist() == ["hidden"] * 3


def test_reports_of_all_levels_show_the_same_of_a_cell(sample: Company) -> None:
    keys = ["organisation_id", "scope", "occupation_code"]
    whole = rollup(sample).figures.drop(columns="depth").set_index(keys)
    for one in ("O01", "O12", "O19"):
        part = rollup(sample, organisation=one).figures.drop(columns="depth").set_index(keys)
        pd.testing.assert_frame_equal(whole.loc[part.index], part)


def test_no_hidden_number_stands_anywhere_in_a_level(sample: Company) -> None:
    figures = rollup(sample).figures
    for name in MEASURES:
        gone = figures[f"{name}_state"].isin(["hidden", "unknown"])
        assert (figures[name].isna() == gone).all()
    hidden = (figures[["people_state", "left_within_year_state"]] == "hidden").any(axis=1)
    assert (
        figures.loc[hidden, ["left_share", "left_share_low", "left_share_high"]]
        .isna()
        .all(axis=None)
    )
    offered = figures["offered_state"] == "hidden"
    assert figures.loc[offered, "openings_per_offered"].isna().all()
    assert hidden.any()
    assert offered.any()


def test_the_top_adds_up_what_its_levels_show(sample: Company) -> None:
    found = rollup(sample)
    whole = found.rows(depth=0, by_occupation=False).iloc[0]
    assert whole["people"] == found.children["people"].sum() == 2036
    assert whole["people"] == sample.tables["organisation_figures"]["people"].sum()
    assert whole["organisations"] == 12
    by_occupation = found.rows(depth=0, by_occupation=True)
    assert by_occupation["people"].sum() == 2036
    # 214 of 2,250 who were there.
    assert whole["left_share"] == found.left_share == pytest.approx(214 / 2250)
    assert whole["left_share_low"] < whole["left_share"] < whole["left_share_high"]


@cache
def partly_unknown() -> Company:
    return group(
        [("G", None), ("A", "G"), ("B", "G"), ("C", "G")],
        [("G", "x", 6, 0, 0, 0), ("A", "x", 30, 5, None, 8), ("B", "x", None, None, 3, 10)],
    )


def test_sums_with_an_unknown_part_are_lower_bounds() -> None:
    found = rollup(partly_unknown())
    whole = found.rows(depth=0, by_occupation=False).iloc[0]
    assert (whole["people"], whole["people_state"], whole["people_unknown"]) == (36, "at least", 2)
    assert (whole["open_posts"], whole["open_posts_unknown"]) == (3, 2)
    assert pd.isna(whole["left_share"])
    parts = found.children.set_index("organisation_id")
    assert parts.loc["B", "people_state"] == parts.loc["C", "people_state"] == "unknown"
    assert parts.loc[["B", "C"], "people"].isna().all()
    assert parts.loc["A", "left_share"] == pytest.approx(5 / 35)
    own = found.figures[(found.figures["scope"] == OWN)]
    assert own["people"].tolist() == [6, 6]


def test_findings_say_what_is_unknown_and_which_dates() -> None:
    company = partly_unknown()
    figures = company.tables["organisation_figures"]
    older = figures["as_of"].mask(figures["organisation_id"] == "A", pd.Timestamp("2026-03-31"))
    said = rollup_findings(rollup(with_figures(company, figures.assign(as_of=older))))
    assert said[0] == (
        "The G has at least 36 people in 4 organisations; at least 18 agreed to be offered to "
        "others; at least 3 posts are open."
    )
    text = " ".join(said)
    assert "Not or not fully known: people of The B and The C; leavers of The B and The C" in text
    assert "those of The A are older (2026-03-31 at the oldest)" in text


def test_findings_of_the_sample(sample: Company) -> None:
    said = rollup_findings(rollup(sample, organisation="O01"))
    assert said[:3] == (
        "Coast park has 932 people in 4 organisations; 192 agreed to be offered to others; "
        "76 posts are open.",
        "Norrlack Coatings is the largest part, with 584 of the 932 people (63 %).",
        "9 % of those who were there in the year before left; Baltic Resins lost 16 % "
        "(12 % to 20 %).",
    )
    assert "hidden: they are of fewer than 5 people" in said[-1]


def test_tables_write_hidden_cells_in_words(sample: Company) -> None:
    found = rollup(sample)
    assert level_table(found)["organisation"].tolist() == [
        "Nordverbund", "Coast park", "River park", "Hill park",
    ]  # fmt: skip
    assert len(deeper_table(found)) == 12
    occupations = occupation_table(found)
    assert "left_in_the_year" in occupations
    assert occupations["people"].tolist()[0] == 747
    cells = cell_table(rollup(sample, organisation="O02"))
    assert (cells["people"] == "hidden").any()
    assert len(cells) == 40


@pytest.mark.parametrize("asked", ["O03", "o03", "Hill park", " hill PARK "])
def test_an_organisation_is_found_by_id_and_name(sample: Company, asked: str) -> None:
    assert rollup(sample, organisation=asked).organisation == "O03"


def test_an_unknown_organisation_is_refused_with_a_hint(sample: Company) -> None:
    with pytest.raises(ParameterError, match=r"Did you mean 'O03' \(Hill park\)\?.*O00, O01"):
        rollup(sample, organisation="Hill prak")


def test_several_tops_must_be_named() -> None:
    company = group([("G", None), ("H", None)], [("G", "x", 9, 0, 0, 0)])
    unnamed = rollup(company)
    assert "there are 2 tops: G and H. Name the one to report" in unnamed.lacks
    assert rollup_findings(unnamed) == () and unnamed.children.empty
    assert rollup(company, organisation="H").figures["people_state"].tolist() == ["unknown"]


def test_without_the_tables_the_level_says_what_it_lacks(sample: Company) -> None:
    tables = {name: sample.tables[name] for name in ("positions", "employees")}
    found = rollup(company_from_tables(tables, as_of="2026-06-30"))
    assert found.lacks.startswith("not assessed: needs tables organisations")
    assert rollup_findings(found) == ()
    for table in (level_table, deeper_table, occupation_table, cell_table):
        assert table(found).empty
    assert found.children.empty
    assert np.isnan(found.left_share)


def test_a_company_below_which_nothing_is(sample: Company) -> None:
    found = rollup(sample, organisation="O12")
    assert isinstance(found, RollUp)
    assert found.children.empty
    assert len(found.figures) == 11
    assert len(rollup_findings(found)) >= 2


def test_no_figures_up_to_the_report_date(sample: Company) -> None:
    early = company_from_tables(
        {name: sample.tables[name] for name in ("positions", "employees", "organisations",
                                                "organisation_figures")},
        as_of="2019-12-31", settings=Settings(),
    )  # fmt: skip
    found = rollup(early)
    assert set(found.figures["people_state"]) == {"unknown"}
    assert organisation_totals(early).occupations == ()
    assert rollup_findings(found)[0].startswith("Nordverbund has an unknown number of people")


def test_names_of_occupations_stand_beside_their_codes(sample: Company) -> None:
    found = rollup(sample, names={"17-2041": "Chemical engineers"})
    rows = found.rows(depth=0, by_occupation=True).set_index("occupation_code")["occupation"]
    assert rows["17-2041"] == "Chemical engineers"
    assert rows["17-2112"] == "17-2112"
