from pathlib import Path

import numpy as np
import pytest

from workbench.mcda.acceptability import top_counts


def test_top_counts_thrombo_acceptabilities() -> None:
    # Package smaa (van Valkenhoef), example thrombo: 10,000 draws, heparin against enoxaparin.
    file = Path(__file__).parents[3] / "shared" / "known_answers" / "smaa_thrombo.npz"
    if not file.exists():
        pytest.skip("the draws of the thrombo example are not here")
    data = np.load(file)
    scores = np.einsum("nmk,nk->nm", data["meas"], data["weights"])
    assert top_counts(scores, 1) / 10_000 == pytest.approx([0.3504, 0.6496], abs=5e-8)
    fixed = data["meas"] @ np.array([0.5, 0.2, 0.3])
    assert top_counts(fixed, 1) / 10_000 == pytest.approx([0.1279, 0.8721], abs=5e-8)
