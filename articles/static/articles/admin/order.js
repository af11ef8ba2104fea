/* The button of a publication says when readers will see it, as the time is chosen. */
"use strict";
document.addEventListener("DOMContentLoaded", function () {
  var button = document.querySelector(".order-form [data-label]");
  var day = document.getElementById("id_visible_from_0");
  var time = document.getElementById("id_visible_from_1");
  if (!button || !day || !time) return;
  function say() {
    var when = day.value && time.value ? day.value.replace(/\//g, "-") + " " + time.value.slice(0, 5) : "";
    var isAhead = when && new Date(when.replace(" ", "T") + ":00+08:00") > new Date();
    button.value = button.dataset.label + (isAhead ? "，将于 " + when + " 公开" : "");
  }
  // Django's calendar and clock write into the fields without an event.
  document.addEventListener("click", function () { window.setTimeout(say, 0); });
  document.addEventListener("input", say);
  document.addEventListener("change", say);
  say();
});
