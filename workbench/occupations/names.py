"""What occupations are called where there is a code: by O*NET, else by a title of the company."""

from textwrap import shorten

from workbench.company import Company
from workbench.occupations.onet import Onet
from workbench.occupations.public_groups import ISCO_GROUPS, SOC_GROUPS

# Official titles name every kind of work that is in them.
_MOST = 36


def occupation_names(company: Company, onet: Onet | None = None) -> dict[str, str]:
    """Name the occupations of a company.

    Parameters
    ----------
    company : the title that most of its posts of a code have names it, the first by alphabet of
        several
    onet : its title of the code comes first; None: nothing is known of it

    Returns
    -------
    dict from code to title (cut to length) and code, for codes of posts, and of table
    organisation_figures, that have a name
    """
    posts = company.positions[["occupation_code", "title"]].dropna()
    sizes = posts.value_counts().reset_index()
    order = sizes.sort_values(["count", "title"], ascending=[False, True])
    first = order.drop_duplicates("occupation_code")
    titles = dict(zip(first["occupation_code"].map(str), first["title"].map(str), strict=True))
    if onet:
        codes = set(titles)
        if company.has("organisation_figures"):
            codes |= set(company.table("organisation_figures")["occupation_code"].map(str))
        titles |= {code: onet.title_of(code) for code in codes if onet.knows(code)}
    return {
        code: f"{shorten(title, _MOST, placeholder='…')} ({code})"
        for code, title in sorted(titles.items())
    }


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
