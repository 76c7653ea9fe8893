"""The chance of a successor, post by post, as a table and in sentences."""

import pandas as pd

from workbench.pools.one_ready import BANDS
from workbench.words import count, have, percent

LIKELY = 0.9


def chance_table(chances: pd.DataFrame) -> pd.DataFrame:
    """List the chance of each post to have somebody ready and here, as text.

    Parameters
    ----------
    chances : from ``bench_chances``

    Returns
    -------
    DataFrame with post (title and id), pool, names, not_assessed (names of unknown readiness),
        chance (text), band, range (text), two (chance that a second one is ready too, text)
    """
    bounds = chances[["chance_low", "chance_high"]].to_numpy(float)
    return pd.DataFrame(
        {
            "post": chances["title"] + " (" + chances["position_id"] + ")",
            "pool": chances["pool"],
            "names": chances["names"],
            "not_assessed": chances["unknown"],
            "chance": [percent(chance) for chance in chances["chance"]],
            "band": chances["band"],
            "range": [f"{percent(low)} to {percent(high)}" for low, high in bounds],
            "two": [percent(chance) for chance in chances["chance_of_two"]],
        }
    )


def band_table(chances: pd.DataFrame) -> pd.DataFrame:
    """Count the posts by what their chance of a successor reaches; the numbers add up to all.

    Parameters
    ----------
    chances : from ``bench_chances``

    Returns
    -------
    DataFrame with band (in order, each of them) and posts

    Examples
    --------
    >>> table = band_table(pd.DataFrame({"band": ["no name", "no name", "not known"]}))
    >>> table["posts"].tolist()
    [2, 0, 0, 0, 1]
    """
    counts = chances["band"].value_counts().reindex(list(BANDS), fill_value=0)
    return pd.DataFrame({"band": list(BANDS), "posts": counts.to_numpy(dtype=int)})


def chance_findings(chances: pd.DataFrame, *, chance: float = LIKELY) -> tuple[str, ...]:
    """Say how many posts reach a chance, and what three names are worth.

    Parameters
    ----------
    chances : from ``bench_chances``
    chance : the chance asked for, in (0, 1)
    """
    if chances.empty:
        return ()
    reached = int((chances["chance"] >= chance).sum())
    nobody = int((chances["names"] == 0).sum())
    unknown = int(chances["chance"].isna().sum())
    parts = [
        f"{reached} {have(reached)} a successor ready and here with a chance of "
        f"{percent(chance)} or more"
    ]
    if nobody:
        parts.append(f"{nobody} {have(nobody)} no name at all")
    if unknown:
        parts.append(f"at {unknown} nobody named is assessed well enough to say")
    words = [f"Of {count(len(chances), 'post')}, {'; '.join(parts)}."]
    three = chances[chances["names"] >= 3]
    known = three.dropna(subset=["chance"])
    short = int((known["chance"] < chance).sum())
    if len(known):
        words.append(
            f"Of {count(len(known), 'post')} with three names or more whose chance is known, "
            f"{short} stay under {percent(chance)}: the number of names alone does not say it."
            if short
            else f"All {count(len(known), 'post')} with three names or more whose chance is known "
            f"reach {percent(chance)}."
        )
    return tuple(words)
