"""What occupations are called where there is a code: by O*NET, else by a title of the company."""

from textwrap import shorten

from workbench.company import Company
from workbench.occupations.onet import Onet
from workbench.occupations.public_groups import ISCO_GROUPS, SOC_GROUPS

# Official titles name every kind of work that is in them.
_MOST = 36


def occupation_names(company: Company, onet: Onet | None = None) -> dict[str, str]:
    """Name the occupations of a company, as examples where O*NET does not name them.

    Parameters
    ----------
    company : the title that most of its posts of a code have names it, the first by alphabet of
        several
    onet : its title of the code comes first; None: nothing is known of it

    Returns
    -------
    dict from code to what it is called, cut to length: "Chemical Engineers (17-2041)" by O*NET,
    else "17-2041, as Formulation engineer"; codes of posts, and of organisation_figures by O*NET
    """
    posts = company.positions[["occupation_code", "title"]].dropna()
    sizes = posts.value_counts().reset_index()
    order = sizes.sort_values(["count", "title"], ascending=[False, True])
    first = order.drop_duplicates("occupation_code")
    own = dict(zip(first["occupation_code"].map(str), first["title"].map(str), strict=True))
    names = {code: f"{code}, as {_short(title)}" for code, title in own.items()}
    if onet:
        codes = set(own)
        if company.has("organisation_figures"):
            codes |= set(company.table("organisation_figures")["occupation_code"].map(str))
        known = {code: onet.title_of(code) for code in codes if onet.knows(code)}
        names |= {code: f"{_short(title)} ({code})" for code, title in known.items()}
    return dict(sorted(names.items()))


def _short(title: str) -> str:
    return shorten(title, _MOST, placeholder="…")


def group_names() -> dict[str, str]:
    """Name major groups as they stand in a matching.

    Examples
    --------
    >>> group_names()["SOC 17"]
    'Architecture and Engineering (SOC 17)'
    """
    groups = {f"SOC {code[:2]}": title for code, title in SOC_GROUPS.items()}
    groups |= {f"ISCO {code}": title for code, title in ISCO_GROUPS.items() if len(code) == 1}
    return {
        group: f"{title.removesuffix(' Occupations')} ({group})" for group, title in groups.items()
    }
