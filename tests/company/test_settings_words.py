from pathlib import Path

import pytest

from workbench.errors import ParameterError
from workbench.settings import load_settings

FAULTS = {
    "as_of: june": "as_of: found 'june'. Allowed: a date such as 2026-06-30.",
    "as_of: 2026-13-01": "a date in it cannot be (month must be in 1..12)",
    "horizon_days: soon": "horizon_days: found 'soon'. Allowed: a whole number.",
    "horizon_days: 3": "horizon_days: found 3. Allowed: at least 30.",
    "company_name: 12": "company_name: found 12. Allowed: text, in quotes",
    "pools: 3": "pools: found 3. Allowed: lines of the form 'name: value' below it.",
    "currancy: EUR": "currancy: unknown key. Did you mean 'currency'? Known here: as_of, ",
    "source: {loss_budget_share: 2}": "source.loss_budget_share: found 2. Allowed: at most 1.",
    "source: {decimal_mark: ';'}": "source.decimal_mark: found ';'. Allowed: one of '', '.' or",
    "source: {encoding: klingon}": "source.encoding: no such encoding; for example utf-8",
    "source: {tables: {positons: {}}}": "no table 'positons'. Did you mean 'positions'? The tab",
    "source: {tables: {positions: {scale: {seat: 2}}}}": "no column 'seat'. Did you mean 'seats'?",
    "source: {tables: {positions: {colums: {title: a}}}}": (
        "source.tables.positions.colums: unknown key. Did you mean 'columns'? Known here: columns,"
    ),
    "source: {tables: {ties: [{from: a}, {form: b}]}}": (
        "source.tables.ties (item 2).form: unknown key. Did you mean 'from'? Known here: columns,"
    ),
    "reports: {1-key-positions: {horizon_days: [1]}}": (
        "reports.1-key-positions.horizon_days: found [1]. Allowed: true or false, or a whole number"
    ),
    "pools: {excluded: [{employee_id: E1}, {position_id: P1}]}": (
        "employee_id: missing in entry 2. Write a line 'employee_id: ...' there."
    ),
    "pools: {locked: [{position_id: P1}]}": "pools.locked.employee_id: missing in entry 1. Write a",
    "pools: {}\ncurrency: EUR\npools: {}": "the key 'pools' stands there a second time (line 3).",
    "as_of: [": "cannot be read as YAML",
}


@pytest.mark.parametrize("content", FAULTS)
def test_load_settings_says_in_plain_words_what_is_wrong(tmp_path: Path, content: str) -> None:
    (tmp_path / "settings.yaml").write_text(content)
    with pytest.raises(ParameterError) as raised:
        load_settings(tmp_path / "settings.yaml")
    text = str(raised.value)
    assert FAULTS[content] in text
    assert "Value error" not in text and "Input should" not in text and "Extra inputs" not in text


def test_load_settings_names_all_faults_at_once(tmp_path: Path) -> None:
    (tmp_path / "settings.yaml").write_text("horizon_days: x\nmin_group_size: 0\ncolor: red\n")
    with pytest.raises(ParameterError, match="has 3 faults in it") as raised:
        load_settings(tmp_path / "settings.yaml")
    lines = str(raised.value).splitlines()[1:]
    assert [line.split(":")[0] for line in lines] == [
        "- horizon_days",
        "- min_group_size",
        "- color",
    ]
    assert "Did you mean" not in lines[2]
