"""What changed, in sentences."""

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from workbench.company import Company
from workbench.history.amounts import Scale, few_in_words, parts_in_words, scale_of
from workbench.history.display import about_people
from workbench.history.explain import Change
from workbench.history.keep import Checked
from workbench.history.register import HEADLINES, Headline
from workbench.words import count, listing

# What a reader is told of first, where it moved.
_FIRST = (
    "expected_loss", "key_posts_without_ready", "vacant_key_posts", "key_posts", "covered_at_once",
    "value_at_risk_95", "plan_saving", "places_short",
)  # fmt: skip
# Moves that are told before their causes.
_OPEN = 3
_COUNTED = ("key_posts", "vacant_key_posts", "key_posts_without_ready")


def post_titles(company: Company) -> dict[str, str]:
    """Give the title of each open post with its id, for sentences."""
    posts = company.positions[["position_id", "title"]].dropna()
    return {post: f"{title} ({post})" for post, title in posts.itertuples(index=False)}


def change_findings(
    change: Change,
    *,
    currency: str,
    min_group_size: int,
    titles: Mapping[str, str] | None = None,
) -> tuple[str, ...]:
    """Say what changed and why, the most important first.

    Parameters
    ----------
    change : from ``explain_change``
    currency : of the amounts
    min_group_size : fewer people than this are not counted out
    titles : how posts are called, by id; those not in it are called by their id

    Returns
    -------
    Sentences; none where there is nothing to compare
    """
    if change.old is None:
        return ()
    gone = change.figures[change.figures["moved"]].set_index("figure")
    order = [*(name for name in _FIRST if name in gone.index), *gone.index]
    since = f"Since {_day(change.old.as_of)}"
    if gone.empty:
        return (f"{since} no headline figure has moved.", *_causes(change, min_group_size))
    moves = [
        _move(change, name, gone.loc[name], currency, titles or {}) for name in dict.fromkeys(order)
    ]
    first, *rest = (text for text in moves if text)
    said = [f"{since} {first}", *(text[:1].upper() + text[1:] for text in rest)]
    return (*said[:_OPEN], *_causes(change, min_group_size), *said[_OPEN:])


def partial_findings(checked: Checked) -> tuple[str, ...]:
    """Say what looks partial, before anything is called a change."""
    if checked.previous is None or checked.flags.empty:
        return ()
    sentences = checked.flags["sentence"].tolist()
    return (
        f"These tables look partial beside the run of {_day(checked.previous.as_of)} "
        f"({count(len(sentences), 'thing')}): what follows may be what is missing, not what "
        "happened.",
        *sentences,
    )


def _move(
    change: Change, name: str, row: pd.Series, currency: str, titles: Mapping[str, str]
) -> str:
    headline, before, now = HEADLINES.get(name), float(row["before"]), float(row["now"])
    if headline is None:
        return ""
    if math.isnan(before) or math.isnan(now):
        state = "is known now" if math.isnan(before) else "is not known any more"
        return f"{headline.words}: the figure {state}."
    own = change.parts[change.parts["figure"] == name]
    parts = dict(zip(own["part"], own["amount"], strict=True))
    if not parts:
        return ""
    scale = scale_of(headline, [before, now, *parts.values()], currency)
    verb = "rose" if now > before else "fell"
    words = f"{headline.words} {verb} from {scale.write(before)} to {scale.write(now)}"
    time = change.by_time.get(name, 0.0)
    told = [
        f"{part} {text}" + (_of_which(scale, time, parts[part]) if part == "data" else "")
        for part, text in parts_in_words(scale, before, now, parts).items()
        if parts[part]
    ]
    alone = f", all of it from {_alone(parts)}"
    alone += _of_which(scale, time, now - before) if "data" in parts else ""
    words += f" ({', '.join(told)})" if len(told) > 1 else alone
    return f"{words}{_within(change, name, now, scale)}{_posts(headline, row, titles)}."


def _of_which(scale: Scale, time: float, data: float) -> str:
    """Say what time alone would have moved; nothing where it would not be seen.

    Rounding alone must not make it more than the part of the data that it is of.
    """
    if not math.isfinite(time) or not scale.rounded(time):
        return ""
    close = abs(time - data) < scale.step * scale.size
    return (
        ", of which time alone nearly all"
        if close
        else (f", of which time alone {scale.write(time, sign=True)}")
    )


def _within(change: Change, name: str, now: float, scale: Scale) -> str:
    """Say that a figure is still in the range it had before, where it is money."""
    if change.old is None or change.old.figures is None:
        return ""
    own = change.old.figures[change.old.figures["figure"] == name]
    low, high = own[["low", "high"]].to_numpy(dtype=float)[0]
    if not low <= now <= high or not HEADLINES[name].unit.startswith("money"):
        return ""
    return f"; still within its range then ({scale.write(low)} to {scale.write(high)})"


def _alone(parts: dict[str, float]) -> str:
    names = [name for name, amount in parts.items() if amount]
    return f"the {names[0]}" if len(names) == 1 else "data"


def _posts(headline: Headline, row: pd.Series, titles: Mapping[str, str]) -> str:
    """Name the posts behind a count that came and went."""
    if headline.name not in _COUNTED:
        return ""
    gone = " (not in the tables any more)" if titles else ""
    lists = (("new:", row["posts_in"], ""), ("no longer:", row["posts_out"], gone))
    words = [
        f"{word} {listing([titles.get(post, f'{post}{end}') for post in posts], most=4)}"
        for word, posts, end in lists
        if posts
    ]
    return f"; {'; '.join(words)}" if words else ""


def _causes(change: Change, min_group_size: int) -> list[str]:
    sentences = []
    if change.old and change.new and change.old.as_of != change.new.as_of and len(change.parts):
        sentences.append(
            f"The report date moved on to {_day(change.new.as_of)}; what time alone does counts "
            "with the data."
        )
    if len(change.tables):
        tables = listing(_tables(change.tables, min_group_size), most=3)
        sentences.append(f"Tables that changed most: {tables}.")
    if change.joined is not None and (change.joined or change.left):
        joined, left = (
            few_in_words(number or 0, min_group_size) for number in (change.joined, change.left)
        )
        sentences.append(f"People who joined since then: {joined}; who left: {left}.")
    if len(change.settings):
        names = change.settings["setting"].tolist()
        sentences.append(f"Settings that changed: {listing(names, most=4)}.")
    if change.old and change.new and change.old.method != change.new.method:
        sentences.append(f"The method is {change.new.method}; it was {change.old.method}.")
    return [*sentences, *change.notes]


def _tables(tables: pd.DataFrame, min_group_size: int) -> list[str]:
    """Write what changed in each table; few rows about people are not counted out."""
    words = []
    for row in tables.to_dict("records"):
        if math.isnan(row["added"]):
            words.append(
                f"{row['table']} ({row['rows_before']:,.0f} rows, now {row['rows_now']:,.0f})"
            )
            continue
        least = min_group_size if about_people(row["table"]) else 0
        counts = [
            f"{few_in_words(int(row[name]), least)} {name}"
            for name in ("added", "removed", "changed")
            if row[name]
        ]
        words.append(f"{row['table']} ({', '.join(counts)})")
    return words


def _day(as_of: str) -> str:
    return f"{pd.Timestamp(as_of):%d %B %Y}".lstrip("0")


def sentence_lines(sentences: Sequence[str]) -> str:
    """Write sentences as lines for a command line."""
    return "\n".join(f"- {sentence}" for sentence in sentences)
