"""The small table that is shipped: as many groups as ISCO-08 and the SOC have."""

from workbench.occupations.public_groups import ISCO_GROUPS, SOC_GROUPS, public_group


def test_isco_has_ten_major_and_forty_three_sub_major_groups() -> None:
    """ILO, ISCO-08: 10 major and 43 sub-major groups."""
    assert sorted(code for code in ISCO_GROUPS if len(code) == 1) == list("0123456789")
    sub = [code for code in ISCO_GROUPS if len(code) == 2]
    assert len(sub) == 43
    assert len(ISCO_GROUPS) == 53
    assert len(set(ISCO_GROUPS.values())) == 53


def test_soc_has_twenty_three_major_groups() -> None:
    """Bureau of Labor Statistics, SOC 2018: 23 major groups, all odd from 11 to 55."""
    assert list(SOC_GROUPS) == [str(code) for code in range(11, 56, 2)]


def test_a_code_of_no_system_has_no_group() -> None:
    assert public_group("Nov-21") == ""
    assert public_group("12-3456.00") == ""
