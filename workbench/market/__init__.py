"""What the market outside offers: how long it takes, how tight it is, what it pays."""
