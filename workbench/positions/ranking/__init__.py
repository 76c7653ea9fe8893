"""From values and weights to a list: scores, gates, chances, verdicts, and other choices."""
