import pandas as pd
import pytest

from workbench.positions.why.flags import flag_posts

POSTS = pd.DataFrame(
    {
        "position_id": ["P1", "P2", "P3", "P4"],
        "title": ["Head", "Mixer", "Seller", "Clerk"],
        "time_to_fill_days": [100.0, 200.0, None, 60.0],
    }
)
PEOPLE = pd.DataFrame(
    [
        ("E1", "P1", "1961-12-30", None),  # 65 at the end of 2026
        ("E2", "P2", "1990-01-01", None),
        ("E3", "P3", "1980-01-01", "2025-11-30"),
        ("E4", "P4", None, None),
    ],
    columns=["employee_id", "position_id", "born_on", "left_on"],
)
NOMINATIONS = pd.DataFrame(
    [
        ("P1", "E2", "ready_now", "2024-01-01"),
        ("P1", "E3", "ready_now", "2026-01-01"),
        ("P2", "E4", "ready_now", "2026-01-01"),
    ],
    columns=["position_id", "employee_id", "readiness", "evidence_on"],
)
ASSETS = pd.DataFrame({"asset_id": ["A1"], "kind": ["secret"], "name": ["Recipe"]})
HOLDINGS = pd.DataFrame({"asset_id": ["A1"], "employee_id": ["E2"]})


@pytest.fixture
def flags(make_company) -> pd.DataFrame:
    company = make_company(
        positions=POSTS,
        employees=PEOPLE,
        nominations=NOMINATIONS,
        assets=ASSETS,
        holdings=HOLDINGS,
    )
    return flag_posts(company, horizon_days=365)


@pytest.mark.parametrize(
    ("flag", "found"),
    [
        ("vacant", {"P3": "vacant since 2025-11-30"}),
        ("retires", {"P1": "incumbent reaches 65 in 6 months"}),
        ("few_holders", {"P2": "only holder of 1 secret (Recipe)"}),
        ("hard_market", {"P2": "hard market: 7 months to fill from outside"}),
        ("paper_backup", {"P1": "backup on paper only: 2 names, 1 gone and 1 on old evidence"}),
        ("no_ready_successor", dict.fromkeys(["P1", "P3", "P4"], "no ready successor")),
    ],
)
def test_flag_posts_finds_each_reason(flags, flag, found) -> None:
    mine = flags[flags["flag"] == flag]
    assert dict(zip(mine["position_id"], mine["sentence"], strict=True)) == found


def test_flag_posts_says_when_both_holders_are_in_the_post(make_company) -> None:
    posts = pd.DataFrame({"position_id": ["P1", "P2"], "title": ["Lab", "Desk"], "seats": [2, 1]})
    people = pd.DataFrame({"employee_id": ["E1", "E2", "E3"], "position_id": ["P1", "P1", "P2"]})
    assets = pd.DataFrame({"asset_id": ["A1", "A2"], "kind": "secret", "name": ["Resin", "Dye"]})
    holdings = pd.DataFrame(
        {"asset_id": ["A1", "A1", "A2", "A2"], "employee_id": ["E1", "E2", "E2", "E3"]}
    )
    company = make_company(positions=posts, employees=people, assets=assets, holdings=holdings)
    mine = flag_posts(company).query("flag == 'few_holders'")
    assert sorted(zip(mine["position_id"], mine["sentence"], strict=True)) == [
        ("P1", "both holders of 1 secret (Resin)"),
        ("P1", "one of two holders of 1 secret (Dye)"),
        ("P2", "one of two holders of 1 secret (Dye)"),
    ]


def test_flag_posts_carry_the_rows_behind_them(flags) -> None:
    paper = flags[flags["flag"] == "paper_backup"].iloc[0]
    assert paper["evidence"] == "nominations: E2 and E3"


def test_flag_posts_horizon_decides_about_retirement(make_company) -> None:
    company = make_company(positions=POSTS, employees=PEOPLE)
    assert "retires" not in set(flag_posts(company, horizon_days=90)["flag"])


def test_flag_posts_without_tables_say_nothing_of_them(make_company) -> None:
    assert flag_posts(make_company()).empty


def test_flag_posts_names_what_makes_the_market_hard(make_company) -> None:
    posts = pd.DataFrame(
        {
            "position_id": ["P1"],
            "title": ["Mixer"],
            "occupation_code": ["17-2041"],
            "region": ["North"],
            "pay_min_per_year": [80.0],
            "pay_max_per_year": [96.0],
        }
    )
    market = posts[["occupation_code", "region"]].assign(
        as_of="2026-03-31", openings=31, seekers=10, days_to_fill=200, median_pay_per_year=100
    )
    vacancy = pd.DataFrame(
        {"requisition_id": ["Q1"], "position_id": ["P1"], "opened_on": ["2025-08-04"]}
    )
    people = pd.DataFrame({"employee_id": ["E1"], "position_id": ["P1"]})
    company = make_company(positions=posts, employees=people, market=market, requisitions=vacancy)
    hard = flag_posts(company).query("flag == 'hard_market'").iloc[0]
    # (2 x 200 x 0.88^-0.21 + 330) / 2 days.
    assert hard["sentence"] == (
        "hard market: 12 months to fill from outside (3.1 openings per seeker, paid 12 % below "
        "the market and own vacancy open 330 days)"
    )
    assert hard["evidence"] == "requisitions: Q1; market: 17-2041 in North, 2026-03-31"


@pytest.mark.parametrize(
    ("status", "needed_from", "needed_to", "flag", "sentence"),
    [
        ("planned", "2026-10-01", None, "needed_soon", "needed from 2026-10-01, nobody in it yet"),
        ("active", "2026-10-01", None, "needed_soon", "needed from 2026-10-01, nobody in it yet"),
        ("planned", "2026-05-01", None, "vacant", "vacant since it is needed, 2026-05-01"),
        ("planned", "2028-01-01", None, "", ""),
        ("planned", None, None, "", ""),
        ("active", None, "2026-06-29", "", ""),
        ("active", None, None, "vacant", "vacant"),
    ],
)
def test_flag_posts_tells_a_vacancy_from_a_post_needed_later(
    make_company, status, needed_from, needed_to, flag, sentence
) -> None:
    post = {
        "position_id": "P9", "title": "Later", "status": status, "needed_from": needed_from,
        "needed_to": needed_to,
    }  # fmt: skip
    posts = pd.concat([POSTS, pd.DataFrame([post])])
    flags = flag_posts(make_company(positions=posts, employees=PEOPLE), horizon_days=365)
    mine = flags[(flags["position_id"] == "P9") & flags["flag"].isin(["vacant", "needed_soon"])]
    assert list(zip(mine["flag"], mine["sentence"], strict=True)) == [(flag, sentence)] * bool(flag)
