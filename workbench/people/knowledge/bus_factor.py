"""How few people an asset of each kind hangs on, and what a second holder would save."""

from collections.abc import Iterator
from math import nan

import numpy as np
import pandas as pd

from workbench.people.knowledge.holders import kinds_of, known_sum
from workbench.people.knowledge.largest_loss import Fewest, fewest_to_lose, loss_curve
from workbench.people.knowledge.losing import Group

_BY_KIND = ["kind", "assets", "held_by_nobody", "held_by_one", "held_by_two", "held_by_more",
            "bus_factor", "half_people_low", "half_people_high", "value_per_year",
            "value_on_one_per_year", "value_unknown"]  # fmt: skip
_LOSSES = ["kind", "counted", "people", "lost", "lost_share", "employee_ids"]
_TRAININGS = ["asset_id", "name", "kind", "employee_id", "value_per_year", "left_per_year"]
_ALONE = ["employee_id", "position_id", "sole_assets", "sole_value_per_year", "value_unknown"]


def bus_factors(assets: pd.DataFrame) -> pd.DataFrame:
    """Count for each kind of asset the people it hangs on.

    Parameters
    ----------
    assets : as in ``Holders.assets``

    Returns
    -------
    DataFrame, one row a kind and one for all: kind, assets, held_by_nobody (lost already),
    held_by_one, held_by_two, held_by_more (assets), bus_factor (fewest people whose leaving takes
    the last holder of an asset; missing where nobody holds one), half_people_low and
    half_people_high (fewest people whose leaving does so for half of the assets somebody holds:
    equal where proven), value_per_year and value_on_one_per_year (of all, and of those of one
    holder; the known part, missing where nothing is known), value_unknown (assets without a value)

    Notes
    -----
    The bus factor is the smallest number of holders, since an asset goes only with all of them. The
    number for half is the truck factor without its greedy search (Avelino et al. 2016).
    """
    rows = [_counted(kind, rows) for kind, rows in kinds_of(assets)]
    return pd.DataFrame(rows, columns=_BY_KIND)


def _counted(kind: str, assets: pd.DataFrame) -> tuple[object, ...]:
    holders, value = assets["holders"], assets["value_per_year"]
    half = _half(assets)
    return (
        kind, len(assets), *(int((holders == few).sum()) for few in (0, 1, 2)),
        int((holders > 2).sum()), holders[holders > 0].min(), half.low, half.high,
        value.sum(min_count=1), known_sum(value[holders == 1]), int(value.isna().sum()),
    )  # fmt: skip


def _half(assets: pd.DataFrame) -> Fewest:
    held = assets.loc[assets["holders"] > 0, "holder_ids"].map(frozenset).tolist()
    return fewest_to_lose(held, np.ones(len(held)), least=len(held) / 2) if held else _NOBODY


_NOBODY = Fewest(nan, nan)


def losses_together(assets: pd.DataFrame, *, most: int = 5) -> pd.DataFrame:
    """Find the most that people who leave together can take along, for each kind.

    Parameters
    ----------
    assets : as in ``Holders.assets``
    most : people who leave together on the last row of a kind

    Returns
    -------
    DataFrame, one row a kind, a way to count and a number of people: kind, counted (assets, or
    value where some is known), people, lost (assets, or currency per year), lost_share (of the
    assets somebody holds, or of their known value), employee_ids (one such group, without people it
    can spare). Each number is exact; a kind ends early where all is lost or the answer could not be
    proven.
    """
    rows = []
    for kind, those in kinds_of(assets.sort_values("asset_id")):
        held = those[those["holders"] > 0]
        groups = held["holder_ids"].map(frozenset).tolist()
        worths = {
            "assets": np.ones(len(held)),
            "value": held["value_per_year"].fillna(0).to_numpy(),
        }
        for counted, worth in worths.items():
            rows += [(kind, counted, *row) for row in _curve(groups, worth, most)]
    return pd.DataFrame(rows, columns=_LOSSES)


def _curve(groups: list[Group], worth: np.ndarray, most: int) -> Iterator[tuple[object, ...]]:
    for number, loss in enumerate(loss_curve(groups, worth, most=most), start=1):
        yield number, loss.lost, loss.lost / worth.sum(), ", ".join(sorted(loss.people))


def second_holders(assets: pd.DataFrame) -> pd.DataFrame:
    """Rank the assets of one holder by what a second one would save.

    Parameters
    ----------
    assets : as in ``Holders.assets``

    Returns
    -------
    DataFrame, one row an asset that hangs on one person, the largest value first and unknown values
    last: asset_id, name, kind, employee_id (who holds it), value_per_year (no longer on one person
    if somebody else learned it), left_per_year (known value that hangs on one person after this row
    and those above)

    Notes
    -----
    A second holder changes one asset only, so the first k rows are the best k trainings: exact.
    """
    sole = assets[assets["holders"] == 1].sort_values(
        ["value_per_year", "asset_id"], ascending=[False, True]
    )
    known = sole["value_per_year"].fillna(0.0)
    frame = sole.assign(
        employee_id=[people[0] for people in sole["holder_ids"]],
        left_per_year=known[::-1].cumsum()[::-1].shift(-1, fill_value=0.0),
    )
    return frame[_TRAININGS].reset_index(drop=True)


def sole_holders(holdings: pd.DataFrame) -> pd.DataFrame:
    """List the people who hold something alone.

    Parameters
    ----------
    holdings : as in ``Holders.holdings``

    Returns
    -------
    DataFrame, one row a person, the largest value first: employee_id, position_id, sole_assets
    (number nobody else holds: the trainings it takes), sole_value_per_year (known part; missing
    where nothing is known), value_unknown (assets without a value)
    """
    sole = holdings[holdings["holders"] == 1]
    people = sole.groupby(["employee_id", "position_id"], dropna=False)["value_per_year"]
    frame = people.agg(["size", "count", "sum"]).reset_index()
    table = frame.assign(
        sole_assets=frame["size"],
        sole_value_per_year=frame["sum"].where(frame["count"] > 0),
        value_unknown=frame["size"] - frame["count"],
    )
    by = ["sole_value_per_year", "employee_id"]
    return table[_ALONE].sort_values(by, ascending=[False, True], ignore_index=True)
