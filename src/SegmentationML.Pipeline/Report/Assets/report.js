(function () {
  'use strict';
  var data = JSON.parse(document.getElementById('report-data').textContent);
  var charts = [];
  var dark = window.matchMedia('(prefers-color-scheme: dark)');

  function color(name) { return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim(); }
  function palette() { return [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14].map(function (i) { return color('c' + i); }); }
  function escape(text) { return String(text).replace(/[&<>"']/g, function (c) { return '&#' + c.charCodeAt(0) + ';'; }); }
  function percent(share, digits) { return (share * 100).toFixed(digits === undefined ? 1 : digits) + '\u202f%'; }
  function number(value) {
    if (value === null || value === undefined) { return '–'; }
    var size = Math.abs(value);
    if (size >= 1e9) { return (value / 1e9).toFixed(2) + '\u202fbn'; }
    if (size >= 1e6) { return (value / 1e6).toFixed(1) + '\u202fM'; }
    if (size >= 1000) { return Math.round(value).toLocaleString('en-US'); }
    if (value === Math.round(value)) { return String(value); }
    return size >= 100 ? value.toFixed(0) : size >= 10 ? value.toFixed(1) : size >= 0.1 ? value.toFixed(2) : size >= 0.001 ? value.toFixed(4) : value.toExponential(1);
  }
  function fixed(value) { return value === null ? '–' : value.toFixed(3); }
  function element(name, text, css) { var e = document.createElement(name); if (text) { e.textContent = text; } if (css) { e.className = css; } return e; }

  function axis(extra) {
    return Object.assign({
      axisLine: { lineStyle: { color: color('line') } }, axisTick: { show: false }, splitLine: { lineStyle: { color: color('line'), width: 0.6 } },
      axisLabel: { color: color('quiet'), fontSize: 12 }, nameTextStyle: { color: color('quiet'), fontSize: 12 }
    }, extra);
  }
  function tooltip(extra) {
    return Object.assign({ backgroundColor: color('paper'), borderColor: color('line'), textStyle: { color: color('ink'), fontSize: 13 }, confine: true }, extra);
  }
  function legend(extra) { return Object.assign({ textStyle: { color: color('ink'), fontSize: 12.5 }, itemWidth: 14, itemHeight: 9, icon: 'roundRect', left: 0, top: 0 }, extra); }

  function draw(id, make, renderer) {
    var place = document.getElementById('chart-' + id);
    if (!place) { return; }
    var chart = echarts.init(place, null, { renderer: renderer || 'svg' });
    charts.push({ chart: chart, make: make });
    chart.setOption(base(make()));
  }
  function base(option) {
    return Object.assign({ animation: false, color: palette(), textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: color('ink') } }, option);
  }

  function pareto() {
    var p = data.pareto;
    var bands = p.cuts.map(function (cut, i) {
      var from = i === 0 ? 0 : p.cuts[i - 1].entityShare;
      return [{ xAxis: from, name: cut.class, itemStyle: { color: color('h' + [5, 3, 1, 1][Math.min(i, 3)]), opacity: 0.55 } }, { xAxis: cut.entityShare }];
    });
    return {
      grid: { left: 52, right: 18, top: 18, bottom: 46 },
      tooltip: tooltip({ trigger: 'axis', formatter: function (at) { return percent(at[0].value[0]) + ' of ' + escape(data.entities) + '<br><b>' + percent(at[0].value[1]) + '</b> of ' + escape(p.name); } }),
      xAxis: axis({ type: 'value', min: 0, max: 1, name: 'share of ' + data.entities + ', most valuable first', nameLocation: 'middle', nameGap: 30, splitLine: { show: false }, axisLabel: { color: color('quiet'), formatter: function (v) { return percent(v, 0); } } }),
      yAxis: axis({ type: 'value', min: 0, max: 1, axisLabel: { color: color('quiet'), formatter: function (v) { return percent(v, 0); } } }),
      series: [{
        type: 'line', data: [[0, 0]].concat(p.points), showSymbol: false, lineStyle: { width: 2.5, color: color('c1') }, itemStyle: { color: color('c1') },
        markArea: { silent: true, label: { show: true, position: 'insideBottom', color: color('ink'), fontWeight: 600, fontSize: 14 }, data: bands },
        markLine: {
          silent: true, symbol: 'none', lineStyle: { color: color('quiet'), type: 'dashed', width: 1 },
          label: { position: 'insideStartTop', color: color('quiet'), formatter: function (m) { return m.name; } },
          data: p.cuts.slice(0, -1).map(function (cut) { return { yAxis: cut.valueShare, name: percent(cut.entityShare, 0) + ' make ' + percent(cut.valueShare, 0), label: { position: 'insideEndBottom' } }; })
        }
      }]
    };
  }

  function clusters() {
    var c = data.clusters;
    return {
      grid: { left: 56, right: 18, top: 40, bottom: 44 }, legend: legend(),
      tooltip: tooltip({ formatter: function (at) { return '<b>' + escape(at.value[3]) + '</b><br>' + escape(at.seriesName); } }),
      xAxis: axis({ name: 'first component, ' + percent(c.x, 0) + ' of the differences', nameLocation: 'middle', nameGap: 28, scale: true, axisLine: { onZero: false, lineStyle: { color: color('line') } } }),
      yAxis: axis({ name: 'second component, ' + percent(c.y, 0), scale: true, axisLine: { show: false, onZero: false }, nameGap: 32, nameLocation: 'middle' }),
      series: c.codes.map(function (code, i) {
        return { type: 'scatter', name: code, symbolSize: 6, itemStyle: { opacity: 0.62 }, data: c.points.filter(function (p) { return p[2] === i; }) };
      })
    };
  }

  function accuracy() {
    var rows = data.accuracy.slice().reverse();
    var names = rows.map(function (r) { return r.segment; });
    function points(key, label, name, symbol, size) {
      return { type: 'scatter', name: label, symbol: symbol, symbolSize: size, itemStyle: { color: color(name) }, z: key === 'rmsse' ? 4 : 3, data: rows.map(function (r) { return [r[key], r.segment]; }) };
    }
    return {
      grid: { left: 8, right: 26, top: 34, bottom: 40, containLabel: true }, legend: legend({ data: ['chosen methods', 'naive', 'zero'], icon: undefined }),
      tooltip: tooltip({ trigger: 'axis', axisPointer: { type: 'shadow' }, formatter: function (at) {
        var r = rows[names.indexOf(at[0].axisValue)];
        return '<b>' + escape(r.segment) + '</b>, ' + number(r.series) + ' series<br>chosen ' + fixed(r.rmsse) + '<br>naive ' + fixed(r.naive) + '<br>zero ' + fixed(r.zero);
      } }),
      xAxis: axis({ type: 'value', scale: true, name: 'RMSSE, smaller is better', nameLocation: 'middle', nameGap: 26 }),
      yAxis: axis({ type: 'category', data: names, splitLine: { show: true, lineStyle: { color: color('line'), width: 0.6 } }, axisLabel: { color: color('ink'), fontWeight: 600 } }),
      series: [
        { type: 'custom', silent: true, data: rows.filter(function (r) { return r.rmsse !== null && r.naive !== null; }).map(function (r) { return [Math.min(r.rmsse, r.naive), r.segment, Math.max(r.rmsse, r.naive)]; }), encode: { x: [0, 2], y: 1 },
          renderItem: function (params, api) {
            var from = api.coord([api.value(0), api.value(1)]), to = api.coord([api.value(2), api.value(1)]);
            return { type: 'line', shape: { x1: from[0], y1: from[1], x2: to[0], y2: to[1] }, style: { stroke: color('c1'), lineWidth: 3, opacity: 0.28 } };
          } },
        points('naive', 'naive', 'c2', 'diamond', 11), points('zero', 'zero', 'c7', 'rect', 8), points('rmsse', 'chosen methods', 'c1', 'circle', 13)
      ]
    };
  }

  function methods() {
    var segments = [], names = [], totals = {}, overall = {};
    data.methods.forEach(function (r) {
      if (segments.indexOf(r.segment) < 0) { segments.push(r.segment); }
      if (names.indexOf(r.method) < 0) { names.push(r.method); }
      totals[r.segment] = (totals[r.segment] || 0) + r.series;
      overall[r.method] = (overall[r.method] || 0) + r.series;
    });
    names.sort(function (a, b) { return overall[b] - overall[a] || (a < b ? -1 : 1); });
    segments.reverse();
    return {
      grid: { left: 8, right: 18, top: 52, bottom: 26, containLabel: true }, legend: legend({ right: 0 }),
      tooltip: tooltip({ formatter: function (at) { return '<b>' + escape(at.seriesName) + '</b> in ' + escape(at.name) + '<br>' + number(at.data.series) + ' series, ' + percent(at.data.value); } }),
      xAxis: axis({ type: 'value', min: 0, max: 1, axisLabel: { color: color('quiet'), formatter: function (v) { return percent(v, 0); } } }),
      yAxis: axis({ type: 'category', data: segments, splitLine: { show: false }, axisLabel: { color: color('ink'), fontWeight: 600 } }),
      series: names.map(function (name) {
        return { type: 'bar', stack: 'all', name: name, barWidth: '64%', itemStyle: { borderColor: color('paper'), borderWidth: 1 }, data: segments.map(function (segment) {
          var row = data.methods.filter(function (r) { return r.segment === segment && r.method === name; })[0];
          return { value: row ? row.series / totals[segment] : 0, series: row ? row.series : 0 };
        }) };
      })
    };
  }

  function example(e) {
    var days = e.history.map(function (h) { return h[0]; }).concat(e.forecast.map(function (f) { return f[0]; }));
    var offset = e.history.length;
    var zeros = e.history.filter(function (h) { return h[1] === 0; }).length;
    function pad(values) { return new Array(offset).fill(null).concat(values); }
    function band(low, high, name) {
      var hidden = { type: 'line', stack: name, symbol: 'none', silent: true, emphasis: { disabled: true }, lineStyle: { opacity: 0 }, data: pad(e.forecast.map(function (f) { return f[low]; })) };
      var shown = { type: 'line', stack: name, symbol: 'none', silent: true, emphasis: { disabled: true }, lineStyle: { opacity: 0 }, areaStyle: { color: color(name), opacity: 1 }, data: pad(e.forecast.map(function (f) { return f[low] === null ? null : f[high] - f[low]; })) };
      return [hidden, shown];
    }
    var bars = zeros > 0.3 * offset;
    return {
      grid: { left: 4, right: 8, top: 12, bottom: 4, containLabel: true },
      tooltip: tooltip({ trigger: 'axis', formatter: function (at) {
        var i = at[0].dataIndex, day = escape(days[i]) + '<br>';
        if (i < offset) { return day + '<b>' + number(e.history[i][1]) + '</b> ' + escape(e.unit); }
        var f = e.forecast[i - offset];
        return day + 'expected <b>' + number(f[1]) + '</b> ' + escape(e.unit) + (f[2] === null ? '' : '<br>half between ' + number(f[3]) + ' and ' + number(f[5]) + '<br>nine tenths between ' + number(f[2]) + ' and ' + number(f[6]));
      } }),
      xAxis: axis({ type: 'category', data: days, boundaryGap: bars, splitLine: { show: false }, axisLabel: { color: color('quiet'), fontSize: 11, formatter: function (d) { return d.slice(0, 7); }, hideOverlap: true } }),
      yAxis: axis({ type: 'value', min: 0, axisLabel: { color: color('quiet'), fontSize: 11 }, splitNumber: 3 }),
      series: band(2, 6, 'band90').concat(band(3, 5, 'band50'), [
        { type: bars ? 'bar' : 'line', name: 'demand', symbol: 'none', barWidth: '70%', barMinWidth: 1, itemStyle: { color: color('c7') }, lineStyle: { width: 1.3, color: color('c7') }, data: e.history.map(function (h) { return h[1]; }) },
        { type: 'line', name: 'forecast', symbol: 'none', lineStyle: { width: 2.4, color: color('c1') }, itemStyle: { color: color('c1') }, data: pad(e.forecast.map(function (f) { return f[1]; })) }
      ])
    };
  }

  function migrations() {
    var nodes = {}, names = [];
    function node(side, segment) { var id = side + segment; if (!nodes[id]) { nodes[id] = { name: id, depth: side === '<' ? 0 : 1 }; } if (names.indexOf(segment) < 0) { names.push(segment); } return id; }
    var links = data.moves.map(function (m) { return { source: node('<', m.from), target: node('>', m.to), value: m.entities }; });
    names.sort();
    Object.keys(nodes).forEach(function (id) { nodes[id].itemStyle = { color: palette()[names.indexOf(id.slice(1)) % palette().length] }; });
    function head(i, side) { return Object.assign({ text: data.versions[i], textStyle: { color: color('quiet'), fontSize: 12.5, fontWeight: 400 }, top: 2, padding: 0 }, side); }
    return {
      title: [head(0, { left: 90 }), head(1, { right: 90 })],
      tooltip: tooltip({ formatter: function (at) { return at.dataType === 'edge' ? escape(at.data.source.slice(1)) + ' to ' + escape(at.data.target.slice(1)) + ': <b>' + number(at.data.value) + '</b>' : escape(at.name.slice(1)) + ': <b>' + number(at.value) + '</b>'; } }),
      series: [{
        type: 'sankey', left: 90, right: 90, top: 34, bottom: 8, nodeWidth: 14, nodeGap: 12, draggable: false, layoutIterations: 32, data: Object.keys(nodes).map(function (id) { return nodes[id]; }), links: links,
        label: { color: color('ink'), fontSize: 13, fontWeight: 600, formatter: function (n) { return n.name.slice(1); } }, lineStyle: { color: 'source', opacity: 0.32 },
        levels: [{ depth: 0, label: { position: 'left' } }, { depth: 1, label: { position: 'right' } }]
      }]
    };
  }

  function gauge(entity) {
    if (entity.boundary === null) { return null; }
    var value = entity.values[data.lookup.drivers.map(function (d) { return d[0]; }).indexOf(entity.boundary)];
    if (value === undefined || value === null || entity.boundaryValue === null) { return null; }
    var span = Math.max(Math.abs(value - entity.boundaryValue), 1e-12), middle = (value + entity.boundaryValue) / 2;
    function at(x) { return 150 + (x - middle) / (span * 2.6) * 300; }
    var ns = 'http://www.w3.org/2000/svg', svg = document.createElementNS(ns, 'svg'), above = value >= entity.boundaryValue;
    function part(name, attributes, text) { var e = document.createElementNS(ns, name); Object.keys(attributes).forEach(function (k) { e.setAttribute(k, attributes[k]); }); if (text) { e.textContent = text; } svg.appendChild(e); }
    svg.setAttribute('viewBox', '0 0 300 56'); svg.setAttribute('class', 'gauge'); svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', entity.boundary + ' is ' + number(value) + ', the boundary lies at ' + number(entity.boundaryValue));
    part('line', { x1: 10, x2: 290, y1: 28, y2: 28, class: 'axis' });
    part('line', { x1: at(entity.boundaryValue), x2: at(entity.boundaryValue), y1: 14, y2: 42, class: 'cut' });
    part('circle', { cx: at(value), cy: 28, r: 6, class: 'at' });
    part('text', { x: at(entity.boundaryValue), y: 54 }, 'boundary ' + number(entity.boundaryValue));
    part('text', { x: at(value), y: 54 }, number(value));
    part('text', { x: at(value), y: 12, class: 'side' }, entity.segment);
    if (entity.second) { part('text', { x: above ? 34 : 266, y: 12, class: 'side' }, entity.second); }
    return svg;
  }

  function explain(entity) {
    var place = document.getElementById('reason'), left = element('div'), right = element('div');
    place.replaceChildren(left, right);
    left.appendChild(element('h3', entity.name || entity.key));
    if (entity.name) { left.appendChild(element('div', entity.key, 'quiet')); }
    var verdict = element('p', 'is in ', 'verdict');
    verdict.appendChild(element('b', entity.segment + ' ' + entity.segmentName));
    left.appendChild(verdict);
    var reasons = element('ul');
    entity.reasons.forEach(function (reason) { reasons.appendChild(element('li', reason)); });
    left.appendChild(reasons);
    if (entity.boundary !== null) {
      var text = 'Nearest boundary: ' + entity.boundary + ' at ' + number(entity.boundaryValue) + ', ' + number(Math.abs(entity.margin)) + ' away' + (entity.deviations === null ? '' : ' (' + number(Math.abs(entity.deviations)) + ' standard deviations)') + '.';
      left.appendChild(element('div', text));
      var svg = gauge(entity);
      if (svg) { left.appendChild(svg); }
      if (entity.second && !entity.next) { left.appendChild(element('div', 'Past it, it would be in ' + entity.second + '.', 'quiet')); }
    }
    if (entity.next) { left.appendChild(element('p', 'It would move to ' + entity.next + '.')); }
    var table = element('table'), body = element('tbody');
    table.appendChild(element('caption', 'Drivers and policy of ' + entity.key));
    function row(name, value, unit) { var tr = element('tr'), th = element('th', name); th.scope = 'row'; tr.appendChild(th); var td = element('td', value, 'n'); if (unit) { td.appendChild(element('span', ' ' + unit, 'quiet')); } tr.appendChild(td); body.appendChild(tr); }
    data.lookup.drivers.forEach(function (driver, i) { if (entity.values[i] !== null) { row(driver[0], number(entity.values[i]), driver[1]); } });
    if (entity.method) { row('forecasting method', entity.method); }
    if (entity.safetyStock !== null) { row('safety stock', number(entity.safetyStock), 'units'); }
    if (entity.reorderPoint !== null) { row('reorder point', number(entity.reorderPoint), 'units'); }
    if (entity.orderQuantity !== null) { row('order quantity', number(entity.orderQuantity), 'units'); }
    table.appendChild(body);
    right.appendChild(table);
  }

  function lookup() {
    var input = document.getElementById('search'), list = document.getElementById('matches');
    if (!input) { return; }
    var entities = data.lookup.entities, found = [], chosen = -1;
    function choose(i) { if (found[i]) { explain(found[i]); input.value = found[i].key; show([]); } }
    function show(matches) {
      found = matches; chosen = -1;
      list.replaceChildren.apply(list, matches.map(function (entity, i) {
        var item = element('li', entity.name ? entity.key + ' · ' + entity.name : entity.key);
        item.id = 'match-' + i; item.setAttribute('role', 'option');
        item.appendChild(element('span', entity.segment, 'quiet'));
        item.addEventListener('mousedown', function (event) { event.preventDefault(); choose(i); });
        return item;
      }));
      input.setAttribute('aria-expanded', String(matches.length > 0));
      input.removeAttribute('aria-activedescendant');
    }
    function mark(i) {
      chosen = (i + found.length) % found.length;
      Array.prototype.forEach.call(list.children, function (item, k) { item.setAttribute('aria-selected', String(k === chosen)); });
      input.setAttribute('aria-activedescendant', 'match-' + chosen);
      list.children[chosen].scrollIntoView({ block: 'nearest' });
    }
    input.addEventListener('input', function () {
      var wanted = input.value.trim().toLowerCase();
      show(wanted === '' ? [] : entities.filter(function (e) { return e.key.toLowerCase().indexOf(wanted) >= 0 || e.name.toLowerCase().indexOf(wanted) >= 0; }).slice(0, 12));
    });
    input.addEventListener('keydown', function (event) {
      if (found.length === 0) { return; }
      if (event.key === 'ArrowDown') { mark(chosen + 1); event.preventDefault(); }
      else if (event.key === 'ArrowUp') { mark(chosen - 1); event.preventDefault(); }
      else if (event.key === 'Enter') { choose(Math.max(chosen, 0)); }
      else if (event.key === 'Escape') { show([]); }
    });
    input.addEventListener('blur', function () { show([]); });
    if (entities.length > 0) { explain(entities[0]); }
  }

  function spy() {
    var links = {};
    document.querySelectorAll('nav a').forEach(function (a) { links[a.getAttribute('href').slice(1)] = a; });
    var observer = new IntersectionObserver(function (seen) {
      seen.forEach(function (s) { if (s.isIntersecting && links[s.target.id]) { Object.keys(links).forEach(function (id) { links[id].classList.toggle('here', id === s.target.id); }); } });
    }, { rootMargin: '-15% 0px -75% 0px' });
    document.querySelectorAll('main section').forEach(function (section) { observer.observe(section); });
  }

  function height(id, rows, each, rest) { var place = document.getElementById('chart-' + id); if (place) { place.style.height = Math.max(220, rows * each + rest) + 'px'; } }
  function redraw() { charts.forEach(function (c) { c.chart.setOption(base(c.make()), true); c.chart.resize(); }); }

  height('accuracy', data.accuracy.length, 30, 80);
  height('methods', data.methods.map(function (r) { return r.segment; }).filter(function (s, i, all) { return all.indexOf(s) === i; }).length, 30, 84);
  if (data.pareto) { draw('pareto', pareto); }
  if (data.clusters) { draw('clusters', clusters, 'canvas'); }
  if (data.accuracy.length) { draw('accuracy', accuracy); }
  if (data.methods.length) { draw('methods', methods); }
  data.examples.forEach(function (e, i) { draw('example-' + i, function () { return example(e); }); });
  if (data.moves && data.moves.length) { draw('migrations', migrations); }
  lookup();
  spy();
  window.addEventListener('resize', function () { charts.forEach(function (c) { c.chart.resize(); }); });
  dark.addEventListener('change', redraw);
  window.addEventListener('beforeprint', function () {
    document.documentElement.classList.add('paper');
    document.querySelectorAll('details:not([open])').forEach(function (d) { d.open = true; d.dataset.shut = 'true'; });
    redraw();
    charts.forEach(function (c) { c.chart.resize({ width: c.chart.getDom().closest('figure') ? 330 : 690 }); });
  });
  window.addEventListener('afterprint', function () {
    document.documentElement.classList.remove('paper');
    document.querySelectorAll('details[data-shut]').forEach(function (d) { d.open = false; delete d.dataset.shut; });
    redraw();
  });
}());
