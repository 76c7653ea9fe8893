"""Titles of pictures about one thing: the verb agrees with its number."""

import pandas as pd
import pytest

from workbench.charts import (
    check,
    drain,
    drain_causes,
    holding,
    people_in_posts,
    pools,
    pools_over_time,
    why,
)

ONE_KEY = pd.DataFrame(
    {"position_id": ["P1"], "title": ["Mixer"], "verdict": ["key"], "held": ["adequate"]}
)
ASSET = pd.DataFrame({"name": ["Recipe"], "value_per_year": [4.0], "holders": [1]})
LOSS = pd.DataFrame({"kind": ["all"], "counted": ["value"], "people": [1], "lost_share": [0.5]})
LEAVERS = pd.DataFrame({"leavers": [0, 1, 2], "probability_at_least": [1.0, 0.2, 0.01]})
PLACES = pd.DataFrame(
    {"pool": ["Line"], "unit": ["West"], "proposed": [1], "shortage": [0], "shortage_low": [0],
     "shortage_high": [0], "capacity": [1]}
)  # fmt: skip
YEAR = pd.DataFrame(
    {"pool": ["Line"], "year": [2025], "in": [2], "promoted": [1], "eliminated": [0], "left": [0],
     "closing": [1]}
)  # fmt: skip
STEPS = pd.DataFrame(
    {"step": ["Ask"], "due_on": [pd.Timestamp("2026-01-01")], "state": ["late"]}
)  # fmt: skip
COSTS = pd.DataFrame(
    {"position_id": ["P1"], "title": ["Mixer"], "secrets": [1.0], "operations": [0.0],
     "reputation": [0.0], "competitiveness": [0.0], "expected_loss": [1.0]}
)  # fmt: skip
DUELS = pd.DataFrame(
    {"position_id": ["P1", "P2"], "rival_id": ["P2", "P1"], "wins_share": [0.6, 0.4]}
)
UNITS = pd.DataFrame({"unit": ["West"], "people": [1], "posts": [1], "vacant_posts": [0]})
TITLES = {
    "people in posts": (
        people_in_posts.plot_people_in_posts(ONE_KEY, scope="1 post"),
        "0 of 1 key post is vacant or held with a gap, 0 held strongly",
    ),
    "assets": (
        holding.plot_assets(ASSET, currency="EUR"),
        "1 of 1 asset hangs on one person",
    ),
    "losses": (
        holding.plot_losses(LOSS),
        "1 person who leaves can take along 50 % of the value",
    ),
    "leavers": (
        drain_causes.plot_leavers(LEAVERS),
        "At least one time in twenty, somebody leaves",
    ),
    "capacity": (pools.plot_capacity(PLACES), "1 of 1 place can be filled (100 %)"),
    "ledger": (pools_over_time.plot_ledger(YEAR), "1 of 2 taken in was promoted"),
    "calendar": (pools_over_time.plot_calendar(STEPS), "1 of 1 step is late"),
    "channels": (
        drain.plot_channels(COSTS, currency="EUR"),
        "Secrets makes 100 % of the expected loss of this post",
    ),
    "duels": (
        why.plot_duels(DUELS, ["P1", "P2"], pd.Series({"P1": "Mixer", "P2": "Clerk"})),
        "1 of 1 pair of posts changes order with weights and ratings",
    ),
    "units": (check.plot_units(UNITS), "West is the largest unit with 1 person"),
}


@pytest.mark.parametrize(("figure", "title"), TITLES.values(), ids=TITLES)
def test_title_of_one_thing_agrees_with_its_number(figure, title) -> None:
    assert figure.layout.title.text.replace("<br>", " ") == title
