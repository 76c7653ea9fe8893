"""Time the filling of pools against linear programs solved by HiGHS, in one run.

Run with ``.venv/bin/python benchmarks/pools.py``; it takes about two minutes. The peer is
``scipy.optimize.linprog`` on the same three aims, one after the other; its relaxation has whole
answers, since pools, places and limits form a network. It runs on all pairs, and on the few that
can matter (``best_pairs``). Answers are checked before times are taken; times are processor seconds
of one core. Beside that the whole way from tables to pools is measured on an invented company, with
the memory it takes.
"""

import os

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"  # before numpy starts its threads

import resource
import statistics
import time
from collections.abc import Callable

import numpy as np
import pandas as pd
from scipy.optimize import linprog
from scipy.sparse import block_array, csr_array, eye_array, vstack

from workbench.company import Company, company_from_tables
from workbench.pools import build_pools
from workbench.pools.selection import choose
from workbench.pools.selection.prune import best_pairs
from workbench.settings import Settings

LIMIT, PLACES, ROUNDS = 2, 3, 5
Instance = dict[str, np.ndarray]


def instance(posts: int, people: int, each: int, *, alike: float) -> Instance:
    """Pairs with a fit; the nearer ``alike`` is to 1, the more all posts want the same people."""
    rng = np.random.default_rng(posts + people)
    strength, post = rng.random(people), np.repeat(np.arange(posts), each)
    person = np.concatenate([rng.choice(people, each, replace=False) for _ in range(posts)])
    mixed = alike * strength[person] + (1 - alike) * rng.random(len(post))
    return {
        "post": post, "person": person, "fit": 0.6 + 0.4 * mixed,
        "ready": rng.random(len(post)) < 0.1, "capacity": np.full(posts, float(PLACES)),
        "weight": np.where(rng.random(posts) < 0.2, 2.0, 1.0),
    }  # fmt: skip


def pruned(case: Instance) -> Instance:
    order = np.lexsort((case["person"], case["post"]))
    pairs = {name: case[name][order] for name in ("post", "person", "fit", "ready")}
    kept, _ = best_pairs(
        pairs["post"], pairs["fit"], pairs["ready"], np.full(len(case["capacity"]), PLACES),
        least_limit=LIMIT,
    )  # fmt: skip
    use = np.sort(kept)
    return case | {name: values[use] for name, values in pairs.items()}


def ours(case: Instance) -> tuple[float, ...]:
    choice = choose(**case, most_per_person=LIMIT)  # type: ignore[arg-type]
    assert choice.gap == 0
    return choice.stages


def peer(case: Instance) -> tuple[float, ...]:
    """Three linear programs; each keeps the values of those before it."""
    post, person, weight = case["post"], case["person"], case["weight"]
    pairs, posts = len(post), len(weight)
    column, ones, none = np.arange(pairs), np.ones(pairs), csr_array((posts, posts))
    of_post = csr_array((ones, (post, column)), shape=(posts, pairs))
    of_ready = csr_array((case["ready"].astype(float), (post, column)), shape=(posts, pairs))
    of_person = csr_array((ones, (person, column)), shape=(person.max() + 1, pairs + 2 * posts))
    equal = block_array([[of_post, eye_array(posts), none]], format="csr")
    above = vstack([block_array([[-of_ready, none, -eye_array(posts)]]), of_person]).tocsr()
    most = np.concatenate([-np.ones(posts), np.full(of_person.shape[0], LIMIT)])
    zero = np.zeros
    aims = [
        np.concatenate([zero(pairs + posts), weight]),
        np.concatenate([zero(pairs), weight, zero(posts)]),
        np.concatenate([-case["fit"], zero(2 * posts)]),
    ]
    upper = np.concatenate([ones, np.full(posts, np.inf), np.ones(posts)])
    values = []
    for aim in aims:
        found = linprog(
            aim, A_ub=above, b_ub=most, A_eq=equal, b_eq=case["capacity"],
            bounds=np.stack([zero(len(aim)), upper], axis=1), method="highs",
        )  # fmt: skip
        values.append(float(found.fun))
        above = vstack([above, csr_array(aim[None, :])]).tocsr()
        most = np.append(most, found.fun + 1e-9)
    return values[0], values[1], -values[2]


def seconds(work: Callable[[Instance], object], case: Instance) -> float:
    started = time.process_time()
    work(case)
    return time.process_time() - started


def rows(what: str, case: Instance, *, rounds: int) -> list[str]:
    few = pruned(case)
    assert np.allclose(ours(case), peer(few), atol=1e-6), (ours(case), peer(few))
    peers = {
        f"all {len(case['post']):,} pairs": case,
        f"{len(few['post']):,} pairs that can matter": few,
    }
    told = []
    for name, given in peers.items():
        times = [(seconds(peer, given), seconds(ours, case)) for _ in range(rounds)]
        ratio = statistics.median(mine / other for other, mine in times)
        theirs, mine = (statistics.median(column) for column in zip(*times, strict=True))
        told.append(f"| {what}; peer on {name} | {mine:.3f} s | {theirs:.3f} s | {ratio:.3f} |")
    return told


def company(people: int, posts: int, *, competencies: int = 40) -> Company:
    """An invented company: so many posts that lead people, the others in crews of twenty."""
    rng = np.random.default_rng(5)
    all_posts = posts + people // 20
    ids = pd.Series([f"P{number:05d}" for number in range(all_posts)])
    lead = np.arange(all_posts) < posts
    holder = np.append(np.arange(posts), posts + rng.integers(0, all_posts - posts, people - posts))
    staff = pd.Series([f"E{number:06d}" for number in range(people)])
    skills = np.array([f"C{number}" for number in range(competencies)])
    seen = np.repeat(np.arange(people), 12)
    able = rng.normal(3.2, 0.6, people)[seen] + rng.normal(0, 0.8, len(seen))
    asked = np.repeat(np.arange(posts), 6)

    def drawn(number: int, each: int) -> np.ndarray:
        return np.concatenate([rng.choice(skills, each, replace=False) for _ in range(number)])

    tables = {
        "positions": {
            "position_id": ids, "title": "Post " + ids,
            "unit": rng.choice([f"U{number}" for number in range(20)], all_posts),
            "job_family": rng.choice([f"F{number}" for number in range(15)], all_posts),
            "grade": np.where(lead, rng.integers(7, 13, all_posts), rng.integers(2, 9, all_posts)),
            "is_management": np.where(lead, "yes", "no"), "seats": np.where(lead, 1, 20),
        },
        "employees": {
            "employee_id": staff, "position_id": ids[holder].to_numpy(), "status": "active",
            "hired_on": "2015-01-01", "experience_years": rng.integers(1, 30, people),
            "gender": rng.choice(["f", "m"], people),
        },
        "competencies": {"competency_id": skills, "name": skills, "element": "core_competence"},
        "requirements": {
            "position_id": ids[asked].to_numpy(), "competency_id": drawn(posts, 6),
            "level": rng.integers(2, 6, len(asked)), "weight": 1,
        },
        "assessments": {
            "employee_id": staff[seen].to_numpy(), "competency_id": drawn(people, 12),
            "level": np.clip(np.round(able), 0, 5), "assessed_on": "2026-01-10",
        },
        "performance": {
            "employee_id": np.repeat(staff, 2), "year": np.tile([2024, 2025], people),
            "rating": np.clip(np.round(rng.normal(3.6, 0.7, 2 * people)), 1, 5),
        },
    }  # fmt: skip
    pools = {"least_known_share": 0.3, "least_fit": 0.5, "least_assessed_share": 0.2}
    frames = {name: pd.DataFrame(columns).astype("str") for name, columns in tables.items()}
    return company_from_tables(
        frames, as_of="2026-06-30", settings=Settings.model_validate({"pools": pools})
    )


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def whole_way() -> str:
    given = company(50_000, 500)
    before, started = peak_mb(), time.perf_counter()
    pools = build_pools(given, [])
    assert pools.choice.gap == 0
    return (
        f"From tables to pools, 500 posts and 50,000 people: "
        f"{time.perf_counter() - started:.1f} s, peak memory {before:.0f} MB before and "
        f"{peak_mb():.0f} MB after; {len(pools.candidates.pairs.post):,} pairs within reach, "
        f"{len(pools.task.post):,} of them eligible"
    )


def main() -> None:
    told = whole_way()  # first, as the peer on all pairs takes more memory than this
    print("| what | ours | peer | ratio |\n|---|---|---|---|")
    cases = (
        ("500 posts, 5,000 people, fits differ", (500, 5_000, 30), 0.0, ROUNDS),
        ("500 posts, 5,000 people, fits alike", (500, 5_000, 30), 0.7, ROUNDS),
        ("500 posts, 50,000 people", (500, 50_000, 1_500), 0.5, 1),
        ("250 posts, 500 people, all posts want the same", (250, 500, 150), 0.9, ROUNDS),
        ("250 posts, 500 people, all posts rank people alike", (250, 500, 150), 1.0, 3),
    )
    for what, size, alike, rounds in cases:
        case = instance(*size, alike=alike)
        print("\n".join(rows(what, case, rounds=rounds)), flush=True)
    print(f"\n{told}")


if __name__ == "__main__":
    main()
