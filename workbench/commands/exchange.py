"""The commands of the exchange of talent between organisations."""

import click

from workbench.commands.guard import sentences_not_tracebacks
from workbench.commands.options import AS_OF, SETTINGS, date_of


@click.command()
@click.option(
    "--data",
    required=True,
    metavar="SOURCE",
    help="A folder of CSV or Parquet files, an Excel workbook, or a database address.",
)
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
