"""Talent pools: demand, selection, bench, gaps and the ledger."""
