import pandas as pd
import pytest

from workbench.charts.bones import COLUMN, TWIG, make_bones
from workbench.charts.fishbone import plot_fishbone
from workbench.charts.fold import folded, text_width
from workbench.charts.theme import COLOURS
from workbench.positions.profile.profile import PositionProfile
from workbench.positions.profile.purpose import Purpose

LONG = "Verantwortungsübernahmegesetzmäßigkeitsprüfungsordnung "
WIDE = "粉末涂料配方与工艺开发负责人"
ATTACK = "<img src=x onerror=alert(1)>"


def profile_of(areas=3, duties=2, *, words="Keeps recipes safe", loose=0, gaps=(), purpose=True):
    """Make a profile of so many areas with so many duties each; ``gaps`` are those of the first."""
    area_rows = pd.DataFrame(
        [
            (f"R{n}", f"{words} {n}", 1 / areas, 9.0, "G1" if n % 2 else None, "Goal", None, None,
             words * 2 if n % 3 else None, ", ".join(gaps) if n == 0 else "")
            for n in range(areas)
        ],
        columns=["result_area_id", "area", "share", "strength", "goal_id", "goal", "plan_item_id",
                 "stage", "target", "gaps"],
    )  # fmt: skip
    rows = [
        (f"D{n}.{m}", f"R{n}", "a", f"{words} {m}", "SOP-1" if m else None)
        for n in range(areas)
        for m in range(duties)
    ]
    rows += [(f"L{n}", None, None, f"{words} loose {n}", None) for n in range(loose)]
    columns = ["duty_id", "result_area_id", "area", "duty", "procedure_id"]
    missing = [] if duties or not areas else ["post without duties"]
    missing += [] if areas else ["post without result areas"]
    whole = Purpose(f"On x, does y so that {words}", "On x", "does y", words)
    return PositionProfile(
        "P1", f"{words} title", whole if purpose else Purpose(""),
        area_rows, pd.DataFrame(rows, columns=columns),
        pd.DataFrame({"gap": missing, "what": "", "sentence": ""}), (),
    )  # fmt: skip


def texts(figure):
    return [note.text for note in figure.layout.annotations]


def lines(figure, colour):
    return [trace for trace in figure.data if trace.line.color == COLOURS[colour]]


def test_plot_fishbone_has_a_head_a_spine_and_a_bone_for_each_area() -> None:
    figure = plot_fishbone(profile_of(areas=5))
    head, fin = figure.layout.shapes
    assert (head.type, fin.type) == ("path", "path")
    spine, *bones = lines(figure, "accent")
    # Spine, five bones, and the eye in the head.
    assert list(spine.y) == [0, 0]
    slanted = [bone for bone in bones if len(bone.x) == 2]
    assert len(slanted) == 5
    assert [bone.y[0] for bone in slanted] == [0] * 5
    assert [bone.y[1] > 0 for bone in slanted] == [True, False, True, False, True]
    assert all(bone.x[1] < bone.x[0] <= spine.x[1] for bone in slanted)


def test_plot_fishbone_head_carries_the_title_and_the_result() -> None:
    head = next(text for text in texts(plot_fishbone(profile_of())) if "title" in text)
    assert head.startswith("<b>Keeps recipes")
    assert head.endswith("Keeps recipes<br>safe")
    bare = plot_fishbone(profile_of(purpose=False))
    assert any(text.endswith("no purpose") for text in texts(bare))
    assert bare.layout.shapes[0].line.color == COLOURS["warn"]


def test_plot_fishbone_marks_gaps_in_colour_and_in_words() -> None:
    figure = plot_fishbone(profile_of(gaps=("no target", "no procedure")))
    marked = [note for note in figure.layout.annotations if note.bordercolor == COLOURS["warn"]]
    assert [note.text for note in marked] == ["no target, no<br>procedure"]
    (bone,) = lines(figure, "warn")
    assert bone.line.dash == "6px,4px"
    assert figure.layout.title.text == "Keeps recipes safe title: 1 of 3 result areas with a gap"
    assert "no target, no procedure" in figure.layout.meta["alt"]


@pytest.mark.parametrize(
    ("profile", "finding"),
    [
        (profile_of(), "each area has a target, duties and a procedure"),
        (profile_of(loose=2), "2 duties without an area"),
        (profile_of(duties=0), "no duties are described"),
        (profile_of(areas=0, duties=0), "no result areas are described"),
    ],
    ids=["whole", "loose", "no duties", "no areas"],
)
def test_plot_fishbone_title_and_picture_say_what_is_missing(profile, finding) -> None:
    figure = plot_fishbone(profile)
    assert figure.layout.title.text.replace("<br>", " ").endswith(finding)
    marked = [note.text for note in figure.layout.annotations if note.bordercolor]
    assert bool(marked) == ("each area" not in finding)


def test_plot_fishbone_shows_loose_duties_apart_and_counts_the_rest() -> None:
    figure = plot_fishbone(profile_of(areas=10, duties=9, loose=1))
    assert any("without an area: Keeps recipes safe loose 0" in text for text in texts(figure))
    assert texts(figure).count("+3 more") == 8
    assert "+2 more areas, see the table" in texts(figure)


@pytest.mark.parametrize("words", ["Keeps recipes safe", LONG, WIDE, "W" * 200])
@pytest.mark.parametrize("areas", range(1, 9))
def test_plot_fishbone_texts_do_not_meet(areas, words) -> None:
    """Boxes of all texts at the least width, from their lines and the estimate of their widths."""
    figure = plot_fishbone(profile_of(areas, 7, words=words, loose=3, gaps=("no target",)))
    boxes = [box_of(note) for note in figure.layout.annotations]
    width = figure.layout.meta["min_width"]
    low, high = figure.layout.yaxis.range
    assert width <= 923
    for left, right, bottom, top in boxes:
        assert 0 <= left <= right <= width
        assert low - 8 <= bottom <= top <= high + 8
    for n, one in enumerate(boxes):
        for other in boxes[n + 1 :]:
            apart = (
                one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]
            )
            assert apart, (one, other)


def box_of(note):
    """Left, right, bottom and top of a text in pixels; a line of 12 pixels is 15.6 high."""
    rows = note.text.replace("<b>", "").replace("</b>", "").split("<br>")
    wide, high = max(text_width(row) for row in rows), 15.6 * len(rows)
    pad = note.borderpad or 0
    bottom = {"bottom": note.y, "top": note.y - high, "middle": note.y - high / 2}[note.yanchor]
    return note.x, note.x + wide + 2 * pad, bottom - pad, bottom + high + pad


def test_plot_fishbone_asks_for_a_least_width_and_scrolls_by_touch() -> None:
    layout = plot_fishbone(profile_of(areas=8)).layout
    assert layout.meta["min_width"] >= 720
    assert layout.dragmode is False
    assert layout.xaxis.fixedrange and layout.yaxis.fixedrange


def test_plot_fishbone_lets_no_data_be_markup() -> None:
    figure = plot_fishbone(profile_of(words=ATTACK, loose=2, gaps=("no target",)))
    # The alternative text is never drawn; the report escapes it where it writes it.
    assert ATTACK in figure.layout.meta["alt"]
    figure.layout.meta = None
    text = figure.to_json().replace("\\u003c", "<")
    assert "<img" not in text
    assert "&lt;img" in text


def test_make_bones_say_the_procedure_of_each_duty() -> None:
    first = make_bones(profile_of(), most_areas=8, most_duties=6)[0]
    assert [twig.hover.split(": ")[1] for twig in first.twigs] == [
        "no procedure",
        "procedure SOP-1",
    ]


def test_folded_lines_fit_and_say_where_they_are_cut() -> None:
    for words in (LONG * 3, WIDE, "W" * 90, "a" * 90, "short"):
        for pixels in (COLUMN, TWIG - 24):
            lines = folded(words, pixels=pixels, most=3)
            assert all(text_width(line) <= pixels for line in lines)
            assert len(lines) <= 3
            whole = "".join(lines) == words.replace(" ", "")
            assert whole != lines[-1].endswith("…")


def test_folded_escapes_markup_after_measuring_it() -> None:
    assert folded("<b>&</b>", pixels=200, most=1) == ["&lt;b&gt;&amp;&lt;/b&gt;"]
    assert folded("", pixels=200, most=1) == [""]
