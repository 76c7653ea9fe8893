"""What it costs when the people in key posts leave, and what can be done."""

from workbench.drain.risk import DrainRisk, compare_scenarios, drain_risk

__all__ = ["DrainRisk", "compare_scenarios", "drain_risk"]
