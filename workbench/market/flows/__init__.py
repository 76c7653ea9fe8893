"""Tightness and drain by occupation and region over time."""

from workbench.market.flows.findings import flow_findings
from workbench.market.flows.own import posts_in_flows
from workbench.market.flows.view import MarketFlows, market_flows

__all__ = ["MarketFlows", "flow_findings", "market_flows", "posts_in_flows"]
