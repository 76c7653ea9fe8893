"""Vacancy chains: who fills a seat leaves one, until somebody comes from outside."""
