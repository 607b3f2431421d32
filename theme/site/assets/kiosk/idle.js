/* When nobody touches the screen any more: a question after a minute, then everything as if nobody had been here. Time is
   counted by the monotonic clock, so that a clock that is set takes nobody by surprise. */
(function (kiosk) {
  "use strict";

  const SIGNS = ["pointerdown", "pointermove", "touchstart", "touchmove", "wheel", "keydown", "scroll", "play", "timeupdate"];
  const { find } = kiosk;
  let last = performance.now(), asked = 0;

  function note() {
    if (asked) return; /* then only an answer counts: a hand that moves past is none */
    last = performance.now();
  }

  function stay() {
    asked = 0;
    find("[data-ask]").hidden = true;
    last = performance.now();
  }

  function leave() {
    stay();
    kiosk.reset();
  }

  function isSpeaking() { return Boolean(window.speechSynthesis && window.speechSynthesis.speaking); }

  function look() {
    const now = performance.now(), { idle, elderIdle, answer } = kiosk.times;
    if (kiosk.now().name === "loop" || !find("[data-clean]").hidden) { if (asked) stay(); last = now; return; }
    if (isSpeaking()) last = now;
    if (!asked && now - last >= (document.documentElement.dataset.mode === "elder" ? elderIdle : idle)) {
      asked = now;
      find("[data-ask]").hidden = false;
      find("[data-stay]").focus({ preventScroll: true });
    }
    if (!asked) return;
    const left = answer - (now - asked);
    find("[data-left]").textContent = String(Math.max(Math.ceil(left / 1000), 0));
    if (left <= 0) leave();
  }

  for (const name of SIGNS) document.addEventListener(name, note, { capture: true, passive: true });
  window.setInterval(look, 500);
  kiosk.idle = { stay: stay, leave: leave };
})(window.QYPKiosk);
