"""Whether providers keep to their core business, and how many of them a link rests on."""

import numpy as np
import pandas as pd


def herfindahl(amounts: np.ndarray) -> float:
    """Give the sum of squared shares: 1 where all lies in one part, 1/n where n parts are alike.

    Parameters
    ----------
    amounts : >= 0, shape (n,); missing without a positive one

    Source: Herfindahl (1950); the same sum serves as Simpson's index.

    Examples
    --------
    >>> herfindahl(np.array([3.0, 1.0])), herfindahl(np.array([2.0, 2.0]))
    (0.625, 0.5)
    """
    total = amounts.sum()
    return float(((amounts / total) ** 2).sum()) if total > 0 else float("nan")


def provider_focus(
    services: pd.DataFrame, providers: pd.DataFrame, *, least_core_share: float
) -> pd.DataFrame:
    """Say for each provider how much of its cost is core business and how far it is spread.

    Parameters
    ----------
    services, providers : the tables of these names
    least_core_share : setting ``value_chain.core_share``

    Returns
    -------
    DataFrame, the dearest first: provider_id, provider, kind, services, links, groups,
    cost_per_year, core_share (of the cost; missing where a cost is, or whether it is core),
    concentration (``herfindahl`` of its cost over its services), state (on its core, spread, not
    known)
    """
    rows = []
    for provider, own in services.groupby("provider_id"):
        cost = own["cost_per_year"].to_numpy(dtype=float)
        known = own["is_core"].notna().all() and np.isfinite(cost).all() and cost.sum() > 0
        core = own["is_core"].fillna(value=False).to_numpy(dtype=bool)
        share = float(cost[core].sum() / cost.sum()) if known else np.nan
        rows.append(
            (provider, len(own), own["link"].nunique(), own["talent_group"].nunique(),
             np.nansum(cost), share, herfindahl(cost) if np.isfinite(cost).all() else np.nan)
        )  # fmt: skip
    columns = ["provider_id", "services", "links", "groups", "cost_per_year", "core_share",
               "concentration"]  # fmt: skip
    named = providers.rename(columns={"name": "provider"})
    table = named.merge(pd.DataFrame(rows, columns=columns), on="provider_id")
    table["state"] = np.select(
        [table["core_share"].isna(), table["core_share"] >= least_core_share],
        ["not known", "on its core"], "spread",
    )  # fmt: skip
    return table.sort_values("cost_per_year", ascending=False, kind="stable", ignore_index=True)


def link_concentration(services: pd.DataFrame, providers: pd.DataFrame) -> pd.DataFrame:
    """Say for each link on how many providers it rests.

    Parameters
    ----------
    services, providers : the tables of these names

    Returns
    -------
    DataFrame: link, providers, people_per_year (served, as far as known), largest_provider and
    largest_share (of them), concentration (``herfindahl`` of people over providers)
    """
    rows = []
    for link, own in services.merge(providers, on="provider_id").groupby("link"):
        people = own.groupby("name")["people_per_year"].sum().sort_values(ascending=False)
        total = float(people.sum())
        share = float(people.iloc[0]) / total if total > 0 else np.nan
        first = str(people.index[0]) if total > 0 else ""
        rows.append((link, len(people), total, first, share, herfindahl(people.to_numpy())))
    columns = ["link", "providers", "people_per_year", "largest_provider", "largest_share",
               "concentration"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)
