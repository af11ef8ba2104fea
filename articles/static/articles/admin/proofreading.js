/* Comfort for the proofreader's panel: a link to the body opens the place in the editor. */
"use strict";
document.addEventListener("click", function (event) {
  var link = event.target.closest(".proof-place[href='#id_body']");
  var editor = window.CKEDITOR && CKEDITOR.instances.id_body;
  if (!link || !editor) return;
  event.preventDefault();
  editor.focus();
  var place = find(editor.editable().$, link.getAttribute("data-found"));
  if (!place) return;
  var range = document.createRange();
  range.setStart(place.node, place.at);
  range.setEnd(place.node, place.at + place.length);
  var selection = window.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  place.node.parentElement.scrollIntoView({ block: "center" });

  function find(root, text) {
    var walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (text && walker.nextNode()) {
      var at = walker.currentNode.data.indexOf(text);
      if (at >= 0) return { node: walker.currentNode, at: at, length: text.length };
    }
    return null;
  }
});
