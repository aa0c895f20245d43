// Hides every row and paragraph that lacks one of the words, and what has nothing left to show; old browsers included.
(function () {
  "use strict";
  var box = document.getElementById("search"), hits = document.getElementById("hits");
  var none = document.getElementById("none"), main = document.querySelector("main");

  function all(selector, inside) { return Array.prototype.slice.call((inside || main).querySelectorAll(selector)); }
  function plain(text) {
    return text.toLowerCase().replace(/[\uff01-\uff5e]/g, function (wide) {
      return String.fromCharCode(wide.charCodeAt(0) - 0xfee0);
    }).replace(/\s+/g, " ");
  }
  function item(element) { return { element: element, text: plain(element.textContent) }; }

  var items = all("p, ol, ul, pre, figure, tbody tr:not(.group)").filter(function (one) {
    return one !== none && !(one.parentNode.closest && one.parentNode.closest("li, td"));
  }).map(item);
  var headings = all("h2, h3, tr.group").map(item);
  var containers = all("section, table, tbody");
  var entries = all("nav a", document);

  function has(one, words) { return words.every(function (word) { return one.text.indexOf(word) >= 0; }); }
  function around(one, element) { return one.element.parentNode.contains(element); }

  function filter() {
    var words = plain(box.value).split(" ").filter(Boolean);
    var found = words.length ? headings.filter(function (one) { return has(one, words); }) : [];
    var count = found.length;
    items.forEach(function (one) {
      var hit = has(one, words);
      count += hit ? 1 : 0;
      one.element.hidden = !hit && !found.some(function (heading) { return around(heading, one.element); });
    });
    containers.forEach(function (one) {
      one.hidden = !items.some(function (inner) { return !inner.element.hidden && one.contains(inner.element); });
    });
    entries.forEach(function (entry) {
      entry.parentNode.hidden = document.getElementById(entry.hash.slice(1)).hidden;
    });
    none.hidden = !words.length || count > 0;
    hits.textContent = words.length ? "找到" + count + "处" : "";
  }

  function clear() { box.value = ""; filter(); }

  box.addEventListener("input", filter);
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" || event.key === "Esc") { clear(); }
  });
  document.addEventListener("click", function (event) {
    var link = event.target.tagName === "A" && event.target.hash;
    var target = link && document.getElementById(link.slice(1));
    if (target && box.value && !target.offsetParent) { clear(); }
  });
  if (box.value) { filter(); }  // the browser may keep what was typed before the page is loaded again
}());
