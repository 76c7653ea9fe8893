"use strict";
// What the tests measure on a page: colours as painted, boxes as laid out.
window.everybody = (() => {
  const rgba = (colour) => { const parts = colour.match(/[\d.]+/g).map(Number); return parts.length > 3 ? parts : [...parts, 1]; };
  const over = (top, low) => [0, 1, 2].map((i) => top[i] * top[3] + low[i] * (1 - top[3]));
  const light = (colour) => colour.map((part) => part / 255)
    .map((s) => (s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4))
    .reduce((sum, s, i) => sum + s * [0.2126, 0.7152, 0.0722][i], 0);
  const ratio = (one, other) => { const [low, high] = [light(one), light(other)].sort((a, b) => a - b); return (high + 0.05) / (low + 0.05); };
  const see = (tag) => { let share = 1; for (let at = tag; at && at.tagName !== "svg"; at = at.parentElement) share *= Number(getComputedStyle(at).opacity); return share; };
  const paint = (tag) => {
    const style = getComputedStyle(tag);
    const fill = style.fill.startsWith("rgb") ? rgba(style.fill) : [0, 0, 0, 0];
    return [...fill.slice(0, 3), fill[3] * Number(style.fillOpacity) * see(tag)];
  };
  const holds = (tag, x, y) => tag.isPointInFill(new DOMPoint(x, y).matrixTransform(tag.getScreenCTM().inverse()));
  const shown = (figure) => figure.offsetParent !== null;
  const figures = () => [...document.querySelectorAll(".wb-fig")].filter(shown);
  const texts = (figure) => [...figure.querySelectorAll(".main-svg text")]
    .filter((text) => text.textContent.trim() && !text.closest(".hoverlayer") && see(text) > 0.1);

  // Text of drawings whose contrast to what is painted under it is less than 4.5 (WCAG 2.2, 1.4.3).
  // Cells of a heat map are one image, and their numbers take their colour from the cell.
  const unreadable = () => {
    const paper = rgba(getComputedStyle(document.body).backgroundColor).slice(0, 3);
    return figures().flatMap((figure) => {
      const grounds = [...figure.querySelectorAll(".main-svg path, .main-svg rect")]
        .filter((tag) => !tag.closest("defs, .hoverlayer")).map((tag) => [tag, tag.getBoundingClientRect(), paint(tag)])
        .filter(([, , colour]) => colour[3] > 0.02);
      const low = (text) => {
        const box = text.getBoundingClientRect();
        const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
        const ground = grounds.reduce((colour, [tag, at, fill]) => (
          at.left <= x && x <= at.right && at.top <= y && y <= at.bottom
            && tag.compareDocumentPosition(text) & 4 && holds(tag, x, y) ? over(fill, colour) : colour), paper);
        return ratio(over(paint(text), ground), ground) < 4.5;
      };
      return texts(figure).filter((text) => !text.closest(".heatmap-label")).filter(low)
        .map((text) => `${figure.textContent.slice(0, 60)}: ${text.textContent}`);
    });
  };

  // Text that the edge of its drawing cuts.
  const cut = () => figures().flatMap((figure) => {
    const edge = figure.querySelector(".main-svg").getBoundingClientRect();
    return texts(figure).filter((text) => {
      const box = text.getBoundingClientRect();
      return box.left < edge.left - 2 || box.right > edge.right + 2 || box.top < edge.top - 2 || box.bottom > edge.bottom + 2;
    }).map((text) => `${figure.textContent.slice(0, 60)}: ${text.textContent}`);
  });

  // Figures that are not one picture with words.
  const wordless = () => figures().filter((figure) => {
    const [first, ...others] = figure.querySelectorAll(".main-svg");
    return first.getAttribute("role") !== "img" || !first.getAttribute("aria-label").trim()
      || others.some((svg) => svg.getAttribute("aria-hidden") !== "true");
  }).map((figure) => figure.textContent.slice(0, 60));

  // Headings that skip a level, and folds, links and lists too small for a finger (2.5.8: 24 px).
  const skipped = () => {
    const levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map((tag) => Number(tag.tagName[1]));
    return levels.filter((level, at) => level > (levels[at - 1] || 0) + 1);
  };
  const small = () => [...document.querySelectorAll("summary, select, main button, nav a, .wb-header a")]
    .filter((tag) => tag.offsetParent !== null && !tag.closest(".wb-chosen > .wb-option > summary"))
    .filter((tag) => tag.getBoundingClientRect().height < 24).map((tag) => tag.textContent.slice(0, 60));

  const drawn = () => figures().every((figure) => figure.querySelector(".main-svg"));
  return { unreadable, cut, wordless, skipped, small, drawn };
})();
// Rows of a table are alike: a few of each stand for all.
document.querySelectorAll("tbody tr:nth-child(n+4)").forEach((row) => row.remove());
document.querySelectorAll("details:not(.wb-option)").forEach((fold) => { fold.open = true; });
