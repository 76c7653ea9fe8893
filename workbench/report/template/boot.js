"use strict";
(() => {
  const plots = [];
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const narrow = matchMedia("(max-width: 60rem)");
  const OWN_GROUND = new Set(["treemap", "sunburst", "icicle", "heatmap", "pie", "funnelarea"]);
  const PRINT_WIDTH = 680;

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

  const themedLayout = (layout, colours) => {
    const themed = readable(layout, colours);
    themed.font = { ...themed.font, color: colours.ink };
    themed.paper_bgcolor = themed.plot_bgcolor = "rgba(0,0,0,0)";
    themed.hoverlabel = { bgcolor: colours.raised, bordercolor: colours.line, ...themed.hoverlabel,
      font: { ...(themed.hoverlabel || {}).font, color: colours.ink } };
    for (const menu of themed.updatemenus || []) {
      Object.assign(menu, { bgcolor: colours.raised, bordercolor: colours.line });
    }
    for (const slider of themed.sliders || []) {
      Object.assign(slider, { bgcolor: colours.line, activebgcolor: colours.muted, bordercolor: colours.line });
    }
    delete themed.width;
    themed.autosize = true;
    if (matchMedia("(pointer: coarse)").matches) themed.dragmode = false;
    return themed;
  };

  const themedTrace = (trace, colours) => {
    if (OWN_GROUND.has(trace.type)) return trace;
    if (trace.type !== "table") return readable(trace, colours);
    const ground = (part, colour) => ({ ...part, fill: { color: colour }, line: { color: colours.line },
      font: { ...(part || {}).font, color: colours.ink } });
    return { ...trace, header: ground(trace.header, colours.raised), cells: ground(trace.cells, colours.paper) };
  };

  const themed = (plot, light) => {
    const colours = palette(light);
    return [plot.data.map((trace) => themedTrace(trace, colours)), themedLayout(plot.layout, colours)];
  };

  const CONFIG = { responsive: true, displaylogo: false, showSendToCloud: false, plotlyServerURL: "",
    modeBarButtonsToRemove: ["lasso2d", "select2d", "autoScale2d"] };

  const draw = (figure) => {
    const box = figure.querySelector(".wb-plot");
    const plot = JSON.parse(figure.querySelector("script").textContent);
    plot.data = plot.data || [];
    plot.layout = plot.layout || {};
    plot.box = box;
    box.replaceChildren();
    const [data, layout] = themed(plot, false);
    plots.push(plot);
    Plotly.newPlot(box, { data, layout, frames: plot.frames || [], config: CONFIG });
  };

  const redraw = (light, width) => {
    for (const plot of plots) {
      const [data, layout] = themed(plot, light);
      if (width) Object.assign(layout, { width, autosize: false });
      Plotly.react(plot.box, data, layout, CONFIG);
    }
  };

  const waiting = [...document.querySelectorAll(".wb-fig")];
  const drawNext = () => {
    const figure = waiting.shift();
    if (!figure) return;
    draw(figure);
    setTimeout(drawNext, 0);
  };
  const drawAll = () => { while (waiting.length) draw(waiting.shift()); };

  let printing = false;
  const toPaper = () => {
    if (printing) return;
    printing = true;
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

  const links = new Map([...document.querySelectorAll(".wb-contents a")].map(
    (link) => [decodeURIComponent(link.hash.slice(1)), link]));
  const spy = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting && links.has(entry.target.id)) {
      for (const link of links.values()) link.removeAttribute("aria-current");
      links.get(entry.target.id).setAttribute("aria-current", "true");
    }
  }, { rootMargin: "0px 0px -75% 0px" });
  for (const heading of document.querySelectorAll("main :is(h1, h2, h3)[id]")) spy.observe(heading);

  drawNext();
})();
