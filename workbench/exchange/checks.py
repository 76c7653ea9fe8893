"""What a table of the exchange must hold beside keys, ranges and required cells."""

from collections.abc import Callable, Sequence

import numpy as np

from workbench.company.draft import Draft, Finding
from workbench.errors import Fault
from workbench.exchange.descriptor import Described
from workbench.occupations.public_groups import code_system

_ASK = "Ask who published the package."


def checks_of(one: Described) -> tuple[Callable[[Draft], list[Finding]], ...]:
    """Give the checks of the tables of a package."""

    def own_rows(draft: Draft) -> list[Finding]:
        """Rows of an organisation that is not the one that publishes the package."""
        return draft.find(
            draft.frame["organisation"] != one.organisation,
            level="set_aside", code="other_organisation", column="organisation",
            found="found {values}", allowed=f"{one.organisation}, as the package says", action=_ASK,
        )  # fmt: skip

    def consent_runs(draft: Draft) -> list[Finding]:
        """People whose consent was over when the package was made."""
        if "consent_until" not in draft.frame:
            return []
        return draft.find(
            draft.frame["consent_until"] < one.as_of,
            level="set_aside", code="consent_ended", column="consent_until",
            found="{values} is before the date of the package",
            allowed=f"from {one.as_of.date()} on", action="Nothing: without consent no offer.",
        )  # fmt: skip

    return (own_rows, codes_of_their_system, consent_runs, pay_in_order)


def codes_of_their_system(draft: Draft) -> list[Finding]:
    """Find codes that are not of the system the row names."""
    systems = draft.frame["occupation_code"].map(code_system)
    return draft.find(
        (systems != draft.frame["code_system"]).to_numpy(),
        level="set_aside", code="not_of_the_system", column="occupation_code",
        found="found {values}",
        allowed="a code of the row's system, such as 17-2041 (onet_soc) or 2145 (isco_08)",
        action=_ASK,
    )  # fmt: skip


def pay_in_order(draft: Draft) -> list[Finding]:
    """Find pay bands whose lower end is above the upper one; that end is then unknown."""
    if "pay_low_per_year" not in draft.frame:
        return []
    hit = draft.frame["pay_low_per_year"] > draft.frame["pay_high_per_year"]
    return [
        finding
        for column in ("pay_low_per_year", "pay_high_per_year")
        for finding in draft.find(
            np.asarray(hit), level="blanked", code="pay_out_of_order", column=column,
            found="the lower end is above the upper one", allowed="a band from low to high",
            action=_ASK,
        )
    ]  # fmt: skip


def same_organisation(described: Sequence[Described]) -> list[Fault]:
    """Find packages of an organisation that another package is of."""
    first: dict[str, str] = {}
    faults = []
    for one in described:
        if not one.organisation:
            continue
        if one.organisation in first:
            faults.append(
                Fault(
                    "stop", "same_organisation", one.label, "", (),
                    f"the organisation {one.organisation!r} is that of {first[one.organisation]}",
                    "one package of each organisation", "Leave the older one out.",
                )
            )  # fmt: skip
        first.setdefault(one.organisation, one.label)
    return faults
