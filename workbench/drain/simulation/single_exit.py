"""If the people of one post leave and nobody else: what it costs and how long it takes."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.drain.compare import USUAL
from workbench.drain.ground import Ground, lay_ground
from workbench.drain.ledger import Ledger
from workbench.drain.scenarios import Exits, apply_scenario
from workbench.drain.simulation.draw import loss_if_leave
from workbench.drain.simulation.model import build_model
from workbench.drain.simulation.people import people_drawn
from workbench.drain.tables import expected_loss_draws
from workbench.settings.drain import Scenario

SINGLE_EXITS = (
    "position_id", "title", "people", "loss", "loss_low", "loss_high", "difference",
    "difference_low", "difference_high", "loss_as_shared", "vacant_days", "full_output_days",
    "full_output_days_low", "full_output_days_high",
)  # fmt: skip


def single_exits(
    company: Company,
    positions: Sequence[str],
    *,
    base: str = USUAL,
    horizon_days: int | None = None,
) -> pd.DataFrame:
    """Price the exit of each post on its own: its people resign, all others stay.

    Parameters
    ----------
    company, positions, horizon_days : as in ``drain_risk``
    base : the scenario that the exit is set against

    Returns
    -------
    DataFrame, dearest first, one row a post with somebody in it: position_id, title, people; loss
    (amounts of the ledger added up, currency), loss_low, loss_high (P10, P90); difference to what
    the post is expected to cost under the base, with difference_low and difference_high draw by
    draw; loss_as_shared (the same exit with what is shared counted as it is: a secret gets out
    whole with one of its holders, a method goes on while another stays, a ready successor steps
    in); vacant_days and full_output_days (median, counted from the last day: until a successor
    from outside begins, and until that one does everything) with the P10 and P90 of the latter.
    Missing where unknown.
    """
    ground = lay_ground(company, positions, scenarios=(base,), horizon_days=horizon_days)
    seats = ground.seats
    exits = _all_resign(ground)
    ledger = ground.ledger(exits)
    usual_exits = ground.all_exits(base)
    usual = ground.ledger(usual_exits)
    usual_draws = expected_loss_draws(ground, base, usual)
    expected = usual_exits.total * usual.severity["mean"].to_numpy(dtype=float)
    shared = _as_shared(ground)
    posts = seats["position_id"].to_numpy(dtype=str)
    rows = []
    for post in dict.fromkeys(posts):
        mine = np.flatnonzero(posts == post)
        rows.append(
            {
                "position_id": post, "title": seats["title"].iloc[mine[0]], "people": len(mine),
                "loss": float(ledger.severity["mean"].iloc[mine].sum()),
                **_range("loss", ledger.draws[mine].sum(axis=0)),
                "difference": float(
                    ledger.severity["mean"].iloc[mine].sum() - expected[mine].sum()
                ),
                **_range("difference", (ledger.draws[mine] - usual_draws[mine]).sum(axis=0)),
                "loss_as_shared": shared[post],
                **_days(ground, int(mine[0])),
            }
        )  # fmt: skip
    table = _unknown_where_nothing_is_known(pd.DataFrame(rows, columns=list(SINGLE_EXITS)), ledger)
    return table.sort_values(["loss", "position_id"], ascending=[False, True], ignore_index=True)


def _all_resign(ground: Ground) -> Exits:
    """Everybody leaves for sure, by resigning: the amounts are those given that one does."""
    scenario = Scenario(sentence="All leave.", leaving_positions=tuple(ground.seats["position_id"]))
    return apply_scenario(
        ground.seats, scenario, as_of=ground.company.as_of,
        horizon_days=ground.leaving.horizon_days, correlation=0.0,
    )  # fmt: skip


def _as_shared(ground: Ground) -> dict[str, float]:
    """Loss of each post's exit by the rules for what is shared, all others staying."""
    drawn = people_drawn(ground)
    exits = _all_resign(drawn.ground)
    model = build_model(drawn, exits, drawn.ground.ledger(exits))
    posts = drawn.ground.seats["position_id"].to_numpy(dtype=str)
    priced = dict.fromkeys(posts[drawn.priced])
    return {
        post: loss_if_leave(model, tuple(int(at) for at in np.flatnonzero(posts == post)))
        for post in priced
    }


def _range(name: str, draws: np.ndarray) -> dict[str, float]:
    low, high = np.percentile(draws, [10, 90])
    return {f"{name}_low": float(low), f"{name}_high": float(high)}


def _days(ground: Ground, person: int) -> dict[str, float]:
    fill = float(ground.seats["fill_days"].iloc[person])
    vacant = np.maximum(fill - ground.drawn["notice_days"], 0.0)
    full = vacant + ground.drawn["ramp_days"]
    return {
        "vacant_days": float(np.median(vacant)),
        "full_output_days": float(np.median(full)),
        **_range("full_output_days", full),
    }


def _unknown_where_nothing_is_known(table: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    amounts = [name for name in SINGLE_EXITS if name.startswith(("loss", "difference"))]
    known = table["position_id"].isin(ledger.means["position_id"])
    table[amounts] = table[amounts].where(known, axis=0)
    return table
