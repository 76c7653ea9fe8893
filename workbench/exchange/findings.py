"""What was published and what was not, in sentences that tell of nobody."""

import pandas as pd

from workbench.exchange.attack import ATTACKS, KNOWS_CONSENTS
from workbench.exchange.publish import Publication
from workbench.exchange.supplies import Supplies
from workbench.history.amounts import few_in_words
from workbench.words import count, listing, percent


def publication_findings(publication: Publication) -> tuple[str, ...]:
    """Say what a package holds, what was left out and why, and what the attack on it found.

    Parameters
    ----------
    publication : from ``prepare_publication``

    Returns
    -------
    Sentences; numbers of people below k are not counted out
    """
    return (
        _all_words(publication),
        *demand_findings(publication)[1:],
        *(
            supply_findings(publication.supplies)
            if publication.supplies is not None
            else ("Nobody is offered: the package holds demands alone.",)
        ),
        *_attack_findings(publication),
        *_release_findings(publication),
    )


def _all_words(publication: Publication) -> str:
    """Say in one sentence how much is asked for and how many are offered."""
    asked = demand_findings(publication)[0].removesuffix(".")
    supplied = publication.supplies
    offered = 0 if supplied is None else len(supplied.table)
    people = count(offered, "person is", "people are") if offered else "nobody is"
    return f"{asked}; {people} offered."


def demand_findings(publication: Publication) -> tuple[str, ...]:
    """Say how many demands there are, and which posts are none."""
    table, posts = publication.demands.table, publication.demands.posts
    if posts.empty:
        return ("No post of the pools has a seat to fill within the horizon: no demand.",)
    wanted = count(int(table["number"].sum()), "person", "people")
    said = [f"{count(len(table), 'demand')} for {wanted}."]
    reasons = posts.loc[posts["reason"] != "", "reason"].value_counts()
    if len(reasons):
        said.append(f"Posts with a seat to fill that are no demand: {_reasons(reasons, 0)}.")
    return tuple(said)


def supply_findings(supplies: Supplies) -> tuple[str, ...]:
    """Say how many people are offered, how coarsely, and how many are left out and why."""
    table = supplies.table
    said = [
        f"Each of those offered is like at least {supplies.k - 1} others in all that is published."
        if len(table)
        else "Nobody is offered."
    ]
    if len(table):
        fine = 1 - float(table["occupation_code"].str.fullmatch(r"\d\d-0000|\d\d").mean())
        level = float(table["level"].notna().mean())
        said.append(
            f"{percent(fine)} of them keep their occupation, the others its major group; "
            f"{percent(level)} keep their level."
        )
    if len(supplies.left_out):
        said.append(
            f"People with a consent who are not offered: {_reasons(supplies.left_out, supplies.k)}."
        )
    return tuple(said)


def _reasons(numbers: pd.Series, least: int) -> str:
    """List reasons with their numbers; without any where one is small, since they add up."""
    if (numbers < least).any():
        return listing([str(reason) for reason in numbers.index], most=8)
    return listing([f"{reason} ({number:,})" for reason, number in numbers.items()], most=8)


def _attack_findings(publication: Publication) -> tuple[str, ...]:
    attack = publication.attack
    said = []
    for name in ATTACKS:
        own = attack[(attack["attack"] == name) & (attack["rows"] > 0)]
        if own.empty:
            continue
        fewest = int(own["rows"].min())
        told = f"Somebody who {name} finds nobody: at least {fewest} rows could be each person"
        if name == KNOWS_CONSENTS:
            dates = float(own["learns"].str.contains("available_on").mean())
            said.append(
                f"{told}; of {percent(dates)} of those who could be in it, it shows the quarter, "
                "half-year or year from which they are available."
            )
        else:
            most = float(own["share"].max())
            said.append(f"{told}, and at most {percent(most)} of any people alike are offered.")
    return tuple(said)


def _release_findings(publication: Publication) -> tuple[str, ...]:
    ways = publication.releases
    if ways.empty:
        return ()
    rows = ways.groupby("change")["rows"].sum()
    open_ways = ways[ways["traceable"]]
    least = publication.supplies.k if publication.supplies else 0
    said = ", ".join(f"{few_in_words(int(rows[name]), least)} {name}" for name in rows.index)
    first = f"Beside the earlier release: {said}."
    if open_ways.empty:
        return (
            first,
            "Whichever way a row went since the release before this one, at least k went it "
            "together; older releases are not looked at.",
        )
    traced = listing([str(name) for name in open_ways["change"].unique()])
    return (
        first,
        f"Fewer than k rows went some ways together ({traced}): somebody who knows what happened "
        "to a person in between may tell the row. Another secret breaks the tie to the earlier "
        "release.",
    )
