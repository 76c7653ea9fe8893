"""Pay against the market: by post, and for the people of several posts together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.company.once import once
from workbench.company.post_pay import OF_THE_POST, post_pay
from workbench.market.latest import latest_market
from workbench.words import count, percent

Array = NDArray[np.float64]
# Pay of people is rounded to steps this wide before anything is made from it.
STEP = 0.05


@dataclass(frozen=True)
class PayInPosts:
    """Pay of several posts and of the people in them, against the market.

    Attributes
    ----------
    posts : one row a post, see ``pay_against_market``
    people : people counted; 0 where they are fewer than the smallest group, which is not shown
    median_ratio : middle of their pay over the market median of their post, to the nearest 5 %;
        missing where the group is too small
    """

    posts: pd.DataFrame
    people: int
    median_ratio: float

    def in_words(self) -> str:
        """Say it in a sentence; empty where there is nothing to say."""
        if not self.people:
            return ""
        return (
            f"Half of the {count(self.people, 'person', 'people')} in these posts earn about "
            f"{percent(self.median_ratio)} of the market median of their occupation or less."
        )


def pay_factor(pay_ratio: Array, *, elasticity: float) -> Array:
    """How many times as long a vacancy stays open for what it pays.

    Parameters
    ----------
    pay_ratio : (n,) pay of the post over pay on the market; may be missing
    elasticity : size of the elasticity of the duration with respect to pay, 0 or more

    Returns
    -------
    (n,) above 0: 1 at the market's pay, above 1 below it; 1 where the ratio is missing

    Notes
    -----
    ratio ** -elasticity. Estimates of the elasticity differ widely, see the methods.

    Examples
    --------
    >>> pay_factor(np.array([1.0, 0.5, np.nan]), elasticity=1).tolist()
    [1.0, 2.0, 1.0]
    """
    return np.where(np.isnan(pay_ratio), 1.0, pay_ratio**-elasticity)


def coarse_median(ratios: Array, *, least: int) -> float:
    """Middle of a group's ratios from which nobody's own ratio can be had.

    Parameters
    ----------
    ratios : (n,) pay of people over the market's; missing ones do not count
    least : smallest group shown, in people

    Returns
    -------
    The lower middle one of the ratios, each rounded to the nearest 5 % first; missing for a
    smaller group

    Notes
    -----
    An exact median is somebody's own ratio, and two groups that differ by one person can be set
    against each other. Here every answer is made from rounded ratios alone, so that whoever asks
    for any number of groups learns at most each person's ratio to the nearest 5 %. The mean of two
    middle ones would give halves of a step away.

    Examples
    --------
    >>> coarse_median(np.array([0.81, 0.88, 0.92, 0.93, 0.99]), least=5)
    0.9
    >>> coarse_median(np.array([0.81, 0.88, 0.92, 0.93]), least=5)
    nan
    """
    steps = np.sort(np.round(ratios[~np.isnan(ratios)] / STEP))
    if len(steps) < max(least, 1):
        return float("nan")
    return float(round(steps[(len(steps) - 1) // 2] * STEP, 2))


@once
def pay_against_market(company: Company) -> pd.DataFrame:
    """Set the usual pay of each post against the market median of its occupation and region.

    Parameters
    ----------
    company : pay bands or grades, and the table market

    Returns
    -------
    DataFrame, one row an open post in the order of ``company.positions``: position_id,
    pay_per_year, pay_source (see ``post_pay``), market_pay_per_year, market_as_of, pay_ratio
    (missing where either pay is unknown or 0, or where the pay is only that of the unit)

    Notes
    -----
    No person's pay is in it: a post has the middle of its band, else the median of its grade.
    """
    pay, market = post_pay(company), latest_market(company)
    known = pay["pay_per_year"].where(pay["source"].isin(OF_THE_POST) & (pay["pay_per_year"] > 0))
    median = market["median_pay_per_year"]
    return pay.rename(columns={"source": "pay_source"}).assign(
        market_pay_per_year=median,
        market_as_of=market["market_as_of"],
        pay_ratio=known / median.where(median > 0),
    )


def pay_in_posts(company: Company, position_ids: Sequence[str]) -> PayInPosts:
    """Set pay against the market for given posts, and for the people in them together.

    Parameters
    ----------
    company : pay bands or grades, employees.pay_per_year, and the table market
    position_ids : ids of open posts, such as the key posts

    Returns
    -------
    PayInPosts

    Notes
    -----
    The ratio of people is one figure over all of them, see ``coarse_median``, from
    ``min_group_size`` people with a known pay in a post with a known market median. People with a
    part of a full week are left out, since the table of employees does not say whether their pay is
    for the part or the whole.
    """
    table = pay_against_market(company).set_index("position_id")
    posts = table.reindex(list(position_ids)).reset_index()
    ratios = _ratios_of_people(company, company.incumbents, posts)
    middle = coarse_median(ratios, least=company.settings.min_group_size)
    return PayInPosts(posts, 0 if np.isnan(middle) else len(ratios), middle)


def pay_of_people(company: Company, employee_ids: Iterable[str]) -> float:
    """Set the pay of given people together against the market.

    Parameters
    ----------
    company : employees.pay_per_year, and the table market
    employee_ids : people in open posts, such as a team

    Returns
    -------
    One ratio over all of them, to the nearest 5 %, as ``PayInPosts.median_ratio``; missing for a
    group that is too small
    """
    seated = company.incumbents[company.incumbents["employee_id"].isin(list(employee_ids))]
    ratios = _ratios_of_people(company, seated, pay_against_market(company))
    return coarse_median(ratios, least=company.settings.min_group_size)


def _ratios_of_people(company: Company, seated: pd.DataFrame, posts: pd.DataFrame) -> Array:
    """Pay over the market's of people on a full week in some posts, where both are known."""
    people = seated.merge(
        company.staff.loc[company.staff["fte"] == 1, ["employee_id", "pay_per_year"]]
    ).merge(posts[["position_id", "market_pay_per_year"]])
    market = people["market_pay_per_year"].where(lambda pay: pay > 0)
    return (people["pay_per_year"] / market).dropna().to_numpy()
