(function () {
  "use strict";
  var form = document.getElementById("filter");
  var severity = document.getElementById("f-severity");
  var family = document.getElementById("f-family");
  var count = document.getElementById("f-count");
  var items = Array.prototype.slice.call(document.querySelectorAll(".list [data-family]"));
  var groups = Array.prototype.slice.call(document.querySelectorAll(".list .group"));

  function apply() {
    var shown = 0;
    items.forEach(function (item) {
      var fits = (!severity.value || item.dataset.severity === severity.value) &&
        (!family.value || item.dataset.family === family.value);
      item.hidden = !fits;
      shown += fits ? 1 : 0;
    });
    groups.forEach(function (group) {
      var left = group.querySelectorAll("[data-family]:not([hidden])").length;
      group.hidden = !left;
      group.querySelector(".count").textContent = left;
    });
    count.textContent = count.dataset.words.replace("#n", shown).replace("#t", items.length);
  }

  function reveal() {
    var target = location.hash && document.getElementById(location.hash.slice(1));
    if (!target) { return; }
    var item = target.closest("[data-family]");
    if (item && item.hidden) {
      severity.value = "";
      family.value = "";
      apply();
    }
    var fold = target.closest("details");
    if (fold) { fold.open = true; }
    if (item) { item.focus({ preventScroll: true }); }
    target.scrollIntoView();
  }

  form.hidden = false;
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  severity.addEventListener("change", apply);
  family.addEventListener("change", apply);
  window.addEventListener("hashchange", reveal);
  apply();
  reveal();
})();
