"""The outside market: what an occupation earns, how many look, how long a post stays open."""

from datetime import date

from workbench.sample.calendar import AS_OF, years_between
from workbench.sample.draw import Draw
from workbench.sample.frames import Row
from workbench.sample.lives import PAY_BY_REGION

MARKET_DATES = (
    date(2024, 6, 30),
    date(2024, 12, 31),
    date(2025, 6, 30),
    date(2025, 12, 31),
    date(2026, 3, 31),
)
# Public occupation code: median pay, openings, seekers (for one region), days to fill.
OCCUPATIONS = {
    "11-1011": (240_000, 8, 14, 180), "11-2021": (86_000, 40, 70, 90),
    "11-2022": (88_000, 55, 75, 95), "11-3021": (92_000, 45, 40, 105),
    "11-3031": (90_000, 35, 50, 90), "11-3051": (91_000, 45, 40, 120),
    "11-3061": (84_000, 25, 35, 95), "11-3071": (80_000, 30, 45, 85),
    "11-3121": (85_000, 25, 45, 85), "11-9041": (94_000, 50, 32, 130),
    "11-9121": (93_000, 28, 24, 130), "13-1023": (54_000, 30, 34, 80),
    "13-1041": (60_000, 36, 14, 170), "13-1071": (48_000, 40, 85, 55),
    "13-1081": (50_000, 60, 70, 60), "13-1151": (46_000, 30, 70, 50),
    "13-1161": (58_000, 45, 80, 60), "13-2011": (50_000, 80, 95, 60),
    "13-2051": (62_000, 40, 60, 70), "15-1212": (72_000, 60, 25, 120),
    "15-1232": (50_000, 90, 100, 60), "15-1252": (68_000, 180, 90, 110),
    "17-2041": (64_000, 90, 34, 165), "17-2072": (72_000, 85, 22, 210),
    "17-2112": (63_000, 70, 60, 95), "17-2131": (67_000, 44, 11, 220),
    "19-2031": (62_000, 50, 42, 110), "19-2032": (66_000, 26, 8, 215),
    "19-4031": (43_000, 60, 38, 105), "19-5011": (55_000, 40, 36, 90),
    "23-1011": (86_000, 20, 40, 80), "27-3031": (44_000, 30, 160, 35),
    "41-1012": (56_000, 45, 60, 60), "41-4011": (60_000, 95, 70, 95),
    "41-9031": (66_000, 48, 15, 195),
    "43-3051": (41_000, 30, 45, 50), "43-4051": (35_500, 120, 190, 40),
    "43-5061": (42_000, 55, 75, 50), "43-6011": (42_500, 45, 170, 35),
    "49-1011": (58_000, 35, 32, 90), "49-9041": (43_000, 110, 80, 75),
    "51-1011": (51_000, 80, 85, 65), "51-9021": (44_000, 18, 5, 190),
    "51-9023": (33_000, 130, 170, 45), "51-9061": (37_000, 50, 70, 50),
    "51-9111": (31_500, 160, 230, 40), "53-7065": (29_500, 220, 330, 30),
}  # fmt: skip
DAYS_TO_FILL = {code: days for code, (_, _, _, days) in OCCUPATIONS.items()}
SIZE_BY_REGION = {"North": 1.2, "East": 0.8, "South": 1.1, "West": 1.0}


def market_rows(*, seed: int) -> list[Row]:
    """Give every occupation in every region at five dates; pay grows by 3.5 % a year."""
    draw = Draw(seed, "market")
    return [
        _market_row(draw, code, region, day)
        for code in OCCUPATIONS
        for region in PAY_BY_REGION
        for day in MARKET_DATES
    ]


def _market_row(draw: Draw, code: str, region: str, day: date) -> Row:
    pay, openings, seekers, days = OCCUPATIONS[code]
    size = SIZE_BY_REGION[region]
    earlier = 1 - 0.035 * years_between(day, AS_OF)
    return {
        "occupation_code": code,
        "region": region,
        "as_of": day,
        "openings": round(openings * size * draw.between(0.9, 1.1)),
        "seekers": round(seekers * size * draw.between(0.9, 1.1)),
        "median_pay_per_year": round(pay * PAY_BY_REGION[region] * earlier, -2),
        "days_to_fill": round(days * draw.between(0.93, 1.07)),
    }
