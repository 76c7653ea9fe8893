"""Who leaves in the sample, what knows it too well, and who stands in on paper only."""

import pandas as pd

from workbench.company import company_from_tables
from workbench.drain.ab_roles import PASSED_OVER, TESTED, ab_roles
from workbench.people.hazard.model import leaving_hazard
from workbench.sample import planted
from workbench.sample.figures import EXIT_SCORE
from workbench.settings import Settings

Tables = dict[str, pd.DataFrame]


def test_tenure_says_who_leaves_and_the_exit_score_is_refused(usual: Tables) -> None:
    company = company_from_tables(usual, as_of="2026-06-30", settings=Settings())
    hazard = leaving_hazard(company)
    assert hazard.used
    assert {fault.column for fault in hazard.faults} == {EXIT_SCORE}
    assert {"years_in_post", "pay_position"} <= set(hazard.history.covariates)


def test_exit_scores_are_of_those_who_resigned_on_their_last_day(usual: Tables) -> None:
    scores = usual["dated_figures"].query("figure == @EXIT_SCORE").merge(usual["employees"])
    assert len(scores) > 50
    assert (scores["recorded_on"] == scores["left_on"]).all()
    assert (scores["leave_reason"] == "resigned").all()


def test_pay_of_today_is_near_the_last_dated_pay(usual: Tables) -> None:
    pay = usual["dated_figures"].query("figure == 'pay_per_year'").sort_values("recorded_on")
    last = pay.drop_duplicates("employee_id", keep="last").merge(usual["employees"])
    assert set(pay["employee_id"]) == set(usual["employees"]["employee_id"])
    assert (last["value"] / last["pay_per_year"]).between(0.8, 1.05).all()


def test_paper_backup_is_the_b_of_three_posts_and_others_have_acted(usual: Tables) -> None:
    company = company_from_tables(usual, as_of="2026-06-30", settings=Settings())
    roles = ab_roles(company, [*planted.PAPER_BACKUP_POSTS, *planted.KEY_POSTS])
    states = roles.pairs.set_index("position_id")
    assert (states.loc[list(planted.PAPER_BACKUP_POSTS), "state"] == PASSED_OVER).all()
    assert set(states.loc[list(planted.PAPER_BACKUP_POSTS), "stand_in_employee_id"]) == {
        planted.PAPER_BACKUP
    }
    assert (roles.posts["state"] == TESTED).sum() >= 2
