"""The loss account: what was read, kept, changed and set aside, and why."""

from collections.abc import Mapping
from hashlib import sha256

import numpy as np
import pandas as pd

from workbench.company.draft import Draft, Loss
from workbench.errors import Fault
from workbench.settings.source import SourceSettings

ACCOUNT_COLUMNS = (
    "table", "read", "left_out", "merged", "kept", "set_aside",
    "cells_blanked",
)  # fmt: skip


def loss_account(drafts: Mapping[str, Draft]) -> pd.DataFrame:
    """One row a table; read = left out + merged + kept + set aside."""
    rows = [
        (
            name,
            draft.rows_read,
            draft.rows_left_out,
            draft.rows_merged,
            len(draft.frame),
            sum(loss.rows for loss in draft.losses),
            sum(loss.cells for loss in draft.losses),
        )
        for name, draft in drafts.items()
    ]
    return pd.DataFrame(rows, columns=list(ACCOUNT_COLUMNS))


def without_rows(account: pd.DataFrame, kept: Mapping[str, int]) -> pd.DataFrame:
    """Book rows that were sound but are not wanted as left out; ``kept`` rows by table stay."""
    now = account["table"].map(kept).astype(account["kept"].dtype)
    left_out = account["left_out"] + account["kept"] - now
    return account.assign(left_out=left_out, kept=now)


def losses_by_reason(drafts: Mapping[str, Draft]) -> pd.DataFrame:
    """Rows set aside and cells blanked by table, column and reason."""
    losses = [loss for draft in drafts.values() for loss in draft.losses]
    columns = list(Loss.__dataclass_fields__)
    table = pd.DataFrame([vars(loss) for loss in losses], columns=columns)
    table = table.astype({"table": "str", "column": "str", "code": "str"})
    return table.groupby(["table", "column", "code"], sort=False, as_index=False).sum()


def over_budget(drafts: Mapping[str, Draft], source: SourceSettings) -> list[Fault]:
    """Tables that lost more rows than the settings allow; exact copies are no loss.

    One row may always be lost, so that small tables can be read, unless it is the only one or the
    share is 0.
    """
    faults = []
    for name, draft in drafts.items():
        lost = sum(loss.rows for loss in draft.losses if loss.code != "duplicate_row")
        used = draft.rows_read - draft.rows_left_out
        budget = source.budget_share(name)
        if lost > max(budget * used, float(budget > 0 and used > 1)):
            faults.append(
                Fault(
                    "stop",
                    "loss_budget",
                    name,
                    "",
                    (),
                    f"{lost} of {used} rows were set aside",
                    f"at most {budget:.1%} of the rows" + (", or one row" if budget else ""),
                    "Correct the source, or raise source.loss_budget_share in the settings.",
                )
            )
    return faults


def fingerprint(tables: Mapping[str, pd.DataFrame]) -> str:
    """SHA-256 of the content, whatever the order of the rows was.

    Examples
    --------
    >>> table = pd.DataFrame({"a": ["1", "2"], "b": [0.5, None]})
    >>> fingerprint({"t": table}) == fingerprint({"t": table.iloc[::-1]})
    True
    """
    total = sha256()
    for name in sorted(tables):
        table = tables[name]
        total.update(f"{name}:{','.join(table.columns)}:{len(table)};".encode())
        rows = pd.util.hash_pandas_object(table, index=False, categorize=True).to_numpy()
        total.update(np.sort(rows).astype("<u8").tobytes())
    return total.hexdigest()
