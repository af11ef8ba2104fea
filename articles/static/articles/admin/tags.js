/* Turns the plain tag input into a chooser over the vocabulary. What is chosen is written
   back into the input, separated by 、 so that the form posts what an editor would type. */
"use strict";
(function ($) {
  var SEPARATORS = /[,，、；;\n]+/;
  var LOOKUP = "/admin/autocomplete/";

  function enhance(input) {
    if (input.name.indexOf("__prefix__") !== -1 || $(input).data("chooser")) return;
    $(input).data("chooser", true);
    var select = $("<select multiple>").attr("aria-label", "标签");
    input.value.split(SEPARATORS).forEach(function (name) {
      name = name.trim();
      if (name) select.append(new Option(name, name, true, true));
    });
    $(input).attr("hidden", true).after(select);
    select.select2({
      width: "100%",
      language: "zh-CN",
      tags: true,
      selectOnClose: true, // what was typed is a tag, also without the Enter key
      tokenSeparators: [",", "，", "、", "；", ";"],
      placeholder: "输入文字查找标签",
      minimumInputLength: 1,
      ajax: {
        url: LOOKUP,
        dataType: "json",
        delay: 150,
        data: function (wanted) {
          return {
            term: wanted.term,
            page: wanted.page,
            app_label: "articles",
            model_name: "taggedarticle",
            field_name: "tag",
          };
        },
        processResults: function (found) {
          return {
            results: found.results.map(function (tag) {
              return { id: tag.text, text: tag.text };
            }),
            pagination: found.pagination,
          };
        },
      },
    });
    select.next().find(".select2-search__field").attr("aria-label", "查找标签");
    select.on("change", function () {
      input.value = (select.val() || []).join("、");
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  function enhanceAll(root) {
    $(root).find("input.tag-chooser").each(function () {
      enhance(this);
    });
  }

  $(function () {
    enhanceAll(document);
    document.addEventListener("formset:added", function (event) {
      enhanceAll(event.target);
    });
  });
})(django.jQuery);
