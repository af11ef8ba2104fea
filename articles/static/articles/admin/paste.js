/* Pasted pictures of other sites are not fetched: a sign stands in their place until the text is
   saved, when the server takes them out and says so. Pictures as data would make the form too
   large to send. */
"use strict";
(function () {
  var SIGN = new URL("foreign-picture.svg", document.currentScript.src).pathname;

  function withoutForeign(html) {
    return html.replace(/<svg\b[^]*?<\/svg>/gi, "").replace(/<img\b[^>]*>/gi, function (image) {
      var address = /\ssrc\s*=\s*["']?([^"'\s>]*)/i.exec(image);
      if (address && /^\/media\/pictures\//.test(address[1])) return image;
      return '<img src="' + SIGN + '" alt="外站图片，保存时移除">';
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    if (!window.CKEDITOR) return;
    CKEDITOR.on("instanceReady", function (event) {
      event.editor.on("paste", function (paste) {
        paste.data.dataValue = withoutForeign(paste.data.dataValue);
      });
    });
  });
})();
