"""The command line: each command reads its options, calls one function and says what happened."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench import __version__
from workbench.commands.batch import batch, schedule
from workbench.commands.exchange import match, publish
from workbench.commands.guard import FAILED, FAULTS, PARTIAL, sentences_not_tracebacks
from workbench.commands.history import explain, history
from workbench.commands.lab import lab
from workbench.commands.occupations import occupations
from workbench.commands.options import AS_OF, DATA, SETTINGS, date_of
from workbench.errors import ReportError

if TYPE_CHECKING:
    from workbench.report.reports import ReportResult


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="workbench")
def main() -> None:
    """Find key positions, look into talent pools, and see what departures would cost.

    Start with 'workbench check' on your own tables, then 'workbench report'.
    """


@main.command()
@click.argument("source")
@SETTINGS
@AS_OF
@click.option(
    "--out",
    default="reports",
    show_default=True,
    metavar="DIR",
    help="Folder of earlier reports: the tables are held against their last run, if there is one.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the result for another program.")
@sentences_not_tracebacks
def check(source: str, settings: str | None, as_of: str | None, out: str, as_json: bool) -> None:
    """Check tables: every fault at once, and what was read, kept and set aside.

    SOURCE is a folder of CSV or Parquet files, an Excel workbook, or a database address.
    Exit code 0: nothing was lost. 1: faults were found, or tables look partial beside the last
    run. 2: the source could not be checked at all.
    """
    from workbench.company import check_company
    from workbench.history.commands import checked_against, partial_words
    from workbench.history.keep import FIRST

    result = check_company(source, settings=settings, as_of=date_of(source, settings, as_of))
    checked = checked_against(result, out)
    partial = partial_words(checked)
    click.echo(result.to_json(partial=partial) if as_json else result.to_text(partial=partial))
    if result.company and (checked is None or checked.lacks == FIRST) and not as_json:
        click.echo(f"Not held against an earlier run: none is kept in {out} (see --out).")
    nothing_read = result.company is None and result.account.empty
    sys.exit(FAILED if nothing_read else FAULTS if partial else result.exit_code)


@main.command()
@click.argument("names", nargs=-1)
@DATA
@click.option(
    "--out",
    default="reports",
    show_default=True,
    metavar="DIR",
    help="Folder that receives the reports and index.html.",
)
@SETTINGS
@AS_OF
@click.option(
    "-p",
    "parameters",
    multiple=True,
    metavar="NAME=VALUE",
    help="Parameter of a report; may be given several times. See: workbench parameters.",
)
@click.option(
    "--edition",
    type=click.Choice(["analyst", "executive"]),
    help="analyst: names where a report can show them. executive: no names, no ids of people, "
    "detail folded. Without it: names as the parameter show_names says, which is no.",
)
@click.option(
    "--excel/--no-excel",
    default=None,
    help="Write the tables of each report as an Excel workbook beside it. Without it: yes, but not "
    "for the executive edition.",
)
@click.option("--workers", default=2, show_default=True, help="Reports made at the same time.")
@click.option("--json", "as_json", is_flag=True, help="Print the result for another program.")
@sentences_not_tracebacks
def report(
    names: tuple[str, ...],
    data: str,
    out: str,
    settings: str | None,
    as_of: str | None,
    parameters: tuple[str, ...],
    edition: str | None,
    excel: bool | None,
    workers: int,
    as_json: bool,
) -> None:
    """Make reports: one HTML file each, and an index that joins them.

    NAMES chooses reports, for example 'key-positions'; without names all are made.
    Exit code 0: all were made. 1: some failed, the others are there. 2: nothing could be started.
    3: all were made, but the tables look partial beside the last run.
    """
    from workbench.history.commands import flagged_since
    from workbench.history.run import moment
    from workbench.report.reports import make_reports

    _must_exist(data)
    started = moment()
    results = make_reports(
        names,
        data=data,
        out=Path(out),
        as_of=date_of(data, settings, as_of),
        settings=settings,
        parameters=_pairs(parameters),
        edition=edition or "",
        excel=excel,
        workers=workers,
        progress=not as_json and sys.stderr.isatty(),
    )
    if as_json:
        click.echo(json.dumps([result.to_dict() for result in results], indent=2))
    else:
        for result in results:
            if result.ok:
                click.echo(result.to_text())
        _say_failures([result for result in results if not result.ok])
        if any(result.ok for result in results):
            click.echo(f"Open {Path(out) / 'index.html'}")
    partial = flagged_since(data, settings, out, started)
    for sentence in partial:
        click.echo(sentence, err=True)
    failed = not all(result.ok for result in results)
    sys.exit(FAULTS if failed else PARTIAL if partial else 0)


@main.command()
@sentences_not_tracebacks
def parameters() -> None:
    """List the parameters of every report, with type, default and meaning."""
    from workbench.report.reports import describe_reports

    click.echo(describe_reports())


@main.command()
@click.argument("folder")
@click.option("--seed", default=2026, show_default=True, help="Another seed, another company.")
@click.option("--employees", default=1000, show_default=True, help="How many people, about.")
@sentences_not_tracebacks
def sample(folder: str, seed: int, employees: int) -> None:
    """Write the tables of an invented company into FOLDER, to try everything out."""
    from workbench.sample import write_sample

    write_sample(Path(folder), seed=seed, employees=employees)
    click.echo(f"Wrote the sample company to {folder}. Next: workbench check {folder}")


@main.command()
@click.argument("file", metavar="FILE.xlsx")
@sentences_not_tracebacks
def template(file: str) -> None:
    """Write an Excel workbook to fill in: a sheet a table, with notes and drop-downs."""
    from workbench.company.template import write_template

    write_template(Path(file))
    click.echo(f"Wrote {file}. Fill in positions and employees first; the other sheets are extra.")


main.add_command(explain)
main.add_command(history)
main.add_command(batch)
main.add_command(schedule)
main.add_command(lab)
main.add_command(publish)
main.add_command(match)
main.add_command(occupations)


def _must_exist(source: str) -> None:
    """Refuse a path that leads nowhere before anything runs."""
    from workbench.company.sources import is_address, name_of

    if not is_address(source) and not Path(source).exists():
        raise ReportError(f"There is no {name_of(source)} to read. Check the path after --data.")


def _say_failures(failed: Sequence["ReportResult"]) -> None:
    """Say each reason once, with the reports it stopped."""
    for message in dict.fromkeys(result.message for result in failed):
        names = [result.name for result in failed if result.message == message]
        click.echo(f"{', '.join(names)} failed: {message}", err=True)


def _pairs(parameters: tuple[str, ...]) -> dict[str, str]:
    """Split NAME=VALUE."""
    pairs = {}
    for text in parameters:
        name, equals, value = text.partition("=")
        if not equals:
            raise click.BadParameter(f"'{text}' is not NAME=VALUE", param_hint="-p")
        pairs[name.strip()] = value.strip()
    return pairs


if __name__ == "__main__":
    main()
