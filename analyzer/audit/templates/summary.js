(function () {
  "use strict";
  var data = JSON.parse(document.getElementById("heat-data").textContent);
  var PATH = 0, TITLE = 1, PLACE = 2, LEVEL = 3, YEAR = 4, KIND = 5, VERDICT = 6, COVERAGE = 7, CELLS = 9, LINK = 10;
  var PAGE = 100, RANKS = { x: 0, f: 1, p: 2, q: 3, w: 4, m: 5, n: 6, ".": 7 };
  var body = document.querySelector("#heat tbody");
  var heads = document.querySelectorAll("#heat .heads-row th");
  var form = document.getElementById("filter");
  var shown = data.documents.map(function (_, index) { return index; });
  var page = 0, column = "", down = false, open = {};
  var named = { level: LEVEL, year: YEAR, kind: KIND, verdict: VERDICT };

  function make(tag, look, words) {
    var item = document.createElement(tag);
    if (look) { item.className = look; }
    if (words !== undefined && words !== "") { item.textContent = words; }
    return item;
  }
  function plain(words) {
    return words.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
  }
  var searched = data.documents.map(function (d) { return plain(d[PATH] + " " + d[TITLE] + " " + data.place[d[PLACE]]); });
  var places = data.place.map(plain);

  function share(value) {
    if (value < 0) { return "–"; }
    var words = (value / 10).toFixed(1).replace(/\.0$/, "") + "%";
    return document.documentElement.lang === "vi" ? words.replace(".", ",") : words;
  }
  function key(index) {
    var d = data.documents[index];
    switch (column) {
      case "document": return plain(d[TITLE]);
      case "place": return places[d[PLACE]];
      case "year": return d[YEAR];
      case "kind": return data.kind[d[KIND]][1];
      case "verdict": return data.verdict[d[VERDICT]][1];
      case "coverage": return d[COVERAGE] < 0 ? 2000 : d[COVERAGE];
      default: return RANKS[d[CELLS].charAt(+column)];
    }
  }
  function apply() {
    var search = plain(document.getElementById("f-search").value.trim());
    var place = plain(document.getElementById("f-place").value.trim());
    var wanted = {};
    Object.keys(named).forEach(function (name) { wanted[name] = document.getElementById("f-" + name).value; });
    shown = [];
    data.documents.forEach(function (d, index) {
      var fits = (!search || searched[index].indexOf(search) >= 0) && (!place || places[d[PLACE]].indexOf(place) >= 0);
      Object.keys(named).forEach(function (name) { fits = fits && (wanted[name] === "" || String(d[named[name]]) === wanted[name]); });
      if (fits) { shown.push(index); }
    });
    if (column !== "") {
      var keys = {};
      shown.forEach(function (index) { keys[index] = key(index); });
      shown.sort(function (a, b) {
        var order = typeof keys[a] === "number" ? keys[a] - keys[b] : keys[a].localeCompare(keys[b], "vi");
        return (down ? -order : order) || a - b;
      });
    }
    page = 0;
    document.getElementById("f-count").textContent = data.words.shown.replace("#n", shown.length);
    draw();
  }
  function notes(index) {
    var d = data.documents[index], row = make("tr", "unfolded"), cell = make("td"), box = make("div", "notes");
    cell.colSpan = heads.length;
    if (d[LINK]) {
      var link = make("a", "", data.words.open_report);
      link.href = d[LINK];
      box.appendChild(make("p")).appendChild(link);
    }
    var list = data.notes[index];
    if (list === null || !list.length) {
      box.appendChild(make("p", "", list === null ? data.words.details_cut : data.words.no_findings));
    } else {
      var items = box.appendChild(make("ol"));
      list.forEach(function (note) {
        var rule = data.rules[note[0]], item = items.appendChild(make("li"));
        item.appendChild(make("b", "", rule[0] + " " + rule[1]));
        item.appendChild(make("span", "aside", " · " + rule[2]));
        item.appendChild(make("div", "", data.messages[note[1]]));
        if (note[2]) {
          var quote = item.appendChild(make("blockquote", "quote"));
          quote.appendChild(make("p", "", note[2])).dir = "ltr";
          quote.appendChild(make("footer", "", note[3]));
        }
      });
    }
    cell.appendChild(box);
    row.appendChild(cell);
    return row;
  }
  function line(index) {
    var d = data.documents[index], row = make("tr"), head = make("th", "h-document");
    head.scope = "row";
    head.dir = "ltr";
    var button = make("button", "", d[TITLE]);
    button.type = "button";
    button.setAttribute("aria-expanded", open[index] ? "true" : "false");
    button.addEventListener("click", function () { open[index] = !open[index]; draw(index); });
    head.appendChild(button);
    head.appendChild(make("span", "path", d[PATH]));
    row.appendChild(head);
    row.appendChild(make("td", "h-place", data.place[d[PLACE]]));
    row.appendChild(make("td", "h-year", d[YEAR] || ""));
    row.appendChild(make("td", "h-kind", data.kind[d[KIND]][1]));
    row.appendChild(make("td", "h-verdict t-" + data.verdict[d[VERDICT]][0], data.verdict[d[VERDICT]][1]));
    row.appendChild(make("td", "h-coverage num", share(d[COVERAGE])));
    for (var i = 0; i < d[CELLS].length; i++) {
      var sign = d[CELLS].charAt(i), letter = data.letters[sign];
      var cell = make("td", "cell " + (letter ? sign : "none"), letter ? letter[0] : "");
      if (letter) { cell.title = data.rules[i][0] + " – " + data.rules[i][1] + ": " + letter[1]; }
      row.appendChild(cell);
    }
    return row;
  }
  function draw(focused) {
    var rows = document.createDocumentFragment(), pages = Math.max(1, Math.ceil(shown.length / PAGE)), again = null;
    shown.slice(page * PAGE, (page + 1) * PAGE).forEach(function (index) {
      var row = rows.appendChild(line(index));
      if (index === focused) { again = row.querySelector("button"); }
      if (open[index]) { rows.appendChild(notes(index)); }
    });
    body.replaceChildren(rows);
    if (again) { again.focus({ preventScroll: true }); }
    document.getElementById("pager").hidden = pages < 2;
    document.getElementById("p-where").textContent = data.words.page_of.replace("#n", page + 1).replace("#t", pages);
    document.getElementById("p-back").disabled = page === 0;
    document.getElementById("p-on").disabled = page >= pages - 1;
  }
  function turn(by) {
    page += by;
    draw();
    document.getElementById("heat-box").scrollTop = 0;
  }
  function options(name, values) {
    var select = document.getElementById("f-" + name);
    values.forEach(function (pair) { select.appendChild(make("option", "", pair[1] || data.words.unknown)).value = pair[0]; });
  }

  ["level", "kind", "verdict"].forEach(function (name) {
    options(name, data[name].map(function (pair, index) { return [index, pair[0] ? pair[1].trim() : ""]; }));
  });
  var years = {};
  data.documents.forEach(function (d) { years[d[YEAR]] = true; });
  options("year", Object.keys(years).sort().map(function (year) { return [year, year === "0" ? "" : year]; }));
  var list = document.getElementById("places");
  data.place.slice().sort(function (a, b) { return a.localeCompare(b, "vi"); }).slice(0, 2000).forEach(function (name) {
    list.appendChild(make("option")).value = name;
  });
  heads.forEach(function (head) {
    var words = head.querySelector("span"), button = make("button");
    button.type = "button";
    head.replaceChild(button, words);
    button.appendChild(words);
    button.addEventListener("click", function () {
      down = column === head.dataset.column ? !down : false;
      column = head.dataset.column;
      heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      apply();
    });
  });
  form.hidden = false;
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("input", apply);
  form.addEventListener("reset", function () { setTimeout(apply, 0); });
  document.getElementById("p-back").addEventListener("click", function () { turn(-1); });
  document.getElementById("p-on").addEventListener("click", function () { turn(1); });
  apply();
})();
