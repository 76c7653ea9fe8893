"use strict";
(() => {
  const plots = [];
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const narrow = matchMedia("(max-width: 60rem)");
  // On a touch screen a drag must scroll the page, and there is no hovering.
  const coarse = matchMedia("(pointer: coarse)").matches;
  const OWN_GROUND = new Set(["treemap", "sunburst", "icicle", "heatmap", "pie", "funnelarea"]);
  const PRINT_WIDTH = 680;
  const PRINT_HEIGHT = 780;

  const palette = (light) => {
    const style = getComputedStyle(document.documentElement);
    const read = (name) => style.getPropertyValue(`--${name}${light ? "-light" : ""}`).trim();
    return { ink: read("ink"), muted: read("muted"), line: read("line"), paper: read("paper"), raised: read("raised") };
  };

  const canvas = document.createElement("canvas").getContext("2d");
  const luminance = (colour) => {
    canvas.fillStyle = "#010203";
    canvas.fillStyle = colour;
    const hex = /^#(..)(..)(..)$/.exec(canvas.fillStyle);
    if (!hex) return null;
    const [r, g, b] = hex.slice(1).map((part) => {
      const share = parseInt(part, 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };

  // Text whose own colour cannot be read on the page takes the page's ink.
  const readable = (part, colours) => {
    if (!part || typeof part !== "object") return part;
    if (Array.isArray(part)) {
      return typeof part[0] === "object" ? part.map((item) => readable(item, colours)) : part;
    }
    const copy = {};
    for (const [name, value] of Object.entries(part)) {
      copy[name] = name === "template" ? value : readable(value, colours);
      const font = /^(font|tickfont|textfont|outsidetextfont)$/.test(name) && copy[name];
      if (font && typeof font.color === "string" && luminance(font.color) !== null
          && contrast(font.color, colours.paper) < 4.5) font.color = colours.ink;
    }
    return copy;
  };

  const themedTemplate = (template, colours) => {
    const lines = { gridcolor: colours.line, zerolinecolor: colours.line, linecolor: colours.line };
    const { xaxis, yaxis, ...others } = template.layout || {};
    return { ...template, layout: { ...others, xaxis: { ...xaxis, ...lines }, yaxis: { ...yaxis, ...lines } } };
  };

  const themedLayout = (layout, colours) => {
    const themed = readable(layout, colours);
    themed.font = { ...themed.font, color: colours.ink };
    // Plotly picks the colour of flows by the paper's, so the paper is the page's, not clear.
    themed.paper_bgcolor = colours.paper;
    themed.plot_bgcolor = "rgba(0,0,0,0)";
    themed.template = themedTemplate(themed.template || {}, colours);
    themed.hoverlabel = { bgcolor: colours.raised, bordercolor: colours.line, ...themed.hoverlabel,
      font: { ...(themed.hoverlabel || {}).font, color: colours.ink } };
    themed.modebar = { bgcolor: "rgba(0,0,0,0)", color: colours.muted, activecolor: colours.ink, ...themed.modebar };
    for (const shape of themed.shapes || []) {
      const line = (shape.line = { color: colours.ink, ...shape.line });
      if (luminance(line.color) !== null && contrast(line.color, colours.paper) < 3) line.color = colours.ink;
    }
    for (const menu of themed.updatemenus || []) {
      Object.assign(menu, { bgcolor: colours.raised, bordercolor: colours.line });
    }
    for (const slider of themed.sliders || []) {
      Object.assign(slider, { bgcolor: colours.line, activebgcolor: colours.muted, bordercolor: colours.line });
    }
    delete themed.width;
    themed.autosize = true;
    if (coarse) themed.dragmode = false;
    return themed;
  };

  // Lines and marks whose colour cannot be told from the page take the page's ink, thin ones sooner.
  const visible = (trace, colours) => {
    const copy = { ...trace };
    for (const name of ["line", "marker", "error_x", "error_y"]) {
      const colour = copy[name] && copy[name].color;
      if (typeof colour !== "string" || luminance(colour) === null) continue;
      if (contrast(colour, colours.paper) < (name.startsWith("error") ? 3.2 : 2)) copy[name] = { ...copy[name], color: colours.ink };
    }
    for (const name of ["error_x", "error_y"]) {
      if (copy[name] && !copy[name].color) copy[name] = { ...copy[name], color: colours.ink };
    }
    return copy;
  };

  // In the dark nothing must not shine: a scale that begins light begins near the page instead.
  const dimmed = (trace, colours) => {
    const [first, ...others] = Array.isArray(trace.colorscale) ? trace.colorscale : [];
    if (!first || luminance(colours.paper) > 0.2 || !(luminance(first[1]) > 0.5)) return trace;
    return { ...trace, colorscale: [[first[0], colours.raised], ...others] };
  };

  const themedTrace = (trace, colours) => {
    if (trace.type === "heatmap") return dimmed(trace, colours);
    if (OWN_GROUND.has(trace.type)) return trace;
    if (trace.type !== "table") return visible(readable(trace, colours), colours);
    const ground = (part, colour) => ({ ...part, fill: { color: colour }, line: { color: colours.line },
      font: { ...(part || {}).font, color: colours.ink } });
    return { ...trace, header: ground(trace.header, colours.raised), cells: ground(trace.cells, colours.paper) };
  };

  const themed = (plot, light) => {
    const colours = palette(light);
    return [plot.data.map((trace) => themedTrace(trace, colours)), themedLayout(plot.layout, colours)];
  };

  const CONFIG = { responsive: true, displaylogo: false, displayModeBar: coarse ? false : "hover", showSendToCloud: false, plotlyServerURL: "",
    modeBarButtonsToRemove: ["lasso2d", "select2d", "autoScale2d"] };

  const draw = (figure) => {
    const box = figure.querySelector(".wb-plot");
    const plot = JSON.parse(figure.querySelector("script").textContent);
    plot.data = plot.data || [];
    plot.layout = plot.layout || {};
    plot.box = box;
    plot.words = box.textContent;
    plot.title = (figure.querySelector("figcaption") || {}).textContent || "";
    box.workbenchPicture = () => picture(plot);
    box.replaceChildren();
    plots.push(plot);
    put(plot, false, 0);
  };

  // An axis title does not wrap by itself and would run out of a phone's screen.
  // Each further line of it needs its room.
  const shrink = (layout) => {
    layout.font.size = Math.min(layout.font.size || 12, 11);
    let lines = 0;
    for (const [name, axis] of Object.entries(layout)) {
      const title = /^xaxis\d*$/.test(name) && axis.title;
      if (!title || !title.text || title.text.includes("<")) continue;
      axis.title = { ...title, text: title.text.replace(/(.{14,24}?) /g, "$1<br>") };
      lines = Math.max(lines, axis.title.text.split("<br>").length - 1);
    }
    if (layout.height) layout.height += 15 * lines;
  };

  const put = (plot, light, width) => {
    const [data, layout] = themed(plot, light);
    // What must not shrink is drawn at its least width, and on paper made smaller as a whole.
    // What is taller than a sheet is drawn wider, and comes out lower.
    const whole = Math.min(1, PRINT_HEIGHT / (layout.height || 450));
    const least = Math.max(width / whole, (layout.meta || {}).min_width || 0);
    plot.box.style.zoom = width ? width / least : "";
    if (width) Object.assign(layout, { width: least, autosize: false });
    else if (plot.box.clientWidth < 480) shrink(layout);
    Plotly.newPlot(plot.box, { data, layout, frames: plot.frames || [], config: CONFIG });
    // One picture with its words; the buttons beside it stay buttons.
    plot.box.querySelectorAll(".main-svg").forEach((svg, place) => Object.entries(
      place ? { "aria-hidden": "true" } : { role: "img", "aria-label": plot.words }).forEach((pair) => svg.setAttribute(...pair)));
  };

  // A picture to keep is drawn as by day, with its title and whose figures it shows.
  const said = (name) => (document.querySelector(`meta[name="workbench-${name}"]`) || {}).content;
  const picture = async (plot) => {
    const [data, layout] = themed(plot, true);
    const width = Math.max(900, (layout.meta || {}).min_width || 0);
    const lines = plot.title.replace(/&/g, "&amp;").replace(/</g, "&lt;").match(/.{1,90}(\s|$)/g) || [];
    const from = [said("company"), said("as-of") && `as of ${said("as-of")}`].filter(Boolean).join(", ");
    const room = 22 * lines.length + (from ? 20 : 0) + 12;
    const height = (layout.height || 450) + room;
    layout.title = { text: lines.join("<br>"), subtitle: { text: from.replace(/</g, "&lt;"), font: { size: 12 } }, font: { size: 16 },
      x: 0, xref: "container", xanchor: "left", y: 1, yref: "container", yanchor: "top", pad: { l: 8, t: 8 + 20 * (lines.length - 1) } };
    layout.margin = { ...layout.margin, t: ((layout.margin || {}).t ?? 100) + room };
    const svg = await Plotly.toImage({ data, layout, config: CONFIG }, { format: "svg", width, height, imageDataOnly: true });
    return { svg, width, height };
  };

  const shown = (plot) => plot.box.offsetParent !== null;
  const redraw = (light, width) => plots.filter(shown).forEach((plot) => put(plot, light, width));

  let printing = false;
  // A drawing needs the width of its place, which a folded part has only once it is opened.
  const folded = (figure) => figure.closest("details:not([open])");
  const waiting = new Set(document.querySelectorAll(".wb-fig"));
  const ready = () => [...waiting].filter((figure) => !folded(figure));
  const drawNext = () => {
    const [figure] = ready();
    if (!figure) return;
    waiting.delete(figure);
    draw(figure);
    setTimeout(drawNext, 0);
  };
  const drawAll = () => ready().forEach((figure) => { waiting.delete(figure); draw(figure); });
  addEventListener("toggle", (event) => {
    if (!event.target.open || printing) return;
    // The page may have changed its width or its colours while these were hidden.
    plots.filter((plot) => event.target.contains(plot.box)).forEach((plot) => put(plot, false, 0));
    drawNext();
  }, true);

  // On a phone a row becomes a card, whose cells then carry the heading of their column.
  document.querySelectorAll(".wb-stack table").forEach((table) => {
    const heads = [...table.querySelectorAll("thead th")].map((head) => head.textContent);
    table.querySelectorAll("tbody tr").forEach((row) => {
      [...row.cells].forEach((cell, place) => { cell.dataset.label = heads[place]; });
    });
  });
  document.documentElement.classList.add("wb-script");

  // A table wider than its place looks complete where a column ends at the edge, so words say so.
  const wider = (box) => {
    const hint = box.previousElementSibling;
    const heads = [...box.querySelectorAll("thead tr:last-child th")];
    const edge = box.getBoundingClientRect().left + box.clientWidth - box.scrollLeft + 1;
    const hidden = heads.filter((head) => head.getBoundingClientRect().right > edge).length;
    hint.hidden = box.scrollWidth <= box.clientWidth + 1;
    hint.textContent = hidden ? `Scroll sideways for ${hidden} more ${hidden > 1 ? "columns" : "column"}.`
      : "Scroll sideways for the rest.";
  };
  const widths = new ResizeObserver((entries) => entries.forEach((entry) => wider(entry.target)));
  document.querySelectorAll(".wb-table").forEach((box) => {
    const hint = document.createElement("p");
    hint.className = "wb-note wb-columns";
    hint.hidden = true;
    box.before(hint);
    widths.observe(box);
  });

  // Cards: of many only the one that is chosen in the list is open.
  document.querySelectorAll(".wb-choice").forEach((choice) => {
    const cards = [...choice.querySelectorAll(":scope > .wb-option")];
    const list = document.createElement("select");
    cards.forEach((card) => list.add(new Option(card.querySelector("summary").textContent)));
    const choose = () => cards.forEach((card, place) => { card.open = place === list.selectedIndex; });
    list.addEventListener("change", choose);
    const label = document.createElement("label");
    label.append(choice.dataset.choose, " ", list);
    choice.prepend(label);
    choice.classList.add("wb-chosen");
    list.selectedIndex = 0;
    choose();
  });

  const toPaper = () => {
    if (printing) return;
    printing = true;
    // On paper nothing can be unfolded: findings are shown, the rows behind a figure are not.
    document.querySelectorAll("details:has(.wb-findings):not(.wb-section)").forEach((fold) => { fold.open = true; });
    drawAll();
    redraw(true, PRINT_WIDTH);
  };
  const toScreen = () => { printing = false; redraw(false, 0); };
  addEventListener("beforeprint", toPaper);
  addEventListener("afterprint", toScreen);
  dark.addEventListener("change", () => { if (!printing) redraw(false, 0); });

  const contents = document.querySelector("details.wb-contents");
  const fold = () => { if (contents) contents.open = !narrow.matches; };
  narrow.addEventListener("change", fold);
  fold();
  if (contents) contents.addEventListener("click", (event) => {
    if (narrow.matches && event.target.closest("a")) contents.open = false;
  });

  // A link to a closed section opens it.
  const unfold = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const section = target && target.closest(".wb-section");
    if (!section || section.open) return;
    section.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  unfold();

  const headings = [...document.querySelectorAll("main :is(h1, h2, h3)[id]")];
  const links = new Map([...document.querySelectorAll(".wb-contents a")].map(
    (link) => [decodeURIComponent(link.hash.slice(1)), link]));
  let current = null;
  const follow = () => {
    const passed = headings.filter((heading) => heading.offsetParent !== null
      && heading.getBoundingClientRect().top < innerHeight / 4);
    const link = links.get((passed.pop() || headings[0] || {}).id);
    if (link === current) return;
    if (current) current.removeAttribute("aria-current");
    if (link) link.setAttribute("aria-current", "true");
    current = link;
  };
  let asked = false;
  addEventListener("scroll", () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; follow(); });
  }, { passive: true });
  follow();

  drawNext();
})();
