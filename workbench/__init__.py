"""Talent-analytics workbench: key positions, talent pools, brain-drain scenarios."""
