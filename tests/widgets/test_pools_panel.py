"""The panel shows what building the pools again gives, and what it writes brings them back."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from tests.pools.conftest import AS_OF, small_tables
from workbench.company import company_from_tables, load_company
from workbench.pools import build_pools
from workbench.pools.evaluation import evaluate
from workbench.pools.evaluation.display import comparison
from workbench.pools.evaluation.standing import judged_people
from workbench.pools.not_together import not_together, set_rows
from workbench.pools.what_if import bench_figures, chain_with, prepare_pools, with_pair
from workbench.settings import Settings, load_settings
from workbench.widgets.pools_panel import PoolsPanel, pools_panel

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
KEY = ["P0020", "P0028", "P0057", "P0063"]


@pytest.fixture(scope="module")
def company():
    return load_company(SAMPLE)


@pytest.fixture(scope="module")
def what_if(company):
    return prepare_pools(company, KEY)


@pytest.fixture(scope="module")
def built(company):
    return build_pools(company, KEY)


@pytest.fixture
def panel(what_if, tmp_path) -> PoolsPanel:
    file = tmp_path / "settings.yaml"
    file.write_text((SAMPLE / "settings.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    panel = PoolsPanel(what_if, file)
    panel.post.value = "P0020"
    return panel


def proposed(selected, post: str = "P0020") -> list[str]:
    rows = selected.proposals
    return rows.loc[rows["position_id"] == post, "employee_id"].tolist()


def passed_over(panel: PoolsPanel, post: str = "P0020") -> list[str]:
    rows = panel.now.passed_over
    return rows.loc[rows["position_id"] == post, "employee_id"].tolist()


def _lock(panel: PoolsPanel) -> str:
    who = passed_over(panel)[0]
    panel.hand.person.value = who
    panel.hand.lock.click()
    return who


def _echo(panel: PoolsPanel) -> None:
    """Send every slider's number back as a browser does, off by the last digits."""
    for slider in panel.sliders.all_sliders[:4]:
        slider.value = slider.value * (1 + 2e-16) - 1e-15


def test_pools_panel_starts_with_the_pools_in_force(panel, company, built) -> None:
    pd.testing.assert_frame_equal(panel.now.proposals, built.proposals)
    assert "Colour laboratory lead (P0020): 3 of 3 places filled." in panel.summary.value
    for who in proposed(built):
        assert who in panel.details.value
    names = company.employees.set_index("employee_id")["name"]
    assert not any(names[who] in panel.details.value for who in proposed(built))
    assert panel.post.options[0][1] in KEY
    assert "If a seat of this post falls free, " in panel.chain.value


def test_a_higher_least_fit_says_who_fits_too_little(panel) -> None:
    last = proposed(panel.now)[-1]
    panel.sliders.least_fit.slider.value = 99
    assert last not in proposed(panel.now)
    assert "fits too little now" in panel.details.value


def test_a_slider_and_a_lock_give_what_build_pools_gives(panel, company, built) -> None:
    panel.sliders.candidates_per_seat.value = 2
    panel.sliders.least_fit.slider.value = 70
    who = _lock(panel)
    again = build_pools(
        company, KEY, candidates_per_seat=2, least_fit=0.7, locked=[("P0020", who)]
    )  # fmt: skip
    pd.testing.assert_frame_equal(panel.now.proposals, again.proposals)
    known = again.targets[panel.now.targets.columns]
    pd.testing.assert_frame_equal(panel.now.targets, known)
    assert who in proposed(panel.now)
    assert "in: 1 person" in panel.summary.value
    assert f"{who}: locked in" in [label for label, _ in panel.hand.person.options]
    panel.hand.undo.click()
    assert who not in proposed(panel.now)
    panel.back.click()
    assert panel.options == panel.what_if.in_force
    assert proposed(panel.now) == proposed(built)


def test_leaving_out_brings_the_next_one_in_and_back(panel) -> None:
    before, first = proposed(panel.now), proposed(panel.now)[0]
    panel.hand.person.value = first
    panel.hand.leave_out.click()
    assert first not in proposed(panel.now)
    assert "out: 1 person" in panel.summary.value
    assert panel.details.value.count("left out by hand") == 1
    assert "left out by hand" not in panel.others.value
    assert panel.hand.leave_out.description == "Let back in"
    panel.hand.leave_out.click()
    assert proposed(panel.now) == before


def test_a_contradictory_lock_is_refused_in_words_and_changes_nothing(panel) -> None:
    first = proposed(panel.now)[0]
    panel.hand.person.value = first
    panel.hand.lock.click()
    held = panel.options
    panel.hand.leave_out.click()
    assert f"Not done. What is set by hand has 1 fault:<br>- pools.excluded: {first}" in (
        panel.message.value
    )
    assert panel.options == held
    assert first in proposed(panel.now)


def test_a_slider_that_contradicts_a_lock_says_so_and_writes_nothing(panel, tmp_path) -> None:
    who = _lock(panel)
    before = (tmp_path / "settings.yaml").read_bytes()
    panel.sliders.least_fit.slider.value = 100
    assert f"{who} at P0020" in panel.summary.value
    assert panel.details.value == panel.chain.value == panel.compare.table.value == ""
    assert panel.compare.people == []
    assert panel.compare.off.children == ()
    panel.reason.value = "Only the best"
    panel.write.click()
    assert "Nothing written. What is set by hand has 1 fault" in panel.message.value
    assert (tmp_path / "settings.yaml").read_bytes() == before
    panel.hand.lock.click()  # the way out: unlock
    assert "places filled" in panel.summary.value
    for share in (panel.sliders.weights["competency"], panel.sliders.weights["performance"]):
        share.slider.value = 0
    assert "Give competency or performance a weight" in panel.summary.value


def test_pools_panel_writes_the_choice_and_the_settings_bring_it_back(panel, tmp_path) -> None:
    first = proposed(panel.now)[0]
    panel.sliders.weights["performance"].slider.value = 40
    panel.hand.person.value = first
    panel.hand.leave_out.click()
    who = _lock(panel)
    panel.reason.value = "The board knows them"
    panel.write.click()
    assert "Written to settings.yaml" in panel.message.value
    file = tmp_path / "settings.yaml"
    assert "# Scenarios of brain drain" in file.read_text(encoding="utf-8")  # comments stay
    settings = load_settings(file)
    assert settings.pools.fit_weights.performance == 0.4
    assert settings.pools.fit_weights.competency == 0.6
    assert settings.pools.pairs("locked") == (("P0020", who),)
    assert settings.pools.pairs("excluded") == (("P0020", first),)
    assert settings.decisions[0].reason == "The board knows them"
    again = build_pools(load_company(SAMPLE, settings=file), KEY)
    pd.testing.assert_frame_equal(panel.now.proposals, again.proposals)


def test_pools_panel_where_nothing_moved_writes_nothing(panel, tmp_path) -> None:
    before = (tmp_path / "settings.yaml").read_bytes()
    _echo(panel)
    assert panel.options == panel.what_if.in_force
    panel.reason.value = "Because"
    panel.write.click()
    assert "in force already" in panel.message.value
    panel.sliders.pools_per_person.value = 1
    panel.reason.value = ""
    panel.write.click()
    assert "No reason given" in panel.message.value
    assert (tmp_path / "settings.yaml").read_bytes() == before


def test_pools_panel_fills_again_only_when_an_option_changes(panel, monkeypatch) -> None:
    moved = []
    monkeypatch.setattr(panel.sliders, "_moved", lambda: moved.append(1))
    _echo(panel)
    assert moved == []
    panel.sliders.weights["match"].slider.value = 10
    assert moved == [1]


def test_pools_panel_shows_names_only_where_asked_for(what_if, company) -> None:
    panel = PoolsPanel(what_if, None, show_names=True)
    panel.post.value = "P0020"
    names = company.employees.set_index("employee_id")["name"]
    for who in proposed(panel.now):
        assert f"{names[who]} ({who})" in panel.details.value
    panel.sliders.pools_per_person.value = 1
    panel.write.click()
    assert "Nothing written: name a settings file" in panel.message.value


def test_pools_panel_takes_markup_for_text_and_lives_without_tables() -> None:
    tables = small_tables()
    bad = "<img src=x onerror=alert(1)>"
    tables["positions"] = tables["positions"].assign(title=bad)
    tables["employees"] = tables["employees"].assign(name=bad)
    tables["competencies"] = tables["competencies"].assign(name=bad)
    company = company_from_tables(tables, as_of=AS_OF, settings=Settings())
    panel = PoolsPanel(prepare_pools(company, ["P2"]), None, show_names=True)
    for post in ("P1", "P2", "P5"):
        panel.post.value = post
        assert "<img" not in panel.summary.value + panel.details.value + panel.chain.value + (
            panel.others.value + panel.compare.table.value + str(panel.compare.picture.outputs)
        )
    for name in ("assessments", "requirements"):
        tables.pop(name)
    bare = company_from_tables(tables, as_of=AS_OF, settings=Settings())
    assert "Who fits which post is not assessed" in (
        PoolsPanel(prepare_pools(bare, ["P2"]), None).summary.value
    )
    tables["positions"] = tables["positions"].drop(columns="is_management")
    none = company_from_tables(small_tables() | {"positions": tables["positions"]}, as_of=AS_OF)
    assert "No post has a pool" in PoolsPanel(prepare_pools(none, []), None).summary.value


def test_pools_panel_starts_on_locks_of_the_settings(company) -> None:
    out = {"position_id": "", "employee_id": "E3"}
    pools = {"excluded": [out], "least_fit": 0.5}
    settings = Settings.model_validate({"pools": pools})
    company = replace(
        company_from_tables(small_tables(), as_of=AS_OF, settings=Settings()), settings=settings
    )
    panel = PoolsPanel(prepare_pools(company, ["P2"]), None)
    panel.post.value = "P1"
    assert ("E3: left out everywhere", "E3") in panel.hand.person.options
    panel.hand.person.value = "E3"
    panel.hand.leave_out.click()
    assert panel.options.excluded == ()
    assert "E3" in proposed(panel.now, "P1")


def judged(panel: PoolsPanel, standing: str) -> list[str]:
    rows = judged_people(panel.now, "P0020")
    return rows.loc[rows["standing"] == standing, "employee_id"].tolist()


def test_candidates_start_with_the_people_proposed_and_offer_everybody_judged(panel) -> None:
    assert panel.compare.people == proposed(panel.now)
    assert all(who in panel.compare.table.value for who in proposed(panel.now))
    offered = [who for _, who in panel.compare.person.options[1:]]
    considered = panel.now.candidates.considered[
        :, panel.now.candidates.position_ids.index("P0020")
    ]
    assert len(offered) == considered.sum() - 3
    failed = judged(panel, "fails a gate")
    assert set(failed) <= set(offered)
    labels = {who: label for label, who in panel.compare.person.options}
    assert "fails " in labels[failed[0]]
    outputs = panel.compare.picture.outputs
    assert sum("application/vnd.plotly.v1+json" in one["data"] for one in outputs) == 1


def test_a_fourth_candidate_who_failed_a_gate_is_compared_and_a_fifth_is_refused(panel) -> None:
    first, second = judged(panel, "fails a gate")[:2]
    panel.compare.person.value = first
    assert panel.compare.people == [*proposed(panel.now), first]
    assert "failed: " in panel.compare.table.value
    panel.compare.person.value = second
    assert second not in panel.compare.people
    assert "Not added: 4 people are side by side already." in panel.compare.message.value
    panel.compare.off.children[0].click()
    panel.compare.person.value = second
    assert panel.compare.people == [*proposed(panel.now)[1:], first, second]
    assert panel.compare.message.value == ""
    panel.compare.first.click()
    assert panel.compare.people == proposed(panel.now)


def test_candidates_follow_weights_locks_and_drops_at_once(panel, company) -> None:
    first, fourth = proposed(panel.now)[0], passed_over(panel)[0]
    panel.compare.person.value = fourth
    people = panel.compare.people
    panel.sliders.weights["performance"].slider.value = 60
    weights = {"fit_weights": {"competency": 0.6, "performance": 0.6, "match": 0.15}}
    settings = Settings.model_validate({"pools": weights})
    other = replace(company, settings=settings)
    asked = comparison(evaluate(other, panel.now, "P0020", people))
    fit = asked.loc[asked["item"] == "fit", "words"]
    for words in fit:  # what the settings with these weights say
        assert f">{words}; before 0." in panel.compare.table.value
    assert panel.compare.people == people
    panel.hand.person.value = first
    panel.hand.leave_out.click()
    assert "left out by hand" in panel.compare.table.value
    panel.hand.person.value = fourth
    panel.hand.lock.click()
    assert "locked in" in panel.compare.table.value


def test_the_picture_of_levels_is_drawn_again_only_for_other_people(panel) -> None:
    drawn = panel.compare.picture.outputs
    panel.sliders.weights["performance"].slider.value = 60
    assert panel.compare.picture.outputs is drawn
    panel.compare.off.children[0].click()
    assert panel.compare.picture.outputs is not drawn


def test_candidates_of_another_post_start_anew_and_nobody_is_said(panel) -> None:
    panel.compare.off.children[0].click()
    panel.post.value = "P0063"
    assert panel.compare.people == proposed(panel.now, "P0063")[:4]
    for _ in panel.compare.people:
        panel.compare.off.children[0].click()
    assert "Nobody is chosen: add a person." in panel.compare.table.value
    assert panel.compare.picture.outputs == ()


def test_candidates_are_named_only_where_asked_for(what_if, company) -> None:
    names = company.employees.set_index("employee_id")["name"]
    for show_names in (True, False):
        panel = PoolsPanel(what_if, None, show_names=show_names)
        panel.post.value = "P0020"
        texts = (
            panel.compare.table.value, str(panel.compare.picture.outputs),
            str([one.description for one in panel.compare.off.children]),
            str(panel.compare.person.options),
        )  # fmt: skip
        for text, who in zip(texts, [*proposed(panel.now), passed_over(panel)[0]], strict=True):
            assert (names[who] in text) is show_names


def test_panel_shows_figures_and_sets_before_and_after(panel) -> None:
    assert "Posts that cannot be filled together" in panel.summary.value
    start = not_together(panel.now)
    panel.sliders.pools_per_person.value = 1
    found = bench_figures(panel.now)
    moved = found["filled"] - panel.answers._figures["filled"]
    assert moved < 0
    assert f'<td class="word">{moved:+d}</td>' in panel.summary.value
    # One post a person: nobody ready stands by for two, so no posts fight over anybody.
    assert len(start) > 0
    assert not_together(panel.now).empty
    assert set(set_rows(panel.now, start, "P0020")["change"]) == {"solved"}
    assert "solved" in panel.summary.value


def test_panel_says_what_the_chain_and_the_gaps_were_before(panel) -> None:
    assert "Before" not in panel.chain.value + panel.details.value
    was = panel.chain.value
    for _, who in panel.hand.person.options[1:]:
        panel.hand.options = with_pair(panel.hand.options, "excluded", ("P0020", who))
    panel.refresh()
    assert "3 places stay empty; no person proposed is ready now." in panel.details.value
    assert "Before" in panel.details.value
    panel.post.value = "P0324"
    up = chain_with(panel.what_if, panel.options, "P0324").moves["employee_id"].iloc[0]
    panel.hand.options = with_pair(panel.hand.options, "excluded", ("", up))
    panel.refresh()
    assert up not in chain_with(panel.what_if, panel.options, "P0324").moves["employee_id"].tolist()
    assert panel.chain.value != was
    assert up not in panel.chain.value


def test_pools_panel_is_a_widget(company) -> None:
    assert pools_panel(company, KEY).children
