"""What it costs when the people in key posts leave, and what can be done."""
