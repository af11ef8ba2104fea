/* Editor: send Django's token with uploads, so that the upload view keeps its CSRF check. */
"use strict";
(function () {
  function prepare() {
    if (!window.CKEDITOR) return;
    CKEDITOR.on("instanceCreated", function (event) {
      var token = document.querySelector("[name=csrfmiddlewaretoken]");
      if (token) event.editor.config.fileTools_requestHeaders = { "X-CSRFToken": token.value };
    });
  }
  prepare();
})();
