"""Each verdict on a case by hand, and what must not change it."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from workbench.company import company_from_tables
from workbench.market.flows.cells import flow_cells, net_by_period
from workbench.market.flows.verdict import verdicts
from workbench.market.flows.words import (
    DEFINITION,
    DRAIN,
    GAINED,
    NO_CHANGE,
    SEASON,
    SUPPRESSED,
    TOO_FEW,
)
from workbench.settings.flows import FlowSettings

POSTS = pd.DataFrame({"position_id": ["P1"], "title": ["Head"]})
QUARTERS = pd.date_range("2024-06-30", periods=8, freq="QE")
PEOPLE = pd.DataFrame({"employee_id": ["E1"], "position_id": ["P1"]})


def moves(
    went: list[float | None], came: list[float | None], *, names: list[str | None] | None = None,
    limit: float | None = None, days: pd.DatetimeIndex = QUARTERS, months: int | None = None,
    code: str = "17-2041", here: str = "Here", there: str = "There",
) -> pd.DataFrame:  # fmt: skip
    """Give moves from here to there and back; None is a number that is not given."""
    sides = [(here, there, went), (there, here, came)]
    rows = [
        (code, start, end, day, months, number, limit if number is None else None, None, name)
        for start, end, numbers in sides
        for day, number, name in zip(days, numbers, names or [None] * len(days), strict=True)
    ]
    columns = ["occupation_code", "from_region", "to_region", "period_end", "period_months",
               "people", "suppressed_below", "to_competitor", "definition"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def without(rows: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    return rows[~((rows["period_end"] == day) & (rows["from_region"] == "There"))]


def counted_apart(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(definition=rows["from_region"].map({"Here": "old", "There": "new"}))


def after(number: int) -> list[str | None]:
    """Name a definition, carried on by empty cells, and a new one from the given quarter on."""
    return ["old", *[None] * (number - 1), *["new"] * (8 - number)]


PEAK, MONTHS = [40, 120, 40, 40] * 2, pd.date_range("2024-04-30", periods=24, freq="ME")
SUMMER = [40 if day.month in (7, 8, 9) else 14 for day in MONTHS]
TWO_YEARS = pd.DatetimeIndex(["2023-12-31", "2025-12-31"])
LATER = moves([900], [1], days=pd.DatetimeIndex(["2026-09-30"]))
EXTRA = moves([90], [9], days=QUARTERS[6:7] + pd.Timedelta(days=-31), months=3)
MAYBE = moves([10] * 8, [10] * 8).assign(to_competitor=([None] * 6 + ["no", "yes"]) * 2)
LOST = moves([40] * 8, [4] * 8)
# What was moved, its verdict, and words of its reason; each is an occupation of its own.
CASES = {
    "steady": (moves([30] * 8, [10] * 8), DRAIN, "the difference may be noise"),
    "grew": (moves([20] * 4 + [60] * 4, [20] * 8), DRAIN, "so it grew beyond noise"),
    "shrank": (moves([200] * 4 + [60] * 4, [20] * 8), DRAIN, "it is smaller now, beyond noise"),
    "even": (moves([21, 19, 20, 20] * 2, [20] * 8), NO_CHANGE, "by chance (p 1.00)"),
    "over": (moves([80] * 4 + [20] * 4, [20] * 8), NO_CHANGE, "that has changed beyond noise"),
    "gained": (moves([20] * 8, [60] * 8), GAINED, "a net of 160 a year"),
    "peak": (moves(PEAK, [40] * 8), SEASON,
             "-80 in the season to 2025-09-30, -80 in the same season a year before"),
    "gained in a peak": (moves([40] * 8, PEAK), SEASON, "80 in the season to 2025-09-30"),
    "peak by month": (moves(SUMMER, [14] * 24, days=MONTHS, months=1), SEASON, "to 2025-09-30"),
    "peak and loss": (moves([70, 120, 70, 70] * 2, [40] * 8), DRAIN, ""),
    "larger peak": (moves([40, 80, 40, 40, 40, 240, 40, 40], [40] * 8), DRAIN, "grew"),
    "one peak": (moves([40] * 5 + [140, 40, 40], [40] * 8), DRAIN, ""),
    "recounted": (moves([20] * 4 + [60] * 4, [20] * 8, names=after(4)), DEFINITION,
                  "0 by definition old and -160 by definition new; no period can be set"),
    "both definitions": (moves([50] * 5 + [90] * 3, [20] * 8, names=after(5)), DRAIN,
                         "stands under each definition alone"),
    "grew in one": (moves([20] * 4 + [70] * 4, [20] * 8, names=after(2)), DRAIN,
                    "it grew against the same periods a year before within one definition"),
    "peak in each": (moves([40, 140, 40, 40] * 2, [40] * 8, names=after(4)), DEFINITION, ""),
    "two at once": (counted_apart(moves([90] * 8, [20] * 8)), DEFINITION,
                    "several definitions count at once"),
    "carried on": (moves([30] * 8, [10] * 8, names=after(8)), DRAIN, ""),
    # 32 went, 0 to 36 came.
    "hidden": (moves([8] * 8, [None] * 8, limit=10), SUPPRESSED, "4 hidden cells decide"),
    "hidden and sure": (moves([40] * 8, [None] * 8, limit=5), DRAIN,
                        "whatever the 4 hidden cells may hold"),
    "not given": (moves([40] * 8, [4] * 7 + [None]), TOO_FEW, "1 cell of the latest year without"),
    # Missing on the side of those who left it is a loss all the same.
    "not given and sure": (moves([40] * 7 + [None], [4] * 8), DRAIN, "120 or more left"),
    "gap now": (without(LOST, QUARTERS[5]), TOO_FEW, "does not fill the latest year"),
    "gap before": (without(LOST, QUARTERS[0]), TOO_FEW, "does not fill the year before"),
    "one year": (moves([40] * 4, [4] * 4, days=QUARTERS[4:]), TOO_FEW, "the year before"),
    "overlap": (pd.concat([LOST, EXTRA]), TOO_FEW, "without gap or overlap"),
    "two years": (moves([200, 220], [40, 40], days=TWO_YEARS, months=24), DRAIN, "24 months"),
    "not yet": (pd.concat([moves([20] * 8, [20] * 8), LATER]), NO_CHANGE, ""),
    "competitors": (MAYBE, NO_CHANGE, ""),
}  # fmt: skip


def flows_of(*parts: pd.DataFrame) -> pd.DataFrame:
    return pd.concat(parts, ignore_index=True)


ALL = flows_of(*(rows.assign(occupation_code=name) for name, (rows, _, _) in CASES.items()))


def judge(rows: pd.DataFrame, as_of: str = "2026-06-30") -> pd.DataFrame:
    tables = {"positions": POSTS, "employees": PEOPLE, "region_flows": rows}
    company = company_from_tables(tables, as_of=as_of)
    table = verdicts(flow_cells(company), FlowSettings())
    return table.set_index(["occupation_code", "region"])


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return judge(ALL)


@pytest.mark.parametrize("name", CASES)
def test_verdict_of_a_case_by_hand(table: pd.DataFrame, name: str) -> None:
    _, verdict, words = CASES[name]
    row = table.loc[(name, "Here")]
    assert row["verdict"] == verdict, row["why"]
    assert words in row["why"]


def test_what_one_loses_the_other_gains(table: pd.DataFrame) -> None:
    mirrored = {DRAIN: GAINED, GAINED: DRAIN}
    for name, (_, verdict, _) in CASES.items():
        assert table.loc[(name, "There"), "verdict"] == mirrored.get(verdict, verdict), name


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [("steady", -80, -80), ("hidden", -32, 4), ("hidden and sure", -160, -144),
     ("two years", -90, -90), ("not given and sure", -np.inf, -104)],
)  # fmt: skip
def test_net_of_the_latest_year_by_hand(
    table: pd.DataFrame, name: str, low: float, high: float
) -> None:
    row = table.loc[(name, "Here")]
    assert (row["net_low_per_year"], row["net_high_per_year"]) == (low, high)
    assert (row["net_per_year"] == low) == (low == high)
    assert np.isnan(row["net_per_year"]) == (low != high)


def test_nothing_is_said_of_a_year_before_by_another_definition(table: pd.DataFrame) -> None:
    assert np.isnan(table.loc[("recounted", "Here"), "before_per_year"])
    assert table.loc[("two years", "Here"), "before_per_year"] == -80
    months = table["compared_months"].xs("Here", level="region")
    assert months[["recounted", "grew in one", "carried on", "two years"]].tolist() == [
        0, 6, 12, 24
    ]  # fmt: skip


def test_to_competitors_is_bounded_where_the_flag_is_missing(table: pd.DataFrame) -> None:
    # Of four quarters one is to competitors, one is not, two may be.
    row = table.loc[("competitors", "Here")]
    assert (row["to_competitor_low_per_year"], row["to_competitor_high_per_year"]) == (10, 30)


def test_among_many_markets_one_small_p_is_no_sign() -> None:
    # 30 against 14: p 0.02. Alone it would be a drain, beside nineteen quiet occupations not.
    one = moves([8, 8, 7, 7] * 2, [4, 4, 3, 3] * 2)
    others = [moves([5] * 8, [5] * 8, code=f"99-{number:04d}") for number in range(19)]
    row = judge(flows_of(one, *others)).loc[("17-2041", "Here")]
    assert row["verdict"] == NO_CHANGE
    assert row["p_value"] == pytest.approx(stats.binomtest(14, 44, 0.5).pvalue)
    assert row["p_value"] < FlowSettings().false_discovery_share
    assert "among 40 markets that is no sign of its own" in row["why"]


def test_other_names_and_another_order_change_nothing(table: pd.DataFrame) -> None:
    codes = {name: f"{99 - place}" for place, name in enumerate(CASES)}
    names = {"Here": "Z", "There": "A"}
    other = ALL.sample(frac=1, random_state=3).replace(
        {"occupation_code": codes, "from_region": names, "to_region": names}
    )
    back = {code: name for name, code in codes.items()} | {"Z": "Here", "A": "There"}
    pd.testing.assert_frame_equal(table.sort_index(), judge(other).rename(index=back).sort_index())


def test_all_dates_a_year_later_change_only_dates(table: pd.DataFrame) -> None:
    later = ALL.assign(period_end=ALL["period_end"] + pd.DateOffset(years=1))
    drop = ["period_end", "why"]
    pd.testing.assert_frame_equal(
        table.drop(columns=drop), judge(later, as_of="2027-06-30").drop(columns=drop)
    )


def test_moves_within_a_region_are_nobodys_net() -> None:
    inside = moves([90] * 8, [90] * 8, there="Here").head(8)
    rows = flows_of(moves([5] * 8, [7] * 8), inside)
    tables = {"positions": POSTS, "employees": PEOPLE, "region_flows": rows}
    cells = flow_cells(company_from_tables(tables, as_of="2026-06-30"))
    table = net_by_period(cells)
    assert set(table.query("region == 'Here'")["net_low_per_year"]) == {8.0}


def test_without_the_table_there_is_no_row() -> None:
    tables = {"positions": POSTS, "employees": PEOPLE}
    cells = flow_cells(company_from_tables(tables, as_of="2026-06-30"))
    assert cells.empty
    assert verdicts(cells, FlowSettings()).empty
    assert net_by_period(cells).empty
