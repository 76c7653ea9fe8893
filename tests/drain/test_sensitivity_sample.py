"""The sensitivity finds what is planted in the sample company."""

import numpy as np
import pytest

from workbench.company import load_company
from workbench.drain.sensitivity.analyse import SHORTFALL, sensitivity
from workbench.drain.sensitivity.findings import findings
from workbench.drain.sensitivity.inputs import OWN_DATA, PLACEHOLDER
from workbench.sample import planted


@pytest.fixture(scope="module")
def found():
    return sensitivity(load_company("data/sample"), planted.KEY_POSTS)


def test_worst_years_hang_on_the_customer_that_is_planted(found):
    rows = found.tornado.sort_values("shortfall_swing", ascending=False)
    assert rows["input"].iloc[0] == "customer_follow_share"
    tail = found.indices[found.indices["measure"] == SHORTFALL]
    assert tail["input"].iloc[0] == "customer_follow_share"


def test_own_data_and_placeholders_are_told_apart(found):
    basis = found.inputs.set_index("input")["basis"]
    own = {"rate_of_leaving", "rival_share", "fill_days"}
    assert (basis[list(own)] == OWN_DATA).all()
    assert (basis == PLACEHOLDER).sum() >= 10


def test_amounts_of_the_analysis_fit_each_other(found):
    now = found.two_way[found.two_way["present"]].iloc[0]
    assert now["expected_loss"] == pytest.approx(found.reported)
    assert found.deviation > 0 and found.mean > found.reported
    worth = found.decision
    assert 0 < worth.floor < worth.table["worth"].max() < worth.everything.amount
    assert np.isfinite(found.tornado[["expected_loss_at_p10", "shortfall_at_p90"]]).all(axis=None)


def test_findings_lead_with_the_driver_and_what_to_find_out(found):
    words = findings(found)
    assert "the expected loss runs from EUR" in words[0] and "times to fill as known" in words[0]
    assert "hangs most on one input" in words[1] and "would remove EUR" in words[2]
    assert words[3].startswith("Before measures are bought, the first thing to find out is the")
    assert "placeholders without evidence" in words[4]
    assert not any(word in " ".join(words) for word in ("_", "nan", "unknown"))
