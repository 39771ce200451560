'use strict';
// Axes, lines, points, pictures: SVG for what is read, canvas for what is many.

const SVG = 'http://www.w3.org/2000/svg';

function node(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (name === 'class') made.className = value;
    else if (name in made && typeof value !== 'string') made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

function draw(parent, tag, attributes, text) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes || {})) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  parent.append(made);
  return made;
}

// Asked for thousands of times while points are drawn; forgotten when the theme changes.
let palette = new Map();
function css(name) {
  if (!palette.has(name)) palette.set(name, getComputedStyle(document.documentElement).getPropertyValue(name).trim());
  return palette.get(name);
}

// Colours are mixed in linear steps between anchors that rise evenly in lightness.
const RAMPS = {
  field: [[26, 26, 78], [42, 66, 138], [31, 112, 150], [38, 152, 139], [104, 186, 112], [186, 212, 100], [249, 236, 149]],
  rate: [[84, 39, 136], [150, 53, 140], [205, 80, 110], [236, 127, 76], [246, 184, 74], [236, 232, 120]],
  heat: [[240, 237, 226], [236, 206, 152], [222, 156, 100], [190, 98, 74], [132, 52, 62], [72, 22, 46]],
  heatDark: [[30, 36, 41], [74, 44, 62], [140, 62, 74], [196, 104, 80], [232, 166, 100], [250, 232, 170]],
  signed: [[20, 62, 118], [62, 124, 178], [150, 190, 214], [243, 242, 238], [232, 176, 142], [194, 98, 72], [116, 34, 40]],
  signedDark: [[120, 190, 240], [70, 130, 184], [44, 74, 104], [30, 35, 40], [104, 62, 50], [186, 100, 72], [248, 178, 140]],
};
const CLUSTER = ['#4477aa', '#d9663d', '#2f8f4e', '#c2a52a', '#8a4fa8', '#2fa7b5', '#d15a8c', '#7a7a7a', '#8a6d3b', '#5b6ee1'];

const isDark = () => {
  const theme = document.documentElement.dataset.theme;
  return theme ? theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
};

function ramp(name) {
  if ((name === 'heat' || name === 'signed') && isDark()) name += 'Dark';
  const anchors = RAMPS[name];
  return share => {
    const at = Math.max(0, Math.min(1, share)) * (anchors.length - 1);
    const i = Math.min(anchors.length - 2, Math.floor(at));
    return anchors[i].map((v, c) => Math.round(v + (anchors[i + 1][c] - v) * (at - i)));
  };
}

const rgb = colour => 'rgb(' + colour.join(',') + ')';

function niceTicks(from, to, count) {
  if (!(to > from)) return [from];
  const raw = (to - from) / Math.max(1, count);
  const power = Math.pow(10, Math.floor(Math.log10(raw)));
  const step = [1, 2, 2.5, 5, 10].find(s => s * power >= raw * .999) * power;
  const ticks = [];
  for (let i = Math.ceil(from / step - 1e-9); i * step <= to + step * 1e-9; i++) ticks.push(i * step);
  return ticks;
}

// A scale of numbers from one pixel to another.
function linear(from, to, a, b) {
  const scale = v => a + (to === from ? .5 : (v - from) / (to - from)) * (b - a);
  scale.back = p => from + (p - a) / (b - a) * (to - from);
  scale.ticks = count => niceTicks(Math.min(from, to), Math.max(from, to), count).map(v => [v, shown(Math.abs(v) < Math.abs(to - from) * 1e-9 ? 0 : v, 4)]);
  return scale;
}

function logarithmic(from, to, a, b) {
  const low = Math.log10(from), high = Math.log10(to);
  const scale = v => a + (high === low ? .5 : (Math.log10(v) - low) / (high - low)) * (b - a);
  scale.back = p => Math.pow(10, low + (p - a) / (b - a) * (high - low));
  scale.ticks = count => {
    const ticks = [];
    const decades = high - low;
    if (decades < 2.2) {
      for (let e = Math.floor(low); e <= Math.ceil(high); e++) {
        for (const m of decades < .8 ? [1, 1.5, 2, 3, 4, 5, 6, 8] : [1, 2, 5]) {
          const v = m * Math.pow(10, e);
          if (v >= from * .999 && v <= to * 1.001) ticks.push([v, shown(v)]);
        }
      }
      return ticks;
    }
    const step = Math.max(1, Math.ceil(decades / count));
    for (let e = Math.ceil(low - 1e-9); e <= high + 1e-9; e += step) ticks.push([Math.pow(10, e), e >= -2 && e <= 3 ? shown(Math.pow(10, e)) : '1e' + String(e).replace('-', '−')]);
    return ticks;
  };
  return scale;
}

const MARGIN = {left: 58, right: 14, top: 10, bottom: 40};

function axes(svg, box, x, y, xTitle, yTitle) {
  const few = Math.max(2, Math.floor((box.right - box.left) / 90));
  for (const [value, text] of x.ticks(few)) {
    const at = x(value);
    if (at < box.left - 1 || at > box.right + 1) continue;
    draw(svg, 'line', {class: 'grid', x1: at, x2: at, y1: box.top, y2: box.bottom});
    draw(svg, 'text', {x: at, y: box.bottom + 16, 'text-anchor': 'middle'}, text);
  }
  for (const [value, text] of y.ticks(Math.max(2, Math.floor((box.bottom - box.top) / 45)))) {
    const at = y(value);
    if (at < box.top - 1 || at > box.bottom + 1) continue;
    draw(svg, 'line', {class: 'grid', x1: box.left, x2: box.right, y1: at, y2: at});
    draw(svg, 'text', {x: box.left - 7, y: at + 4, 'text-anchor': 'end'}, text);
  }
  draw(svg, 'path', {class: 'axis', d: `M${box.left},${box.top}V${box.bottom}H${box.right}`});
  if (xTitle) draw(svg, 'text', {x: box.right, y: box.bottom + 33, 'text-anchor': 'end', class: 'strong'}, xTitle);
  if (yTitle) draw(svg, 'text', {x: 2, y: box.top - 11, class: 'strong'}, yTitle);
}

function frame(host, height, title, margin = MARGIN) {
  host.replaceChildren();
  const width = Math.max(220, host.clientWidth);
  const svg = draw(host, 'svg', {width, height, role: 'img', 'aria-label': title, viewBox: `0 0 ${width} ${height}`});
  return {svg, width, height, box: {left: margin.left, right: width - margin.right, top: margin.top + 18, bottom: height - margin.bottom}};
}

function extent(lists, isLog) {
  let low = Infinity, high = -Infinity;
  for (const list of lists) for (const v of list) if (v === v && Math.abs(v) < Infinity && !(isLog && v <= 0)) { low = Math.min(low, v); high = Math.max(high, v); }
  if (low > high) return isLog ? [1, 10] : [0, 1];
  if (low === high) return isLog ? [low / 2, high * 2] : [low - (Math.abs(low) || 1) * .5, high + (Math.abs(high) || 1) * .5];
  return [low, high];
}

const tip = (() => {
  let box;
  return {
    show(event, ...parts) {
      if (!box) document.body.append(box = node('div', {class: 'tip', role: 'status'}));
      box.hidden = false;
      box.replaceChildren(...parts);
      const x = Math.min(event.clientX + 14, innerWidth - box.offsetWidth - 8);
      const y = event.clientY + 14 + box.offsetHeight > innerHeight ? event.clientY - box.offsetHeight - 10 : event.clientY + 14;
      box.style.left = Math.max(8, x) + 'px';
      box.style.top = Math.max(8, y) + 'px';
    },
    hide() { if (box) box.hidden = true; },
  };
})();

// Lines over one horizontal axis. Each series: name, x, y, colour, dash. Hover reads the nearest place.
function lineChart(host, {title, series, xTitle, yTitle, logX, logY, height = 230, marks = [], zero, turned}) {
  const {svg, box} = frame(host, height, title);
  const usable = s => s.y.length > 0;
  const drawn = series.filter(usable);
  if (!drawn.length) { draw(svg, 'text', {x: box.left, y: box.top + 20}, 'not measured'); return; }
  let [x0, x1] = extent(drawn.map(s => s.x), logX);
  let [y0, y1] = extent(drawn.map(s => s.y).concat(zero ? [[0]] : []), logY);
  if (!logY) { const pad = (y1 - y0) * .05; y0 -= zero && y0 === 0 ? 0 : pad; y1 += pad; }
  const x = (logX ? logarithmic : linear)(x0, x1, box.left, box.right);
  const y = (logY ? logarithmic : linear)(y0, y1, box.bottom, box.top);
  axes(svg, box, x, y, xTitle, yTitle);
  for (const mark of marks) {
    draw(svg, 'line', {x1: x(mark.x), x2: x(mark.x), y1: box.top, y2: box.bottom, stroke: css('--accent'), 'stroke-dasharray': '4 3'});
    if (mark.text) draw(svg, 'text', {x: x(mark.x) + 9, y: box.bottom - 8 - (mark.line || 0) * 15, class: 'strong'}, mark.text);
  }
  for (const s of drawn) {
    let path = '', pen = 'M';
    for (let i = 0; i < s.x.length; i++) {
      const isHole = s.y[i] !== s.y[i] || (logY && !(s.y[i] > 0)) || (logX && !(s.x[i] > 0));
      if (isHole) { pen = 'M'; continue; }
      path += pen + x(s.x[i]).toFixed(1) + ',' + y(s.y[i]).toFixed(1);
      pen = 'L';
    }
    draw(svg, 'path', {d: path, fill: 'none', stroke: s.colour, 'stroke-width': s.wide || 1.6, 'stroke-dasharray': s.dash || '', 'stroke-linejoin': 'round'});
    if (s.dots) for (let i = 0; i < s.x.length; i++) draw(svg, 'circle', {cx: x(s.x[i]), cy: y(s.y[i]), r: i === s.big ? 5 : 3, fill: s.colour});
  }
  const cross = draw(svg, 'line', {y1: box.top, y2: box.bottom, stroke: css('--faint'), visibility: 'hidden'});
  svg.addEventListener('pointermove', event => {
    const at = x.back(event.clientX - svg.getBoundingClientRect().left);
    const parts = [];
    let place = NaN;
    for (const s of drawn) {
      let best = 0;
      for (let i = 1; i < s.x.length; i++) if (Math.abs(s.x[i] - at) < Math.abs(s.x[best] - at)) best = i;
      if (place !== place) { place = s.x[best]; parts.push(node('div', {class: 'soft'}, (xTitle || '') + ' ' + shown(place, 4))); }
      parts.push(node('div', {}, s.name + ' ' + shown(s.y[best], 4)));
    }
    cross.setAttribute('x1', x(place)); cross.setAttribute('x2', x(place));
    cross.setAttribute('visibility', 'visible');
    tip.show(event, ...parts);
  });
  svg.addEventListener('pointerleave', () => { tip.hide(); cross.setAttribute('visibility', 'hidden'); });
}

// Bars between two numbers; several series are drawn as steps over each other.
function barChart(host, {title, series, xTitle, yTitle, logY, height = 230}) {
  const {svg, box} = frame(host, height, title);
  const first = series[0].bars;
  const most = Math.max(1, ...series.flatMap(s => s.bars.counts));
  const x = linear(first.from, first.to, box.left, box.right);
  const y = logY ? logarithmic(.5, most * 1.4, box.bottom, box.top) : linear(0, most * 1.05, box.bottom, box.top);
  axes(svg, box, x, y, xTitle, yTitle);
  for (const s of series) {
    const n = s.bars.counts.length;
    let path = '';
    s.bars.counts.forEach((count, i) => {
      const top = Math.min(box.bottom, count > 0 ? y(count) : box.bottom).toFixed(1);
      const from = x(s.bars.from + i / n * (s.bars.to - s.bars.from)), to = x(s.bars.from + (i + 1) / n * (s.bars.to - s.bars.from));
      path += (i ? 'L' : 'M' + from.toFixed(1) + ',' + box.bottom + 'L') + from.toFixed(1) + ',' + top + 'L' + to.toFixed(1) + ',' + top;
    });
    if (s.fill) draw(svg, 'path', {d: path + 'L' + box.right + ',' + box.bottom + 'Z', fill: s.fill});
    draw(svg, 'path', {d: path, fill: 'none', stroke: s.colour, 'stroke-width': 1.4, 'stroke-dasharray': s.dash || ''});
  }
  svg.addEventListener('pointermove', event => {
    const at = x.back(event.clientX - svg.getBoundingClientRect().left);
    const n = first.counts.length;
    const i = Math.floor((at - first.from) / (first.to - first.from) * n);
    if (i < 0 || i >= n) return tip.hide();
    const edge = k => shown(first.from + k / n * (first.to - first.from), 4);
    tip.show(event, node('div', {class: 'soft'}, edge(i) + ' to ' + edge(i + 1)),
      ...series.map(s => node('div', {}, s.name + ' ' + s.bars.counts[i].toLocaleString('en'))));
  });
  svg.addEventListener('pointerleave', tip.hide);
}

function columns(host, {title, values, colours, xTitle, yTitle, marks = [], height = 230, name}) {
  const {svg, box} = frame(host, height, title);
  const x = linear(-.5, values.length - .5, box.left, box.right);
  const y = linear(0, Math.max(1e-9, extent([values])[1]) * 1.08, box.bottom, box.top);
  x.ticks = () => niceTicks(0, values.length - 1, Math.max(3, Math.floor((box.right - box.left) / 55))).filter(Number.isInteger).map(v => [v, String(v)]);
  axes(svg, box, x, y, xTitle, yTitle);
  const wide = Math.max(1, (box.right - box.left) / values.length - 2);
  values.forEach((value, i) => {
    const bar = draw(svg, 'rect', {x: x(i) - wide / 2, width: wide, y: y(Math.max(0, value)), height: Math.max(0, box.bottom - y(Math.max(0, value))), fill: colours(i), rx: 1});
    bar.addEventListener('pointermove', event => tip.show(event, name(i) + ': ' + shown(value)));
    bar.addEventListener('pointerleave', tip.hide);
  });
  for (const mark of marks) {
    draw(svg, 'line', {x1: x(mark.x), x2: x(mark.x), y1: box.top, y2: box.bottom, stroke: css('--ink'), 'stroke-dasharray': '4 3'});
    const late = x(mark.x) > box.right - 90;
    draw(svg, 'text', {x: x(mark.x) + (late ? -5 : 5), 'text-anchor': late ? 'end' : 'start', y: box.top + 12 + (mark.line || 0) * 16, class: 'strong'}, mark.text);
  }
}

// Fills a canvas, one pixel for each number.
function paintPixels(map, colour, isFlipped) {
  const canvas = node('canvas', {});
  canvas.width = map.width;
  canvas.height = map.height;
  const context = canvas.getContext('2d');
  const image = context.createImageData(map.width, map.height);
  for (let row = 0; row < map.height; row++) {
    for (let column = 0; column < map.width; column++) {
      const value = map.values[row * map.width + column];
      const at = 4 * ((isFlipped ? map.height - 1 - row : row) * map.width + column);
      if (value !== value) continue;
      const c = colour(value);
      image.data[at] = c[0]; image.data[at + 1] = c[1]; image.data[at + 2] = c[2]; image.data[at + 3] = 255;
    }
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

// A map with coordinates along its sides and a colour bar with units below. Returns a function that shows a pixel.
function mapFigure(host, {title, map, plane, low, high, palette, units, onHover}) {
  host.replaceChildren();
  const width = Math.max(220, host.clientWidth);
  const edges = {rows: plane.row_edges || [-.5, map.height - .5], columns: plane.column_edges || [-.5, map.width - .5]};
  const isFlipped = !!plane.row_edges && edges.rows[1] > edges.rows[0];
  const left = 44, right = 16, top = 9;
  const inner = width - left - right;
  const high2 = Math.round(Math.max(90, Math.min(inner * map.height / map.width, inner * .75)));
  const height = top + high2 + 78;
  const svg = draw(host, 'svg', {width, height, role: 'img', 'aria-label': title});
  const holder = draw(svg, 'image', {x: left, y: top, width: inner, height: high2, preserveAspectRatio: 'none', style: 'image-rendering: pixelated'});
  const colour = ramp(palette);
  const flat = !(high > low);
  holder.setAttribute('href', paintPixels(map, v => colour(flat ? .5 : (v - low) / (high - low)), isFlipped).toDataURL());
  draw(svg, 'rect', {class: 'axis', x: left, y: top, width: inner, height: high2});
  const x = linear(edges.columns[0], edges.columns[1], left, left + inner);
  const y = isFlipped ? linear(edges.rows[0], edges.rows[1], top + high2, top) : linear(edges.rows[0], edges.rows[1], top, top + high2);
  const degree = (axis, v) => /degrees?_?(north|N)\b/.test(axis) ? shown(Math.abs(v)) + '°' + (v > 0 ? 'N' : v < 0 ? 'S' : '')
    : /degrees?_?(east|E)\b/.test(axis) ? east(v) : shown(v, 4);
  const east = v => {
    const turned = ((v + 180) % 360 + 360) % 360 - 180;
    return shown(Math.abs(turned)) + '°' + (turned === 0 || turned === -180 ? '' : turned > 0 ? 'E' : 'W');
  };
  const nice = (from, to, axis, count) => {
    const step = /degree/.test(axis) ? [10, 15, 30, 45, 60, 90].find(s => Math.abs(to - from) / s <= count + .01) : 0;
    if (!step) return niceTicks(Math.min(from, to), Math.max(from, to), count);
    const ticks = [];
    for (let v = Math.ceil(Math.min(from, to) / step - 1e-6) * step; v <= Math.max(from, to) + 1e-6; v += step) ticks.push(v);
    return ticks;
  };
  for (const v of nice(...edges.columns, plane.columns, Math.max(2, Math.floor(inner / 70)))) {
    draw(svg, 'line', {class: 'axis', x1: x(v), x2: x(v), y1: top + high2, y2: top + high2 + 4});
    draw(svg, 'text', {x: Math.min(x(v), width - 20), y: top + high2 + 16, 'text-anchor': 'middle'}, degree(plane.columns, v));
  }
  for (const v of nice(...edges.rows, plane.rows, Math.max(2, Math.floor(high2 / 34)))) {
    draw(svg, 'line', {class: 'axis', x1: left - 4, x2: left, y1: y(v), y2: y(v)});
    draw(svg, 'text', {x: left - 7, y: Math.min(y(v) + 4, top + high2), 'text-anchor': 'end'}, degree(plane.rows, v));
  }
  const barTop = top + high2 + 32;
  const strip = node('canvas', {width: 256, height: 1});
  const context = strip.getContext('2d');
  for (let i = 0; i < 256; i++) { context.fillStyle = rgb(colour(i / 255)); context.fillRect(i, 0, 1, 1); }
  draw(svg, 'image', {x: left, y: barTop, width: inner, height: 9, preserveAspectRatio: 'none', href: strip.toDataURL()});
  const along = linear(low, high, left, left + inner);
  if (flat) draw(svg, 'text', {x: left + inner / 2, y: barTop + 24, 'text-anchor': 'middle'}, shown(low, 4) + ' ' + units);
  else for (const [v, text] of along.ticks(Math.max(2, Math.floor(inner / 55)))) {
    draw(svg, 'line', {class: 'axis', x1: along(v), x2: along(v), y1: barTop + 9, y2: barTop + 13});
    draw(svg, 'text', {x: along(v), y: barTop + 25, 'text-anchor': 'middle'}, text);
  }
  draw(svg, 'text', {x: left + inner, y: barTop + 42, 'text-anchor': 'end', class: 'strong'}, units);
  const pin = draw(svg, 'rect', {fill: 'none', stroke: css('--ink'), 'stroke-width': 1.5, visibility: 'hidden', width: 9, height: 9});
  svg.style.touchAction = 'pan-y';
  svg.addEventListener('pointermove', event => {
    const place = svg.getBoundingClientRect();
    const column = Math.floor((event.clientX - place.left - left) / inner * map.width);
    const line = Math.floor((event.clientY - place.top - top) / high2 * map.height);
    const isInside = column >= 0 && column < map.width && line >= 0 && line < map.height;
    const row = isFlipped ? map.height - 1 - line : line;
    onHover(isInside ? {row, column, where: degreeText()} : null);
    function degreeText() {
      const lon = edges.columns[0] + (column + .5) / map.width * (edges.columns[1] - edges.columns[0]);
      const lat = edges.rows[0] + (row + .5) / map.height * (edges.rows[1] - edges.rows[0]);
      return plane.row_edges && plane.column_edges ? degree(plane.rows, +lat.toFixed(3)) + ' ' + degree(plane.columns, +lon.toFixed(3))
        : plane.rows + ' pixel ' + row + ', ' + plane.columns + ' pixel ' + column;
    }
  });
  svg.addEventListener('pointerleave', () => onHover(null));
  return at => {
    pin.setAttribute('visibility', at ? 'visible' : 'hidden');
    if (!at) return;
    const line = isFlipped ? map.height - 1 - at.row : at.row;
    pin.setAttribute('x', left + (at.column + .5) / map.width * inner - 4.5);
    pin.setAttribute('y', top + (line + .5) / map.height * high2 - 4.5);
  };
}

// A table of numbers as colours, logarithmic; levels downwards.
function heatTable(host, {title, matrix, xTitle}) {
  const rows = matrix.rows.length, columnCount = matrix.columns.length;
  const {svg, box, width} = frame(host, Math.min(420, Math.max(120, 70 + rows * 22)), title, {left: 104, right: 96, top: -12, bottom: 30});
  const [low, high] = extent([matrix.values], true);
  const isExact = !matrix.values.some(v => v > 0);
  const colour = ramp('heat');
  const share = v => isExact || !(v > 0) ? 0 : high > low ? .06 + .94 * (Math.log(v) - Math.log(low)) / (Math.log(high) - Math.log(low)) : .5;
  const map = {width: columnCount, height: rows, values: matrix.values};
  draw(svg, 'image', {x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top, preserveAspectRatio: 'none',
    style: 'image-rendering: pixelated', href: paintPixels(map, v => colour(share(v)), false).toDataURL()});
  draw(svg, 'rect', {class: 'axis', x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top});
  const high2 = (box.bottom - box.top) / rows;
  const every = Math.max(1, Math.ceil(16 / high2));
  matrix.rows.forEach((text, i) => {
    if (i % every === 0) draw(svg, 'text', {x: box.left - 7, y: box.top + (i + .5) * high2 + 4, 'text-anchor': 'end'}, text.length > 15 ? text.slice(0, 14) + '…' : text);
  });
  const first = matrix.columns[0], last = matrix.columns[columnCount - 1];
  if (first) draw(svg, 'text', {x: box.left, y: box.bottom + 17}, first);
  if (last && columnCount > 1) draw(svg, 'text', {x: box.right, y: box.bottom + 17, 'text-anchor': 'end'}, last);
  const strip = node('canvas', {width: 1, height: 128});
  const context = strip.getContext('2d');
  for (let i = 0; i < 128; i++) { context.fillStyle = rgb(colour(.06 + .94 * (1 - i / 127))); context.fillRect(0, i, 1, 1); }
  if (!isExact) {
    draw(svg, 'image', {x: box.right + 16, y: box.top, width: 9, height: box.bottom - box.top, preserveAspectRatio: 'none', href: strip.toDataURL()});
    draw(svg, 'text', {x: box.right + 30, y: box.top + 10}, shown(high));
    draw(svg, 'text', {x: box.right + 30, y: box.bottom}, shown(low));
  }
  svg.addEventListener('pointermove', event => {
    const place = svg.getBoundingClientRect();
    const column = Math.floor((event.clientX - place.left - box.left) / (box.right - box.left) * columnCount);
    const row = Math.floor((event.clientY - place.top - box.top) / high2);
    if (column < 0 || row < 0 || column >= columnCount || row >= rows) return tip.hide();
    tip.show(event, node('div', {class: 'soft'}, [matrix.rows[row], matrix.columns[column]].filter(Boolean).join(', ')),
      'relative L1 ' + shown(matrix.values[row * columnCount + column]));
  });
  svg.addEventListener('pointerleave', tip.hide);
}

// A point whose shape tells its verdict as well as its colour: kept a disc, broken a cross, estimated an open diamond.
function mark(context, x, y, verdict, colour, size) {
  if (verdict === 'kept') {
    context.fillStyle = colour;
    context.beginPath();
    context.arc(x, y, size, 0, 7);
    context.fill();
    return;
  }
  context.strokeStyle = colour;
  context.lineWidth = verdict === 'broken' ? 1.1 : 1.6;
  context.beginPath();
  if (verdict === 'broken') {
    const s = size * .75;
    context.moveTo(x - s, y - s); context.lineTo(x + s, y + s);
    context.moveTo(x + s, y - s); context.lineTo(x - s, y + s);
  } else {
    const s = size * 1.25;
    context.moveTo(x, y - s); context.lineTo(x + s, y); context.lineTo(x, y + s); context.lineTo(x - s, y); context.closePath();
  }
  context.stroke();
}
