"""Hard conditions, fit, and the best or a stable matching between organisations."""

from workbench.exchange.match.findings import match_findings
from workbench.exchange.match.market import match_market, match_tables
from workbench.exchange.match.result import Counts, Matching

__all__ = ["Counts", "Matching", "match_findings", "match_market", "match_tables"]
