"""An invented O*NET: words that mean nothing, in the structure of the real files."""

from pathlib import Path

import pandas as pd
import pytest

from workbench.company import Company, company_from_tables
from workbench.occupations.nearness import TitleIndex, title_index
from workbench.occupations.onet import Onet, read_onet

OCCUPATIONS = {
    "11-1011.00": ("Chief Glimmers", 5),
    "11-9041.00": ("Glim Managers", 5),
    "17-2041.00": ("Glim Weavers", 4),
    "17-2041.03": ("Glim Weavers, Deep", 4),
    "41-4011.00": ("Trop Callers", 3),
    "51-9021.00": ("Snell Grinders", 2),
    "51-9023.00": ("Snell Mixers", 2),
}
ALTERNATES = {
    "11-1011.00": ["Chief Glimmer Officer", "Glim Head"],
    "11-9041.00": ["Glim Manager (GM)", "Manager of Glim", "Weaving Manager", "Snell Manager"],
    "17-2041.00": ["Glim Weaver", "Senior Glim Weaver", "Weft Weaver", "Loom Weaver",
                   "Glim Drafter", "Weft Drafter", "Operator"],
    "17-2041.03": ["Deep Glim Weaver", "Deep Weft Weaver", "Deep Loom Weaver"],
    "41-4011.00": ["Trop Caller", "Trop Seller", "Trop Agent", "Field Trop Caller", "Tropper"],
    "51-9021.00": ["Snell Grinder", "Bead Grinder", "Grinder Operator", "Operator",
                   "Fine Snell Grinder"],
    "51-9023.00": ["Snell Mixer", "Drum Mixer", "Mixer Operator", "Operator", "Fine Snell Mixer"],
}  # fmt: skip
RELATED = [
    ("17-2041.00", "17-2041.03", 1), ("17-2041.00", "11-9041.00", 2),
    ("17-2041.00", "51-9021.00", 3), ("17-2041.03", "41-4011.00", 7),
    ("11-9041.00", "17-2041.00", 1), ("11-9041.00", "11-1011.00", 2),
    ("51-9021.00", "51-9023.00", 1), ("51-9023.00", "51-9021.00", 4),
]  # fmt: skip
TITLE = {code: title for code, (title, _) in OCCUPATIONS.items()}


def tab(frame: pd.DataFrame) -> str:
    return frame.to_csv(sep="\t", index=False)


def tables() -> dict[str, pd.DataFrame]:
    """Headings as the real files have them."""
    code = "O*NET-SOC Code"
    return {
        "Occupation Data": pd.DataFrame(
            [(key, title, f"Says what {title} do.") for key, title in TITLE.items()],
            columns=[code, "Title", "Description"],
        ),
        "Alternate Titles": pd.DataFrame(
            [(key, TITLE[key], title, "GW" if title == "Glim Weaver" else "n/a", "08")
             for key, titles in ALTERNATES.items() for title in titles],
            columns=[code, "Title", "Alternate Title", "Short Title", "Source(s)"],
        ),
        "Related Occupations": pd.DataFrame(
            [(one, TITLE[one], other, TITLE[other], "Primary-Short", place)
             for one, other, place in RELATED],
            columns=[code, "Title", "Related O*NET-SOC Code", "Related Title", "Relatedness Tier",
                     "Index"],
        ),
        "Job Zones": pd.DataFrame(
            [(key, title, zone, "08/2023", "Analyst")
             for key, (title, zone) in OCCUPATIONS.items()],
            columns=[code, "Title", "Job Zone", "Date", "Domain Source"],
        ),
    }  # fmt: skip


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files as they are downloaded."""
    place = tmp_path_factory.mktemp("onet")
    for name, frame in tables().items():
        (place / f"{name}.txt").write_text(tab(frame), encoding="utf-8")
    (place / "Read Me.txt").write_text("O*NET 99.1 Database\nInvented.\n", encoding="utf-8")
    return place


@pytest.fixture(scope="session")
def onet(folder: Path) -> Onet:
    return read_onet(folder)


@pytest.fixture(scope="session")
def index(onet: Onet) -> TitleIndex:
    return title_index(onet)


POSITIONS = pd.DataFrame(
    [
        ("P1", "Chief glimmer officer", None),
        ("P2", "Glim weavers", None),
        ("P3", "GLIM  Weavers", None),
        ("P4", "Operator", None),
        ("P5", "Loom drafter", None),
        ("P6", "Zzyx", None),
        ("P7", "Trop seller agent", "41-4011"),
        ("P8", "Bead person", None),
        ("P9", "Colour person", None),
    ],
    columns=["position_id", "title", "occupation_code"],
)
PEOPLE = pd.DataFrame(
    [(f"E{n}", post) for n, post in enumerate(["P1", "P2", "P2", "P3", "P7", "P8", "P8"])],
    columns=["employee_id", "position_id"],
)
DECIDED = pd.DataFrame(
    [
        ("Bead person", "51-9021.00", "2026-05-04", "E5"),
        ("Colour person", None, "2026-05-04", None),
        ("Long gone", "11-1011.00", "2026-05-04", None),
    ],
    columns=["title", "occupation_code", "decided_on", "decided_by"],
)


def company_of(**tables_given: pd.DataFrame) -> Company:
    given = {"positions": POSITIONS, "employees": PEOPLE, "occupation_titles": DECIDED}
    return company_from_tables({**given, **tables_given}, as_of="2026-06-30")


@pytest.fixture(scope="session")
def company() -> Company:
    return company_of()
