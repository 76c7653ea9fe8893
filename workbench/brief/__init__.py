"""What an executive is asked to decide: the money, the posts behind it, and no names."""

from workbench.brief.brief import Brief, make_brief
from workbench.brief.decisions import ASKED

__all__ = ["ASKED", "Brief", "make_brief"]
