"""Make, buy or borrow: routes to each gap and the mix that closes them in time at least cost."""

from workbench.pools.routes.build import Routes, make_buy_or_borrow
from workbench.pools.routes.display import route_findings

__all__ = ["Routes", "make_buy_or_borrow", "route_findings"]
