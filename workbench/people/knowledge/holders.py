"""Who holds what: secrets, methods, customers and the like, and what is only in a head."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.company.once import once
from workbench.schema.exposure import ASSET_KINDS

ALL_KINDS = "all"


@dataclass(frozen=True)
class Holders:
    """What the company's assets hang on.

    Attributes
    ----------
    assets : one row an asset: asset_id, kind, name, value_per_year, holders (people here who hold
        it), document_age_days (missing: not written down), record (fresh, stale, none),
        reproducible (missing: unknown), in_heads (no record, or one that is not enough; missing
        where there is one and nobody said), recoverable (two holders or more, a fresh record, and
        reproducible from it; missing where that hangs on an unknown), holder_ids
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


@once
def who_holds_what(company: Company, *, without: pd.DataFrame | None = None) -> Holders:
    """Join assets and their holders, and say what is recoverable.

    Parameters
    ----------
    company : needs the tables assets and holdings; holders who have left do not count
    without : employee_id and kind; entries of these people for assets of that kind are taken out
        of the register, as if it did not hold them

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
    if without is not None:
        out = pd.MultiIndex.from_frame(without[["employee_id", "kind"]])
        held = held[~pd.MultiIndex.from_frame(held[["employee_id", "kind"]]).isin(out)]
    held["holders"] = held.groupby("asset_id")["employee_id"].transform("nunique").astype(int)
    held = held.sort_values(["asset_id", "employee_id"]).reset_index(drop=True)
    return Holders(_described(company, assets, held), held, _by_position(company, held))


def nothing_held() -> Holders:
    """Give the same tables without a row, for a company without a register."""
    assets = ["asset_id", "kind", "name", "value_per_year", "reproducible", "document_age_days",
              "holder_ids", "holders", "record", "in_heads", "recoverable"]  # fmt: skip
    held = ["asset_id", "employee_id", "share", "position_id", "kind", "value_per_year", "holders"]
    posts = ["position_id", "assets", "sole_assets", "secret_value_per_year",
             "customer_margin_share"]  # fmt: skip
    return Holders(*(pd.DataFrame(columns=names) for names in (assets, held, posts)))


def _described(company: Company, assets: pd.DataFrame, held: pd.DataFrame) -> pd.DataFrame:
    ids = held.groupby("asset_id")["employee_id"].agg(tuple)
    frame = assets[["asset_id", "kind", "name", "value_per_year", "reproducible"]].assign(
        document_age_days=(company.as_of - assets["document_on"]).dt.days.astype("float64"),
        holder_ids=[ids.get(asset, ()) for asset in assets["asset_id"]],
    )
    frame["holders"] = [len(people) for people in frame["holder_ids"]]
    fresh = frame["document_age_days"] <= company.settings.positions.document_max_age_days
    written = frame["document_age_days"].notna()
    frame["record"] = np.select([fresh, written], ["fresh", "stale"], "none")
    # Kleene logic: one clear answer decides, whatever else is unknown.
    frame["in_heads"] = ~(written.astype("boolean") & frame["reproducible"])
    frame["recoverable"] = (
        (frame["holders"] >= 2).astype("boolean") & fresh.astype("boolean") & frame["reproducible"]
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


def kinds_of(assets: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """Give the assets of each kind there is, in the order of the schema, and all of them last."""
    for kind in ASSET_KINDS:
        if (rows := assets[assets["kind"] == kind]).shape[0]:
            yield kind, rows
    if len(assets):
        yield ALL_KINDS, assets


def known_sum(values: pd.Series) -> float:
    """Add up what is known; nothing at all is 0, nothing known of something is missing."""
    return float(values.sum(min_count=1)) if len(values) else 0.0
