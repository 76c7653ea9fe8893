"""What a post is for: purpose, result areas, targets and duties, and the gaps in them."""
