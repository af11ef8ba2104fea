/* Pasted pictures of other sites are not fetched: without an address they wait in the text until
   it is saved, when the server takes them out and says so. Pictures as data would make the form
   too large to send. */
"use strict";
document.addEventListener("DOMContentLoaded", function () {
  if (!window.CKEDITOR) return;
  CKEDITOR.on("instanceReady", function (event) {
    event.editor.on("paste", function (paste) {
      paste.data.dataValue = paste.data.dataValue.replace(/<img\b[^>]*>/gi, function (image) {
        var address = /\ssrc="([^"]*)"/i.exec(image);
        if (address && /^\/media\/pictures\//.test(address[1])) return image;
        return '<img data-src="foreign" alt="外站图片，保存时移除">';
      });
    });
  });
});
