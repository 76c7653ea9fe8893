"""Plain reasons why a post needs attention, each with the rows behind it."""

from collections.abc import Callable, Sequence

import pandas as pd

from workbench.company import Company, is_needed
from workbench.market.fill import DAYS_PER_MONTH
from workbench.market.hard import hard_market
from workbench.people.knowledge.holders import who_holds_what
from workbench.people.retirement import retirement_dates
from workbench.positions.criteria.bench import standing_nominations
from workbench.words import count, listing, months

COLUMNS = ["position_id", "flag", "sentence", "evidence"]


def flag_posts(company: Company, *, horizon_days: int | None = None) -> pd.DataFrame:
    """Find what is wrong with each open post, without any score.

    Parameters
    ----------
    company : each flag appears only where its tables are there
    horizon_days : how far ahead retirements and posts needed later count; the settings' where not
        given

    Returns
    -------
    DataFrame, one row a flag of a post, in the order of `FLAGS` and then by post: position_id,
    flag, sentence (plain words), evidence (table and row ids)
    """
    horizon = company.settings.horizon_days if horizon_days is None else horizon_days
    rows = [
        (position_id, name, sentence, evidence)
        for name, find in FLAGS.items()
        for position_id, sentence, evidence in find(company, horizon)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def reasons(flags: pd.DataFrame, position_ids: Sequence[str]) -> list[str]:
    """Join the sentences of each post, in the order given; empty where it has none.

    Examples
    --------
    >>> flags = pd.DataFrame({"position_id": ["P1", "P1"], "sentence": ["vacant", "hard market"]})
    >>> reasons(flags, ["P1", "P2"])
    ['vacant; hard market', '']
    """
    joined = flags.groupby("position_id")["sentence"].agg("; ".join)
    return joined.reindex(list(position_ids)).fillna("").tolist()


Found = list[tuple[str, str, str]]


def _no_ready_successor(company: Company, horizon: int) -> Found:
    if not company.has("nominations"):
        return []
    bench = standing_nominations(company)
    ready = bench[bench["counts"] & (bench["readiness"] == "ready_now")]
    named = bench.groupby("position_id")["employee_id"].agg(list)
    posts = company.positions["position_id"]
    return [
        (post, "no ready successor", f"nominations: {listing(named.get(post, []))}")
        for post in posts[~posts.isin(ready["position_id"])].sort_values()
    ]


def _paper_backup(company: Company, horizon: int) -> Found:
    """Find posts with names on the bench, none of which counts any more."""
    if not company.has("nominations"):
        return []
    bench = standing_nominations(company)
    found = []
    for post, names in bench.groupby("position_id"):
        if not names["counts"].any():
            gone, stale = (~names["here"]).sum(), (names["here"] & ~names["fresh"]).sum()
            parts = [f"{gone} gone"] * bool(gone) + [f"{stale} on old evidence"] * bool(stale)
            why = listing(parts) if parts else "already in the post"
            words = f"backup on paper only: {count(len(names), 'name')}, {why}"
            found.append(
                (str(post), words, f"nominations: {listing(names['employee_id'].tolist())}")
            )
    return found


def _sole_holder(company: Company, horizon: int) -> Found:
    if not company.has("assets", "holdings"):
        return []
    held = who_holds_what(company).holdings
    few = held[(held["holders"] <= 2) & held["position_id"].isin(company.positions["position_id"])]
    few = few.merge(company.table("assets")[["asset_id", "name"]], on="asset_id", how="left")
    inside = few.groupby(["position_id", "asset_id"])["employee_id"].transform("nunique")
    found = []
    keys = ["position_id", "holders", "inside", "kind"]
    for (post, holders, here, kind), rows in few.assign(inside=inside).groupby(keys):
        who = "only holder" if holders == 1 else "one of two holders"
        who = "both holders" if here == 2 else who
        assets = rows.drop_duplicates("asset_id")
        names = assets["name"].fillna(assets["asset_id"]).tolist()
        words = f"{who} of {count(len(assets), str(kind))} ({listing(names, most=3)})"
        found.append(
            (str(post), words, f"holdings: {listing(rows['employee_id'].unique().tolist())}")
        )
    return found


def _retires(company: Company, horizon: int) -> Found:
    age = company.settings.retirement_age_years
    people = company.incumbents.merge(company.staff[["employee_id", "born_on"]]).dropna()
    days = (retirement_dates(people["born_on"], age_years=age) - company.as_of).dt.days
    soon = people.assign(days=days)[days <= horizon].sort_values(["days", "employee_id"])
    found = []
    for post, days_left, person in zip(
        soon["position_id"], soon["days"], soon["employee_id"], strict=True
    ):
        ahead = f"incumbent reaches {age:g} in {months(days_left / DAYS_PER_MONTH)}"
        words = ahead if days_left > 0 else f"incumbent is {age:g} or older"
        found.append((post, words, f"employees: {person}"))
    return found


def _vacant(company: Company, horizon: int) -> Found:
    empty = _unheld(company, is_needed(company.positions, company.as_of))
    gone = company.employees.dropna(subset=["left_on"]).sort_values("left_on")
    last = gone[gone["left_on"] <= company.as_of].groupby("position_id").tail(1)
    last = last.set_index("position_id")
    found = []
    for post, needed_from in zip(empty["position_id"], empty["needed_from"], strict=True):
        if post in last.index:
            since = f"{last.loc[post, 'left_on']:%Y-%m-%d}"
            found.append(
                (post, f"vacant since {since}", f"employees: {last.loc[post, 'employee_id']}")
            )
        elif pd.notna(needed_from):
            words = f"vacant since it is needed, {needed_from:%Y-%m-%d}"
            found.append((post, words, f"positions.needed_from: {post}"))
        else:
            found.append((post, "vacant", "employees: nobody in this post"))
    return found


def _needed_soon(company: Company, horizon: int) -> Found:
    """Find posts that nobody holds yet and that are needed within the horizon."""
    from_day = company.positions["needed_from"]
    coming = (from_day > company.as_of) & (from_day <= company.as_of + pd.Timedelta(days=horizon))
    rows = _unheld(company, coming)
    return [
        (post, f"needed from {day:%Y-%m-%d}, nobody in it yet", f"positions.needed_from: {post}")
        for post, day in zip(rows["position_id"], rows["needed_from"], strict=True)
    ]


def _unheld(company: Company, wanted: pd.Series) -> pd.DataFrame:
    """Give the wanted posts that have seats and nobody in them, by id."""
    posts = company.positions
    held = posts["position_id"].isin(company.incumbents["position_id"])
    return posts[wanted & ~held & (posts["seats"] > 0)].sort_values("position_id")


def _hard_market(company: Company, horizon: int) -> Found:
    found = []
    for post, need, why, rows in hard_market(company).itertuples(index=False):
        words = f"hard market: {months(need)} to fill from outside"
        found.append((post, f"{words} ({why})" if why else words, rows))
    return found


FLAGS: dict[str, Callable[[Company, int], Found]] = {
    "vacant": _vacant,
    "needed_soon": _needed_soon,
    "retires": _retires,
    "few_holders": _sole_holder,
    "hard_market": _hard_market,
    "paper_backup": _paper_backup,
    "no_ready_successor": _no_ready_successor,
}
