"""The commands of the exchange of talent between organisations."""

import sys
from datetime import date
from pathlib import Path

import click

from workbench.commands.guard import FAULTS, sentences_not_tracebacks
from workbench.commands.options import AS_OF, DATA, SETTINGS, date_of
from workbench.errors import ParameterError


@click.command()
@DATA
@click.option(
    "--out",
    required=True,
    metavar="DIR",
    help="Folder of the package; an earlier one that is there is replaced, and people must then be "
    "alike in what it said, too.",
)
@click.option(
    "--organisation",
    required=True,
    metavar="NAME",
    help="Who publishes, as the exchange knows it: small letters, digits, points, hyphens.",
)
@click.option(
    "--k",
    type=int,
    metavar="N",
    help="Rows that must be alike in all that is published of people. Without it: as in the "
    "settings (exchange.least_alike).",
)
@click.option(
    "--secret-env",
    default="",
    metavar="NAME",
    help="Name of the environment variable with the secret of the pseudonyms; the secret itself is "
    "never an argument. Without it: as in the settings (exchange.secret_env).",
)
@click.option("--demands-only", is_flag=True, help="Offer nobody; no secret is needed.")
@SETTINGS
@AS_OF
@sentences_not_tracebacks
def publish(
    data: str,
    out: str,
    organisation: str,
    k: int | None,
    secret_env: str,
    demands_only: bool,
    settings: str | None,
    as_of: str | None,
) -> None:
    """Publish demands and supplies of talent as a package that tells of nobody.

    Demands are posts of the own pools that nobody inside can fill in time; supplies are people with
    a running consent, under pseudonyms, as coarse as it takes. Exit code 0: the package was
    written. 2: it was not; the sentence says why, and an earlier package is as it was.
    """
    from workbench.company import load_company
    from workbench.exchange.findings import publication_findings
    from workbench.exchange.package import organisation_name
    from workbench.exchange.pseudonyms import secret_from_environment
    from workbench.exchange.publish import earlier_supplies, prepare_publication
    from workbench.exchange.publish import publish as write
    from workbench.exchange.supplies import alike_at_least
    from workbench.positions import rank_positions

    organisation_name(organisation)
    company = load_company(data, settings=settings, as_of=date_of(data, settings, as_of))
    alike_at_least(company, k)
    named = secret_env or company.settings.exchange.secret_env
    secret = None if demands_only else secret_from_environment(named)
    earlier = None if demands_only else earlier_supplies(out, organisation, company.as_of)
    made = prepare_publication(
        company,
        rank_positions(company).key_positions,
        organisation=organisation,
        secret=secret,
        k=k,
        earlier=earlier,
    )
    place = write(made, out)
    click.echo(f"{place.name}: package of {organisation} as of {made.as_of:%Y-%m-%d}")
    for sentence in publication_findings(made):
        click.echo(f"- {sentence}")


@click.command()
@click.argument("packages", nargs=-1, required=True, metavar="PACKAGE...")
@click.option("--out", required=True, metavar="DIR", help="Folder of the tables that are written.")
@click.option("--on", "on_date", metavar="DATE", help="Day of the matching. Without it: today.")
@click.option(
    "--how",
    type=click.Choice(["total_fit", "most_places", "stable"]),
    default="total_fit",
    show_default=True,
    help="The largest total fit; the most places first; or no demand and person who would rather "
    "have each other.",
)
@click.option(
    "--onet",
    metavar="FOLDER",
    help="Text files of the O*NET database: people of related occupations may take a demand, too.",
)
@click.option("--settings", metavar="FILE", help="Settings file (YAML); its part matching is used.")
@sentences_not_tracebacks
def match(
    packages: tuple[str, ...],
    out: str,
    on_date: str | None,
    how: str,
    onet: str | None,
    settings: str | None,
) -> None:
    """Match the packages of any number of organisations: who could go where, and why.

    PACKAGE is a folder made by 'workbench publish', or a folder of such folders. Exit code 0: the
    tables were written. 1: they were, without rows that were set aside. 2: nothing was written.
    """
    from workbench.exchange.build import package_folders
    from workbench.exchange.match import match_findings, match_market
    from workbench.exchange.match.files import matching_files
    from workbench.exchange.read import read_exchange
    from workbench.occupations.onet import onet_if_given
    from workbench.occupations.related import related
    from workbench.report.publish import write_whole
    from workbench.settings import Settings, load_settings

    chosen = load_settings(settings) if settings else Settings()
    read = read_exchange([folder for given in packages for folder in package_folders(given)])
    for fault in read.faults:
        click.echo(f"- {fault}", err=True)
    public = onet_if_given(onet or "")
    near = related(public, set(read.demands["occupation_code"])) if public else None
    matching = match_market(
        read.demands,
        read.supplies,
        on_date=_day(on_date) if on_date else date.today(),
        related=near,
        how=how,
        settings=chosen.matching,
    )
    for sentence in match_findings(matching):
        click.echo(f"- {sentence}")
    files = matching_files(matching)
    for name, text in files.items():
        write_whole(Path(out) / name, text)
    click.echo(f"Wrote {', '.join(files)} to {out}")
    if read.packages["set_aside"].sum():
        sys.exit(FAULTS)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ParameterError(
            f"--on: found {text!r}. Allowed: a date such as 2026-06-30. Correct it."
        ) from None
