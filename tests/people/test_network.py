import numpy as np
import pandas as pd
import pytest

from workbench.company import company_from_tables
from workbench.people.network import betweenness, brokerage
from workbench.settings import Settings

# Krackhardt (1990), Administrative Science Quarterly 35, 342-369: the kite, Andre to Jane.
KITE = [
    (0, 1), (0, 2), (0, 3), (0, 5), (1, 3), (1, 4), (1, 6), (2, 3), (2, 5), (3, 4), (3, 5), (3, 6),
    (4, 6), (5, 6), (5, 7), (6, 7), (7, 8), (8, 9),
]  # fmt: skip
KITE_BETWEENNESS = [0.8333, 0.8333, 0, 3.6667, 0, 8.3333, 8.3333, 14, 8, 0]


def _both_ways() -> np.ndarray:
    return np.array(KITE + [(b, a) for a, b in KITE])


def test_betweenness_of_krackhardts_kite() -> None:
    # Ties both ways count each pair twice, so (n - 1)(n - 2) / 2 scales back to the printed table.
    assert betweenness(10, _both_ways()) * 36 == pytest.approx(KITE_BETWEENNESS, abs=5e-5)


def test_betweenness_of_a_star_is_all_in_its_centre() -> None:
    star = np.array([(0, n) for n in range(1, 6)] + [(n, 0) for n in range(1, 6)])
    assert betweenness(6, star).tolist() == [1.0, 0, 0, 0, 0, 0]


def test_betweenness_of_two_people_is_unknown() -> None:
    assert np.isnan(betweenness(2, np.array([(0, 1)]))).all()


def _brokerage(ties: pd.DataFrame):
    tables = {
        "positions": pd.DataFrame({"position_id": ["P1"], "title": ["a"], "seats": [12]}),
        "employees": pd.DataFrame({"employee_id": [f"E{n}" for n in range(12)]}).assign(
            position_id="P1"
        ),
        "ties": ties,
    }
    return brokerage(company_from_tables(tables, as_of="2026-06-30", settings=Settings()))


def _ties(pairs) -> pd.DataFrame:
    rows = [(f"E{a}", f"E{b}", "advice") for a, b in pairs]
    return pd.DataFrame(rows, columns=["from_employee", "to_employee", "kind"])


def test_brokerage_leaves_people_outside_the_survey_unknown() -> None:
    found = _brokerage(_ties(_both_ways()))
    assert found.response_share == 1.0
    assert found.table["employee_id"].tolist() == [f"E{n}" for n in range(10)]
    assert found.table["betweenness"].to_numpy() * 36 == pytest.approx(KITE_BETWEENNESS, abs=5e-5)


def test_brokerage_is_unknown_where_few_answered() -> None:
    found = _brokerage(_ties((0, n) for n in range(1, 10)))
    assert found.response_share == pytest.approx(0.1)
    assert found.table["betweenness"].isna().all()


def test_brokerage_is_the_same_each_time() -> None:
    ties = pd.concat([_ties(_both_ways()), _ties([(2, 9)])])
    assert _brokerage(ties).table.equals(_brokerage(ties[::-1]).table)
