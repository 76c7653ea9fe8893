"""Which posts are key, how sure that is, and why."""
