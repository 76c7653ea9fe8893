import numpy as np
import pandas as pd
import pytest

from workbench.company import company_from_tables
from workbench.people.network.measures import (
    betweenness,
    brokerage,
    closeness,
    constraint,
    pairs_cut,
)
from workbench.settings import Settings

# Krackhardt (1990), Administrative Science Quarterly 35, 342-369: the kite, Andre to Jane.
KITE = [
    (0, 1), (0, 2), (0, 3), (0, 5), (1, 3), (1, 4), (1, 6), (2, 3), (2, 5), (3, 4), (3, 5), (3, 6),
    (4, 6), (5, 6), (5, 7), (6, 7), (7, 8), (8, 9),
]  # fmt: skip
KITE_DEGREE = [4, 4, 3, 6, 3, 5, 5, 3, 2, 1]
KITE_CLOSENESS = [0.529, 0.529, 0.5, 0.6, 0.5, 0.643, 0.643, 0.6, 0.429, 0.31]
KITE_BETWEENNESS = [0.8333, 0.8333, 0, 3.6667, 0, 8.3333, 8.3333, 14, 8, 0]


# Padgett and Ansell (1993), American Journal of Sociology 98, 1259-1319: marriages between fifteen
# families of Florence. Betweenness of three of them as printed by Jackson (2008), Social and
# Economic Networks, chapter 1.
MARRIAGES = """
Acciaiuoli-Medici Albizzi-Ginori Albizzi-Guadagni Albizzi-Medici Barbadori-Castellani
Barbadori-Medici Bischeri-Guadagni Bischeri-Peruzzi Bischeri-Strozzi Castellani-Peruzzi
Castellani-Strozzi Guadagni-Lamberteschi Guadagni-Tornabuoni Medici-Ridolfi Medici-Salviati
Medici-Tornabuoni Pazzi-Salviati Peruzzi-Strozzi Ridolfi-Strozzi Ridolfi-Tornabuoni
"""
FLORENCE = {"Medici": 0.522, "Guadagni": 0.255, "Strozzi": 0.103}


def _both_ways() -> np.ndarray:
    return np.array(KITE + [(b, a) for a, b in KITE])


def test_betweenness_of_krackhardts_kite() -> None:
    # Ties both ways count each pair twice, so (n - 1)(n - 2) / 2 scales back to the printed table.
    assert betweenness(10, _both_ways()) * 36 == pytest.approx(KITE_BETWEENNESS, abs=5e-5)


def test_betweenness_of_krackhardts_kite_undirected() -> None:
    found = betweenness(10, np.array(KITE), undirected=True, normalised=False)
    assert found == pytest.approx(KITE_BETWEENNESS, abs=5e-5)
    shares = betweenness(10, np.array(KITE), undirected=True)
    assert shares * 36 == pytest.approx(KITE_BETWEENNESS, abs=5e-5)


def test_betweenness_of_the_families_of_florence() -> None:
    pairs = [pair.split("-") for pair in MARRIAGES.split()]
    families = sorted({family for pair in pairs for family in pair})
    ties = np.array([[families.index(family) for family in pair] for pair in pairs])
    found = betweenness(len(families), ties, undirected=True)
    printed = {family: round(float(found[families.index(family)]), 3) for family in FLORENCE}
    assert (len(families), len(ties)) == (15, 20)
    assert printed == FLORENCE


def test_closeness_of_krackhardts_kite() -> None:
    assert closeness(10, np.array(KITE), undirected=True) == pytest.approx(KITE_CLOSENESS, abs=5e-4)


def test_closeness_counts_only_who_reaches_the_person() -> None:
    # 0 asks 1, 1 asks 2, nobody asks 3: r / (n - 1) x r / sum of ties.
    found = closeness(4, np.array([[0, 1], [1, 2]]))
    assert found == pytest.approx([0, 1 / 3 * 1 / 1, 2 / 3 * 2 / 3, 0])


def test_closeness_of_one_person_is_unknown() -> None:
    assert np.isnan(closeness(1, np.empty((0, 2), dtype=np.intp))).all()


def test_constraint_by_hand() -> None:
    # A star: each of k contacts takes 1/k of the ties, (1/k)^2 each; a leaf has one contact.
    star = np.array([(0, n) for n in range(1, 5)])
    assert constraint(5, star) == pytest.approx([0.25, 1, 1, 1, 1])
    # A triangle: two contacts, each (1/2 + 1/2 x 1/2)^2.
    assert constraint(3, np.array([(0, 1), (1, 2), (2, 0)])) == pytest.approx([1.125] * 3)


def test_constraint_counts_ways_to_contacts_only() -> None:
    # A chain 0 - 1 - 2: the way from 0 over 1 to 2 leads to nobody 0 is tied to.
    assert constraint(3, np.array([(0, 1), (1, 2)])) == pytest.approx([1, 0.5, 1])


def test_constraint_does_not_see_who_asks_whom() -> None:
    kite = np.array(KITE)
    assert constraint(10, kite) == pytest.approx(constraint(10, kite[:, ::-1]))
    assert constraint(10, kite) == pytest.approx(constraint(10, _both_ways()))
    assert constraint(10, kite).argmin() == 7  # Heather, between the kite and its tail


def test_constraint_of_somebody_without_a_contact_is_unknown() -> None:
    assert np.isnan(constraint(3, np.array([(0, 1)]))[2])


def test_pairs_cut_of_krackhardts_kite() -> None:
    # Without Heather seven lose two: 14. Without Ike eight lose Jane: 8. Else nobody loses anybody.
    kite = np.array(KITE)
    assert [pairs_cut(10, kite, person) for person in range(10)] == [0] * 7 + [14, 8, 0]


def test_measures_move_with_the_names() -> None:
    names = np.random.default_rng(5).permutation(10)
    kite, renamed = np.array(KITE), names[np.array(KITE)]
    for measure in (betweenness, closeness, constraint):
        assert measure(10, renamed)[names] == pytest.approx(measure(10, kite))
    assert pairs_cut(10, renamed, int(names[7])) == 14


def test_betweenness_of_a_star_is_all_in_its_centre() -> None:
    star = np.array([(0, n) for n in range(1, 6)] + [(n, 0) for n in range(1, 6)])
    assert betweenness(6, star).tolist() == [1.0, 0, 0, 0, 0, 0]


def test_betweenness_of_two_people_is_unknown() -> None:
    assert np.isnan(betweenness(2, np.array([(0, 1)]))).all()


def _brokerage(ties: pd.DataFrame):
    tables = {
        "positions": pd.DataFrame({"position_id": ["P1"], "title": ["a"], "seats": [12]}),
        "employees": pd.DataFrame({"employee_id": [f"E{n}" for n in range(12)]}).assign(
            position_id="P1"
        ),
        "ties": ties,
    }
    return brokerage(company_from_tables(tables, as_of="2026-06-30", settings=Settings()))


def _ties(pairs) -> pd.DataFrame:
    rows = [(f"E{a}", f"E{b}", "advice") for a, b in pairs]
    return pd.DataFrame(rows, columns=["from_employee", "to_employee", "kind"])


def test_brokerage_leaves_people_outside_the_survey_unknown() -> None:
    found = _brokerage(_ties(_both_ways()))
    assert found.response_share == 1.0
    assert found.table["employee_id"].tolist() == [f"E{n}" for n in range(10)]
    assert found.table["betweenness"].to_numpy() * 36 == pytest.approx(KITE_BETWEENNESS, abs=5e-5)


def test_brokerage_is_unknown_where_few_answered() -> None:
    found = _brokerage(_ties((0, n) for n in range(1, 10)))
    assert found.response_share == pytest.approx(0.1)
    assert found.table["betweenness"].isna().all()


def test_brokerage_is_the_same_each_time() -> None:
    ties = pd.concat([_ties(_both_ways()), _ties([(2, 9)])])
    assert _brokerage(ties).table.equals(_brokerage(ties[::-1]).table)
