"""Supplies: people who agreed to be offered, so coarse that none of them can be told."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from workbench.company import Company
from workbench.errors import DataError, ParameterError
from workbench.exchange.codes import broad_code
from workbench.exchange.dates import last_end, next_start
from workbench.exchange.lattice import MONTHS, Node, Person, Round, publish_block
from workbench.exchange.package import organisation_name
from workbench.exchange.profiles import offered_people, staff_profiles
from workbench.exchange.pseudonyms import Secret, pseudonyms
from workbench.exchange.shared_skills import shared_skills
from workbench.exchange.tables import supplies
from workbench.settings.options import option

TOO_FEW = "too few, or too large a part, of those alike"
_DATES = ("available_on", "consent_until")
_SAME = tuple(name for name in supplies.names if name not in ("supply_id", "organisation"))


@dataclass(frozen=True)
class Supplies:
    """The supplies of a company.

    Parameters
    ----------
    table : rows as declared in ``exchange.tables``, by supply_id; least pay is never given
    left_out : number of people who gave a consent and are not in the table, by reason
    coarse : one row a round of publishing: code_system, major_group, region, offered (still to be
        published), rows (published), and steps taken for occupation, level, available and consent
    people : employee_id and supply_id of the rows; for checks alone, never to be published
    k : rows that are alike
    """

    table: pd.DataFrame
    left_out: pd.Series
    coarse: pd.DataFrame
    people: pd.DataFrame
    k: int


def alike_at_least(company: Company, k: int | None) -> int:
    """Give the number of rows that must be alike.

    Raises
    ------
    ParameterError
        If fewer are asked for than ``min_group_size`` of the settings.
    """
    least = company.settings.min_group_size
    if k is None:
        return max(int(option(company.settings, "exchange.least_alike", None)), least)
    asked = int(option(company.settings, "exchange.least_alike", k, name="k"))
    if asked < least:
        raise ParameterError(
            f"k: found {asked}. Allowed: at least {least}, as min_group_size of the settings. "
            "Give a larger number, or leave it out."
        )
    return asked


def no_supplies() -> pd.DataFrame:
    """Give the table of a company that offers nobody."""
    return pd.DataFrame(columns=list(supplies.names))


def supplies_of(
    company: Company,
    *,
    secret: Secret,
    organisation: str,
    k: int | None = None,
    earlier: pd.DataFrame | None = None,
) -> Supplies:
    """Make the supplies of a company from those who agreed to be offered.

    Parameters
    ----------
    company : needs table consents
    secret : of the pseudonyms
    organisation : who publishes, as it is known in the exchange
    k : rows that must be alike in all that is published; None takes the settings
    earlier : supplies published before with the same secret; rows must then be alike in what was
        said before, too, since pseudonyms tie the two together

    Returns
    -------
    Supplies

    Raises
    ------
    ParameterError
        If k is below ``min_group_size``, or the name of the organisation cannot be used.
    DataError
        If table consents is absent.

    Notes
    -----
    In each region and major group of occupations, the coarseness of each attribute is chosen so
    that little is lost (``lattice.publish_block``); skills follow (``shared_skills``). The
    least pay wished for is known nowhere, and pay of today is not published in its place.
    """
    if "consents" not in company.tables:
        raise DataError(
            f"Nobody can be offered: {company.lacks('consents').removeprefix('not assessed: ')}. "
            "Add the table, or publish demands alone (--demands-only)."
        )
    least, share = alike_at_least(company, k), company.settings.exchange.most_offered_share
    profiles = staff_profiles(company)
    offered, left_out = offered_people(company, profiles)
    names = pseudonyms(secret, offered["employee_id"])
    offered = offered.assign(
        supply_id=pd.Series(names, dtype="str"), before=_before(names, earlier)
    ).sort_values("supply_id", ignore_index=True)
    staff, blocks = _people(profiles, dates=False), _people(offered, dates=True)
    rows, coarse = [], []
    for block in sorted(blocks):
        left = len(blocks[block])
        rounds = publish_block(blocks[block], staff[block], k=least, most_share=share)
        for one in rounds:
            rows += _rows(block, one, k=least, most_share=share)
            coarse.append((*block, left, len(one.people), *vars(one.node).values()))
            left -= len(one.people)
        if not rounds:
            coarse.append((*block, left, 0, *[float("nan")] * 4))
    table = _typed(rows, organisation_name(organisation))
    lost = len(offered) - len(table)
    if lost:
        left_out = pd.concat([left_out, pd.Series({TOO_FEW: lost})])
    kept = offered.loc[offered["supply_id"].isin(table["supply_id"]), ["employee_id", "supply_id"]]
    columns = ["code_system", "major_group", "region", "offered", "rows", "occupation", "level",
               "available", "consent"]  # fmt: skip
    return Supplies(
        table,
        left_out.rename("people"),
        pd.DataFrame(coarse, columns=columns),
        kept.reset_index(drop=True),
        least,
    )


Block = tuple[str, str, str]


def _people(frame: pd.DataFrame, *, dates: bool) -> dict[Block, list[Person]]:
    """Put people with an occupation and a region into blocks, each with all steps."""
    known = frame.dropna(subset=["occupation_code", "region"])
    steps = _date_steps(known) if dates else [((), ())] * len(known)
    blank = pd.Series("", index=known.index)
    blocks: dict[Block, list[Person]] = defaultdict(list)
    columns = ("occupation_code", "code_system", "level", "region", "skills")
    more = (known.get(name, blank) for name in ("before", "supply_id"))
    rows = zip(*(known[name] for name in columns), steps, *more, strict=True)
    for code, system, level, region, skills, (available, consent), before, name in rows:
        levels = ("" if pd.isna(level) else level, "")
        codes = (code, broad_code(code))
        person = Person(codes, levels, skills, available, consent, before, name)
        blocks[system, broad_code(code), region].append(person)
    return blocks


def _date_steps(frame: pd.DataFrame) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Write both dates in every step; at once is empty, and so before every other date."""
    columns = []
    for name, coarser in (("available_on", next_start), ("ends_on", last_end)):
        steps = [coarser(frame[name], months).dt.strftime("%Y-%m-%d") for months in MONTHS]
        columns.append(list(zip(*(step.fillna("") for step in steps), strict=True)))
    return list(zip(*columns, strict=True))


def _rows(block: Block, one: Round, *, k: int, most_share: float) -> list[dict[str, str]]:
    """Write the rows of a round; skills are chosen among those alike in everything else."""
    node = one.node
    alike: dict[tuple[tuple[str, str], tuple[str, str], str], list[Person]] = defaultdict(list)
    for person in one.people:
        alike[person.public(node), person.dates(node), person.before].append(person)
    peers, staff = _skills_by_public(one.offered, node), _skills_by_public(one.staff, node)
    rows = []
    for (public, dates, _), group in alike.items():
        skills = shared_skills(
            [person.skills for person in group], peers[public], staff[public], k=k,
            most_share=most_share,
        )  # fmt: skip
        for person, own in zip(group, skills, strict=True):
            rows.append(
                {"supply_id": person.name, "occupation_code": public[0], "code_system": block[0],
                 "level": public[1], "skills": ";".join(sorted(own)), "region": block[2],
                 "available_on": dates[0], "consent_until": dates[1]}
            )  # fmt: skip
    return rows


def _skills_by_public(
    people: Sequence[Person], node: Node
) -> dict[tuple[str, str], list[frozenset[str]]]:
    found: dict[tuple[str, str], list[frozenset[str]]] = defaultdict(list)
    for person in people:
        found[person.public(node)].append(person.skills)
    return found


def _typed(rows: list[dict[str, str]], organisation: str) -> pd.DataFrame:
    """Give the rows the columns and types of the table."""
    frame = pd.DataFrame(rows, columns=list(supplies.names), dtype="str")
    frame = frame.mask(frame == "").assign(organisation=pd.Series(organisation, frame.index, "str"))
    dates = {name: pd.to_datetime(frame[name]).astype("datetime64[us]") for name in _DATES}
    pay = pd.Series(float("nan"), index=frame.index)
    frame = frame.assign(**dates, pay_least_per_year=pay)
    return frame.sort_values("supply_id", ignore_index=True)


def combinations(table: pd.DataFrame) -> pd.Series:
    """Write all that is published of each row but its pseudonym as one text."""
    written = pd.DataFrame(
        {
            name: table[name].dt.strftime("%Y-%m-%d")
            if name in _DATES
            else table[name].astype("str")
            for name in _SAME
        }
    )
    texts = written.fillna("").itertuples(index=False)
    return pd.Series(["|".join(row) for row in texts], index=table.index, dtype="str")


def _before(names: list[str], earlier: pd.DataFrame | None) -> pd.Series:
    """Give what an earlier release said of each pseudonym; empty for one that is new."""
    said: Mapping[str, str] = {}
    if earlier is not None:
        said = dict(zip(earlier["supply_id"], combinations(earlier), strict=True))
    return pd.Series([said.get(name, "") for name in names], dtype="str")
