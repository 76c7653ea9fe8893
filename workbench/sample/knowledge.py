"""What could be lost: assets, and who holds how much of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import fsum

from workbench.sample import planted
from workbench.sample.draw import Draw
from workbench.sample.frames import Row
from workbench.sample.lives import Person

Holders = tuple[tuple[str, float | None], ...]


@dataclass(frozen=True)
class Asset:
    """An asset and its holders, each with a share or None where nobody gave one.

    ``value`` is per year; ``document_on`` None means unwritten, ``reproducible`` None unknown.
    """

    kind: str
    name: str
    value: float
    life: float
    document_on: date | None
    reproducible: bool | None
    holders: Holders


def _held(*pairs: tuple[str, int, float]) -> Holders:
    return tuple((planted.PEOPLE[key][seat], share) for key, seat, share in pairs)


PLANTED_ASSETS = (
    Asset("secret", "Primer recipe PX-7", 6_400_000, 6, date(2016, 3, 14), False,
          _held(("primer_engineer", 0, 0.6), ("primer_engineer", 1, 0.4))),
    Asset("customer", "Rail vehicle group", 11_000_000, 5, date(2025, 11, 3), True,
          _held(("kam_rail", 0, 0.9))),
    Asset("method", "Fine dispersion on the bead mills", 3_800_000, 8, date(2009, 10, 5), False,
          _held(("dispersion_setter", 0, 1.0))),
    Asset("secret", "Colour matching library", 4_800_000, 6, date(2019, 6, 20), False,
          _held(("colour_technician", 0, 0.85), ("colour_lead", 0, 0.15))),
    Asset("secret", "Ink set without primer", 4_100_000, 5, date(2024, 5, 16), False,
          _held(("inkjet_engineer", 0, 0.6), ("digital_engineer", 0, 0.4))),
    Asset("secret", "Powder extrusion window", 3_900_000, 6, date(2023, 9, 8), False,
          _held(("extrusion_engineer", 0, 0.7), ("digital_engineer", 1, 0.3))),
    Asset("method", "Low-temperature curing schedule", 3_100_000, 5, date(2024, 2, 27), False,
          _held(("curing_scientist", 0, 0.8), ("extrusion_engineer", 0, 0.2))),
    Asset("authority", "Chemicals agency", 4_300_000, 6, date(2022, 8, 30), False,
          _held(("registration", 0, 0.8), ("regulatory_lead", 0, 0.2))),
    Asset("supplier", "Only source of effect pigments", 3_700_000, 4, date(2021, 4, 12), True,
          _held(("pigment_buyer", 0, 0.8), ("purchasing_mgr", 0, 0.2))),
    Asset("method", "Batch control of the dispersion line", 3_300_000, 5, date(2018, 12, 3), False,
          _held(("data_engineer", 0, 0.3))),
)  # fmt: skip
_PERSON_MADE = Asset("method", planted.PERSON_MADE_METHOD, 450_000, 6, None, False,
                     ((planted.PERSON_MADE_HOLDER, 1.0),))  # fmt: skip
NAMES = {
    "secret": ("Topcoat recipe T-2", "Topcoat recipe T-5", "Waterborne recipe W-1",
               "Waterborne recipe W-4", "Wood stain recipe S-3", "Resin synthesis R-9"),
    "method": ("Batch tinting", "Filling of small drums", "Solvent recovery", "Adhesion test",
               "Weathering forecast", "Viscosity control", "Spray trial", "Gloss measurement",
               "Line change in one hour", "Cleaning without solvent", "Root cause review",
               "Stock model", "Price model", "Scale-up from pilot"),
    "customer": ("Automotive parts", "Wind energy", "Furniture", "Machinery", "Packaging",
                 "Shipyard", "Façade", "Steelwork"),
    "supplier": ("Titanium dioxide", "Acrylic resin", "Epoxy resin", "Drums", "Additives",
                 "Solvents", "Hardener", "Fillers"),
    "authority": ("Environment office", "Trade inspection", "Customs office"),
    "dataset": ("Weathering results", "Batch history", "Complaint history", "Recipe versions",
                "Customer colours", "Plant sensor data"),
}  # fmt: skip
# Kind: units whose people hold such assets, lowest grade, copies of each name, value range.
DRAWN = {
    "secret": (("Technology",), 7, 1, (400_000, 1_500_000)),
    "method": (("Technology", "Production", "Quality", "Supply"), 6, 1, (100_000, 700_000)),
    "customer": (("Sales",), 6, 5, (300_000, 3_800_000)),
    "supplier": (("Supply",), 6, 1, (200_000, 1_200_000)),
    "authority": (("Quality", "Production"), 7, 1, (200_000, 900_000)),
    "dataset": (("Technology", "Quality", "HR and IT"), 6, 1, (100_000, 600_000)),
}


def make_assets(people: list[Person], *, seed: int) -> dict[str, Asset]:
    """Give every asset under its id, the planted ones first, those of the import last."""
    draw = Draw(seed, "assets")
    assets = [*PLANTED_ASSETS]
    for kind in DRAWN:
        assets.extend(_drawn_assets(draw, kind, people))
    assets.extend(_imported_assets(seed))
    assets.append(_PERSON_MADE)
    return {f"A{number:03d}": asset for number, asset in enumerate(assets, start=1)}


def _drawn_assets(draw: Draw, kind: str, people: list[Person]) -> Iterator[Asset]:
    units, grade, copies, (low, high) = DRAWN[kind]
    taken = {name for asset in PLANTED_ASSETS for name, _ in asset.holders}
    able = [
        one
        for one in people
        if one.is_here and one.post.unit in units and one.post.grade >= grade
        and one.post.position_id not in planted.GRAND_TITLE_POSTS and one.employee_id not in taken
    ]  # fmt: skip
    for copy in range(copies):
        for name in NAMES[kind]:
            label = f"{name} customer {copy + 1}" if kind == "customer" else name
            skew = draw.share() * draw.share()
            value = round(low + (high - low) * (skew if copies == 1 else 0.3 + 0.7 * skew), -4)
            written = draw.day(date(2022, 1, 1), date(2026, 5, 31)) if draw.chance(0.9) else None
            yield Asset(kind, label, value, draw.whole(3, 10), written,
                        written is not None and draw.chance(0.75), _split(draw, able))  # fmt: skip


def _imported_assets(seed: int) -> Iterator[Asset]:
    """Small customers of an old file, as an import leaves them: one day, one holder, no share."""
    draw = Draw(seed, "import")
    for number in range(1, planted.IMPORTED_DEALERS + 1):
        value = round(draw.between(5_000, 45_000), -3)
        yield Asset("customer", f"Dealer {number}", value, draw.whole(2, 6), planted.IMPORT_DAY,
                    None, ((planted.IMPORT_OWNER, None),))  # fmt: skip


def _split(draw: Draw, able: list[Person]) -> Holders:
    """Share an asset among two to five people; what is left over is in the files."""
    holders = draw.some(able, draw.whole(2, 5))
    parts = [draw.between(0.5, 1.5) for _ in holders]
    hanging = draw.between(0.6, 0.95)
    total = fsum(parts)
    return tuple(
        (one.employee_id, round(hanging * part / total, 2))
        for one, part in zip(holders, parts, strict=True)
    )


def asset_rows(assets: dict[str, Asset]) -> Iterator[Row]:
    """Give a row for every asset."""
    for asset_id, asset in assets.items():
        yield {
            "asset_id": asset_id,
            "kind": asset.kind,
            "name": asset.name,
            "value_per_year": asset.value,
            "life_years": asset.life,
            "document_on": asset.document_on,
            "reproducible": asset.reproducible,
        }


def holding_rows(assets: dict[str, Asset]) -> Iterator[Row]:
    """Give a row for every holder of every asset."""
    for asset_id, asset in assets.items():
        for person_id, share in asset.holders:
            yield {"asset_id": asset_id, "employee_id": person_id, "share": share}
