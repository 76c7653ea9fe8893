"""Who provides which link of talent work for which group, at what cost and to what end."""
