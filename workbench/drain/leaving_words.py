"""Who leaves, on a page: the trial of the hazard, what it was made from, and what was refused."""

import numpy as np
import pandas as pd

from workbench.errors import Fault
from workbench.people.hazard.facts import ACTED, IN_POST, PAY
from workbench.people.hazard.trial import HAZARD
from workbench.people.leaving import Leaving
from workbench.words import count

_SAID = {
    IN_POST: "years in the post",
    ACTED: "acted for somebody in the last year",
    PAY: "place in the pay band",
}
NOT_TRIED = "no hazard was tried"


def leaving_findings(leaving: Leaving) -> tuple[str, ...]:
    """Say which estimate of leaving is used and why, how well it fits, and what was refused.

    Parameters
    ----------
    leaving : the estimates

    Returns
    -------
    Sentences; empty where only the rates of families were asked for
    """
    hazard = leaving.hazard
    if hazard is None:
        return ()
    refused = [
        "Refused as a reason of leaving, since it may know the exit: "
        f"{fault.table}.{fault.column}, {fault.found}. {fault.action}"
        for fault in _one_each(hazard.faults)
    ]
    return tuple(filter(None, (hazard.why, _calibration(leaving), *refused)))


def _one_each(faults: tuple[Fault, ...]) -> list[Fault]:
    seen: dict[tuple[str, str], Fault] = {}
    for fault in faults:
        seen.setdefault((fault.table, fault.column), fault)
    return list(seen.values())


def _calibration(leaving: Leaving) -> str:
    trial = leaving.hazard.trial if leaving.hazard else None
    if trial is None:
        return ""
    rows = trial.reliability[trial.reliability["model"] == HAZARD]
    score = trial.scores[trial.scores["model"] == HAZARD].iloc[0]
    inside = int(rows["inside"].sum())
    return (
        f"For that year the hazard expected {score['expected']:.0f} "
        f"resignations and {count(int(score['observed']), 'person', 'people')} resigned; "
        f"{inside} of {count(len(rows), 'group')} of rising chance "
        f"{'lies' if inside == 1 else 'lie'} within the 80 % interval of what happened."
    )


def trial_table(leaving: Leaving) -> pd.DataFrame:
    """Give the scores of both estimates on the last year, the hazard first.

    Returns
    -------
    DataFrame: model, expected, observed (resignations), log_loss_per_person_year, brier,
    calibration_slope, slope_standard_error; empty where no hazard was tried
    """
    trial = leaving.hazard.trial if leaving.hazard else None
    columns = ["model", "expected", "observed", "log_loss_per_person_year", "brier",
               "calibration_slope", "slope_standard_error"]  # fmt: skip
    return pd.DataFrame(columns=columns) if trial is None else trial.scores[columns]


def reliability_table(leaving: Leaving) -> pd.DataFrame:
    """Give expected and observed rates of the last year by group of rising chance.

    Returns
    -------
    DataFrame: model, group, person_years_at_risk, expected, observed, expected_per_year,
    observed_per_year, low, high (P10, P90 of the observed rate), inside; empty where no hazard
    was tried
    """
    trial = leaving.hazard.trial if leaving.hazard else None
    columns = ["model", "group", "person_years_at_risk", "expected", "observed",
               "expected_per_year", "observed_per_year", "low", "high", "inside"]  # fmt: skip
    if trial is None:
        return pd.DataFrame(columns=columns)
    return trial.reliability.rename(columns={"person_years": "person_years_at_risk"})[columns]


def covariate_table(leaving: Leaving) -> pd.DataFrame:
    """Give what was offered as a reason of leaving, where it stands, and what became of it.

    Returns
    -------
    DataFrame: covariate, source (table.column), known_share, verdict; empty where no hazard was
    looked for
    """
    columns = ["covariate", "source", "known_share", "verdict"]
    hazard = leaving.hazard
    if hazard is None:
        return pd.DataFrame(columns=columns)
    rows = hazard.history.offered
    verdict = rows["verdict"]
    tried = hazard.trial.trained.design.names if hazard.trial else ()
    offered = rows["covariate"].isin(list(hazard.history.covariates))
    left_out = "left out: too few resignations for one more"
    verdict = verdict.mask(offered & rows["covariate"].isin(tried), "used" if hazard.used else
                           "tried; the rates of families stand")  # fmt: skip
    verdict = verdict.mask(offered & ~rows["covariate"].isin(tried), left_out)
    return rows.assign(
        covariate=[_SAID.get(name, str(name).replace("_", " ")) for name in rows["covariate"]],
        source=rows["table"] + "." + rows["column"],
        verdict=verdict,
    )[columns]


def lacks_history(leaving: Leaving) -> str:
    """Say that chances rest on a placeholder alone; empty where leavers are recorded."""
    if np.isnan(leaving.weight_person_years):
        return "not assessed: nobody who left is recorded, so groups cannot be told apart"
    return ""


def lacks_trial(leaving: Leaving) -> str:
    """Say why there is nothing to show of a trial; empty where there is."""
    if leaving.hazard is None:
        return f"not assessed: {NOT_TRIED}, the rates of families are used"
    return "" if leaving.hazard.trial else f"not assessed: {leaving.hazard.why}"
