"""What is known about people: fit, gates, readiness, leaving, and who holds what."""
