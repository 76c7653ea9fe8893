"""The process that imports for the notebooks is started before anything else, if it is needed."""

import pytest

from tests.batch.conftest import WritePlan
from workbench.batch import ahead
from workbench.batch.plan import load_plan


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Numbers of notebooks that a process was started for."""
    calls: list[int] = []
    monkeypatch.setattr(ahead, "preimport", lambda notebooks: calls.append(len(notebooks)))
    return calls


def test_process_is_started_for_a_new_folder_alone(
    write_plan: WritePlan, started: list[int]
) -> None:
    plan = load_plan(write_plan())
    ahead.start_ahead(plan)
    assert started == [2]
    ahead.start_ahead(plan.model_copy(update={"preimported": False}))
    folder = write_plan().parent / "out"
    folder.mkdir()
    ahead.start_ahead(plan)
    assert started == [2, 2]
    (folder / "run.json").write_text("{}")
    ahead.start_ahead(plan)
    assert started == [2, 2]


def test_notebooks_that_cannot_be_read_are_left_to_the_run(
    write_plan: WritePlan, started: list[int]
) -> None:
    plan = load_plan(write_plan())
    ahead.start_ahead(plan.model_copy(update={"notebooks_dir": "/nowhere"}))
    assert not started
