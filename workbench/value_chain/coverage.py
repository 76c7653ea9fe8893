"""Which link is covered for which group, which hangs by a thread, and where nobody is."""

import numpy as np
import pandas as pd

from workbench.settings.value_chain import ValueChainSettings

STATES = COVERED, THIN, NOBODY, UNKNOWN, UNASKED = (
    "covered", "thin", "nobody", "not known", "no need stated",
)  # fmt: skip
_PLACE = ["talent_group", "link", "region"]


def coverage(
    needs: pd.DataFrame, services: pd.DataFrame, choice: ValueChainSettings
) -> pd.DataFrame:
    """Hold what is needed against what is provided, for each link, group and region.

    Parameters
    ----------
    needs, services : tables talent_needs and services
    choice : ``covered_share`` and ``sole_provider_share``

    Returns
    -------
    DataFrame, one row a need or a service without one: talent_group, link, region,
    needed_per_year and served_per_year (people; a sum with an unknown part is the part that is
    known), providers, unknown_providers (whose number of people is not known), served_share (of
    the need, missing without one), largest_share (of those served, by one provider), state,
    hangs_on_one (whether one provider serves all but all of them)
    """
    asked_for = needs[[*_PLACE, "people_per_year"]]
    asked_for = asked_for.rename(columns={"people_per_year": "needed_per_year"})
    table = asked_for.merge(_served(services), on=_PLACE, how="outer", sort=True)
    for name in ("providers", "unknown_providers"):
        table[name] = table[name].fillna(0).astype(int)
    table["served_per_year"] = table["served_per_year"].fillna(0.0)
    asked = table["needed_per_year"].where(table["needed_per_year"] > 0)
    table["served_share"] = table["served_per_year"] / asked
    short = table["served_share"] < choice.covered_share
    unknown = table["unknown_providers"] > 0
    table["state"] = np.select(
        [
            table["needed_per_year"].isna(),
            table["needed_per_year"] == 0,
            table["providers"] == 0,
            short & unknown,
            short,
        ],
        [UNASKED, COVERED, NOBODY, UNKNOWN, THIN],
        COVERED,
    )
    table["hangs_on_one"] = table["largest_share"] >= choice.sole_provider_share
    return table


def _served(services: pd.DataFrame) -> pd.DataFrame:
    known = services.dropna(subset=["people_per_year"])
    total = known.groupby(_PLACE)["people_per_year"].agg(["sum", "max"])
    groups = services.groupby(_PLACE)
    table = pd.DataFrame(
        {
            "served_per_year": total["sum"],
            "providers": groups["provider_id"].nunique(),
            "unknown_providers": groups["people_per_year"].agg(lambda cells: cells.isna().sum()),
            # Several providers of whom one's number is unknown: no share can be given.
            "largest_share": total["max"] / total["sum"].where(total["sum"] > 0),
        }
    )
    table.loc[table["unknown_providers"] > 0, "largest_share"] = np.nan
    return table.rename_axis(_PLACE).reset_index()
