"""One level of the tree: an organisation with all that is below it, and nothing beside or above."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.errors import ParameterError
from workbench.rollup.hide import hidden_cells
from workbench.rollup.rates import leaving_shares, openings_per_offered
from workbench.rollup.totals import MEASURES, OWN, Totals, organisation_totals
from workbench.rollup.tree import TREE, organisation_tree, within
from workbench.words import listing

NEEDED = ("organisations", "organisation_figures")
EVERY = "all occupations"
KNOWN, AT_LEAST, HIDDEN, UNKNOWN = "known", "at least", "hidden", "unknown"
FIGURES = (
    "organisation_id", "name", "level", "depth", "scope", "occupation_code", "occupation",
    *(column for measure in MEASURES
      for column in (measure, f"{measure}_state", f"{measure}_unknown")),
    "organisations", "left_share", "left_share_low", "left_share_high", "openings_per_offered",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class RollUp:
    """What one level is shown.

    Attributes
    ----------
    organisation, name, level : the organisation the level is about
    least : smallest number of people shown
    tree : the organisation and those below it, in order: organisation_id, name, level, region,
        parent_id (missing of the first), depth (0 of the first), children, below, as_of (date of
        its figures, missing where it has none)
    figures : one row an organisation, scope (``with all below``, or ``own`` where others are
        below) and occupation (one of ``all occupations``): people, left_within_year, open_posts
        and offered, each with a state (``known``; ``at least`` where figures of as many
        organisations as ``..._unknown`` says are not known; ``hidden``; ``unknown``) and missing
        where it is hidden or unknown; organisations (how many the row adds up); left_share with
        its range, and openings_per_offered, where both parts are known
    lacks : the sentence that says which table is missing; empty where none is
    """

    organisation: str
    name: str
    level: str
    least: int
    tree: pd.DataFrame
    figures: pd.DataFrame
    lacks: str = ""

    @property
    def children(self) -> pd.DataFrame:
        """Figures of the organisations right below, over all occupations."""
        return self.rows(depth=1, by_occupation=False)

    @property
    def left_share(self) -> float:
        """Part of those who were there that left in the year, of all of it; NaN if not shown."""
        whole = self.rows(depth=0, by_occupation=False)["left_share"]
        return float(whole.iloc[0]) if len(whole) else float("nan")

    def rows(self, *, depth: int, by_occupation: bool) -> pd.DataFrame:
        """Give the figures of one depth with all below, by occupation or over all of them."""
        figures = self.figures
        every = figures["occupation_code"].isna()
        wanted = (figures["depth"] == depth) & (figures["scope"] != OWN)
        return figures[wanted & (~every if by_occupation else every)].reset_index(drop=True)


def rollup(
    company: Company, *, organisation: str = "", names: Mapping[str, str] | None = None
) -> RollUp:
    """Roll the figures of organisations up to one of them.

    Parameters
    ----------
    company : with the tables organisations and organisation_figures
    organisation : id or name of an organisation; empty takes the top of the tree
    names : occupations by code; those that are not named keep their code

    Returns
    -------
    RollUp. No number in it rests on an organisation that is not below this one. Which counts are
    hidden is decided once for the whole tree, so that reports of any levels may lie side by side.

    Raises
    ------
    ParameterError
        If there is no such organisation. Where there are several tops and none is named, the
        sentence in ``lacks`` says so.
    """
    lacks = company.lacks(*NEEDED)
    tree = pd.DataFrame() if lacks else organisation_tree(company)
    if lacks := lacks or _which_top(tree, organisation):
        empty = pd.DataFrame(columns=[*TREE, "as_of"])
        least = company.settings.min_group_size
        return RollUp("", "", "", least, empty, pd.DataFrame(columns=list(FIGURES)), lacks)
    place = within(tree, _found(tree, organisation))
    totals = organisation_totals(company)
    own = tree.iloc[place].assign(as_of=totals.as_of.iloc[place]).reset_index(drop=True)
    own = own.assign(
        depth=own["depth"] - own["depth"].iloc[0], parent_id=own["parent_id"].mask(own.index == 0)
    )
    first = own.iloc[0]
    return RollUp(
        organisation=str(first["organisation_id"]),
        name=str(first["name"]),
        level=str(first["level"]),
        least=company.settings.min_group_size,
        tree=own,
        figures=_figures(own, totals, hidden_cells(company).hidden, place, names or {}),
    )


def _which_top(tree: pd.DataFrame, organisation: str) -> str:
    """Say that a level must be named where no single one is at the top; else empty."""
    tops = tree.loc[tree["depth"] == 0, "organisation_id"].tolist()
    if organisation or len(tops) < 2:
        return ""
    return (
        f"not assessed: there are {len(tops)} tops: {listing(tops)}. Name the one to report, such "
        f"as organisation={tops[0]}, or fill in organisations.parent_id so that there is one top"
    )


def _found(tree: pd.DataFrame, organisation: str) -> str:
    """Find an organisation by its id or name."""
    ids = tree["organisation_id"].tolist()
    if not organisation:
        tops = tree.loc[tree["depth"] == 0, "organisation_id"].tolist()
        return str(tops[0])
    if organisation in ids:
        return organisation
    words = dict(zip(tree["name"].str.casefold(), ids, strict=True))
    words |= {one.casefold(): one for one in ids}
    asked = organisation.casefold().strip()
    if asked in words and (asked in map(str.casefold, ids) or _names_one(tree, asked)):
        return words[asked]
    close = [words[word] for word in get_close_matches(asked, list(words), n=1)]
    hint = "".join(f" Did you mean {one!r} ({_name(tree, one)})?" for one in close)
    raise ParameterError(
        f"organisation: no organisation has the id or name {organisation!r}.{hint} Allowed: an id "
        f"that stands in organisations.organisation_id; they are {listing(ids, most=20)}. Correct "
        "the organisation."
    )


def _names_one(tree: pd.DataFrame, name: str) -> bool:
    return int((tree["name"].str.casefold() == name).sum()) == 1


def _name(tree: pd.DataFrame, organisation: str) -> str:
    return str(tree.loc[tree["organisation_id"] == organisation, "name"].iloc[0])


def _figures(
    own: pd.DataFrame, totals: Totals, hidden: Mapping[str, np.ndarray], place: slice,
    names: Mapping[str, str],
) -> pd.DataFrame:  # fmt: skip
    """Lay the cells of a part of the tree out as rows."""
    inside = totals.rows["place"].between(place.start, place.stop - 1).to_numpy()
    # Occupations that only organisations beside or above have are none of this level's.
    columns = np.append(totals.listed[place].any(axis=0), True)
    codes = [*totals.occupations, None]
    shown = [code for code, here in zip(codes, columns, strict=True) if here]
    rows = totals.rows[inside]
    places = rows["place"].to_numpy() - place.start
    frame = own.iloc[np.repeat(places, len(shown))][["organisation_id", "name", "level", "depth"]]
    frame = frame.reset_index(drop=True).assign(
        scope=np.repeat(rows["scope"].to_numpy(), len(shown)),
        occupation_code=pd.Series(shown * len(rows), dtype="str"),
        occupation=[EVERY if code is None else names.get(code, code) for code in shown] * len(rows),
    )
    cut = np.ix_(inside, columns)
    for measure in MEASURES:
        frame = frame.assign(
            **_measure(
                measure, totals.known[measure][cut].ravel(), totals.unknown[measure][cut].ravel(),
                hidden[measure][cut].ravel() if measure in hidden else None,
            )
        )  # fmt: skip
    frame["organisations"] = np.repeat(totals.counted[inside], len(shown))
    sure = {measure: frame[measure].where(frame[f"{measure}_state"] == KNOWN)
            for measure in MEASURES}  # fmt: skip
    shares = leaving_shares(sure["people"], sure["left_within_year"])
    ratio = openings_per_offered(sure["open_posts"], sure["offered"])
    return frame.assign(**shares, openings_per_offered=ratio)[list(FIGURES)]


def _measure(
    measure: str, known: np.ndarray, unknown: np.ndarray, hidden: np.ndarray | None
) -> dict[str, np.ndarray]:
    out = np.zeros(len(known), bool) if hidden is None else hidden
    nothing = (known == 0) & (unknown > 0)
    state = np.select([out, nothing, unknown > 0], [HIDDEN, UNKNOWN, AT_LEAST], KNOWN)
    amounts = np.where(out | nothing, np.nan, known.astype(float))
    return {measure: amounts, f"{measure}_state": state, f"{measure}_unknown": unknown}
