"""What the brief says, the most important first."""

import pandas as pd

from workbench.brief.decisions import OTHERS
from workbench.drain.risk import DrainRisk
from workbench.pools.build import Pools
from workbench.positions.ranking.rank import Ranking
from workbench.words import count, have, listing, money, percent


def brief_findings(risk: DrainRisk, decisions: pd.DataFrame) -> tuple[str, ...]:
    """Say what stands at the top of the brief.

    Parameters
    ----------
    risk : from ``drain_risk``
    decisions : from ``make_decisions``

    Returns
    -------
    Sentences: the money, what is asked for first, how far the amounts can be trusted
    """
    sentences = (_money_words(risk), _decision_words(decisions), _doubt_words(risk))
    return tuple(sentence for sentence in sentences if sentence)


def _money_words(risk: DrainRisk) -> str:
    if risk.ledger.means.empty:
        return "What departures would cost is not assessed: the report of brain drain says why."
    expected = risk.summary.set_index("measure").loc["expected_loss"].to_dict()
    low, mean, high = (money(expected[name], risk.currency) for name in ("low", "amount", "high"))
    tail = money(risk.figure("value_at_risk_95"), risk.currency)
    return (
        f"Departures from {count(len(risk.posts), 'post')} are expected to cost {mean} in "
        f"{risk.horizon_days} days (range {low} to {high}); one time in twenty more than {tail}."
    )


def _decision_words(decisions: pd.DataFrame) -> str:
    asked = decisions.loc[decisions["kind"] != OTHERS, "decision"].head(3)
    first = [str(text)[:1].lower() + str(text)[1:] for text in asked]
    return f"Asked for first: {listing(first)}." if first else ""


def key_words(ranking: Ranking) -> str:
    """Say how many posts are key."""
    total, key = len(ranking.table), len(ranking.key_positions)
    borderline = len(ranking.borderline_positions)
    if not key and not borderline:
        return (
            "No post can be called key on these tables; the report of key positions says what "
            "is missing."
        )
    return (
        f"{count(key, 'post')} of {total:,} are key ({percent(key / total)}); "
        f"{count(borderline, 'more post')} on the border, for a panel to judge."
    )


def bench_words(pools: Pools) -> str:
    """Say how many posts have a name on the bench, and how many could be filled at once."""
    if pools.lacks["bench"]:
        return ""
    steps = pools.bench.waterfall.set_index("step")["posts"]
    return (
        f"{steps['named']} of {count(steps['posts in scope'], 'post')} "
        f"{have(steps['named'])} a name on the bench; only "
        f"{steps['not double-booked']} could be filled at the same time with people ready now."
    )


def _doubt_words(risk: DrainRisk) -> str:
    placeholders = int(risk.inputs["placeholder"].sum())
    bound = "" if risk.ledger.not_assessed.empty else " They are a lower bound: some is unknown."
    if not placeholders:
        return bound.strip()
    return (
        f"{placeholders} of {len(risk.inputs)} inputs behind the money are placeholders: read the "
        "amounts as an order of magnitude until the company's own ranges replace them." + bound
    )
