/* Copies of unsaved forms in this browser: kept by writing.js, cleaned up here, on every page of
   the admin. A copy goes when the server says that it was saved, when its user logs out, and
   after thirty days. */
"use strict";
window.Copies = (() => {
  const { user } = document.currentScript.dataset;
  const PREFIX = "copy:";
  const LONGEST = 30 * 24 * 3600 * 1000;

  const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  const read = (key) => {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  };
  const drop = (key) => localStorage.removeItem(key);
  const key = (article, id) => `${PREFIX}${user}:${article}:${id}`;

  /* The copies of one article of this user, the newest first. */
  const of = (article) =>
    keys()
      .filter((name) => name.startsWith(key(article, "")))
      .map((name) => ({ key: name, id: name.split(":")[3], ...read(name) }))
      .filter((copy) => copy.fields)
      .sort((one, other) => other.at - one.at);

  /* Keep a copy; where there is no room, the oldest others make it. False: not kept. */
  const write = (name, copy) => {
    for (;;) {
      try {
        localStorage.setItem(name, JSON.stringify(copy));
        return true;
      } catch {
        const others = keys().filter((other) => other !== name);
        if (!others.length) return false;
        drop(others.reduce((one, other) => ((read(one)?.at ?? 0) <= (read(other)?.at ?? 0) ? one : other)));
      }
    }
  };

  const saved = /(?:^|; )saved_copy=(\w+)/.exec(document.cookie);
  if (saved) {
    keys().filter((name) => name.endsWith(`:${saved[1]}`)).forEach(drop);
    document.cookie = "saved_copy=; path=/admin/; max-age=0; SameSite=Lax";
  }
  keys().filter((name) => !(Date.now() - read(name)?.at < LONGEST)).forEach(drop);
  document.getElementById("logout-form")?.addEventListener("submit", () => {
    sessionStorage.clear();
    keys().filter((name) => name.startsWith(`${PREFIX}${user}:`)).forEach(drop);
    document.dispatchEvent(new CustomEvent("copies:end"));
  });
  return { of, key, write, drop };
})();
