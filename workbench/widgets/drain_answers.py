"""What follows from other assumptions about departures, as markup and pictures."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from workbench.charts.cards import Card, card_outputs
from workbench.charts.drain_panel import plot_top_posts, plot_two_curves
from workbench.charts.tables import html_table
from workbench.drain.what_if.answer import DrainAnswer
from workbench.drain.what_if.build import DrainWhatIf
from workbench.widgets.markup import items, paragraph, titled
from workbench.words import count, listing, money, percent

FIGURES = {
    "expected_loss": "expected loss",
    "value_at_risk_95": "exceeded 1 time in 20",
    "expected_shortfall_95": "mean of the worst 1 in 20",
}
_MOST_PLANNED, _MOST_POSTS = 12, 25
# A change below this part is that of the steps on which figures stand, and none in words.
_SAME = 0.005
_BETTER = 5e-4


class DrainAnswers:
    """Answers to a choice, set against those of the settings.

    Parameters
    ----------
    what_if : a loss that can be computed again, from ``prepare_drain``
    """

    def __init__(self, what_if: DrainWhatIf) -> None:
        self._what_if, self.before = what_if, what_if.before
        self._currency = what_if.company.settings.currency

    def figures(self, now: DrainAnswer) -> str:
        """Write what the scenario says, and the figures now beside those of the settings."""
        rows = figure_rows(now, self.before, currency=self._currency)
        words = [now.sentence]
        if now.added:
            verb = "is" if len(now.added) == 1 else "are"
            named = listing(list(now.added))
            words.append(f"The scenario names {named}, which {verb} priced with the others.")
        return paragraph(" ".join(words)) + html_table(rows, caption="The horizon in figures")

    def pictures(self, now: DrainAnswer) -> tuple[tuple[dict[str, Any], ...], ...]:
        """Draw the curve and the posts, each as outputs of a widget."""
        figures = pd.DataFrame(
            {"measure": name, "before": getattr(self.before, name), "now": getattr(now, name)}
            for name in FIGURES
        )
        curve = plot_two_curves(now.curve, self.before.curve, figures, currency=self._currency)
        posts = plot_top_posts(with_before(now, self.before), currency=self._currency)
        return tuple(card_outputs(Card("", (figure,))) for figure in (curve, posts))

    def plan(self, now: DrainAnswer) -> str:
        """Write the plan: in words, and measure by post."""
        title = "The best plan under the budget"
        if now.plan.lacks:
            return titled(title, paragraph(f"Measures are {now.plan.lacks}."))
        words = items(plan_words(now, currency=self._currency))
        planned = plan_rows(now)
        if planned.empty:
            return titled(title, words)
        more = len(planned) - _MOST_PLANNED
        left = paragraph(f"{count(more, 'more post')} with less to save.") if more > 0 else ""
        caption = f"Measures by post, amounts in {self._currency}"
        return titled(
            title, words + html_table(planned.head(_MOST_PLANNED), caption=caption) + left
        )

    def table(self, now: DrainAnswer) -> str:
        """Write the rows behind the pictures: points of the curves, and parts of the posts."""
        posts = with_before(now, self.before).drop(columns="position_id")
        names = [_name(row.title, row.position_id) for row in now.posts.itertuples()]
        rows = posts.head(_MOST_POSTS).assign(title=names[:_MOST_POSTS])
        rows = rows.rename(
            columns={"title": "post", "shortfall": "in the worst 1 in 20, now",
                     "shortfall_before": "in the worst 1 in 20, settings"}
        )  # fmt: skip
        order = ["post", "in the worst 1 in 20, settings", "in the worst 1 in 20, now",
                 "expected_loss"]  # fmt: skip
        curves = curve_rows(now, self.before, currency=self._currency)
        more = len(posts) - _MOST_POSTS
        left = paragraph(f"{count(more, 'more post')} with a smaller part.") if more > 0 else ""
        return (
            html_table(curves, caption="Chance to lose more than an amount")
            + html_table(rows[order], caption=f"Parts of the posts, in {self._currency}")
            + left
        )


def curve_rows(now: DrainAnswer, before: DrainAnswer, *, currency: str) -> pd.DataFrame:
    """Read both curves at eleven even amounts, as far as the chance is one in two hundred.

    Returns
    -------
    DataFrame, all text: loss above, in the settings, now (chances)
    """
    ends = [each.curve.loc[each.curve["exceedance_probability"] >= 0.005, "loss"].max()
            for each in (now, before)]  # fmt: skip
    amounts = np.linspace(0.0, float(np.nanmax([*ends, 0.0])), 11)
    chances = [
        np.interp(amounts, each.curve["loss"], each.curve["exceedance_probability"], right=0.0)
        for each in (before, now)
    ]
    settings, moved = ([percent(float(each)) for each in row] for row in chances)
    return pd.DataFrame(
        {
            "loss above": pd.Series(
                [money(float(each), currency) for each in amounts], dtype="str"
            ),
            "in the settings": pd.Series(settings, dtype="str"),
            "now": pd.Series(moved, dtype="str"),
        }
    )


def figure_rows(now: DrainAnswer, before: DrainAnswer, *, currency: str) -> pd.DataFrame:
    """Set the figures now beside those of the settings.

    Returns
    -------
    DataFrame, all text: figure, settings, now, change (in per cent; empty below half a per cent)
    """
    found = [(getattr(before, name), getattr(now, name)) for name in FIGURES]
    return pd.DataFrame(
        {
            "figure": pd.Series(list(FIGURES.values()), dtype="str"),
            "in the settings": pd.Series([money(was, currency) for was, _ in found], dtype="str"),
            "now": pd.Series([money(is_, currency) for _, is_ in found], dtype="str"),
            "change": pd.Series([change_words(was, is_) for was, is_ in found], dtype="str"),
        }
    )


def change_words(was: float, now: float) -> str:
    """Say by how much an amount changed, with its sign.

    Examples
    --------
    >>> change_words(200.0, 250.0), change_words(200.0, 200.4), change_words(200.0, 100.0)
    ('+25 %', '', '-50 %')
    >>> change_words(0.0, 5.0)
    ''
    """
    if not was > 0 or np.isnan(now) or abs(now / was - 1.0) < _SAME:
        return ""
    return f"{100.0 * (now / was - 1.0):+,.0f} %"


def with_before(now: DrainAnswer, before: DrainAnswer) -> pd.DataFrame:
    """Give the posts with their part in the worst twentieth as in the settings."""
    was: Mapping[str, float] = dict(
        zip(before.posts["position_id"], before.posts["shortfall"], strict=True)
    )
    parts = [was.get(post, np.nan) for post in now.posts["position_id"]]
    return now.posts.assign(shortfall_before=np.array(parts, dtype=float))


def plan_words(now: DrainAnswer, *, currency: str) -> list[str]:
    """Say what the plan costs and saves, whether that pays, and how near it is to the best."""
    plan, budget = now.plan, now.options.budget
    limit = "Without a limit" if budget is None else f"With a budget of {money(budget, currency)}"
    if plan.posts.empty:
        why = "no measure pays for itself" if budget is None else "no measure can be had"
        return [f"{limit} {why}: the plan is empty."]
    verb = "saves" if plan.measures == 1 else "save"
    words = [
        f"{limit}, {count(plan.measures, 'measure')} at {count(len(plan.posts), 'post')} for "
        f"{money(plan.cost, currency)} {verb} {money(plan.saving, currency)} of the expected loss "
        f"and leave {money(now.expected_loss - plan.saving, currency)}."
    ]
    if plan.saving < plan.cost:
        words.append("It costs more than it saves in expectation.")
    if plan.could_be_better > _BETTER:
        words.append(
            f"A better plan could take at most {percent(plan.could_be_better)} off what is left."
        )
    return words


def plan_rows(now: DrainAnswer) -> pd.DataFrame:
    """List the posts of the plan: post, measures, saving, cost."""
    titles = dict(zip(now.posts["position_id"], now.posts["title"], strict=True))
    rows = now.plan.posts
    names = [_name(titles.get(post, ""), post) for post in rows["position_id"]]
    return pd.DataFrame(
        {
            "post": pd.Series(names, dtype="str"), "measures": rows["measures"],
            "saving": rows["saving"], "cost": rows["cost"],
        }
    )  # fmt: skip


def _name(title: object, post: object) -> str:
    return f"{title} ({post})" if title else str(post)
