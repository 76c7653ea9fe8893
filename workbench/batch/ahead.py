"""What takes longest to start, started first."""

from contextlib import suppress
from pathlib import Path

from workbench.batch.plan import Plan
from workbench.errors import WorkbenchError
from workbench.report.choose import notebook_paths, notebooks_folder
from workbench.report.notebook import read_notebook
from workbench.report.prefork import preimport


def start_ahead(plan: Plan) -> None:
    """Let a process import for the notebooks while this one still imports for itself.

    Parameters
    ----------
    plan : from ``load_plan``. Where its folder holds reports already nothing is started, since
        perhaps none is to be made; a plan that cannot be used is left to ``run_batch`` to say.
    """
    out = Path(plan.out)
    if plan.preimported and not (out.is_dir() and any(out.iterdir())):
        with suppress(WorkbenchError, OSError):
            folder = Path(plan.notebooks_dir) if plan.notebooks_dir else notebooks_folder()
            preimport([read_notebook(path) for path in notebook_paths(folder)])
