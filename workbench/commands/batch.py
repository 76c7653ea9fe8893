"""The commands of a scheduler: make what a plan asks for, and print what starts it."""

import gc
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from workbench.commands.guard import FAULTS, PARTIAL, sentences_not_tracebacks

if TYPE_CHECKING:
    from workbench.batch.record import Entry
    from workbench.batch.run import BatchResult

BUSY, LOST = 4, 5
KINDS = ("cron", "systemd", "windows", "github-actions", "airflow")


@click.command()
@click.argument("plan", metavar="PLAN.yaml")
@click.option("--workers", type=click.IntRange(1, 256), help="Reports at once; else as planned.")
@click.option(
    "--dask",
    default="",
    metavar="ADDRESS",
    help="Run on a Dask cluster, by the address of its scheduler, such as tcp://10.0.0.5:8786.",
)
@click.option("--again", is_flag=True, help="Make every report, whether it has changed or not.")
@click.option("--json", "as_json", is_flag=True, help="Print the run record for another program.")
@sentences_not_tracebacks
def batch(plan: str, workers: int | None, dask: str, again: bool, as_json: bool) -> None:
    """Make the reports of a plan: those that changed since the last run, and those that failed.

    Run it again after an interruption; it goes on where it stopped. What happened stands in
    run.json beside the reports.

    Exit code 0: every report stands. 1: some failed, the others stand. 2: the plan could not be
    started. 3: every report stands, but the tables look partial beside the last run. 4: another
    batch is writing to the same folder. 5: the workers were lost. 130 or 143: stopped from outside.
    After 4, 5, 130 and 143: run it again.
    """
    from workbench.batch.ahead import start_ahead
    from workbench.batch.plan import load_plan

    wanted = load_plan(plan)
    if not dask:
        start_ahead(wanted)

    from workbench.batch.executors import dask_executor, local_executor
    from workbench.batch.lock import BusyError
    from workbench.batch.run import run_batch
    from workbench.report.fork_server import RARELY

    # Pages are made of objects that refer to each other; little of it is rubbish on the way.
    gc.set_threshold(RARELY)
    own = local_executor(workers or wanted.workers)
    before = signal.signal(signal.SIGTERM, _stop)
    try:
        with dask_executor(dask) if dask else own as (executor, slots):
            told = (lambda entry: None) if as_json else _say
            result = run_batch(wanted, executor, slots=slots, again=again, told=told)
    except BusyError as problem:
        click.echo(f"Error: {problem}", err=True)
        sys.exit(BUSY)
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
    finally:
        signal.signal(signal.SIGTERM, before)
    if as_json:
        click.echo(result.record.read_text(encoding="utf-8"), nl=False)
    else:
        _say_all(result)
    _say_partial(result)
    sys.exit(_code(result))


@click.command()
@click.argument("plan", metavar="PLAN.yaml")
@click.option("--for", "kind", type=click.Choice(KINDS), required=True, help="What starts it.")
@click.option(
    "--day", type=click.IntRange(1, 28), default=1, show_default=True, help="Of the month."
)
@click.option(
    "--time", "at", default="06:00", show_default=True, metavar="HH:MM", help="Of the day."
)
@sentences_not_tracebacks
def schedule(plan: str, kind: str, day: int, at: str) -> None:
    """Print what to install so that a plan runs every month; nothing is installed.

    The plan is checked first, and its units where the data can be read now. Exit code 2: the plan
    cannot be used.
    """
    from workbench.batch.plan import load_plan
    from workbench.batch.schedule import schedule_text
    from workbench.batch.units import check_units

    wanted = load_plan(plan)
    check_units(wanted)
    if wanted.as_of:
        click.echo(
            f"Warning: as_of {wanted.as_of} in the plan gives every run the same report date. "
            "Take the line out, and each run reports on its own day.",
            err=True,
        )
    click.echo(schedule_text(Path(plan), kind, out=wanted.out, day=day, at=at), nl=False)


def _stop(number: int, frame: object) -> NoReturn:
    raise SystemExit(128 + number)


def _say(entry: "Entry") -> None:
    line = f"{entry.status:<8}{entry.name} ({entry.seconds:.1f} s)"
    if entry.message:
        line = f"{line}\n        {entry.message}"
    click.echo(line, err=bool(entry.message))


def _say_all(result: "BatchResult") -> None:
    statuses = ("made", "unchanged", "failed", "not_done")
    counts = [f"{result.count(status)} {status.replace('_', ' ')}" for status in statuses]
    click.echo(", ".join(counts))
    if result.message:
        click.echo(f"Interrupted: {result.message}. Run it again to go on.", err=True)
    click.echo(f"Open {result.record.with_name('index.html')}")


def _say_partial(result: "BatchResult") -> None:
    for folder, sentences in result.partial.items():
        where = result.record.parent / folder
        click.echo(f"{where}: the tables may be partial beside the last run:", err=True)
        for sentence in sentences:
            click.echo(f"- {sentence}", err=True)


def _code(result: "BatchResult") -> int:
    if result.ended != "complete":
        return LOST
    return FAULTS if result.count("failed") else PARTIAL if result.partial else 0
