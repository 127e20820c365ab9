/* Search, sort and filter the list of reports. Without this script it is a plain table, by code. */
(function () {
  'use strict';
  var byId = function (id) { return document.getElementById(id); };
  var search = byId('cari'), sort = byId('urut'), state = byId('keadaan'), newest = byId('baru'), told = byId('jumlah');
  var body = byId('daftar').tBodies[0], states = Array.prototype.map.call(state.options, function (o) { return o.value; }).slice(1);
  var rows = Array.prototype.map.call(body.rows, function (row, i) {
    return { row: row, code: i, name: row.querySelector('.name').textContent, cycle: row.dataset.cycle, state: row.dataset.state };
  });
  var order = {
    code: function () { return 0; },
    name: function (a, b) { return a.name.localeCompare(b.name, document.documentElement.lang); },
    cycle: function (a, b) { return a.cycle < b.cycle ? 1 : a.cycle > b.cycle ? -1 : 0; },
    state: function (a, b) { return a.state - b.state; }
  };
  function show() {
    var words = search.value.toLowerCase().split(/\s+/).filter(Boolean), n = 0;
    rows.forEach(function (r) {
      var fits = words.every(function (w) { return r.row.dataset.q.indexOf(w) >= 0; }) &&
        (!state.value || states[r.state] === state.value) && !(newest.checked && r.row.className === 'old');
      r.row.hidden = !fits;
      if (fits) { n += 1; }
    });
    told.textContent = n ? told.dataset.some.replace('{n}', n).replace('{of}', rows.length) : told.dataset.none;
  }
  function arrange() {
    rows.slice().sort(function (a, b) { return order[sort.value](a, b) || a.code - b.code; })
      .forEach(function (r) { body.appendChild(r.row); });
  }
  search.addEventListener('input', show);
  [state, newest].forEach(function (field) { field.addEventListener('change', show); });
  sort.addEventListener('change', arrange);
  byId('alat').addEventListener('submit', function (event) { event.preventDefault(); });
  byId('alat').hidden = false;
  show();
}());
