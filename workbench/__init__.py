"""Talent-analytics workbench: key positions, talent pools, brain-drain scenarios."""

import sys
from importlib.metadata import version

# JupyterLab brings rfc3987_syntax, whose import builds grammars for two seconds in every process
# that touches a notebook. jsonschema uses it only if it is there, so it is declared absent.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

__version__ = version("talent-workbench")
