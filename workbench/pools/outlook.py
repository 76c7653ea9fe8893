"""What lies ahead of the pools and what became of the people in them, for a report."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.pools.bench import filled_after_leaving
from workbench.pools.bench_words import chance_findings
from workbench.pools.build import Pools
from workbench.pools.chains.closure import Chains, vacancy_chains
from workbench.pools.chains.display import chain_findings
from workbench.pools.flows.calibration import no_calibration, readiness_calibration
from workbench.pools.flows.display import flow_findings
from workbench.pools.flows.replenish import no_replenishment, replenishment
from workbench.pools.flows.stays import Yield, no_yield, pool_yield
from workbench.pools.forecast.findings import forecast_findings
from workbench.pools.forecast.grades import GradeForecast, grade_forecast
from workbench.pools.forecast.months_ahead import Shortage, find_shortage
from workbench.pools.forecast.vacancy import VacancyRisk, vacancy_risk
from workbench.pools.one_ready import bench_chances
from workbench.settings.options import option


@dataclass(frozen=True)
class Outlook:
    """Everything a report says about the pools over time; a part whose table is absent is empty.

    Parameters
    ----------
    shortage, risk, grades, chains, flows : see their rooms
    chances : chance of a successor by post, from ``bench_chances``
    filled_later : posts of the bench that can be filled after departures, one number a run; empty
        without nominations, see ``filled_after_leaving``
    calibration : from ``readiness_calibration``
    intake : from ``replenishment``
    lacks : section (shortage, chains, chances, grades, moves, flows, calibration) -> sentence about
        what it would need; empty where nothing is missing
    """

    shortage: Shortage
    risk: VacancyRisk
    grades: GradeForecast
    chains: Chains
    chances: pd.DataFrame
    filled_later: NDArray[np.intp]
    flows: Yield
    calibration: pd.DataFrame
    intake: pd.DataFrame
    lacks: Mapping[str, str]


def build_outlook(
    company: Company,
    pools: Pools,
    *,
    least_fit: float | None = None,
    horizon_days: int | None = None,
) -> Outlook:
    """Look ahead from the pools, and back at what became of the people in them.

    Parameters
    ----------
    company : the checked company
    pools : from ``build_pools`` with the same options
    least_fit, horizon_days : as in ``build_pools``

    Returns
    -------
    Outlook

    Raises
    ------
    ParameterError
        If an option is out of its range.
    """
    least_fit = option(company.settings, "pools.least_fit", least_fit)
    horizon_days = option(company.settings, "horizon_days", horizon_days)
    targets, fit = pools.targets, pools.lacks["fit"]
    posts = tuple(targets["position_id"])
    grades = grade_forecast(company)
    lacks = {
        "shortage": fit,
        "chains": fit,
        "chances": fit,
        "grades": grades.lacks if grades.staff.empty else "",
        "moves": grades.lacks,
        "flows": company.lacks("pool_moves"),
        "calibration": company.lacks("nominations"),
    }
    chains = vacancy_chains(company, targets, least_fit=least_fit, horizon_days=horizon_days)
    return Outlook(
        find_shortage(company, targets, pools.candidates),
        vacancy_risk(company, targets, horizon_days=horizon_days),
        grades,
        chains,
        bench_chances(company, targets, pools.proposals, horizon_days=horizon_days),
        np.empty(0, dtype=np.intp)
        if pools.lacks["bench"]
        else filled_after_leaving(company, posts, horizon_days=horizon_days),
        no_yield() if lacks["flows"] else pool_yield(company),
        no_calibration() if lacks["calibration"] else readiness_calibration(company),
        no_replenishment()
        if lacks["flows"]
        else replenishment(company, targets, horizon_days=horizon_days),
        lacks,
    )


def outlook_findings(
    outlook: Outlook, *, grades: pd.DataFrame, min_group_size: int
) -> tuple[str, ...]:
    """Say what lies ahead and what became of the people in the pools, part by part.

    Parameters
    ----------
    outlook : from ``build_outlook``
    grades : the rows of ``grade_rows`` that are shown
    min_group_size : groups with fewer people are not counted out
    """
    fit_known = not outlook.lacks["shortage"]
    return (
        *forecast_findings(
            outlook.shortage if fit_known else None,
            outlook.risk,
            outlook.grades,
            grades=grades,
        ),
        *(chain_findings(outlook.chains) if fit_known else ()),
        *(chance_findings(outlook.chances) if fit_known else ()),
        *flow_findings(
            outlook.flows, outlook.calibration, outlook.intake, min_group_size=min_group_size
        ),
    )
