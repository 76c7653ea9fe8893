"""What the sensitivity says, in sentences, the most important first."""

import numpy as np
import pandas as pd

from workbench.drain.sensitivity.analyse import EXPECTED, SHORTFALL, Sensitivity
from workbench.drain.sensitivity.inputs import ASSUMPTION, PLACEHOLDER
from workbench.drain.sensitivity.tornado import NO_EFFECT, NO_WIDTH
from workbench.words import count, have, listing, money, percent

_MOST = 3
_CLEAR = 2.0
# A part of the variance, and a part of the loss, that is worth a sentence.
_TELLING = 0.01
_APART = 0.05


def findings(found: Sensitivity) -> tuple[str, ...]:
    """Say what the loss hangs on, what acts together, and what is worth finding out first.

    Parameters
    ----------
    found : of one scenario

    Returns
    -------
    Sentences; none where there is no analysis: its ``lacks`` says why. Parts of the variance under
    two standard errors are not told.
    """
    if found.lacks:
        return ()
    sentences = (
        spread_words(found), _drives(found), _first(found), _worth(found), _placeholders(found),
        _bad_end(found), _together(found), _map(found), _still(found),
    )  # fmt: skip
    return tuple(sentence for sentence in sentences if sentence)


def _money(found: Sensitivity, amount: float) -> str:
    return money(float(amount), found.currency)


def spread_words(found: Sensitivity) -> str:
    """Say how far the loss runs with all inputs within their ranges, times to fill among them."""
    if found.lacks:
        return ""
    usual, worst = (
        f"{_money(found, low)} to {_money(found, high)}"
        for low, high in (found.spread[name] for name in (EXPECTED, SHORTFALL))
    )
    words = (
        "With all inputs within their ranges, times to fill among them, the expected loss runs "
        f"from {usual} and the mean of the worst twentieth from {worst} (P10 to P90)"
    )
    if abs(found.mean - found.reported) <= _APART * found.reported:
        return f"{words}."
    side = "above" if found.mean > found.reported else "below"
    return (
        f"{words}; the mean over them is {_money(found, found.mean)}, {side} the "
        f"{_money(found, found.reported)} that takes times to fill as known."
    )


def _swing(found: Sensitivity, row: pd.Series, what: str) -> str:
    low, high = row[f"{what}_at_p10"], row[f"{what}_at_p90"]
    return f"from {_money(found, low)} to {_money(found, high)}"


def _drives(found: Sensitivity) -> str:
    rows = found.tornado[found.tornado["expected_loss_swing"] > 0].head(_MOST)
    if rows.empty:
        return "No input has a range that moves the expected loss."
    first = rows.iloc[0]
    rest = [f"the {words}" for words in rows["words"].tolist()[1:]]
    return (
        f"The expected loss hangs most on one input, the {first['words']}: it goes "
        f"{_swing(found, first, EXPECTED)} over its range (P10 to P90) with all others in their "
        f"middle{f'; next come {listing(rest)}' if rest else ''}."
    )


def _bad_end(found: Sensitivity) -> str:
    rows = found.tornado.sort_values("shortfall_swing", ascending=False, kind="stable")
    if not rows["shortfall_swing"].max() > 0:
        return ""
    first = rows.iloc[0]
    return (
        f"The worst twentieth hangs most on the {first['words']}: its mean goes "
        f"{_swing(found, first, 'shortfall')} over its range."
    )


def _first(found: Sensitivity) -> str:
    rows = found.found_out
    if not found.deviation > 0 or not rows["uncertainty_removed"].max() > 0:
        return ""
    first = rows.iloc[0]
    more = (
        ", more than any other input would," if (rows["uncertainty_removed"] > 0).sum() > 1 else ""
    )
    return (
        f"The ranges leave the expected loss open by {_money(found, found.deviation)} (standard "
        f"deviation). To learn the {first['words']} would remove "
        f"{_money(found, first['uncertainty_removed'])} of it{more} "
        f"and would typically move the estimate by {_money(found, first['typical_shift'])}."
    )


def _worth(found: Sensitivity) -> str:
    decision = found.decision
    if decision.lacks:
        return ""
    whole = f"knowing everything at once would be worth {_money(found, decision.everything.amount)}"
    clear = decision.table[decision.table["clear"].astype(bool)]
    if clear.empty:
        return (
            "Before measures are bought no single input is worth finding out: whatever it turned "
            f"out to be, the same measures would be chosen; even {whole}."
        )
    first, rest = clear.iloc[0], clear.iloc[1:_MOST]
    others = [
        f"the {words} ({_money(found, amount)})"
        for words, amount in zip(rest["words"], rest["worth"], strict=True)
    ]
    return (
        f"Before measures are bought, the first thing to find out is the {first['words']}: "
        f"worth {_money(found, first['worth'])} (standard error "
        f"{_money(found, first['standard_error'])}), since it would change what is bought"
        f"{f'; next {listing(others)}' if others else ''}. "
        f"{whole[:1].upper()}{whole[1:]}, so no inquiry should cost more."
    )


def _placeholders(found: Sensitivity) -> str:
    rows = found.indices[found.indices["measure"] == EXPECTED].merge(
        found.inputs[["input", "basis"]], on="input"
    )
    moving = rows[rows["total_order"] > 0]
    bare = moving[moving["basis"] == PLACEHOLDER]
    if moving.empty or bare.empty:
        return ""
    part = float(bare["first_order"].clip(lower=0.0).sum())
    telling = bare[bare["total_order"] >= _TELLING]["words"].tolist()
    one = len(bare) == 1
    kind, explain = ("is a placeholder", "explains") if one else ("are placeholders", "explain")
    move = "that moves" if len(moving) == 1 else "that move"
    assumed = found.inputs.loc[found.inputs["basis"] == ASSUMPTION, "words"].tolist()
    more = f"; the {listing(assumed)} is an assumption" if assumed else ""
    named = [f"the {words}" for words in telling]
    which = f", first of all {listing(named, most=4)}" if named else ""
    return (
        f"{len(bare)} of {count(len(moving), 'input')} {move} the expected loss {kind} without "
        f"evidence and {explain} {percent(min(part, 1.0))} of its variance alone{which}{more}."
    )


def _together(found: Sensitivity) -> str:
    rows = found.indices[found.indices["measure"] == EXPECTED]
    # Both indices come from the same points; taken as independent the error is rather too large.
    error = np.hypot(rows["first_order_se"], rows["total_order_se"])
    clear = rows[
        (rows["interaction"] > _CLEAR * error) & (rows["interaction"] >= _TELLING)
    ].sort_values("interaction", ascending=False, kind="stable")
    alone = float(rows["first_order"].clip(lower=0.0).sum())
    if clear.empty:
        return (
            "Inputs hardly act together: alone they explain "
            f"{percent(min(alone, 1.0))} of the variance of the expected loss."
            if alone > 0.9 and (rows["total_order"] > 0).sum() > 1 else ""
        )  # fmt: skip
    top = clear.head(_MOST)
    names = [
        f"the {words} ({percent(part)})"
        for words, part in zip(top["words"], top["interaction"], strict=True)
    ]
    return (
        f"{percent(max(1 - alone, 0.0))} of the variance of the expected loss belongs to no input "
        f"alone but to several at once, most of all through {listing(names)}; a bar for one input "
        "at a time cannot show that."
    )


def _map(found: Sensitivity) -> str:
    rows = found.two_way
    now = rows[rows["present"].astype(bool)].iloc[0]
    same_rate = rows[rows["leave_factor"] == 1.0]
    same_tie = rows[rows["correlation"] == now["correlation"]]
    tie, rate = same_rate.iloc[-1], same_tie.iloc[-1]
    if not now["shortfall_95"] > 0:
        return ""
    moved = (
        f"brings the worst twentieth from {_money(found, now['shortfall_95'])} to "
        f"{_money(found, tie['shortfall_95'])}"
    )
    if abs(tie["shortfall_95"] / now["shortfall_95"] - 1) < _TELLING:
        moved = "hardly moves the worst twentieth"
    return (
        f"A tie between departures of {tie['correlation']:g} instead of {now['correlation']:g} "
        f"{moved} and leaves the expected loss as it is; "
        f"{rate['leave_factor']:g} times as many resignations bring it to "
        f"{_money(found, rate['shortfall_95'])} and the expected loss from "
        f"{_money(found, now['expected_loss'])} to {_money(found, rate['expected_loss'])}."
    )


def _still(found: Sensitivity) -> str:
    rows = found.tornado
    idle, fixed = (
        [f"the {words}" for words in rows.loc[rows["note"] == note, "words"]] for note in _STILL
    )
    parts = []
    if idle:
        acts = "what it acts" if len(idle) == 1 else "what they act"
        parts.append(
            f"nothing moves with {listing(idle)}, since {acts} on is 0 or not assessed at these "
            "posts"
        )
    if fixed:
        parts.append(f"{listing(fixed, most=3)} {have(len(fixed))} a range without width")
    words = "; ".join(parts)
    return f"{words[0].upper()}{words[1:]}." if words else ""


_STILL = (NO_EFFECT, NO_WIDTH)
