/* The finger moves what lies under it up and down, as the visitor sees it, and nothing else: across, or where nothing
   moves, a browser would turn back a page, and two fingers would zoom. A browser scrolls along the screen's own axis
   alone, so where staff have laid the picture on its side the moving, and the glide after it, are done here. */
(function () {
  "use strict";

  const GLIDE = 0.95, SLOWEST = 0.05, LATE = 80; /* a frame keeps so much speed; pixels and milliseconds */
  let finger = null, frame = 0;

  function rotation() { return document.documentElement.dataset.rotation; }

  function isOnItsSide() { return rotation() === "90" || rotation() === "270"; }

  /* How far the finger has gone, [across, down], however the picture is turned. */
  function way(to) {
    const x = to.clientX - finger.x, y = to.clientY - finger.y;
    return { 90: [y, -x], 180: [-x, -y], 270: [-y, x] }[rotation()] || [x, y];
  }

  /* The nearest around *node* that goes further when it is dragged *down*, or up where that is negative. */
  function boxAround(node, down) {
    for (let box = node; box; box = box.parentElement) {
      const rest = box.scrollHeight - box.clientHeight, isScroller = rest > 1 && window.getComputedStyle(box).overflowY === "auto";
      if (isScroller && (down > 0 ? box.scrollTop > 0 : box.scrollTop < rest - 1)) return box;
    }
    return null;
  }

  function start(event) {
    const { clientX, clientY } = event.touches[0];
    window.cancelAnimationFrame(frame);
    finger = { x: clientX, y: clientY, box: null, down: 0, time: event.timeStamp, speed: 0 };
  }

  function move(event) {
    if (!event.cancelable || !finger) return;
    const [across, down] = way(event.touches[0]), isAlone = event.touches.length === 1;
    if (isAlone && !finger.box && Math.abs(down) >= Math.abs(across)) finger.box = boxAround(event.target, down);
    if (isAlone && finger.box && isOnItsSide()) drag(down, event.timeStamp);
    if (!isAlone || !finger.box || isOnItsSide()) event.preventDefault();
  }

  function drag(down, time) {
    const by = down - finger.down;
    finger.box.scrollTop -= by;
    Object.assign(finger, { down: down, speed: by / Math.max(time - finger.time, 1), time: time });
  }

  function end(event) {
    if (finger && finger.box && isOnItsSide() && event.timeStamp - finger.time < LATE) glide(finger.box, finger.speed);
    finger = null;
    if (event.touches.length) start(event); /* another is still down */
  }

  function glide(box, speed) {
    if (Math.abs(speed) < SLOWEST) return;
    box.scrollTop -= speed * 16;
    frame = window.requestAnimationFrame(() => glide(box, speed * GLIDE));
  }

  document.addEventListener("touchstart", start, { capture: true, passive: true });
  document.addEventListener("touchmove", move, { capture: true, passive: false });
  document.addEventListener("touchend", end, { capture: true, passive: true });
  document.addEventListener("touchcancel", () => { finger = null; }, { capture: true, passive: true });
})();
