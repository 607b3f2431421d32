/* The maintenance page, behind a corner that is touched five times and a PIN: what the machine is, what staff may set,
   and a code that tells it all to a phone. From a folder there is no service: then it only shows what a page can know. */
(function (kiosk) {
  "use strict";

  const TOUCHES = 5, WITHIN = 4000, LONGEST_PIN = 8, SHORTEST_PIN = 4;
  const { find, make, button, hall } = kiosk;
  let touches = [], typed = "", chosen = "", pin = "", marked = null, sureFrom = 0;

  // ── the way in ──

  function touchCorner() {
    const now = performance.now();
    touches = touches.filter((moment) => now - moment < WITHIN).concat(now);
    if (touches.length < TOUCHES) return;
    touches = [];
    const title = find("[data-fill=hero] h1"); /* none where the person is no longer shown */
    if (kiosk.now().name === "hero" && title) marked = { id: kiosk.now().state.id, name: title.textContent };
    kiosk.go("care", {});
  }

  async function show() {
    typed = chosen = "";
    sureFrom = 0;
    await hall.refresh();
    const isOpen = !hall.isServed || Boolean(pin);
    find("[data-pin]").hidden = isOpen;
    find("[data-care]").hidden = !isOpen;
    tell(hall.state && !hall.state.pin ? "第一次使用，请设一个 4 至 8 位的 PIN" : "请输入 PIN");
    if (isOpen) fill();
  }

  function tell(words) {
    find("[data-pin-told]").textContent = words;
    find("[data-pin-dots]").textContent = "●".repeat(typed.length);
  }

  async function digit(key) {
    if (key === "erase") typed = typed.slice(0, -1);
    else if (key !== "enter") typed = (typed + key).slice(0, LONGEST_PIN);
    if (key !== "enter") { tell(find("[data-pin-told]").textContent); return; }
    const entered = typed;
    typed = "";
    if (entered.length < SHORTEST_PIN) { tell("PIN 是 4 至 8 位数字"); return; }
    if (hall.state && !hall.state.pin) { await setPin(entered); return; }
    const answer = await hall.ask("care", { pin: entered, do: "look" });
    if (!answer.ok) { tell(answer.value.sentence); return; }
    pin = entered;
    show();
  }

  async function setPin(entered) {
    if (!chosen) { chosen = entered; tell("请再输入一遍"); return; }
    if (chosen !== entered) { chosen = ""; tell("两遍不一样，请重新设"); return; }
    const answer = await hall.ask("pin", { pin: entered });
    if (!answer.ok) { chosen = ""; tell(answer.value.sentence); return; }
    pin = entered;
    show();
  }

  // ── what stands there ──

  function fill() {
    const state = hall.state, paid = hall.paid(), rows = [
      ["资料截至", document.body.dataset.asOf],
      ["本机时间", new Date(Date.now() + 8 * 36e5).toISOString().slice(0, 16).replace("T", " ")],
      ["致敬", "鞠躬 " + paid.bow + "，点烛 " + paid.candle + "，献花 " + paid.flower],
      ["运行方式", state ? "展馆服务" : "双击打开的副本，没有展馆服务"],
    ];
    if (state) {
      rows.push(["内容版本", "第 " + state.serial + " 版" + (state.trial ? "（试用中）" : "") + (state.previous ? "，上一版 " + state.previous : "")]);
      rows.push(["磁盘剩余", state.disk_free_mb + " MB"], ["开机", state.boots + " 次"]);
      rows.push(["意外重开", state.restarts + " 次，其中画面停住 " + state.silences + " 次"]);
      rows.push(["撤回名单", "第 " + state.withdrawals + " 号，本机另隐去 " + state.hidden.length + " 人"]);
    }
    find("[data-facts]").replaceChildren(...rows.map(([name, words]) => make("div", "", make("dt", "", name), make("dd", "", words))));
    const own = window.QYP && window.QYP.today ? window.QYP.today.clock.verdict : "sound";
    const clock = own !== "sound" || !state ? own : state.clock;
    for (const warning of document.querySelectorAll("[data-care] [data-clock]")) warning.hidden = warning.dataset.clock !== clock;
    find("[data-do=sound]").textContent = hall.settings.sound ? "关掉声音" : "打开声音";
    for (const name of ["rotate", "restart"]) find("[data-do=" + name + "]").hidden = !state;
    find("[data-hiding]").hidden = !state;
    showHiding();
    showCode(state);
  }

  /* What only a signature undoes is asked twice, with the name. */
  function showHiding() {
    const order = find("[data-do=hide]"), named = marked && marked.name + "（" + marked.id + "）";
    order.disabled = !marked || marked.isHidden;
    order.textContent = !marked ? "先打开此人的人物页" : marked.isHidden ? "已隐去 " + named : sureFrom ? "再按一次，就隐去 " + named : "隐去 " + named;
  }

  function showCode(state) {
    const figure = find(".kcare__code"), code = state && state.code;
    figure.hidden = !code;
    if (!code) return;
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", code.path);
    path.setAttribute("stroke", "#111");
    find("[data-code]").setAttribute("viewBox", "0 0 " + code.side + " " + code.side);
    find("[data-code]").replaceChildren(path);
  }

  // ── what staff may do ──

  const ORDERS = {
    sound: () => ({ do: "sound", value: !hall.settings.sound }),
    rotate: () => ({ do: "rotate", value: (hall.settings.rotation + 90) % 360 }),
    restart: () => ({ do: "restart" }),
    hide: () => ({ do: "hide", hero: marked.id }),
  };

  async function carry(order) {
    if (order === "clean") { clean(); return; }
    if (!hall.state) { hall.settings.sound = !hall.settings.sound; fill(); return; }
    const person = marked, now = performance.now();
    if (order === "hide" && !sureFrom) { sureFrom = now + kiosk.times.bounce; showHiding(); return; }
    if (order === "hide" && now < sureFrom) return; /* a finger that bounces is no second press */
    const answer = await hall.ask("care", Object.assign({ pin: pin }, ORDERS[order]()));
    if (order === "hide" && answer.ok) { kiosk.withdraw([person.id]); person.isHidden = true; }
    await show();
    if (!answer.ok) find("[data-crumb]").textContent = answer.value.sentence;
  }

  /* The screen may be wiped: it takes no notice of touches for a minute. */
  function clean() {
    const cover = find("[data-clean]"), end = performance.now() + kiosk.times.clean;
    cover.hidden = false;
    (function count() {
      const left = Math.ceil((end - performance.now()) / 1000);
      find("[data-clean-left]").textContent = String(Math.max(left, 0));
      if (left > 0) window.setTimeout(count, 500);
      else cover.hidden = true;
    })();
  }

  function digits() {
    for (const row of ["123", "456", "789", "<0>"]) {
      find("[data-digits]").append(make("div", "", ...Array.from(row, (sign) => {
        const key = button("kkey", { "<": "退格", ">": "确定" }[sign] || sign);
        key.dataset.digit = { "<": "erase", ">": "enter" }[sign] || sign;
        return key;
      })));
    }
  }

  function forget() { pin = typed = chosen = ""; marked = null; }

  digits();
  kiosk.register("care", { show: show, leave: () => { pin = ""; }, reset: forget });
  kiosk.caring = { touchCorner: touchCorner, digit: digit, carry: carry };
})(window.QYPKiosk);
