"""Whether the list would hold: other methods, orders that cannot flip, what the criteria say."""
