"""Two selection rates beside each other: rules in whole numbers, and intervals."""

import numpy as np
from scipy.stats import binomtest, fisher_exact

SURE = 0.95


def below_four_fifths(selected: int, people: int, top_selected: int, top_people: int) -> bool:
    """Whether a selection rate is under four fifths of the highest one, in whole numbers.

    Source: Uniform Guidelines on Employee Selection Procedures, 1978, section 4 D. Exactly four
    fifths is not flagged.

    Examples
    --------
    >>> below_four_fifths(48, 100, 60, 100), below_four_fifths(45, 100, 60, 100)
    (False, True)
    """
    return 5 * selected * top_people < 4 * top_selected * people


def flips_with_one(selected: int, people: int, top_selected: int, top_people: int) -> bool:
    """Whether a rate under four fifths would not be, had one person more of the group been taken.

    The other group then has one selection less. Source: Questions and Answers on the Uniform
    Guidelines, 44 FR 11996 (1979), question 21.

    Examples
    --------
    >>> flips_with_one(1, 10, 3, 20), flips_with_one(45, 100, 60, 100)
    (True, False)
    """
    moved = below_four_fifths(selected + 1, people, top_selected - 1, top_people)
    return below_four_fifths(selected, people, top_selected, top_people) and not moved


def wilson_interval(selected: int, people: int) -> tuple[float, float]:
    """Interval of a rate at 95 % (Wilson 1927); unknown where there is nobody.

    Examples
    --------
    >>> low, high = wilson_interval(0, 10)
    >>> round(low, 3), round(high, 3)
    (0.0, 0.278)
    """
    if people == 0:
        return np.nan, np.nan
    ends = binomtest(selected, people).proportion_ci(SURE, method="wilson")
    return float(ends.low), float(ends.high)


def newcombe_interval(
    selected: int, people: int, top_selected: int, top_people: int
) -> tuple[float, float]:
    """Interval of the difference of two rates at 95 %, the first less the second.

    Source: Newcombe, Statistics in Medicine 17:873-890 (1998), method 10, from the Wilson intervals
    of both rates; it holds in small groups too. Unknown where one side has nobody.

    Examples
    --------
    >>> [round(end, 4) for end in newcombe_interval(56, 70, 48, 80)]
    [0.0524, 0.3339]
    """
    if people == 0 or top_people == 0:
        return np.nan, np.nan
    one, other = selected / people, top_selected / top_people
    (low, high), (other_low, other_high) = (
        wilson_interval(selected, people), wilson_interval(top_selected, top_people),
    )  # fmt: skip
    down = np.hypot(one - low, other_high - other)
    up = np.hypot(high - one, other - other_low)
    return float(one - other - down), float(one - other + up)


def fisher_p(selected: int, people: int, top_selected: int, top_people: int) -> float:
    """Chance of a table at least as unlikely as this one, were both rates the same (two-sided).

    Examples
    --------
    >>> round(fisher_p(1, 10, 3, 20), 6)
    1.0
    """
    rest = [[selected, people - selected], [top_selected, top_people - top_selected]]
    return float(fisher_exact(rest).pvalue)


def detectable_ratio(people: int, top_people: int, selected: int) -> float:
    """Highest ratio of rates that so few selections could tell from chance.

    Parameters
    ----------
    people, top_people : sizes of the group and of the group with the highest rate
    selected : people selected from both together

    Returns
    -------
    The largest ratio of the group's rate to the other's, over all ways the selections could have
    been shared out, at which Fisher's test gives p under 0.05; NaN where no way would

    Examples
    --------
    >>> round(detectable_ratio(40, 60, 25), 2)
    0.38
    >>> detectable_ratio(10, 20, 4)
    nan
    """
    expected = selected * people / (people + top_people)
    for own in range(int(np.ceil(expected)) - 1, -1, -1):
        other = selected - own
        if other <= top_people and fisher_p(own, people, other, top_people) < 1 - SURE:
            return own / people / (other / top_people)
    return float("nan")
