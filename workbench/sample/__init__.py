"""An invented company with hidden truths, for a first look and for tests."""

from workbench.sample.make import make_sample
from workbench.sample.planted import SEED
from workbench.sample.write import write_sample

__all__ = ["SEED", "make_sample", "write_sample"]
