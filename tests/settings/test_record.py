"""Decisions go back into the settings file, and nothing else of it moves."""

from datetime import date
from pathlib import Path

import pytest

from workbench.errors import ParameterError
from workbench.settings import Settings, load_settings
from workbench.settings.record import record_decision

DAY = date(2026, 7, 1)
GIVEN = """\
# Our own words
company_name: Sömething "quoted" Ltd
as_of: 2026-06-30   # half a year
source:
  tables:
    positions:
      values:
        is_management: {"0": "no", "*": "yes"}   # words, not booleans
drain:
  scenarios:
    lift_out:
      sentence: "A rival: makes an offer"
      team_positions: [P1, P2]
      team_probability: 1.0
"""


def _file(tmp_path: Path, text: str = GIVEN) -> Path:
    path = tmp_path / "settings.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_record_decision_changes_the_named_settings_alone(tmp_path) -> None:
    file = _file(tmp_path)
    before = load_settings(file).model_dump()
    words = record_decision(
        file, {"positions.key_share": 0.05, "positions.gates": {"scarcity": 0.5}},
        reason="A shorter list", on=DAY,
    )  # fmt: skip
    assert words == (
        "positions.key_share: 0.1 -> 0.05",
        "positions.gates: strategic_value 0.4, scarcity 0.4 -> scarcity 0.5",
    )
    after = load_settings(file)
    assert after.positions.key_share == 0.05
    assert after.positions.gates == {"scarcity": 0.5}
    entry = after.decisions[0]
    assert (entry.on, entry.reason, entry.changed) == (DAY, "A shorter list", words)
    rest = after.model_dump()
    rest["positions"].update(key_share=0.1, gates=before["positions"]["gates"])
    assert rest | {"decisions": ()} == before


def test_record_decision_keeps_comments_quotes_and_order(tmp_path) -> None:
    file = _file(tmp_path)
    record_decision(file, {"positions.exponent": 1.0}, reason="Trial", on=DAY)
    text = file.read_text(encoding="utf-8")
    assert text.startswith(GIVEN)


def test_record_decision_keeps_line_ends_and_other_lines(tmp_path) -> None:
    file = tmp_path / "settings.yaml"
    given = "positions:\r\n  key_share: 0.10\r\n\r\n# Losses\r\ndrain:\r\n  history_years: 4\r\n"
    file.write_bytes(given.encode())
    record_decision(file, {"positions.exponent": 1.0}, reason="Trial", on=DAY)
    text = file.read_bytes().decode()
    assert text.startswith(given.replace("0.10\r\n", "0.10\r\n  exponent: 1.0\r\n"))
    assert text.count("\n") == text.count("\r\n")


def test_record_decision_adds_to_earlier_decisions(tmp_path) -> None:
    file = tmp_path / "settings.yaml"
    for share in (0.05, 0.08):
        record_decision(file, {"positions.key_share": share}, reason=f"To {share}", on=DAY)
    reasons = [decision.reason for decision in load_settings(file).decisions]
    assert reasons == ["To 0.05", "To 0.08"]
    assert load_settings(file).positions.key_share == 0.08


@pytest.mark.parametrize(
    ("changes", "reason", "words"),
    [
        ({"positions.key_share": 0.05}, " x ", "No reason given"),
        ({"positions.key_share": 0.1}, "Same", "in force already"),
        ({"positions.key_share": 7.0}, "Too much", "at most 1"),
    ],
    ids=["no reason", "no change", "not allowed"],
)
def test_record_decision_that_cannot_be_leaves_the_file_alone(
    tmp_path, changes, reason, words
) -> None:
    file = _file(tmp_path)
    with pytest.raises(ParameterError, match=words):
        record_decision(file, changes, reason=reason, on=DAY)
    assert file.read_text(encoding="utf-8") == GIVEN
    assert [path.name for path in tmp_path.iterdir()] == ["settings.yaml"]


def test_record_decision_makes_a_file_where_there_is_none(tmp_path) -> None:
    file = tmp_path / "settings.yaml"
    record_decision(file, {"horizon_days": 730}, reason="Two years", on=DAY)
    loaded = load_settings(file)
    assert loaded.horizon_days == 730
    assert loaded.model_copy(update={"horizon_days": 365, "decisions": ()}) == Settings()


def test_record_decision_writes_lists_of_pairs_and_says_them_in_words(tmp_path) -> None:
    file = tmp_path / "settings.yaml"
    file.write_text("pools:\n  locked:\n  - {position_id: P1, employee_id: 7}  # kept\n")
    pairs = [{"position_id": "P1", "employee_id": "7"}, {"position_id": "P2", "employee_id": "008"}]
    out = [{"position_id": "", "employee_id": "E9"}]
    words = record_decision(
        file, {"pools.locked": pairs, "pools.excluded": out}, reason="They agree", on=DAY
    )
    assert words[0].endswith("-> position_id P1, employee_id 7; position_id P2, employee_id 008")
    pools = load_settings(file).pools
    assert pools.pairs("locked") == (("P1", "7"), ("P2", "008"))
    assert pools.pairs("excluded") == (("", "E9"),)
    with pytest.raises(ParameterError, match="in force already"):
        record_decision(file, {"pools.locked": pairs}, reason="They agree", on=DAY)
    assert record_decision(file, {"pools.locked": []}, reason="They left", on=DAY)
    assert load_settings(file).pools.locked == ()


@pytest.mark.parametrize(
    "text",
    [
        "positions:\n  gates: &both\n    scope: 0.2\n  weights:\n    <<: *both\n    network: 0.8\n",
        "positions: &ours {key_share: 0.2}\n",
    ],
    ids=["a value used twice", "a name on the mapping"],
)
def test_record_decision_moves_nothing_that_was_not_decided(tmp_path, text: str) -> None:
    file = _file(tmp_path, text)
    before = load_settings(file).model_dump()
    try:
        record_decision(file, {"positions.gates": {"scope": 0.3}}, reason="Trial", on=DAY)
    except ParameterError as problem:
        assert "by hand" in str(problem)
        assert file.read_text(encoding="utf-8") == text
    else:
        after = load_settings(file).model_dump()
        assert after["positions"].pop("gates") == {"scope": 0.3}
        assert before["positions"].pop("gates") != {"scope": 0.3}
        assert after["positions"] == before["positions"]


def test_record_decision_keeps_the_byte_order_mark(tmp_path) -> None:
    file = tmp_path / "settings.yaml"
    file.write_bytes("\ufeffpositions:\n  key_share: 0.10\n".encode())
    record_decision(file, {"positions.exponent": 1.0}, reason="Trial", on=DAY)
    assert file.read_bytes().startswith("\ufeffpositions:\n  key_share: 0.10\n  expo".encode())
