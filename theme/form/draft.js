/* Keeps what is being written in this browser's own store, one entry a profile, so that a closed window loses nothing.
   A photograph has an entry of its own, written only when it changes. */
var QYPDraft = (function () {
  "use strict";

  const MARK = "qunyingpu-draft:", PHOTO = "qunyingpu-photo:";

  /* Return whether *draft*, {key, id, isFixed, tree, saved}, could be kept; the store may be full or forbidden. */
  function save(draft) { return tried(() => localStorage.setItem(MARK + draft.key, JSON.stringify(draft))); }

  function savePhoto(key, bytes) {
    if (!bytes) return tried(() => localStorage.removeItem(PHOTO + key));
    return tried(() => localStorage.setItem(PHOTO + key, encoded(bytes)));
  }

  /* The drafts, the latest first, then by key. */
  function all() {
    const found = [];
    tried(() => {
      for (let place = 0; place < localStorage.length; place++) {
        const name = localStorage.key(place);
        if (name.startsWith(MARK)) tried(() => found.push(JSON.parse(localStorage.getItem(name))));
      }
    });
    return found.sort((one, two) => (one.saved < two.saved ? 1 : one.saved > two.saved ? -1 : one.key < two.key ? -1 : 1));
  }

  function photoOf(key) {
    let bytes = null;
    tried(() => { bytes = decoded(localStorage.getItem(PHOTO + key)); });
    return bytes;
  }

  function remove(key) {
    tried(() => {
      localStorage.removeItem(MARK + key);
      localStorage.removeItem(PHOTO + key);
    });
  }

  function tried(act) {
    try {
      act();
      return true;
    } catch {
      return false;
    }
  }

  function encoded(bytes) {
    let text = "";
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(text);
  }

  function decoded(text) { return text ? Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)) : null; }

  return { save: save, savePhoto: savePhoto, all: all, photoOf: photoOf, remove: remove };
})();
