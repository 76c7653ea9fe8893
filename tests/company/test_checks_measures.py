"""Effects of a measure that fall from weak to strong are a fault of the table, with its row."""

import pandas as pd
import pytest

from workbench.company import company_from_tables
from workbench.errors import DataError

POSTS = pd.DataFrame({"position_id": ["P1"], "title": ["Clerk"]})
PEOPLE = pd.DataFrame({"employee_id": ["E1"], "position_id": ["P1"]})


def measures(low: float, middle: float, high: float) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "measure_id": ["M1"], "name": ["Care"], "kind": ["care"], "moment": ["before"],
            "acts_on": ["leave_probability"], "effect_p10": [low], "effect_p50": [middle],
            "effect_p90": [high], "cost_per_post_per_year": [100.0],
        }
    )  # fmt: skip


def tables(*effects: float) -> dict[str, pd.DataFrame]:
    good = measures(0.1, 0.2, 0.3).assign(measure_id="M2")
    rows = pd.concat([measures(*effects), good], ignore_index=True)
    return {"positions": POSTS, "employees": PEOPLE, "measures": rows}


@pytest.mark.parametrize("effects", [(0.4, 0.2, 0.1), (0.1, 0.4, 0.3), (0.3, 0.2, 0.3)])
def test_falling_effects_are_set_aside_and_said(effects: tuple[float, float, float]) -> None:
    company = company_from_tables(tables(*effects), as_of="2026-06-30")
    assert company.table("measures")["measure_id"].tolist() == ["M2"]
    said = [str(fault) for fault in company.faults]
    assert any("effect_p50" in words and "falls from P10" in words for words in said)


def test_equal_effects_are_in_order() -> None:
    company = company_from_tables(tables(0.2, 0.2, 0.2), as_of="2026-06-30")
    assert len(company.table("measures")) == 2


def test_nothing_but_faults_stops() -> None:
    bad = pd.concat([measures(0.4, 0.2, 0.1).assign(measure_id=f"M{n}") for n in range(4)])
    with pytest.raises(DataError, match="falls from P10"):
        company_from_tables(
            {"positions": POSTS, "employees": PEOPLE, "measures": bad}, as_of="2026-06-30"
        )
