/* Names for what Django's widgets leave without one: the search fields of choosers, the two halves
   of a date with time, the cells of rows in a table. */
"use strict";
(() => {
  const textOf = (element) => element?.textContent.replace(/[:：]\s*$/, "").trim() ?? "";
  const name = (element, text) => {
    if (text && !element.labels?.length && !element.getAttribute("aria-label")) element.setAttribute("aria-label", text);
  };
  const nameAll = (root) => {
    for (const field of root.querySelectorAll(".select2-search__field")) {
      name(field, textOf(field.closest(".fieldBox, .form-row")?.querySelector("label")));
    }
    for (const row of root.querySelectorAll(".datetime")) {
      const label = textOf(row.closest(".form-row, fieldset")?.querySelector("label, legend"));
      row.querySelectorAll("input").forEach((input, half) => name(input, `${label}${half ? "时间" : "日期"}`));
    }
    for (const table of root.querySelectorAll(".tabular table")) {
      const heads = Array.from(table.querySelectorAll("thead th"));
      if (heads[0]?.classList.contains("original") && !heads[0].textContent) {
        heads[0].append(Object.assign(document.createElement("span"), { className: "visually-hidden", textContent: "原有的一行" }));
      }
      for (const row of table.querySelectorAll("tbody tr.form-row")) {
        Array.from(row.cells).forEach((cell, at) => {
          for (const input of cell.querySelectorAll("input:not([type=hidden]), select, textarea")) name(input, textOf(heads[at]));
        });
      }
    }
  };
  const later = () => setTimeout(() => nameAll(document), 0); // after the choosers stand
  addEventListener("load", later);
  document.addEventListener("formset:added", later);
})();
