"""Who holds what, what goes when people leave together, and whether the register can be trusted."""
