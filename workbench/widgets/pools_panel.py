"""A panel for the pools: move weights and limits, lock people in or leave them out, see at once."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import ipywidgets as widgets
import pandas as pd

from workbench.charts.tables import html_table
from workbench.company import Company
from workbench.errors import WorkbenchError
from workbench.pools.chains.closure import Chains
from workbench.pools.chains.display import chain_table
from workbench.pools.not_together import set_rows
from workbench.pools.targets import Basis
from workbench.pools.what_if import (
    PoolOptions,
    PoolsWhatIf,
    bench_figures,
    chain_with,
    pools_with,
    prepare_pools,
    settings_of,
)
from workbench.privacy import name_people
from workbench.settings.record import record_decision
from workbench.widgets.markup import WIDE, button, close, items, paragraph, titled
from workbench.widgets.pools_compare import CandidateCompare
from workbench.widgets.pools_hand import HandButtons
from workbench.widgets.pools_sliders import OptionSliders
from workbench.widgets.pools_view import (
    chain_words,
    change_words,
    figure_rows,
    gap_words,
    people_of,
    proposed_rows,
    standing_by,
    standing_by_rows,
)
from workbench.words import count

_MOST, _MOST_SETS, _CHAINS_KEPT = 12, 4, 8
_IN_NO_SET = "This post is in no set; those shown are of other posts."
_WHO_MOVES = (
    "Whoever is ready now may move up, in a pool or not. Who is left out of a post does not take "
    "it; who is locked in goes first, or has the seat kept while not ready."
)


class PoolsPanel:
    """Post, people and sliders on the left, what they lead to on the right, and a way to keep it.

    Parameters
    ----------
    what_if : pools that can be filled again, from ``prepare_pools``
    settings_file : where a choice is written; None where it cannot be
    show_names : show names beside ids
    """

    def __init__(
        self, what_if: PoolsWhatIf, settings_file: Path | None, *, show_names: bool = False
    ) -> None:
        self.what_if, self._file, self._show_names = what_if, settings_file, show_names
        self._before = self.now = pools_with(what_if, what_if.in_force)
        self.problem, self._chains = "", dict[tuple[object, ...], Chains]()
        self.compare = CandidateCompare(what_if.company, show_names=show_names)
        self._figures, self._gaps_before = bench_figures(self._before), dict[str, Sequence[str]]()
        self.sliders = OptionSliders(what_if.in_force, self.refresh)
        self.hand = HandButtons(what_if.in_force, self._by_hand, self._say)
        posts = _posts(self._before.targets)
        self.post = widgets.Dropdown(options=posts, description="Post", layout=WIDE)
        self.back = button("Back to the settings", "undo")
        self.write = button("Write to the settings", "save")
        self.reason = widgets.Text(
            placeholder="why, in a few words", description="Reason", layout=WIDE
        )
        self.message, self.summary, self.details, self.chain, self.others = (
            widgets.HTML() for _ in range(5)
        )
        self.post.observe(lambda _: self.show(), names="value")
        self.back.on_click(lambda _: self._on_back())
        self.write.on_click(lambda _: self._say(*self._written()))
        self.show()

    @property
    def options(self) -> PoolOptions:
        """What sliders and buttons have been moved to."""
        return self.sliders.applied(self.hand.options)

    def refresh(self) -> None:
        """Fill the pools again with the options chosen, and show them."""
        try:
            self.now, self.problem = pools_with(self.what_if, self.options), ""
        except WorkbenchError as problem:
            self.problem = str(problem)
        self.show()

    def show(self) -> None:
        """Show the post that is chosen; a contradiction takes the place of all tables."""
        if lack := self.what_if.company.lacks("requirements", "assessments"):
            self.summary.value = close(paragraph(f"Who fits which post is {lack}."))
            return
        if self.post.value is None:
            self.summary.value = close(paragraph("No post has a pool: name a key post first."))
            return
        self._offer_people()
        if self.problem:
            self.summary.value = close(paragraph(self.problem))
            self.details.value = self.chain.value = self.others.value = ""
            self.compare.hide()
            return
        post, now, before = str(self.post.value), self.now, self._before
        figures = html_table(figure_rows(bench_figures(now), self._figures), caption="All posts")
        words = paragraph(change_words(now, before, post))
        self.summary.value = close(words + figures + self._not_together(post))
        self.compare.show(now, before, self.options, post)
        parts = [
            self._people(proposed_rows(now, before, post), "Proposed now"),
            titled("Gaps", self._gaps(post)),
        ]
        self.details.value = close("".join(parts))
        self.chain.value = close(titled("When it falls vacant", self._chain_of(post)))
        others = standing_by_rows(now, post, most=_MOST)
        self.others.value = close(self._people(others, "Could stand by, the best first"))

    def widget(self) -> widgets.Widget:
        """Give the panel as one widget."""
        left = widgets.VBox(
            [self.post, self.hand.box(), self.sliders.box(), self.back, self.reason,
             self.write, self.message],
            layout=widgets.Layout(flex="0 1 29rem"),
        )  # fmt: skip
        right = widgets.VBox(
            [self.summary, self.details, self.chain, self.compare.box(), self.others],
            layout=widgets.Layout(flex="1 1 30rem"),
        )
        return widgets.HBox([left, right], layout=widgets.Layout(flex_flow="row wrap"))

    def _people(self, rows: pd.DataFrame, caption: str) -> str:
        if rows.empty:
            return titled(caption, paragraph("Nobody."))
        shown = name_people(rows, self.what_if.company, show_names=self._show_names)
        return html_table(shown, caption=caption)

    def _not_together(self, post: str) -> str:
        rows = set_rows(self.now, self._before, post)
        title = "Posts that cannot be filled together"
        if rows.empty:
            return titled(
                title, paragraph("None: every post with somebody ready now can be filled at once.")
            )
        more = len(rows) - _MOST_SETS
        words = [] if rows["posts"].str.contains(f"({post})", regex=False).any() else [_IN_NO_SET]
        words += [f"{count(more, 'more set is', 'more sets are')} not shown."] if more > 0 else []
        left = paragraph(" ".join(words)) if words else ""
        return html_table(rows.head(_MOST_SETS), caption=title) + left

    def _gaps(self, post: str) -> str:
        days = float(self.what_if.outside["fill_days"].get(post, float("nan")))
        company = self.what_if.company
        now = gap_words(company, self.now, post, outside_days=days)
        if post not in self._gaps_before:
            self._gaps_before[post] = gap_words(company, self._before, post, outside_days=days)
        return items(now) + _earlier([each for each in self._gaps_before[post] if each not in now])

    def _chain_of(self, post: str) -> str:
        try:
            chains, before = (
                self._chain(post, options) for options in (self.options, self.what_if.in_force)
            )
        except WorkbenchError as problem:
            return paragraph(str(problem))
        words = paragraph(chain_words(chains))
        if chain_words(before) != chain_words(chains):
            words += _earlier([chain_words(before)])
        words += "".join(map(paragraph, (_WHO_MOVES, *chains.notes)))
        if not chains.moves["step"].size:
            return words
        steps = chain_table(chains).drop(columns=["chain", "step"])
        return words + self._people(steps, "Step by step")

    def _chain(self, post: str, options: PoolOptions) -> Chains:
        """Give the chain of a post; the last few are kept, so that looking again costs nothing."""
        hand = tuple(sorted(options.locked)), tuple(sorted(options.excluded))
        key = (post, *options.fit_weights.values(), options.least_fit, *hand)
        if key not in self._chains:
            self._chains = dict(list(self._chains.items())[1 - _CHAINS_KEPT :])
            self._chains[key] = chain_with(self.what_if, options, post)
        return self._chains[key]

    def _offer_people(self) -> None:
        """Offer who is proposed, who could stand by, and who is in or out by hand."""
        post = str(self.post.value)
        proposed = people_of(self.now, post)
        more = [*standing_by(self.now, post)["employee_id"], *self.hand.set_by_hand(post)]
        others = [who for who in dict.fromkeys(more) if who not in proposed]
        people = pd.DataFrame({"employee_id": [*proposed, *others]}, dtype="str")
        names = name_people(people, self.what_if.company, show_names=self._show_names)
        self.hand.offer(post, proposed, others, list(names["employee_id"]))

    def _by_hand(self) -> str:
        """Fill the pools again after a lock; a contradiction that was there before is no reason."""
        before = self.problem
        self.refresh()
        return "" if before else self.problem

    def _on_back(self) -> None:
        self.hand.reset()
        self.sliders.reset()
        self._say("")
        self.refresh()

    def _say(self, first: str, *more: str) -> None:
        self.message.value = close(paragraph(first) + items(more)) if first else ""

    def _written(self) -> tuple[str, ...]:
        """Write the choice and say so: a sentence, then each setting that changed."""
        if self._file is None:
            return ("Nothing written: name a settings file in the parameter settings first.",)
        if self.problem:
            return (f"Nothing written. {self.problem}",)
        changes = settings_of(self.what_if, self.options)
        try:
            words = record_decision(self._file, changes, reason=self.reason.value, on=date.today())
        except (WorkbenchError, OSError) as problem:
            return (f"Nothing written. {problem}",)
        return (f"Written to {self._file.name}. Run the notebook again.", *words)


def _earlier(words: Sequence[str]) -> str:
    """Write what was said of the options in force, where it was something else."""
    return titled("Before", items(words)) if words else ""


def _posts(targets: pd.DataFrame) -> list[tuple[str, str]]:
    """Offer key posts first."""
    rows = targets.sort_values(["pool", "position_id"])
    names = rows["title"].fillna("") + " (" + rows["position_id"] + "): " + rows["pool"]
    return list(zip(names, rows["position_id"], strict=True))


def pools_panel(
    company: Company,
    key_positions: Sequence[str],
    *,
    settings_file: Path | None = None,
    show_names: bool = False,
    candidates_per_seat: int | None = None,
    pools_per_person: int | None = None,
    least_fit: float | None = None,
    horizon_days: int | None = None,
    demand_basis: Basis = "seats",
) -> widgets.Widget:
    """Show a panel that changes what the pools are filled with, and keeps the choice.

    Parameters
    ----------
    company, key_positions : what the pools are for
    settings_file : where a choice is written, see ``settings_file`` of the company room
    show_names : show names beside ids
    candidates_per_seat, pools_per_person, least_fit, horizon_days, demand_basis : as in
        ``build_pools``

    Returns
    -------
    A widget for JupyterLab
    """
    what_if = prepare_pools(
        company, key_positions, candidates_per_seat=candidates_per_seat,
        pools_per_person=pools_per_person, least_fit=least_fit, horizon_days=horizon_days,
        demand_basis=demand_basis,
    )  # fmt: skip
    return PoolsPanel(what_if, settings_file, show_names=show_names).widget()
