"""What follows from a choice about the pools, as markup: bench, people, gaps and the chain."""

from collections.abc import Sequence

import pandas as pd

from workbench.charts.tables import html_table
from workbench.errors import WorkbenchError
from workbench.pools.chains.closure import Chains
from workbench.pools.chains.display import chain_table
from workbench.pools.not_together import not_together, set_rows
from workbench.pools.what_if import PoolOptions, PoolsWhatIf, Selected, bench_figures, chain_with
from workbench.privacy import name_people
from workbench.widgets.markup import items, paragraph, titled
from workbench.widgets.pools_view import (
    chain_words,
    change_words,
    figure_rows,
    gap_words,
    proposed_rows,
    standing_by_rows,
)
from workbench.words import count

_MOST, _MOST_SETS, _CHAINS_KEPT = 12, 4, 8
_IN_NO_SET = "This post is in no set; those shown are of other posts."
_WHO_MOVES = (
    "Whoever is ready now may move up, in a pool or not. Who is left out of a post does not take "
    "it; who is locked in goes first, or has the seat kept while not ready."
)


class PoolAnswers:
    """Answers to a choice, set against those of the options in force.

    Parameters
    ----------
    what_if : pools that can be filled again
    before : the pools with the options in force
    show_names : show names beside ids
    """

    def __init__(self, what_if: PoolsWhatIf, before: Selected, *, show_names: bool) -> None:
        self._what_if, self.before, self._show_names = what_if, before, show_names
        self._figures, self._gaps_before = bench_figures(before), dict[str, Sequence[str]]()
        self._sets = not_together(before)
        self._chains = dict[tuple[object, ...], Chains]()

    def _people(self, rows: pd.DataFrame, caption: str) -> str:
        if rows.empty:
            return titled(caption, paragraph("Nobody."))
        shown = name_people(rows, self._what_if.company, show_names=self._show_names)
        return html_table(shown, caption=caption)

    def bench(self, now: Selected, post: str) -> str:
        """Write what changes at a post and elsewhere, the figures of all posts, and the sets."""
        words = paragraph(change_words(now, self.before, post))
        rows = figure_rows(bench_figures(now), self._figures)
        return words + html_table(rows, caption="All posts") + self._not_together(now, post)

    def proposed(self, now: Selected, post: str) -> str:
        """Write who is proposed, and who no longer is."""
        return self._people(proposed_rows(now, self.before, post), "Proposed now")

    def standing_by(self, now: Selected, post: str) -> str:
        """Write who could stand by and was not taken."""
        rows = standing_by_rows(now, post, most=_MOST)
        return self._people(rows, "Could stand by, the best first")

    def _not_together(self, now: Selected, post: str) -> str:
        rows = set_rows(now, self._sets, post)
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

    def gaps(self, now: Selected, post: str) -> str:
        """Write what a post lacks, and what it lacked before where that was something else."""
        days = float(self._what_if.outside["fill_days"].get(post, float("nan")))
        company = self._what_if.company
        words = gap_words(company, now, post, outside_days=days)
        if post not in self._gaps_before:
            self._gaps_before[post] = gap_words(company, self.before, post, outside_days=days)
        was = [each for each in self._gaps_before[post] if each not in words]
        return titled("Gaps", items(words) + _earlier(was))

    def chain(self, options: PoolOptions, post: str) -> str:
        """Write what follows when a seat of a post falls free; a contradiction takes its place."""
        return titled("When it falls vacant", self._chain_of(options, post))

    def _chain_of(self, options: PoolOptions, post: str) -> str:
        try:
            chains, before = (self._solved(post, one) for one in (options, self._what_if.in_force))
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

    def _solved(self, post: str, options: PoolOptions) -> Chains:
        """Give the chain of a post; the last few are kept, so that looking again costs nothing."""
        hand = tuple(sorted(options.locked)), tuple(sorted(options.excluded))
        key = (post, *options.fit_weights.values(), options.least_fit, *hand)
        if key not in self._chains:
            self._chains = dict(list(self._chains.items())[1 - _CHAINS_KEPT :])
            self._chains[key] = chain_with(self._what_if, options, post)
        return self._chains[key]


def _earlier(words: Sequence[str]) -> str:
    """Write what was said of the options in force, where it was something else."""
    return titled("Before", items(words)) if words else ""
