"""What the law says about two measures, by jurisdiction: notes with their sources, no advice."""

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.settings.drain import Jurisdiction

ADVICE = "Take legal advice."
DEPOSIT_OFF = (
    "Switched off: taking a deposit from employees or holding pay back is unlawful in many places."
)


@dataclass(frozen=True)
class Law:
    """One jurisdiction: its name, whether a ban on competing can bind, and notes with sources."""

    name: str
    non_compete_binds: bool
    non_compete: str
    deposit: str = ""


_STATES = (
    "United States: differs by state; void in California, Minnesota, North Dakota and Oklahoma. "
    "The federal rule of 2024 was set aside before it took effect (Ryan LLC v. FTC, N.D. Tex. 2024)"
)
LAWS: Mapping[Jurisdiction, Law] = {
    "CN": Law(
        "China", True,
        "China: only senior managers, senior technicians and others bound to secrecy, two years "
        "at most, against monthly pay during the ban (Labour Contract Law, arts. 23 and 24)",
        "China: an employer may not ask for a guarantee or take property, and pays a fine for "
        "it (Labour Contract Law, arts. 9 and 84)",
    ),
    "DE": Law(
        "Germany", True,
        "Germany: in writing, two years at most, for a legitimate business interest, against at "
        "least half of the last pay during the ban (Handelsgesetzbuch §§ 74 and 74a with "
        "Gewerbeordnung § 110)",
    ),
    "UK": Law(
        "United Kingdom", True,
        "United Kingdom: void as a restraint of trade unless it goes no further than a "
        "legitimate interest needs (Tillman v Egon Zehnder [2019] UKSC 32)",
        "United Kingdom: deductions from wages only by statute, contract or written consent "
        "(Employment Rights Act 1996, s. 13)",
    ),
    "US": Law("United States", True, _STATES),
    "US-CA": Law(
        "California", False,
        "California: void, wherever it was signed (Business and Professions Code §§ 16600 and "
        "16600.5)",
        "California: wages once paid may not be taken back (Labor Code § 221)",
    ),
    "US-MN": Law(
        "Minnesota", False,
        "Minnesota: void if agreed since 1 July 2023 (Minnesota Statutes § 181.988)",
    ),
    "US-ND": Law(
        "North Dakota", False, "North Dakota: void (North Dakota Century Code § 9-08-06)"
    ),
    "US-OK": Law("Oklahoma", False, "Oklahoma: void (Oklahoma Statutes, title 15, §§ 217, 219A)"),
    "other": Law(
        "a jurisdiction that is not named", True,
        "Binds only where the law allows it, mostly senior or secret-holding staff, against pay, "
        "for a limited time (China: two years at most, Labour Contract Law art. 24; some US "
        "states: void)",
    ),
}  # fmt: skip


def off_reason(kind: str, jurisdiction: Jurisdiction) -> str:
    """Say why a kind of measure is never counted; empty where it may be.

    Parameters
    ----------
    kind : as in measures.kind
    jurisdiction : of the settings

    Examples
    --------
    >>> off_reason("non_compete", "US-ND")
    'Switched off. North Dakota: void (North Dakota Century Code § 9-08-06). Take legal advice.'
    >>> off_reason("non_compete", "DE"), off_reason("care", "DE")
    ('', '')
    """
    law = LAWS[jurisdiction]
    if kind == "deposit":
        return f"{DEPOSIT_OFF} {law.deposit}.".replace(" .", "")
    if kind == "non_compete" and not law.non_compete_binds:
        return f"Switched off. {law.non_compete}. {ADVICE}"
    return ""


def limits(kind: str, jurisdiction: Jurisdiction) -> str:
    """Say within which limits a kind of measure may be used; empty where none is known here.

    Examples
    --------
    >>> limits("care", "CN")
    ''
    """
    return f"{LAWS[jurisdiction].non_compete}. {ADVICE}" if kind == "non_compete" else ""
