"""A plan is checked as a whole before anything runs, and spelled out without doubles."""

import datetime as dt

import pytest

from tests.batch.conftest import WritePlan
from workbench.batch.jobs import jobs_of
from workbench.batch.plan import Plan, load_plan
from workbench.errors import ParameterError

TODAY = dt.date(2026, 7, 1)


def test_paths_count_from_the_folder_of_the_plan(write_plan: WritePlan, monkeypatch, tmp_path):
    path = write_plan()
    monkeypatch.chdir("/")
    plan = load_plan(path)
    assert plan.data == str(tmp_path / "hr")
    assert plan.out == str(tmp_path / "out")


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"dta": "x"}, r"(?s)dta: unknown key. Did you mean 'data'\?"),
        ({"workers": 0}, "workers: found 0. Allowed: at least 1"),
        ({"data": "gone"}, "data: there is no gone to read"),
        ({"parameter_sets": {"../x": {}}}, r"'\.\./x' names a folder of reports"),
        ({"parameter_sets": {"a": {}, "A": {}}}, "differ only in capital letters"),
        ({"whole_company": False}, "nothing to do"),
        ({"data": "postgresql://hr:s3cr3t@db/hr"}, "an address with a password does not belong"),
        ({"data": "postgresql://db/hr?password=s3cr3t"}, "an address with a password"),
    ],
)
def test_plan_that_is_wrong_is_refused(write_plan: WritePlan, keys, words):
    with pytest.raises(ParameterError, match=words) as caught:
        load_plan(write_plan(**keys))
    assert "s3cr3t" not in str(caught.value)


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"notebooks": ["size", "sise"]}, r"'sise' fits no notebook"),
        (
            {"parameter_sets": {"big": {"size": 10}}},
            r"(?s)parameter_sets.big: .*size: found 10",
        ),
        ({"parameter_sets": {"big": {"bulk": 1}}}, r"'bulk' is no parameter"),
    ],
)
def test_names_and_parameters_are_checked_before_anything_runs(write_plan: WritePlan, keys, words):
    with pytest.raises(ParameterError, match=words):
        jobs_of(load_plan(write_plan(**keys)), today=TODAY)


def test_plan_is_units_by_parameter_sets_by_notebooks(write_plan: WritePlan):
    sets = {"big": {"size": 9}, "usual": {}}
    jobs = jobs_of(load_plan(write_plan(units=["Sales"], parameter_sets=sets)), today=TODAY)
    assert [job.name for job in jobs] == [
        "big/0-people", "big/1-size", "usual/0-people", "usual/1-size",
        "Sales/big/0-people", "Sales/big/1-size", "Sales/usual/0-people", "Sales/usual/1-size",
    ]  # fmt: skip
    assert [job.parameters for job in jobs[3:5]] == [{}, {"size": 9}]
    assert {job.as_of for job in jobs} == {""}


def test_all_units_are_those_of_the_data_and_today_is_the_last_resort(write_plan: WritePlan):
    path = write_plan(units="all", whole_company=False, notebooks=["size"])
    (path.parent / "hr" / "settings.yaml").unlink()
    jobs = jobs_of(load_plan(path), today=TODAY)
    assert [(job.unit, job.as_of) for job in jobs] == [
        ("Sales", "2026-07-01"), ("Top", "2026-07-01"), ("Works", "2026-07-01"),
    ]  # fmt: skip


def test_plan_has_defaults_for_all_but_the_data():
    assert Plan(data="hr").workers == 2
    with pytest.raises(ValueError, match="data"):
        Plan()
