/* Typing counts as use of the login. Before it ends: a strip that says so, and one click to go on. After it has ended: sign in
   again in a dialog; the form behind it stays as it is, and is sent when it was being sent.
   Other scripts may send "session:ask" to document when an answer made them doubt the login, and
   hear "session:back" after somebody has signed in again. Without this file the server keeps
   what was posted too late (articles/admin/account_kept.py). */
"use strict";
(() => {
  const place = document.getElementById("session");
  if (!place) return;
  const { session, login, code, user } = place.dataset;
  const ASKED_EVERY = 60_000;
  const WARNED_BEFORE = 300;
  let left = Infinity;
  let used = false; // typed or clicked since the server was last told
  let waiting = null; // the form, and its button, that was sent when the login had ended

  const make = (name, text = "", more = {}) => Object.assign(document.createElement(name), { textContent: text, ...more });
  const token = () => /(?:^|; )csrftoken=(\w+)/.exec(document.cookie)?.[1] ?? "";
  // Every login brings another token, a login in another window too.
  const freshTokens = () => {
    for (const input of document.querySelectorAll("[name=csrfmiddlewaretoken]")) input.value = token() || input.value;
  };
  const send = (address, fields) =>
    fetch(address, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": token() },
      body: new URLSearchParams(fields),
    });

  const strip = make("div", "", { className: "session-strip", hidden: true });
  strip.setAttribute("role", "alert");
  const words = make("span");
  const button = make("button", "", { type: "button", className: "button" });
  strip.append(words, button);
  document.getElementById("container").prepend(strip);

  const dialog = make("dialog", "", { className: "session-dialog" });
  dialog.setAttribute("aria-labelledby", "session-title");
  const form = make("form", "", { method: "post" });
  const field = (id, label, more) => {
    const input = make("input", "", { id, required: true, ...more });
    const row = make("div");
    const caption = make("label", label);
    caption.htmlFor = id;
    row.append(caption, input);
    return { row, input };
  };
  const name = field("session-user", "用户名", { value: user, readOnly: true, autocomplete: "username" });
  const password = field("session-password", "密码", { type: "password", autocomplete: "current-password" });
  const oneTime = field("session-code", "动态口令（或恢复码）", { autocomplete: "one-time-code" });
  const problem = make("p", "", { className: "errornote", hidden: true });
  problem.setAttribute("role", "alert");
  const actions = make("div", "", { className: "door-actions" });
  const later = make("button", "先不登录", { type: "button", className: "button quiet" });
  actions.append(make("button", "重新登录", { type: "submit", className: "button default" }), later);
  form.append(
    make("h2", "登录已超时", { id: "session-title" }),
    make("p", "页面上填写的内容都在。重新登录后接着写。"),
    name.row, password.row, oneTime.row, problem, actions,
  );
  dialog.append(form);
  document.body.append(dialog);

  const asksForCode = (is) => {
    oneTime.row.hidden = !is;
    oneTime.input.required = is;
    password.row.hidden = is;
    password.input.required = !is;
    (is ? oneTime : password).input.focus();
  };
  const open = () => {
    if (dialog.open) return;
    problem.hidden = true;
    password.input.value = oneTime.input.value = "";
    dialog.showModal();
    asksForCode(false);
  };
  const say = (text, label, act) => {
    words.textContent = text;
    button.textContent = label;
    button.onclick = act;
    strip.hidden = false;
  };
  const renew = async () => show(await (await send(session, {})).json());

  const show = (said) => {
    left = said.user === user ? said.seconds_left : 0;
    if (left <= 0) say("登录已超时，页面上填写的内容还在，没有保存。", "重新登录", open);
    else if (left <= WARNED_BEFORE) say(`${Math.ceil(left / 60)} 分钟后自动退出登录。`, "继续工作", () => renew().catch(ask));
    else strip.hidden = true;
    if (left > 0 && dialog.open) back();
  };
  const ask = async () => {
    try {
      show(await (await fetch(session, { headers: { Accept: "application/json" } })).json());
    } catch {
      /* the line is down: the login is not known to have ended */
    }
  };

  const back = () => {
    left = Infinity;
    freshTokens();
    dialog.close();
    ask();
    document.dispatchEvent(new CustomEvent("session:back"));
    if (waiting) waiting.form.requestSubmit(waiting.button);
    waiting = null;
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const second = !oneTime.row.hidden;
    const typed = second
      ? { [/^[\s0-9]{6,8}$/.test(oneTime.input.value) ? "code" : "recovery_code"]: oneTime.input.value }
      : { username: user, password: password.input.value };
    let said;
    try {
      said = await (await send(second ? code : login, typed)).json();
    } catch {
      said = { state: "refused", message: "没有登录成功，请再试一次。" };
    }
    problem.textContent = said.message ?? "";
    problem.hidden = !said.message;
    if (said.state === "in") back();
    else asksForCode(said.state === "code");
  });
  later.addEventListener("click", () => {
    waiting = null;
    dialog.close();
  });
  document.addEventListener(
    "submit",
    (event) => {
      freshTokens();
      if (left > 0 || event.target === form || event.target.id === "logout-form") return;
      event.preventDefault();
      event.stopImmediatePropagation();
      waiting = { form: event.target, button: event.submitter };
      open();
    },
    true,
  );
  document.addEventListener("session:ask", ask);
  document.addEventListener("visibilitychange", () => document.hidden || ask());
  for (const sign of ["keydown", "input", "pointerdown"]) document.addEventListener(sign, () => (used = true), true);
  setInterval(() => {
    if (used && left > 0) renew().catch(ask);
    else ask();
    used = false;
  }, ASKED_EVERY);
})();
