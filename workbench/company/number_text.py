"""Numbers without what people write around them."""

import pandas as pd

from workbench.schema import Column

_DRESSING = r"^(?:[€$£¥₹]|EUR|USD|GBP|CHF|CNY|JPY)\s*|\s*(?:[€$£¥₹]|EUR|USD|GBP|CHF|CNY|JPY)$"
_GAP = r"(?<=\d)[ \u00a0\u202f'’](?=\d{3}(?!\d))"


def undress(text: pd.Series, column: Column) -> tuple[pd.Series, pd.Series]:
    """Take off currency signs, blanks between thousands, and the per cent sign of a share."""
    bare = text.str.strip().astype(object)
    bare = bare.str.replace(_DRESSING, "", regex=True).str.replace(_GAP, "", regex=True)
    percent = bare.str.fullmatch(r".*\d\s*%") & (column.unit == "share")
    return bare.where(~percent, bare.str.rstrip("% ")), percent


def numbers(digits: pd.Series) -> pd.Series:
    """Turn plain digits into float64; what is none is missing."""
    return pd.to_numeric(digits, errors="coerce").astype("float64")


def in_plain_digits(text: pd.Series, mark: str) -> pd.Series:
    """Take out thousands marks and write a decimal point."""
    group = "," if mark == "." else "."
    return text.str.replace(group, "", regex=False).str.replace(mark, ".", regex=False)
