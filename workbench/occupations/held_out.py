"""What a score is worth: public titles held out, and how often their occupation is found again."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.occupations.candidates import score_titles
from workbench.occupations.nearness import Floats, TitleIndex
from workbench.occupations.onet import Onet
from workbench.settings.occupations import OccupationSettings

BANDS = 5
_Z = 1.96


@dataclass(frozen=True, eq=False)
class HeldOut:
    """Public titles, each proposed for without its own words, and how often that was right.

    Attributes
    ----------
    titles : title, occupation_code (its own), place (of its own among the candidates, NaN where it
        is not among them), score (of the first candidate), closeness (of the nearest public title),
        any_right (the first is one of all occupations that have the same words)
    bands : one row a fifth of the titles by score: score_from, score_to, titles, right_1 to
        right_n (share whose own occupation was at that place), first_low and first_high (95 %
        interval of right_1), among (share at any place)
    first_share, among_share, any_share : over all titles: own occupation first; among the
        candidates; first is one of those with the same words
    """

    titles: pd.DataFrame
    bands: pd.DataFrame
    first_share: float
    among_share: float
    any_share: float

    def chance(self, first_score: float, place: int) -> float:
        """Give the measured chance that a candidate is right.

        Parameters
        ----------
        first_score : score of the first candidate of the title
        place : which candidate, from 1

        Returns
        -------
        The share of held-out titles of the same band whose occupation was at that place
        """
        band = int(np.searchsorted(self.bands["score_from"].to_numpy()[1:], first_score, "right"))
        return float(self.bands[f"right_{place}"].iloc[band])


def hold_out(onet: Onet, index: TitleIndex, settings: OccupationSettings) -> HeldOut:
    """Hold out alternate titles and look whether their occupation is found without them.

    Parameters
    ----------
    onet, index : the public titles, and the same made ready
    settings : how many titles, the seed of the draw, and how candidates are scored

    Returns
    -------
    HeldOut

    Notes
    -----
    Titles are drawn with equal chance among all pairs of an alternate title and its occupation.
    With a title, every title with the same telling words is left out, of all occupations. A draw
    counts as right only for its own occupation, although others may have the same title too.
    """
    drawn = _drawn(onet, index, settings)
    words = [index.words[place] for place in drawn["words"]]
    scored = score_titles(index, words, settings, without_same=True)
    found = scored.occupation[:, : settings.candidates]
    hit = found == drawn["occupation"].to_numpy()[:, None]
    place = np.where(hit.any(axis=1), hit.argmax(axis=1) + 1.0, np.nan)
    of_words = index.votes[drawn["words"].to_numpy()]
    shared = np.asarray(of_words[np.arange(len(drawn)), found[:, 0]]).ravel() > 0
    titles = pd.DataFrame(
        {
            "title": drawn["title"].to_numpy(),
            "occupation_code": index.codes[drawn["occupation"].to_numpy()],
            "place": place,
            "score": scored.score[:, 0],
            "closeness": scored.closeness.max(axis=1),
            "any_right": shared,
        }
    )
    bands = _bands(titles, found.shape[1])
    return HeldOut(
        titles,
        bands,
        float((titles["place"] == 1).mean()),
        float(titles["place"].notna().mean()),
        float(titles["any_right"].mean()),
    )


def _drawn(onet: Onet, index: TitleIndex, settings: OccupationSettings) -> pd.DataFrame:
    kinds = onet.titles.drop_duplicates(["occupation_code", "title"])
    alternate = kinds.loc[kinds["kind"] == "alternate", ["occupation_code", "title"]]
    rows = index.places.assign(occupation_code=index.codes[index.places["occupation"]])
    rows = rows.merge(alternate, on=["occupation_code", "title"])
    number = min(settings.held_out_titles, len(rows))
    chosen = np.random.default_rng(settings.seed).choice(len(rows), number, replace=False)
    return rows.iloc[np.sort(chosen)].reset_index(drop=True)


def _bands(titles: pd.DataFrame, places: int) -> pd.DataFrame:
    ordered = titles.sort_values("score", kind="stable")
    rows = []
    for part in np.array_split(np.arange(len(ordered)), min(BANDS, len(ordered))):
        band = ordered.iloc[part]
        low, high = wilson(int((band["place"] == 1).sum()), len(band))
        rights = {f"right_{k}": (band["place"] == k).mean() for k in range(1, places + 1)}
        rows.append(
            {"score_from": band["score"].min(), "score_to": band["score"].max(),
             "titles": len(band), **rights, "first_low": low, "first_high": high,
             "among": band["place"].notna().mean()}
        )  # fmt: skip
    return pd.DataFrame(rows)


def wilson(hits: int, number: int) -> tuple[float, float]:
    """Give the 95 % interval of a share (Wilson 1927).

    Examples
    --------
    >>> [round(end, 3) for end in wilson(8, 10)]
    [0.49, 0.943]
    """
    share = hits / number
    middle = share + _Z**2 / (2 * number)
    half = _Z * np.sqrt(share * (1 - share) / number + _Z**2 / (4 * number**2))
    scale = 1 + _Z**2 / number
    return float((middle - half) / scale), float((middle + half) / scale)


def closeness_steps(held: HeldOut, steps: Floats) -> pd.DataFrame:
    """Share of held-out titles below each closeness, and how often their first one was right."""
    rows = []
    for step in steps:
        below = held.titles[held.titles["closeness"] < step]
        right = (below["place"] == 1).mean() if len(below) else np.nan
        rows.append((step, len(below) / len(held.titles), right))
    return pd.DataFrame(rows, columns=["closeness_below", "titles_share", "right_1"])
