"""What posts and the people in them say together, in sentences, the most important first."""

from workbench.people.strength import NOT_ASSESSED
from workbench.positions.people.elsewhere import MEETS
from workbench.positions.people.in_posts import VACANT, PeopleInPosts
from workbench.words import count, listing

_MOST = 4
_PARTS = {
    "match": "How people match their posts is",
    "performance": "Performance is",
    "qualifications": "Which qualifications are missing is",
}


# A gap or a vacancy has a sentence of its own.
_ONLY_KEY_POST = {
    "strong": "The only key post is held strongly.",
    "adequate": "The only key post is held adequately.",
    NOT_ASSESSED: "Nobody can tell how the only key post is held.",
}


def people_findings(result: PeopleInPosts) -> tuple[str, ...]:
    """Say how the key posts are held, where strength lies elsewhere, and what nobody can tell.

    Parameters
    ----------
    result : from `people_in_posts`

    Returns
    -------
    tuple of plain sentences with ids of posts and people, for the analyst; those without anything
    to say are left out
    """
    sentences = (
        _key_posts(result, "gap", "held with a gap"),
        _key_posts(result, VACANT, "vacant"),
        _others(result),
        _elsewhere(result),
        _nobody_can_tell(result),
        *_missing_tables(result),
    )
    return tuple(sentence for sentence in sentences if sentence)


def scope(result: PeopleInPosts) -> str:
    """Say what is counted: posts, how many have people in them, and what is left out."""
    posts = result.posts
    words = f"{count(len(posts), 'post')}, {int((posts['holders'] > 0).sum()):,} with people"
    if not result.left_out:
        return words
    return f"{words}; {count(result.left_out, 'post')} without a seat today or a person left out"


def _others(result: PeopleInPosts) -> str:
    held = result.posts.loc[result.posts["verdict"] == "key", "held"]
    if len(result.posts) and (result.posts["verdict"] == "no cut").all():
        return "How posts are held is shown for all of them alike, since none has a verdict."
    if held.empty:
        return "No post is known to be key; posts are shown by the verdict they have."
    if len(held) == 1:
        return _ONLY_KEY_POST.get(held.iloc[0], "")
    strong, adequate = (int((held == name).sum()) for name in ("strong", "adequate"))
    open_ = int((held == NOT_ASSESSED).sum())
    verb = "is" if strong == 1 else "are"
    rest = f"; of {open_} nobody can tell" if open_ else ""
    return (
        f"Of {count(len(held), 'key post')} {strong or 'none'} {verb} held strongly and "
        f"{adequate or 'none'} adequately{rest}."
    )


def _key_posts(result: PeopleInPosts, held: str, words: str) -> str:
    key = result.posts[result.posts["verdict"] == "key"]
    mine = key[key["held"] == held]
    if mine.empty:
        return ""
    named = [
        f"{title} ({post})" for title, post in zip(mine["title"], mine["position_id"], strict=True)
    ]
    verb = "is" if len(mine) == 1 else "are"
    number = (
        f"{len(mine)} of {count(len(key), 'key post')}" if len(key) > 1 else "The only key post"
    )
    return f"{number} {verb} {words}: {listing(named)}."


def _elsewhere(result: PeopleInPosts) -> str:
    people, found = result.people, result.strength_elsewhere
    minor = int(((people["verdict"] == "ordinary") & (people["held"] == "strong")).sum())
    if not minor:
        return ""
    sure = found[found["meets"] == MEETS]
    fit = sure["employee_id"].nunique()
    more = len(set(found["employee_id"]) - set(sure["employee_id"]))
    best = sure.drop_duplicates("employee_id")
    pairs = zip(best["employee_id"], best["key_title"], best["key_position_id"], strict=True)
    named = [f"{one} for {title} ({post})" for one, title, post in pairs]
    who = f": {listing(named, most=_MOST)}" if fit else ""
    open_ = f" Of {more} more nobody can tell." if more else ""
    if minor == 1:
        meets = "meets" if fit else "is not known to meet" if more else "does not meet"
        return (
            f"1 strong person sits in an ordinary post and {meets} what a key or borderline post "
            f"asks for{who}."
        )
    return (
        f"{minor:,} strong people sit in ordinary posts; "
        f"{fit or 'none'} of them {'meets' if fit == 1 else 'meet'} what a key or borderline post "
        f"asks for{who}.{open_}"
    )


def _nobody_can_tell(result: PeopleInPosts) -> str:
    open_ = result.posts[result.posts["held"] == NOT_ASSESSED]
    if open_.empty:
        return ""
    verb = "is" if len(open_) == 1 else "are"
    words = f"Nobody can tell how {len(open_)} of {count(len(result.posts), 'post')} {verb} held"
    if result.lacks["match"]:
        return f"{words}, and nobody can be called strong."
    bare = int(open_["undescribed"].sum())
    rest = len(open_) - bare
    parts = [f"{bare} without requirements written down"] * bool(bare)
    parts += [f"{rest} for want of levels, ratings or records of their holders"] * bool(rest)
    return f"{words}: {listing(parts)}."


def _missing_tables(result: PeopleInPosts) -> list[str]:
    return [f"{_PARTS[part]} {sentence}." for part, sentence in result.lacks.items() if sentence]
