/* Types into any contender and watches what that costs; texts that JSON cannot carry are made here. */
window.typing = (function () {
  "use strict";

  const half = String.fromCharCode(0xd83d);
  const odd = [
    ["10,000 Han characters", "测".repeat(10000)],
    ["10,000 letters", "a".repeat(10000)],
    ["10,000 characters in words", "测 ".repeat(5000)],
    ["300 letters", "zhang".repeat(60)],
    ["regex signs", "[.*+?^${}()|\\"],
    ["HTML", "<img src=x onerror=alert(1)><script>alert(2)</" + "script>"],
    ["emoji", "😀👨‍👩‍👧‍👦🇨🇳"],
    ["half a character", "单" + half + "测"],
    ["only half a character", half],
    ["__proto__", "__proto__"],
    ["constructor", "constructor toString"],
    ["full-width", "ｚｈａｎｇｗｅｉ　２０２１"],
    ["only spaces", "　 \t   "],
    ["quotes", "'\"`%\\"],
    ["control signs", "\u0000\u0007\u202e张"],
  ];

  let tasks = [], begun = [];
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
  observer.observe({ type: "longtask" });

  /* Tasks of fifty milliseconds and more since this was last asked, longest first, each with what had been typed. */
  function longTasks() {
    const all = tasks.concat(observer.takeRecords()), keys = begun;
    const typedBy = (end) => keys.filter((key) => key.at < end).map((key) => key.text).pop() || "";
    tasks = [];
    begun = [];
    return all.map((task) => [task.duration, typedBy(task.startTime + task.duration)]).sort((a, b) => b[0] - a[0]);
  }

  /* The milliseconds of one key, or of *how* else it is asked, as a task of its own: people's keys come one by one. */
  async function time(text, how) {
    await new Promise((resolve) => setTimeout(resolve));
    begun.push({ at: performance.now(), text: text });
    return window.bench[how](text);
  }

  /* The rows found for each of *texts*. */
  async function answers(texts) {
    const found = [];
    for (const text of texts) found.push((await window.bench.answer(text)).rows);
    return found;
  }

  /* The milliseconds of each of *texts*, asked for one after the other. */
  async function times(texts, how) {
    const spent = [];
    for (const text of texts) spent.push(await time(text, how));
    return spent;
  }

  /* The milliseconds of each odd text and its name, each typed where an ordinary one stood. */
  async function oddities() {
    const spent = [];
    for (const [name, text] of odd) {
      await time("王", "key");
      spent.push([name, await time(text, "key")]);
    }
    return spent;
  }

  return { answers: answers, times: times, oddities: oddities, longTasks: longTasks };
})();
