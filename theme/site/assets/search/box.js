/* Gives every search box of a page its list of first hits, and loads the search only when a box is used.
   Stands on every page, with defer. What it loads are classic scripts: the same path serves http and file://. */
(function () {
  "use strict";

  const base = new URL(".", document.currentScript.src).href;
  const root = new URL("../../", base).href;
  const MOST = 6;
  const loading = new Map();
  let boxes = 0;

  /* Loads a script of this folder once; one that failed may be asked for again. */
  function load(path) {
    if (!loading.has(path)) {
      loading.set(path, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.async = false;
        script.src = base + path;
        script.onload = resolve;
        script.onerror = () => { loading.delete(path); script.remove(); reject(new Error(path)); };
        document.head.appendChild(script);
      }));
    }
    return loading.get(path);
  }

  /* A file that came cut short is a failure too, though the browser calls it loaded. */
  function loadEngine() {
    return Promise.all([load("engine.js"), load("core.js"), load("query.js")]).then(() => {
      if (!window.QYPSearch || !QYPSearch.isReady() || !window.QYPQuery) throw new Error("core.js");
    });
  }

  /* Loads the cards of *rows*; those that cannot be had stay away, and the rest is told. */
  function loadCards(rows) {
    const files = Array.from(new Set(rows.filter((row) => !QYPSearch.card(row)).map(QYPSearch.fileOf)));
    const path = (file) => "cards/" + String(file).padStart(3, "0") + ".js?" + QYPSearch.keyOf(file);
    return Promise.all(files.map((file) => load(path(file)).catch(() => {})));
  }

  function addressOf(row) {
    const card = QYPSearch.card(row);
    return card ? root + "heroes/" + card[0] + ".html" : "";
  }

  function tileOf(id) { return root + "cards/" + id + "-tile.webp"; }

  function resultsOf(text) {
    return root + "search.html#" + new URLSearchParams({ q: text.trim() });
  }

  /* An element of search.html by the name that its data-search-… attribute gives it. */
  function part(name) { return document.querySelector("[data-search-" + name + "]"); }

  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  /* Whether an input method is still at work on what is typed: neither a query nor a command, whatever the key. */
  function composes(event) { return event.isComposing || event.keyCode === 229; }

  function equip(form) {
    const input = form.querySelector("input[type=search]"), host = input.parentElement;
    const list = element("div", "suggest"), status = element("span", "vh");
    let active = -1, composing = false;
    list.id = "suggest-" + ++boxes;
    list.hidden = true;
    const attributes = {
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
    };
    Object.keys(attributes).forEach((name) => input.setAttribute(name, attributes[name]));
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "检索结果");
    status.setAttribute("role", "status");
    host.classList.add("suggest-host");
    host.append(list, status);

    function options() { return Array.from(list.querySelectorAll("[role=option]")); }

    function show(open) {
      list.hidden = !open;
      input.setAttribute("aria-expanded", String(open));
      if (!open) mark(-1);
    }

    function mark(place) {
      active = place;
      options().forEach((option, i) => option.setAttribute("aria-selected", String(i === place)));
      if (place < 0) input.removeAttribute("aria-activedescendant");
      else input.setAttribute("aria-activedescendant", options()[place].id);
    }

    function option(place, address, name, meta) {
      const link = element("a", "suggest__hit");
      link.id = list.id + "-" + place;
      link.href = address;
      link.tabIndex = -1;
      link.setAttribute("role", "option");
      link.append(element("b", "", name), element("span", "", meta));
      return link;
    }

    function hitOf(row, place) {
      const shown = QYPSearch.describe(row), name = shown.name + (shown.note ? "（" + shown.note + "）" : "");
      const meta = [shown.place, shown.year + "年", shown.type.label].join("　");
      return option(place, addressOf(row) || resultsOf(shown.name), name, meta);
    }

    function suggest() {
      const text = input.value.trim();
      const mayShow = text && document.activeElement === input && window.QYPSearch && QYPSearch.isReady();
      if (!mayShow) { show(false); return; }
      const found = QYPSearch.search({ q: text }).rows, first = found.slice(0, MOST), hits = first.map(hitOf);
      const all = option(hits.length, resultsOf(text), "", "查看全部 " + found.length + " 条");
      list.textContent = "";
      list.append(...hits, found.length ? all : element("p", "suggest__none", "没有找到，换拼音或少写几个字试试"));
      status.textContent = found.length ? found.length + " 条结果，可用上下方向键选择" : "没有找到";
      mark(-1);
      show(true);
      loadCards(first).then(() => hits.forEach((hit, i) => {
        if (!addressOf(first[i])) return;
        hit.href = addressOf(first[i]);
        hit.dataset.hero = QYPSearch.card(first[i])[0];
      }));
    }

    function prepare() {
      loadStyle();
      loadEngine().then(suggest, () => { status.textContent = "检索暂时用不了，可从名录查找"; });
    }

    input.addEventListener("focus", prepare);
    if (document.activeElement === input) prepare();
    input.addEventListener("compositionstart", () => { composing = true; });
    input.addEventListener("compositionend", () => { composing = false; suggest(); });
    input.addEventListener("input", (event) => { if (!composing && !event.isComposing) suggest(); });
    input.addEventListener("blur", () => show(false));
    input.addEventListener("keydown", (event) => {
      if (composing || composes(event)) return;
      const all = list.hidden ? [] : options();
      if (event.key === "ArrowDown" && list.hidden) suggest();
      if (event.key === "Escape" && all.length) { show(false); event.preventDefault(); }
      if (event.key === "Enter" && all[active]) { event.preventDefault(); window.location.href = all[active].href; }
      if ((event.key === "ArrowDown" || event.key === "ArrowUp") && all.length) {
        event.preventDefault();
        mark((active + (event.key === "ArrowDown" ? 2 : all.length + 1)) % (all.length + 1) - 1);
      }
    });
    /* A press on the list must not take the focus from the box, or the list would go before the click. */
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", () => show(false));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (composing) return;
      show(false);
      window.location.href = resultsOf(input.value);
    });
  }

  function loadStyle() {
    if (document.querySelector("link[data-search-style]")) return;
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = base + "search.css";
    style.dataset.searchStyle = "";
    document.head.appendChild(style);
  }

  window.QYPBox = {
    loadEngine: loadEngine, loadCards: loadCards, addressOf: addressOf, tileOf: tileOf, part: part, element: element,
  };
  document.querySelectorAll("form[data-search-box]").forEach(equip);
  if (part("page")) ["filters.js", "results.js"].forEach(load);
})();
