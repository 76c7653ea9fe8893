"""What the value chain says, in sentences, the most pressing first."""

import pandas as pd

from workbench.value_chain.build import ValueChain
from workbench.value_chain.coverage import COVERED, NOBODY, THIN, UNKNOWN
from workbench.words import count, have, listing, money, percent


def chain_findings(chain: ValueChain) -> tuple[str, ...]:
    """Say where nobody provides what is needed, what it brings soon and late, and for whom.

    Parameters
    ----------
    chain : from ``build_value_chain``

    Returns
    -------
    Sentences; none where the tables are missing
    """
    sentences = (
        _coverage_words(chain.coverage),
        _nobody_words(chain.coverage),
        _alone_words(chain.coverage),
        _money_words(chain),
        _gain_words(chain.introduced),
        _focus_words(chain),
    )
    return tuple(sentence for sentence in sentences if sentence)


def _coverage_words(coverage: pd.DataFrame) -> str:
    needs = coverage[coverage["needed_per_year"] > 0]
    if needs.empty:
        return ""
    states = needs["state"].value_counts()
    parts = [
        f"{states.get(COVERED, 0)} {'is' if states.get(COVERED, 0) == 1 else 'are'} covered",
        f"{states.get(THIN, 0)} thin",
        f"{states.get(NOBODY, 0)} met by nobody",
    ]
    if unknown := int(states.get(UNKNOWN, 0)):
        parts.append(f"{unknown} not known")
    needed = count(len(needs), "need of a group in a link", "needs of a group in a link")
    return f"Of {needed}, {listing(parts)}."


def _nobody_words(coverage: pd.DataFrame) -> str:
    bare = coverage[coverage["state"] == NOBODY]
    bare = bare.sort_values("needed_per_year", ascending=False, kind="stable")
    named = [
        f"{row['link']} for {row['talent_group']} ({row['needed_per_year']:,.0f} people a year)"
        for row in bare.to_dict("records")
    ]
    return f"Nobody provides {listing(named, most=3)}." if named else ""


def _alone_words(coverage: pd.DataFrame) -> str:
    covered = coverage[coverage["state"] == COVERED]
    alone = int(covered["hangs_on_one"].sum())
    if not alone:
        return ""
    verb = "hangs" if alone == 1 else "hang"
    return f"{alone} of {count(len(covered), 'covered need')} {verb} on one provider."


def _money_words(chain: ValueChain) -> str:
    known = chain.horizons.dropna(subset=["cost_per_year"])
    if known.empty:
        return ""
    cost, soon, late = (
        float(known[name].sum())
        for name in ("cost_per_year", "first_year_balance", "horizon_balance")
    )
    at_once = known.loc[known["first_year_balance"] >= 0, "link"].tolist()
    pays = f"; at once pays only {listing(at_once)}" if at_once else "; no link pays at once"
    unknown = int(chain.horizons["unknown_services"].sum())
    left = f" {count(unknown, 'service')} without all amounts left out." if unknown else ""
    years = count(chain.horizon_years, "year")
    return (
        f"A year of service costs {money(cost, chain.currency)}. Its first year brings "
        f"{_against(soon, chain.currency)}, {years} {_against(late, chain.currency)} "
        f"(discounted by {percent(chain.discount_rate)} a year){pays}.{left}"
    )


def _against(balance: float, currency: str) -> str:
    return f"{money(abs(balance), currency)} {'more' if balance >= 0 else 'less'} than that"


def _gain_words(introduced: pd.DataFrame) -> str:
    helped, shifted, gained, unknown = (
        float(introduced[name].sum())
        for name in ("helped_per_year", "shifted_per_year", "gained_per_year", "unknown_per_year")
    )
    if not helped:
        return ""
    left = f"; where {unknown:.0f} came from is not known" if unknown else ""
    return (
        f"Introduction brings {count(round(helped), 'person', 'people')} a year to the employers; "
        f"{shifted:.0f} of them left another employer of the region, which is no gain of the "
        f"region, {gained:.0f} are its net gain{left}."
    )


def _focus_words(chain: ValueChain) -> str:
    spread = chain.providers[chain.providers["state"] == "spread"]
    parts = [
        f"{row['provider']} ({percent(row['core_share'])})" for row in spread.to_dict("records")
    ]
    if not parts:
        return ""
    return (
        f"{count(len(parts), 'provider')} {have(len(parts))} less than "
        f"{percent(chain.least_core_share)} of the cost in core business: {listing(parts, most=4)}."
    )
