"""Public occupation codes of posts: their own, or the one decided for their title."""

import pandas as pd

from workbench.company import Company
from workbench.company.titles import decided_codes, title_key
from workbench.occupations.public_groups import code_system

NO_CODE = "no occupation code, and none decided for the title"
NONE_FITS = "decided that no public code fits the title"
NOT_PUBLIC = "the code is neither O*NET-SOC nor ISCO-08"


def plain_code(code: str) -> str:
    """Give the occupation of a code: six digits of SOC, without the detail of O*NET.

    Examples
    --------
    >>> plain_code("17-2041.00"), plain_code("29-1141.01"), plain_code("2145")
    ('17-2041', '29-1141', '2145')
    """
    return code.partition(".")[0]


def broad_code(code: str) -> str:
    """Give the major group of a code: two digits.

    Examples
    --------
    >>> broad_code("17-2041"), broad_code("2145"), broad_code("17-0000")
    ('17-0000', '21', '17-0000')
    """
    return f"{code[:2]}-0000" if "-" in code else code[:2]


def covers(published: str, own: str) -> bool:
    """Whether a published code, fine or a major group, can stand for an occupation.

    Examples
    --------
    >>> covers("17-0000", "17-2041.00"), covers("17-2041", "17-2041"), covers("21", "2145")
    (True, True, True)
    >>> covers("17-2041", "17-2112")
    False
    """
    return published in (plain_code(own), broad_code(own))


def post_occupations(company: Company) -> pd.DataFrame:
    """Give the occupation of each open post, which is its own or the one decided for its title.

    Parameters
    ----------
    company : posts without a code of their own have taken the decided one when it was loaded

    Returns
    -------
    DataFrame, one row an open post: position_id, occupation_code (without the detail of O*NET;
    missing where there is none), code_system, reason (why there is none; else empty)
    """
    posts = company.positions
    code = posts["occupation_code"].astype("str")
    known = code.fillna("")
    system = known.map(code_system).astype("str")
    reason = pd.Series("", index=posts.index, dtype="str")
    reason = reason.mask(system == "", NOT_PUBLIC).mask(known == "", NO_CODE)
    return pd.DataFrame(
        {
            "position_id": posts["position_id"],
            "occupation_code": code.map(plain_code, na_action="ignore").where(system != ""),
            "code_system": system.where(system != ""),
            "reason": reason.mask((known == "") & _none_fits(company), NONE_FITS),
        }
    )


def _none_fits(company: Company) -> pd.Series:
    """Whether somebody decided that no public code fits the title of a post."""
    titles = company.positions["title"].map(title_key)
    if not company.has("occupation_titles"):
        return pd.Series(False, index=titles.index)
    decided = decided_codes(company.table("occupation_titles"))
    return titles.isin(decided.index[decided.isna()])
