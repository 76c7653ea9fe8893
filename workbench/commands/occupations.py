"""The command that makes the review list of titles, and takes it back when it is filled in."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.commands.guard import sentences_not_tracebacks
from workbench.commands.options import DATA, SETTINGS
from workbench.errors import ParameterError
from workbench.words import count

if TYPE_CHECKING:
    from pandas import DataFrame

    from workbench.company import Company
    from workbench.occupations.onet import Onet

REVIEW = "occupation-review.csv"
TABLE_FILE = "occupation_titles.csv"


@click.command()
@DATA
@click.option(
    "--onet",
    required=True,
    metavar="FOLDER",
    help="Folder with the text files of the O*NET database, downloaded from onetcenter.org.",
)
@click.option(
    "--out",
    metavar="FILE",
    help=f"File that is written. Without it: {REVIEW} here, and with --take {TABLE_FILE} in the "
    "folder of the company.",
)
@click.option("--take", metavar="FILE", help="Take a review list that was filled in.")
@click.option("--by", default="", metavar="ID", help="With --take: id of who decided.")
@click.option("--with-own", is_flag=True, help="List titles too whose posts have a code already.")
@SETTINGS
@sentences_not_tracebacks
def occupations(
    data: str,
    onet: str,
    out: str | None,
    take: str | None,
    by: str,
    with_own: bool,
    settings: str | None,
) -> None:
    """List titles with the public occupations they may be, and keep what people decide.

    Nothing is decided here: fill in the column 'decision' with the number of a candidate, a code,
    or 'none', and give the list back with --take.
    """
    from workbench.company.load import check_company, source_settings, usable
    from workbench.occupations.onet import read_onet

    known = source_settings(data, settings)
    checked = check_company(data, settings=known, as_of=known.as_of or date.today())
    company, public = usable(checked), read_onet(onet)
    for fault in public.faults:
        click.echo(f"- {fault}", err=True)
    if take:
        file = Path(out) if out else _own_table(data, company)
        _take(company, public, read=Path(take), file=file, by=by)
    else:
        _make(company, public, Path(out or REVIEW), with_own=with_own)


def _make(company: "Company", onet: "Onet", file: Path, *, with_own: bool) -> None:
    from workbench.occupations.findings import occupation_findings
    from workbench.occupations.review import review_list
    from workbench.occupations.titles import occupation_titles

    result = occupation_titles(company, onet, with_own=with_own)
    review = review_list(result)
    _write(file, review)
    click.echo("\n".join(occupation_findings(result)))
    click.echo(
        f"Wrote {file} with {count(len(review), 'title')}. Fill in the column 'decision', save it "
        f"as CSV, and give it back with --take {file.name}."
    )


def _take(company: "Company", onet: "Onet", *, read: Path, file: Path, by: str) -> None:
    from workbench.occupations.review import TABLE, read_review, take_decisions

    earlier = company.tables.get(TABLE)
    taken = take_decisions(read_review(read), earlier, onet, on=date.today(), by=by)
    if taken.new:
        _write(file, taken.table)
    click.echo(
        f"{len(taken.new)} decided now, {len(taken.same)} as before, {taken.still_open} still "
        f"open. {f'Wrote {file}.' if taken.new else 'Nothing was written.'}"
    )


def _own_table(data: str, company: "Company") -> Path:
    """Give the file of decisions in the company's folder, if writing it again loses nothing.

    Raises
    ------
    ParameterError
        If the source is no folder, or the table is not read whole from that file.
    """
    from workbench.company.sources import name_of
    from workbench.occupations.review import TABLE

    asks = f"Name a file with --out, and bring its rows into table {TABLE} yourself."
    if not Path(data).is_dir():
        raise ParameterError(f"{name_of(data)} is not a folder. {asks}")
    file = Path(data) / TABLE_FILE
    if company.has(TABLE) and not file.is_file():
        raise ParameterError(f"Decisions are kept elsewhere than in {TABLE_FILE}. {asks}")
    for fault in company.faults:
        if fault.table == TABLE and (fault.level != "note" or fault.code == "ignored_columns"):
            raise ParameterError(
                f"Writing {TABLE_FILE} again would lose something: {fault} Mend it first. {asks}"
            )
    return file


def _write(file: Path, table: "DataFrame") -> None:
    """Write a table for spreadsheets: with the mark by which they know the encoding."""
    from workbench.privacy.cells import csv_text
    from workbench.report.publish import write_whole

    write_whole(file, "\ufeff" + csv_text(table))
