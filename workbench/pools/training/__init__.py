"""Training: needs, the cheapest courses that close them, personal plans, and what they unlock."""

from workbench.pools.training.findings import training_findings, unlock_findings, unlock_note
from workbench.pools.training.plan import Training, plan_training
from workbench.pools.training.seats import Unlocked, unlock_posts

__all__ = [
    "Training",
    "Unlocked",
    "plan_training",
    "training_findings",
    "unlock_findings",
    "unlock_note",
    "unlock_posts",
]
