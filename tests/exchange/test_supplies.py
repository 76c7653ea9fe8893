"""Supplies: who is in, how coarse, and that nothing tells of a person."""

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.exchange.toys import (
    AS_OF,
    OTHER_SECRET,
    SECRET,
    SECRET_TEXT,
    Tables,
    company,
    crew,
    tables,
)
from workbench.errors import DataError, ParameterError, ReportError
from workbench.exchange.attack import fewest_alike
from workbench.exchange.package import package_files
from workbench.exchange.profiles import NO_LONGER, NOT_HERE, TOO_SHORT
from workbench.exchange.pseudonyms import as_secret, pseudonyms, secret_from_environment
from workbench.exchange.publish import attack_supplies, refuse_people
from workbench.exchange.shared_skills import shared_skills
from workbench.exchange.supplies import TOO_FEW, Supplies, supplies_of


def offered(given: Tables, *, k: int | None = None, **exchange: object) -> Supplies:
    return supplies_of(company(given, **exchange), secret=SECRET, organisation="toy", k=k)


def test_consent_ends_with_its_last_day() -> None:
    for day, left_out in (("29", {NO_LONGER: 6}), ("30", {TOO_SHORT: 6})):
        found = offered(crew(12, agreed=6, ends_on=f"2026-06-{day}"))
        assert found.table.empty
        assert found.left_out.to_dict() == left_out
    assert len(offered(crew(12, agreed=6, ends_on="2026-12-31")).table) == 6


@pytest.mark.parametrize(
    ("column", "day"),
    [("withdrawn_on", "2026-06-30"), ("withdrawn_on", "2026-01-05"), ("agreed_on", "2026-07-01")],
)
def test_no_consent_no_row(column: str, day: str) -> None:
    found = offered(crew(12, agreed=6, **{column: day}))
    assert found.table.empty
    assert found.left_out.to_dict() == {NO_LONGER: 6}


def test_withdrawal_ahead_still_counts_as_consent() -> None:
    assert len(offered(crew(12, agreed=6, withdrawn_on="2026-07-01")).table) == 6


def test_who_has_left_is_not_offered() -> None:
    given = crew(13, agreed=7)
    given["employees"] = given["employees"].assign(
        left_on=["2026-06-01", *[None] * 12], status=["left", *["active"] * 12]
    )
    found = offered(given)
    assert len(found.table) == 6
    assert found.left_out.to_dict() == {NOT_HERE: 1}


def test_dates_are_never_earlier_than_free_and_never_beyond_the_consent() -> None:
    found = offered(crew(12, agreed=6, available_on="2026-08-20", ends_on="2027-03-30"))
    assert found.table["available_on"].unique().tolist() == [pd.Timestamp("2026-10-01")]
    assert found.table["consent_until"].unique().tolist() == [pd.Timestamp("2026-12-31")]


def test_open_consent_is_published_for_the_time_of_the_settings() -> None:
    found = offered(crew(12, agreed=6), open_consent_months=18)
    assert found.table["consent_until"].unique().tolist() == [pd.Timestamp("2027-12-31")]
    assert found.table["available_on"].isna().all()


def test_fewer_than_k_alike_are_left_out() -> None:
    few = offered(crew(12, agreed=4))
    assert len(few.table) == 0
    assert few.left_out.to_dict() == {TOO_FEW: 4}
    assert len(offered(crew(12, agreed=5)).table) == 5


def test_too_large_a_part_of_those_alike_is_left_out() -> None:
    assert len(offered(crew(9, agreed=5)).table) == 0
    assert len(offered(crew(9, agreed=5), most_offered_share=0.6).table) == 5


def test_k_is_at_least_the_smallest_group_of_the_settings() -> None:
    with pytest.raises(ParameterError, match=r"k: found 4\. Allowed: at least 5"):
        offered(crew(12, agreed=6), k=4)
    with pytest.raises(ParameterError, match=r"k: found 1\. Allowed: a whole number"):
        offered(crew(12, agreed=6), k=1)
    assert offered(crew(12, agreed=6)).k == 5


def test_table_consents_is_needed() -> None:
    given = crew(12, agreed=6)
    del given["consents"]
    with pytest.raises(DataError, match="Nobody can be offered: needs table consents"):
        offered(given)


def test_occupation_is_its_own_or_decided_and_never_guessed() -> None:
    given = crew(12, agreed=6)
    given["positions"] = given["positions"].assign(occupation_code=None)
    assert offered(given).left_out.to_dict() == {
        "no occupation code, and none decided for the title": 6
    }
    titles = {"title": ["WELDER "], "occupation_code": ["51-4121.06"], "decided_on": ["2026-01-01"]}
    found = offered({**given, "occupation_titles": pd.DataFrame(titles)})
    assert found.table["occupation_code"].unique().tolist() == ["51-4121"]
    none = pd.DataFrame(titles).assign(occupation_code=None)
    assert offered({**given, "occupation_titles": none}).left_out.to_dict() == {
        "decided that no public code fits the title": 6
    }
    strange = {**given, "occupation_titles": pd.DataFrame(titles).assign(occupation_code="X-1")}
    assert offered(strange).left_out.to_dict() == {"the code is neither O*NET-SOC nor ISCO-08": 6}


def test_skill_is_shown_where_k_share_it_and_k_do_not() -> None:
    one, two = frozenset({"a"}), frozenset({"a", "b"})
    staff = [one] * 20 + [two] * 20
    both = shared_skills([one] * 5 + [two] * 5, [one] * 5 + [two] * 5, staff, k=5, most_share=0.5)
    assert [sorted(skills) for skills in both] == [["a"]] * 5 + [["a", "b"]] * 5
    few = shared_skills([one] * 6 + [two] * 4, [one] * 6 + [two] * 4, staff, k=5, most_share=0.5)
    assert few == [one] * 10


def test_skill_that_most_of_its_holders_would_be_offered_with_is_not_shown() -> None:
    one, none = frozenset({"rare"}), frozenset[str]()
    group = [one] * 5 + [none] * 5
    assert shared_skills(group, group, [one] * 9 + [none] * 30, k=5, most_share=0.5) == [none] * 10
    assert shared_skills(group, group, [one] * 10 + [none] * 30, k=5, most_share=0.5) == group


def test_pseudonyms_hang_on_the_secret_and_on_nothing_else() -> None:
    first = offered(tables(1), k=5).people.set_index("employee_id")["supply_id"]
    again = offered(tables(1, agreed=0.3), k=5).people.set_index("employee_id")["supply_id"]
    both = first.index.intersection(again.index)
    assert len(both) and (first[both] == again[both]).all()
    other = pseudonyms(OTHER_SECRET, first.index)
    assert not set(other) & set(first)


def test_other_ids_change_the_pseudonyms_alone() -> None:
    given = tables(3)
    renamed = {
        name: table.assign(employee_id="X" + table["employee_id"].str[::-1])
        if "employee_id" in table
        else table
        for name, table in given.items()
    }
    one, two = offered(given), offered(renamed)
    rest = [name for name in one.table if name != "supply_id"]
    assert len(one.table)
    pd.testing.assert_frame_equal(
        one.table[rest].sort_values(rest, ignore_index=True),
        two.table[rest].sort_values(rest, ignore_index=True),
    )
    assert not set(one.table["supply_id"]) & set(two.table["supply_id"])


def test_pay_is_never_published() -> None:
    found = offered(tables(1)).table
    assert len(found)
    assert found[["pay_least_per_year", "currency"]].isna().all(axis=None)


@given(seed=st.integers(0, 10_000), people=st.integers(1, 200), k=st.integers(5, 8))
@settings(max_examples=6, deadline=None, phases=(Phase.explicit, Phase.generate))
def test_nobody_is_told_in_any_small_company(seed: int, people: int, k: int) -> None:
    given_tables = tables(seed, people=people)
    one = company(given_tables)
    found = supplies_of(one, secret=SECRET, organisation="toy", k=k)
    assert fewest_alike(found.table) == 0 or fewest_alike(found.table) >= k
    attack = attack_supplies(one, found)
    assert not attack["re_identified"].any()
    knows_staff = attack[attack["attack"] == "knows the staff"]
    assert (knows_staff["share"] <= 0.5).all()
    left = int(found.left_out.sum())
    assert len(found.table) + left == len(given_tables["consents"])
    written = b"".join(package_files("toy", one.as_of, {
        "supplies": found.table, "demands": pd.DataFrame(columns=_demand_columns())
    }).values()).decode()  # fmt: skip
    for column in ("employee_id", "name"):
        assert not [who for who in given_tables["employees"][column] if who in written]
    assert SECRET_TEXT not in written
    running = given_tables["consents"].set_index("employee_id")
    ends = pd.to_datetime(running.loc[found.people["employee_id"], "ends_on"]).reset_index(
        drop=True
    )
    until = found.people.merge(found.table, on="supply_id", sort=False)["consent_until"]
    assert not (until > ends).any()


def _demand_columns() -> list[str]:
    from workbench.exchange.tables import demands

    return list(demands.names)


def test_same_company_in_another_order_gives_the_same_bytes() -> None:
    given_tables = tables(5)
    shuffled = {name: table.sample(frac=1, random_state=7) for name, table in given_tables.items()}
    pd.testing.assert_frame_equal(offered(given_tables).table, offered(shuffled).table)


@pytest.mark.parametrize("text", ["short", "a" * 40, "abcabc" * 8])
def test_weak_secrets_are_refused_and_not_shown(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOY_SECRET", text)
    with pytest.raises(ParameterError, match="too easy to guess") as problem:
        secret_from_environment("TOY_SECRET")
    assert text not in str(problem.value)


def test_secret_given_in_place_of_its_name_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ParameterError, match="is not set") as problem:
        secret_from_environment(SECRET_TEXT)
    assert SECRET_TEXT not in str(problem.value)
    monkeypatch.setenv("TOY_SECRET", SECRET_TEXT)
    assert SECRET_TEXT not in repr(secret_from_environment("TOY_SECRET"))
    assert secret_from_environment("TOY_SECRET") == as_secret(SECRET_TEXT)


def test_text_that_names_a_person_is_refused_without_naming_them() -> None:
    given_tables = tables(1)
    name = given_tables["employees"]["name"].iloc[0]
    skills = pd.DataFrame(
        {"supply_id": ["s-1"], "skills": [f"Recipe of {name}"], "organisation": ["toy"],
         "region": ["North"], "occupation_code": ["2145"], "currency": [None]}
    )  # fmt: skip
    empty = pd.DataFrame(columns=_demand_columns())
    with pytest.raises(ReportError, match=r"supplies\.skills holds the name") as problem:
        refuse_people(company(given_tables), {"supplies": skills, "demands": empty})
    assert name not in str(problem.value)
    assert str(AS_OF) not in str(problem.value)
