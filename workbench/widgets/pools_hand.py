"""Buttons that lock a person into a post or leave one out, and take that back."""

from collections.abc import Callable, Sequence
from typing import Literal

import ipywidgets as widgets

from workbench.pools.what_if import PoolOptions, with_pair
from workbench.widgets.markup import WIDE, button

_ASK = ("choose a person", "")


class HandButtons:
    """A list of people, two buttons for the one that is chosen, and a way back.

    Parameters
    ----------
    start : the options in force, with the pairs locked and excluded
    refused : fills the pools again after every press; gives what contradicts it, empty if nothing
    told : where a sentence to the reader goes
    """

    def __init__(
        self, start: PoolOptions, refused: Callable[[], str], told: Callable[[str], None]
    ) -> None:
        self._start, self._refused, self._told = start, refused, told
        self.options, self._before, self._post = start, list[PoolOptions](), ""
        self.person = widgets.Dropdown(options=[_ASK], description="Person", layout=WIDE)
        self.lock, self.leave_out = button("Lock in", "lock"), button("Leave out", "ban")
        self.undo = button("Undo", "undo")
        self.person.observe(lambda _: self._label(), names="value")
        self.lock.on_click(lambda _: self._press("locked"))
        self.leave_out.on_click(lambda _: self._press("excluded"))
        self.undo.on_click(lambda _: self._on_undo())

    def offer(
        self, post: str, proposed: Sequence[str], others: Sequence[str], labels: Sequence[str]
    ) -> None:
        """Offer the people of a post; who is chosen stays chosen where that can be.

        Parameters
        ----------
        post : a position_id
        proposed, others : ids of people proposed, and of others
        labels : what is shown for each of them, in this order
        """
        self._post, chosen = post, self.person.value
        ids = [*proposed, *others]
        offered = [
            (f"{label}: {self._state(who, who in proposed)}", who)
            for label, who in zip(labels, ids, strict=True)
        ]
        if self.person.options != (_ASK, *offered):
            self.person.options = [_ASK, *offered]
            self.person.value = chosen if chosen in ids else ""
        self._label()

    def set_by_hand(self, post: str) -> list[str]:
        """Give the ids locked or excluded at a post, and those left out everywhere."""
        pairs = (*self.options.locked, *self.options.excluded)
        return [who for where, who in pairs if where in (post, "")]

    def reset(self) -> None:
        """Go back to the pairs in force, without telling anybody."""
        self.options, self._before = self._start, []

    def box(self) -> widgets.Widget:
        """Lay list and buttons out."""
        row = widgets.HBox([self.lock, self.leave_out, self.undo])
        return widgets.VBox([self.person, row])

    def _state(self, who: str, proposed: bool) -> str:
        if (self._post, who) in self.options.locked:
            return "locked in"
        if ("", who) in self.options.excluded:
            return "left out everywhere"
        if (self._post, who) in self.options.excluded:
            return "left out"
        return "proposed" if proposed else "could stand by"

    def _label(self) -> None:
        """Let the buttons say what they would do to the person chosen."""
        who, out = str(self.person.value or ""), self.options.excluded
        is_locked = (self._post, who) in self.options.locked
        self.lock.description = "Unlock" if is_locked else "Lock in"
        is_out = (self._post, who) in out or ("", who) in out
        self.leave_out.description = "Let back in" if is_out else "Leave out"
        self.lock.disabled = self.leave_out.disabled = not who
        self.undo.disabled = not self._before

    def _press(self, kind: Literal["locked", "excluded"]) -> None:
        """Change the list of a kind; what contradicts something is refused and changes nothing."""
        if not self.person.value:
            self._told("Choose a person first.")
            return
        before = self.options
        self.options = with_pair(before, kind, (self._post, str(self.person.value)))
        self._before.append(before)
        if refused := self._refused():
            self.options = self._before.pop()
            self._refused()
            self._told(f"Not done. {refused}")
            return
        self._told("")

    def _on_undo(self) -> None:
        if self._before:
            self.options = self._before.pop()
            self._told("")
            self._refused()
