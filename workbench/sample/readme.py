"""The text that goes with a sample: what was planted where, with numbers read from its tables."""

from workbench.sample import planted
from workbench.sample.frames import Frames

COMPANY_NAME = "Norrlack Coatings (invented)"
SETTINGS_TEXT = f"""\
company_name: {COMPANY_NAME}
currency: EUR
as_of: 2026-06-30
"""


def readme_text(tables: Frames, *, seed: int, employees: int) -> str:
    """Write the README of a sample folder.

    Parameters
    ----------
    tables : what ``make_sample`` gave
    seed, employees : what it was asked for

    Returns
    -------
    str, Markdown; every number in it is counted from ``tables``
    """
    sizes = "\n".join(f"| {name} | {len(table)} |" for name, table in tables.items())
    return f"""\
# {COMPANY_NAME}

A coatings manufacturer that does not exist: {_count_here(tables)} people in
{len(tables["positions"])} posts, as of 2026-06-30. All names, figures and effects are invented.
It is made by the package, the same to the byte each time:

    workbench sample FOLDER --seed {seed} --employees {employees}

## What is hidden in it

The analysis should find each of these. The ids stand in `workbench/sample/planted.py` too.

{_truths(tables)}
## Sizes

| table | rows |
|---|---|
{sizes}
"""


def _count_here(tables: Frames) -> int:
    return int((tables["employees"]["status"] != "left").sum())


def _truths(tables: Frames) -> str:
    truths = (
        _recipe(tables),
        _lift_out(tables),
        _five_names(tables),
        _retiring_head(tables),
        _key_account(tables),
        _grand_titles(tables),
        _small_truths(tables),
        _key_posts(tables),
    )
    return "\n".join(f"{number}. {truth}" for number, truth in enumerate(truths, start=1))


def _ids(ids: tuple[str, ...]) -> str:
    return ", ".join(ids)


def _title(tables: Frames, position_id: str) -> str:
    titles = tables["positions"].set_index("position_id")["title"]
    return f"{titles[position_id]} ({position_id})"


def _asset(tables: Frames, asset_id: str) -> tuple[str, str]:
    """Name and value in millions of an asset."""
    row = tables["assets"].set_index("asset_id").loc[asset_id]
    return f"{row['name']} ({asset_id})", f"{row['value_per_year'] / 1e6:.1f} million"


def _recipe(tables: Frames) -> str:
    name, value = _asset(tables, planted.RECIPE)
    return f"""\
**A recipe in two heads.** {name}, worth {value} a year, is held by {_ids(planted.RECIPE_HOLDERS)}
   only, both in {_title(tables, planted.RECIPE_POST)}; the record is old and not enough to do it
   again. Shows in: who holds what, channel of secrets, key positions (scarcity, exposure).
"""


def _lift_out(tables: Frames) -> str:
    gone = tables["employees"].merge(tables["positions"], on="position_id")
    rivals = (gone["destination"] == "competitor") & (gone["left_on"] > "2025-06-30")
    lost = int((rivals & (gone["job_family"] == planted.LIFT_OUT_FAMILY)).sum())
    return f"""\
**A team a rival would lift out.** {_ids(planted.LIFT_OUT_TEAM)} ask each other for advice, are
   paid below the market, and {lost} of their family ({planted.LIFT_OUT_FAMILY}) went to
   competitors in the last twelve months. Shows in: leaving by family, scenario of a lift-out.
"""


def _five_names(tables: Frames) -> str:
    bench = tables["nominations"]
    named = bench["position_id"].isin(planted.FIVE_NAMES_POSTS)
    return f"""\
**Five names for everything.** {int(named.sum())} nominations for {len(planted.FIVE_NAMES_POSTS)}
   posts name only {_ids(planted.FIVE_NAMES)}. Each post looks covered; at the same time at most
   five are. Shows in: nominal against simultaneous cover, the waterfall.
"""


def _retiring_head(tables: Frames) -> str:
    people = tables["employees"].set_index("employee_id")
    born = people["born_on"][planted.RETIRING_HEAD]
    return f"""\
**A head who retires.** {planted.RETIRING_HEAD} in {_title(tables, planted.RETIRING_HEAD_POST)}
   turns 65 on {born.year + 65}-{born:%m-%d}; the nominations of {_ids(planted.STALE_NOMINEES)} rest
   on evidence more than two years old. Shows in: bench, gaps in time, retirement wave.
"""


def _key_account(tables: Frames) -> str:
    name, value = _asset(tables, planted.KEY_ACCOUNT)
    customers = tables["assets"].query("kind == 'customer'").set_index("asset_id")["value_per_year"]
    share = customers[planted.KEY_ACCOUNT] / customers.sum()
    held = tables["holdings"].query("asset_id == @planted.KEY_ACCOUNT")["share"].iloc[0]
    return f"""\
**A customer tied to one person.** {name}, worth {value} a year or {share:.0%} of the margin of all
   customers, hangs on {planted.KEY_ACCOUNT_HOLDER} in {_title(tables, planted.KEY_ACCOUNT_POST)}
   with a share of {held:.1f}. Shows in: customer dependence, channel of customers.
"""


def _grand_titles(tables: Frames) -> str:
    titles = "; ".join(_title(tables, post) for post in planted.GRAND_TITLE_POSTS)
    return f"""\
**Grand titles, ordinary posts.** {titles}: low grade, no budget, no margin, no rare skill, an easy
   market. Shows in: the ranking of posts, far below the line.
"""


def _small_truths(tables: Frames) -> str:
    name, _ = _asset(tables, planted.LONE_METHOD)
    needs = tables["requisitions"].set_index("requisition_id")
    opened = needs["opened_on"][planted.LONG_VACANCY_REQUISITION]
    idle = "; ".join(_title(tables, post) for post in planted.IDLE_POSTS)
    return f"""\
**Five smaller ones.**
   - {name} is in the head of {planted.LONE_METHOD_HOLDER} alone, who is close to 65; the record is
     old. Shows in: who holds what, retirement wave.
   - {_title(tables, planted.LONG_VACANCY_POST)} is vacant; {planted.LONG_VACANCY_REQUISITION} has
     been open since {opened:%Y-%m-%d}. Shows in: vacancies, own time to fill.
   - Nobody carries goal {planted.ORPHAN_GOAL}. Shows in: the strategy line.
   - {idle} carry no goal although they decide on much. Shows in: the strategy line.
   - {planted.PAPER_BACKUP} is named as ready for {_ids(planted.PAPER_BACKUP_POSTS)} and acted in
     none of their absences. Shows in: tested cover.
"""


def _key_posts(tables: Frames) -> str:
    titles = "; ".join(_title(tables, post) for post in planted.KEY_POSTS)
    return f"""\
**Key posts that do not sound like it.** {titles}: tied to goals, hard to fill, costly to lose.
   Shows in: the ranking of posts.
"""
