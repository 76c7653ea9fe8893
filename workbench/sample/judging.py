"""What raters said: ratings of posts, and comparisons of criteria and dimensions."""

from collections.abc import Iterator
from itertools import combinations

from workbench.sample import planted
from workbench.sample.draw import Draw
from workbench.sample.frames import Row
from workbench.sample.posts import Post
from workbench.schema.organisation import DEGREES

RATED = ("responsibility", "complexity", "qualification", "confidentiality")
# How strict a rater is, in points of the scale.
RATERS = {"rater-1": 0.0, "rater-2": 0.15, "rater-3": -0.1}
SKIPPED_SHARE = 0.06

# Importance that the consistent judges have in mind, by the group that is compared.
COMPARED: tuple[dict[str, float], ...] = (
    {"strategic_value": 8, "scope": 3, "scarcity": 6, "exposure": 4, "network": 1.5},
    {"strategic_contribution": 3, "business_contribution": 2},
    {"responsibility": 4, "complexity": 2.5, "resources": 2, "qualification": 1.5},
    {"skill_scarcity": 2, "replaceability": 3},
    {"confidentiality": 3, "customer_dependence": 2},
)
JUDGES = ("judge-1", "judge-2", "judge-3", "judge-4")
INCONSISTENT_JUDGE = "judge-3"
INCOMPLETE_JUDGE = "judge-4"
# The inconsistent judge puts the network above what is above everything else.
CONTRADICTIONS = {
    frozenset(("strategic_value", "network")): ("network", "strategic_value", 5.0),
    frozenset(("scarcity", "exposure")): ("exposure", "scarcity", 5.0),
    frozenset(("responsibility", "qualification")): ("qualification", "responsibility", 4.0),
}
# The incomplete judge left these out; every dimension can still be reached from every other.
LEFT_OUT = (
    frozenset(("strategic_value", "network")),
    frozenset(("scope", "exposure")),
    frozenset(("complexity", "qualification")),
)


def rating_rows(posts: list[Post], *, seed: int) -> Iterator[Row]:
    """Give three raters' ratings of every post; the last rater skipped some."""
    draw = Draw(seed, "ratings")
    for rater, strictness in RATERS.items():
        for post in posts:
            for criterion, true in _true_ratings(post).items():
                rating = round(true + strictness + draw.bell(0, 0.4))
                if rater != "rater-3" or not draw.chance(SKIPPED_SHARE):
                    yield {
                        "rater": rater,
                        "position_id": post.position_id,
                        "criterion": criterion,
                        "rating": min(5, max(1, rating)),
                    }


def _true_ratings(post: Post) -> dict[str, float]:
    """Give what a careful rater would say of the post, not of its title."""
    if post.position_id in planted.GRAND_TITLE_POSTS:
        return dict.fromkeys(RATED, 1.0)
    is_key = post.position_id in planted.KEY_POSTS
    degree = DEGREES.index(post.degree)
    return {
        "responsibility": 0.8 + 0.3 * post.grade + is_key,
        "complexity": 1.0 + 0.24 * post.grade + 0.5 * (post.role in "svp") + 1.2 * is_key,
        "qualification": 0.6 + 0.6 * degree + 0.1 * post.required_years + 0.6 * is_key,
        "confidentiality": 0.8 + 0.22 * post.grade + 2.2 * is_key + _secrecy(post),
    }


def _secrecy(post: Post) -> float:
    families = ("Research and development", "Powder and digital")
    return 0.7 if post.family in families else 0.0


def judgement_rows(*, seed: int) -> Iterator[Row]:
    """Give four judges' comparisons; the more important of a pair stands first."""
    draw = Draw(seed, "judgements")
    for judge in JUDGES:
        for group in COMPARED:
            for pair in combinations(group, 2):
                if judge != INCOMPLETE_JUDGE or frozenset(pair) not in LEFT_OUT:
                    yield _judgement(draw, judge, group, pair)


def _judgement(draw: Draw, judge: str, group: dict[str, float], pair: tuple[str, str]) -> Row:
    first, second = sorted(pair, key=lambda name: -group[name])
    ratio = float(min(9, max(1, round(group[first] / group[second] + draw.between(-0.4, 0.4)))))
    if judge == INCONSISTENT_JUDGE and frozenset(pair) in CONTRADICTIONS:
        first, second, ratio = CONTRADICTIONS[frozenset(pair)]
    return {"rater": judge, "criterion_a": first, "criterion_b": second, "ratio": ratio}
