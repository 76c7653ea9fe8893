"""The panel shows what ranking again would give, and what it writes brings the same list back."""

from pathlib import Path

import pandas as pd
import pytest

from workbench.company import company_from_tables, load_company
from workbench.positions import flag_posts, rank_positions
from workbench.positions.ranking.what_if import judged_with
from workbench.settings import load_settings
from workbench.widgets.ranking_panel import RankingPanel

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


@pytest.fixture(scope="module")
def company():
    return load_company(SAMPLE)


@pytest.fixture
def panel(company, tmp_path) -> RankingPanel:
    file = tmp_path / "settings.yaml"
    file.write_text((SAMPLE / "settings.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    return RankingPanel(company, rank_positions(company, draws=500), flag_posts(company), file)


def _move(panel: RankingPanel) -> None:
    panel.sliders.weights["dimensions"]["network"].slider.value = 40
    panel.sliders.gates["scarcity"].slider.value = 30
    panel.sliders.key_share.slider.value = 5
    panel.sliders.exponent.value = 1.0


def test_ranking_panel_starts_with_the_list_in_force(panel, company) -> None:
    assert panel.summary.value.count("<p>14 key, 2 borderline. 2,000 draws") == 1
    assert "new" not in panel.summary.value
    assert "Process control programmer (P0035)" in panel.table.value


def test_ranking_panel_shows_at_once_what_a_slider_changes(panel) -> None:
    panel.sliders.gates["scarcity"].slider.value = 20
    assert "new on the list: " in panel.summary.value
    assert "Powder development lead (P0018)" in panel.table.value
    panel.sliders.reset()
    assert panel.summary.value.count("<p>14 key, 2 borderline. 2,000 draws") == 1


def test_ranking_panel_writes_the_choice_with_reason_and_date(panel, company, tmp_path) -> None:
    _move(panel)
    shown = panel.what_if, panel.sliders.choice
    panel.reason.value = "The board wants a shorter list"
    panel.write.click()
    assert "Written to settings.yaml" in panel.message.value
    file = tmp_path / "settings.yaml"
    text = file.read_text(encoding="utf-8")
    assert "# Scenarios of brain drain beside the built-in ones" in text  # comments stay
    settings = load_settings(file)
    assert settings.positions.key_share == 0.05
    assert settings.decisions[0].reason == "The board wants a shorter list"
    assert settings.drain == company.settings.drain
    again = rank_positions(load_company(SAMPLE, settings=file), draws=2000)
    before = judged_with(*shown).set_index("position_id")
    after = again.table.set_index("position_id").loc[before.index]
    # Weights are written with four digits.
    assert after["score"].to_numpy() == pytest.approx(before["score"].to_numpy(), abs=1e-4)
    assert after["chance"].to_numpy() == pytest.approx(before["chance"].to_numpy(), abs=0.005)


def _echo(panel: RankingPanel) -> None:
    """Send every slider's number back as a browser does, off by the last digits."""
    for share in panel.sliders.all_shares:
        share.slider.value = share.slider.value * (1 + 2e-16) - 1e-15


def test_ranking_panel_takes_what_a_browser_sends_back_for_no_move(panel, tmp_path) -> None:
    start = panel.what_if.in_force
    _echo(panel)
    assert panel.sliders.choice == start
    panel.sliders.gates["scarcity"].slider.value = 30
    _echo(panel)
    panel.reason.value = "A lower gate"
    panel.write.click()
    given = load_settings(SAMPLE / "settings.yaml").positions
    written = load_settings(tmp_path / "settings.yaml").positions
    assert written.weights == given.weights  # still those of the judgements
    assert written.key_share == given.key_share
    assert written.gates == {"strategic_value": 0.4, "scarcity": 0.3}


def test_ranking_panel_judges_again_only_when_the_choice_changes(panel, monkeypatch) -> None:
    judged = []
    monkeypatch.setattr(panel.sliders, "_moved", lambda: judged.append(1))
    _echo(panel)
    assert judged == []
    panel.sliders.key_share.slider.value = 5
    assert judged == [1]
    panel.sliders.reset()
    assert judged == [1, 1]


def test_ranking_panel_writes_nothing_without_a_reason_or_a_change(panel, tmp_path) -> None:
    before = (tmp_path / "settings.yaml").read_bytes()
    panel.reason.value = "Because"
    panel.write.click()
    assert "in force already" in panel.message.value
    _move(panel)
    panel.reason.value = ""
    panel.write.click()
    assert "No reason given" in panel.message.value
    assert (tmp_path / "settings.yaml").read_bytes() == before
    assert list(tmp_path.iterdir()) == [tmp_path / "settings.yaml"]


def test_ranking_panel_without_a_file_says_so(company) -> None:
    panel = RankingPanel(company, rank_positions(company, draws=200), flag_posts(company), None)
    _move(panel)
    panel.write.click()
    assert "Nothing written: name a settings file" in panel.message.value


def test_ranking_panel_on_two_tables_is_empty_and_markup_is_text() -> None:
    posts = pd.DataFrame(
        {"position_id": [f"P{n}" for n in range(20)], "title": "<img src=x onerror=alert(1)>",
         "margin_at_stake_per_year": range(20)}
    )  # fmt: skip
    people = pd.DataFrame({"employee_id": ["E1"], "position_id": ["P1"]})
    company = company_from_tables({"positions": posts, "employees": people}, as_of="2026-06-30")
    panel = RankingPanel(company, rank_positions(company, draws=100), flag_posts(company), None)
    assert "<img" not in panel.table.value + panel.summary.value
    bare = company_from_tables(
        {"positions": posts.drop(columns="margin_at_stake_per_year"), "employees": people},
        as_of="2026-06-30",
    )
    panel = RankingPanel(bare, rank_positions(bare, draws=100), flag_posts(bare), None)
    assert "<p>0 key, 0 borderline" in panel.summary.value
