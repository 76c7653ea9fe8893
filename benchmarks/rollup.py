"""Time and loss of hiding counts over a tree of organisations: so many companies, three levels.

    python benchmarks/rollup.py 12 50 200

Each company has ten occupations of 1 to 80 people. Printed: seconds, and for each count the cells
that are too small, those hidden in all, and how many there are.
"""

import sys
import time

import numpy as np
import pandas as pd

from workbench.rollup.hide import hidden_in
from workbench.rollup.totals import totals_of
from workbench.rollup.tree import tree_of

USUAL = (14, 9, 8, 10, 24, 40, 8, 12, 7, 4)
PER_PARK = 14


def main(companies: int) -> None:
    """Hide and print."""
    draw = np.random.default_rng(1)
    parks = [f"P{place}" for place in range(max(companies // PER_PARK, 1))]
    tree = [("T", None), *((park, "T") for park in parks)]
    tree += [(f"C{place}", parks[place % len(parks)]) for place in range(companies)]
    rows = [
        (f"C{place}", f"{number:02d}", people, round(people * draw.uniform(0, 0.25)),
         int(draw.integers(0, 4)), round(people * draw.uniform(0, 0.3)))
        for place in range(companies)
        for number, usual in enumerate(USUAL)
        for people in [round(usual * draw.uniform(0.1, 1.9))]
    ]  # fmt: skip
    columns = ["organisation_id", "occupation_code", "people", "left_within_year", "open_posts",
               "offered"]  # fmt: skip
    frame = pd.DataFrame(tree, columns=["organisation_id", "parent_id"])
    totals = totals_of(
        tree_of(frame.assign(name="", level="", region="")),
        pd.DataFrame(rows, columns=columns).assign(as_of=pd.Timestamp("2026-06-30")),
    )
    start = time.perf_counter()
    cells = hidden_in(totals, least=5)
    print(f"{companies} companies: {time.perf_counter() - start:.1f} s")
    for name, hidden in cells.hidden.items():
        print(f"  {name}: {cells.secret[name].sum()} small, {hidden.sum()} of {hidden.size} hidden")


for given in sys.argv[1:] or ["12", "50", "200"]:
    main(int(given))
