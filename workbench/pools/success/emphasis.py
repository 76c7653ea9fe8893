"""Let clear characteristics weigh more in the fit, once an analyst accepts it."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from workbench.errors import ParameterError
from workbench.pools.success.compare import Success
from workbench.settings.record import record_decision


def suggested_emphasis(success: Success) -> dict[str, float]:
    """Suggest how many times the weight in each post each clear competency should have.

    Parameters
    ----------
    success : as from ``compare_performers``

    Returns
    -------
    dict by competency_id, above 1 and at most 2: twice the lower end of the chance, so that a
    competency in which every high performer surely stands above every other counts double. Traits
    and competencies in which high performers stand lower are not in it: a suggestion never takes
    weight away.
    """
    rows = success.factors
    clear = rows[(rows["verdict"] == "clear") & (rows["element"] != "trait")]
    stronger = clear[clear["chance_low"] > 0.5]
    pairs = zip(stronger["factor_id"], stronger["chance_low"], strict=True)
    return {str(factor): round(2 * float(chance), 2) for factor, chance in pairs}


def accept_emphasis(
    settings_file: str | Path, emphasis: Mapping[str, float], *, reason: str, on: date
) -> tuple[str, ...]:
    """Write an emphasis into the settings; nothing is weighed by it before.

    Parameters
    ----------
    settings_file : of the company
    emphasis : factor by competency_id, as from ``suggested_emphasis`` or one's own
    reason, on : why, and the day of the decision

    Returns
    -------
    What was changed, as from ``record_decision``

    Raises
    ------
    ParameterError
        If there is nothing to accept, or as in ``record_decision``.
    """
    if not emphasis:
        raise ParameterError("Nothing to accept: no competency sets high performers clearly apart.")
    changes = {"pools.emphasis": dict(emphasis)}
    return record_decision(settings_file, changes, reason=reason, on=on)
