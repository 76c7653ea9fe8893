"""Demands and supplies as bare arrays, in an order that no row number decides."""

from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.exchange.codes import broad_code, plain_code
from workbench.exchange.tables import LEVELS

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

UNKNOWN = -1


@dataclass(frozen=True)
class Side:
    """What demands and supplies share; a row a demand or a person.

    Parameters
    ----------
    organisation, code, region, currency : numbers that stand for the words of both sides; an
        unknown currency is -1
    level : place in the order of seniority, NaN where unknown
    day : demands: last day to start, infinite without hurry; supplies: first day, never before the
        day of the matching
    pay : demands: upper end of the band; supplies: least pay wished for; NaN where unknown
    skill_row, skill : a pair for each skill, rows rising
    skill_count : skills of each row
    """

    organisation: Ints
    code: Ints
    region: Ints
    currency: Ints
    level: Floats
    day: Floats
    pay: Floats
    skill_row: Ints
    skill: Ints
    skill_count: Ints

    def __len__(self) -> int:
        return len(self.organisation)


@dataclass(frozen=True)
class Market:
    """Both sides ready for matching.

    Parameters
    ----------
    demand_rows, supply_rows : the tables, their rows in the order of the arrays
    demand, supply : the arrays
    number : places of each demand
    pay_low : lower end of each band, NaN where unknown
    consent : whether the consent of each supply runs on the day
    related : int array (n, 2), codes of a demand and of people who may take it too
    broad : whether of each supply the major group of its occupation is known, and no more
    """

    demand_rows: pd.DataFrame
    supply_rows: pd.DataFrame
    demand: Side
    supply: Side
    number: Ints
    pay_low: Floats
    consent: Flags
    related: Ints
    broad: Flags


def skills_of(text: object) -> frozenset[str]:
    """Split a list of skills; case and spaces do not matter.

    Examples
    --------
    >>> sorted(skills_of("Dispersion; colour  physics;")), skills_of(None)
    (['colour physics', 'dispersion'], frozenset())
    """
    if not isinstance(text, str):
        return frozenset()
    words = (" ".join(part.split()).casefold() for part in text.split(";"))
    return frozenset(word for word in words if word)


def prepare(
    demands: pd.DataFrame, supplies: pd.DataFrame, *, on_date: date, related: pd.DataFrame | None
) -> Market:
    """Turn checked tables into arrays, each side in the order of its lots for the day.

    Parameters
    ----------
    demands, supplies : columns as in ``workbench.exchange.tables``
    on_date : day of the matching
    related : occupation_code, related_code (who has the second may take the first), or None

    Notes
    -----
    The order is that of a hash of day, organisation and id, so that ties fall alike whatever the
    order of rows or files, and nobody's name is first every day.
    """
    demand_rows = _in_order_of_lots(demands, "demand_id", on_date)
    supply_rows = _in_order_of_lots(supplies, "supply_id", on_date)
    both = [demand_rows, supply_rows]
    organisation = _numbers([rows["organisation"].astype(str) for rows in both])
    region = _numbers([rows["region"].map(_folded) for rows in both])
    currency = _numbers([rows["currency"].astype(object) for rows in both])
    asked = _related_pairs(related)
    keys = [rows["occupation_code"].map(plain_code) for rows in both]
    systems = [rows["code_system"].astype(str) for rows in both]
    code = _numbers(
        [system + ":" + key for system, key in zip(systems, keys, strict=True)],
    )
    skill_lists = [[sorted(skills_of(text)) for text in rows["skills"]] for rows in both]
    known = sorted({skill for lists in skill_lists for skills in lists for skill in skills})
    skill_number = {skill: number for number, skill in enumerate(known)}
    days = (
        _days(demand_rows["by_when"], missing=np.inf),
        np.maximum(_days(supply_rows["available_on"], missing=-np.inf), _day(on_date)),
    )
    pays = demand_rows["pay_high_per_year"], supply_rows["pay_least_per_year"]
    sides = [
        Side(
            organisation[side], code[side], region[side], currency[side],
            _levels(both[side]["level"]), days[side], _floats(pays[side]),
            *_skills(skill_lists[side], skill_number),
        )
        for side in (0, 1)
    ]  # fmt: skip
    return Market(
        demand_rows, supply_rows, sides[0], sides[1],
        number=demand_rows["number"].to_numpy(np.int64),
        pay_low=_floats(demand_rows["pay_low_per_year"]),
        consent=_days(supply_rows["consent_until"], missing=-np.inf) >= _day(on_date),
        related=_related_numbers(asked, systems, keys, code),
        broad=np.array([key == broad_code(key) for key in keys[1]], dtype=bool),
    )  # fmt: skip


def _in_order_of_lots(rows: pd.DataFrame, name: str, on_date: date) -> pd.DataFrame:
    lots = [
        blake2b(repr((on_date.isoformat(), str(one), str(other))).encode()).digest()
        for one, other in zip(rows["organisation"], rows[name], strict=True)
    ]
    order = sorted(range(len(lots)), key=lots.__getitem__)
    return rows.iloc[order].reset_index(drop=True)


def _folded(text: object) -> str:
    return " ".join(str(text).split()).casefold()


def _numbers(words: list[pd.Series]) -> list[Ints]:
    """Give numbers to the words of both sides alike; missing ones are -1."""
    numbers, _ = pd.factorize(pd.concat(words, ignore_index=True).astype(object))
    first, second = np.split(numbers.astype(np.int64), [len(words[0])])
    return [first, second]


def _floats(values: pd.Series) -> Floats:
    return pd.to_numeric(values).to_numpy(dtype=np.float64, na_value=np.nan)


def _days(values: pd.Series, *, missing: float) -> Floats:
    days = pd.to_datetime(values).to_numpy(dtype="datetime64[D]")
    return np.where(np.isnat(days), missing, days.astype(np.int64)).astype(np.float64)


def _day(day: date) -> float:
    return float(np.datetime64(day.isoformat(), "D").astype(np.int64))


def _levels(values: pd.Series) -> Floats:
    return _floats(values.astype(object).map({level: at for at, level in enumerate(LEVELS)}))


def _skills(lists: list[list[str]], number: dict[str, int]) -> tuple[Ints, Ints, Ints]:
    counts = np.array([len(skills) for skills in lists], dtype=np.int64)
    rows = np.repeat(np.arange(len(lists), dtype=np.int64), counts)
    flat = [number[skill] for skills in lists for skill in skills]
    return rows, np.array(flat, dtype=np.int64), counts


def _related_pairs(related: pd.DataFrame | None) -> set[tuple[str, str]]:
    if related is None:
        return set()
    pairs = zip(related["occupation_code"], related["related_code"], strict=True)
    keys = {(plain_code(str(one)), plain_code(str(other))) for one, other in pairs}
    return {(one, other) for one, other in keys if one != other}


def _related_numbers(
    asked: set[tuple[str, str]], systems: list[pd.Series], keys: list[pd.Series], code: list[Ints]
) -> Ints:
    """Give numbers to the related codes that occur; both must be of one system.

    The major group of a code stands beside its related codes: somebody of whom no more is known
    may be of that occupation.
    """
    demanded, supplied = (
        {(key, system): number for system, key, number in zip(*side, strict=True)}
        for side in zip(systems, keys, code, strict=True)
    )
    by_key: dict[str, list[tuple[str, int]]] = {}
    for (key, system), number in supplied.items():
        by_key.setdefault(key, []).append((system, number))
    wanted: dict[str, list[str]] = {}
    for one, other in asked:
        wanted.setdefault(one, []).append(other)
    found = {
        (number, other_number)
        for (key, system), number in demanded.items()
        for other in {*wanted.get(key, ()), broad_code(key)} - {key}
        for other_system, other_number in by_key.get(other, ())
        if other_system == system
    }
    return np.array(sorted(found), dtype=np.int64).reshape(-1, 2)
