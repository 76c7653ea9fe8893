"""The page of a candidate for a post: gates, gaps, what the fit is made of, readiness, names."""

from workbench.pools.evaluation.evaluate import Evaluation, evaluate, evaluate_posts, weighed

__all__ = ["Evaluation", "evaluate", "evaluate_posts", "weighed"]
