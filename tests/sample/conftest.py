"""The sample in the default size, a small and a large one, and one of another seed."""

import pandas as pd
import pytest

from workbench.sample import make_sample

Tables = dict[str, pd.DataFrame]
ASKED = {
    "default": {},
    "small": {"employees": 200},
    "large": {"employees": 3000},
    "other seed": {"seed": 7},
}


@pytest.fixture(scope="session", params=ASKED, ids=str)
def company(request: pytest.FixtureRequest) -> Tables:
    return make_sample(**ASKED[request.param])


@pytest.fixture(scope="session")
def usual() -> Tables:
    return make_sample()
