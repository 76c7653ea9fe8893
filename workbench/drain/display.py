"""Tables of a loss as a page shows them: by post and family, never a list of people."""

from collections.abc import Sequence

import pandas as pd

from workbench.company import Company
from workbench.company.post_pay import post_pay
from workbench.drain.channels import CHANNELS
from workbench.drain.measures import MeasureEffects, action_list
from workbench.drain.risk import DrainRisk
from workbench.drain.seats import watched_posts
from workbench.drain.units import with_units
from workbench.people.departures import EVERYBODY
from workbench.words import count, in_words, listing

# Without key posts, this many stand in.
_STAND_IN = 10


def posts_to_price(
    company: Company, key_positions: Sequence[str], *, scenario: str = "as_usual"
) -> tuple[tuple[str, ...], str]:
    """Choose the posts to price, and say in words which they are.

    Parameters
    ----------
    company : for margins and pay where there are no key posts
    key_positions : key and borderline posts from the ranking; may be empty
    scenario : the scenario they are priced under, whose own posts the sentence names

    Returns
    -------
    (ids, sentence) : the key and borderline posts; else the ten posts with the largest margin at
        stake; else, where no margin is known, the ten with the highest pay. Posts that the
        scenario names are not among the ids: ``drain_risk`` adds them.
    """
    if key_positions:
        words = f"Priced are the {count(len(key_positions), 'key or borderline post')}"
        return tuple(key_positions), _priced(company, words, key_positions, scenario)
    posts = company.positions.set_index("position_id")
    margin = posts["margin_at_stake_per_year"].dropna()
    words = "largest margin at stake"
    if margin.empty:
        margin = post_pay(company).set_index("position_id")["pay_per_year"].dropna()
        words = "highest pay, as no margin at stake is known"
    chosen = margin.sort_values(ascending=False, kind="stable").head(_STAND_IN)
    if chosen.empty:
        return (), "No post can be priced: neither key posts nor margins nor pay are known."
    words = f"No post could be named key, so the {len(chosen)} posts with the {words} are priced"
    return tuple(chosen.index), _priced(company, words, chosen.index.tolist(), scenario)


def _priced(company: Company, words: str, positions: Sequence[str], scenario: str) -> str:
    """Add how many of the posts are held, and which ones the scenario adds."""
    held = len(set(positions) & set(company.incumbents["position_id"]))
    sentence = f"{words}: {held} held and {len(positions) - held} empty."
    added = _added(company, positions, (scenario,))
    if added:
        sentence += f" The scenario {scenario} adds {listing(added)}, which it names."
    return sentence


def _added(company: Company, positions: Sequence[str], scenarios: Sequence[str]) -> list[str]:
    """List the posts that the scenarios name beyond the given ones."""
    everything = watched_posts(company, positions, scenarios=scenarios)
    return [post for post in everything if post not in set(positions)]


def posts_compared(company: Company, positions: Sequence[str], *, scenario: str) -> str:
    """Say over which posts the scenarios are compared.

    Parameters
    ----------
    company : for the scenarios of its settings
    positions : the posts given to ``compare_scenarios``
    scenario : the one that the rest of the page is about
    """
    priced = watched_posts(company, positions, scenarios=(scenario,))
    added = _added(company, priced, tuple(company.settings.drain.scenarios))
    posts = f"All scenarios are compared over the same {count(len(priced) + len(added), 'post')}"
    if not added:
        return f"{posts}, those priced above."
    return (
        f"{posts}: the {len(priced)} priced above and {listing(added)}, which another scenario "
        f"names. So the amounts of {in_words(scenario)} differ here from those above."
    )


def summary_in_words(risk: DrainRisk) -> pd.DataFrame:
    """Give the figures of the horizon with the measures in words, each with its unit."""
    return with_units(risk.summary, ["amount", "low", "high"], currency=risk.currency)


def scenarios_in_words(scenarios: pd.DataFrame) -> pd.DataFrame:
    """Give the comparison of scenarios with their names in words."""
    return scenarios.assign(scenario=scenarios["scenario"].map(in_words))


def channels_by_post(risk: DrainRisk) -> pd.DataFrame:
    """Give expected loss by channel for every post, one column a channel.

    Returns
    -------
    DataFrame, dearest first: position_id, title, the four channels (currency; missing where the
    channel is not assessed at all), expected_loss, part_of_worst_twentieth (sums to 1)
    """
    wide = risk.channels.pivot_table(
        index="position_id", columns="channel", values="expected_loss", aggfunc="sum"
    )
    posts = risk.posts
    parts = wide.reindex(index=posts["position_id"], columns=list(CHANNELS)).reset_index(drop=True)
    return pd.concat([posts[["position_id", "title"]], parts], axis=1).assign(
        expected_loss=posts["expected_loss"], part_of_worst_twentieth=posts["shortfall_share"]
    )


def rival_memo(risk: DrainRisk) -> pd.DataFrame:
    """Give what rivals gain and where it is counted, the largest gain first, the sum last.

    Returns
    -------
    DataFrame: title, position_id, our_fall, rival_gain, counted_once, of_it_in_the_sum,
    of_it_taken_as_contained, secrets_and_customers, in_no_amount (currency, amounts times the
    chance of leaving). A memo: only of_it_in_the_sum is part of the expected loss.
    """
    names = {"larger_of_both": "counted_once", "in_the_sum": "of_it_in_the_sum",
             "taken_as_contained": "of_it_taken_as_contained"}  # fmt: skip
    rows = risk.rival.rename(columns=names)
    rows = rows[["title", *(name for name in rows if name != "title")]]
    if len(rows) < 2:
        return rows
    amounts = rows.sum(numeric_only=True).to_frame().T
    total = amounts.assign(title="All posts", position_id="")[list(rows)]
    return pd.concat([rows, total], ignore_index=True)


def loss_if_leaves(risk: DrainRisk) -> pd.DataFrame:
    """Give what a departure costs and how likely one is, by post, dearest departures first."""
    columns = ["position_id", "title", "people", "leave_probability", "loss_if_all_leave",
               "loss_p10", "loss_p90", "not_assessed"]  # fmt: skip
    ordered = risk.posts.sort_values("loss_if_all_leave", ascending=False, kind="stable")
    return ordered[columns].reset_index(drop=True)


def ledger_lines(risk: DrainRisk) -> pd.DataFrame:
    """Give the amounts of the ledger by post and seat, largest first, amounts of 0 left out."""
    columns = ["position_id", "seat", "channel", "driver", "mean", "p10", "p90"]
    return _ledger(risk)[columns]


def ledger_inputs(risk: DrainRisk) -> pd.DataFrame:
    """Give what each amount is made from, in the order of ``ledger_lines``."""
    return _ledger(risk)[["position_id", "seat", "driver", "mean", "inputs"]]


def _ledger(risk: DrainRisk) -> pd.DataFrame:
    rows = risk.ledger.rows
    kept = rows[rows["mean"] > 0]
    return kept.sort_values("mean", ascending=False, kind="stable", ignore_index=True)


def ranges(risk: DrainRisk) -> pd.DataFrame:
    """Give the ranges behind the amounts with their sources, those with evidence first.

    Returns
    -------
    DataFrame: input, range (text: P10 / P50 / P90, three digits), source
    """
    rows = risk.inputs.sort_values("placeholder", kind="stable", ignore_index=True)
    points = rows[["p10", "p50", "p90"]].to_numpy().tolist()
    return pd.DataFrame(
        {
            "input": rows["sentence"],
            "range": [" / ".join(f"{point:.3g}" for point in three) for three in points],
            "source": rows["source"],
        }
    )


def families(risk: DrainRisk, company: Company) -> pd.DataFrame:
    """Give rates of resigning by family, largest first, small families left out.

    Returns
    -------
    DataFrame: job_family, staff, resigned, person_years_at_risk, observed_rate_per_year,
    rate_per_year, low, high, source; the row of everybody is last
    """
    # A heading takes a unit off the end of the name: this one is no number of years by person.
    rows = risk.leaving.families.rename(columns={"person_years": "person_years_at_risk"})
    everybody = rows["job_family"] == EVERYBODY
    shown = rows["staff"] >= company.settings.min_group_size
    known = rows[shown & ~everybody].sort_values("rate_per_year", ascending=False)
    return pd.concat([known, rows[everybody]], ignore_index=True)


def retirements(risk: DrainRisk) -> pd.DataFrame:
    """Give posts with a retirement within the horizon, the nearest first."""
    due = risk.posts.dropna(subset=["next_retirement_on"]).sort_values("next_retirement_on")
    columns = ["position_id", "title", "unit", "next_retirement_on", "expected_loss"]
    return due[columns].reset_index(drop=True)


def actions(effects: MeasureEffects, risk: DrainRisk, *, most: int = 3) -> pd.DataFrame:
    """Give the best paying measures of each post with the effect at which they break even.

    Returns
    -------
    DataFrame: title, position_id, measure, moment, saving (middle effect), cost,
    break_even_effect (share of the quantity), pays_if_weak (whether the weak effect, P10, is
    enough)
    """
    titles = risk.posts[["position_id", "title"]]
    rows = action_list(effects, most=most).merge(titles, on="position_id", how="left")
    columns = ["title", "position_id", "name", "moment", "saving", "cost", "break_even_effect",
               "pays_if_weak"]  # fmt: skip
    weak = rows["pays_if_weak"].map({True: "yes", False: "no"}).astype("str")
    return rows.assign(pays_if_weak=weak)[columns].rename(columns={"name": "measure"})


def in_place(effects: MeasureEffects, risk: DrainRisk) -> pd.DataFrame:
    """Give the measures that posts have already, with what they keep off, most first.

    Returns
    -------
    DataFrame: title, position_id, measure, moment, done_on, kept_off, kept_off_low,
    kept_off_high, running_cost (currency over the horizon)
    """
    titles = risk.posts[["position_id", "title"]]
    rows = effects.in_place.merge(titles, on="position_id", how="left")
    columns = ["title", "position_id", "measure", "moment", "done_on", "kept_off",
               "kept_off_low", "kept_off_high", "running_cost"]  # fmt: skip
    return rows.rename(columns={"name": "measure", "cost": "running_cost"})[columns]


def not_assessed(risk: DrainRisk) -> pd.DataFrame:
    """Give what could not be priced, with what is needed, by channel and driver."""
    rows = risk.ledger.not_assessed.drop_duplicates(["driver", "needs", "position_id"])
    groups = rows.groupby(["channel", "driver", "needs"], sort=False)["position_id"]
    return groups.agg(posts="size", position_ids=", ".join).reset_index()
