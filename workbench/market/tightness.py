"""How tight the market is where the company has posts."""

import pandas as pd

from workbench.company import Company
from workbench.market.latest import latest_rows


def tightness(company: Company) -> pd.DataFrame:
    """List openings per job seeker by occupation and region, where the company has posts.

    Parameters
    ----------
    company : the table market; without it there is no row

    Returns
    -------
    DataFrame, one row an occupation in a region, tightest first: occupation_code, region,
    market_as_of, openings, seekers, openings_per_seeker (missing without a known seeker), posts
    (open posts of the company there)
    """
    posts = company.positions.dropna(subset=["occupation_code", "region"])
    counted = posts.groupby(["occupation_code", "region"], as_index=False).agg(
        posts=("position_id", "size")
    )
    frame = counted.merge(latest_rows(company), on=["occupation_code", "region"])
    ratio = frame["openings"] / frame["seekers"].where(frame["seekers"] > 0)
    return (
        frame.assign(openings_per_seeker=ratio)
        .sort_values("openings_per_seeker", ascending=False, kind="stable")
        .reset_index(drop=True)[
            [
                "occupation_code", "region", "market_as_of", "openings", "seekers",
                "openings_per_seeker", "posts",
            ]
        ]
    )  # fmt: skip
