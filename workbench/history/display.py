"""Tables of a history as a page or a command line shows them."""

import math
from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from workbench.history.amounts import UNKNOWN, few_in_words, parts_in_words, scale_of
from workbench.history.explain import Change
from workbench.history.register import HEADLINES
from workbench.history.run import Run
from workbench.history.split import PARTS
from workbench.schema import TABLES

TREND_COLUMNS = ["figure", "as_of", "value", "low", "high", "run_id"]


def change_table(change: Change, *, currency: str) -> pd.DataFrame:
    """Give every headline figure before and now, with the parts of its move.

    Returns
    -------
    DataFrame of texts: figure, before, now, change, and one column for each part that any figure
    has (data, settings, method, or parts that stand together). The parts of a row add up to its
    change as they are written.
    """
    parts_of = {
        name: dict(zip(own["part"], own["amount"], strict=True))
        for name, own in change.parts.groupby("figure")
    }
    shown = [part for part in PARTS if any(part in parts for parts in parts_of.values())]
    rows = []
    for name, before, now in change.figures[["figure", "before", "now"]].itertuples(index=False):
        if name not in HEADLINES:
            continue
        parts = parts_of.get(name, {})
        scale = scale_of(HEADLINES[name], [before, now, *parts.values()], currency)
        words = parts_in_words(scale, before, now, parts) if parts else {}
        moved = parts_in_words(scale, before, now, {"all": now - before}) if parts else {}
        rows.append(
            {
                "figure": HEADLINES[name].words, "before": scale.write(before),
                "now": scale.write(now), "change": moved.get("all", UNKNOWN),
                **{part: words.get(part, "" if parts else UNKNOWN) for part in shown},
            }
        )  # fmt: skip
    return pd.DataFrame(rows, columns=["figure", "before", "now", "change", *shown])


def parts_by_size(change: Change) -> pd.DataFrame:
    """Give the parts of each move in per cent of the figure before, for a chart.

    Returns
    -------
    DataFrame: figure (words), part, amount_percent (of the figure before), moved_percent. Figures
    that did not move, were 0 or are unknown are left out.
    """
    known = change.figures[change.figures["moved"] & (change.figures["before"].abs() > 0)]
    merged = change.parts.merge(known[["figure", "before", "now"]], on="figure")
    size = merged["before"].abs() / 100
    rows = merged.assign(
        amount_percent=merged["amount"] / size,
        moved_percent=(merged["now"] - merged["before"]) / size,
        figure=[HEADLINES[name].words if name in HEADLINES else name for name in merged["figure"]],
    )
    return rows[["figure", "part", "amount_percent", "moved_percent"]].reset_index(drop=True)


def table_changes(change: Change, *, min_group_size: int) -> pd.DataFrame:
    """Give what changed in each table; few rows about people are not counted out.

    Returns
    -------
    DataFrame of texts: table, rows_before, rows_now, added, removed, changed, most_in (columns);
    added, removed and changed say unknown where the old tables are no longer there
    """
    rows = []
    for row in change.tables.to_dict("records"):
        least = min_group_size if about_people(row["table"]) else 0
        counts = {name: _counted(row[name], least) for name in ("added", "removed", "changed")}
        rows.append(
            {
                "table": row["table"], "rows_before": f"{row['rows_before']:,.0f}",
                "rows_now": f"{row['rows_now']:,.0f}", **counts, "most_in": row["columns"],
            }
        )  # fmt: skip
    columns = ["table", "rows_before", "rows_now", "added", "removed", "changed", "most_in"]
    return pd.DataFrame(rows, columns=columns)


def flag_table(flags: pd.DataFrame) -> pd.DataFrame:
    """Give what looks partial: kind, what, then and now (rows, posts, people or filled cells)."""
    return flags[["kind", "what", "before", "now"]].rename(columns={"before": "then"})


def run_table(
    runs: Sequence[Run], *, figures: Sequence[str] = ("key_posts", "expected_loss")
) -> pd.DataFrame:
    """List runs, the latest first.

    Parameters
    ----------
    runs : as they were kept
    figures : headline figures that have a column

    Returns
    -------
    DataFrame of texts: run, as_of, made_at, series, source (without its path), method, state
    (sound, partial, accepted), and a column for each figure
    """
    rows = [
        {
            "run": run.run_id, "as_of": run.as_of, "made_at": run.made_at, "series": run.series,
            "source": run.label, "method": run.method, "state": _state(run),
            **{name: _figure(run, name) for name in figures},
        }
        for run in reversed(runs)
    ]  # fmt: skip
    columns = ["run", "as_of", "made_at", "series", "source", "method", "state", *figures]
    return pd.DataFrame(rows, columns=columns)


def trend(runs: Sequence[Run], *, figures: Sequence[str] = ()) -> pd.DataFrame:
    """Give headline figures over report dates.

    Parameters
    ----------
    runs : of one series, in the order in which they were first kept
    figures : names; none means all

    Returns
    -------
    DataFrame, one row a figure and report date, in the order of the register: figure, as_of
    (date), value, low, high, run_id. Of several sound runs of one date the last kept counts;
    partial ones are left out.
    """
    latest = {run.as_of: run for run in runs if run.sound and run.figures is not None}
    rows = [
        run.figures.assign(as_of=pd.Timestamp(day), run_id=run.run_id)
        for day, run in sorted(latest.items())
        if run.figures is not None
    ]
    if not rows:
        return pd.DataFrame(columns=TREND_COLUMNS)
    table = pd.concat(rows, ignore_index=True)
    order = {name: place for place, name in enumerate(figures or HEADLINES)}
    table = table[table["figure"].isin(order)]
    place = table["figure"].map(order)
    return table.iloc[np.lexsort((table["as_of"], place))][TREND_COLUMNS].reset_index(drop=True)


def drawn_trend(rows: pd.DataFrame, *, currency: str) -> tuple[pd.DataFrame, dict[str, str]]:
    """Give a trend in the units of a drawing, and the words for each figure.

    Returns
    -------
    (rows, titles) : shares are in per cent; titles are words and unit by name of the figure
    """
    shares = rows["figure"].map(lambda name: HEADLINES[name].unit == "share").astype(bool)
    points = ["value", "low", "high"]
    scaled = rows.assign(**{name: rows[name].mask(shares, rows[name] * 100) for name in points})
    units = {"share": "%", "money": currency, "money a month": f"{currency} a month"}
    titles = {
        name: f"{HEADLINES[name].words}, {unit}" if unit else HEADLINES[name].words
        for name in rows["figure"].unique()
        for unit in (units.get(HEADLINES[name].unit, ""),)
    }
    return scaled, titles


def trend_in_words(rows: pd.DataFrame, *, currency: str) -> pd.DataFrame:
    """Give a trend with one row a report date and one column a figure, as texts."""
    columns = {}
    for name, own in rows.groupby("figure", sort=False):
        scale = scale_of(HEADLINES[str(name)], own["value"].tolist()[-2:], currency)
        texts = [_with_range(scale.write, *points) for points in
                 own[["value", "low", "high"]].itertuples(index=False)]  # fmt: skip
        columns[HEADLINES[str(name)].words] = pd.Series(texts, index=own["as_of"].dt.date)
    return pd.DataFrame(columns).rename_axis("as_of").reset_index()


def _with_range(write: Callable[[float], str], value: float, low: float, high: float) -> str:
    words = write(value)
    known = math.isfinite(low) and math.isfinite(high)
    return f"{words} ({write(low)} to {write(high)})" if known else words


def about_people(table: str) -> bool:
    """Tell whether a row of a table is about somebody."""
    if table == "employees":
        return True
    return table in TABLES and any(c.refers_to.startswith("employees") for c in TABLES[table])


def _counted(number: float, least: int) -> str:
    return UNKNOWN if math.isnan(number) else few_in_words(int(number), least)


def _state(run: Run) -> str:
    return "accepted" if run.accepted and run.flags else "partial" if run.flags else "sound"


def _figure(run: Run, name: str) -> str:
    value = run.amounts.get(name, math.nan)
    currency = str(run.settings.get("currency", ""))
    return scale_of(HEADLINES[name], [value], currency).write(value)
