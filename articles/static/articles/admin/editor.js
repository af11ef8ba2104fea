/* Editor: send Django's token with uploads, so that the upload view keeps its CSRF check. */
"use strict";
document.addEventListener("DOMContentLoaded", function () {
  var token = document.querySelector("[name=csrfmiddlewaretoken]");
  if (!window.CKEDITOR || !token) return;
  CKEDITOR.on("instanceReady", function (event) {
    event.editor.config.fileTools_requestHeaders = { "X-CSRFToken": token.value };
  });
});
