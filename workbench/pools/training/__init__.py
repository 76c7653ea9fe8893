"""Training: needs, the cheapest courses that close them, personal plans, and what they unlock."""
