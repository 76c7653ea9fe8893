"""What the market says, in sentences, the most important first."""

import pandas as pd

from workbench.market.fill import DAYS_PER_MONTH, EMPTY_SEATS
from workbench.market.hard import LEAST_GAP
from workbench.market.view import MarketView
from workbench.words import beside, count, listing, months, percent


def market_findings(view: MarketView) -> tuple[str, ...]:
    """Say what the market and the own vacancies mean for the listed posts.

    Parameters
    ----------
    view : as from ``market_view``

    Returns
    -------
    tuple of plain sentences; those without anything to say are left out
    """
    sentences = (
        _hard_words(view),
        _tight_words(view.tightness),
        _pay_words(view.pay),
        _own_words(view.families),
        _unknown_words(view),
    )
    return tuple(sentence for sentence in sentences if sentence)


def _hard_words(view: MarketView) -> str:
    known = view.fill.dropna(subset=["external_months"])
    if known.empty:
        return ""
    seen = known[known["source"] != EMPTY_SEATS]
    if seen.empty:
        return (
            "No market, own vacancy or estimate says how long posts take to fill; the days in use "
            "rest on empty seats and an assumed rate of leaving, and name no hard market."
        )
    known = seen
    hard = known[known["external_months"] >= view.hard_market_months]
    limit, worst = months(view.hard_market_months), known.iloc[0]
    low, high = (worst[name] / DAYS_PER_MONTH for name in ("fill_days_low", "fill_days_high"))
    verb = "takes" if len(hard) == 1 else "take"
    posts = f"{len(hard)} of {count(len(known), 'listed post')} {verb}"
    why = f": {worst['why']}" if worst["why"] else ""
    return (
        f"{posts if len(hard) else 'No listed post takes'} {limit} or more to fill from outside; "
        f"the longest, {worst['title']} ({worst['position_id']}), "
        f"{months(worst['external_months'])} ({low:.0f} to {high:.0f} with a chance of 80 %){why}."
    )


def _tight_words(tightness: pd.DataFrame) -> str:
    known = tightness.dropna(subset=["openings_per_seeker"])
    if known.empty:
        return ""
    tight, first = known[known["openings_per_seeker"] > 1], known.iloc[0]
    named = f"{first['occupation_code']} in {first['region']} (such as {first['example']})"
    ratio = beside(first["openings_per_seeker"], 1, decimals=1)
    return (
        f"In {len(tight)} of {len(known)} occupations by region, with "
        f"{count(int(tight['posts'].sum()), 'post')}, more posts are open than people look for "
        f"one; tightest: {named} with {ratio} openings per seeker."
    )


def _pay_words(pay: pd.DataFrame) -> str:
    known = pay.dropna(subset=["pay_ratio"])
    if known.empty:
        return ""
    below = known[known["pay_ratio"] <= 1 - LEAST_GAP]
    if below.empty:
        return f"None of {count(len(known), 'listed post')} is paid 5 % or more below the market."
    named = [
        f"{title} ({post}) by {percent(1 - ratio)}"
        for title, post, ratio in zip(
            below["title"], below["position_id"], below["pay_ratio"], strict=True
        )
    ]
    verb = "is" if len(below) == 1 else "are"
    return (
        f"{len(below)} of {count(len(known), 'listed post')} {verb} paid 5 % or more below the "
        f"market median: {listing(named, most=3)}."
    )


def _own_words(families: pd.DataFrame) -> str:
    if families.empty:
        return ""
    every = families.iloc[0]
    if pd.isna(every["median_days"]) or not every["still_open"]:
        return _plain_own_words(every)
    return (
        f"Half of the own vacancies are filled within {count(int(every['median_days']), 'day')}, "
        f"and for each fill a vacancy is open {every['days_per_fill']:.0f} days; leaving out the "
        f"{every['still_open']} still open would make that "
        f"{every['median_without_open_days']:.0f} and {every['days_per_fill_without_open']:.0f}."
    )


def _plain_own_words(every: pd.Series) -> str:
    if pd.isna(every["median_days"]):
        return (
            f"Of {count(every['vacancies'], 'own vacancy', 'own vacancies')} {every['fills']} "
            f"{'is' if every['fills'] == 1 else 'are'} filled so far: too few to say after how "
            "many days half are."
        )
    return (
        f"Half of the own vacancies were filled within {count(int(every['median_days']), 'day')}."
    )


def _unknown_words(view: MarketView) -> str:
    if view.unknown.empty:
        return ""
    counts = view.unknown["reason"].value_counts()
    parts = [f"{reason} for {number}" for reason, number in counts.items()]
    return (
        f"The market says nothing of {len(view.unknown)} of "
        f"{count(len(view.fill), 'listed post')}: {listing(parts)}."
    )
