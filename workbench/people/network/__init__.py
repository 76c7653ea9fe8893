"""Who stands between others in the ties of advice and work."""
