"""Why a post stands where it stands: what lifts it, what would move it, whom it beats."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.mcda.attribution import shapley_parts
from workbench.positions.ranking.asked import posts_asked_for
from workbench.positions.ranking.model import Array, score
from workbench.positions.ranking.rank import Ranking
from workbench.positions.ranking.stability import pairwise_winning
from workbench.positions.why.changes import changes
from workbench.positions.why.scales import Scales
from workbench.words import in_words, listing

# With more criteria than this the steps are dimensions: every subset of the steps is scored.
MOST_STEPS = 14
_STEPS = ["position_id", "step", "measured", "typical", "value", "typical_value", "adds"]
_DUELS = ["position_id", "rival_id", "rival", "wins_share"]


@dataclass(frozen=True)
class Why:
    """Reasons behind the places of chosen posts.

    Attributes
    ----------
    posts : one row a post, in the order asked for: position_id, title, unit, verdict, chance,
        score, score_low, score_high, gates (failed or not assessed), typical_score (score of a post
        with the middle value on every criterion that is known of this one), unknown (criteria
        nothing is known of, in words)
    steps : one row a post and a known criterion, the largest step first: position_id, step (the
        criterion; the dimension where there are many), measured and typical (amounts in words,
        empty for a dimension), value and typical_value (in [0, 1]), adds (points of score; the
        steps of a post sum to score minus typical_score)
    changes : one row a post and a criterion whose change alone could move it, the nearest first:
        position_id, criterion, now, borderline_from and key_from (amounts in words from which on it
        is borderline, key, all else as it is), distance (from the value now to the nearest of them
        that moves it, in [0, 1]; missing where the value is unknown now)
    duels : one row a post and a rival among the posts asked for: position_id, rival_id, rival
        (title), wins_share (share of the draws in which the post scores higher; ties count half)
    """

    posts: pd.DataFrame
    steps: pd.DataFrame
    changes: pd.DataFrame
    duels: pd.DataFrame


def explain(company: Company, ranking: Ranking, position_ids: str | Sequence[str]) -> Why:
    """Explain the places of these posts.

    Parameters
    ----------
    company, ranking : what was ranked, and how
    position_ids : ids of open posts, also ordinary ones; a text is the id of one post

    Returns
    -------
    Why

    Raises
    ------
    ParameterError
        If an id is none of an open post.
    """
    ids = posts_asked_for(ranking, position_ids)
    scales, settings = Scales(company, ranking), company.settings.positions
    limits = {"key_at": settings.key_at, "borderline_at": settings.borderline_at}
    return Why(
        posts=_posts(ranking, ids),
        steps=_steps(ranking, scales, ids),
        changes=changes(ranking, scales, ids, **limits),
        duels=_duels(ranking, ids),
    )


def typical_values(ranking: Ranking) -> pd.Series:
    """Give the middle value of each criterion over the open posts it is known of."""
    return ranking.measured.value[list(ranking.criteria)].median()


def _typical_rows(ranking: Ranking, rows: Array) -> Array:
    """Middle values where a row is known, missing where it is not."""
    return np.where(np.isnan(rows), np.nan, typical_values(ranking).to_numpy())


def _posts(ranking: Ranking, ids: list[str]) -> pd.DataFrame:
    values = ranking.measured.value.loc[ids, list(ranking.criteria)]
    unknown = [
        listing([in_words(name) for name in values.columns[row]], most=12) if row.any() else ""
        for row in values.isna().to_numpy()
    ]
    columns = ["title", "unit", "verdict", "chance", "score", "score_low", "score_high", "gates"]
    table = ranking.table.set_index("position_id").loc[ids, columns]
    typical = score(ranking.model, _typical_rows(ranking, values.to_numpy()))
    return table.assign(typical_score=typical, unknown=unknown).reset_index()


def _steps(ranking: Ranking, scales: Scales, ids: list[str]) -> pd.DataFrame:
    model, criteria = ranking.model, list(ranking.criteria)
    names = criteria if len(criteria) <= MOST_STEPS else list(ranking.dimensions.columns)
    players = np.arange(len(criteria)) if names == criteria else model.groups
    rows = model.value[ranking.dimensions.index.get_indexer(pd.Index(ids))]
    found = []
    for post, values in zip(ids, rows, strict=True):
        typical = _typical_rows(ranking, values)
        parts = shapley_parts(partial(score, model), values, typical, players)
        for place, name in enumerate(names):
            known = players == place
            if np.isnan(values[known]).all():
                continue
            words = ("", "") if names != criteria else (scales.now(post, name), scales.middle(name))
            found.append(
                (
                    post, name, *words,
                    float(np.nanmean(values[known])), float(np.nanmean(typical[known])),
                    float(parts[place]),
                )
            )  # fmt: skip
    table = pd.DataFrame(found, columns=_STEPS)
    size, order = table["adds"].abs(), table["position_id"].map(ids.index)
    ordered = table.assign(size=size, order=order).sort_values(
        ["order", "size", "step"], ascending=[True, False, True]
    )
    return ordered[_STEPS].reset_index(drop=True)


def _duels(ranking: Ranking, ids: list[str]) -> pd.DataFrame:
    if not ranking.places or len(ids) < 2:
        return pd.DataFrame(columns=_DUELS)
    rows = ranking.dimensions.index.get_indexer(pd.Index(ids))
    wins = pairwise_winning(ranking.model, rows, draws=ranking.draws, seed=ranking.seed)
    titles = ranking.table.set_index("position_id")["title"]
    pairs = [(a, b) for a in range(len(ids)) for b in range(len(ids)) if a != b]
    return pd.DataFrame(
        [(ids[a], ids[b], titles[ids[b]], wins[a, b]) for a, b in pairs], columns=_DUELS
    )
