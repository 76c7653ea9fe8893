"""Single checks of a register of holdings: each gives a sentence and the rows behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

import pandas as pd

from workbench.company import Company
from workbench.people.history import DAYS_PER_YEAR
from workbench.people.knowledge.holders import Holders
from workbench.words import count, listing

ROWS = ["asset_id", "employee_id", "detail"]
IMPORT_OWNER = "import owner"
PLURALS = {"authority": "authorities"}


@dataclass(frozen=True)
class Case:
    """A company with what its register says, as each check takes it."""

    company: Company
    holders: Holders
    owners: pd.DataFrame

    @property
    def assets(self) -> pd.DataFrame:
        """The assets as they were given."""
        return self.company.table("assets").sort_values("asset_id")

    @property
    def listed(self) -> pd.DataFrame:
        """Every entry of the register: whether the person is here, and the last day if known."""
        people = self.company.employees[["employee_id", "left_on"]]
        entries = self.company.table("holdings").merge(people, on="employee_id")
        here = entries["employee_id"].isin(self.company.staff["employee_id"])
        return entries.assign(here=here).sort_values(["asset_id", "employee_id"])


Found = tuple[str, pd.DataFrame]


def _import_owner(case: Case) -> Found:
    parts = [_owner_words(row) for _, row in case.owners.iterrows()]
    rows = case.holders.holdings.merge(case.owners[["employee_id", "kind"]])
    verb = "looks" if len(parts) == 1 else "look"
    words = (
        f"{listing(parts, most=3)}: {verb} like an import or a default owner, not like knowledge."
    )
    return words, rows.assign(detail=rows["kind"])


def _owner_words(owner: pd.Series) -> str:
    kind, share, median = owner["kind"], owner["same_share"], owner["others_median"]
    of = count(owner["kind_assets"], kind, PLURALS.get(kind, ""))
    graded = "no share" if pd.isna(share) else f"the share {share:g}"
    others = "" if pd.isna(median) else f", the others for {median:g} at the median"
    return f"{owner['employee_id']} is listed for {owner['assets']:,} of {of} with {graded}{others}"


def _same_day(case: Case) -> Found:
    limits = case.company.settings.positions.register_limits
    dated = case.assets.dropna(subset=["document_on"])
    each = dated["document_on"].value_counts()
    days = each[each >= max(limits.same_day_records, limits.same_day_share * len(dated))]
    rows = _about_assets(dated[dated["document_on"].isin(days.index)])
    named = [f"{number} are dated {day:%Y-%m-%d}" for day, number in days.items()]
    words = (
        f"Of {count(len(dated), 'dated record')}, {listing(named, most=3)}: the day of an import "
        "rather than of writing, so their age says little."
    )
    return words, rows


def _default_date(case: Case) -> Found:
    written = case.assets["document_on"]
    first = (written.dt.month == 1) & (written.dt.day == 1)
    rows = _about_assets(case.assets[first])
    words = (
        f"Dated 1 January: {count(len(rows), 'record')}; programmes put "
        "that day in where only the year, or nothing, is known."
    )
    return words, rows


def _old_record(case: Case) -> Found:
    years = case.company.settings.positions.register_limits.old_record_years
    age = (case.company.as_of - case.assets["document_on"]).dt.days / DAYS_PER_YEAR
    rows = _about_assets(case.assets[age > years])
    unit = "year" if years == 1 else "years"
    return f"Older than {years:g} {unit}: {count(len(rows), 'record')}; is it still done so?", rows


def _record_after_holders(case: Case) -> Found:
    last = case.listed.groupby("asset_id").agg(
        here=("here", "any"), dates=("left_on", "count"), listed=("left_on", "size"),
        last_day=("left_on", "max"),
    )  # fmt: skip
    gone = last[~last["here"] & (last["dates"] == last["listed"])].reset_index()
    both = case.assets.merge(gone, on="asset_id")
    rows = both[both["document_on"] > both["last_day"]]
    detail = "all holders left by " + rows["last_day"].dt.strftime("%Y-%m-%d")
    words = (
        f"Written after the last listed holder had left: {count(len(rows), 'record')}; "
        "either somebody is missing in the register or the date is not that of writing."
    )
    return words, _about_assets(rows, detail)


def _holder_gone(case: Case) -> Found:
    rows = case.listed[~case.listed["here"]]
    left = rows["left_on"].dt.strftime("%Y-%m-%d")
    words = (
        f"Holders who are not here: {count(len(rows), 'entry', 'entries')} for "
        f"{count(rows['asset_id'].nunique(), 'asset')}; they do not count."
    )
    return words, rows.assign(detail=("left on " + left).fillna("not here"))


def _nobody_here(case: Case) -> Found:
    assets = case.holders.assets.sort_values("asset_id")
    alone = assets[assets["holders"] == 0]
    ever = alone["asset_id"].isin(case.company.table("holdings")["asset_id"])
    words = (
        f"Without a holder here: {count(len(alone), 'asset')}; all listed holders are gone for "
        f"{ever.sum()}, none was ever listed for {(~ever).sum()}."
    )
    detail = ever.map({True: "all listed holders are gone", False: "no holder was ever listed"})
    return words, _about_assets(alone, detail)


def _asset_twice(case: Case) -> Found:
    keys = case.assets.assign(same=_folded(case.assets["name"]))
    rows = keys[keys.duplicated(["kind", "same"], keep=False)].sort_values(["kind", "same"])
    groups = rows.drop_duplicates(["kind", "same"])
    words = (
        f"Same name and kind: {count(len(rows), 'asset')} under {count(len(groups), 'name')}; "
        "entered twice, they would count twice."
    )
    return words, _about_assets(rows, rows["kind"] + ": " + rows["name"])


def _person_twice(case: Case) -> Found:
    pairs = _namesakes(case)
    held = case.holders.holdings.groupby("employee_id")["asset_id"].agg(set)
    rows = [(None, one, f"same name as {other}") for one, other in pairs]
    shared = {
        asset for one, other in pairs for asset in held.get(one, set()) & held.get(other, set())
    }
    words = (
        f"Two ids, one name: {count(len(pairs), 'pair')} of people, at least one of them a holder; "
        f"if each pair is one person, {count(len(shared), 'asset')} would have a holder fewer."
    )
    return words, pd.DataFrame(rows, columns=ROWS)


def _namesakes(case: Case) -> list[tuple[str, str]]:
    """Pairs of people here with one name, not born on two days, of whom one holds something."""
    people = case.company.staff.dropna(subset=["name"]).sort_values("employee_id")
    holding = set(case.holders.holdings["employee_id"])
    pairs: list[tuple[str, str]] = []
    for _, same in people.groupby(_folded(people["name"])):
        born = same.set_index("employee_id")["born_on"]
        for one, other in combinations(born.index, 2):
            apart = born[[one, other]].nunique() == 2
            if not apart and holding & {one, other}:
                pairs.append((one, other))
    return pairs


def _folded(names: pd.Series) -> pd.Series:
    return names.str.split().str.join(" ").str.casefold()


def _about_assets(assets: pd.DataFrame, detail: pd.Series | None = None) -> pd.DataFrame:
    dated = (
        "record of " + assets["document_on"].dt.strftime("%Y-%m-%d") if detail is None else detail
    )
    return assets[["asset_id"]].assign(employee_id=None, detail=dated)


CHECKS: dict[str, Callable[[Case], Found]] = {
    IMPORT_OWNER: _import_owner,
    "nobody here": _nobody_here,
    "holder gone": _holder_gone,
    "records of one day": _same_day,
    "default date": _default_date,
    "old record": _old_record,
    "record after holders": _record_after_holders,
    "asset twice": _asset_twice,
    "person twice": _person_twice,
}
