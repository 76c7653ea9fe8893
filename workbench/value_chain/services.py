"""What each service costs and achieves: soon, over the horizon, and for the region."""

import pandas as pd

from workbench.settings.value_chain import ValueChainSettings
from workbench.value_chain.balance import horizon_balance, years_until_it_pays

_NAMED = ["provider_id", "provider", "kind", "link", "talent_group", "region"]


def service_results(
    services: pd.DataFrame, providers: pd.DataFrame, choice: ValueChainSettings
) -> pd.DataFrame:
    """Give cost and outcome of every service, its short-term and its long-term balance.

    Parameters
    ----------
    services, providers : the tables of these names
    choice : ``horizon_years`` and ``discount_rate``

    Returns
    -------
    DataFrame, one row a service, the dearest first: provider_id, provider, kind, link,
    talent_group, region, people_per_year, helped_per_year (people for whom it worked),
    cost_per_year, cost_per_person and cost_per_helped (currency), first_year_balance (return of
    the first year less the cost), horizon_balance (over the horizon, discounted), pays_in_year,
    is_core, shifted_per_year (people for whom it worked who left another employer of the region:
    one employer's gain, another's loss), gained_per_year (the rest: a net gain of the region).
    Unknown parts make what rests on them missing.
    """
    named = providers.rename(columns={"name": "provider"})
    table = services.merge(named, on="provider_id", how="left")
    cost, first, later = (
        table[name].to_numpy(dtype=float)
        for name in ("cost_per_year", "return_first_year", "benefit_per_year")
    )
    helped = table["people_per_year"] * table["outcome_share"]
    table = table.assign(
        helped_per_year=helped,
        cost_per_person=_per(table["cost_per_year"], table["people_per_year"]),
        cost_per_helped=_per(table["cost_per_year"], helped),
        first_year_balance=first - cost,
        horizon_balance=horizon_balance(
            cost, first, later, years=choice.horizon_years, rate=choice.discount_rate
        ),
        pays_in_year=years_until_it_pays(cost, first, later, rate=choice.discount_rate),
        shifted_per_year=helped * table["within_region_share"],
        gained_per_year=helped * (1.0 - table["within_region_share"]),
    )
    columns = [
        *_NAMED, "people_per_year", "helped_per_year", "cost_per_year", "cost_per_person",
        "cost_per_helped", "first_year_balance", "horizon_balance", "pays_in_year", "is_core",
        "shifted_per_year", "gained_per_year",
    ]  # fmt: skip
    order = table.sort_values(["cost_per_year", *_NAMED[:1], *_NAMED[3:]],
                              ascending=[False, *[True] * 4], na_position="last")  # fmt: skip
    return order[columns].reset_index(drop=True)


def _per(amount: pd.Series, people: pd.Series) -> pd.Series:
    return amount / people.where(people > 0)


def introduced(results: pd.DataFrame) -> pd.DataFrame:
    """Tell what a region gains by introduction from what its employers take from each other.

    Parameters
    ----------
    results : from ``service_results``

    Returns
    -------
    DataFrame, one row a region and a group: region, talent_group, helped_per_year (people for whom
    an introduction worked), shifted_per_year, gained_per_year, unknown_per_year (people of whom it
    is not known where they came from)
    """
    rows = results[results["link"] == "introduction"].dropna(subset=["helped_per_year"])
    unknown = rows["helped_per_year"].where(rows["gained_per_year"].isna(), 0.0)
    names = ["helped_per_year", "shifted_per_year", "gained_per_year", "unknown_per_year"]
    sums = rows.assign(unknown_per_year=unknown).groupby(["region", "talent_group"])[names].sum()
    return sums.reset_index()


def moves_by_region(moves: pd.DataFrame) -> pd.DataFrame:
    """Tell moves within a region, which are one employer's gain and another's loss, from its net.

    Parameters
    ----------
    moves : from_region, to_region, people (missing is not counted, and said)

    Returns
    -------
    DataFrame, one row a region: region, within (people who stayed in it), came, went, net (came
    less went; the nets of all regions add up to 0), unknown (moves from or to it without a number)

    Examples
    --------
    >>> moves = pd.DataFrame(
    ...     [("N", "N", 5.0), ("N", "S", 3.0), ("S", "N", 1.0), ("S", "N", None)],
    ...     columns=["from_region", "to_region", "people"],
    ... )
    >>> moves_by_region(moves).to_dict("records")[0]
    {'region': 'N', 'within': 5.0, 'came': 1.0, 'went': 3.0, 'net': -2.0, 'unknown': 1}
    """
    inside = moves["from_region"] == moves["to_region"]
    regions = sorted({*moves["from_region"], *moves["to_region"]})
    rows = []
    for region in regions:
        went, came = moves["from_region"] == region, moves["to_region"] == region
        people = [
            float(moves.loc[mask, "people"].sum())
            for mask in (went & inside, came & ~inside, went & ~inside)
        ]
        unknown = int((moves["people"].isna() & (went | came)).sum())
        rows.append((region, *people, people[1] - people[2], unknown))
    return pd.DataFrame(rows, columns=["region", "within", "came", "went", "net", "unknown"])


def horizons(results: pd.DataFrame) -> pd.DataFrame:
    """Set what each link brings in the first year beside what it brings over the horizon.

    Returns
    -------
    DataFrame, one row a link: link, services, cost_per_year, first_year_balance, horizon_balance
    (sums over the services of which all amounts are known), unknown_services
    """
    amounts = ["cost_per_year", "first_year_balance", "horizon_balance"]
    unknown = results[amounts].isna().any(axis=1)
    sums = results[~unknown].groupby("link")[amounts].sum()
    table = pd.DataFrame({"services": results.groupby("link").size()}).join(sums)
    table["unknown_services"] = unknown.groupby(results["link"]).sum().astype(int)
    return table.reset_index()
