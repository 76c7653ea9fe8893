"""One value of a settings text changes, and every other character stays."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from workbench.settings.edit import with_item, with_value

GIVEN = """\
# head
name: "X: y"
positions:
  key_share: 0.10   # ten in a hundred
  gates: {strategic_value: 0.40, scarcity: 0.40}  # agreed
  weights:
    scope: 0.30
    # the network last
    network: 0.70

# The next block is about losses
drain:
  history_years: 4
empty:

# last words
"""


def _load(text: str) -> dict:
    return YAML(typ="safe").load(text)


def _changed(after: str) -> tuple[set[str], set[str]]:
    """Name the lines that are gone, and those that are new."""
    before, now = GIVEN.splitlines(), after.splitlines()
    kept = [line for line in now if line in before]
    assert kept == [line for line in before if line in now]
    return set(before) - set(now), set(now) - set(before)


def test_with_value_puts_a_new_setting_before_the_comment_of_the_next_block() -> None:
    after = with_value(GIVEN, ["positions", "exponent"], 1.0)
    assert _changed(after) == (set(), {"  exponent: 1.0"})
    assert "    network: 0.70\n  exponent: 1.0\n\n# The next block" in after


def test_with_value_changes_a_number_and_keeps_its_comment() -> None:
    gone, new = _changed(with_value(GIVEN, ["positions", "key_share"], 0.05))
    assert gone == {"  key_share: 0.10   # ten in a hundred"}
    assert new == {"  key_share: 0.05   # ten in a hundred"}


def test_with_value_writes_unchanged_entries_of_one_line_as_they_were() -> None:
    gates = {"strategic_value": 0.4, "scarcity": 0.3}
    _, new = _changed(with_value(GIVEN, ["positions", "gates"], gates))
    assert new == {"  gates: {strategic_value: 0.40, scarcity: 0.3}  # agreed"}


def test_with_value_changes_entries_line_by_line() -> None:
    weights = {"network": 0.7, "exposure": 0.3}
    gone, new = _changed(with_value(GIVEN, ["positions", "weights"], weights))
    assert gone == {"    scope: 0.30"}
    assert new == {"    exposure: 0.3"}


def test_with_value_of_another_mapping_altogether() -> None:
    assert _load(with_value(GIVEN, ["positions", "weights"], {}))["positions"]["weights"] == {}
    after = with_value(GIVEN, ["positions", "weights"], {"exposure": 1.0})
    assert _load(after)["positions"]["weights"] == {"exposure": 1.0}
    assert "# the network last" in after


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["positions", "gates"], {}),
        (["positions", "gates", "network"], 0.2),
        (["empty"], 3),
        (["empty", "deeper", "still"], "a: b # c"),
        (["new", "deeper"], {"a": [1, 2], "b": date(2026, 1, 2)}),
        (["drain"], {"history_years": 5, "horizon": "x"}),
    ],
)
def test_with_value_says_what_it_was_told_and_nothing_else(path: list[str], value: object) -> None:
    expected = _load(GIVEN)
    at = expected
    for key in path[:-1]:
        if at.get(key) is None:
            at[key] = {}
        at = at[key]
    at[path[-1]] = value
    after = with_value(GIVEN, path, value)
    assert _load(after) == expected
    comments = [line.split("#", 1)[1] for line in GIVEN.splitlines() if "#" in line]
    assert all(f"#{comment}" in after for comment in comments)


@given(
    st.dictionaries(st.sampled_from("abcde"), st.floats(0, 1), max_size=5),
    st.dictionaries(st.sampled_from("abcde"), st.floats(0, 1), max_size=5),
    st.booleans(),
)
def test_with_value_replaces_any_mapping(old: dict, new: dict, lines: bool) -> None:
    written = "".join(f"\n    {key}: {part!r}  # {key}" for key, part in old.items())
    flow = " {" + ", ".join(f"{key}: {part!r}" for key, part in old.items()) + "}"
    text = f"top:\n  one:{written if lines and old else flow}\n  two: 2\n"
    assert _load(with_value(text, ["top", "one"], new)) == {"top": {"one": new, "two": 2}}


@pytest.mark.parametrize("text", ["", "# only words", "a: 1", "a: 1\n", "{a: 1}\n"])
def test_with_value_where_little_or_nothing_is_given(text: str) -> None:
    after = with_value(text, ["b", "c"], 2)
    assert _load(after) == {**(_load(text) or {}), "b": {"c": 2}}
    assert after.startswith(text.rstrip("}\n"))


@pytest.mark.parametrize(
    "text",
    ["a: 1\n", "a: 1\nlog:\n", "a: 1\nlog: []\n", "log:\n- x: 0\n\n# end\na: 1\n",
     "log:\n  - x: 0  # first\na: 1\n", "log: [{x: 0}]\na: 1\n",
     "a: 1\nlog:\n\n# end\n"],
)  # fmt: skip
def test_with_item_comes_last_in_its_list(text: str) -> None:
    item = {"on": date(2026, 1, 2), "words": ["a: b", "it's"]}
    after = with_item(text, "log", item)
    before = _load(text)
    assert _load(after) == {"a": 1, "log": [*(before.get("log") or []), item]}
    assert _load(with_item(after, "log", item))["log"][-2:] == [item, item]


def test_with_value_changes_the_items_of_a_list_and_keeps_the_lines_of_the_others() -> None:
    text = (
        "pools:\n  locked:\n  - {p: P1, e: E1}   # the board\n  - p: P2\n    e: E2\n"
        "  # next\n  least_fit: 0.5\n"
    )
    new = [{"p": "P1", "e": "E1"}, {"p": "P3", "e": "E3"}]
    changed = with_value(text, ["pools", "locked"], new)
    assert YAML(typ="safe").load(changed) == {"pools": {"locked": new, "least_fit": 0.5}}
    assert "  - {p: P1, e: E1}   # the board\n" in changed
    assert "# next" in changed
    none = with_value(text, ["pools", "locked"], [])
    assert YAML(typ="safe").load(none) == {"pools": {"locked": [], "least_fit": 0.5}}
    last = with_value(text, ["pools", "locked"], [{"p": "P2", "e": "E2"}])
    assert YAML(typ="safe").load(last)["pools"]["locked"] == [{"p": "P2", "e": "E2"}]
    turned = with_value(text, ["pools", "locked"], [{"p": "P2", "e": "E2"}, {"p": "P1", "e": "E1"}])
    assert YAML(typ="safe").load(turned) == {
        "pools": {"locked": [{"p": "P2", "e": "E2"}, {"p": "P1", "e": "E1"}], "least_fit": 0.5}
    }


def test_with_value_reads_entries_of_several_lines() -> None:
    text = "a:\n  b:\n    x: 1  # kept\n    y: 2\n  c: 3\n"
    assert with_value(text, ["a"], {"b": {"x": 1, "y": 2}, "c": 4}) == text.replace("3", "4")
