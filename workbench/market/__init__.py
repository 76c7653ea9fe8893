"""What the market outside offers: how long it takes, and how tight it is."""
