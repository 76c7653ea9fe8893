"""The example file of scenarios and what the page about it says."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from workbench.company import load_company
from workbench.drain.risk import compare_scenarios
from workbench.errors import ParameterError
from workbench.settings import Settings, load_settings
from workbench.settings.drain import Scenario

DOCS = Path(__file__).parents[2] / "docs"
FILE = DOCS / "settings" / "scenarios.yaml"
PAGE = (DOCS / "how-to-scenarios.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def table():
    company = load_company("data/sample", settings=str(FILE))
    return compare_scenarios(company, ("P0028", "P0063")).set_index("scenario")


def test_every_scenario_of_the_file_is_priced_on_the_same_posts(table):
    own = load_settings(FILE).drain.scenarios
    assert table.index.tolist() == list(own)
    assert table["expected_loss"].notna().all()
    assert table.loc["pay_freeze", "sentence"].startswith("Pay is frozen for a year")


def test_what_happens_at_once_costs_more_than_each_part(table):
    loss, leavers = table["expected_loss"], table["expected_leavers"]
    for part in ("pay_freeze", "retirement_wave", "lift_out"):
        assert leavers["bad_year"] > leavers[part] > leavers["as_usual"] - 1e-9
    assert loss["bad_year"] > loss["lift_out"] > loss["as_usual"]
    assert loss["founder_leaves"] > loss["as_usual"]
    assert leavers["single_exit"] > leavers["as_usual"]
    assert leavers["two_offers"] > leavers["as_usual"]
    assert leavers["followers"] > leavers["as_usual"]


def test_page_names_every_key_and_every_built_in_scenario():
    keys = set(re.findall(r"`(\w+)`", "\n".join(re.findall(r"^\| (`.*?`) \|", PAGE, re.M))))
    assert set(Scenario.model_fields) | set(Settings().drain.scenarios) == keys


def test_yaml_of_the_page_is_valid():
    blocks = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    assert len(blocks) == 2
    for block in blocks:
        Settings.model_validate(YAML(typ="safe").load(block))


def test_a_file_with_an_unknown_part_says_which_there_are(tmp_path):
    path = tmp_path / "settings.yaml"
    path.write_text("drain:\n  scenarios:\n    all: {sentence: All., together: [strike]}\n")
    with pytest.raises(ParameterError, match=r"all\.together names 'strike'.*pay_freeze"):
        load_settings(path)
