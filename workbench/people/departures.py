"""What past departures say: rates by job family, and the share that went to rivals."""

import numpy as np
import pandas as pd
from scipy.stats import beta

from workbench.company import Company
from workbench.people.history import EVERYBODY, history_notes
from workbench.people.rates import shrunk_rates
from workbench.settings import Range


def _counts(history: pd.DataFrame) -> pd.DataFrame:
    groups = history.groupby("job_family")
    sums = groups[["resigned", "person_years"]].sum().astype(float).reset_index()
    rate = sums["resigned"] / sums["person_years"]
    return sums.assign(observed_rate_per_year=rate, source="own family, shrunk")


def family_rates(
    history: pd.DataFrame, company: Company
) -> tuple[pd.DataFrame, float, tuple[str, ...]]:
    """Estimate the yearly rate of resigning of each job family, drawn towards the rate of all.

    Parameters
    ----------
    history : as made by ``departures``
    company : for its settings, and to tell "nobody left" from "leavers are not in the export"

    Returns
    -------
    (families, weight, notes) : rows job_family, resigned, person_years, observed_rate_per_year,
        rate_per_year, low, high (P10, P90), source, with "everybody" last; the person-years the
        pooled rate counts for (NaN with a placeholder); sentences
    """
    recorded = (company.employees["left_on"] <= company.as_of).any()
    if history.empty or not recorded:
        given = company.settings.drain.inputs.leave_rate_per_year
        row = {"job_family": [EVERYBODY], "rate_per_year": [given.p50], "low": [given.p10],
               "high": [given.p90], "source": ["placeholder"]}  # fmt: skip
        return _as_rates(pd.DataFrame(row)), float("nan"), (_NO_LEAVERS, *history_notes(company))
    counts = _counts(history)
    # The last group has seen nothing, so its estimate is the pooled rate with its full spread.
    fit = shrunk_rates(
        np.append(counts["resigned"].to_numpy(), 0.0),
        np.append(counts["person_years"].to_numpy(), 0.0),
        weight=company.settings.drain.shrinkage_weight,
    )
    rows = pd.concat([counts, _everybody(counts)], ignore_index=True)
    fitted = rows.assign(rate_per_year=fit.rate, low=fit.low, high=fit.high)
    named = fitted["job_family"] != EVERYBODY
    named.iloc[-1] = True
    return _as_rates(fitted[named]), fit.weight, (*_notes(history), *history_notes(company))


def _everybody(counts: pd.DataFrame) -> pd.DataFrame:
    resigned, years = counts["resigned"].sum(), counts["person_years"].sum()
    return pd.DataFrame(
        {
            "job_family": [EVERYBODY],
            "resigned": [resigned],
            "person_years": [years],
            "observed_rate_per_year": [resigned / years],
            "source": ["all families"],
        }
    )


def _as_rates(rows: pd.DataFrame) -> pd.DataFrame:
    columns = ["job_family", "resigned", "person_years", "observed_rate_per_year",
               "rate_per_year", "low", "high", "source"]  # fmt: skip
    return rows.reindex(columns=columns)


def _notes(history: pd.DataFrame) -> tuple[str, ...]:
    unknown = int(history["reason_unknown"].sum())
    words = f"{unknown} of those who left gave no reason and are counted as resigned."
    return (words,) if unknown else ()


_NO_LEAVERS = (
    "The data hold nobody who left on a known day, so the rate of leaving is a placeholder, not an "
    "estimate: needs employees.left_on and employees.leave_reason of past years."
)


def rival_share(history: pd.DataFrame, prior: Range) -> Range:
    """Refine the share of those who resign and go to a rival by the own departures.

    Parameters
    ----------
    history : column destination (competitor, elsewhere, none; missing is unknown), one row a person
    prior : the range taken without any departure

    Returns
    -------
    Range whose source says how many departures stand behind it

    Notes
    -----
    Beta-binomial: the prior is the beta with the mean and spread of the range (the P10-P90 gap
    is 2.563 standard deviations), each known destination adds one observation.

    Examples
    --------
    >>> prior = Range(p10=0.2, p50=0.4, p90=0.6, source="own estimate")
    >>> seen = pd.DataFrame({"destination": ["competitor"] * 30 + ["elsewhere"] * 10})
    >>> rival_share(seen, prior).p50 > 0.6
    True
    """
    known = history["destination"].dropna()
    to_rival = int((known == "competitor").sum())
    if not len(known) or not 0 < prior.p10 < prior.p90 < 1:
        return prior
    mean, spread = prior.p50, (prior.p90 - prior.p10) / 2.563
    strength = max(mean * (1 - mean) / spread**2 - 1, 0.1)
    low, middle, high = beta.ppf(
        [0.1, 0.5, 0.9], mean * strength + to_rival, (1 - mean) * strength + len(known) - to_rival
    )
    source = f"{to_rival} of {len(known)} resignations with a known destination went to a rival"
    return Range(p10=low, p50=middle, p90=high, source=f"{source}; joined with the prior range")
