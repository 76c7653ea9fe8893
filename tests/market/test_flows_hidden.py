"""Flows that are known, then hidden: the bounds hold the truth, and no drain is made by hiding."""

import numpy as np
import pandas as pd
import pytest

from workbench.company import company_from_tables
from workbench.market.flows.cells import flow_cells, net_by_period
from workbench.market.flows.verdict import verdicts
from workbench.market.flows.words import DRAIN, GAINED
from workbench.settings.flows import FlowSettings

REGIONS, LIMIT = ["A", "B", "C", "D"], 6
DAYS = pd.date_range("2024-06-30", periods=8, freq="QE")


def draw_flows() -> pd.DataFrame:
    """Give moves between four regions in six occupations; in some of them A loses people."""
    draw = np.random.default_rng(7)
    rows = [
        (f"c{code}", start, end, day, draw.poisson(7 + 4 * code * (start == "A")), end == "B")
        for code in range(6)
        for start in REGIONS
        for end in REGIONS
        if start != end
        for day in DAYS
    ]
    columns = ["occupation_code", "from_region", "to_region", "period_end", "people",
               "to_competitor"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def hidden_below(rows: pd.DataFrame, limit: int) -> pd.DataFrame:
    small = rows["people"] < limit
    return rows.assign(
        people=rows["people"].mask(small),
        suppressed_below=pd.Series(limit, rows.index).where(small),
    )


def cells_of(rows: pd.DataFrame) -> pd.DataFrame:
    tables = {
        "positions": pd.DataFrame({"position_id": ["P1"], "title": ["Head"]}),
        "employees": pd.DataFrame({"employee_id": ["E1"], "position_id": ["P1"]}),
        "region_flows": rows,
    }
    return flow_cells(company_from_tables(tables, as_of="2026-06-30"))


@pytest.fixture(scope="module")
def known() -> pd.DataFrame:
    return cells_of(draw_flows())


@pytest.fixture(scope="module")
def hidden() -> pd.DataFrame:
    return cells_of(hidden_below(draw_flows(), LIMIT))


def test_bounds_of_every_period_hold_the_truth(known: pd.DataFrame, hidden: pd.DataFrame) -> None:
    truth, bounds = net_by_period(known), net_by_period(hidden)
    assert (truth["net_low"] == truth["net_high"]).all()
    assert (bounds["net_low"] <= truth["net_low"]).all()
    assert (bounds["net_high"] >= truth["net_low"]).all()
    assert bounds["hidden"].sum() > 100
    # Exact: as wide as the hidden cells are together.
    wide = bounds["net_high"] - bounds["net_low"]
    assert (wide == (LIMIT - 1) * bounds["hidden"]).all()


def test_nets_of_all_regions_add_up_to_nothing(known: pd.DataFrame, hidden: pd.DataFrame) -> None:
    by = ["occupation_code", "period_end"]
    sums = net_by_period(known).groupby(by)[["net_low", "competitor_net_low"]].sum()
    assert (sums == 0).all(axis=None)
    ends = net_by_period(hidden).groupby(by)[["net_low", "net_high"]].sum()
    assert (ends["net_low"] == -ends["net_high"]).all()


def test_verdicts_under_hiding_are_never_bolder(known: pd.DataFrame, hidden: pd.DataFrame) -> None:
    key = ["occupation_code", "region"]
    truth, told = (
        verdicts(cells, FlowSettings()).set_index(key).sort_index() for cells in (known, hidden)
    )
    assert (told["p_value"] >= truth["p_value"]).all()
    for word in (DRAIN, GAINED):
        assert set(told.index[told["verdict"] == word]) <= set(
            truth.index[truth["verdict"] == word]
        )
    assert (told["net_low_per_year"] <= truth["net_per_year"]).all()
    assert (told["net_high_per_year"] >= truth["net_per_year"]).all()
    sums = truth.groupby("occupation_code")["net_per_year"].sum()
    assert (sums == 0).all()
    # As drawn, A loses more with each occupation; the last is seen though cells are hidden.
    assert told.loc[("c5", "A"), "verdict"] == DRAIN
    assert truth.loc[("c0", "A"), "verdict"] != DRAIN
