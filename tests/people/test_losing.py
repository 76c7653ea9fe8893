from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from workbench.people.knowledge.losing import losing_sets

people = st.sets(st.sampled_from("abcdef"), max_size=4)


@given(st.dictionaries(st.sampled_from(["A1", "A2", "A3", "A4", "A5"]), people))
def test_losing_sets_agree_with_trying_every_group(holders_of: dict[str, set[str]]) -> None:
    held = {asset: frozenset(who) for asset, who in holders_of.items() if who}
    losing = [
        frozenset(group)
        for size in range(1, 7)
        for group in combinations("abcdef", size)
        if any(who <= set(group) for who in held.values())
    ]
    minimal = {group for group in losing if not any(other < group for other in losing)}
    found = losing_sets(holders_of)
    assert {group for group, _ in found} == minimal
    assert all(set(lost) == {a for a, who in held.items() if who <= group} for group, lost in found)


def test_losing_sets_with_a_holder_of_everything_are_those_of_the_others() -> None:
    # Whoever holds all besides somebody else is in every group and alone in none.
    held = {f"A{n}": ["boss", f"E{n}"] for n in range(2000)}
    found = losing_sets(held)
    assert len(found) == 2000
    assert all("boss" in group and len(group) == 2 for group, _ in found)


def test_losing_sets_of_what_nobody_holds_are_none() -> None:
    assert losing_sets({"A1": [], "A2": set()}) == []
