/* Begins the loop, and says what each button does. */
(function (kiosk) {
  "use strict";

  const { find, finding, reading, caring, idle, hall } = kiosk;
  const root = document.documentElement;
  const CRUMBS = { home: "", find: "查找", hero: "", campaign: "纪念活动", care: "维护" };

  /* What the day's scripts write on the home screen is put right before it is painted. */
  function tidyHome() {
    kiosk.sweep(find("[data-page=home]"));
    kiosk.plain(find("[data-page=home]"));
    kiosk.sweepDays();
    countToday();
  }

  /* Of many only the first may have room, so the heading says that there are more. */
  function countToday() {
    const list = find(".today__text ~ .today__next > ul"), title = list && list.previousElementSibling.textContent;
    const told = title === "同日纪念" ? "共 " + (list.children.length + 1) + " 位，可上下滑动" : "";
    if (find("[data-today-count]").textContent !== told) find("[data-today-count]").textContent = told;
  }

  kiosk.register("home", { show: tidyHome, reset: () => { find("[data-today]").scrollTop = 0; } });

  /* A choice among two that lasts until the visitor goes. */
  function toggle(name, value) {
    if (root.dataset[name]) delete root.dataset[name];
    else root.dataset[name] = value;
  }

  /* A list holds as many as the screen has room for, so it is laid out anew. */
  function again() {
    const { name, state } = kiosk.now();
    if (name === "find") kiosk.renew(Object.assign({}, state, { page: 0 }));
  }

  const ACTIONS = [
    ["button[data-corner]", () => caring.touchCorner()],
    ["button[data-stay]", () => idle.stay()],
    ["button[data-leave]", () => idle.leave()],
    ["button[data-go]", (node) => (node.dataset.go === "home" ? kiosk.home() : kiosk.go(node.dataset.go, {}))],
    ["button[data-back]", () => kiosk.back()],
    ["button[data-elder]", () => { toggle("mode", "elder"); again(); }],
    ["button[data-low]", () => { toggle("low", "on"); again(); }],
    ["button[data-key]", (node) => finding.press(node.dataset.key)],
    ["button[data-turn]", (node) => finding.turn(Number(node.dataset.turn))],
    ["button[data-choose]", (node) => kiosk.go("find", JSON.parse(node.dataset.choose))],
    ["button[data-hero]", (node) => kiosk.go("hero", { id: node.dataset.hero, row: Number(node.dataset.row), list: JSON.parse(node.dataset.list) })],
    ["button[data-find]", (node) => kiosk.go("find", { mode: node.dataset.find })],
    ["button[data-neighbour]", (node) => reading.neighbour(Number(node.dataset.neighbour))],
    ["button[data-aloud]", () => reading.readAloud()],
    ["button[data-pay]", (node) => reading.pay(node.dataset.pay)],
    ["button[data-digit]", (node) => caring.digit(node.dataset.digit)],
    ["button[data-do]", (node) => caring.carry(node.dataset.do)],
  ];

  document.addEventListener("click", (event) => {
    if (!find("[data-clean]").hidden) return;
    for (const [selector, act] of ACTIONS) {
      const node = event.target.closest(selector);
      if (node) { act(node); return; }
    }
    if (kiosk.now().name === "loop") kiosk.home();
  });

  document.addEventListener("keydown", (event) => {
    const { name } = kiosk.now();
    if (event.defaultPrevented && !/^[a-zA-Z]$/.test(event.key) && event.key !== "Backspace" && !/^\d$/.test(event.key)) return;
    if (!find("[data-ask]").hidden) { if (event.key === "Escape") idle.stay(); return; }
    if (name === "loop") { kiosk.home(); return; }
    if (event.key === "Escape") kiosk.back();
    else if (name === "care" && /^\d$/.test(event.key)) caring.digit(event.key);
    else if (name === "care" && event.key === "Backspace") caring.digit("erase");
    else if (name === "find" && /^[a-zA-Z]$/.test(event.key)) finding.press(event.key.toLowerCase());
    else if (name === "find" && event.key === "Backspace") finding.press("erase");
  });

  new MutationObserver(tidyHome).observe(find("[data-page=home]"), { childList: true, subtree: true });
  new MutationObserver(() => { find("[data-crumb]").textContent = CRUMBS[root.dataset.screen] || ""; })
    .observe(root, { attributeFilter: ["data-screen"] });

  kiosk.go("loop", {}, { isBack: true });
  hall.refresh();
  /* The index comes while the first picture is looked at, so that the first touch waits for nothing. */
  window.setTimeout(() => finding.ready(), 300);
})(window.QYPKiosk);
