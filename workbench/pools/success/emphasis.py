"""Let clear characteristics weigh more in the fit, once an analyst accepts it."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pandas as pd

from workbench.company import Company
from workbench.errors import ParameterError
from workbench.pools.success.result import HIGHER, Success
from workbench.settings import Settings, load_settings
from workbench.settings.record import record_decision
from workbench.words import listing

COLUMNS = ["group", "competency_id", "factor", "chance", "chance_low", "posts", "times"]


def suggested_emphasis(company: Company, success: Success) -> pd.DataFrame:
    """Suggest how many times its weight each clear competency should have in posts of a group.

    Parameters
    ----------
    company : table requirements says which posts ask for a competency
    success : as from ``compare_performers``

    Returns
    -------
    DataFrame in the order of the findings: group, competency_id, factor (its name), chance,
    chance_low, posts (of the group that ask for it), times. ``times`` is twice the lower end of the
    interval, above 1 and at most 2: a competency in which every high performer surely stands above
    every other counts double. Traits, competencies in which high performers stand lower, and those
    no post of the group asks for are not in it: a suggestion never takes weight away. Nothing is
    changed here.
    """
    rows = success.factors
    clear = rows[(rows["verdict"] == HIGHER) & (rows["element"] != "trait")]
    asked = pd.DataFrame(columns=["position_id", "competency_id"])
    if company.has("requirements"):
        needed = company.table("requirements")
        asked = needed[needed["level"] > 0]
    posts = [
        int((asked["position_id"].isin(success.position_ids[group])
             & (asked["competency_id"] == factor)).sum())
        for group, factor in zip(clear["group"], clear["factor_id"], strict=True)
    ]  # fmt: skip
    told = clear.rename(columns={"factor_id": "competency_id"}).assign(
        posts=pd.Series(posts, index=clear.index, dtype=int),
        times=(2 * clear["chance_low"]).round(2),
    )
    return told[(told["posts"] > 0) & (told["times"] > 1)][COLUMNS].reset_index(drop=True)


def accept_emphasis(
    settings_file: str | Path,
    company: Company,
    success: Success,
    *,
    group: str,
    reason: str,
    on: date,
    times: Mapping[str, float] | None = None,
) -> tuple[str, ...]:
    """Write the emphasis of one group into the settings; nothing is weighed by it before.

    Parameters
    ----------
    settings_file : of the company; made where there is none
    company, success : as for ``suggested_emphasis``
    group : name of the group. All open posts together go into ``pools.emphasis``; all posts of one
        job family under its name, and any others post by post, into ``pools.group_emphasis``.
    reason, on : why, and the day of the decision
    times : factor by competency_id; the suggestion where not given. It replaces what was accepted
        for the group before.

    Returns
    -------
    What was changed, as from ``record_decision``

    Raises
    ------
    ParameterError
        If the group is unknown, if there is nothing to accept, or as in ``record_decision``.
    """
    if group not in success.position_ids:
        known = listing(list(success.position_ids), most=30)
        raise ParameterError(f"group: found {group!r}. Allowed: {known}.")
    if times is None:
        rows = suggested_emphasis(company, success)
        own = rows[rows["group"] == group]
        times = dict(zip(own["competency_id"], own["times"].astype(float).tolist(), strict=True))
    if not times:
        raise ParameterError(
            f"Nothing to accept for {group}: no competency its posts ask for is clearly higher in "
            "high performers. Choose another group, or give times."
        )
    keys = _keys(company, success.position_ids[group])
    if not keys:
        return record_decision(settings_file, {"pools.emphasis": dict(times)}, reason=reason, on=on)
    file = Path(settings_file)
    before = load_settings(file) if file.is_file() else Settings()
    accepted = {**before.pools.group_emphasis, **{key: dict(times) for key in keys}}
    return record_decision(file, {"pools.group_emphasis": accepted}, reason=reason, on=on)


def _keys(company: Company, position_ids: tuple[str, ...]) -> tuple[str, ...]:
    """Give the keys of these posts: none for all posts, the family, or the posts one by one."""
    posts, chosen = company.positions, set(position_ids)
    if chosen == set(posts["position_id"]):
        return ()
    families = posts.loc[posts["position_id"].isin(chosen), "job_family"].unique()
    if len(families) == 1 and chosen == set(
        posts.loc[posts["job_family"] == families[0], "position_id"]
    ):
        return (str(families[0]),)
    return position_ids
