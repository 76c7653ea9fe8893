"""What the drawn loss says, in sentences, the most important first."""

import pandas as pd

from workbench.drain.simulation.model import READY, WANTED
from workbench.drain.simulation.simulate import SimulatedYear
from workbench.words import count, listing, money, percent

_CLEAR = 2.0
_MOST = 3


def findings(year: SimulatedYear) -> tuple[str, ...]:
    """Say what is lost beyond the sum, through which assets, and with whom together.

    Parameters
    ----------
    year : of one scenario

    Returns
    -------
    Sentences; posts and assets by name and id, never persons. Differences under two standard
    errors are not told.
    """
    if not year.exact.expected > 0:
        return ("No amount could be made up, so nothing could be drawn.",)
    sentences = (
        _whole(year), _shared(year), _lone(year), _stops(year), _together(year), _pulled(year),
        _successors(year), *year.lacks,
    )  # fmt: skip
    return tuple(sentence for sentence in sentences if sentence)


def _amount(year: SimulatedYear, amount: float, error: float) -> str:
    return f"{money(amount, year.currency)} (standard error {money(error, year.currency)})"


def _whole(year: SimulatedYear) -> str:
    if not year.parts[["expected_loss", "shortfall_95"]].to_numpy().any():
        return (
            "Nothing that counts once is known of these posts, so the loss is the sum over those "
            f"who leave: {money(year.exact.expected, year.currency)} in expectation."
        )
    known = year.summary.set_index("measure")
    mean, tail = (known.loc[name].to_dict() for name in ("expected_loss", "expected_shortfall_95"))
    return (
        f"Counted once where it is shared, and with those who are pulled along, the loss is "
        f"{_amount(year, mean['amount'], mean['amount_se'])} in expectation instead of "
        f"{money(mean['added_up'], year.currency)} added up over those who leave; in the worst "
        f"twentieth it is {_amount(year, tail['amount'], tail['amount_se'])} instead of "
        f"{money(tail['added_up'], year.currency)}."
    )


def _clear(rows: pd.DataFrame, amount: str, *, sign: int = 1) -> pd.DataFrame:
    """Keep the rows whose amount is beyond its error, the largest first."""
    kept = rows[(sign * rows[amount] > _CLEAR * rows[f"{amount}_se"]) & (rows[amount] != 0)]
    return kept.sort_values(amount, ascending=sign < 0, kind="stable")


def _posts(year: SimulatedYear, position_ids: str) -> str:
    """Give the posts of a row by title and id."""
    titles = year.posts.set_index("position_id")["title"]
    return listing([f"{titles[post]} ({post})" for post in position_ids.split(", ")])


def _asset(row: pd.Series) -> str:
    return f"{row['name']} ({row['asset_id']})"


def _shared(year: SimulatedYear) -> str:
    rows = _clear(year.assets[year.assets["channel"] == "secrets"], "extra_once").head(_MOST)
    if rows.empty:
        return ""
    first = rows.iloc[0]
    others = int(first["holders"] + first["others"]) - 1
    sentence = (
        f"A secret is out with the first holder who takes it along: the channel of secrets loses "
        f"{_amount(year, first['extra_once'], first['extra_once_se'])} more than the sum says "
        f"through {_asset(first)}"
    )
    if others:
        sentence += f", which {count(others + 1, 'person', 'people')} know"
    sentence += f", in the hands of {_posts(year, first['position_ids'])}"
    rest = [_asset(row) for _, row in rows.iloc[1:].iterrows()]
    return f"{sentence}; next {listing(rest)}." if rest else f"{sentence}."


def _lone(year: SimulatedYear) -> str:
    rows = year.assets[
        (year.assets["channel"] == "reputation") & (year.assets["expected_loss"] > 0)
    ]
    if rows.empty:
        return ""
    first = rows.iloc[0]
    held = (
        "hangs on one person alone" if first["holders"] + first["others"] == 1
        else "goes with the holder it hangs on most"
    )  # fmt: skip
    return (
        f"The dearest customer is {_asset(first)}, held by {_posts(year, first['position_ids'])}: "
        f"it {held}, "
        f"{money(first['loss_if_all_leave'], year.currency)} if that happens and "
        f"{money(first['expected_loss'], year.currency)} in expectation, in the channel of "
        "reputation."
    )  # fmt: skip


def _stops(year: SimulatedYear) -> str:
    rows = _clear(year.assets[year.assets["channel"] == "operations"], "extra_once", sign=-1)
    if rows.empty:
        return ""
    first = rows.iloc[0]
    saved = money(-float(rows["extra_once"].sum()), year.currency)
    methods = count(len(rows), "method")
    return (
        f"While one holder stays, a method goes on: {methods} held by several "
        f"{'costs' if len(rows) == 1 else 'cost'} {saved} less than the sum says, and "
        f"{money(first['loss_if_all_leave'], year.currency)} through {_asset(first)} if all go."
    )


def _together(year: SimulatedYear) -> str:
    if year.groups.empty:
        return ""
    first = year.groups.iloc[0]
    chance = float(first["chance_together"])
    likely = percent(chance) if chance >= 0.0005 else "under 0.1 %"
    return (
        f"Dearest together are the {first['people']} holders of {listing(_ids(first))} in "
        f"{_posts(year, first['position_ids'])}: "
        f"{money(first['cost_together'], year.currency)} if all of them go, with a chance of "
        f"{likely}."
    )


def _ids(row: pd.Series) -> list[str]:
    return list(row["asset_ids"].split(", "))


def _pulled(year: SimulatedYear) -> str:
    rows = _clear(year.parts.tail(1), "expected_loss")
    if rows.empty:
        return ""
    row = rows.iloc[0]
    return (
        f"People who are pulled along by those who leave add "
        f"{_amount(year, row['expected_loss'], row['expected_loss_se'])} to the expected loss, if "
        f"a leaver takes a contact along with a chance of {percent(year.pull_probability)}, which "
        "is an assumption."
    )


def _successors(year: SimulatedYear) -> str:
    parts = year.parts.set_index("part")
    if year.seats.empty:
        named = not any("step in" in sentence for sentence in year.lacks)
        return "Nobody is named as ready now, on fresh evidence, for any of these posts." * named
    saved, short = -float(parts["expected_loss"][READY]), float(parts["expected_loss"][WANTED])
    sentence = f"Successors who are ready save {money(saved, year.currency)} of the vacancies"
    if short > _CLEAR * float(parts["expected_loss_se"][WANTED]):
        most = year.seats.iloc[0]
        return (
            f"{sentence}, but {money(short, year.currency)} of that is lost again where the same "
            f"person is wanted twice, most often for {most['title']} ({most['position_id']})."
        )
    return f"{sentence}; nobody is wanted twice at the same time often enough to matter."
