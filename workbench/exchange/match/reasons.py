"""Why a person goes to a demand, in words."""

import numpy as np
import pandas as pd

from workbench.exchange.match.conditions import Pairs
from workbench.exchange.match.fit import PARTS, Fit
from workbench.exchange.match.sides import Flags, Market
from workbench.words import count

_SKILLS, _OCCUPATION, _LEVEL, _PAY = range(len(PARTS))


def chosen_pairs(market: Market, pairs: Pairs, fit: Fit, taken: Flags) -> pd.DataFrame:
    """List who goes where, how well it fits and why.

    Returns
    -------
    DataFrame: demand_organisation, demand_id, supply_organisation, supply_id, occupation_code,
    region, fit, fit_low, fit_high (in [0, 1]), unknown (parts not known, joined by commas), reasons
    """
    at = np.flatnonzero(taken)
    demands = market.demand_rows.loc[pairs.demand[at]].reset_index(drop=True)
    supplies = market.supply_rows.loc[pairs.supply[at]].reset_index(drop=True)
    parts = fit.parts[at]
    unknown = np.isnan(parts)
    table = pd.DataFrame(
        {
            "demand_organisation": demands["organisation"],
            "demand_id": demands["demand_id"],
            "supply_organisation": supplies["organisation"],
            "supply_id": supplies["supply_id"],
            "occupation_code": demands["occupation_code"],
            "region": demands["region"],
            "fit": fit.expected[at],
            "fit_low": fit.low[at],
            "fit_high": fit.high[at],
            "unknown": pd.Series(
                [
                    ", ".join(name for name, gap in zip(PARTS, row, strict=True) if gap)
                    for row in unknown.tolist()
                ],
                dtype="str",
            ),
        }
    )
    below = market.demand.level[pairs.demand[at]] - market.supply.level[pairs.supply[at]]
    away = market.demand.region[pairs.demand[at]] != market.supply.region[pairs.supply[at]]
    lines = zip(
        pairs.related[at].tolist(), fit.skills_held[at].tolist(),
        market.demand.skill_count[pairs.demand[at]].tolist(), below.tolist(), parts.tolist(),
        away.tolist(), supplies["region"], supplies["occupation_code"], strict=True,
    )  # fmt: skip
    table["reasons"] = pd.Series([_reasons(*line) for line in lines], dtype="str")
    order = ["demand_organisation", "demand_id", "supply_organisation", "supply_id"]
    return table.sort_values(order).reset_index(drop=True)


def _reasons(
    related: bool, held: int, asked: int, below: float, parts: list[float],
    away: bool, region: str, code: str,
) -> str:  # fmt: skip
    words = [f"related occupation {code}" if related else "same occupation"]
    if np.isnan(parts[_OCCUPATION]):
        words = [f"same major group {code}, the occupation not told"]
    if not asked:
        words.append("no skills asked for")
    elif np.isnan(parts[_SKILLS]):
        words.append("skills not known")
    else:
        words.append(f"{held} of {count(asked, 'asked skill')}")
    if np.isnan(parts[_LEVEL]):
        words.append("level not known")
    elif below > 0:
        words.append(f"{count(int(below), 'level')} below")
    else:
        words.append("above the level asked for" if below < 0 else "level asked for")
    if np.isnan(parts[_PAY]):
        words.append("room in pay not known")
    else:
        words.append("wish at the top of the band" if parts[_PAY] == 0 else "wish within the band")
    if away:
        words.append(f"from {region}")
    return "; ".join(words)
