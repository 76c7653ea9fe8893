"""What the numbers say, in sentences, the most important first."""

from workbench.drain.risk import DrainRisk
from workbench.words import count, listing, money, percent

_TOP = 3
_POINTS = ("amount", "low", "high")


def findings(risk: DrainRisk) -> tuple[str, ...]:
    """Say what is at stake, where, how sure that is, and what is left out.

    Parameters
    ----------
    risk : of one scenario

    Returns
    -------
    Sentences; posts by title and id, never persons
    """
    if risk.posts.empty and risk.vacant.empty:
        return ("No post was given to price.",)
    if risk.posts.empty:
        return ("Nobody holds one of these posts, so no departure can be priced.",)
    # What the reader must not miss comes first: the amount and how far it can be trusted.
    sentences = [_stake(risk), _gaps(risk), _placeholders(risk), _where(risk), _retirements(risk),
                 _channel(risk), _rival(risk), _vacant(risk), _together(risk),
                 *risk.leaving.notes]  # fmt: skip
    return tuple(sentence for sentence in sentences if sentence)


def _stake(risk: DrainRisk) -> str:
    posts = count(len(risk.posts), "post")
    if risk.ledger.means.empty:
        return f"What departures from {posts} cost is not assessed: no amount could be made up."
    return (
        f"Departures from {posts} cost {_ranged(risk, 'expected_loss')} in expectation over "
        f"the next {risk.horizon_days} days; one time in twenty more than "
        f"{money(risk.figure('value_at_risk_95'), risk.currency)}."
    )


def _ranged(risk: DrainRisk, measure: str) -> str:
    row = risk.summary[risk.summary["measure"] == measure]
    amount, low, high = (money(float(row[at].iloc[0]), risk.currency) for at in _POINTS)
    return f"{amount} (range {low} to {high})"


def _where(risk: DrainRisk) -> str:
    top = risk.posts.sort_values("shortfall_share", ascending=False).head(_TOP)
    names = [f"{row.title} ({row.position_id})" for row in top.itertuples()]
    share = float(top["shortfall_share"].sum())
    if not share > 0:
        return ""
    return f"{percent(share)} of the loss in the worst twentieth hangs on {listing(names)}."


def _channel(risk: DrainRisk) -> str:
    sums = risk.channels.groupby("channel")["expected_loss"].sum()
    if not sums.sum() > 0:
        return ""
    name, share = str(sums.idxmax()), float(sums.max() / sums.sum())
    rows = risk.channels[risk.channels["channel"] == name]
    drivers = rows.groupby("driver")["expected_loss"].sum()
    return (
        f"The largest channel is {name} with {percent(share)} of the expected loss, "
        f"the largest part of it through {drivers.idxmax()}."
    )


def _rival(risk: DrainRisk) -> str:
    """Say what rivals gain, and that it is counted once."""
    sums = risk.rival.sum(numeric_only=True)
    if risk.rival.empty or not sums["larger_of_both"] > 0:
        return ""
    gain, inside, here, nowhere = (
        money(float(sums[name]), risk.currency)
        for name in ("larger_of_both", "taken_as_contained", "in_the_sum", "in_no_amount")
    )
    sentence = (
        f"What we lose to rivals and they gain, {gain} in expectation, is counted once: {inside} "
        f"is taken as contained in secrets and customers who follow, {here} stands under "
        "competitiveness."
    )
    if sums["in_no_amount"] < 0.5:
        return sentence
    posts = int((risk.rival["in_no_amount"] >= 0.5).sum())
    return (
        f"{sentence} At {count(posts, 'post')} these hold less than that, so {nowhere} is in no "
        "amount; a lower overlap_share in the settings would count it."
    )


def _retirements(risk: DrainRisk) -> str:
    due = risk.posts.dropna(subset=["next_retirement_on"]).sort_values("next_retirement_on")
    if due.empty:
        return ""
    posts = [
        f"{row.title} ({row.position_id}, {row.next_retirement_on:%Y-%m-%d})"
        for row in due.itertuples()
    ]
    return f"By its date, not by chance, a retirement falls due in {listing(posts)}."


def _together(risk: DrainRisk) -> str:
    rows = risk.leavers[risk.leavers["probability_at_least"] >= 0.05]
    most = int(rows["leavers"].max())
    if most < 2:
        return ""
    chance = float(rows["probability_at_least"].iloc[-1])
    return (
        f"With a chance of {percent(chance)} {count(most, 'person', 'people')} or more leave "
        f"within the horizon (departures tied with {risk.correlation:g}, an assumption)."
    )


def _vacant(risk: DrainRisk) -> str:
    if risk.vacant.empty:
        return ""
    names = [f"{row.title} ({row.position_id})" for row in risk.vacant.itertuples()]
    total = float(risk.vacant["cost_per_month"].sum(min_count=1))
    return f"Already empty: {listing(names)}, at {money(total, risk.currency)} a month."


def _gaps(risk: DrainRisk) -> str:
    missing = risk.ledger.not_assessed
    if missing.empty:
        return ""
    posts = missing["position_id"].nunique()
    return (
        f"{_bound_words(risk)}at {count(posts, 'post')} something is not assessed "
        f"({listing(list(missing['driver'].unique()))})."
    )


def _bound_words(risk: DrainRisk) -> str:
    return "The amounts are a lower bound: " if len(risk.ledger.means) else "Missing inputs: "


def _placeholders(risk: DrainRisk) -> str:
    number = int(risk.inputs["placeholder"].sum())
    if not number:
        return ""
    return (
        f"{number} of {len(risk.inputs)} ranges behind these amounts are placeholders without "
        "evidence; put your own into the settings file before deciding on money."
    )
