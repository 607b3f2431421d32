/* 群英谱: turn the day's answer into the words of the home page, its band and 今日纪念.
 *
 * A classic script, after day.js and anniversaries.js; right after the band it fills that before the first paint.
 * It fills both again on "qyp:day", that is after midnight. It finds
 *   [data-band]   with .band__inner, .band__day, .band__title, .band__text and a.more, as the server wrote them
 *   <template data-band-names="id" data-text="…">   the names for that campaign, and the line above its link
 *   <template data-band-verse>   the value lines, for all campaigns but solemn ones
 *   [data-today]   keeps the .today that the server wrote, which names no day, until it can say something true
 * Words are set as text, never as HTML.
 */
(function () {
  'use strict';

  const COMING = 3;
  const DIGITS = '〇一二三四五六七八九';

  // ── words ──

  function parts(day) {
    const [year, month, date] = day.split('-').map(Number);
    return { year, month, date };
  }

  function longDate(day) {
    const { year, month, date } = parts(day);
    return `${year}年${month}月${date}日`;
  }

  /** 2026年11月30日　星期一; on a campaign's own day its name where it has one: 2027年4月5日　清明. */
  function dateLine(answer) {
    if (!answer.day) return '';
    const weekday = '星期' + '日一二三四五六'[new Date(answer.day + 'T00:00:00Z').getUTCDay()];
    const name = (answer.exact && answer.campaign.dayName) || weekday;
    return `${longDate(answer.day)}　${name}${answer.preview ? '（预览）' : ''}`;
  }

  /** 1 to 999 in words, as anniversaries are counted: 十, 十九, 二十, 一百零五. */
  function inWords(number) {
    const hundreds = Math.floor(number / 100);
    const tens = Math.floor(number / 10) % 10;
    const ones = number % 10;
    const ten = tens ? (tens > 1 || hundreds ? DIGITS[tens] : '') + '十' : hundreds && ones ? '零' : '';
    return (hundreds ? DIGITS[hundreds] + '百' : '') + ten + (ones ? DIGITS[ones] : '');
  }

  function isLeap(year) {
    return new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
  }

  /** The day of `year` on which the month-day `key` is kept: 02-29 on 02-28 where there is none (民法典 art. 202). */
  function keptOn(key, year) {
    return `${year}-${key === '02-29' && !isLeap(year) ? '02-28' : key}`;
  }

  /**
   * Of the month-days that have a file, those whose people are kept on `day`, and the three kept next, each {key, on}
   * with the day `on` which that is.
   */
  function agenda(keys, day) {
    const { year } = parts(day);
    const dated = [];
    for (const current of [year, year + 1]) {
      for (const key of keys) dated.push({ key, on: keptOn(key, current) });
    }
    const ahead = dated.filter((one) => one.on > day)
      .sort((one, other) => (one.on + one.key < other.on + other.key ? -1 : 1));
    return { today: dated.filter((one) => one.on === day), next: ahead.slice(0, COMING) };
  }

  /** 2007年11月30日牺牲; of the living 2005年3月1日见义勇为. */
  function whatHappened(one) {
    return longDate(one.date) + (one.kind === 'died' ? '牺牲' : '见义勇为');
  }

  function yearsSince(one, day) {
    const years = parts(day).year - parts(one.date).year;
    return years ? `${inWords(years)}周年` : '';
  }

  // ── elements ──

  function make(name, className, ...children) {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...children);
    return element;
  }

  function link(path, className, ...children) {
    const anchor = make('a', className, ...children);
    anchor.setAttribute('href', path);
    return anchor;
  }

  function setText(element, text) {
    element.textContent = text;
    element.hidden = !text;
  }

  function titleLine(text) {
    return make('span', /^[“《]/.test(text) ? 'hang' : '', text);
  }

  // ── the band ──

  function fillBand(band, answer) {
    const find = (selector) => band.querySelector(selector);
    setText(find('.band__day'), dateLine(answer));
    const campaign = answer.campaign;
    if (!campaign) return;
    const names = [...document.querySelectorAll('template[data-band-names]')]
      .find((template) => template.dataset.bandNames === campaign.id);
    const verse = campaign.tone === 'solemn' ? null : document.querySelector('template[data-band-verse]');
    const title = find('.band__title');
    title.textContent = '';
    title.append(...campaign.lines.map(titleLine));
    const more = find('a.more');
    more.setAttribute('href', campaign.path);
    more.textContent = names ? '进入追思' : '查看活动';
    const text = find('.band__text') || more.parentNode.insertBefore(make('p', 'band__text'), more);
    setText(text, campaign.slogan || (names && names.dataset.text) || '');
    for (const list of band.querySelectorAll('.band__verse, .band__names')) list.remove();
    const side = names || verse;
    if (side) find('.band__inner').append(document.importNode(side.content, true));
  }

  // ── 今日纪念 ──

  /** The name as it is set elsewhere: two characters take the room of three, a long one breaks between its parts. */
  function setName(one) {
    const name = one.parts.join('');
    if ([...name].length === 2) return [make('span', 'name2', name)];
    return [].concat(...one.parts.map((part, index) => (index ? [make('wbr'), part] : [part])));
  }

  function stele(one) {
    const { columns, size, gap, columnGap } = one.stele;
    const cell = (text) => make([...text].length > 1 ? 'small' : 'span', '', text);
    const name = make('span', 'stele__name', ...columns.map((column) => make('b', '', ...column.map(cell))));
    const plate = make('span', one.kind === 'died' ? 'stele stele--quiet' : 'stele', make('span', 'stele__field', name));
    plate.setAttribute('aria-hidden', 'true');
    plate.setAttribute('style', `--stele-size:${size};--stele-gap:${gap};--stele-col:${columnGap}`);
    return plate;
  }

  function head(one, day) {
    const lines = [whatHappened(one), [one.place, yearsSince(one, day)].filter(Boolean).join('　'),
      one.group && `${one.group}成员`];
    const when = make('p', 'today__when');
    for (const line of lines.filter(Boolean)) when.append(...(when.hasChildNodes() ? [make('br')] : []), line);
    return make('div', 'today__head', make('h3', 'today__name', ...setName(one)), when);
  }

  function clauses(text) {
    return text.match(/[^，。；！？]+[，。；！？]*/g).map((clause) => make('span', 'clause', clause));
  }

  function row(one, label) {
    const mark = one.kind === 'died' ? [make('span', 'mark', '牺牲')] : [];
    return make('li', '', make('time', '', label), link(one.path, '', make('b', '', ...setName(one))), ...mark);
  }

  function list(title, rows) {
    return rows.length ? [make('p', '', title), make('ul', '', ...rows)] : [];
  }

  function monthAndDay(day) {
    const { month, date } = parts(day);
    return `${month}月${date}日`;
  }

  function fillToday(section, day, today, next) {
    const [first, ...others] = today;
    const aside = make('div', 'today__next',
      ...list('同日纪念', others.map((one) => row(one, yearsSince(one, day)))),
      ...list('将至的纪念日', next.map((one) => row(one, monthAndDay(one.on)))));
    const box = first
      ? make('div', 'today', stele(first), head(first, day),
        make('div', 'today__text', make('p', '', ...clauses(first.summary)), link(first.path, 'more', '阅读事迹')), aside)
      : make('div', 'today today--none', make('p', 'quiet', '今天没有在册人物的纪念日。'), aside);
    box.dataset.day = day;
    for (const old of section.querySelectorAll('.today')) old.remove();
    section.append(box);
    section.hidden = false;
  }

  /** Load the file of the month-day `key` once; the promise never fails, it brings null where the file is missing. */
  function load(key, folder, on) {
    return new Promise((resolve) => {
      if (on[key]) return resolve(on[key]);
      const script = make('script');
      script.src = `${folder}anniversaries/${key}.js`;
      script.onload = script.onerror = () => resolve(on[key] || null);
      document.head.append(script);
    });
  }

  function showToday(section, answer, folder) {
    const index = window.QYP.anniversaries;
    if (section.querySelector('[data-day]')) section.hidden = true; // it speaks of another day
    if (!answer.day || !index) return;
    const { today, next } = agenda(index.days, answer.day);
    const read = ({ key, on }) => load(key, folder, index.on)
      .then((found) => found && found.map((one) => Object.assign({ on }, one)));
    Promise.all([today, next].map((days) => Promise.all(days.map(read)))).then(([now, coming]) => {
      const isWhole = now.concat(coming).every(Boolean); // else "nobody today" might be untrue
      if (!isWhole || window.QYP.today !== answer) return;
      fillToday(section, answer.day, [].concat(...now), [].concat(...coming).slice(0, COMING));
    });
  }

  function start(folder) {
    const answer = () => window.QYP && window.QYP.today;
    const fillBands = () => {
      for (const band of document.querySelectorAll('[data-band]')) fillBand(band, answer());
    };
    const fill = () => {
      fillBands();
      for (const section of document.querySelectorAll('[data-today]')) showToday(section, answer(), folder);
    };
    if (!answer()) return;
    if (document.readyState === 'loading') {
      fillBands();
      document.addEventListener('DOMContentLoaded', fill); // the anniversaries are deferred until then
    } else fill();
    document.addEventListener('qyp:day', fill);
  }

  const api = { dateLine, inWords, agenda, whatHappened, yearsSince };
  if (typeof module === 'object' && module.exports) module.exports = api;
  else start(document.currentScript.src.replace(/[^/]*$/, ''));
})();
