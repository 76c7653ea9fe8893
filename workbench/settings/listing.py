"""Every setting in force as a flat list, for the end of a report."""

from collections.abc import Iterator, Mapping

import pandas as pd

from workbench.settings.ranges import Strict


def settings_in_force(settings: Strict, *, leave_out: tuple[str, ...] = ()) -> pd.DataFrame:
    """List settings with their values.

    Parameters
    ----------
    settings : the settings, or a part of them
    leave_out : names on the first level that are not listed

    Returns
    -------
    DataFrame: setting (names joined by dots, as in the file), value (text); an empty value means
    "not set"

    Examples
    --------
    >>> from workbench.settings.pools import PoolSettings
    >>> settings_in_force(PoolSettings()).head(2)["setting"].tolist()
    ['fit_weights.competency', 'fit_weights.performance']
    """
    content = settings.model_dump(mode="json", exclude=set(leave_out))
    return pd.DataFrame(_rows(content, ""), columns=["setting", "value"])


def _rows(content: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(content, Mapping):
        parts = content.items()
    elif isinstance(content, list):
        parts = {str(number): part for number, part in enumerate(content, start=1)}.items()
    else:
        yield path, "" if content is None else str(content)
        return
    for name, part in parts:
        yield from _rows(part, f"{path}.{name}" if path else str(name))
