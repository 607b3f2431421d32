/* Draws the form from the table of fields. What is typed goes into `state.tree` at once; only lists are drawn anew, when
   a row comes, goes or moves. Which part a field is asked in stands in PARTS; all else comes from the table. */
var QYPView = (function () {
  "use strict";

  const PARTS = [
    ["人物", ["kind", "name", "gender", "birth_year", "ethnicity", "occupation", "employer", "traits", "former_names", "pinyin", "member_count", "members"]],
    ["事迹", ["deed", "martyr"]],
    ["表彰", ["honours"]],
    ["出处", ["sources", "media"]],
    ["照片", ["portrait"]],
    ["公开与授权", ["consent", "visibility", "alias", "added", "draft"]],
  ];
  const NUMBERS = "一二三四五六七八九";
  /* Asked only by whom opens “更多”. */
  const RARE = new Set(["former_names", "pinyin", "media", "added", "draft", "honours.ceremony", "honours.members",
    "members.traits", "members.martyr", "members.honours", "members.visibility", "members.alias", "consent.reference"]);
  const is = (key, value) => (record) => record[key] === value;
  const isGroup = (record, tree) => tree.kind === "group";
  const isPerson = (record, tree) => tree.kind !== "group";
  const isLost = is("outcome", "sacrificed");
  /* Asked only where it can be answered; what has been answered is always shown. */
  const WHEN = {
    members: isGroup, member_count: isGroup, "honours.members": isGroup, gender: isPerson, birth_year: isPerson,
    ethnicity: isPerson, alias: is("visibility", "alias"), "members.alias": is("visibility", "alias"),
    "deed.died": isLost, "members.died": isLost, "members.martyr": isLost,
    martyr: (record, tree) => QYPTree.get(tree, ["deed", "outcome"]) === "sacrificed",
  };
  const PASTED_DATE = /^\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*(?:[-/.月]\s*(\d{1,2})\s*日?)?\s*月?\s*$/;

  let data, state, changed, special;
  const touched = new Set();

  function element(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const name of Object.keys(attributes || {})) {
      const value = attributes[name];
      if (value === undefined || value === false) continue;
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (name === "value") made.value = value;
      else made.setAttribute(name, value === true ? "" : value);
    }
    made.append(...children.filter((child) => child !== undefined && child !== null));
    return made;
  }

  const keyOf = (path) => path.join(".");
  const genericOf = (path) => path.filter((step) => typeof step !== "number").join(".");
  const read = (path) => QYPTree.get(state.tree, path);
  const byKey = (prefix, path) => document.getElementById(prefix + keyOf(path));

  function write(path, value) {
    QYPTree.set(state.tree, path, value);
    reveal();
    changed();
  }

  function touch(path) {
    if (touched.has(keyOf(path))) return;
    touched.add(keyOf(path));
    changed();
  }

  // ── the whole ──

  /* *made* gives by the name of a field what draws it instead. */
  function draw(form, fields, shared, made) {
    [data, state, changed, special] = [fields, shared, shared.changed, made];
    touched.clear();
    const known = new Map(data.fields.map((field) => [field.name, field])), asked = new Set(PARTS.flatMap((part) => part[1]));
    const rest = data.fields.filter((field) => field.shape !== "id" && !asked.has(field.name)).map((field) => field.name);
    form.replaceChildren(...PARTS.map(([title, names], place) => {
      const all = place === PARTS.length - 1 ? names.concat(rest) : names;
      const heading = element("h2", { id: `part-${place}-title` }, element("span", { class: "part__no" }, NUMBERS[place]), title);
      const part = element("section", { class: "part", id: `part-${place}`, "aria-labelledby": `part-${place}-title` }, heading);
      part.append(...drawn(all.map((name) => known.get(name)), []));
      return part;
    }));
    reveal();
  }

  function titles() { return PARTS.map((part) => part[0]).concat("生成"); }

  /* Return what *fields* of the record at *path* look like: the common ones, then the rare behind a line to open. */
  function drawn(fields, path) {
    const isRare = (field) => RARE.has(genericOf(path.concat(field.name)));
    const shown = fields.filter((field) => field.shape !== "id" && field.shape !== "file");
    const common = shown.filter((field) => !isRare(field)), rare = shown.filter(isRare);
    const made = common.map((field) => drawnField(field, path.concat(field.name)));
    if (rare.length) {
      const summary = element("summary", {}, "更多", element("small", {}));
      made.push(element("details", { class: "more" }, summary, ...rare.map((field) => drawnField(field, path.concat(field.name)))));
    }
    return made;
  }

  function drawnField(field, path) {
    const make = special[genericOf(path)];
    const made = make ? make(field, path) : field.shape === "record" ? (field.isList ? rows(field, path) : record(field, path))
      : field.isList ? (field.vocabulary ? checks(field, path) : lines(field, path)) : (SHAPES[field.shape] || line)(field, path);
    made.dataset.key = keyOf(path);
    made.dataset.generic = genericOf(path);
    made.dataset.title = field.title;
    return made;
  }

  /* Hide what need not be asked now, and open what is answered. */
  function reveal() {
    for (const found of document.querySelectorAll("[data-generic]")) {
      const rule = WHEN[found.dataset.generic], path = pathOf(found.dataset.key);
      if (rule) found.hidden = !rule(read(path.slice(0, -1)) || {}, state.tree) && !isFilled(read(path));
    }
    for (const option of document.querySelectorAll('[data-only="mixed"]')) option.hidden = state.tree.kind !== "group" && !option.querySelector("input").checked;
    for (const more of document.querySelectorAll("details.more")) {
      const inner = Array.from(more.querySelectorAll(":scope > [data-key]"));
      more.hidden = inner.every((one) => one.hidden);
      more.querySelector("small").textContent = inner.filter((one) => !one.hidden).map((one) => one.dataset.title).join("、");
      if (!more.dataset.seen && inner.some((one) => one.dataset.key !== "added" && isFilled(read(pathOf(one.dataset.key))))) more.open = true;
      more.dataset.seen = "yes";
    }
  }

  const pathOf = (key) => key.split(".").map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  const isFilled = (value) => QYPTree.filled(value) !== undefined;

  // ── the frame of a field: its name, its help, its mistakes ──

  function helpOf(field) {
    const example = field.example && !["flag", "choice"].includes(field.shape) ? `例如：${shownExample(field)}` : "";
    return [field.description, example].filter(Boolean).join("");
  }

  function shownExample(field) {
    const region = field.shape === "region" ? QYPRegions.fullName(field.example) : "";
    return region ? `${field.example}（${region}）` : field.example;
  }

  function mustOf(field) { return field.isRequired ? element("span", { class: "must" }, "必填") : undefined; }

  /* A field with one control, which its name is a label of. */
  function single(field, path, control, ...after) {
    const key = keyOf(path);
    control.id = `f-${key}`;
    describe(control, field, key);
    const count = field.high && ["line", "text"].includes(field.shape) ? element("span", { class: "count", id: `c-${key}` }) : undefined;
    const label = element("label", { class: "field__head", for: control.id }, element("span", {}, field.title), mustOf(field), count);
    const made = element("div", { class: "field" }, label, help(field, key), control, ...after, faults(key));
    if (count) {
      const tell = () => {
        const length = Array.from(control.value.trim()).length;
        count.textContent = length && (field.high <= 200 || length > 200) ? `${length} / ${field.high} 字` : "";
      };
      control.addEventListener("input", tell);
      tell();
    }
    return made;
  }

  /* A field with several controls, which its name is the legend of. */
  function several(field, path, ...controls) {
    const key = keyOf(path), frame = element("fieldset", { class: "field", id: `f-${key}`, tabindex: "-1" });
    describe(frame, field, key);
    frame.append(element("legend", { class: "field__head" }, element("span", {}, field.title), mustOf(field)), help(field, key), ...controls, faults(key));
    return frame;
  }

  function describe(control, field, key) {
    control.setAttribute("aria-describedby", `h-${key} e-${key}`);
    if (field.isRequired && control.tagName !== "FIELDSET") control.setAttribute("aria-required", "true");
  }

  function help(field, key) { return element("p", { class: "help", id: `h-${key}` }, helpOf(field)); }

  function faults(key) { return element("div", { class: "tolds", id: `e-${key}` }); }

  // ── fields with one value ──

  function line(field, path) {
    const control = element("input", {
      type: "text", value: textOf(read(path)), oninput: () => write(path, control.value), onblur: () => touch(path),
      inputmode: { number: "numeric", url: "url" }[field.shape], class: field.shape === "number" ? "short" : undefined, spellcheck: "false",
    });
    return single(field, path, control, field.unit && field.shape === "number" ? element("span", { class: "unit" }, field.unit) : undefined);
  }

  const textOf = (value) => (value === undefined || value === null || typeof value === "object" ? "" : String(value));

  function text(field, path) {
    const control = element("textarea", {
      value: textOf(read(path)), class: field.high > 200 ? "long" : undefined, rows: field.high > 200 ? "10" : "3",
      oninput: () => write(path, control.value), onblur: () => touch(path),
    });
    return single(field, path, control);
  }

  /* One line that may be as long as three on a phone: an area that takes no line break. */
  function sentence(field, path) {
    if (!(field.high >= 60 && field.low > 1)) return line(field, path);
    const made = text(Object.assign({}, field, { high: Math.min(field.high, 200) }), path), control = made.querySelector("textarea");
    control.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
    return made;
  }

  function date(field, path) {
    const name = (unit) => `${field.title}，${unit}`, spoken = textOf(read(path)).match(/^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/);
    const year = element("input", { type: "text", class: "year", inputmode: "numeric", "aria-label": name("年"), value: spoken ? spoken[1] : textOf(read(path)) });
    const month = numbers(12, name("月"), spoken && spoken[2]), day = numbers(31, name("日"), spoken && spoken[3]);
    const tell = () => {
      const pasted = QYPValues.plainDate(year.value).match(PASTED_DATE);
      if (pasted) [year.value, month.value, day.value] = [pasted[1], String(Number(pasted[2])), pasted[3] ? String(Number(pasted[3])) : ""];
      if (!month.value) day.value = "";
      day.disabled = !month.value;
      const two = (control) => (control.value ? `-${control.value.padStart(2, "0")}` : "");
      write(path, QYPValues.plainDate(year.value.trim()) + two(month) + two(day));
    };
    day.disabled = !month.value;
    const pair = element("div", { class: "pair" });
    [[year, "年"], [month, "月"], [day, "日"]].forEach(([control, unit]) => {
      control.addEventListener("input", tell);
      pair.append(element("span", { class: "pair__part" }, control, element("span", { "aria-hidden": "true" }, unit)));
    });
    pair.addEventListener("focusout", (event) => { if (!pair.contains(event.relatedTarget)) touch(path); });
    return several(field, path, pair);
  }

  function numbers(most, label, value) {
    const options = Array.from({ length: most }, (_, place) => element("option", { value: String(place + 1) }, String(place + 1)));
    const control = element("select", { "aria-label": label }, element("option", { value: "" }, "不详"), ...options);
    control.value = value ? String(Number(value)) : "";
    return control;
  }

  function flag(field, path) {
    const box = element("input", { type: "checkbox", id: `f-${keyOf(path)}`, onchange: () => { mark(box); write(path, box.checked ? "true" : ""); } });
    box.checked = read(path) === "true" || read(path) === true;
    describe(box, field, keyOf(path));
    const option = element("label", { class: "option" }, box, field.title);
    mark(box, option);
    return element("div", { class: "field" }, option, element("p", { class: "help", id: `h-${keyOf(path)}` }, field.description.replace("写“是”", "勾选")), faults(keyOf(path)));
  }

  function mark(box, option) { (option || box.closest(".option")).classList.toggle("option--on", box.checked); }

  function choice(field, path) {
    const terms = data.vocabularies[field.vocabulary], value = textOf(read(path)) || field.default || "";
    if (terms.length <= 5) return radios(field, path, terms, value);
    const control = element("select", { onchange: () => { touch(path); write(path, control.value); } });
    control.append(element("option", { value: "" }, field.isRequired ? "请选择" : "不写"), ...terms.map((term) => element("option", { value: term[0] }, term[1])));
    if (value && !terms.some((term) => term[0] === value)) control.append(element("option", { value: value }, value));
    control.value = value;
    return single(field, path, control);
  }

  function radios(field, path, terms, value) {
    const known = path[0] === "members" ? terms.filter((term) => term[0] !== "mixed" || value === "mixed") : terms;
    const all = field.isRequired || field.default ? known.slice() : known.concat([["", "不写"]]);
    if (value && !all.some((term) => term[0] === value)) all.push([value, value]);
    const group = element("div", { class: "options" });
    group.append(...all.map(([id, label]) => {
      const box = element("input", {
        type: "radio", name: keyOf(path), value: id,
        onchange: () => { group.querySelectorAll("input").forEach((one) => mark(one)); touch(path); write(path, id); },
      });
      box.checked = id === value;
      const option = element("label", { class: "option", "data-only": id === "mixed" ? "mixed" : undefined }, box, label);
      mark(box, option);
      return option;
    }));
    return several(field, path, group);
  }

  // ── fields with several values ──

  function checks(field, path) {
    const all = data.vocabularies[field.vocabulary], group = element("div", { class: "options" });
    const chosen = new Set(read(path) || field.default || []);
    group.append(...all.map(([id, label]) => {
      const box = element("input", { type: "checkbox", value: id, onchange: () => choose(box) });
      box.checked = chosen.has(id);
      const option = element("label", { class: "option" }, box, label);
      mark(box, option);
      return option;
    }));
    const choose = (box) => {
      const boxes = Array.from(group.querySelectorAll("input"));
      if (field.default && field.default.length && !boxes.some((one) => one.checked)) {
        box.checked = true;
        say(`“${field.title}”至少留一项；完全不公开的，请在“公开方式”里选“不公开”。`);
      }
      boxes.forEach((one) => mark(one));
      const values = boxes.filter((one) => one.checked).map((one) => one.value);
      touch(path);
      write(path, values.length && !(field.default && values.length === field.default.length) ? values : undefined);
    };
    return several(field, path, group);
  }

  /* Any number of short texts, one below another; Enter adds the next. */
  function lines(field, path) {
    const list = element("ul", { class: "lines" });
    const frame = several(field, path, list, element("button", { type: "button", class: "btn", onclick: () => add() }, `添加${field.title}`));
    const redraw = () => {
      list.replaceChildren(...(read(path) || []).map((value, place) => {
        const own = path.concat(place), label = `${field.title} ${place + 1}`;
        const control = element("input", {
          type: "text", id: `f-${keyOf(own)}`, value: textOf(value), "aria-label": label, "aria-describedby": `h-${keyOf(path)} e-${keyOf(path)}`,
          oninput: () => write(own, control.value), onblur: () => touch(path),
          onkeydown: (event) => { if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); add(); } },
        });
        const remove = element("button", { type: "button", class: "tool", "aria-label": `删除${label}`, onclick: () => drop(place) }, "删除");
        return element("li", {}, control, remove);
      }));
    };
    const add = () => {
      write(path, (read(path) || []).concat(""));
      redraw();
      list.lastElementChild.firstElementChild.focus();
    };
    const drop = (place) => {
      const left = (read(path) || []).filter((_, other) => other !== place);
      write(path, left.length ? left : undefined);
      redraw();
      (list.children[Math.min(place, left.length - 1)] ? list.children[Math.min(place, left.length - 1)].firstElementChild : frame.querySelector(".btn")).focus();
    };
    redraw();
    return frame;
  }

  function record(field, path) {
    const isPart = path.length === 1 && PARTS.some((part) => part[1][0] === field.name);
    if (isPart) return element("div", {}, help(field, keyOf(path)), faults(keyOf(path)), ...drawn(field.fields, path));
    const made = several(field, path);
    made.append(element("div", { class: "record" }, ...drawn(field.fields, path)));
    return made;
  }

  /* Any number of records, each in a frame of its own. */
  function rows(field, path) {
    const key = keyOf(path), list = element("div", {}), undo = element("button", { type: "button", class: "btn btn--plain", hidden: true }, "恢复刚删除的一项");
    const adding = element("button", { type: "button", class: "btn", id: `f-${key}`, "aria-describedby": `h-${key} e-${key}`, onclick: () => add({}, (read(path) || []).length) }, `添加${field.title}`);
    const heading = path.length === 1 && PARTS.some((part) => part[1][0] === field.name) ? undefined : element("h3", {}, field.title);
    const made = element("div", { class: "rows" }, heading, help(field, key), list, faults(key), element("div", { class: "buttons" }, adding, undo));
    let gone = null;

    const redraw = () => {
      const items = read(path) || [];
      list.replaceChildren(...items.map((_, place) => row(field, path.concat(place), place, items.length, move, drop)));
      reveal();
    };
    const place = (items) => { write(path, items.length ? items : undefined); redraw(); };
    const focus = (at) => {
      const first = list.children[at] && list.children[at].querySelector(".field input, .field select, .field textarea");
      (first || adding).focus();
    };
    const add = (item, at) => {
      const items = (read(path) || []).slice();
      items.splice(at, 0, item);
      place(items);
      focus(at);
      say(`已添加第 ${at + 1} 项${field.title}。`);
    };
    const move = (at, by) => {
      const items = read(path).slice(), to = at + by;
      [items[at], items[to]] = [items[to], items[at]];
      place(items);
      const tools = list.children[to].querySelectorAll(".tool"), wanted = by < 0 ? tools[0] : tools[1];
      (wanted.disabled ? (by < 0 ? tools[1] : tools[0]) : wanted).focus();
      say(`已移到第 ${to + 1} 项。`);
    };
    const drop = (at) => {
      const items = read(path).slice();
      gone = [items.splice(at, 1)[0], at];
      place(items);
      undo.hidden = !isFilled(gone[0]);
      touch(path);
      (undo.hidden ? adding : undo).focus();
      say(`已删除第 ${at + 1} 项${field.title}。`);
    };
    undo.addEventListener("click", () => { undo.hidden = true; add(...gone); });
    redraw();
    return made;
  }

  function row(field, path, place, count, move, drop) {
    const label = `${field.title} ${place + 1}`, title = element("h3", { id: `t-${keyOf(path)}` }, label);
    const tool = (words, disabled, act) => element("button", { type: "button", class: "tool", "aria-label": `${words}${label}`, disabled: disabled, onclick: act }, words);
    const tools = element("div", { class: "tools" }, tool("上移", place === 0, () => move(place, -1)), tool("下移", place === count - 1, () => move(place, 1)), tool("删除", false, () => drop(place)));
    const made = element("section", { class: "row", "aria-labelledby": title.id }, element("div", { class: "row__head" }, title, tools));
    made.append(...drawn(field.fields, path), faults(keyOf(path)));
    return made;
  }

  const SHAPES = { text: text, date: date, flag: flag, choice: choice, line: sentence, region: (field, path) => QYPPlaces.draw(field, path) };

  // ── mistakes ──

  /* Put each of *problems* beside its field: of fields that were touched, or of all. */
  function tell(problems, isAll) {
    for (const told of document.querySelectorAll(".tolds")) if (told.childNodes.length) told.replaceChildren();
    for (const bad of document.querySelectorAll("[aria-invalid]")) bad.removeAttribute("aria-invalid");
    for (const bad of document.querySelectorAll(".bad")) bad.classList.remove("bad");
    for (const problem of problems) {
      const path = nearest(problem.path);
      if (!path || !(isAll || isTouched(path))) continue;
      const isError = problem.severity === "error";
      byKey("e-", path).append(element("p", { class: isError ? "told" : "told told--warning" }, element("b", {}, problem.message), " ", problem.remedy));
      if (isError) accuse(path);
    }
  }

  function accuse(path) {
    const control = byKey("f-", path), frame = byKey("e-", path).closest(".field");
    if (frame) frame.classList.add("bad");
    if (!control) return;
    const controls = control.tagName === "FIELDSET" ? control.querySelectorAll("input, select") : [control];
    if (control.tagName !== "BUTTON") for (const one of controls) one.setAttribute("aria-invalid", "true");
  }

  function isTouched(path) {
    const key = keyOf(path);
    for (const one of touched) if (one === key || one.startsWith(`${key}.`)) return true;
    return false;
  }

  /* Return the narrowest place at or above *path* that can tell mistakes. */
  function nearest(path) {
    for (let length = path.length; length; length--) {
      if (byKey("e-", path.slice(0, length))) return path.slice(0, length);
    }
    return null;
  }

  /* *problems* in the order in which the form asks. */
  function inOrder(problems) {
    const all = Array.from(document.querySelectorAll(".tolds")), place = (problem) => all.indexOf(nearest(problem.path) && byKey("e-", nearest(problem.path)));
    return problems.map((problem, number) => [place(problem), number, problem]).sort((one, two) => one[0] - two[0] || one[1] - two[1]).map((entry) => entry[2]);
  }

  /* Name the field at *path* for the list of all mistakes: 表彰 2，授予日期. */
  function nameOf(path) {
    let fields = data.fields;
    const words = [];
    for (const step of path) {
      if (typeof step === "number") { words[words.length - 1] += ` ${step + 1}`; continue; }
      const field = (fields || []).find((one) => one.name === step);
      if (!field) break;
      words.push(field.title);
      fields = field.fields;
    }
    return (words.length > 1 && ["deed", "consent", "portrait"].includes(path[0]) ? words.slice(1) : words).join("，");
  }

  /* Bring the field at *path* before the eyes and under the keys. */
  function jump(path) {
    const place = nearest(path), control = place && (byKey("f-", path) || byKey("f-", place) || byKey("e-", place).parentElement);
    if (!control) return;
    for (let within = control.parentElement; within; within = within.parentElement) if (within.tagName === "DETAILS") within.open = true;
    const first = control.tagName === "FIELDSET" ? control.querySelector("input:checked, input, select") : control;
    (first || control).focus({ preventScroll: true });
    (control.closest(".field") || control).scrollIntoView({ block: "center" });
  }

  function say(words) {
    const live = document.getElementById("live");
    live.textContent = "";
    setTimeout(() => { live.textContent = words; }, 50);
  }

  return { draw: draw, titles: titles, tell: tell, inOrder: inOrder, nameOf: nameOf, jump: jump, say: say, element: element, several: several, drawn: drawn,
    read: read, write: write, touch: touch, faults: faults, help: help, isFilled: isFilled };
})();
