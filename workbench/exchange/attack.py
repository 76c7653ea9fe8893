"""The attack on published supplies: who could be behind which row, for one who knows the staff."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import pandas as pd

from workbench.exchange.codes import broad_code, covers
from workbench.exchange.supplies import combinations

KNOWS_STAFF = "knows the staff"
KNOWS_CONSENTS = "knows the staff and who agreed"
ATTACKS = (KNOWS_STAFF, KNOWS_CONSENTS)


def linkage_attack(
    published: pd.DataFrame,
    staff: pd.DataFrame,
    *,
    k: int,
    agreed: Collection[str] = (),
) -> pd.DataFrame:
    """Try to find people in published supplies by all that can be known of them.

    Parameters
    ----------
    published : supplies
    staff : what the attacker knows, one row a person: employee_id, occupation_code, level, region
        and skills (set of words), as ``profiles.staff_profiles`` gives them
    k : rows that must be alike
    agreed : employee_id of who agreed, for the attacker who knows that too; without any, only the
        attacker who does not know is tried

    Returns
    -------
    DataFrame, one row a person and attack: attack (one of ``ATTACKS``), employee_id, rows
        (published that could be the person), alike (people the attacker knows of who could be
        behind the same rows), share (rows by alike: the chance that one of those alike is offered,
        as the attacker must see it), re_identified (some rows, but fewer than k rows, or fewer
        than k people behind one of them) and learns (what all the rows have in common that the
        attacker did not know: available_on, consent_until)

    Notes
    -----
    A row could be a person where its occupation is the person's or its major group, its level is
    the person's or not said, the region is the same, and the person holds all skills of the row.
    Nothing else is published that others could know: neither age nor unit nor pay.

    Examples
    --------
    >>> rows = pd.DataFrame({"supply_id": ["s-1"], "occupation_code": ["17-2041"],
    ...                      "level": ["senior"], "region": ["North"], "skills": [None],
    ...                      "available_on": pd.to_datetime(["2026-10-01"]),
    ...                      "consent_until": pd.to_datetime(["2027-06-30"])})
    >>> known = rows[["occupation_code", "level", "region"]].assign(
    ...     employee_id="E1", skills=[frozenset()])
    >>> linkage_attack(rows, known, k=5)[["rows", "alike", "re_identified"]].values.tolist()
    [[1, 1, True]]
    """
    parts = [_attack(published, staff, k, KNOWS_STAFF)]
    known = frozenset(agreed)
    if known:
        own = staff[staff["employee_id"].isin(known)]
        parts.append(_attack(published, own, k, KNOWS_CONSENTS))
    return pd.concat(parts, ignore_index=True)


def _attack(published: pd.DataFrame, staff: pd.DataFrame, k: int, attack: str) -> pd.DataFrame:
    """Set every person against every kind of row; rows and people of one kind stand for all."""
    kinds = _kinds(published)
    kinds_of: dict[int, list[int]] = defaultdict(list)
    people_of: dict[int, int] = defaultdict(int)
    by_place: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, kind in enumerate(kinds):
        by_place[kind.region, broad_code(kind.code)].append(number)
    columns = ("employee_id", "occupation_code", "level", "region", "skills")
    people = list(zip(*(staff[name] for name in columns), strict=True))
    for place, (_, code, level, region, skills) in enumerate(people):
        if pd.isna(code) or pd.isna(region):
            continue
        for number in by_place.get((region, broad_code(code)), ()):
            kind = kinds[number]
            said = kind.level in ("", level)
            if said and covers(kind.code, code) and kind.skills <= skills:
                kinds_of[place].append(number)
                people_of[number] += 1
    found = []
    for place, (who, *_) in enumerate(people):
        own = [kinds[number] for number in kinds_of[place]]
        behind = [people_of[number] for number in kinds_of[place]]
        rows, alike = sum(kind.rows for kind in own), min(behind, default=0)
        share = max((kind.like / of for kind, of in zip(own, behind, strict=True)), default=0.0)
        caught = bool(own) and (rows < k or alike < k)
        found.append((attack, who, rows, alike, share, caught, _common(own)))
    return pd.DataFrame(
        found,
        columns=["attack", "employee_id", "rows", "alike", "share", "re_identified", "learns"],
    )


@dataclass(frozen=True)
class _Kind:
    """Rows alike: how many there are, and ``like``: how many with the same in all but the dates."""

    code: str
    level: str
    region: str
    skills: frozenset[str]
    dates: tuple[str, str]
    rows: int
    like: int


_KNOWN = ["occupation_code", "level", "region", "skills"]
_NEW = ["available_on", "consent_until"]


def _kinds(published: pd.DataFrame) -> list[_Kind]:
    """Give each kind of row once."""
    if published.empty:
        return []
    frame = published[_KNOWN + _NEW].astype(dict.fromkeys(_NEW, "str")).fillna("")
    rows = frame.groupby(_KNOWN + _NEW, as_index=False).size()
    like = rows.groupby(_KNOWN)["size"].transform("sum")
    return [
        _Kind(code, level, region, frozenset(part for part in skills.split(";") if part),
              (available, consent), size, whole)
        for (code, level, region, skills, available, consent, size), whole in zip(
            rows.itertuples(index=False), like, strict=True
        )
    ]  # fmt: skip


def _common(kinds: Sequence[_Kind]) -> str:
    """Name the dates in which all kinds agree."""
    return ", ".join(
        name
        for place, name in enumerate(_NEW)
        if kinds and len({kind.dates[place] for kind in kinds}) == 1
    )


def fewest_alike(published: pd.DataFrame) -> int:
    """Count the rows of the smallest group that is alike in all but the pseudonym; 0 without any.

    Examples
    --------
    >>> fewest_alike(pd.DataFrame(columns=["supply_id"]))
    0
    """
    return int(combinations(published).value_counts().min()) if len(published) else 0


def compare_releases(earlier: pd.DataFrame, later: pd.DataFrame, *, k: int) -> pd.DataFrame:
    """Say what two releases give away together, where pseudonyms tie them to each other.

    Parameters
    ----------
    earlier, later : supplies published with the same secret
    k : rows that must be alike

    Returns
    -------
    DataFrame, one row a way in which rows went: change (same, changed, joined, left), before, now
    (all that is published, empty where the row was not there), rows and traceable (fewer than k
    rows went that way: who knows what happened to a person in between can tell the row)
    """
    said = [
        pd.Series(combinations(one).to_numpy(), index=one["supply_id"]) for one in (earlier, later)
    ]
    both = pd.concat(said, axis=1, keys=["before", "now"]).fillna("")
    change = pd.Series("changed", index=both.index, dtype="str")
    change = change.mask(both["before"] == both["now"], "same")
    change = change.mask(both["before"] == "", "joined").mask(both["now"] == "", "left")
    ways = both.assign(change=change).groupby(["change", "before", "now"], as_index=False).size()
    return ways.rename(columns={"size": "rows"}).assign(traceable=lambda found: found["rows"] < k)
