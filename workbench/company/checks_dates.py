"""Dates that cannot be: in the future, or an end before its beginning."""

import pandas as pd

from workbench.company.draft import Draft, Finding

_PAST_ONLY = {
    "employees": ("born_on", "position_since"),
    "assessments": ("assessed_on",),
    "nominations": ("evidence_on",),
    "post_history": ("starts_on",),
    "pool_moves": ("moved_on",),
    "dated_figures": ("recorded_on",),
    "requisitions": ("opened_on", "filled_on"),
    "assets": ("document_on",),
    "tasks": ("done_on",),
    "post_measures": ("done_on",),
}
_IN_ORDER = {
    "positions": (("needed_from", "needed_to"),),
    "employees": (("born_on", "hired_on"), ("hired_on", "position_since")),
    "plan_items": (("starts_on", "due_on"),),
    "absences": (("starts_on", "ends_on"),),
    "requisitions": (("opened_on", "filled_on"),),
}


def future_dates(draft: Draft, as_of: pd.Timestamp) -> list[Finding]:
    """Dates after the report date where only the past makes sense."""
    findings = []
    for name in _PAST_ONLY.get(draft.table.name, ()):
        findings += _in_future(draft, name, draft.frame[name] > as_of, as_of)
    if draft.table.name == "employees":
        early = (draft.frame["hired_on"] > as_of) & draft.frame["position_id"].notna()
        findings += _in_future(draft, "hired_on", early, as_of, " for a person who holds a post")
    if draft.table.name == "performance":
        findings += _in_future(draft, "year", draft.frame["year"] > as_of.year, as_of)
    return findings


def _in_future(
    draft: Draft, name: str, hit: pd.Series, as_of: pd.Timestamp, who: str = ""
) -> list[Finding]:
    return draft.find(
        hit,
        level="set_aside" if draft.table[name].required else "blanked",
        code="future_date",
        column=name,
        found=f"{{values}} is after the report date{who}",
        allowed=f"up to {as_of.date()}",
        action="Correct the date, or give a later report date.",
    )


def dates_in_order(draft: Draft) -> list[Finding]:
    """Pairs of dates of which the second is before the first; both are kept."""
    findings = []
    for first, second in _IN_ORDER.get(draft.table.name, ()):
        findings += draft.find(
            draft.frame[second] < draft.frame[first],
            level="note",
            code="dates_out_of_order",
            column=second,
            found=f"{second} is before {first}",
            allowed=f"on or after {first}",
            action="Correct one of the two dates.",
        )
    return findings
