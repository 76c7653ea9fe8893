"""An invented company with hidden truths, for a first look and for tests."""

from workbench.sample.make import make_sample
from workbench.sample.planted import SEED

__all__ = ["SEED", "make_sample"]
