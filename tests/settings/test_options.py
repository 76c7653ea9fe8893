"""Options of a function: held against the ranges the settings declare."""

import numpy as np
import pytest

from workbench.errors import ParameterError
from workbench.settings import Settings
from workbench.settings.options import option, whole_number

SEATS, FIT = "pools.candidates_per_seat", "pools.least_fit"


def test_option_gives_the_setting_where_nothing_is_given():
    own = Settings.model_validate({"pools": {"least_fit": 0.7}, "horizon_days": 90})
    assert option(own, FIT, None) == 0.7
    assert option(own, "horizon_days", None) == 90
    assert option(own, FIT, 0.0) == 0.0
    assert option(own, SEATS, np.int64(2)) == 2


@pytest.mark.parametrize(
    ("setting", "given", "words"),
    [
        (SEATS, -1, "candidates_per_seat: found -1. Allowed: a whole number at least 1 and at "
                    "most 10. Correct it, or leave it out to take pools.candidates_per_seat of "
                    "the settings."),
        (SEATS, 2.5, "found 2.5. Allowed: a whole number"),
        (SEATS, "3", "found '3'. Allowed: a whole number"),
        (SEATS, True, "found True. Allowed: a whole number"),
        (FIT, 1.4, "found 1.4. Allowed: a number at least 0 and at most 1"),
        (FIT, np.nan, "found nan."),
        ("horizon_days", -5, "found -5. Allowed: a whole number at least 30 and at most 3650"),
        ("pools.training_budget", "100", "found '100'. Allowed: a number at least 0."),
    ],
)  # fmt: skip
def test_option_names_what_was_found_and_the_range_of_the_setting(setting, given, words):
    with pytest.raises(ParameterError) as told:
        option(Settings(), setting, given)
    assert words in str(told.value)


@pytest.mark.parametrize("given", [-1, 1.5, "2"])
def test_whole_number_refuses_what_does_not_count(given):
    with pytest.raises(ParameterError, match=r"most: found .*Allowed: a whole number at least 0"):
        whole_number("most", given, least=0)
