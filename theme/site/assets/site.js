/* 群英谱：长者模式、转发、更正页的档案编号、预览条。
 *
 * Without it every page can be read; it only adds. Written for old WebViews: no syntax past ECMAScript 5.
 *   [data-elder]        turns the elder mode on and off; kept in localStorage, set before paint by partials/mode.html
 *   [data-elder-scale]  goes between its two sizes
 *   [data-share]        a link to the poster: shares the page, else copies title and address and shows the poster
 *   #correction         on about.html?hero=<id>: the id and address that a correction has to name
 *   html[data-preview]  set by day.js for ?day=2027-04-05: says that this is not today, and leads back
 */
(function () {
  'use strict';

  var root = document.documentElement;
  var KEPT = 'qunyingpu.elder';
  var HERO = /[?&]hero=(\d{6}-\d{4}-[2-9a-hj-km-np-z]{5})(?:&|$)/;

  function each(selector, act) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), act);
  }

  // ── elder mode: 0 off, 1 on, 2 larger still ──

  function level() {
    if (root.getAttribute('data-mode') !== 'elder') return 0;
    return root.getAttribute('data-scale') === 'large' ? 2 : 1;
  }

  function setLevel(value) {
    if (value) root.setAttribute('data-mode', 'elder');
    else root.removeAttribute('data-mode');
    if (value > 1) root.setAttribute('data-scale', 'large');
    else root.removeAttribute('data-scale');
    try {
      localStorage.setItem(KEPT, String(value));
    } catch (error) {
      // forbidden or full: the mode then lasts for this page
    }
    tellLevel();
  }

  function tellLevel() {
    each('[data-elder]', function (button) { button.hidden = false; });
    each('.md-footer [data-elder]', function (button) {
      button.textContent = level() ? '退出长者模式' : '长者模式';
      button.setAttribute('aria-pressed', level() ? 'true' : 'false');
    });
    each('[data-elder-scale]', function (button) { button.textContent = level() > 1 ? '字小些' : '字再大些'; });
  }

  // ── 转发 ──

  function pageAddress() {
    var canonical = document.querySelector('link[rel=canonical]');
    return location.protocol === 'file:' && canonical ? canonical.href : location.href.split('#')[0];
  }

  function share() {
    var heading = document.querySelector('h1');
    var lead = document.querySelector('.hero__lead');
    var title = heading ? heading.textContent.trim() : document.title;
    var text = lead ? lead.textContent.trim() : '';
    if (navigator.share) {
      navigator.share({ title: title, text: text, url: pageAddress() }).catch(function (error) {
        if (error.name !== 'AbortError') showPanel(title);
      });
    } else {
      showPanel(title);
    }
  }

  function showPanel(title) {
    var panel = document.querySelector('[data-share-panel]');
    var status = panel.querySelector('[role=status]');
    var picture = panel.querySelector('img');
    if (!picture.src) picture.src = picture.getAttribute('data-src');
    panel.hidden = false;
    copy(title + '\n' + pageAddress(), function (copied) {
      status.textContent = (copied ? '标题和网址已复制，可以直接粘贴。' : '请复制地址栏里的网址。') + '也可以长按下面的海报，保存后发给亲友。';
    });
  }

  function copy(text, told) {
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(function () { told(true); }, function () { told(copyOldWay(text)); });
    } else {
      told(copyOldWay(text));
    }
  }

  function copyOldWay(text) {
    var field = document.createElement('textarea');
    field.value = text;
    field.setAttribute('readonly', '');
    field.className = 'vh';
    document.body.appendChild(field);
    field.select();
    var copied = false;
    try {
      copied = document.execCommand('copy');
    } catch (error) {
      // some WebViews throw instead of answering false
    }
    document.body.removeChild(field);
    return copied;
  }

  // ── 更正 ──

  function nameTheHero() {
    var heading = document.getElementById('correction');
    var match = HERO.exec(location.search);
    if (!heading || !match) return;
    var note = document.createElement('p');
    var link = document.createElement('a');
    note.className = 'correction';
    note.appendChild(document.createTextNode('要更正的档案：编号 '));
    link.href = 'heroes/' + match[1] + '.html';
    link.textContent = match[1];
    note.appendChild(link);
    note.appendChild(document.createTextNode('，网址 ' + link.href));
    heading.parentNode.insertBefore(note, heading.nextSibling);
  }

  // ── 预览 ──

  function previewWords(day) {
    var parts = day.split('-').map(Number);
    var words = parts[0] + '年' + parts[1] + '月' + parts[2] + '日';
    if (root.getAttribute('data-clock')) return '预览：' + words + '不在活动表里，这里显示常设的活动';
    return '预览：' + words + (document.querySelector('[data-band]') ? '的首页' : '的这一页') + '，不是今天';
  }

  /** The page without its query's day; what else the query asks for stays. */
  function addressOfToday() {
    var rest = location.search.slice(1).split('&').filter(function (part) { return part && !/^day=/.test(part); });
    return location.href.split(/[?#]/)[0] + (rest.length ? '?' + rest.join('&') : '') + location.hash;
  }

  function markPreview() {
    var day = root.getAttribute('data-preview');
    if (!day) return;
    var bar = document.createElement('aside');
    var words = document.createElement('p');
    var back = document.createElement('a');
    bar.className = 'preview';
    bar.setAttribute('aria-label', '预览');
    words.textContent = previewWords(day);
    back.href = addressOfToday();
    back.textContent = '回到今天';
    bar.appendChild(words);
    bar.appendChild(back);
    document.body.insertBefore(bar, document.body.firstChild);
  }

  document.addEventListener('click', function (event) {
    var target = event.target.closest ? event.target.closest('[data-elder],[data-elder-scale],[data-share]') : null;
    if (!target) return;
    if (target.hasAttribute('data-share')) {
      event.preventDefault();
      share();
    } else if (target.hasAttribute('data-elder-scale')) {
      setLevel(level() > 1 ? 1 : 2);
    } else {
      setLevel(level() ? 0 : 1);
    }
  });
  tellLevel();
  nameTheHero();
  markPreview();
})();
