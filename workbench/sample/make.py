"""Make the sample company: posts and people first, then every table that rests on them."""

from collections.abc import Iterable, Mapping

from workbench.errors import ParameterError
from workbench.sample import (
    areas,
    basics,
    careers,
    figures,
    fit,
    hiring,
    history,
    judging,
    knowledge,
    network,
    plan,
    region,
    remedies,
    skills,
    stand_ins,
)
from workbench.sample.frames import Frames, Row, to_frame
from workbench.sample.lives import Person
from workbench.sample.occupations import market_rows
from workbench.sample.people import make_people
from workbench.sample.planted import SEED
from workbench.sample.posts import Post, make_posts
from workbench.schema import TABLES

LEAST_EMPLOYEES = 200
MOST_EMPLOYEES = 20_000


def make_sample(*, seed: int = SEED, employees: int = 1000) -> Frames:
    """Make every table of an invented coatings manufacturer.

    Parameters
    ----------
    seed : int, >= 0; the same seed gives the same company on every platform
    employees : int, 200 to 20,000, people here on 2026-06-30, reached within a few per cent

    Returns
    -------
    dict of DataFrames, one for each table of the schema, in its order, columns and types. The
    truths of ``workbench.sample.planted`` hold for every seed and size.

    Raises
    ------
    ParameterError
        If ``seed`` is negative or ``employees`` is out of range.

    Examples
    --------
    >>> company = make_sample(employees=200)
    >>> len(company), company["goals"]["weight"].sum().round(2).item()
    (40, 1.0)
    """
    _refuse(seed=seed, employees=employees)
    posts = make_posts(employees)
    people = make_people(posts, seed=seed)
    absences = list(network.absence_rows(people, seed=seed))
    named = stand_ins.stand_in_ids(posts, people, absences, seed=seed)
    rows = _plan_rows(posts, seed, named) | _people_rows(posts, people, seed)
    rows["absences"] = stand_ins.with_results(absences, seed=seed)
    rows |= _exposure_rows(posts, people, seed) | _region_rows(posts, people, seed)
    return {table: to_frame(table, rows[table]) for table in TABLES}


def _refuse(*, seed: int, employees: int) -> None:
    if seed < 0:
        raise ParameterError(f"seed: {seed} is negative. Allowed: a whole number from 0.")
    if not LEAST_EMPLOYEES <= employees <= MOST_EMPLOYEES:
        raise ParameterError(
            f"employees: {employees} is out of range. "
            f"Allowed: a whole number from {LEAST_EMPLOYEES} to {MOST_EMPLOYEES}."
        )


def _plan_rows(posts: list[Post], seed: int, named: Mapping[str, str]) -> dict[str, Iterable[Row]]:
    result_areas = list(areas.result_area_rows(posts, seed=seed))
    return {
        "positions": basics.position_rows(posts, seed=seed, stand_ins=named),
        "goals": plan.goal_rows(),
        "plan_items": plan.plan_item_rows(),
        "result_areas": result_areas,
        "duties": areas.duty_rows(posts, result_areas, seed=seed),
        "ratings": judging.rating_rows(posts, seed=seed),
        "judgements": judging.judgement_rows(seed=seed),
        "tasks": plan.task_rows(),
    }


def _people_rows(posts: list[Post], people: list[Person], seed: int) -> dict[str, Iterable[Row]]:
    nominations = careers.nomination_rows(posts, people, seed=seed)
    return {
        "employees": basics.employee_rows(people),
        "competencies": skills.competency_rows(),
        "requirements": skills.requirement_rows(posts),
        "assessments": skills.assessment_rows(people, seed=seed),
        "required_qualifications": fit.required_qualification_rows(posts),
        "held_qualifications": fit.held_qualification_rows(people, seed=seed),
        "position_traits": fit.position_trait_rows(posts, seed=seed),
        "employee_traits": fit.employee_trait_rows(people, seed=seed),
        "performance": careers.performance_rows(people, seed=seed),
        "nominations": nominations,
        "post_history": history.post_history_rows(posts, people, seed=seed),
        "pool_moves": careers.pool_move_rows(people, nominations, seed=seed),
        "dated_figures": figures.figure_rows(people, seed=seed),
        "aspirations": fit.aspiration_rows(posts, people, seed=seed),
        "courses": fit.course_rows(),
    }


def _exposure_rows(posts: list[Post], people: list[Person], seed: int) -> dict[str, Iterable[Row]]:
    assets = knowledge.make_assets(people, seed=seed)
    return {
        "assets": knowledge.asset_rows(assets),
        "holdings": knowledge.holding_rows(assets),
        "ties": network.tie_rows(posts, people, seed=seed),
        "market": market_rows(seed=seed),
        "channels": hiring.channel_rows(),
        "requisitions": hiring.requisition_rows(posts, people, seed=seed),
        "measures": remedies.measure_rows(),
        "post_measures": remedies.post_measure_rows(),
    }


def _region_rows(posts: list[Post], people: list[Person], seed: int) -> dict[str, Iterable[Row]]:
    return {
        "occupation_titles": region.occupation_title_rows(),
        "consents": region.consent_rows(people, seed=seed),
        "organisations": region.organisation_rows(),
        "organisation_figures": region.organisation_figure_rows(posts, people, seed=seed),
        "region_flows": region.region_flow_rows(seed=seed),
        "providers": region.provider_rows(),
        "services": region.service_rows(),
        "talent_needs": region.talent_need_rows(),
    }
