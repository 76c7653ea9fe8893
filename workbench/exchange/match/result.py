"""What a matching between organisations is."""

from dataclasses import dataclass
from datetime import date

import pandas as pd


@dataclass(frozen=True)
class Counts:
    """How many there are of everything.

    Parameters
    ----------
    organisations, demands, places, supplies : what was published
    consents_ended : people who are not offered, since their consent has ended
    pairs_possible : pairs of a demand and a person that meet every hard condition and the least fit
    pairs_occupation_unknown, pairs_level_unknown, pairs_pay_unknown : of these, passed because
        nothing is known against it
    demands_without_anyone, supplies_without_any : rows that are in no possible pair
    filled_places : places filled, which is also the number of people placed
    fillable_places : places that could be filled at once by different people, at most
    blocking_pairs : pairs that would both leave what they have for each other
    """

    organisations: int
    demands: int
    places: int
    supplies: int
    consents_ended: int
    pairs_possible: int
    pairs_occupation_unknown: int
    pairs_level_unknown: int
    pairs_pay_unknown: int
    demands_without_anyone: int
    supplies_without_any: int
    filled_places: int
    fillable_places: int
    blocking_pairs: int


@dataclass(frozen=True)
class Matching:
    """The matching of demands and supplies of several organisations.

    Parameters
    ----------
    how : total_fit, most_places or stable
    on_date : day of the matching
    pairs : who goes where: demand_organisation, demand_id, supply_organisation, supply_id,
        occupation_code and region of the demand, fit, fit_low, fit_high, unknown, reasons
    unfilled : demands with open places: organisation, demand_id, occupation_code, region, level,
        places, open_places, people_within_reach, why, why_words
    unasked : people who go nowhere: organisation, supply_id, occupation_code, region, level,
        demands_within_reach, why, why_words
    dropped : what dropping one hard condition would open: side, condition, rows, without_any
    occupations : by occupation code: code_system, occupation_code, group, demands, places,
        filled_places, open_places, supplies, placed
    flows : from_organisation, to_organisation, people
    value : total fit of the pairs
    bound : what the total fit of no matching (most_places: of none that fills as many places) can
        exceed, from prices that stand apart from how the matching was found
    counts : how many there are of everything
    """

    how: str
    on_date: date
    pairs: pd.DataFrame
    unfilled: pd.DataFrame
    unasked: pd.DataFrame
    dropped: pd.DataFrame
    occupations: pd.DataFrame
    flows: pd.DataFrame
    value: float
    bound: float
    counts: Counts

    @property
    def gap_share(self) -> float:
        """Part of the bound that is missing: 0 where the matching is proved the best.

        Of a stable matching it is what stability costs.
        """
        return (self.bound - self.value) / self.bound if self.bound > 0 else 0.0
