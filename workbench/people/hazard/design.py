"""From tenure, covariates and families to the columns of a regression."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.people.hazard.spline import restricted_spline, spline_knots

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Design:
    """What turns rows into columns; learnt from the rows a hazard is trained on.

    Attributes
    ----------
    knots : of the spline over log(1 + tenure in years)
    names : covariates beside tenure
    families : job families with a column each
    middle, spread : arrays of shape (s + len(names),), by which the columns of the spline and of
        the covariates are standardised
    """

    knots: Floats
    names: tuple[str, ...]
    families: tuple[str, ...]
    middle: Floats
    spread: Floats

    @property
    def plain_parameters(self) -> int:
        """Columns beside those of families."""
        return len(self.middle)

    @property
    def size(self) -> int:
        """All columns."""
        return len(self.middle) + len(self.families)

    def matrix(
        self, tenure_years: Floats, covariates: Mapping[str, Floats], family: NDArray[np.object_]
    ) -> Floats:
        """Columns of some rows, shape (r, size).

        A missing covariate counts as the mean, so that it moves nothing; a family that was not
        among those trained on has no column and counts as the middle of all families.
        """
        raw = _raw(tenure_years, covariates, self.knots, self.names)
        scaled = np.nan_to_num((raw - self.middle) / self.spread, nan=0.0)
        own = np.array(self.families, dtype=object)
        return np.hstack([scaled, (family[:, None] == own[None, :]).astype(float)])


def make_design(
    tenure_years: Floats,
    covariates: Mapping[str, Floats],
    family: NDArray[np.object_],
    *,
    names: Sequence[str],
    knots: int,
) -> Design:
    """Learn knots, means and spreads from the rows a hazard is trained on.

    Parameters
    ----------
    tenure_years : array of shape (r,)
    covariates : name -> array of shape (r,), NaN where unknown
    family : object array of shape (r,), "" where unknown
    names : covariates to take
    knots : of the spline, 3 to 5

    Returns
    -------
    Design

    Examples
    --------
    >>> years, family = np.arange(20.0), np.array(["A", "B"] * 10, dtype=object)
    >>> design = make_design(years, {}, family, names=(), knots=3)
    >>> design.matrix(years, {}, family).shape, design.plain_parameters
    ((20, 4), 2)
    """
    places = spline_knots(np.log1p(tenure_years), knots=knots)
    raw = _raw(tenure_years, covariates, places, tuple(names))
    spread = np.nanstd(raw, axis=0)
    families = tuple(sorted({str(name) for name in family if name}))
    return Design(
        places, tuple(names), families, np.nanmean(raw, axis=0), np.where(spread > 0, spread, 1.0)
    )


def _raw(
    tenure_years: Floats, covariates: Mapping[str, Floats], knots: Floats, names: tuple[str, ...]
) -> Floats:
    # The first years differ more than the later ones, so the curve runs over their logarithm.
    columns = [restricted_spline(np.log1p(tenure_years), knots)]
    columns += [covariates[name][:, None] for name in names]
    return np.hstack(columns)
