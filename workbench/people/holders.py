"""Who holds what: secrets, methods, customers and the like, and what is only in a head."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.company import Company


@dataclass(frozen=True)
class Holders:
    """What the company's assets hang on.

    Attributes
    ----------
    assets : one row an asset: asset_id, kind, name, value_per_year, holders (people here who hold
        it), document_age_days (missing: not written down), reproducible (missing: unknown),
        recoverable (two holders or more, a fresh record, and reproducible from it; missing where
        that hangs on an unknown), holder_ids
    holdings : one row an asset and a holder who is here: asset_id, employee_id, position_id, kind,
        value_per_year, share, holders
    by_position : one row an open post with staff: position_id, assets, sole_assets (nobody else
        holds them) and secret_value_per_year, for a post with several people the largest of them,
        since the same secret is not lost twice; customer_margin_share of the customers that anybody
        in the post holds, each once with the parts of its holders there added, at most 1
    """

    assets: pd.DataFrame
    holdings: pd.DataFrame
    by_position: pd.DataFrame


def losing_sets(holders: Mapping[str, Iterable[str]]) -> list[tuple[frozenset[str], list[str]]]:
    """Find the smallest groups of people whose leaving together loses an asset.

    Parameters
    ----------
    holders : for each asset the people who hold it; an asset nobody holds is left out

    Returns
    -------
    list of (people, assets lost with them), fewest people first. No group contains another: a
    larger group loses nothing that needs all its members. The number of people of the first
    group is the bus factor.

    Notes
    -----
    An asset goes only when all who hold it go, so the minimal groups are the minimal sets among
    the sets of holders; exact, without search (Avelino et al. 2016 search greedily because a file
    there counts as lost at half of its authors).

    Examples
    --------
    >>> groups = losing_sets({"A1": ["x", "y"], "A2": ["y"], "A3": ["x", "z"]})
    >>> [(sorted(people), lost) for people, lost in groups]
    [(['y'], ['A2']), (['x', 'z'], ['A3'])]
    """
    sets = {asset: frozenset(people) for asset, people in holders.items()}
    distinct = {people for people in sets.values() if people}
    minimal = [people for people in distinct if not any(other < people for other in distinct)]
    found = [
        (people, sorted(asset for asset, held in sets.items() if held and held <= people))
        for people in minimal
    ]
    return sorted(found, key=lambda group: (len(group[0]), sorted(group[0])))


def who_holds_what(company: Company) -> Holders:
    """Join assets and their holders, and say what is recoverable.

    Parameters
    ----------
    company : needs the tables assets and holdings; holders who have left do not count

    Returns
    -------
    Holders

    Raises
    ------
    DataError
        If a table is missing.
    """
    assets = company.table("assets")
    held = company.table("holdings").merge(company.staff[["employee_id", "position_id"]])
    held = held.merge(assets[["asset_id", "kind", "value_per_year"]], on="asset_id")
    held["holders"] = held.groupby("asset_id")["employee_id"].transform("nunique").astype(int)
    held = held.sort_values(["asset_id", "employee_id"]).reset_index(drop=True)
    return Holders(_described(company, assets, held), held, _by_position(company, held))


def _described(company: Company, assets: pd.DataFrame, held: pd.DataFrame) -> pd.DataFrame:
    ids = held.groupby("asset_id")["employee_id"].agg(tuple)
    frame = assets[["asset_id", "kind", "name", "value_per_year", "reproducible"]].assign(
        document_age_days=(company.as_of - assets["document_on"]).dt.days.astype("float64"),
        holder_ids=[ids.get(asset, ()) for asset in assets["asset_id"]],
    )
    frame["holders"] = [len(people) for people in frame["holder_ids"]]
    limit = company.settings.positions.document_max_age_days
    # Kleene logic: one clear "no" decides, whatever else is unknown.
    frame["recoverable"] = (
        (frame["holders"] >= 2).astype("boolean")
        & (frame["document_age_days"] <= limit).astype("boolean")
        & frame["reproducible"]
    )
    return frame


def _by_position(company: Company, held: pd.DataFrame) -> pd.DataFrame:
    people = company.incumbents.assign(
        assets=_counted(company.incumbents, held),
        sole_assets=_counted(company.incumbents, held[held["holders"] == 1]),
        secret_value_per_year=_secret_value(company.incumbents, held),
    )
    posts = people.drop(columns="employee_id").groupby("position_id", as_index=False).max()
    return posts.assign(customer_margin_share=_customer_share(company, posts["position_id"], held))


def _counted(people: pd.DataFrame, held: pd.DataFrame) -> pd.Series:
    return people["employee_id"].map(held.groupby("employee_id").size()).fillna(0).astype(int)


def _secret_value(people: pd.DataFrame, held: pd.DataFrame) -> pd.Series:
    """Value of the secrets a person knows: all of each, since half a secret is not kept.

    A person in no row of the register knows none of its secrets. Where no secret of a person has
    a value, the sum is unknown; where some have none, it is at least what the others are worth.
    """
    secrets = held[held["kind"] == "secret"].groupby("employee_id")["value_per_year"]
    return _zero_unless_listed(people["employee_id"], secrets.sum(min_count=1))


def _customer_share(company: Company, posts: pd.Series, held: pd.DataFrame) -> pd.Series:
    """Part of the margin of all customers in the register that hangs on a post.

    Several people of a post may hold one customer: it counts once, with their parts added.
    """
    assets = company.table("assets")
    total = assets.loc[assets["kind"] == "customer", "value_per_year"].sum()
    customers = held[held["kind"] == "customer"].groupby(["position_id", "asset_id"])
    each = customers.agg(
        value=("value_per_year", "first"), holders=("holders", "first"),
        here=("share", "size"), given=("share", "count"), share=("share", "sum"),
    )  # fmt: skip
    share = each["share"].where(each["given"] > 0).clip(upper=1.0)
    # Where all who hold it are in the post, the parts that are not given are the rest.
    share = share.mask((each["here"] == each["holders"]) & (each["given"] < each["here"]), 1.0)
    tied = share * each["value"] / (total if total > 0 else np.nan)
    return _zero_unless_listed(posts, tied.groupby("position_id").sum(min_count=1))


def _zero_unless_listed(ids: pd.Series, amounts: pd.Series) -> pd.Series:
    return ids.map(amounts).where(ids.isin(amounts.index), 0.0)
