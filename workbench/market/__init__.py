"""The labour market outside and the company's own vacancies."""

from workbench.market.findings import market_findings
from workbench.market.steps import outside_steps
from workbench.market.view import MarketView, market_view

__all__ = ["MarketView", "market_findings", "market_view", "outside_steps"]
