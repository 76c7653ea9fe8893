"""The text that goes with a sample: what was planted where, with numbers read from its tables."""

from textwrap import fill

from workbench.sample import planted
from workbench.sample.frames import Frames

COMPANY_NAME = "Norrlack Coatings (invented)"
SETTINGS_TEXT = f"""\
company_name: {COMPANY_NAME}
currency: EUR
as_of: 2026-06-30

# Scenarios of brain drain beside the built-in ones.
drain:
  scenarios:
    lift_out:
      sentence: A rival makes an offer to the powder and digital team as a whole.
      team_positions: [{", ".join(planted.LIFT_OUT_POSTS)}]
      team_probability: 1.0
      team_follow_probability: 0.8
    single_exit:
      sentence: The account manager for rail vehicles leaves.
      leaving_positions: [{planted.KEY_ACCOUNT_POST}]
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
    posts, people = len(tables["positions"]), _count_here(tables)
    return f"""\
# {COMPANY_NAME}

A coatings manufacturer that does not exist: {people} people in {posts} posts, as of 2026-06-30.
All names, figures and effects are invented. The package makes it, the same to the byte each time:

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
    truths = (_recipe, _lift_out, _five_names, _retiring_head, _key_account, _grand_titles)
    numbered = [*truths, _lone_method, _long_vacancy, _strategy_gaps, _paper_backup]
    numbered += [_key_posts, _undescribed, _strength, _gap, _planned, _import_owner, _person_made]
    return "\n".join(
        fill(f"{number}. {truth(tables)}", 96, subsequent_indent="   ", break_on_hyphens=False)
        for number, truth in enumerate(numbered, start=1)
    )


def _ids(ids: tuple[str, ...]) -> str:
    return ", ".join(ids)


def _titles(tables: Frames, *position_ids: str) -> str:
    """Titles of posts, each with its id."""
    titles = tables["positions"].set_index("position_id")["title"]
    return "; ".join(f"{titles[one]} ({one})" for one in position_ids)


def _asset(tables: Frames, asset_id: str) -> tuple[str, str, str]:
    """Name with id, value in millions and date of the record of an asset."""
    row = tables["assets"].set_index("asset_id").loc[asset_id]
    value = f"{row['value_per_year'] / 1e6:.1f} million"
    return f"{row['name']} ({asset_id})", value, f"{row['document_on']:%Y-%m-%d}"


def _recipe(tables: Frames) -> str:
    name, value, written = _asset(tables, planted.RECIPE)
    return (
        f"**A recipe in two heads.** {name}, worth {value} a year, is held only by "
        f"{_ids(planted.RECIPE_HOLDERS)}, both in {_titles(tables, planted.RECIPE_POST)}. The "
        f"record is of {written} and not enough to do it again. Shows in: who holds what, the "
        "channel of secrets, key posts (scarcity, exposure)."
    )


def _lift_out(tables: Frames) -> str:
    families = tables["positions"].set_index("position_id")["job_family"]
    gone = tables["employees"].query("destination == 'competitor' and left_on > '2025-06-30'")
    lost = int((gone["position_id"].map(families) == planted.LIFT_OUT_FAMILY).sum())
    return (
        f"**A team a rival would lift out.** {_ids(planted.LIFT_OUT_TEAM)} all ask each other for "
        f"advice and are paid below the market; {lost} colleagues of their family "
        f"({planted.LIFT_OUT_FAMILY}) went to competitors in the last twelve months. Shows in: "
        "leaving by family, pay against the market, the scenario of a lift-out."
    )


def _five_names(tables: Frames) -> str:
    named = tables["nominations"]["position_id"].isin(planted.FIVE_NAMES_POSTS)
    return (
        f"**Five names for everything.** {int(named.sum())} nominations for "
        f"{len(planted.FIVE_NAMES_POSTS)} posts name nobody but {_ids(planted.FIVE_NAMES)}. Every "
        "one of these posts looks covered; at most five are at the same time. Shows in: nominal "
        "against simultaneous cover."
    )


def _retiring_head(tables: Frames) -> str:
    born = tables["employees"].set_index("employee_id")["born_on"][planted.RETIRING_HEAD]
    return (
        f"**A head who retires.** {planted.RETIRING_HEAD} in "
        f"{_titles(tables, planted.RETIRING_HEAD_POST)} turns 65 on {born.year + 65}-{born:%m-%d}. "
        f"The nominations of {_ids(planted.STALE_NOMINEES)} rest on evidence of two years ago and "
        "more. Shows in: bench, gaps in time, retirement wave."
    )


def _key_account(tables: Frames) -> str:
    name, value, _ = _asset(tables, planted.KEY_ACCOUNT)
    customers = tables["assets"].query("kind == 'customer'").set_index("asset_id")["value_per_year"]
    share = customers[planted.KEY_ACCOUNT] / customers.sum()
    held = tables["holdings"].set_index("asset_id")["share"][planted.KEY_ACCOUNT]
    return (
        f"**A customer tied to one person.** {name}, worth {value} a year or {share:.0%} of the "
        f"margin of all customers, hangs on {planted.KEY_ACCOUNT_HOLDER} in "
        f"{_titles(tables, planted.KEY_ACCOUNT_POST)} with a share of {held:.1f}. Shows in: "
        "customer dependence, the channel of customers."
    )


def _grand_titles(tables: Frames) -> str:
    return (
        f"**Grand titles, ordinary posts.** {_titles(tables, *planted.GRAND_TITLE_POSTS)}: low "
        "grade, no budget, no margin, no rare skill, an easy market. Shows in: the ranking of "
        "posts, far below the line."
    )


def _lone_method(tables: Frames) -> str:
    name, value, written = _asset(tables, planted.LONE_METHOD)
    return (
        f"**A method in one head.** {name}, worth {value} a year, is known to "
        f"{planted.LONE_METHOD_HOLDER} alone, who is close to 65; the record is of {written}. "
        "Shows in: who holds what, retirement wave."
    )


def _long_vacancy(tables: Frames) -> str:
    opened = tables["requisitions"].set_index("requisition_id")["opened_on"]
    since = opened[planted.LONG_VACANCY_REQUISITION]
    return (
        f"**A vacancy nobody fills.** {_titles(tables, planted.LONG_VACANCY_POST)} is empty; "
        f"{planted.LONG_VACANCY_REQUISITION} has been open since {since:%Y-%m-%d}. Shows in: "
        "vacancies, own time to fill."
    )


def _strategy_gaps(tables: Frames) -> str:
    return (
        f"**Gaps in the strategy line.** Nobody carries goal {planted.ORPHAN_GOAL}; "
        f"{_titles(tables, *planted.IDLE_POSTS)} carry no goal although they decide on much, "
        "beside the heads of Finance and of HR and IT. Shows in: the strategy behind the posts."
    )


def _paper_backup(tables: Frames) -> str:
    away = tables["employees"].query("position_id in @planted.PAPER_BACKUP_POSTS")["employee_id"]
    absences = int(tables["absences"]["employee_id"].isin(away).sum())
    return (
        f"**A stand-in on paper.** {planted.PAPER_BACKUP} is named as ready now for "
        f"{_titles(tables, *planted.PAPER_BACKUP_POSTS)} and acted in none of their {absences} "
        "absences. Shows in: tested cover, A and B roles."
    )


def _key_posts(tables: Frames) -> str:
    return (
        f"**Key posts that do not sound like it.** {_titles(tables, *planted.KEY_POSTS)}: tied to "
        "goals, hard to fill, costly to lose. Shows in: the ranking of posts."
    )


def _undescribed(tables: Frames) -> str:
    return (
        f"**Posts nobody has described.** {_titles(tables, *planted.UNDESCRIBED_POSTS)} have no "
        "key result areas and no requirements: unknown, not ordinary. Shows in: the ranking of "
        "posts, with the range their score may take."
    )


def _strength(tables: Frames) -> str:
    return (
        f"**A strength in an ordinary post.** {planted.STRENGTH} in "
        f"{_titles(tables, planted.STRENGTH_POST)} is rated {planted.STRENGTH_LEAST_RATING} or "
        f"better every year and meets what {_titles(tables, planted.STRENGTH_KEY_POST)} asks for; "
        "nobody has named the person for it. Shows in: people in posts."
    )


def _gap(tables: Frames) -> str:
    needed = tables["requirements"].query("position_id == @planted.GAP_POST")
    level = needed.set_index("competency_id")["level"][planted.GAP_COMPETENCY]
    held = planted.LEVELS[planted.GAP_HOLDER][planted.GAP_COMPETENCY]
    name = tables["competencies"].set_index("competency_id")["name"][planted.GAP_COMPETENCY]
    return (
        f"**A key post with a gap.** {_titles(tables, planted.GAP_POST)} asks for {name} "
        f"({planted.GAP_COMPETENCY}) on level {level:g}; {planted.GAP_HOLDER}, who alone knows the "
        f"pigments, was last seen on level {held:g}. Shows in: people in posts."
    )


def _planned(tables: Frames) -> str:
    posts = tables["positions"].set_index("position_id").loc[list(planted.PLANNED_POSTS)]
    days = [
        f"{post.title} ({post.Index}) from {post.needed_from:%Y-%m-%d}"
        for post in posts.itertuples()
    ]
    return (
        f"**Posts the plan needs later.** {'; '.join(days)}: planned, empty, and no vacancy today. "
        f"No result area says which stage {planted.UNEXPLAINED_POST} works on. Shows in: posts by "
        "stage."
    )


def _import_owner(tables: Frames) -> str:
    mine = tables["holdings"].query("employee_id == @planted.IMPORT_OWNER and share.isna()")
    values = tables["assets"].set_index("asset_id")["value_per_year"][mine["asset_id"]]
    post = tables["employees"].set_index("employee_id")["position_id"][planted.IMPORT_OWNER]
    return (
        f"**A key person who is none.** {planted.IMPORT_OWNER} in {_titles(tables, post)} is "
        f"listed as the only holder of {len(mine)} dealers, worth {values.sum() / 1e6:.1f} million "
        f"a year together, without a share and with records of {planted.IMPORT_DAY}: the mark of "
        "an import. Shows in: who holds what, the warnings about the register."
    )


def _person_made(tables: Frames) -> str:
    return (
        f"**A post that the person makes.** {_titles(tables, planted.PERSON_MADE_POST)} is an "
        f"ordinary post; {planted.PERSON_MADE_HOLDER} alone can do what nobody has written down: "
        f"{planted.PERSON_MADE_METHOD.lower()}. Shows in: the seat or the person."
    )
