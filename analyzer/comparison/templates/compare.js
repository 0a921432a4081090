(function () {
  "use strict";
  var form = document.getElementById("filter");
  if (form) {
    var outcome = document.getElementById("f-outcome");
    var words = document.getElementById("f-words");
    var count = document.getElementById("f-count");
    var rows = Array.prototype.slice.call(document.querySelectorAll(".pairs [data-outcome]"));
    var fold = function (text) {
      return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/\u0111/g, "d");
    };
    var texts = rows.map(function (row) { return fold(row.textContent); });
    var apply = function () {
      var shown = 0;
      var wanted = fold(words.value.trim());
      rows.forEach(function (row, index) {
        var fits = (!outcome.value || row.dataset.outcome === outcome.value) && texts[index].indexOf(wanted) >= 0;
        row.hidden = !fits;
        shown += fits ? 1 : 0;
      });
      count.textContent = count.dataset.words.replace("#n", shown).replace("#t", rows.length);
    };
    form.hidden = false;
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    outcome.addEventListener("change", apply);
    words.addEventListener("input", apply);
    apply();
  }
  var folds = Array.prototype.slice.call(document.querySelectorAll(".needs_review details, details.na"));
  var closed = [];
  window.addEventListener("beforeprint", function () {
    closed = folds.filter(function (fold) { return !fold.open; });
    closed.forEach(function (fold) { fold.open = true; });
  });
  window.addEventListener("afterprint", function () {
    closed.forEach(function (fold) { fold.open = false; });
  });
})();
