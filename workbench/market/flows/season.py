"""Whether a loss or a gain is that of one season, which comes back every year."""

import pandas as pd

from workbench.market.flows.cells import BOUNDS, KEY
from workbench.market.flows.counts import odds_p, two_count_p
from workbench.market.flows.years import YEAR_MONTHS

LOSS, GAIN = "loss", "gain"
_FOUR = BOUNDS[:4]
# Of who came and who went, which one is larger in the season.
_SIDES = {LOSS: ("came", "went"), GAIN: ("went", "came")}


def seasons(periods: pd.DataFrame, *, noise_level: float) -> pd.DataFrame:
    """List regions that may lose or gain in one season of both years and in the rest of neither.

    Parameters
    ----------
    periods : from ``year_periods``
    noise_level : chance at which the rest of all regions is held

    Returns
    -------
    DataFrame, at most one row an occupation, region and direction: occupation_code, region,
    direction (loss or gain), season_end (last day of its latest period), season_low, season_high,
    season_before_low, season_before_high, rest_low, rest_high (net of the season in the latest year
    and in the one before, and of the rest of the latest year; people), season_p

    Notes
    -----
    A season is a calendar quarter; where periods are longer than three months, one period. It is
    listed where (1) it has the same sign in each year and is beyond the rest of it, (2) the rest,
    of both years and of the latest alone, is not beyond noise in that direction (p times the number
    of regions and occupations), (3) it carries more than the rest of the latest year; with season_p
    of its odds of coming to going being those of the rest of both years (Fisher's exact test, times
    the number of seasons). All are held at the ends of the bounds that speak against a season.
    Years of several definitions, or with unknown cells, are not looked at.
    """
    every = _by_season(periods)
    level = noise_level / max(len(every[KEY].drop_duplicates()), 1)
    table = pd.concat([_one_way(every, way, level) for way in _SIDES], ignore_index=True)
    best = table.sort_values([*KEY, "direction", "season_p"], kind="stable")
    return best.drop_duplicates([*KEY, "direction"]).reset_index(drop=True)


def _by_season(periods: pd.DataFrame) -> pd.DataFrame:
    groups = periods.groupby(KEY)
    usable = (
        (groups["definition"].transform("nunique") == 1)
        & (groups["kinds"].transform("max") == 1)
        & (groups["unknown"].transform("sum") == 0)
        & (groups["months"].transform("max") < YEAR_MONTHS)
        & (groups["months"].transform("sum") == 2 * YEAR_MONTHS)
    )
    own = periods[usable]
    halves = []
    for year in (0, 1):
        half = own[own["year"] == year].groupby([*KEY, "slot"])[_FOUR].sum()
        halves.append(half.add_suffix(f"_{year}"))
    sums = halves[0].join(halves[1], how="inner")
    table = sums.join(own[own["year"] == 0].groupby([*KEY, "slot"])["period_end"].max())
    return table.rename(columns={"period_end": "season_end"}).reset_index()


def _one_way(table: pd.DataFrame, direction: str, noise_level: float) -> pd.DataFrame:
    less, more = _SIDES[direction]
    names = [f"{side}_{end}" for side in (less, more) for end in ("low", "high")]
    groups = table.groupby(KEY)
    season, rest = [], []
    for year in (0, 1):
        mine = {name: table[f"{name}_{year}"] for name in names}
        season.append(mine)
        rest.append({n: groups[f"{n}_{year}"].transform("sum") - mine[n] for n in names})
    less_low, less_high, more_low, more_high = names
    # Every comparison at the ends of the bounds that make the season least like one.
    recurs = pd.Series(True, index=table.index)
    for own, other in zip(season, rest, strict=True):
        recurs &= own[less_high] < own[more_low]
        recurs &= own[less_high] * other[more_high] < other[less_low] * own[more_low]
    both = {n: season[0][n] + season[1][n] for n in names}
    left = {n: rest[0][n] + rest[1][n] for n in names}
    quiet = _is_quiet(left, names, noise_level) & _is_quiet(rest[0], names, noise_level)
    carries = season[0][more_low] - season[0][less_high] > rest[0][more_high] - rest[0][less_low]
    chance = odds_p(both[less_high], both[more_low], left[less_low], left[more_high])
    p = (pd.Series(chance, index=table.index) * groups["slot"].transform("size")).clip(upper=1.0)
    sign = -1 if direction == LOSS else 1
    nets = {
        name: _signed(part, names, sign)
        for name, part in (("season", season[0]), ("season_before", season[1]), ("rest", rest[0]))
    }
    columns = {
        f"{name}_{end}": bounds[place]
        for name, bounds in nets.items()
        for place, end in enumerate(("low", "high"))
    }
    rows = table[[*KEY, "season_end"]].assign(direction=direction, season_p=p, **columns)
    return rows[recurs & quiet & carries]


def _is_quiet(rest: dict[str, pd.Series], names: list[str], noise_level: float) -> pd.Series:
    less_low, _, _, more_high = names
    p = pd.Series(two_count_p(rest[less_low], rest[more_high]), index=rest[less_low].index)
    return (rest[less_low] >= rest[more_high]) | (p > noise_level)


def _signed(part: dict[str, pd.Series], names: list[str], sign: int) -> list[pd.Series]:
    """Net of a part, its low and its high, as people who came less people who went."""
    less_low, less_high, more_low, more_high = names
    ends = [part[more_low] - part[less_high], part[more_high] - part[less_low]]
    return ends if sign > 0 else [-ends[1], -ends[0]]
