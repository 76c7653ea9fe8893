"use strict";
// What tables and charts can do once a script runs: the same file serves reports and JupyterLab.
(() => {
  if (window.workbenchLive) return;
  window.workbenchLive = true;
  const SORTED = 3, FILTERED = 11;
  const UNKNOWN = new Set(["", "–", "unknown"]);
  const TIMES = { k: 1e3, M: 1e6, bn: 1e9, month: 30.44, months: 30.44, year: 365.25, years: 365.25 };
  const NUMBER = /^(< )?(?:[A-Z]{3} |[$€£¥])?([-+−]?\d[\d,]*(?:\.\d+)?) ?(k|M|bn|%|days?|months?|years?)?$/;
  const STYLE = `
    .wb-tools { display: flex; flex-wrap: wrap; align-items: baseline; gap: .3rem 1rem; margin: .6rem 0 .2rem; font-size: .85rem; }
    .wb-tools input { font: inherit; color: inherit; background: transparent; border: 1px solid #808a96; border-radius: 4px; padding: .15rem .4rem; width: 12rem; max-width: 60vw; }
    .wb-tools button, .wb-save button { font: inherit; color: inherit; background: none; border: 0; padding: .2rem 0; text-decoration: underline; text-underline-offset: .15em; cursor: pointer; }
    .wb-save { display: flex; justify-content: flex-end; gap: 1rem; font-size: .8rem; opacity: .8; }
    @media (hover: hover) { figure:not(:hover, :focus-within) .wb-save { opacity: 0; } }
    .wb-sort { font: inherit; color: inherit; background: none; border: 0; padding: 0; text-align: inherit; min-height: 1.5rem; cursor: pointer; }
    .wb-sort:hover { text-decoration: underline; }
    .wb-sort::after { content: "\\2195"; position: absolute; opacity: .6; margin-left: .15em; }
    [aria-sort=ascending] > .wb-sort::after { content: "\\2191"; opacity: 1; }
    [aria-sort=descending] > .wb-sort::after { content: "\\2193"; opacity: 1; }
    .wb-table tr[hidden] { display: none !important; }
    [data-jp-theme-light=false] .js-plotly-plot { background: #fff; }
    /* Where rows are cards, the headings stand above them to sort by. */
    @media screen and (max-width: 40rem) {
      .wb-script .wb-stack:has(.wb-sort) thead { position: static; width: auto; height: auto; overflow: visible; clip-path: none; }
      .wb-script .wb-stack thead tr { display: flex; flex-wrap: wrap; gap: .1rem 1rem; padding: .3rem 0; }
      .wb-script .wb-stack thead th { position: static; padding: 0; box-shadow: none; }
    }
    @media print { .wb-tools, .wb-save { display: none; } .wb-sort::after { content: none !important; } }`;

  const make = (kind, words = "", more = {}) => Object.assign(document.createElement(kind), { textContent: words }, more);
  const button = (words, press, label = words) => {
    const made = make("button", words, { type: "button", onclick: press });
    if (label !== words) made.setAttribute("aria-label", label);
    return made;
  };
  const text = (cell) => cell.textContent.trim().replace(/\s+/g, " ");
  const plain = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  const save = (content, name) => {
    const link = make("a", "", { href: typeof content === "string" ? content : URL.createObjectURL(content) });
    link.download = `${name.replace(/[^\p{L}\p{N}]+/gu, " ").trim().slice(0, 80) || "workbench"}.${save.kind}`;
    link.click();
    if (typeof content !== "string") setTimeout(() => URL.revokeObjectURL(link.href), 1e4);
  };

  // As workbench.privacy.cells: no cell is a formula, whatever it begins with.
  const csvCell = (words, number) => {
    if (words === "–") return "";
    if (number && /^-?\d[\d,]*(\.\d+)?$/.test(words)) return words.replaceAll(",", "");
    const shown = words.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu, " ").replace(/\p{Cf}/gu, "");
    const live = /^[=+\-@|%]/.test(shown.normalize("NFKC").trimStart()) || /^[=+\-@|%]/.test(shown);
    return `"${live ? "'" : ""}${shown.replaceAll('"', '""')}"`;
  };
  const csv = (heads, rows) => [heads.map((head) => csvCell(text(head), false)),
    ...rows.map((row) => [...row.cells].map((cell) => csvCell(text(cell), cell.classList.contains("num"))))]
    .map((cells) => `${cells.join(",")}\r\n`).join("");

  const amount = (words) => {
    const found = NUMBER.exec(words);
    if (!found) return NaN;
    const size = Number(found[2].replace(/,/g, "").replace("−", "-")) * (TIMES[found[3]] || 1);
    return found[1] ? size / 2 : size;
  };
  const inOrder = new Intl.Collator("en", { numeric: true }).compare;
  // Numbers, amounts and durations by their size, other text by its letters; unknown comes last.
  const sorted = (rows, place, sign) => {
    const cells = rows.map((row) => ({ row, words: text(row.cells[place]) }));
    const known = cells.filter((cell) => !UNKNOWN.has(cell.words));
    known.forEach((cell) => { cell.size = amount(cell.words); });
    const sizes = known.every((cell) => !Number.isNaN(cell.size));
    known.sort((one, other) => sign * (sizes ? one.size - other.size : inOrder(one.words, other.words)));
    return [...known, ...cells.filter((cell) => UNKNOWN.has(cell.words))].map((cell) => cell.row);
  };

  const dress = (box) => {
    const table = box.querySelector("table"), body = table && table.tBodies[0];
    if (!body || !table.tHead || table.tHead.rows.length !== 1 || box.closest("[aria-live]")) return;
    // Rows that are folded behind a table are sorted and found with it.
    const whole = box.parentElement.classList.contains("wb-rows") ? box.parentElement : null;
    if (whole && whole.querySelector(".wb-table") !== box) return;
    const rest = whole && whole.querySelector("details");
    const least = body.rows.length, heads = [...table.tHead.rows[0].cells];
    if (rest) { body.append(...rest.querySelectorAll("tbody tr")); rest.hidden = true; }
    const rows = [...body.rows];
    const even = rows.every((row) => row.cells.length === heads.length && [...row.cells].every((cell) => cell.colSpan + cell.rowSpan === 2));
    if (!even || rows.length < SORTED) return;
    let order = rows, all = false;
    const tools = make("div", "", { className: "wb-tools" });
    const ask = make("input", "", { type: "search" }), said = make("span");
    said.setAttribute("role", "status");
    const more = button("", () => { all = !all; show(); });
    const show = () => {
      const words = plain(ask.value).split(/\s+/).filter(Boolean);
      const fit = order.filter((row) => words.every((word) => plain(row.textContent).includes(word)));
      const open = new Set(all || words.length ? fit : fit.slice(0, least));
      rows.forEach((row) => { row.hidden = !open.has(row); });
      said.textContent = words.length ? `${fit.length} of ${rows.length} rows` : "";
      more.textContent = all ? `Show ${least} rows` : `Show all ${rows.length} rows`;
      more.hidden = rows.length === least || words.length > 0;
      return fit;
    };
    ask.oninput = show;
    heads.forEach((head, place) => {
      const sort = button("", () => {
        const turn = { ascending: "descending", descending: "none" }[head.getAttribute("aria-sort")] || "ascending";
        heads.forEach((each) => { each.removeAttribute("aria-sort"); });
        if (turn !== "none") head.setAttribute("aria-sort", turn);
        order = turn === "none" ? rows : sorted(rows, place, turn === "ascending" ? 1 : -1);
        body.append(...order);
        show();
      });
      sort.className = "wb-sort";
      sort.append(...head.childNodes);
      head.append(sort);
    });
    if (rows.length >= FILTERED) {
      const label = make("label", "Filter rows ");
      label.append(ask);
      tools.append(label, said);
    }
    const name = box.getAttribute("aria-label") || "Table";
    const keep = button("Save as CSV", () => {
      save.kind = "csv";
      // The mark at the beginning tells spreadsheets that letters are written in UTF-8.
      save(new Blob(["\ufeff", csv(heads, show())], { type: "text/csv" }), name === "Table" && box.closest("details") ? text(box.closest("details").querySelector("summary")) : name);
    }, `Save as CSV: ${name}`);
    tools.append(more, keep);
    const hint = box.previousElementSibling;
    (hint && hint.classList.contains("wb-columns") ? hint : box).before(tools);
    show();
  };

  // The layers of a drawing as one picture, where nothing better is at hand.
  const layersOf = async (plot) => {
    const [first, ...others] = [...plot.querySelectorAll(".main-svg")].map((layer) => layer.cloneNode(true));
    others.forEach((layer) => first.append(...layer.childNodes));
    const width = first.getAttribute("width"), height = first.getAttribute("height");
    first.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    first.setAttribute("viewBox", `0 0 ${width} ${height}`);
    first.setAttribute("style", "background: white");
    return { svg: new XMLSerializer().serializeToString(first), width: Number(width), height: Number(height) };
  };
  const pngOf = async ({ svg, width, height }) => {
    const image = new Image();
    image.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    await image.decode();
    const canvas = make("canvas", "", { width: 2 * width, height: 2 * height });
    const pen = canvas.getContext("2d");
    pen.fillStyle = "white";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(image.src);
    return new Promise((done) => { canvas.toBlob(done, "image/png"); });
  };
  const offer = (plot) => {
    const title = () => {
      const figure = plot.closest("figure"), caption = figure && figure.querySelector("figcaption");
      const own = plot.layout && plot.layout.title && plot.layout.title.text;
      return caption ? text(caption) : text(make("span", (own || "Chart").replace(/<[^>]*>/g, " ")));
    };
    const picture = () => (plot.workbenchPicture || layersOf)(plot);
    const row = make("div", "", { className: "wb-save" });
    const keep = (kind) => async () => {
      const made = await picture();
      save.kind = kind;
      save(kind === "png" ? await pngOf(made) : new Blob([made.svg], { type: "image/svg+xml" }), title());
    };
    const copy = button("Copy", async () => {
      // The promise goes in at once: a browser forgets that a key was pressed while it waits.
      const item = new ClipboardItem({ "image/png": picture().then(pngOf) });
      copy.textContent = await navigator.clipboard.write([item]).then(() => "Copied", () => "Not copied: save it");
    }, "Copy the chart as PNG");
    if (window.ClipboardItem && navigator.clipboard) row.append(copy);
    row.append(button("PNG", keep("png"), "Save the chart as PNG"), button("SVG", keep("svg"), "Save the chart as SVG"));
    return row;
  };

  const seen = new IntersectionObserver((entries) => entries.forEach(({ target, isIntersecting }) => {
    if (!isIntersecting) return;
    seen.unobserve(target);
    dress(target);
  }), { rootMargin: "300px" });
  const known = new WeakSet();
  const look = () => {
    for (const box of document.querySelectorAll(".wb-table")) {
      if (known.has(box)) continue;
      known.add(box);
      seen.observe(box);
    }
    for (const plot of document.querySelectorAll(".js-plotly-plot")) {
      if (known.has(plot)) continue;
      known.add(plot);
      // In JupyterLab inside the drawing, with which it goes; plotly's own sketches get none.
      if (plot.closest("figure")) (plot.closest(".wb-wide") || plot).after(offer(plot));
      else if (plot.closest(".jp-OutputArea-output")) plot.append(offer(plot));
    }
  };
  let asked = false;
  new MutationObserver(() => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; look(); });
  }).observe(document.documentElement, { childList: true, subtree: true });
  document.head.append(make("style", STYLE));
  look();
})();
