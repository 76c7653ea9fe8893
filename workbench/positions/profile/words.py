"""The profile of a post in words, as a page shows it beside the fishbone."""

from typing import Any

import pandas as pd

from workbench.company import Company
from workbench.positions.profile.profile import PositionProfile
from workbench.words import percent


def profile_in_words(profile: PositionProfile) -> pd.DataFrame:
    """Give the profile as a page shows it.

    Returns
    -------
    DataFrame, one row a duty, and one for an area without duties: area (with its share), supports
    (goal and stage), target, duty, procedure, gaps (of the area, or of a duty without one)
    """
    rows = []
    for area in profile.areas.itertuples():
        of_area = (_with_share(area), _supports(area), area.target, area.gaps)
        rows += [
            (*of_area, duty, procedure)
            for duty, procedure in _pairs(profile, area.result_area_id) or [("", "")]
        ]
    rows += [("", "", "", "no area", duty, procedure) for duty, procedure in _pairs(profile, "")]
    columns = ["area", "supports", "target", "gaps", "duty", "procedure"]
    frame = pd.DataFrame(rows, columns=columns).fillna("")
    return frame[["area", "supports", "target", "duty", "procedure", "gaps"]]


def _pairs(profile: PositionProfile, result_area_id: object) -> list[tuple[str, str]]:
    """Give duty and procedure of an area; an empty id asks for the duties without one."""
    duties = profile.duties
    own = duties[duties["result_area_id"].fillna("") == result_area_id]
    return list(zip(own["duty"], own["procedure_id"], strict=True))


def _with_share(area: Any) -> str:
    return f"{area.area} ({percent(area.share)})" if pd.notna(area.share) else area.area


def _supports(area: Any) -> str:
    """Say which goal and which stage an area supports, each with its id."""
    words = [
        f"{name} ({one})" if pd.notna(name) else str(one)
        for name, one in ((area.goal, area.goal_id), (area.stage, area.plan_item_id))
        if pd.notna(one)
    ]
    return ", ".join(words)


def purpose_facts(company: Company) -> pd.Series:
    """Give the whole purpose of each open post that has one, by position_id, for its card.

    Examples
    --------
    >>> from workbench.company import company_from_tables
    >>> from workbench.settings import Settings
    >>> posts = pd.DataFrame({"position_id": ["P1", "P2"], "purpose": ["Sells.", None]})
    >>> people = pd.DataFrame({"employee_id": ["E1"], "position_id": ["P1"]})
    >>> company = company_from_tables(
    ...     {"positions": posts.assign(title="Seller"), "employees": people},
    ...     as_of="2026-06-30",
    ...     settings=Settings(),
    ... )
    >>> purpose_facts(company).to_dict()
    {'P1': 'purpose: Sells'}
    """
    purposes = company.positions.set_index("position_id")["purpose"].dropna()
    words = ["purpose: " + " ".join(purpose.split()).removesuffix(".") for purpose in purposes]
    return pd.Series(words, index=purposes.index, dtype="str")


def profile_sentences(profile: PositionProfile) -> tuple[str, ...]:
    """Say what the post is for and what its profile lacks.

    Returns
    -------
    Sentences: the parts of the purpose where they can be told apart, then every gap, then what is
    not assessed
    """
    purpose = profile.purpose
    parts = {
        "On what basis": purpose.basis,
        "Doing what": purpose.doing,
        "To what result": purpose.result,
    }
    told = [f"{name}: {words}." for name, words in parts.items() if words]
    whole = [f"Purpose: {purpose.sentence}."] if purpose.sentence and not told else []
    return (*told, *whole, *profile.gaps["sentence"], *profile.not_assessed)
