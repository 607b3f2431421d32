/* Shows the filters of a search with their counts, the chosen ones as chips, and on a phone the sheet that holds them.
   Runs on search.html only. QYPFilters(choose) takes what is to be done with changes to the query. */
window.QYPFilters = function (choose) {
  "use strict";

  const FEW = 8;
  const TITLES = {
    region: "地区", year: "年份", type: "事迹类型", level: "最高表彰", ceremony: "历次表彰", outcome: "结局", kind: "类别",
  };
  const NOTHING = { region: [], year: [], type: [], level: [], ceremony: [], outcome: [], kind: [] };
  const SVG = "http://www.w3.org/2000/svg";
  const CROSS = "M1 1l10 10M11 1L1 11";

  function part(name) { return document.querySelector("[data-search-" + name + "]"); }

  const { element } = window.QYPBox;
  const chips = part("chips"), facets = part("facets"), sheet = part("sheet"), opener = part("open"), headline = part("count");
  const phone = window.matchMedia("(max-width: 959px)");
  const unfolded = new Set();
  let query = {}, result = null;

  function render(newQuery, newResult) {
    query = newQuery;
    result = newResult;
    const chosen = QYPQuery.choices(query), count = result.rows.length, unit = result.people === count ? " 位" : " 条";
    renderChips();
    if (!phone.matches || isOpenSheet()) renderFacets(); /* on a phone nothing is counted before the sheet is opened */
    opener.disabled = !QYPSearch.has("facts");
    opener.lastChild.textContent = chosen ? "筛选（" + chosen + "）" : "筛选";
    part("close-count").textContent = "查看 " + count + unit;
  }

  function isChosen(facet, option) { return Boolean(result.chosen[facet]) && result.chosen[facet].has(option.number); }

  function chosen(facet) {
    return result.chosen[facet] ? QYPSearch.options(facet).filter((option) => isChosen(facet, option)) : [];
  }

  function without(facet, ids) { return chosen(facet).map((option) => option.id).filter((id) => !ids.includes(id)); }

  // ── the chosen values ──

  /* Whoever took a chip away with the keyboard goes on from the one in its place, else from the headline. */
  function renderChips() {
    const made = [], place = Array.from(chips.children).findIndex((item) => item.contains(document.activeElement));
    for (const facet of QYPSearch.FACETS) {
      for (const option of facet === "year" ? [] : chosen(facet)) {
        made.push(chip(option.label, () => choose({ [facet]: without(facet, [option.id]) })));
      }
      if (facet === "year" && yearWords()) made.push(chip(yearWords(), () => choose({ year: [] })));
    }
    chips.textContent = "";
    chips.append(...made);
    chips.hidden = !made.length;
    if (place >= 0) (made[place] ? made[place].firstChild : headline).focus();
  }

  function yearWords() {
    const [from, to] = query.year || [];
    if (!from && !to) return "";
    if (from === to) return from + "年";
    return from && to ? from + "至" + to + "年" : from ? from + "年起" : "至" + to + "年";
  }

  function chip(words, remove) {
    const item = element("li"), button = element("button", "chip", words);
    button.type = "button";
    button.setAttribute("aria-label", "去掉条件：" + words);
    button.append(cross());
    button.addEventListener("click", remove);
    item.append(button);
    return item;
  }

  function cross() {
    const svg = document.createElementNS(SVG, "svg"), line = document.createElementNS(SVG, "path");
    const attributes = {
      viewBox: "0 0 12 12", fill: "none", stroke: "currentColor", "stroke-width": "1.5", "aria-hidden": "true",
    };
    Object.keys(attributes).forEach((name) => svg.setAttribute(name, attributes[name]));
    line.setAttribute("d", CROSS);
    svg.append(line);
    return svg;
  }

  // ── the values to choose from ──

  function renderFacets() {
    const place = fieldsOf(facets).indexOf(document.activeElement), key = place >= 0 ? document.activeElement.dataset.key : "";
    facets.textContent = "";
    for (const facet of QYPSearch.has("facts") ? QYPSearch.FACETS : []) {
      const fields = facet === "year" ? yearFields() : optionFields(facet);
      if (fields.length) facets.append(fieldset(TITLES[facet], fields));
    }
    if (place >= 0) focusAgain(key, place);
  }

  function fieldsOf(made) { return Array.from(made.querySelectorAll("[data-key]")); }

  /* Gives the focus back to the field of *key*, or to the one in its *place*: an option that finds nobody goes when it is left. */
  function focusAgain(key, place) {
    const fields = fieldsOf(facets), again = fields.find((field) => field.dataset.key === key);
    (again || fields[Math.min(place, fields.length - 1)] || (isOpenSheet() ? part("close") : headline)).focus();
  }

  function fieldset(name, fields) {
    const made = element("fieldset");
    made.append(element("legend", "", name), ...fields);
    return made;
  }

  function optionFields(facet) {
    const counts = result.counts[facet], open = ancestors(facet);
    const columns = element("div", facet === "ceremony" ? "one" : "two");
    const options = QYPSearch.options(facet).filter((option) => counts[option.number] || isChosen(facet, option));
    const isOpen = (option) => open.has(option.number) || isChosen(facet, option);
    const byCount = (a, b) => counts[b.number] - counts[a.number] || a.number - b.number;
    const byTime = (a, b) => a.number - b.number;
    const order = facet === "ceremony" ? byTime : byCount;
    const within = (above) => options.filter((option) => option.above === above).sort(order);
    const state = (option) => (isChosen(facet, option) ? "chosen" : open.has(option.number) ? "partly" : "");
    const field = (option) => box(facet, option, counts[option.number], state(option));
    const top = within(-1), shown = unfolded.has(facet) ? top : top.filter((o, place) => place < FEW || isOpen(o));
    if (!top.length) return [];
    for (const option of shown) {
      const below = isOpen(option) ? within(option.number) : [], places = element("div", "two below");
      columns.append(field(option));
      places.append(...below.map(field));
      if (below.length) columns.append(places);
    }
    return top.length > shown.length ? [columns, unfold(facet, top.length)] : [columns];
  }

  /* The numbers of what lies above the chosen options: a province lies open when it, or a place in it, is chosen. */
  function ancestors(facet) {
    const all = QYPSearch.options(facet), numbers = new Set();
    for (const option of chosen(facet)) {
      for (let above = option.above; above >= 0; above = all[above].above) numbers.add(above);
    }
    return numbers;
  }

  /* An option with all that lies above or below it: they exclude each other, since a choice of both says nothing. */
  function kin(facet, option) {
    const all = QYPSearch.options(facet), ids = [option.id], below = new Set([option.number]);
    for (let above = option.above; above >= 0; above = all[above].above) ids.push(all[above].id);
    for (const other of all) if (below.has(other.above)) { below.add(other.number); ids.push(other.id); }
    return ids;
  }

  function box(facet, option, count, state) {
    const label = element("label"), field = element("input");
    Object.assign(field, { type: "checkbox", checked: state === "chosen", indeterminate: state === "partly" });
    field.dataset.key = facet + "=" + option.id;
    field.addEventListener("change", () => {
      const rest = without(facet, kin(facet, option));
      choose({ [facet]: field.checked ? rest.concat(option.id) : rest });
    });
    label.append(field, option.label, element("i", "", String(count)));
    return label;
  }

  function unfold(facet, count) {
    const button = element("button", "facets__more", "全部 " + count + " 项");
    button.type = "button";
    button.dataset.key = "all=" + facet;
    button.addEventListener("click", () => {
      const before = new Set(fieldsOf(facets).map((field) => field.dataset.key));
      unfolded.add(facet);
      renderFacets();
      const added = fieldsOf(facets).find((field) => !before.has(field.dataset.key));
      if (added) added.focus();
    });
    return button;
  }

  function yearFields() {
    const counts = result.counts.year, years = [], known = element("datalist"), fields = element("div", "years");
    counts.forEach((count, place) => { if (count) years.push(place + QYPSearch.YEAR_ZERO); });
    const [from, to] = query.year || [];
    if (!years.length && !from && !to) return [];
    known.id = "search-years";
    known.append(...years.map((year) => {
      return Object.assign(element("option"), { value: year, label: counts[year - QYPSearch.YEAR_ZERO] + " 条" });
    }));
    const first = yearField("起始年份", from, years[0], 0), last = yearField("截止年份", to, years[years.length - 1], 1);
    fields.append(first, element("span", "", "至"), last, known);
    return [fields];
  }

  function yearField(name, value, hint, place) {
    const field = element("input"), shown = { value: value || "", placeholder: hint || "" };
    Object.assign(field, shown, { inputMode: "numeric", maxLength: 4, autocomplete: "off" });
    field.setAttribute("aria-label", name);
    field.setAttribute("list", "search-years");
    field.dataset.key = "year" + place;
    field.addEventListener("change", () => {
      const years = (query.year || []).length ? query.year.slice() : [0, 0], typed = field.value.normalize("NFKC");
      years[place] = /^\d{4}$/.test(typed) ? parseInt(typed, 10) : 0;
      choose({ year: years[0] && years[1] ? years.sort((a, b) => a - b) : years.some(Boolean) ? years : [] });
    });
    return field;
  }

  // ── the sheet on a phone ──

  function isOpenSheet() { return "open" in sheet.dataset; }

  function openSheet() {
    if (!result) return; /* the facts are still to come */
    renderFacets();
    sheet.dataset.open = "";
    sheet.setAttribute("role", "dialog");
    sheet.setAttribute("aria-modal", "true");
    document.documentElement.dataset.sheet = "open";
    part("close").focus();
  }

  function closeSheet() {
    if (!isOpenSheet()) return;
    delete sheet.dataset.open;
    delete document.documentElement.dataset.sheet;
    sheet.removeAttribute("role");
    sheet.removeAttribute("aria-modal");
    opener.focus();
  }

  /* A tablet that is turned has a column in place of the sheet, and what stands in it is to be counted. */
  function turned() {
    if (phone.matches) return;
    closeSheet();
    if (result) renderFacets();
  }

  /* While the sheet is open the focus stays in it, and comes back to it. */
  function keepFocus(event) {
    if (!isOpenSheet()) return;
    if (event.key === "Escape") closeSheet();
    if (event.key !== "Tab") return;
    const stops = Array.from(sheet.querySelectorAll("button, input")).filter((stop) => stop.offsetParent);
    const end = event.shiftKey ? 0 : stops.length - 1, held = document.activeElement;
    if (sheet.contains(held) && held !== stops[end]) return;
    event.preventDefault();
    stops[stops.length - 1 - end].focus();
  }

  opener.addEventListener("click", openSheet);
  part("close").addEventListener("click", closeSheet);
  part("close-count").addEventListener("click", closeSheet);
  part("clear").addEventListener("click", () => choose(NOTHING));
  sheet.addEventListener("click", (event) => { if (event.target === sheet) closeSheet(); });
  document.addEventListener("keydown", keepFocus);
  if (phone.addEventListener) phone.addEventListener("change", turned);
  else phone.addListener(turned); /* webviews before 2020 */

  return { render: render };
};
