"""Reports of the sample in a real browser: for every eye, by keyboard, on a phone and on paper."""

from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import unquote, urlparse

import pytest

from tests.notebooks.reading import NAMES

axe = pytest.importorskip("axe_playwright_python.base", reason="axe-core is not installed")

PROBE = (Path(__file__).parent / "everybody.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL_RULES = {"type": "tag", "values": TAGS}
# What a narrow screen and dark colours can break.
LOOKS = {"type": "rule", "values": ["color-contrast", "scrollable-region-focusable", "target-size"]}
DESK = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark", "has_touch": True,
         "is_mobile": True}  # fmt: skip
# 182 mm of an A4 page inside its margins, and 263 mm less a heading.
PAPER_WIDTH, PAPER_HEIGHT = 688, 900


def opened(browser: Any, address: str, **options: Any) -> Any:
    """Open a report offline with all its folds; what it says and asks for is collected."""
    page = browser.new_context(offline=True, **options).new_page()
    page.said, page.asked = [], []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(address)
    page.evaluate(PROBE)
    until = monotonic() + 120
    # The policy of the page allows no code that a wait inside it would bring.
    while not page.evaluate("everybody.drawn()"):
        assert monotonic() < until, page.said
        page.wait_for_timeout(100)
    return page


def violations(page: Any, rules: dict[str, Any]) -> list[str]:
    """Run axe-core; drawings are one picture each for it, their text is measured by ``PROBE``."""
    page.evaluate("document.querySelectorAll('.main-svg').forEach(svg => svg.replaceChildren())")
    # The shades at the sides of a table hide its ground from axe-core.
    page.add_style_tag(content=".wb-table { background: none !important }")
    page.evaluate(axe.AXE_SCRIPT)
    found = page.evaluate("only => axe.run({ runOnly: only, resultTypes: ['violations'] })", rules)
    return [
        f"{fault['id']} ({fault['impact']}): {node['html'][:120]}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


@pytest.fixture(scope="module", params=NAMES)
def desk(request: pytest.FixtureRequest, browser: Any, folder: Path) -> Iterator[Any]:
    page = opened(browser, (folder / f"{request.param}.html").as_uri(), **DESK)
    yield page
    page.context.close()


@pytest.fixture(scope="module", params=NAMES)
def phone(request: pytest.FixtureRequest, browser: Any, folder: Path) -> Iterator[Any]:
    page = opened(browser, (folder / f"{request.param}.html").as_uri(), **PHONE)
    yield page
    page.context.close()


def test_every_figure_is_drawn_as_one_picture_with_words(desk: Any) -> None:
    assert desk.locator(".wb-fig").count() > 0
    assert desk.evaluate("everybody.wordless()") == []
    assert desk.evaluate("everybody.cut()") == []
    assert desk.evaluate("document.documentElement.scrollWidth") == 1280


def test_text_of_figures_can_be_read(desk: Any) -> None:
    assert desk.evaluate("everybody.unreadable()") == []


def test_page_can_be_walked_by_keyboard(desk: Any) -> None:
    assert desk.evaluate("everybody.skipped()") == []
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.activeElement.className") == "wb-skip"
    desk.keyboard.press("Enter")
    assert desk.evaluate("document.activeElement.id") == "content"
    fold = desk.locator("main details:not(.wb-option) > summary:visible").first
    fold.focus()
    for key, is_open in (("Enter", False), ("Space", True)):
        desk.keyboard.press(key)
        assert fold.evaluate("fold => fold.parentElement.open") == is_open
    ring = "fold => [getComputedStyle(fold).outlineStyle, getComputedStyle(fold).outlineWidth]"
    assert fold.evaluate(ring) == ["solid", "3px"]


def test_axe_finds_nothing_on_a_desk(desk: Any) -> None:
    assert violations(desk, ALL_RULES) == []


def test_desk_says_and_asks_nothing(desk: Any) -> None:
    assert desk.said == []
    assert len(desk.asked) == 1


def test_phone_shows_everything_in_the_dark(phone: Any) -> None:
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    assert phone.evaluate("everybody.cut()") == []
    assert phone.evaluate("everybody.unreadable()") == []
    assert phone.evaluate("everybody.small()") == []


def test_axe_finds_nothing_on_a_phone_in_the_dark(phone: Any) -> None:
    assert violations(phone, LOOKS) == []


def test_figures_fit_on_paper_and_are_light(phone: Any) -> None:
    phone.set_viewport_size({"width": PAPER_WIDTH, "height": 1000})
    phone.evaluate("dispatchEvent(new Event('beforeprint'))")
    phone.emulate_media(media="print", color_scheme="dark")
    boxes = phone.evaluate(
        "[...document.querySelectorAll('.wb-fig')].filter(figure => figure.offsetParent).map("
        "figure => figure.querySelector('.main-svg').getBoundingClientRect().toJSON())"
    )
    assert max(box["right"] for box in boxes) <= PAPER_WIDTH
    assert max(box["height"] for box in boxes) <= PAPER_HEIGHT
    assert phone.evaluate("everybody.unreadable()") == []
    assert phone.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert phone.said == []


@pytest.mark.parametrize("options", [DESK, PHONE], ids=["desk", "phone"])
def test_index_joins_the_reports(browser: Any, folder: Path, options: dict[str, Any]) -> None:
    page = opened(browser, (folder / "index.html").as_uri(), **options)
    assert violations(page, ALL_RULES) == []
    assert page.evaluate("document.documentElement.scrollWidth") == options["viewport"]["width"]
    links = page.eval_on_selector_all("main h2 a", "links => links.map(link => link.href)")
    first = [name for name in NAMES if name.endswith("-brief")]
    rest = [name for name in NAMES if name not in first]
    assert [Path(unquote(urlparse(link).path)).stem for link in links] == [*first, *rest]
    for card in page.locator(".wb-card").all():
        title, finding, *_ = card.locator("h2, p").all_inner_texts()
        assert title and len(finding) > 30
    assert page.inner_text("body").count("2026-06-30") == 1
    page.locator("main h2 a").first.click()
    page.get_by_role("link", name="All reports").click()
    assert page.url.endswith("index.html")
    assert page.said == []
    page.context.close()
