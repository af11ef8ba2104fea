/* What Django's admin draws without a name gets one, for those who hear the page. */
"use strict";
(function () {
  function name(root) {
    root.querySelectorAll(".select2-search__field:not([aria-label])").forEach(function (field) {
      var row = field.closest(".fieldBox, .form-row");
      var label = row && row.querySelector("label");
      if (label) field.setAttribute("aria-label", label.textContent.replace(/[:：]\s*$/, ""));
    });
    root.querySelectorAll(".datetime input:not([aria-label])").forEach(function (field) {
      var label = field.closest(".form-row").querySelector("label, legend");
      var part = field.classList.contains("vDateField") ? "日期" : "时间";
      field.setAttribute("aria-label", (label ? label.textContent.replace(/[:：]\s*$/, "") : "") + part);
    });
    root.querySelectorAll("th.original:empty").forEach(function (cell) {
      var words = document.createElement("span");
      words.className = "visually-hidden";
      words.textContent = "条目";
      cell.append(words);
    });
    root.querySelectorAll(".tabular th:not(.original)").forEach(function (cell) {
      if (!cell.textContent.trim() && !cell.children.length) cell.replaceWith(document.createElement("td"));
    });
    root.querySelectorAll(".tabular").forEach(function (table) {
      var inside = table.querySelectorAll("input, select, textarea, a[href], button");
      if (Array.from(inside).some(function (one) { return one.offsetParent; })) return;
      table.tabIndex = 0; // nothing in it takes the keyboard to what lies outside a narrow screen
    });
    document.querySelectorAll(".tabular tr.form-row").forEach(function (row) {
      var heads = row.closest("table").tHead.rows[0].cells;
      Array.from(row.cells).forEach(function (cell, at) {
        cell.querySelectorAll("input:not([type=hidden]):not([aria-label]), select:not([aria-label])").forEach(function (field) {
          if (heads[at] && !field.labels.length) field.setAttribute("aria-label", heads[at].textContent.trim());
        });
      });
    });
  }
  window.addEventListener("load", function () {
    django.jQuery(function () {
      setTimeout(name, 0, document); // the choosers are drawn when jQuery is ready, in any order
    });
  });
  document.addEventListener("formset:added", function (event) {
    setTimeout(name, 0, event.target);
  });
})();
