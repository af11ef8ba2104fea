/* Nothing typed is lost: the whole form of a draft is kept in this browser while it is written and
   offered again when its page is opened anew. Says in the save bar whether something is unsaved,
   warns before leaving, saves on Ctrl+S. */
"use strict";
(async () => {
  const place = document.getElementById("writing");
  const form = place?.closest("form");
  if (!form) return;
  const { article, saves, savedAt, isRefused } = place.dataset;
  const KEPT_EVERY = 2000;
  const NEVER = /^(csrfmiddlewaretoken|copy|save_reason|seen_\w+|pick.*|merge_\w+|_.*)$|__prefix__/;
  const UNCOMPARED = /-id$|-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS$/;
  const make = (name, text = "", more = {}) => Object.assign(document.createElement(name), { textContent: text, ...more });
  const clock = (at) => {
    const day = new Date(at);
    const time = day.toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });
    return day.toDateString() === new Date().toDateString() ? time : `${day.getMonth() + 1} 月 ${day.getDate()} 日 ${time}`;
  };

  // --- the form as data ------------------------------------------------------------------
  const editors = () => Object.values(window.CKEDITOR?.instances ?? {});
  const valueOf = (element) => {
    if (element.type === "checkbox") return element.checked;
    if (element.type === "select-multiple") return Array.from(element.selectedOptions, (option) => [option.value, option.text]);
    return element.value;
  };
  const kept = (element) =>
    element.name && !NEVER.test(element.name) && !["file", "submit", "button", "password"].includes(element.type) &&
    (element.type !== "radio" || element.checked);
  const fieldsNow = () => Object.fromEntries(Array.from(form.elements).filter(kept).map((element) => [element.name, valueOf(element)]));
  const snapshot = () => {
    editors().forEach((editor) => editor.updateElement());
    return fieldsNow();
  };
  const compared = (fields) => JSON.stringify(Object.entries(fields).filter(([name]) => !UNCOMPARED.test(name)).sort());
  const seen = () => Object.fromEntries(["seen_saves", "seen_version"].map((name) => [name, form.elements[name]?.value ?? ""]));

  const opened = fieldsNow(); // before anybody can have typed; the editor comes later
  let touched = false;
  const touch = () => {
    touched = true;
  };
  form.addEventListener("input", touch);
  form.addEventListener("change", touch);
  document.addEventListener("formset:added", touch);
  document.addEventListener("formset:removed", touch);

  // --- this page's own copy: its name survives a reload, and no other open page has it ---
  const claim = (key) =>
    new Promise((answer) => {
      if (!navigator.locks) return answer(true);
      navigator.locks.request(key, { ifAvailable: true }, (lock) => {
        answer(Boolean(lock));
        return lock && new Promise(() => {});
      });
    });
  const tab = `copy-of:${article}`;
  const fresh = () => Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  let id = sessionStorage.getItem(tab) ?? fresh();
  if (!(await claim(Copies.key(article, id)))) {
    id = fresh();
    await claim(Copies.key(article, id));
  }
  sessionStorage.setItem(tab, id);
  const own = Copies.key(article, id);
  form.append(make("input", "", { type: "hidden", name: "copy", value: id }));

  // --- putting a copy back -----------------------------------------------------------------
  const rowsOf = (fields) =>
    Object.keys(fields).filter((name) => /-TOTAL_FORMS$/.test(name)).map((name) => name.replace(/-TOTAL_FORMS$/, ""));
  /* Where a row of the copy stands now: by its key, or in a row added for it. */
  const placeOf = (prefix, number, fields) => {
    const key = fields[`${prefix}-${number}-id`];
    const total = form.elements[`${prefix}-TOTAL_FORMS`];
    for (let at = 0; key && at < Number(total.value); at += 1) {
      if (form.elements[`${prefix}-${at}-id`]?.value === key) return at;
    }
    document.querySelector(`#${CSS.escape(prefix)}-group .add-row a`)?.click();
    return Number(total.value) - 1;
  };
  const rename = (fields) => {
    const places = {};
    for (const prefix of rowsOf(fields)) {
      for (let number = 0; number < Number(fields[`${prefix}-TOTAL_FORMS`]); number += 1) {
        const has = Object.keys(fields).some((name) => name.startsWith(`${prefix}-${number}-`));
        if (has) places[`${prefix}-${number}`] = `${prefix}-${placeOf(prefix, number, fields)}`;
      }
    }
    const moved = (name) => name.replace(/^(\w+-\d+)(?=-)/, (row) => places[row] ?? row);
    return Object.entries(fields).filter(([name]) => !UNCOMPARED.test(name)).map(([name, value]) => [moved(name), value]);
  };
  const setMany = (element, value) => {
    const chosen = new Set(value.map(([key]) => key));
    for (const option of element.options) option.selected = chosen.has(option.value);
    for (const [key, text] of value) {
      if (!Array.from(element.options).some((option) => option.value === key)) element.add(new Option(text, key, true, true));
    }
  };
  const setOne = (element, value) => {
    if (element.type === "checkbox") element.checked = value;
    else if (element.type === "select-multiple") setMany(element, value);
    else element.value = value;
    window.CKEDITOR?.instances[element.id]?.setData(value);
    const chooser = element.classList.contains("tag-chooser") && element.nextElementSibling;
    if (chooser?.multiple) setMany(chooser, value.split("、").filter(Boolean).map((name) => [name, name]));
    // Select2 listens to jQuery's events only.
    if (window.django?.jQuery) django.jQuery(chooser || element).trigger("change");
    if (element.type !== "select-multiple") element.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const restore = (copy) => {
    for (const [name, value] of rename(copy.fields)) {
      const element = form.elements[name];
      if (element instanceof RadioNodeList) element.value = value;
      else if (element) setOne(element, value);
    }
    for (const [name, value] of Object.entries(copy.seen ?? {})) {
      if (form.elements[name]) form.elements[name].value = value;
    }
  };

  // --- what the save bar says -----------------------------------------------------------
  const state = make("span", "", { className: "save-state" });
  state.setAttribute("role", "status");
  const local = make("span", "", { className: "save-local" });
  document.querySelector(".submit-row")?.append(state, local);
  const say = (text) => {
    if (state.textContent !== text) state.textContent = text;
  };

  // --- keeping ------------------------------------------------------------------------------
  let base = "";
  let last = "";
  let isDirty = false;
  let isSending = false;
  let isEnded = false;
  const keep = () => {
    if (isEnded) return;
    touched = false;
    const fields = snapshot();
    const now = compared(fields);
    isDirty = Boolean(isRefused) || now !== base || Array.from(form.elements).some((element) => element.type === "file" && element.value);
    say(isDirty ? "有未保存的改动" : savedAt ? `已保存 ${clock(savedAt)}` : "尚未填写");
    if (now === last) return;
    last = now;
    if (!isDirty) {
      Copies.drop(own);
      local.textContent = "";
    } else if (Copies.write(own, { at: Date.now(), seen: seen(), fields })) {
      local.textContent = `本机暂存 ${clock(Date.now())}`;
    } else {
      local.textContent = "本机空间不足，未能暂存，请尽快保存";
    }
  };

  // --- the restore bar ----------------------------------------------------------------------
  const offer = (copies) => {
    const [copy] = copies;
    const bar = make("div", "", { className: "copy-bar", id: "copy-bar" });
    bar.setAttribute("role", "alert");
    const overtaken = (copy.seen?.seen_saves || saves) !== saves ? "之后稿件又保存过，恢复后保存时会逐项比较。" : "";
    const older = copies.length > 1 ? `另有 ${copies.length - 1} 份更早的。` : "";
    const words = make("p", `上次有未保存的内容（${clock(copy.at)}）。${overtaken}${older}图片文件不能暂存，恢复后请重新选。`);
    const yes = make("button", "恢复", { type: "button", className: "button default" });
    const no = make("button", "丢弃", { type: "button", className: "button" });
    bar.append(words, yes, no);
    place.before(bar);
    const close = (text, rest) => {
      if (copy.key !== own) Copies.drop(copy.key);
      bar.replaceChildren(make("p", text));
      if (rest.length) {
        bar.remove();
        offer(rest);
      }
    };
    yes.addEventListener("click", () => {
      restore(copy);
      last = "";
      keep();
      close(`已恢复 ${clock(copy.at)} 的内容，请检查后保存。`, []);
    });
    no.addEventListener("click", () => {
      Copies.drop(copy.key);
      close("已丢弃。", copies.slice(1));
    });
  };
  const look = async () => {
    if (isRefused) return;
    const held = navigator.locks ? (await navigator.locks.query()).held.map((lock) => lock.name) : [];
    const left = [];
    for (const copy of Copies.of(article)) {
      if (copy.key !== own && held.includes(copy.key)) continue; // another page is writing it
      if (compared(copy.fields) === base) Copies.drop(copy.key);
      else left.push(copy);
    }
    if (left.length) offer(left);
  };

  // --- beginning: as soon as the editor stands ---------------------------------------------
  const begin = async () => {
    for (const area of areas) opened[area.name] = window.CKEDITOR?.instances[area.id]?.getData() ?? area.value;
    base = last = compared(opened);
    await look();
    if (isRefused) last = "";
    keep();
    editors().forEach((editor) => editor.on("change", touch));
    setInterval(() => touched && keep(), KEPT_EVERY);
    document.documentElement.dataset.writing = "ready";
  };
  const areas = document.querySelectorAll("textarea[data-type=ckeditortype]");
  const stand = () => Array.from(areas).every((area) => window.CKEDITOR?.instances[area.id]?.status === "ready");
  const wait = (tries) => (stand() || !tries ? begin() : setTimeout(() => wait(tries - 1), 100));
  wait(100);

  document.addEventListener("visibilitychange", () => document.hidden && touched && keep());
  addEventListener("pagehide", () => touched && keep());
  document.addEventListener("copies:end", () => {
    isEnded = isSending = true;
  });
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    keep();
    isSending = true;
    sessionStorage.setItem("scroll", `${location.pathname} ${scrollY}`);
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) isSending = false;
  });
  addEventListener("beforeunload", (event) => {
    if (touched) keep();
    if (isDirty && !isSending) event.preventDefault();
  });
  document.addEventListener(
    "keydown",
    (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "s") return;
      event.preventDefault();
      form.requestSubmit(form.querySelector(".submit-row [name=_continue]"));
    },
    true,
  );
  const [path, top] = (sessionStorage.getItem("scroll") ?? "").split(" ");
  sessionStorage.removeItem("scroll");
  if (path === location.pathname && !isRefused) scrollTo(0, Number(top));
})();
