/* The picker of a place: province, city and county to choose, and a box that takes names and codes. */
var QYPPlaces = (function () {
  "use strict";

  const LEVELS = ["省、自治区、直辖市", "市、州、盟", "县、区、旗"];
  let count = 0;

  function draw(field, path) {
    const { element, read, write, touch } = QYPView, listId = `found-${++count}`;
    const box = element("input", {
      type: "text", role: "combobox", "aria-expanded": "false", "aria-controls": listId, "aria-autocomplete": "list", "aria-label": `${field.title}，输入地名或代码`,
      placeholder: "输入地名或六位代码", spellcheck: "false",
    });
    const list = element("ul", { class: "found", role: "listbox", id: listId, "aria-label": "找到的地方", hidden: true });
    const selects = LEVELS.map((level) => element("select", { "aria-label": `${field.title}，${level}` }));
    const told = element("p", { class: "picked", "aria-live": "polite" });
    const frame = QYPView.several(field, path, element("div", { class: "search" }, box, list), element("div", { class: "pair regions" }, ...selects), told);
    let found = [], at = -1;

    const year = () => QYPValues.yearOf(QYPTree.get(read([]) || {}, path.slice(0, -1).concat("date")));

    /* Show in the three lists what is chosen, and in words what it is. */
    function show() {
      const code = String(read(path) || ""), place = QYPRegions.find(code, year()), line = place ? lineOf(place) : [];
      const steps = [line[0], line.length > 1 ? line[1] : null, line[2] || null];
      fill(selects[0], QYPRegions.provinces(), steps[0]);
      fill(selects[1], steps[0] ? QYPRegions.children(steps[0].code) : [], steps[1]);
      fill(selects[2], steps[1] ? QYPRegions.children(steps[1].code) : [], steps[2]);
      told.textContent = place ? `已选：${line.map((one) => one.name).join("")}（${place.code}）` : code ? `已填：${code}` : "";
    }

    function lineOf(place) {
      const line = [place];
      while (line[0].parent) line.unshift(QYPRegions.place(line[0].parent, year()));
      return line;
    }

    function fill(select, places, chosen) {
      const options = places.map((place) => element("option", { value: place.code }, place.name));
      if (chosen && !places.includes(chosen)) options.push(element("option", { value: chosen.code }, `${chosen.name}（旧）`));
      select.replaceChildren(element("option", { value: "" }, LEVELS[selects.indexOf(select)]), ...options);
      select.value = chosen ? chosen.code : "";
      select.hidden = !options.length && select !== selects[0];
    }

    function choose(code) {
      box.value = "";
      close();
      touch(path);
      write(path, code);
      show();
    }

    function close() {
      [found, at, list.hidden] = [[], -1, true];
      box.setAttribute("aria-expanded", "false");
      box.removeAttribute("aria-activedescendant");
    }

    function look() {
      found = QYPRegions.search(box.value.trim());
      at = -1;
      list.hidden = !found.length;
      box.setAttribute("aria-expanded", String(Boolean(found.length)));
      box.removeAttribute("aria-activedescendant");
      list.replaceChildren(...found.map((one, place) => element("li", {
        role: "option", id: `${listId}-${place}`, "aria-selected": "false", onmousedown: (event) => event.preventDefault(), onclick: () => choose(one.code),
      }, element("span", {}, one.path), element("small", {}, one.code))));
    }

    function step(by) {
      if (!found.length) return;
      at = (at + by + found.length) % found.length;
      Array.from(list.children).forEach((item, place) => item.setAttribute("aria-selected", String(place === at)));
      list.children[at].scrollIntoView({ block: "nearest" });
      box.setAttribute("aria-activedescendant", list.children[at].id);
    }

    /* What is typed and left without a choice counts all the same, as it would in YAML; what is none is told. */
    function settle() {
      const typed = box.value.trim();
      if (!typed) return;
      const exact = QYPRegions.find(typed, year());
      choose(exact ? exact.code : typed);
    }

    box.addEventListener("input", look);
    box.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); step(event.key === "ArrowDown" ? 1 : -1); }
      else if (event.key === "Escape" && !list.hidden) { event.preventDefault(); close(); }
      else if (event.key === "Enter") { event.preventDefault(); if (at >= 0) choose(found[at].code); else if (found.length === 1) choose(found[0].code); else settle(); }
    });
    box.addEventListener("blur", settle);
    selects.forEach((select, place) => select.addEventListener("change", () => {
      const wider = selects.slice(0, place).reverse().find((one) => one.value);
      choose(select.value || (wider ? wider.value : ""));
      select.focus();
    }));
    show();
    return frame;
  }

  return { draw: draw };
})();
