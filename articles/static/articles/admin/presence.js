/* Says every half minute that this draft is open here, and shows who else has it open. */
"use strict";
(() => {
  const place = document.getElementById("presence");
  const form = document.querySelector("#article_form");
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;
  if (!place || !form) return;
  const { url, saves } = place.dataset;
  let isSending = false;

  const beat = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(url, { method: "POST", headers: { "X-CSRFToken": token() } });
      if (answer.redirected || !answer.ok) throw new Error(answer.status);
      const said = await answer.json();
      const newer = said.saves > Number(saves) ? "别人刚刚保存过这篇稿件，您保存时会逐项比较。" : "";
      const closed = said.is_draft ? "" : "这篇稿件刚刚已送审，不能再保存，请先复制您的文字。";
      const text = [said.others, newer, closed].filter(Boolean).join("　");
      if (place.textContent !== text) place.textContent = text;
    } catch {
      document.dispatchEvent(new CustomEvent("session:ask"));
    }
  };
  form.addEventListener("submit", (event) => {
    isSending = !event.defaultPrevented;
  });
  addEventListener("pagehide", () => {
    if (!isSending) navigator.sendBeacon(url, new URLSearchParams({ csrfmiddlewaretoken: token(), leave: "1" }));
  });
  document.addEventListener("visibilitychange", beat);
  beat();
  setInterval(beat, 30_000);
})();
