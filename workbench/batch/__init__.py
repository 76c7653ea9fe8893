"""Many reports from one plan: over processes or a cluster, resumed, and only what has changed."""
