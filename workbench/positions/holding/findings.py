"""What the map of knowledge and the brokers say, in sentences, the most important first."""

import pandas as pd

from workbench.company import Company
from workbench.people.knowledge.holders import ALL_KINDS
from workbench.people.knowledge.import_owners import AS_LISTED, WITHOUT
from workbench.people.knowledge.map import KnowledgeMap, without_import_owners
from workbench.people.knowledge.register_checks import IMPORT_OWNER, PLURALS
from workbench.people.network.brokers import Brokers
from workbench.words import beside, count, have, listing, money, percent

_TRAININGS = 3
_TOGETHER = 3


def holding_findings(
    company: Company, known: KnowledgeMap, *, bare: KnowledgeMap | None = None
) -> tuple[str, ...]:
    """Say what hangs on few people, what is written down, and what looks wrong in the register.

    Parameters
    ----------
    company : for its currency, its limits and the titles of posts
    known : its map of knowledge, of the register as listed
    bare : the same from `without_import_owners`, where it is at hand

    Returns
    -------
    tuple of plain sentences; those without anything to say are left out. What hangs on whom is
    said without import owners, who would else pass for key people; as listed it stands beside.
    """
    if known.assets.empty:
        return ()
    bare = without_import_owners(company, known) if bare is None else bare
    currency = company.settings.currency
    warnings = known.register.warnings
    sentences = (
        _on_one_person(bare, currency),
        *warnings.loc[warnings["check"] == IMPORT_OWNER, "sentence"],
        *_without_owners(known),
        _leaving_together(company, bare),
        _second_holders(bare, currency),
        _only_in_heads(known, currency, company.settings.positions.document_max_age_days),
        *warnings.loc[warnings["check"] != IMPORT_OWNER, "sentence"],
    )
    return tuple(sentence for sentence in sentences if sentence)


def broker_findings(found: Brokers) -> tuple[str, ...]:
    """Say who stands between the others, and what their leaving cuts.

    Parameters
    ----------
    found : the brokers of a company

    Returns
    -------
    tuple of plain sentences; empty without ties
    """
    if not found.people:
        return ()
    if found.table.empty:
        share = beside(found.response_share * 100, found.needed_share * 100)
        return (
            f"Only {share} % of the {count(found.people, 'person', 'people')} in a tie name "
            f"somebody ({percent(found.needed_share)} are needed): who stands between the others "
            "is unknown.",
        )
    sentences = (_first_broker(found), _only_contacts(found), _cut_points(found))
    return tuple(sentence for sentence in sentences if sentence)


def _on_one_person(known: KnowledgeMap, currency: str) -> str:
    table = known.bus_factors
    whole = table[table["kind"] == ALL_KINDS].iloc[0]
    owners = known.register.owners["employee_id"].nunique()
    left_out = f" without the entries of {count(owners, 'import owner')}" if owners else ""
    each = table[(table["kind"] != ALL_KINDS) & (table["held_by_one"] > 0)]
    if each.empty:
        few = whole["bus_factor"]
        words = f"the fewest holders of one are {few:g}" if few > 0 else "nobody here holds any"
        return f"Of {count(whole['assets'], 'asset')} none hangs on one person; {words}{left_out}."
    kinds = [_of_kind(int(row["held_by_one"]), str(row["kind"])) for _, row in each.iterrows()]
    verb = "hangs" if whole["held_by_one"] == 1 else "hang"
    return (
        f"{whole['held_by_one']} of {count(whole['assets'], 'asset')} {verb} on one person"
        f"{left_out}: {listing(kinds)}{_worth(whole['value_on_one_per_year'], currency)}."
    )


def _of_kind(number: int, kind: str) -> str:
    return count(number, kind, PLURALS.get(kind, ""))


def _worth(value: float, currency: str) -> str:
    return "" if pd.isna(value) else f", worth {money(value, currency)} a year"


def _without_owners(known: KnowledgeMap) -> list[str]:
    """Set each kind with an import owner against the same kind without them."""
    owners = listing(sorted(set(known.register.owners["employee_id"])))
    sentences = []
    for kind, rows in known.register.without.groupby("kind", sort=False):
        bare, listed = (rows[rows["register"] == name].iloc[0] for name in (WITHOUT, AS_LISTED))
        hang = "hangs" if bare["held_by_one"] == 1 else "hang"
        parts = [
            f"{_sole(bare, str(kind))} held {hang} on one person, not {_sole(listed, str(kind))}"
        ]
        if bare["held_by_nobody"] > listed["held_by_nobody"]:
            nobody = int(bare["held_by_nobody"])
            parts.append(f"{nobody} {have(nobody)} no known holder")
        if bare["bus_factor"] != listed["bus_factor"]:
            parts.append(f"the bus factor is {_number(bare)}, not {_number(listed)}")
        if _people(bare) != _people(listed):
            parts.append(f"losing half of those held takes {_people(bare)}, not {_people(listed)}")
        sentences.append(f"Without {owners}, {'; '.join(parts)}.")
    return sentences


def _sole(row: pd.Series, kind: str) -> str:
    return f"{row['held_by_one']} of {_of_kind(int(row['assets'] - row['held_by_nobody']), kind)}"


def _number(row: pd.Series) -> str:
    return "unknown" if pd.isna(row["bus_factor"]) else f"{row['bus_factor']:g}"


def _people(row: pd.Series) -> str:
    low, high = row["half_people_low"], row["half_people_high"]
    if pd.isna(low):
        return "nobody"
    return count(int(low), "person", "people") if low == high else f"{low:g} to {high:g} people"


def _leaving_together(company: Company, known: KnowledgeMap) -> str:
    whole = known.losses[known.losses["kind"] == ALL_KINDS]
    steps = whole[whole["people"] <= _TOGETHER]
    valued = steps[steps["counted"] == "value"]
    if steps.empty:
        return ""
    worst = (steps if valued.empty else valued).iloc[-1]
    lost = money(worst["lost"], company.settings.currency) + " a year"
    together = " together" if worst["people"] > 1 else ""
    return (
        f"{count(int(worst['people']), 'person', 'people')} leaving{together} can take along "
        f"{count(int(worst['lost']), 'asset') if valued.empty else lost} at most, "
        f"{percent(worst['lost_share'])} of what is held: "
        f"{_with_posts(company, worst['employee_ids'])}."
    )


def _with_posts(company: Company, employee_ids: str) -> str:
    """Name people by their ids, each with the post it sits in."""
    posts = company.staff.set_index("employee_id")["position_id"]
    titles = company.positions.set_index("position_id")["title"]
    words = [
        f"{one} in {titles[posts[one]]} ({posts[one]})"
        if posts[one] in titles.index
        else f"{one} in no open post"
        for one in filter(None, employee_ids.split(", "))
    ]
    return listing(words) if words else "nobody"


def _second_holders(known: KnowledgeMap, currency: str) -> str:
    valued = known.second_holders.dropna(subset=["value_per_year"])
    first = valued.head(_TRAININGS)
    if first.empty:
        return ""
    named = [f"{row['name']} ({row['asset_id']})" for _, row in first.iterrows()]
    saved, whole = first["value_per_year"].sum(), valued["value_per_year"].sum()
    return (
        f"If one more person learned {listing(named)}, {money(saved, currency)} of "
        f"{money(whole, currency)} a year would no longer hang on one person."
    )


def _only_in_heads(known: KnowledgeMap, currency: str, limit_days: int) -> str:
    whole = known.records[known.records["kind"] == ALL_KINDS].iloc[0]
    open_ = whole["in_heads_unknown"]
    unknown = f" For {open_} nobody said whether the record is enough." if open_ else ""
    verb = "is" if whole["in_heads"] == 1 else "are"
    return (
        f"{whole['in_heads']} of {count(whole['assets'], 'asset')} {verb} only in heads, without a "
        f"record that is enough{_worth(whole['value_in_heads_per_year'], currency)}; "
        f"older than {count(limit_days, 'day')}: {count(whole['stale'], 'record')}.{unknown}"
    )


def _first_broker(found: Brokers) -> str:
    first = found.table.iloc[0]
    return (
        f"Of {count(found.people, 'person', 'people')} in a tie, {first['employee_id']} stands on "
        f"the most shortest ways between two others ({percent(first['betweenness'])}); "
        f"{count(int(first['asked_by']), 'person goes', 'people go')} to this one."
    )


def _only_contacts(found: Brokers) -> str:
    sole = found.table[found.table["only_contact_of"] > 0]
    if sole.empty:
        return ""
    number = int(sole["only_contact_of"].sum())
    return (
        f"{count(number, 'person goes', 'people go')} to nobody but "
        f"{listing(sole['employee_id'].tolist())}."
    )


def _cut_points(found: Brokers) -> str:
    cuts = found.table[found.table["pairs_cut"] > 0]
    if cuts.empty:
        return ""
    worst = cuts.sort_values("pairs_cut").iloc[-1]
    return (
        f"Only link between others: {len(cuts)} of the "
        f"{count(len(found.table), 'person', 'people')} most ways lead through; without "
        f"{worst['employee_id']}, {count(worst['pairs_cut'], 'pair')} of people "
        f"{have(worst['pairs_cut'])} no way to each other."
    )
