/* A long job goes on by itself while its page is open; without a script the button does. */
"use strict";
document.addEventListener("DOMContentLoaded", function () {
  var form = document.querySelector("[data-continue]");
  if (form) form.submit();
});
