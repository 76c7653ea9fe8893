"""Make what a company publishes, attack it, and write it only if the attack finds nobody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from secrets import token_bytes

import pandas as pd

from workbench.company import Company
from workbench.errors import ReportError
from workbench.exchange.attack import compare_releases, fewest_alike, linkage_attack
from workbench.exchange.demands import Demands, demands_of
from workbench.exchange.folder import write_package
from workbench.exchange.package import DESCRIPTOR, organisation_name, package_files
from workbench.exchange.profiles import offered_people, staff_profiles
from workbench.exchange.pseudonyms import Secret
from workbench.exchange.read import read_exchange
from workbench.exchange.supplies import Supplies, no_supplies, supplies_of
from workbench.exchange.tables import TABLES
from workbench.pools import build_pools
from workbench.privacy.watch import watch_for


@dataclass(frozen=True)
class Publication:
    """What a company publishes, and what the attack on it found.

    Parameters
    ----------
    organisation, as_of : who, and of what day
    demands, supplies : see their rooms; supplies are None where none were asked for
    attack : from ``linkage_attack`` by one who knows the staff, and by one who knows who agreed
    releases : from ``compare_releases``, empty without an earlier release, or where it is the same
    files : content by file name
    """

    organisation: str
    as_of: pd.Timestamp
    demands: Demands
    supplies: Supplies | None
    attack: pd.DataFrame
    releases: pd.DataFrame
    files: Mapping[str, bytes]


def prepare_publication(
    company: Company,
    key_positions: Sequence[str],
    *,
    organisation: str,
    secret: Secret | None,
    k: int | None = None,
    earlier: pd.DataFrame | None = None,
) -> Publication:
    """Make the package of a company and attack it; nothing is written.

    Parameters
    ----------
    company : the checked company
    key_positions : ids of the key posts, from the ranking
    organisation : who publishes, as it is known in the exchange
    secret : of the pseudonyms; None publishes demands alone
    k : rows that must be alike; None takes the settings
    earlier : supplies published before with the same secret

    Returns
    -------
    Publication

    Raises
    ------
    ReportError
        If the attack finds anybody, or a text holds the name or id of a person.
    ParameterError
        If an option is out of its range.
    DataError
        If people are to be offered and table consents is absent.
    """
    organisation_name(organisation)
    demanded = demands_of(company, build_pools(company, key_positions), organisation=organisation)
    supplied = None
    attack, releases = _no_attack(), _no_releases()
    tables = {"demands": demanded.table, "supplies": no_supplies()}
    if secret is not None:
        make = partial(supplies_of, company, secret=secret, organisation=organisation, k=k)
        supplied = make()
        # What was published before may be published again as it is.
        again = earlier is not None and supplied.table.equals(earlier)
        if earlier is not None and not again:
            supplied = make(earlier=earlier)
            releases = compare_releases(earlier, supplied.table, k=supplied.k)
        tables["supplies"] = supplied.table
        attack = attack_supplies(company, supplied)
    refuse_people(company, tables)
    files = package_files(organisation, company.as_of, tables)
    return Publication(organisation, company.as_of, demanded, supplied, attack, releases, files)


def preview_publication(company: Company, key_positions: Sequence[str]) -> Publication:
    """Show what would be published, for a page; its pseudonyms are thrown away.

    Parameters
    ----------
    company, key_positions : as in ``prepare_publication``

    Returns
    -------
    Publication of an organisation "preview", without an earlier release. Everything but pseudonyms
    is the same each time. Without table consents it has demands alone.
    """
    secret = Secret(token_bytes(32)) if company.has("consents") else None
    return prepare_publication(company, key_positions, organisation="preview", secret=secret)


def publish(publication: Publication, folder: str | Path) -> Path:
    """Write a publication as a folder, as a whole or not at all.

    Raises
    ------
    ReportError
        If other things are in the folder, or it cannot be written.
    """
    return write_package(folder, publication.files)


def earlier_supplies(
    folder: str | Path, organisation: str, as_of: pd.Timestamp
) -> pd.DataFrame | None:
    """Read the supplies an organisation published before, if its package is there.

    Parameters
    ----------
    folder : of the package
    organisation : who publishes now
    as_of : of what day

    Returns
    -------
    The supplies; None without a package, or where it is of a later day

    Raises
    ------
    ReportError
        If the package is of another organisation.
    DataError
        If the package is there and cannot be read.
    """
    if not (Path(folder) / DESCRIPTOR).is_file():
        return None
    read = read_exchange([folder])
    package = read.packages.iloc[0]
    if package["organisation"] != organisation:
        raise ReportError(
            f"{Path(folder).name} holds the package of {package['organisation']!r}, not of "
            f"{organisation!r}. Name another folder, or move that package away."
        )
    return read.supplies if package["as_of"] <= as_of else None


def attack_supplies(company: Company, supplied: Supplies) -> pd.DataFrame:
    """Attack supplies with all that the company knows; see ``linkage_attack``.

    Raises
    ------
    ReportError
        If the attack finds anybody.
    """
    staff = staff_profiles(company)
    agreed = offered_people(company, staff)[0]["employee_id"].tolist()
    attack = linkage_attack(supplied.table, staff, k=supplied.k, agreed=agreed)
    found = int(attack["re_identified"].sum())
    fewest = fewest_alike(supplied.table)
    if found or 0 < fewest < supplied.k:
        raise ReportError(
            f"The supplies may not be published: the attack on them tells people at "
            f"k = {supplied.k}. Give a larger k, or publish demands alone."
        )
    return attack


def refuse_people(company: Company, tables: Mapping[str, pd.DataFrame]) -> None:
    """Refuse tables in which a text holds the name or the id of a person of the company.

    Raises
    ------
    ReportError
        Naming table and column, never the person.
    """
    watch = watch_for(company)
    bad = [
        f"{name}.{column.name}"
        for name, table in TABLES.items()
        for column in table
        if column.kind in ("text", "id") and column.name not in ("supply_id", "demand_id")
        for cell in tables[name][column.name].dropna().unique()
        if watch.names.found_in(str(cell)) or watch.ids.found_in(str(cell))
    ]
    if bad:
        raise ReportError(
            f"The package may not be published: {', '.join(dict.fromkeys(bad))} holds the name or "
            "the id of a person. Correct the names of competencies or regions in the tables."
        )


def _no_attack() -> pd.DataFrame:
    columns = ["attack", "employee_id", "rows", "alike", "share", "re_identified", "learns"]
    return pd.DataFrame(columns=columns)


def _no_releases() -> pd.DataFrame:
    return pd.DataFrame(columns=["change", "before", "now", "rows", "traceable"])
