"""How posts come back after a departure, and when the money of the horizon is lost."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.drain.ground import lay_ground
from workbench.drain.recovery.curves import curve_table
from workbench.drain.recovery.departures import read_departures
from workbench.drain.recovery.path import loss_path
from workbench.drain.recovery.people import Flags, read_leavers
from workbench.drain.recovery.posts import post_table


@dataclass(frozen=True)
class Recovery:
    """Output of the posts after a departure at day 0, and the loss of the horizon over time.

    Attributes
    ----------
    scenario, horizon_days, currency : as in ``DrainRisk``
    posts : the slowest first, see ``post_table``
    curves : see ``curve_table``
    path : see ``loss_path``
    b_effect : middle effect of A and B roles on the work that is not covered; missing where the
        table of measures has none
    not_assessed : position_id, title, needs
    """

    scenario: str
    horizon_days: int
    currency: str
    posts: pd.DataFrame
    curves: pd.DataFrame
    path: pd.DataFrame
    b_effect: float
    not_assessed: pd.DataFrame

    @property
    def lacks(self) -> str:
        """Say that no post could be followed over time; empty where one could."""
        if len(self.posts):
            return ""
        return "not assessed: margin and time to fill are known of none of these posts together"


def recovery(
    company: Company,
    positions: Sequence[str],
    *,
    scenario: str = "as_usual",
    horizon_days: int | None = None,
) -> Recovery:
    """Follow each post after a departure, and the expected loss of the horizon over time.

    Parameters
    ----------
    company, positions, scenario, horizon_days : as in ``drain_risk``

    Returns
    -------
    Recovery. A post without a known margin or time to fill is in ``not_assessed``; what is unknown
    in the ledger is in no amount here either.

    Raises
    ------
    ParameterError
        If the scenario or a post is unknown.

    Notes
    -----
    Output is lost while the seat is vacant and along the ramp of the successor, see
    ``read_leavers``; money falls due as ``TIMING`` says. Over all time both are the ledger's.
    """
    ground = lay_ground(company, positions, scenarios=(scenario,), horizon_days=horizon_days)
    exits = ground.all_exits(scenario)
    leavers = read_leavers(ground, exits)
    departures = read_departures(ground, exits, leavers)
    effect = _b_effect(company)
    posts = post_table(ground, exits, leavers, departures, b_effect=effect)
    return Recovery(
        scenario=scenario,
        horizon_days=ground.leaving.horizon_days,
        currency=company.settings.currency,
        posts=posts,
        curves=curve_table(ground, exits, leavers, departures, posts, b_effect=effect),
        path=loss_path(ground, exits, departures),
        b_effect=effect,
        not_assessed=_not_assessed(ground.seats, leavers.known),
    )


def _b_effect(company: Company) -> float:
    if not company.has("measures"):
        return np.nan
    rows = company.table("measures")
    roles = rows[(rows["kind"] == "ab_roles") & (rows["acts_on"] == "cover_share")]
    return float(roles["effect_p50"].max())


def _not_assessed(seats: pd.DataFrame, known: Flags) -> pd.DataFrame:
    rows = seats[~known].drop_duplicates("position_id")
    margin = np.where(rows["margin_per_year"].fillna(0.0) > 0, "", _MARGIN)
    fill = np.where(rows["fill_days"].notna(), "", _FILL)
    needs = ["; ".join(filter(None, both)) for both in zip(margin, fill, strict=True)]
    found = rows[["position_id", "title"]].assign(needs=pd.Series(needs, rows.index, dtype="str"))
    return found.reset_index(drop=True)


_MARGIN = "positions.margin_at_stake_per_year above 0"
_FILL = "positions.time_to_fill_days, or tables market or requisitions"
