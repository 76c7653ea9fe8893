"""What a published file must not hold about the people of a company."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from workbench.company import Company
from workbench.company.once import once
from workbench.company.post_pay import post_pay
from workbench.privacy.people import PERSON_COLUMNS
from workbench.privacy.phrases import Phrases, id_phrases, name_phrases, plain, words_of
from workbench.schema import TABLES
from workbench.words import heading

# A person may be called like the unit or trade that bears a founder's name.
_OWN_WORDS = ("unit", "job_family", "region")
# Below this an amount is more likely a count than a pay.
LEAST_PAY = 100.0
# As many rows of a column may equal a pay by chance.
_MOST_BY_CHANCE = 3
PERSON_HEADS = frozenset(heading(column).casefold() for column in PERSON_COLUMNS)


def is_about_person(setting: str) -> bool:
    """Tell whether the value of a setting, by its name in the settings file, is an id of a person.

    Examples
    --------
    >>> is_about_person("pools.locked.1.employee_id"), is_about_person("pools.pools_per_person")
    (True, False)
    """
    return setting.strip().rpartition(".")[2] in PERSON_COLUMNS


@dataclass(frozen=True)
class Watch:
    """People of a company, made ready to be looked for in texts and rows.

    Parameters
    ----------
    names, ids : phrases that stand for a person
    plain_ids : casefolded ids that are looked for in columns of people alone
    pay_of : pay by casefolded id of a person, and of a post that one person holds, in currency
    """

    names: Phrases = field(default_factory=Phrases)
    ids: Phrases = field(default_factory=Phrases)
    plain_ids: frozenset[str] = frozenset()
    pay_of: Mapping[str, float] = field(default_factory=dict)

    def pays_of(self, row: str) -> frozenset[int]:
        """Give the pays, in whole currency, of the people and posts that a row names."""
        return frozenset(round(self.pay_of[key]) for key in _keys(row) if key in self.pay_of)

    def pays_in(
        self,
        pays: Sequence[frozenset[int]],
        amounts: Sequence[float | None],
        *,
        headed: bool,
    ) -> int:
        """Count the rows of a column that hold the pay of the person, or post, they are about.

        Parameters
        ----------
        pays : of each row, see ``pays_of``
        amounts : the column's number in each row; None where there is none
        headed : whether the heading says pay; without it only a column of which most rows match
            counts, since any single amount may happen to equal a pay
        """
        known = matched = 0
        for own, amount in zip(pays, amounts, strict=True):
            if amount is None or not own:
                continue
            known += 1
            matched += round(amount) in own
        return matched if headed or (matched >= _MOST_BY_CHANCE and 2 * matched > known) else 0


@once
def watch_for(company: Company, *, ordinary: frozenset[str] = frozenset()) -> Watch:
    """Collect what may not be published about the people of a company.

    Parameters
    ----------
    company : every employee counts, whether still here or not
    ordinary : casefolded words that reports use anyway, see ``name_phrases``

    Returns
    -------
    Watch. A name that is also the whole name of a unit, trade or region is the company's own word
    and is left out.

    Examples
    --------
    >>> import pandas as pd
    >>> from workbench.company import company_from_tables
    >>> posts = pd.DataFrame({"position_id": ["P1"], "title": ["Head"], "unit": ["Max Plant"]})
    >>> people = pd.DataFrame({"employee_id": ["E1", "E2"], "name": ["Ada Example", "Max Plant"],
    ...                        "position_id": ["P1", None], "pay_per_year": [71_000, None]})
    >>> tables = {"positions": posts, "employees": people}
    >>> watch = watch_for(company_from_tables(tables, as_of="2026-06-30"))
    >>> watch.names.found_in("ADA EXAMPLE leads Max Plant")
    {'E1'}
    >>> watch.pays_in([watch.pays_of("E1")], [71_000], headed=True)
    1
    """
    people = company.employees
    positions = company.tables["positions"]
    own = {
        plain(str(cell)).casefold().strip()
        for column in _OWN_WORDS
        for cell in positions[column].dropna().unique()
    }
    named = [
        (str(who), str(name))
        for who, name in people[["employee_id", "name"]].dropna().itertuples(index=False)
        if plain(str(name)).casefold().strip() not in own
    ]
    ids = people["employee_id"].dropna().astype(str).tolist()
    return Watch(
        name_phrases(named, ordinary=ordinary),
        id_phrases(ids, shared=_other_ids(company)),
        frozenset(one.casefold() for one in ids),
        _pays(company),
    )


def _other_ids(company: Company) -> frozenset[str]:
    """Casefolded ids of anything but people."""
    columns = [
        (name, column.name)
        for name, table in TABLES.items()
        if company.has(name) and name != "employees"
        for column in table
        if column.kind == "id" and not column.name.endswith("employee_id")
    ]
    ids = {
        str(cell).casefold()
        for name, column in columns
        if column not in PERSON_COLUMNS
        for cell in company.tables[name][column].dropna().unique()
    }
    return frozenset(ids - set(company.employees["employee_id"].str.casefold())) | frozenset(
        str(cell).casefold() for cell in company.tables["positions"]["position_id"].dropna()
    )


def _pays(company: Company) -> dict[str, float]:
    """Pay by person, and by post where one person holds it and the post's usual pay differs."""
    paid = company.employees.dropna(subset=["pay_per_year"])
    paid = paid[paid["pay_per_year"] >= LEAST_PAY]
    pays = {
        str(who).casefold(): float(pay)
        for who, pay in zip(paid["employee_id"], paid["pay_per_year"], strict=True)
    }
    seats = company.incumbents.merge(paid[["employee_id", "pay_per_year"]], on="employee_id")
    alone = seats[~seats["position_id"].duplicated(keep=False)]
    usual = post_pay(company).set_index("position_id")["pay_per_year"]
    for post, pay in zip(alone["position_id"], alone["pay_per_year"], strict=True):
        if round(pay) != usual.fillna(0).round().get(post, 0):
            pays.setdefault(str(post).casefold(), float(pay))
    return pays


def _keys(cell: str) -> set[str]:
    words = plain(cell).casefold()
    return {words.strip(), *words_of(cell), *words.replace("(", " ").replace(")", " ").split()}
