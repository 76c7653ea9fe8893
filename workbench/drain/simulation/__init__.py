"""Losses that do not add up over those who leave, by drawing many ways the time could go."""
