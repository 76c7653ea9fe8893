"""The matching of tables: each condition and reason by hand, and what must not matter."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from workbench.errors import DataError, ParameterError
from workbench.exchange.match import match_findings, match_market, match_tables
from workbench.settings.matching import MatchSettings

DAY = date(2026, 6, 30)
PROFILE = {
    "occupation_code": "17-2041", "code_system": "onet_soc", "level": "senior",
    "skills": "dispersion; colour physics", "region": "North", "currency": "EUR",
}  # fmt: skip
DEMAND = PROFILE | {
    "organisation": "a", "demand_id": "D1", "number": 1, "by_when": "2026-12-31",
    "pay_low_per_year": 50_000.0, "pay_high_per_year": 60_000.0,
}  # fmt: skip
SUPPLY = PROFILE | {
    "organisation": "b", "supply_id": "s-1", "available_on": "2026-10-01",
    "pay_least_per_year": 52_500.0, "consent_until": "2027-03-31",
}  # fmt: skip


def frames(demands=({},), supplies=({},)):
    tables = (
        pd.DataFrame([DEMAND | change for change in demands]),
        pd.DataFrame([SUPPLY | change for change in supplies]),
    )
    for table, names in zip(tables, (["by_when"], ["available_on", "consent_until"]), strict=True):
        for name in names:
            table[name] = pd.to_datetime(table[name])
    return tables


def found(demand=None, supply=None, **options):
    return match_market(*frames([demand or {}], [supply or {}]), on_date=DAY, **options)


def invented(seed, demands=60, people=150):
    """A market in which conditions, fits and ties all matter."""
    rng = np.random.default_rng(seed)

    def pick(values):
        return values[rng.integers(len(values))]

    def profile():
        return {
            "organisation": pick("abcd"), "region": pick(["North", "East"]),
            "occupation_code": pick(["17-2041", "17-2041.00", "11-1021"]),
            "level": pick(["entry", "experienced", "senior", None]),
            "skills": pick(["x;y", "x", "y;z", None]), "currency": pick(["EUR", "EUR", None]),
        }  # fmt: skip

    return frames(
        [
            profile() | {"demand_id": f"D{n}", "number": int(rng.integers(1, 4)),
                         "pay_high_per_year": pick([58_000.0, 60_000.0, None])}
            for n in range(demands)
        ],
        [
            profile() | {"supply_id": f"s-{n}",
                         "pay_least_per_year": pick([50_000.0, 59_000.0, None])}
            for n in range(people)
        ],
    )  # fmt: skip


def test_a_pair_that_meets_everything_with_its_fit_by_hand():
    matching = found()
    pair = matching.pairs.iloc[0]
    # Skills 1, occupation 1, level 1, pay room (60,000 - 52,500) / (60,000 - 50,000) = 0.75.
    assert pair["fit"] == pytest.approx(0.5 + 0.2 + 0.15 + 0.15 * 0.75)
    assert pair["fit_low"] == pair["fit"] == pair["fit_high"]
    assert pair["reasons"] == (
        "same occupation; 2 of 2 asked skills; level asked for; wish within the band"
    )
    assert matching.value == matching.bound == pytest.approx(0.9625)
    assert matching.unfilled.empty and matching.unasked.empty
    assert matching.flows.to_numpy().tolist() == [["b", "a", 1]]


@pytest.mark.parametrize(
    ("demand", "supply", "why", "demand_words", "supply_words"),
    [
        pytest.param(
            {}, {"organisation": "a"}, "organisation",
            "only 1 person of the organisation itself would do",
            "only 1 demand of the organisation itself would do", id="organisation",
        ),
        pytest.param(
            {}, {"occupation_code": "11-1021"}, "occupation",
            "nobody has the occupation or a related one; 1 person would meet the rest",
            "nobody asks for the occupation or a related one; 1 demand would meet the rest",
            id="occupation",
        ),
        pytest.param(
            {}, {"code_system": "isco_08"}, "occupation",
            "nobody has the occupation or a related one; 1 person would meet the rest",
            "nobody asks for the occupation or a related one; 1 demand would meet the rest",
            id="code system",
        ),
        pytest.param(
            {}, {"level": "entry"}, "level", "1 person would do, but stand at too low a level",
            "1 demand would do, but ask for a higher level", id="level",
        ),
        pytest.param(
            {}, {"region": "East"}, "region", "1 person would do, but in other regions",
            "1 demand would do, but in other regions", id="region",
        ),
        pytest.param(
            {}, {"available_on": "2027-01-01"}, "available",
            "1 person would do, but come free too late",
            "1 demand would do, but start earlier", id="available",
        ),
        pytest.param(
            {"by_when": "2026-06-29"}, {"available_on": None}, "available",
            "1 person would do, but come free too late",
            "1 demand would do, but start earlier", id="day has passed",
        ),
        pytest.param(
            {}, {"consent_until": "2026-06-29"}, "consent",
            "1 person would do, but their consent has ended",
            "the consent has ended; 1 demand would do", id="consent",
        ),
        pytest.param(
            {}, {"pay_least_per_year": 60_001.0}, "pay",
            "1 person would do, but wish for more pay than the band gives",
            "1 demand would do, but pay less than wished for", id="pay",
        ),
        pytest.param(
            {}, {"region": "East", "level": "entry"}, "several",
            "nobody would do, whichever single condition is dropped",
            "no demand would do, whichever single condition is dropped", id="two at once",
        ),
    ],
)  # fmt: skip
def test_each_condition_stops_a_pair_and_is_named(demand, supply, why, demand_words, supply_words):
    matching = found(demand, supply)
    assert matching.pairs.empty and matching.value == matching.bound == 0
    unfilled, unasked = matching.unfilled.iloc[0], matching.unasked.iloc[0]
    assert (unfilled["why"], unfilled["why_words"]) == (why, demand_words)
    assert (unasked["why"], unasked["why_words"]) == (why, supply_words)
    dropped = matching.dropped[matching.dropped["rows"] > 0]
    assert set(dropped["condition"]) == ({why} if why != "several" else set())


@pytest.mark.parametrize(
    ("demand", "supply"),
    [
        ({}, {"occupation_code": "17-2041.00"}),  # O*NET-SOC compares by the six digits of SOC
        ({}, {"level": "experienced"}),  # one level below
        ({"level": "entry"}, {"level": "lead"}),
        ({}, {"available_on": "2026-12-31"}),  # on the last day
        ({}, {"available_on": None}),  # at once
        ({"by_when": None}, {"available_on": "2030-01-01"}),  # no hurry
        ({}, {"consent_until": "2026-06-30"}),  # the last day counts
        ({}, {"pay_least_per_year": 60_000.0}),
        ({}, {"region": " north"}),
        ({}, {"pay_least_per_year": None}),
        ({}, {"pay_least_per_year": 90_000.0, "currency": "SEK"}),  # not compared
        ({"currency": None}, {"pay_least_per_year": 90_000.0, "currency": None}),
        ({}, {"level": None}),
        ({"level": None}, {}),
    ],
)
def test_pairs_at_the_edge_or_unknown_pass(demand, supply):
    assert len(found(demand, supply).pairs) == 1


def test_what_is_unknown_is_a_range_and_is_counted():
    matching = found({}, {"level": None, "pay_least_per_year": None, "skills": None})
    pair = matching.pairs.iloc[0]
    # Only the occupation is known: low 0.2, expected the known part alone, high 1.
    assert (pair["fit_low"], pair["fit"], pair["fit_high"]) == pytest.approx((0.2, 1.0, 1.0))
    assert pair["unknown"] == "skills, level, pay"
    assert pair["reasons"] == (
        "same occupation; skills not known; level not known; room in pay not known"
    )
    assert matching.counts.pairs_level_unknown == matching.counts.pairs_pay_unknown == 1
    assert match_findings(matching)[-1].startswith("Of the 1 possible pair, level in 100 % and pay")


def test_related_occupations_go_one_way_and_count_less():
    related = pd.DataFrame({"occupation_code": ["17-2041.00"], "related_code": ["19-2031"]})
    matching = found({}, {"occupation_code": "19-2031"}, related=related)
    assert matching.value == pytest.approx(0.9625 - 0.2 * 0.4)
    assert matching.pairs["reasons"].item().startswith("related occupation 19-2031; ")
    back = found({"occupation_code": "19-2031"}, {}, related=related)
    assert back.unfilled["why"].item() == "occupation"


def test_same_code_in_the_related_table_makes_no_second_pair():
    related = pd.DataFrame({"occupation_code": ["17-2041"] * 2, "related_code": ["17-2041"] * 2})
    matching = found(related=related)
    assert matching.counts.pairs_possible == 1
    assert matching.pairs["reasons"].item().startswith("same occupation")


def test_other_regions_may_be_allowed():
    matching = found({}, {"region": "East"}, settings=MatchSettings(other_regions=True))
    assert matching.pairs["reasons"].item().endswith("; from East")


def test_fit_of_skills_level_and_no_skills_asked():
    some = found({"skills": "Dispersion;lead;a;b"}, {"level": "experienced"})
    assert some.value == pytest.approx(0.5 * 0.25 + 0.2 + 0.15 * 0.5 + 0.15 * 0.75)
    assert "1 of 4 asked skills; 1 level below" in some.pairs["reasons"].item()
    assert found({"skills": None}, {"skills": None}).value == pytest.approx(0.9625)


def test_a_fit_below_the_least_is_no_pair_and_says_so():
    # 0.9625 as above; half of the skills missing leaves 0.7125.
    least = MatchSettings(least_fit=0.8)
    assert len(found(settings=least).pairs) == 1
    matching = found({}, {"skills": "dispersion"}, settings=least)
    assert matching.counts.pairs_possible == 0
    assert matching.unfilled["why_words"].item() == (
        "1 person would do, but fit less than is asked for at least"
    )
    assert matching.unasked["why"].item() == "fit"


def test_largest_total_is_not_first_come():
    # By hand: D1 likes s-1 best, but only s-1 can take D2; 1 person a demand.
    demands, supplies = frames(
        [{"demand_id": "D1"}, {"demand_id": "D2", "skills": "z"}],
        [{"supply_id": "s-1", "skills": "dispersion;colour physics;z"},
         {"supply_id": "s-2", "skills": "dispersion"}],
    )  # fmt: skip
    matching = match_market(demands, supplies, on_date=DAY)
    assert dict(zip(matching.pairs["demand_id"], matching.pairs["supply_id"], strict=True)) == {
        "D1": "s-2", "D2": "s-1",
    }  # fmt: skip
    assert matching.value == pytest.approx(0.9625 * 2 - 0.25)


def test_stable_by_pay_of_the_demand_and_by_fit():
    # By hand: one person, D1 fits better, D2 pays more.
    demands, supplies = frames(
        [{"demand_id": "D1"}, {"demand_id": "D2", "skills": "z", "pay_high_per_year": 70_000.0}]
    )
    by_fit = match_market(demands, supplies, on_date=DAY, how="stable")
    pay = MatchSettings(supply_prefers="pay")
    by_pay = match_market(demands, supplies, on_date=DAY, how="stable", settings=pay)
    assert (by_fit.pairs["demand_id"].item(), by_pay.pairs["demand_id"].item()) == ("D1", "D2")
    assert by_pay.counts.blocking_pairs == by_fit.counts.blocking_pairs == 0
    assert by_fit.gap_share == 0 and by_pay.gap_share > 0
    assert by_pay.unfilled["why_words"].item() == "1 person would do, but went to other demands"
    # The total fit leaves a pair that would rather: the person would go to D2 for the pay.
    total = match_market(demands, supplies, on_date=DAY, settings=pay)
    assert total.counts.blocking_pairs == 1


def test_nobody_leaves_for_what_is_only_as_good():
    # All alike: whoever is placed where, nobody would rather.
    demands, supplies = frames(
        [{"demand_id": "D1"}, {"demand_id": "D2"}], [{"supply_id": f"s-{n}"} for n in range(5)]
    )
    for how in ("total_fit", "most_places", "stable"):
        assert match_market(demands, supplies, on_date=DAY, how=how).counts.blocking_pairs == 0


def test_most_places_come_before_the_total():
    # By hand: s-1 fits D1 fully; s-2 can only take D1, s-1 also D2 badly. Weights on skills alone.
    only = MatchSettings(fit_weights={"skills": 1, "occupation": 0, "level": 0, "pay": 0})
    demands, supplies = frames(
        [{"demand_id": "D1", "skills": "x"}, {"demand_id": "D2", "skills": "q", "level": "lead"}],
        [{"supply_id": "s-1", "skills": "x"},
         {"supply_id": "s-2", "skills": "u", "level": "experienced"}],
    )  # fmt: skip
    best = match_market(demands, supplies, on_date=DAY, settings=only)
    most = match_market(demands, supplies, on_date=DAY, settings=only, how="most_places")
    assert best.counts.filled_places == 1 and best.counts.fillable_places == 2
    assert most.counts.filled_places == 2 and most.value < best.value
    assert "1 place more could be filled at once" in match_findings(best)[0]


@pytest.mark.parametrize("how", ["total_fit", "most_places", "stable"])
def test_totals_agree_and_nobody_goes_twice(how):
    demands, supplies = invented(1)
    matching = match_market(demands, supplies, on_date=DAY, how=how)
    counts, pairs = matching.counts, matching.pairs
    assert not pairs.duplicated(["supply_organisation", "supply_id"]).any()
    assert (pairs["demand_organisation"] != pairs["supply_organisation"]).all()
    assert pairs["fit"].between(pairs["fit_low"], pairs["fit_high"]).all()
    places = demands["number"].sum()
    assert counts.filled_places == len(pairs) == matching.flows["people"].sum()
    assert counts.filled_places + matching.unfilled["open_places"].sum() == counts.places == places
    assert len(pairs) + len(matching.unasked) == len(supplies)
    sums = matching.occupations[
        ["places", "filled_places", "open_places", "supplies", "placed"]
    ].sum()
    assert sums.tolist() == [places, len(pairs), places - len(pairs), len(supplies), len(pairs)]
    assert matching.value == pytest.approx(pairs["fit"].sum(), abs=1e-4)
    assert matching.value <= matching.bound
    if how == "stable":
        assert counts.blocking_pairs == 0
    else:
        assert matching.gap_share == 0
    assert len(match_findings(matching)) >= 3


@pytest.mark.parametrize("how", ["total_fit", "stable"])
def test_order_of_rows_and_files_does_not_matter(how):
    demands, supplies = invented(2)
    one = match_market(demands, supplies, on_date=DAY, how=how)
    mixed = [rows.sample(frac=1, random_state=4) for rows in (demands, supplies)]
    files = [[rows for _, rows in table.groupby("organisation")] for table in mixed]
    two = match_tables(*files, on_date=DAY, how=how)
    for name in ("pairs", "unfilled", "unasked", "dropped", "occupations", "flows"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(two, name))
    assert (one.value, one.bound, one.counts) == (two.value, two.bound, two.counts)


def test_other_ids_and_names_change_no_total():
    demands, supplies = invented(3)
    one = match_market(demands, supplies, on_date=DAY)
    for rows in (demands, supplies):
        rows["organisation"] = rows["organisation"].map({"a": "w", "b": "z", "c": "m", "d": "k"})
    demands["demand_id"] = demands["demand_id"].str.replace("D", "post-")
    supplies["supply_id"] = supplies["supply_id"].str[::-1]
    two = match_market(demands, supplies, on_date=DAY)
    assert (one.value, one.bound) == (two.value, two.bound)
    assert one.counts.pairs_possible == two.counts.pairs_possible
    assert one.counts.fillable_places == two.counts.fillable_places


def test_nothing_to_match_is_a_result():
    demands, supplies = frames()
    matching = match_market(demands.iloc[:0], supplies, on_date=DAY)
    assert matching.gap_share == 0 and len(matching.unasked) == 1
    assert match_findings(matching)[0] == "There are no demands or no people to match."


def test_the_same_file_twice_is_refused():
    demands, supplies = frames()
    with pytest.raises(DataError, match=r"2 rows share an id .*, such as a D1.*given twice"):
        match_tables([demands, demands], [supplies], on_date=DAY)


@pytest.mark.parametrize("kind", ["string", "category"])
def test_kinds_of_columns_do_not_matter(kind):
    demands, supplies = invented(5)
    one = match_market(demands, supplies, on_date=DAY, how="stable")
    texts = ["organisation", "occupation_code", "code_system", "level", "skills", "region"]
    other = [rows.astype(dict.fromkeys([*texts, "currency"], kind)) for rows in (demands, supplies)]
    two = match_market(other[0].astype({"number": "Int64"}), other[1], on_date=DAY, how="stable")
    assert (one.value, one.counts) == (two.value, two.counts)
    assert one.pairs["supply_id"].tolist() == two.pairs["supply_id"].tolist()
    assert (one.dropped == two.dropped).all(axis=None)


def test_unknown_options_are_refused():
    demands, supplies = frames()
    with pytest.raises(ParameterError, match=r"how: found 'best'\. Allowed: total_fit"):
        match_market(demands, supplies, on_date=DAY, how="best")
    with pytest.raises(ParameterError, match="Allowed: occupation_code and related_code"):
        match_market(demands, supplies, on_date=DAY, related=pd.DataFrame({"code": []}))
    with pytest.raises(ParameterError, match="at least one of each"):
        match_tables([demands], [], on_date=DAY)


@pytest.mark.parametrize(
    ("supply", "pairs"),
    [
        ({"occupation_code": "17-0000"}, 1),
        ({"occupation_code": "11-0000"}, 0),
        ({"occupation_code": "21", "code_system": "isco_08"}, 0),
    ],
)
def test_who_tells_the_major_group_alone_may_be_of_the_occupation(supply, pairs) -> None:
    matching = found({}, supply)
    assert len(matching.pairs) == matching.counts.pairs_occupation_unknown == pairs
    if pairs:
        row = matching.pairs.iloc[0]
        assert row["unknown"] == "occupation"
        assert row["reasons"].startswith("same major group 17-0000, the occupation not told")
        # The occupation weighs 0.2 of the fit, which is all that is not known.
        assert row["fit_high"] - row["fit_low"] == pytest.approx(0.2)


def test_major_groups_of_isco_are_two_digits() -> None:
    isco = {"code_system": "isco_08", "occupation_code": "2145"}
    assert found(isco, isco | {"occupation_code": "21"}).counts.pairs_occupation_unknown == 1
    assert found(isco, isco | {"occupation_code": "22"}).pairs.empty
