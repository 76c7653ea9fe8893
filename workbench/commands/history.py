"""The commands about runs: what changed from one to another, and which ones are kept."""

import json

import click

from workbench.commands.guard import sentences_not_tracebacks

OUT = click.option(
    "--out",
    default="reports",
    show_default=True,
    metavar="DIR",
    help="Folder of the reports, or the history file itself.",
)

SERIES = click.option("--series", default="", metavar="NAME", help="Only the runs of this series.")


@click.command()
@click.argument("old", default="previous")
@click.argument("new", default="last")
@OUT
@SERIES
@click.option("--old-data", default="", metavar="SOURCE", help="Where the tables of OLD are now.")
@click.option("--new-data", default="", metavar="SOURCE", help="Where the tables of NEW are now.")
@click.option("--json", "as_json", is_flag=True, help="Print the result for another program.")
@sentences_not_tracebacks
def explain(
    old: str, new: str, out: str, series: str, old_data: str, new_data: str, as_json: bool
) -> None:
    """Split what moved between two runs into data, settings and method, in parts that add up.

    OLD and NEW are runs: 'previous', 'last', a report date, or the beginning of an id as
    'workbench history' lists them.
    """
    from workbench.history.commands import change_json, change_text, explain_runs, find_history

    kept = find_history(out)
    change = explain_runs(kept, old, new, series=series, old_data=old_data, new_data=new_data)
    click.echo(change_json(change) if as_json else change_text(change))


@click.command()
@OUT
@SERIES
@click.option(
    "--accept",
    default="",
    metavar="RUN",
    help="Say that a run that looks partial is right, so that later ones are compared with it.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the runs for another program.")
@sentences_not_tracebacks
def history(out: str, series: str, accept: str, as_json: bool) -> None:
    """List the runs that are kept, and key figures over report dates with their range.

    'workbench report' keeps a run whenever it makes the data check or the executive brief.
    """
    from workbench.history.commands import find_history, find_run, history_text
    from workbench.history.display import run_table
    from workbench.history.register import HEADLINES

    kept = find_history(out)
    if accept:
        run = find_run(kept.runs(series), accept)
        kept.accept(run.run_id)
        click.echo(f"Run {run.run_id} of {run.as_of} is accepted: later runs are held against it.")
    elif as_json:
        rows = run_table(kept.runs(series), figures=tuple(HEADLINES)).to_dict("records")
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        click.echo(history_text(kept, series=series))
