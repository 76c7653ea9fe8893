"""Talent pools: demand, selection, bench, gaps and the ledger."""

from workbench.pools.build import Pools, build_pools
from workbench.pools.findings import findings

__all__ = ["Pools", "build_pools", "findings"]
