/* No way out: whatever a finger or a keyboard could do beyond our own screens is stopped here. The launch switches and
   the policy file do the same from outside; each holds alone. */
(function (kiosk) {
  "use strict";

  const ALLOWED = ["Tab", "Enter", " ", "Escape", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End", "Backspace", "Shift"]
    .concat(location.protocol === "file:" ? ["F11"] : []); /* the reading copy is a window on somebody's desk */

  function stop(event) { event.preventDefault(); }

  for (const name of ["contextmenu", "selectstart", "dragstart", "drop", "dragover", "dblclick", "gesturestart", "gesturechange", "auxclick", "copy", "cut", "paste", "submit", "beforeinput"]) {
    document.addEventListener(name, stop, { capture: true });
  }
  document.addEventListener("wheel", (event) => { if (event.ctrlKey || event.metaKey) stop(event); }, { capture: true, passive: false });

  /* Keys that steer our own screens pass, letters go to our own keyboard, everything else goes nowhere. */
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) { stop(event); event.stopImmediatePropagation(); return; }
    if (!ALLOWED.includes(event.key)) stop(event);
    if (event.key === "Backspace") stop(event);
  }, { capture: true });

  /* No link is ever followed: those to our own people and campaigns open here. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[href]");
    if (!link) return;
    stop(event);
    const aim = kiosk.aimOf(link.getAttribute("href"));
    if (aim) kiosk.go(...aim);
  }, { capture: true });

  window.open = () => null;
  window.print = () => {};
  window.addEventListener("beforeprint", stop);
})(window.QYPKiosk);
