"""A panel that moves weights, gates and the cut, and shows at once what the list becomes."""

import html
from datetime import date
from pathlib import Path

import ipywidgets as widgets
import pandas as pd

from workbench.charts.tables import html_table
from workbench.company import Company
from workbench.errors import ParameterError
from workbench.positions.ranking.rank import Ranking
from workbench.positions.ranking.what_if import judged_with, prepare_what_if, settings_of
from workbench.positions.why.flags import reasons
from workbench.settings.record import record_decision
from workbench.widgets.choosing import ChoiceSliders
from workbench.widgets.markup import answer, button, close, panel, paragraph, sentence_not_traceback
from workbench.words import count, listing, percent

_LISTED = ("key", "provisional", "borderline")
_BELOW = 8
_MOST = 40


class RankingPanel:
    """Sliders on the left, the list they lead to on the right, and a way to keep the choice.

    Parameters
    ----------
    company, ranking, flags : what was ranked, how, and the flags of its posts
    settings_file : where a choice is written; None where it cannot be
    """

    def __init__(
        self, company: Company, ranking: Ranking, flags: pd.DataFrame, settings_file: Path | None
    ) -> None:
        self._file = settings_file
        posts = ranking.table["position_id"].tolist()
        self._why = dict(zip(posts, reasons(flags, posts), strict=True))
        self.what_if = prepare_what_if(company, ranking)
        self.sliders = ChoiceSliders(self.what_if.in_force, self.refresh)
        self._before = _listed(judged_with(self.what_if, self.what_if.in_force))
        self.summary, self.table = widgets.HTML(), widgets.HTML()
        self.reason = widgets.Text(
            placeholder="why, in a few words", description="Reason",
            layout=widgets.Layout(width="27rem", max_width="100%"),
        )  # fmt: skip
        self.write = button("Write to the settings", "save")
        self.back = button("Back to the settings", "undo")
        self.message = widgets.HTML()
        self.write.on_click(self._on_write)
        self.back.on_click(lambda _: self.sliders.reset())
        self.refresh()

    def refresh(self) -> None:
        """Judge all posts with the choice of the sliders and show the list."""
        answer(self._refresh, self._tell)

    def _tell(self, words: str) -> None:
        self.summary.value, self.table.value = close(paragraph(words)), ""

    def _refresh(self) -> None:
        table = judged_with(self.what_if, self.sliders.choice)
        self.summary.value = close(f"<p>{html.escape(self._words(table))}</p>")
        rows = html_table(self._rows(table), caption="The list now")
        self.table.value = f'<div style="max-height: 42rem; overflow: auto">{close(rows)}</div>'

    def widget(self) -> widgets.Widget:
        """Give the panel as one widget."""
        left = widgets.VBox(
            [self.sliders.box(), self.back, self.reason, self.write, self.message],
            layout=widgets.Layout(flex="0 1 29rem"),
        )
        right = widgets.VBox([self.summary, self.table], layout=widgets.Layout(flex="1 1 30rem"))
        return panel(left, right)

    def _rows(self, table: pd.DataFrame) -> pd.DataFrame:
        ahead = int(table["verdict"].isin(_LISTED).sum())
        shown = table.dropna(subset=["score"]).head(min(ahead + _BELOW, _MOST))
        ids, listed = shown["position_id"].tolist(), _listed(table)
        return pd.DataFrame(
            {
                "post": shown["title"].fillna("") + " (" + shown["position_id"] + ")",
                "verdict": shown["verdict"].where(shown["gates"] == "", _with_gates(shown)),
                "moved": [self._move(post, post in listed) for post in ids],
                "chance": [percent(chance) for chance in shown["chance"]],
                "score": shown["score"],
                "why": [self._why[post] for post in ids],
            }
        )

    def _move(self, post: str, listed: bool) -> str:
        if listed == (post in self._before):
            return ""
        return "new" if listed else "was on the list"

    def _words(self, table: pd.DataFrame) -> str:
        now, counts = _listed(table), table["verdict"].value_counts()
        titles = table.set_index("position_id")["title"].fillna("")

        def named(posts: set[str]) -> str:
            return listing([f"{titles[post]} ({post})" for post in sorted(posts)], most=4)

        parts = [f"{counts.get('key', 0)} key, {counts.get('borderline', 0)} borderline"]
        if new := now - self._before:
            parts.append(f"new on the list: {named(new)}")
        if gone := self._before - now:
            parts.append(f"off the list: {named(gone)}")
        draws = count(sum(len(block.inside) for block in self.what_if.blocks), "draw")
        error = percent(float(table["chance_se"].max()))
        return f"{'; '.join(parts)}. {draws}, chances to {error} (standard error)."

    def _on_write(self, _: object) -> None:
        first, *changed = self._written()
        items = "".join(f"<li>{html.escape(words)}</li>" for words in changed)
        self.message.value = close(f"<p>{html.escape(first)}</p><ul>{items}</ul>")

    def _written(self) -> tuple[str, ...]:
        """Write the choice and say so: a sentence, then each setting that changed."""
        if self._file is None:
            return ("Nothing written: name a settings file in the parameter settings first.",)
        changes = settings_of(self.what_if, self.sliders.choice)
        try:
            words = record_decision(self._file, changes, reason=self.reason.value, on=date.today())
        except (ParameterError, OSError) as problem:
            return (f"Nothing written. {problem}",)
        return (f"Written to {self._file.name}. Run the notebook again.", *words)


def _with_gates(shown: pd.DataFrame) -> pd.Series:
    return shown["verdict"] + ": " + shown["gates"]


def _listed(table: pd.DataFrame) -> set[str]:
    return set(table.loc[table["verdict"].isin(_LISTED), "position_id"])


@sentence_not_traceback
def ranking_panel(
    company: Company, ranking: Ranking, flags: pd.DataFrame, *, settings_file: Path | None = None
) -> widgets.Widget:
    """Show a panel that moves weights, gates and the cut of a ranking.

    Parameters
    ----------
    company, ranking, flags : what was ranked, how, and the flags of its posts
    settings_file : where a choice is written, see `settings_file` of the company room

    Returns
    -------
    A widget for JupyterLab
    """
    return RankingPanel(company, ranking, flags, settings_file).widget()
