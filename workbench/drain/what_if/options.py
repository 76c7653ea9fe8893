"""What can be moved: how often people leave, their tie, cover, methods written down, budget."""

from dataclasses import dataclass

from workbench.drain.scenarios import find_scenario
from workbench.errors import ParameterError
from workbench.settings import Range
from workbench.settings.drain import DrainSettings, Scenario

MOST_FACTOR = 20.0


@dataclass(frozen=True)
class DrainOptions:
    """What can be chosen about the loss and the plan.

    Parameters
    ----------
    scenario : a name in ``settings.drain.scenarios``
    leave_factor : multiplies everybody's rate of resigning, on top of the scenario; 0 to 20
    correlation : tie between departures, in place of the scenario's own; 0 to below 1
    cover_share : middle of the part of the work that colleagues do, see ``moved_range``; 0 to 1
    written_share : part of every method that a record keeps when its holders go, beyond what the
        register says; 0 to 1
    budget : currency over the horizon, >= 0; None takes whatever pays for itself
    """

    scenario: str
    leave_factor: float
    correlation: float
    cover_share: float
    written_share: float
    budget: float | None


def options_in_force(settings: DrainSettings, scenario: str) -> DrainOptions:
    """Give the options that the settings stand for under a scenario."""
    return DrainOptions(
        scenario=scenario, leave_factor=1.0, correlation=scenario_tie(settings, scenario),
        cover_share=settings.inputs.cover_share.p50, written_share=0.0,
        budget=settings.measures_budget,
    )  # fmt: skip


def scenario_tie(settings: DrainSettings, scenario: str) -> float:
    """Give the tie between departures that holds under a scenario."""
    own = find_scenario(settings, scenario).correlation
    return settings.correlation if own is None else own


def checked_options(settings: DrainSettings, options: DrainOptions) -> DrainOptions:
    """Refuse what cannot be computed.

    Raises
    ------
    ParameterError
        If the scenario is unknown or a number lies outside its range; the message gives both.
    """
    find_scenario(settings, options.scenario)
    limits = {
        "leave_factor": (0.0, MOST_FACTOR), "correlation": (0.0, 0.99), "cover_share": (0.0, 1.0),
        "written_share": (0.0, 1.0),
    }  # fmt: skip
    for name, (least, most) in limits.items():
        found = getattr(options, name)
        # Not a number lies in no range.
        if not least <= found <= most:
            raise ParameterError(f"{name}: {found} found. Allowed: {least:g} to {most:g}.")
    if options.budget is not None and not 0 <= options.budget < float("inf"):
        raise ParameterError(
            f"budget: {options.budget} found. Allowed: a number of at least 0, or none."
        )
    return options


def moved_scenario(settings: DrainSettings, options: DrainOptions) -> Scenario:
    """Give the scenario with the rate of leaving and the tie that were chosen."""
    found = find_scenario(settings, options.scenario)
    factor = found.leave_factor * options.leave_factor
    return found.model_copy(update={"leave_factor": factor, "correlation": options.correlation})


def moved_range(share: Range, middle: float) -> Range:
    """Move the middle of a share, and its ends along.

    Parameters
    ----------
    share : P10, P50, P90, in [0, 1]
    middle : the new P50, in [0, 1]

    Returns
    -------
    Range: downwards all three points shrink in proportion; upwards what is left to 1 does. So the
    points stay in order and within 0 and 1, the old middle gives the old range, 0 is surely
    nothing and 1 surely all.

    Examples
    --------
    >>> cover = Range(p10=0.2, p50=0.5, p90=0.7, source="own estimate")
    >>> lower, higher = moved_range(cover, 0.25), moved_range(cover, 0.75)
    >>> lower.p10, lower.p50, lower.p90
    (0.1, 0.25, 0.35)
    >>> higher.p10, higher.p50, round(higher.p90, 12)
    (0.6, 0.75, 0.85)
    """
    if middle == share.p50:
        return share
    points = (share.p10, share.p50, share.p90)
    if middle < share.p50:
        moved = [point * middle / share.p50 for point in points]
    else:
        moved = [1.0 - (1.0 - point) * (1.0 - middle) / (1.0 - share.p50) for point in points]
    # Rounding must not turn the points round.
    low, high = min(moved[0], middle), max(moved[2], middle)
    return Range(p10=low, p50=middle, p90=high, source=share.source)
