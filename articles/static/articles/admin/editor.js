/* Editor: send Django's token with uploads, so that the upload view keeps its CSRF check. */
"use strict";
document.addEventListener("DOMContentLoaded", function () {
  var token = document.querySelector("[name=csrfmiddlewaretoken]");
  if (!window.CKEDITOR || !token) return;
  CKEDITOR.on("instanceReady", function (event) {
    event.editor.config.fileTools_requestHeaders = { "X-CSRFToken": token.value };
  });
  // The text area that a link to the field names is hidden behind the editor.
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[href^='#id_']");
    var editor = link && CKEDITOR.instances[link.hash.slice(1)];
    if (editor) editor.focus();
  });
});
