"""Which measure for which post: the best plan under a budget, its frontier and its register."""
