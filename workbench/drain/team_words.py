"""Teams that a rival could take, in sentences and as a table."""

import pandas as pd

from workbench.drain.teams import ExposedTeams
from workbench.words import count, money, percent

_BELOW = 0.95


def team_findings(exposed: ExposedTeams) -> tuple[str, ...]:
    """Say which team would cost most, where the loss falls, and what speaks for a rival's offer.

    Parameters
    ----------
    exposed : of ``exposed_teams``

    Returns
    -------
    Sentences; posts by title and id, never persons. One that says so where there is no team.
    """
    if exposed.lacks:
        return ()
    if exposed.teams.empty:
        return ("No three people of whom one is in these posts all go to each other.",)
    first, currency = exposed.teams.iloc[0], exposed.currency
    people = count(int(first["people"]), "person", "people")
    sentence = (
        f"A rival that took the {people} of {first['posts']}, who all go to each other, would take "
        f"{money(float(first['loss_if_taken']), currency)}: "
        f"{money(float(first['channel_loss']), currency)} of it in the channel of "
        f"{first['channel']}, most through {first['driver']}."
    )
    return tuple(one for one in (sentence, _signs(first)) if one)


def _signs(row: pd.Series) -> str:
    signs = []
    if row["pay_ratio"] < _BELOW:
        signs.append(
            f"half of them earn about {percent(float(row['pay_ratio']))} of the market median or "
            "less"
        )
    gone = row["family_to_rivals"]
    if gone > 0:
        signs.append(
            f"{count(int(gone), 'colleague')} of the family {row['job_family']} went to rivals "
            "within the last 365 days"
        )
    return f"An offer is likely to be heard: {' and '.join(signs)}." if signs else ""


def team_table(exposed: ExposedTeams) -> pd.DataFrame:
    """Give the teams as a page shows them.

    Returns
    -------
    DataFrame: position_ids, people, loss_if_taken, dearest_alone, adds, most_in (channel and
    driver), job_family, family_to_rivals, pay_ratio (share of the market median)
    """
    rows = exposed.teams
    columns = ["position_ids", "people", "loss_if_taken", "dearest_alone", "adds", "most_in",
               "job_family", "family_to_rivals", "pay_ratio"]  # fmt: skip
    return rows.assign(most_in=rows["channel"] + ": " + rows["driver"])[columns]
