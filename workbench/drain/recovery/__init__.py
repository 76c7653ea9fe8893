"""How a post comes back after a departure, and when the money is lost."""
