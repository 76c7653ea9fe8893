"""Each run kept: what went in, what came out, and what changed from one to the next."""
