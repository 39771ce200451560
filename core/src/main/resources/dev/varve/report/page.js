'use strict';
// Puts the page together and keeps its parts in step.

const page = JSON.parse(document.getElementById('data').textContent);
const main = document.querySelector('main');
const fields = new Map();
let drawnLook = '';
let field, chosen = -1, picked = -1, clusterOnly = 0, sliceAt = 0, largest = true;
const axisChoice = {error: 'l1', colour: 'rate'};
const table = {query: '', status: 'all', sort: 'verdict', isDown: false, rows: []};

// Names of norms keep their capital.
const lower = text => text.charAt(0).toLowerCase() + text.slice(1);
const $ = selector => main.querySelector(selector);

function fieldOf(at) {
  if (!fields.has(at)) fields.set(at, new Field(page.fields[at]));
  return fields.get(at);
}

function commandOf(i) {
  const out = field.json.source.replace(/\/+$/, '').replace(/^.*\//, '').replace(/\.[A-Za-z0-9]+$/, '') + '.zarr';
  return ['varve', 'compress', quoted(field.json.source), quoted(out), '--variables', quoted(field.name), '--codec', quoted(field.label(i))].join(' ');
}

function recipeCommand() {
  const out = field.json.source.replace(/\/+$/, '').replace(/^.*\//, '').replace(/\.[A-Za-z0-9]+$/, '') + '.zarr';
  return ['varve', 'compress', quoted(field.json.source), quoted(out), '--recipes', quoted(page.results)].join(' ');
}

async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = node('textarea', {style: 'position:fixed;opacity:0'});
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
  const before = button.textContent;
  button.textContent = 'Copied';
  button.classList.add('done');
  setTimeout(() => { button.textContent = before; button.classList.remove('done'); }, 1200);
}

function command(text) {
  const button = node('button', {class: 'quiet', type: 'button', onclick: () => copy(text, button)}, 'Copy');
  return node('div', {class: 'command'}, node('code', {tabindex: '0'}, text), button);
}

const tile = (name, value, small) => node('div', {}, node('dt', {}, name), node('dd', {}, value, small ? node('small', {}, ' ' + small) : ''));

function tilesOf(i) {
  const tiles = [
    tile('Relative L1', shown(field.measure('l1', i))),
    tile('Largest error', shown(field.measure('max_abs', i)), field.units),
    tile('Mean error', shown(field.measure('mean_abs', i)), field.units),
    tile('Decode', rate(field.decode[i]), 'MB/s'),
    tile('Encode', rate(field.encode[i]), 'MB/s'),
  ];
  for (const [name, title] of [['ssim', 'Data-SSIM'], ['pearson', 'Correlation'], ['spectrum', 'Spectral error'], ['psnr', 'PSNR']]) {
    const value = field.measure(name, i);
    if (value === value) tiles.push(tile(title, name === 'ssim' || name === 'pearson' ? nines(value) : shown(value), name === 'psnr' ? 'dB' : ''));
  }
  if (Math.abs(field.json.source_share - 1) > .005) tiles.push(tile('Against the source', shown(field.ratio[i] * field.json.source_share) + '×'));
  return node('dl', {class: 'tiles'}, ...tiles);
}

const nines = value => value >= 1 ? '1' : value > .99 ? '1 − ' + shown(1 - value, 2) : shown(value, 4);

// ---------------------------------------------------------------- header, winner, budget

function head() {
  const facts = field.json.facts.map(([name, text]) => node('div', {}, node('dt', {}, name), node('dd', {}, text)));
  $('#title').replaceChildren(node('h1', {}, field.name),
    node('span', {class: 'units'}, [field.portrait && field.portrait.longName, field.units].filter(Boolean).join(' · ')));
  $('#facts').replaceChildren(...facts);
}

function winner() {
  const host = $('#winner'), i = field.winner;
  if (i < 0) {
    host.replaceChildren(node('div', {class: 'says'}, node('span', {class: 'chain'}, 'No measured candidate keeps these gates.')),
      node('p', {class: 'hint'}, 'Loosen the budget, or allow chains that fewer readers know.'));
  } else {
    const isSame = i === field.recorded;
    host.replaceChildren(
      node('div', {class: 'says'},
        node('span', {class: 'ratio', id: 'winner-ratio'}, shown(field.ratio[i], 4), node('small', {}, '×')),
        node('span', {class: 'chain mono', id: 'winner-label'}, field.label(i))),
      tilesOf(i),
      command(commandOf(i)),
      ...(isSame && !field.isLooser ? [command(recipeCommand())] : []),
      ...alternatives());
  }
  const notes = [];
  if (field.recorded >= 0 && i !== field.recorded && i >= 0) {
    notes.push('With these settings another chain wins than in the sweep: ' + field.label(field.recorded) + ' (' + shown(field.ratio[field.recorded], 4) + '×).');
  }
  if (field.hopeful) {
    notes.push(field.hopeful.toLocaleString('en') + (field.hopeful === 1 ? ' candidate that was' : ' candidates that were')
      + ' measured on a part of the sample only may do better; varve sweep --exhaustive measures all.');
  }
  const skipped = field.status.reduce((sum, s) => sum + (s === 2 ? 1 : 0), 0);
  if (skipped && field.isLooser) {
    notes.push('The sweep skipped ' + skipped.toLocaleString('en') + ' candidates for its own, tighter budget. Sweep again with this one to try them.');
  }
  $('#note').textContent = notes.join(' ');
  $('#keeping').textContent = field.keeping.toLocaleString('en') + ' of ' + field.count.toLocaleString('en') + ' candidates keep all gates';
}

function alternatives() {
  const found = field.alternatives();
  if (!found.length) return [];
  return [node('table', {class: 'others'}, node('caption', {}, 'Also within the budget'), node('tbody', {}, ...found.map(([why, i]) =>
    node('tr', {onclick: () => select(i)}, node('td', {}, node('button', {type: 'button'}, why)), node('td', {class: 'mono'}, field.label(i)),
      node('td', {}, shown(field.ratio[i]) + '×'), node('td', {}, 'L1 ' + shown(field.measure('l1', i), 2)), node('td', {}, rate(field.decode[i]) + ' MB/s')))))];
}

function budgetCard() {
  const slider = $('#slider');
  const [low, high] = field.range;
  slider.min = Math.floor(low * 10) / 10;
  slider.max = Math.ceil(high * 10) / 10;
  slider.step = .01;
  $('#low').textContent = shown(Math.pow(10, +slider.min), 2);
  $('#high').textContent = shown(Math.pow(10, +slider.max), 2);
  $('#budget-name').textContent = 'Budget: ' + lower(GATES[field.sliderGate][0]);
  $('#portable').checked = field.options.portable;
  $('#decode-min').value = field.options.decode ? field.options.decode / 1e6 : '';
  const body = $('#gates tbody');
  body.replaceChildren(...field.gates.filter(isShown).map(gateRow));
  const unused = field.gates.filter(gate => !isShown(gate));
  $('#more-gates').hidden = !unused.length;
  $('#more-gates tbody').replaceChildren(...unused.map(gateRow));
}

const isMeasured = gate => field.measures[gate.name].some(value => value === value);
const isShown = gate => field.limits.get(gate.name) !== null;

function gateRow(gate) {
  const [title, meaning, hasUnit] = GATES[gate.name];
  const input = node('input', {type: 'text', inputmode: 'decimal', 'aria-label': title + ' limit', value: ''});
  const box = node('input', {type: 'checkbox', 'aria-label': 'use gate ' + title});
  box.addEventListener('change', () => {
    const last = gate.threshold !== null ? gate.threshold : suggested(gate);
    field.setLimit(gate.name, box.checked ? (parse(input.value) ?? last) : null);
    refresh();
  });
  input.addEventListener('change', () => {
    const limit = parse(input.value);
    if (limit !== null) {
      if (gate.name === field.sliderGate) field.setBudget(limit); else field.setLimit(gate.name, limit);
    }
    refresh();
  });
  const row = node('tr', {'data-gate': gate.name, title: meaning}, node('td', {}, node('label', {}, box, title)),
    node('td', {}, gate.is_floor ? '≥ ' : '≤ ', input, hasUnit && field.units ? ' ' + field.units : ''),
    node('td', {class: 'value'}), node('td', {}, node('div', {class: 'meter'}, node('i', {}))));
  return row;
}

const parse = text => {
  const value = Number(text.trim().replace(',', '.').replace('−', '-').replace('%', 'e-2'));
  return text.trim() !== '' && Number.isFinite(value) && value >= 0 ? value : null;
};

// A limit to begin with: what the winner, or else the median candidate, shows.
function suggested(gate) {
  const seen = field.winner >= 0 ? field.measure(gate.name, field.winner) : NaN;
  const all = [...field.measures[gate.name]].filter(Number.isFinite).sort((a, b) => a - b);
  return Number.isFinite(seen) ? seen : all.length ? all[all.length >> 1] : 0;
}

function budget() {
  const limit = field.limits.get(field.sliderGate);
  const slider = $('#slider');
  if (limit !== null && limit > 0) slider.value = Math.log10(limit);
  $('#budget').textContent = limit === null ? 'off' : shown(limit) + (GATES[field.sliderGate][2] ? ' ' + field.units : '');
  const i = field.winner;
  for (const row of main.querySelectorAll('[data-gate]')) {
    const gate = field.gates.find(g => g.name === row.dataset.gate);
    const now = field.limits.get(gate.name);
    row.classList.toggle('off', now === null);
    row.querySelector('[type=checkbox]').checked = now !== null;
    const input = row.querySelector('[type=text]');
    if (document.activeElement !== input) input.value = now === null ? '' : shown(now, 4).replace('−', '-');
    const value = i >= 0 ? field.measure(gate.name, i) : NaN;
    const used = gate.is_floor ? (value === Infinity ? 0 : now / value) : now > 0 ? value / now : value > 0 ? 2 : 0;
    row.querySelector('.value').textContent = value !== value ? 'not measured' : shown(value);
    const fill = row.querySelector('.meter i');
    fill.style.width = now === null || used !== used ? '0' : Math.min(100, used * 100) + '%';
    fill.classList.toggle('over', used > 1);
  }
}

// ---------------------------------------------------------------- Pareto

let scatter = null;

function pareto() {
  const host = $('#pareto');
  host.replaceChildren();
  const width = Math.max(260, host.clientWidth), height = width < 560 ? 360 : 470;
  // The grid lies below the points, the front and what is chosen above them.
  const below = draw(host, 'svg', {class: 'over', width, height, 'aria-hidden': 'true'});
  const canvas = node('canvas', {class: 'dots'});
  const sharp = devicePixelRatio || 1;
  canvas.width = width * sharp;
  canvas.height = height * sharp;
  canvas.style.width = width + 'px';
  canvas.style.height = height + 'px';
  host.append(canvas);
  const back = draw(host, 'svg', {class: 'over', width, height, role: 'img', 'aria-label': 'Ratio against error of all candidates'});
  const box = {left: 58, right: width - 16, top: 24, bottom: height - 42};
  const name = axisChoice.error;
  const rows = [];
  for (let i = 0; i < field.count; i++) if (field.ratio[i] > 0 && field.measure(name, i) < Infinity) rows.push(i);
  const [e0, e1] = extent([rows.map(i => field.measure(name, i))], true);
  const [r0, r1] = extent([rows.map(i => field.ratio[i])], true);
  const hasExact = rows.some(i => field.measure(name, i) === 0);
  const band = hasExact ? 54 : 0;
  const x = logarithmic(e0 / 1.5, e1 * 1.5, box.left + band, box.right);
  const y = logarithmic(r0 / 1.12, r1 * 1.25, box.bottom, box.top);
  const at = i => { const e = field.measure(name, i); return e > 0 ? x(e) : box.left + band * .42; };
  const unit = GATES[name][2] && field.units ? ' (' + field.units + ')' : '';
  axes(below, box, x, y, GATES[name][0] + unit, 'Ratio');
  if (hasExact) {
    draw(back, 'line', {class: 'axis', x1: box.left + band * .86, x2: box.left + band * .86, y1: box.top, y2: box.bottom, 'stroke-dasharray': '2 3'});
    draw(back, 'text', {x: box.left + band * .42, y: box.bottom + 16, 'text-anchor': 'middle'}, 'exact');
  }
  const limit = field.limits.get(name);
  if (limit > 0 && x(limit) > box.left && x(limit) < box.right) {
    draw(below, 'rect', {x: x(limit), y: box.top, width: box.right - x(limit), height: box.bottom - box.top, fill: css('--sunk'), opacity: .55});
    draw(back, 'line', {x1: x(limit), x2: x(limit), y1: box.top, y2: box.bottom, stroke: css('--accent'), 'stroke-width': 1.4});
    const late = x(limit) > box.right - 110;
    draw(back, 'text', {x: x(limit) + (late ? -6 : 6), y: box.top + 12, 'text-anchor': late ? 'end' : 'start', fill: css('--accent')}, 'budget ' + shown(limit));
  }
  const context = canvas.getContext('2d');
  context.scale(sharp, sharp);
  const colour = colours(rows);
  const size = rows.length > 6000 ? 2.6 : rows.length > 800 ? 3.4 : 4.4;
  // What the options leave out lies faint below the rest.
  for (const layer of ['out', 'broken', 'estimated', 'kept']) {
    context.globalAlpha = layer === 'out' ? .28 : layer === 'broken' ? .5 : .9;
    for (const i of rows) {
      const verdict = field.verdict(i);
      if ((field.allowed[i] ? verdict : 'out') !== layer || (clusterOnly && field.cluster[i] !== clusterOnly)) continue;
      mark(context, at(i), y(field.ratio[i]), verdict, layer === 'out' ? css('--broken') : colour(i), size);
    }
  }
  context.globalAlpha = 1;
  const front = field.front(name);
  if (front.length > 1) {
    draw(back, 'path', {d: front.map((i, k) => (k ? 'H' + at(i).toFixed(1) + 'V' : 'M' + at(i).toFixed(1) + ',') + y(field.ratio[i]).toFixed(1)).join(''),
      fill: 'none', stroke: css('--ink'), 'stroke-width': 1.2, opacity: .6});
  }
  ring(field.winner, css('--ink'), 'winner');
  if (picked >= 0 && picked !== field.winner) ring(picked, css('--focus'), '');
  function ring(i, stroke, text) {
    if (i < 0 || !rows.includes(i)) return;
    draw(back, 'circle', {cx: at(i), cy: y(field.ratio[i]), r: 8.5, fill: 'none', stroke, 'stroke-width': 2.2});
    if (text) draw(back, 'text', {x: at(i) - 13, y: y(field.ratio[i]) - 9, 'text-anchor': at(i) < box.left + 70 ? 'start' : 'end', class: 'strong', 'font-weight': 600}, text);
  }
  const nearest = event => {
    const place = back.getBoundingClientRect();
    const px = event.clientX - place.left, py = event.clientY - place.top;
    let best = -1, least = 18 * 18;
    for (const i of rows) {
      if (clusterOnly && field.cluster[i] !== clusterOnly) continue;
      const d = (at(i) - px) ** 2 + (y(field.ratio[i]) - py) ** 2;
      if (d < least) { least = d; best = i; }
    }
    return best;
  };
  back.addEventListener('pointermove', event => {
    const i = nearest(event);
    back.style.cursor = i < 0 ? 'default' : 'pointer';
    if (i < 0) tip.hide(); else tip.show(event, ...described(i));
  });
  back.addEventListener('pointerleave', tip.hide);
  back.addEventListener('click', event => { const i = nearest(event); if (i >= 0) select(i); });
  scatter = {at: i => [at(i), y(field.ratio[i])]};
  legend(rows);
}

function described(i) {
  const verdict = field.verdict(i);
  return [node('div', {class: 'mono'}, field.label(i)),
    node('div', {}, shown(field.ratio[i], 4) + '× · L1 ' + shown(field.measure('l1', i)) + ' · decode ' + rate(field.decode[i]) + ' MB/s'),
    node('div', {class: 'soft'}, verdict === 'broken' ? 'breaks ' + brokenNames(i) : verdict === 'estimated' ? 'measured on a part of the sample' : 'keeps all gates')];
}

const brokenNames = i => field.verdicts[field.errors[i]].map(name => lower(GATES[name][0])).join(', ');

function rateRange() {
  const known = [...field.decode].filter(v => v > 0 && v < Infinity).sort((a, b) => a - b);
  return known.length ? [known[Math.floor(known.length * .02)], known[Math.floor(known.length * .98)]] : [1, 10];
}

function colours() {
  if (axisChoice.colour === 'cluster') return i => field.cluster[i] ? CLUSTER[field.cluster[i] - 1] : css('--broken');
  if (axisChoice.colour === 'compressor') {
    const families = commonFamilies();
    return i => CLUSTER[Math.max(0, families.indexOf(field.familyOf('compressor', i))) % CLUSTER.length];
  }
  const [low, high] = rateRange(), colour = ramp('rate');
  return i => field.decode[i] > 0 ? rgb(colour(high > low ? Math.log(field.decode[i] / low) / Math.log(high / low) : .5)) : css('--broken');
}

function commonFamilies() {
  const counts = new Map();
  for (let i = 0; i < field.count; i++) { const f = field.familyOf('compressor', i); counts.set(f, (counts.get(f) || 0) + 1); }
  return [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a)).slice(0, CLUSTER.length);
}

function legend() {
  const host = $('#legend');
  const shape = (verdict, text) => {
    const canvas = node('canvas', {width: 28, height: 28, style: 'width:14px;height:14px'});
    const context = canvas.getContext('2d');
    context.scale(2, 2);
    mark(context, 7, 7, verdict, css('--ink'), 4);
    return node('span', {}, canvas, text);
  };
  const parts = [shape('kept', 'keeps the gates'), shape('broken', 'breaks one')];
  if (field.status.includes(1)) parts.push(shape('estimated', 'measured in part'));
  if (field.allowed.includes(0)) parts.push(node('span', {}, node('i', {style: 'width:9px;height:9px;border-radius:50%;background:var(--broken);opacity:.5'}), 'left out by the options'));
  parts.push(node('span', {}, '— front: none has both less error and more ratio'));
  if (axisChoice.colour === 'rate') {
    const strip = node('canvas', {width: 90, height: 8});
    const context = strip.getContext('2d'), colour = ramp('rate');
    for (let k = 0; k < 90; k++) { context.fillStyle = rgb(colour(k / 89)); context.fillRect(k, 0, 1, 8); }
    const [low, high] = rateRange();
    parts.push(node('span', {}, 'decode ' + rate(low), strip, rate(high) + ' MB/s'));
  } else {
    const names = axisChoice.colour === 'cluster' ? clusterNumbers().map(k => 'cluster ' + k) : commonFamilies();
    names.forEach((name, k) => parts.push(node('span', {}, node('i', {style: 'width:10px;height:10px;border-radius:50%;background:' + CLUSTER[k]}), name)));
  }
  host.replaceChildren(...parts);
}

function side() {
  const host = $('#side'), i = chosen;
  if (i < 0) { host.replaceChildren(node('p', {class: 'hint'}, 'Click a point or a row to look at a candidate.')); return; }
  const verdict = field.verdict(i);
  const words = {kept: 'keeps the gates', broken: 'breaks ' + (verdict === 'broken' ? brokenNames(i) : ''), estimated: 'measured in part', skipped: 'skipped', failed: 'failed'};
  host.replaceChildren(
    node('div', {class: 'hint'}, i === field.winner ? 'The winner' : 'Chosen candidate'),
    node('p', {class: 'chain mono', id: 'chosen-label'}, field.label(i)),
    node('span', {class: 'badge ' + verdict}, words[verdict]), ' ',
    field.portable[i] ? '' : node('span', {class: 'badge skipped', title: 'few readers beside Varve and zarr-python know one of its codecs'}, 'less portable'),
    field.why(i) ? node('p', {class: 'hint'}, field.why(i)) : '',
    field.ratio[i] > 0 ? node('dl', {class: 'tiles', style: 'margin-bottom:0'}, tile('Ratio', shown(field.ratio[i], 4) + '×'),
      i !== field.winner && field.winner >= 0 ? tile('Of the winner’s', shown(100 * field.ratio[i] / field.ratio[field.winner]) + ' %') : tile('Peak memory', field.peak[i] > 0 ? shown(field.peak[i] / 1048576) : '–', 'MiB')) : '',
    field.errors[i] === field.errors[i] ? tilesOf(i) : '',
    verdict === 'failed' ? '' : command(commandOf(i)));
}

// ---------------------------------------------------------------- pictures

function sitter() {
  const portrait = field.portrait;
  if (!portrait || !portrait.candidates.length) return null;
  const at = chosen >= 0 ? portrait.indexOf(field.stage(chosen)) : 0;
  return {candidate: portrait.candidates[at < 0 ? 0 : at], isOther: at < 0};
}

function pictures() {
  const portrait = field.portrait, seen = sitter();
  $('#pictures').hidden = !seen;
  $('#curves').hidden = !seen;
  if (!seen) return;
  const {candidate, isOther} = seen;
  const pick = $('#sitter');
  pick.replaceChildren(...portrait.candidates.map((c, k) => node('option', {value: String(k)}, c.label)));
  pick.value = String(portrait.candidates.indexOf(candidate));
  const slices = $('#slice');
  slices.replaceChildren(...portrait.slices.map((s, k) => node('option', {value: String(k)}, (k === 0 && portrait.slices.length > 1 ? 'largest error: ' : '') + s.label)));
  sliceAt = Math.min(sliceAt, portrait.slices.length - 1);
  slices.value = String(sliceAt);
  $('#pictures .hint').textContent = isOther
    ? 'No pictures were kept of the chosen candidate; this is ' + candidate.label + '.'
    : chosen >= 0 && candidate.label !== field.label(chosen) ? 'Compressors change no error: these pictures hold for every chain with ' + candidate.stage + '.' : '';
  const look = [field.name, pick.value, sliceAt, largest, innerWidth, isDark()].join(' ');
  if (look === drawnLook) return;
  drawnLook = look;
  maps(portrait, candidate);
  curves(portrait, candidate);
}

function maps(portrait, candidate) {
  const original = portrait.slices[sliceAt].original;
  const error = candidate.error[sliceAt];
  const decoded = addMaps(original, error);
  const shownError = largest ? candidate.largest[sliceAt] : error;
  const [low, high] = extent([original.values]);
  const bound = extent([shownError.values]).reduce((a, v) => Math.max(a, Math.abs(v)), 0);
  const isExact = !shownError.values.some(v => v > 0 || v < 0);
  const shows = [];
  const hover = at => {
    shows.forEach(show => show(at));
    $('#readout').textContent = at ? at.where + ': original ' + value(original, at) + ', decoded ' + value(decoded, at)
      + ' ' + portrait.units + ', ' + (largest ? 'largest' : 'mean') + ' error ' + value(shownError, at, 3) + ' ' + portrait.units : '';
  };
  const value = (map, at, digits = 5) => shown(map.values[at.row * map.width + at.column], digits);
  const figure = (id, title, map, from, to, palette) => shows.push(mapFigure($(id), {title, map, plane: portrait.plane, low: from, high: to, palette, units: portrait.units, onHover: hover}));
  figure('#map-original', 'Original', original, low, high, 'field');
  figure('#map-decoded', 'Decoded', decoded, low, high, 'field');
  figure('#map-error', 'Error', shownError, isExact ? 0 : -bound, isExact ? 0 : bound, 'signed');
  $('#error-title').textContent = isExact ? 'Error: none' : largest ? 'Largest error in each pixel' : 'Mean error in each pixel';
}

function curves(portrait, candidate) {
  const teal = css('--accent'), ink = css('--ink'), warm = css('--estimated');
  const units = portrait.units;
  const of = candidate.distributions;
  const both = (a, b) => [{name: 'original', x: a.x, y: a.y, colour: ink, wide: 2.4}, {name: 'decoded', x: b.x, y: b.y, colour: warm, dash: '5 4', wide: 1.8}];
  const minus = (a, b, f) => ({x: a.x, y: Array.from(a.y, (v, i) => f(b.y[i], v))});
  barChart($('#errors'), {title: 'Histogram of errors', series: [{name: 'cells', bars: candidate.errors, colour: teal, fill: css('--accent-soft')}],
    xTitle: 'decoded − original' + (units ? ' (' + units + ')' : ''), yTitle: 'cells, logarithmic', logY: true});
  barChart($('#values'), {title: 'Histogram of values', series: [
    {name: 'original', bars: portrait.original.histogram, colour: ink, fill: css('--grid')},
    {name: 'decoded', bars: of.histogram, colour: warm, dash: '5 4'}], xTitle: 'value' + (units ? ' (' + units + ')' : ''), yTitle: 'cells, logarithmic', logY: true});
  const zonal = portrait.original.zonal.y.length > 0;
  $('#zonal').parentElement.hidden = !zonal;
  if (zonal) {
    lineChart($('#zonal'), {title: 'Zonal mean', series: both(portrait.original.zonal, of.zonal), xTitle: portrait.plane.rows, yTitle: 'mean' + (units ? ' (' + units + ')' : ''), height: 190});
    lineChart($('#zonal-difference'), {title: 'Difference of zonal means', series: [{name: 'difference', ...minus(portrait.original.zonal, of.zonal, (b, a) => b - a), colour: teal}],
      xTitle: portrait.plane.rows, yTitle: 'decoded − original' + (units ? ' (' + units + ')' : ''), height: 140});
  }
  const spectral = portrait.original.spectrum.y.length > 0;
  $('#spectrum').parentElement.hidden = !spectral;
  if (spectral) {
    lineChart($('#spectrum'), {title: 'Power spectrum', series: both(portrait.original.spectrum, of.spectrum), xTitle: 'wavenumber', yTitle: 'power', logX: true, logY: true, height: 190});
    lineChart($('#spectrum-difference'), {title: 'Relative error of power', series: [{name: 'relative error', ...minus(portrait.original.spectrum, of.spectrum, (b, a) => a === 0 ? 0 : b / a - 1), colour: teal}],
      xTitle: 'wavenumber', yTitle: 'decoded / original − 1', logX: true, height: 140});
  }
  const hasTable = candidate.matrix.values.length > 1;
  $('#levels').parentElement.hidden = !hasTable;
  if (hasTable) heatTable($('#levels'), {title: 'Relative L1 of each level and time', matrix: candidate.matrix});
  bits(portrait);
}

function bits(portrait) {
  const bits = portrait.bits;
  $('#bits').parentElement.hidden = !bits;
  if (!bits) return;
  const before = bits.sign_and_exponent;
  const role = i => i === 0 ? 'sign' : i < before ? 'exponent' : 'mantissa bit ' + (i - before + 1);
  const kept = i => i < before ? css('--faint') : i < before + bits.keep_99 ? css('--accent') : i < before + bits.keep_99_9 ? css('--estimated') : css('--broken');
  columns($('#bits'), {title: 'Information in each bit', values: bits.information, colours: kept, xTitle: 'bit, the sign first', yTitle: 'information (bits)',
    marks: [{x: before + bits.keep_99 - .5, text: '99 %: keepbits ' + bits.keep_99}, {x: before + bits.keep_99_9 - .5, text: '99.9 %: ' + bits.keep_99_9, line: 1}], name: role});
  $('#bits-note').textContent = bits.is_artificial ? 'The field looks quantised already: its last bits tell of an earlier packing, not of the atmosphere or ocean.' : '';
}

// ---------------------------------------------------------------- clusters

const clusterNumbers = () => [...new Set(field.cluster)].filter(k => k > 0).sort((a, b) => a - b);

function median(values) {
  const known = values.filter(v => v === v).sort((a, b) => a - b);
  return known.length ? known[known.length >> 1] : NaN;
}

function clusters() {
  const members = new Map(clusterNumbers().map(k => [k, []]));
  for (let i = 0; i < field.count; i++) if (field.cluster[i]) members.get(field.cluster[i]).push(i);
  const trials = field.json.clusters;
  $('#clusters').hidden = !trials.length;
  if (!trials.length) return;
  const best = trials.reduce((a, b) => b.silhouette > a.silhouette ? b : a);
  const at = trials.indexOf(best), x = trials.map(t => t.clusters);
  lineChart($('#elbow'), {title: 'Inertia by number of clusters', series: [{name: 'inertia', x, y: trials.map(t => t.inertia), colour: css('--accent'), dots: true, big: at}],
    xTitle: 'clusters', yTitle: 'inertia: sum of squared distances', height: 200, zero: true});
  lineChart($('#silhouette'), {title: 'Silhouette by number of clusters', series: [{name: 'silhouette', x, y: trials.map(t => t.silhouette), colour: css('--accent'), dots: true, big: at}],
    xTitle: 'clusters', yTitle: 'silhouette', height: 200, marks: [{x: best.clusters, text: best.clusters + ' clusters'}]});
  const cards = clusterNumbers().map(k => {
    const rows = members.get(k);
    const kept = rows.filter(i => field.kept[i]).length;
    const parts = ['compressor', 'filter', 'serializer'].flatMap(slot => {
      const counts = new Map();
      for (const i of rows) { const f = field.familyOf(slot, i); counts.set(f, (counts.get(f) || 0) + 1); }
      const top = [...counts].sort((a, b) => b[1] - a[1]);
      const more = top.length > 4 ? top.length - 3 : 0;
      return [node('span', {class: 'of'}, slot + (more ? ' (' + top.length + ' kinds)' : '')),
        ...top.slice(0, more ? 3 : 4).flatMap(([name, count]) => [node('b', {title: name}, name),
          node('div', {class: 'meter'}, node('i', {style: 'background:' + CLUSTER[k - 1] + ';width:' + 100 * count / rows.length + '%'})),
          node('i', {}, Math.round(100 * count / rows.length) + ' %')])];
    });
    return node('button', {class: 'cluster', type: 'button', 'aria-pressed': String(clusterOnly === k), onclick: () => {
      clusterOnly = clusterOnly === k ? 0 : k;
      if (clusterOnly) { axisChoice.colour = 'cluster'; $('#colour').value = 'cluster'; }
      refresh();
    }}, node('h3', {}, node('span', {class: 'dot', style: 'background:' + CLUSTER[k - 1]}), 'Cluster ' + k, node('span', {class: 'hint'}, rows.length.toLocaleString('en') + ' candidates')),
      node('div', {class: 'sum'}, 'median ' + shown(median(rows.map(i => field.ratio[i]))) + '× · L1 ' + shown(median(rows.map(i => field.measure('l1', i)))) + ' · decode ' + rate(median(rows.map(i => field.decode[i]))) + ' MB/s · '
        + (kept ? kept.toLocaleString('en') + ' keep the gates' : 'none keeps the gates')),
      node('div', {class: 'shares'}, ...parts));
  });
  $('#cluster-cards').replaceChildren(...cards);
}

// ---------------------------------------------------------------- table

// The winner, what else may be had, then the rest.
function rank(i) {
  if (i === field.winner) return 0;
  const verdict = field.verdict(i);
  return ['kept', 'estimated', '', 'broken', 'skipped', 'failed'].indexOf(field.allowed[i] || field.status[i] >= 2 || verdict === 'broken' ? verdict : '') + 1;
}

const COLUMNS = [
  ['verdict', 'Verdict', 'left', i => field.verdict(i), i => rank(i)],
  ['label', 'Chain', 'left', i => field.label(i), i => field.label(i)],
  ['ratio', 'Ratio', '', i => shown(field.ratio[i], 4), i => field.ratio[i]],
  ...['l1', 'l2', 'linf', 'max_abs'].map((name, k) => [name, ['L1', 'L2', 'L∞', 'Max error'][k], '', i => shown(field.measure(name, i)), i => field.measure(name, i)]),
  ['decode', 'Decode', '', i => rate(field.decode[i]), i => field.decode[i]],
  ['encode', 'Encode', '', i => rate(field.encode[i]), i => field.encode[i]],
  ['cluster', 'Cluster', '', i => field.cluster[i] || '–', i => field.cluster[i] || NaN],
];
const ROW = 32;

function tableHead() {
  $('.thead').replaceChildren(...COLUMNS.map(([id, title, side]) => {
    const button = node('button', {type: 'button', class: side, onclick: () => {
      table.isDown = table.sort === id ? !table.isDown : !['label', 'verdict', 'l1', 'l2', 'linf', 'max_abs', 'cluster'].includes(id);
      table.sort = id;
      rows();
    }}, title + (table.sort === id ? (table.isDown ? ' ↓' : ' ↑') : ''));
    if (table.sort === id) button.setAttribute('aria-sort', table.isDown ? 'descending' : 'ascending');
    if (id === 'decode' || id === 'encode') button.title = 'MB/s of one thread';
    if (id === 'max_abs' && field.units) button.title = field.units;
    return button;
  }), node('span', {}));
}

function rows() {
  tableHead();
  const words = table.query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = [];
  const [, , , , key] = COLUMNS.find(column => column[0] === table.sort);
  const keys = new Array(field.count);
  for (let i = 0; i < field.count; i++) {
    const verdict = field.verdict(i);
    if (table.status !== 'all' && verdict !== table.status) continue;
    if (clusterOnly && field.cluster[i] !== clusterOnly) continue;
    if (words.length) {
      const text = (field.label(i) + ' ' + verdict + ' ' + field.why(i)).toLowerCase();
      if (!words.every(word => text.includes(word))) continue;
    }
    keys[i] = key(i);
    found.push(i);
  }
  const way = table.isDown ? -1 : 1;
  found.sort((a, b) => {
    const x = keys[a], y = keys[b];
    if (x !== x || y !== y) return x === x ? -1 : y === y ? 1 : a - b;
    return x < y ? -way : x > y ? way : (field.ratio[b] || 0) - (field.ratio[a] || 0) || a - b;
  });
  table.rows = found;
  $('#found').textContent = found.length.toLocaleString('en') + ' of ' + field.count.toLocaleString('en');
  $('.tbody').scrollTop = 0;
  visibleRows();
}

// Only rows that can be seen are in the document.
function visibleRows() {
  const body = $('.tbody');
  const first = Math.max(0, Math.floor(body.scrollTop / ROW) - 6);
  const last = Math.min(table.rows.length, Math.ceil((body.scrollTop + body.clientHeight) / ROW) + 6);
  const made = [node('div', {style: 'height:' + table.rows.length * ROW + 'px'})];
  if (!table.rows.length) made.push(node('div', {class: 'empty'}, 'No candidate is called so.'));
  for (let k = first; k < last; k++) {
    const i = table.rows[k], verdict = field.verdict(i);
    const button = node('button', {type: 'button', title: 'copy the command', onclick: event => { event.stopPropagation(); copy(commandOf(i), button); }}, 'Copy');
    const row = node('div', {class: 'trow' + (i === chosen ? ' chosen' : ''), role: 'row', style: 'top:' + k * ROW + 'px;height:' + ROW + 'px', onclick: () => select(i)},
      ...COLUMNS.map(([id, , align, text]) => node('span', {class: align + (id === 'label' ? ' mono' : '') + (id === 'verdict' ? ' ' + (verdict === 'kept' && !field.allowed[i] ? 'skipped' : verdict) : '')},
        id !== 'verdict' ? String(text(i)) : i === field.winner ? 'winner' : verdict === 'kept' && !field.allowed[i] ? 'left out' : verdict)), verdict === 'failed' ? node('span', {}) : button);
    row.title = verdict === 'broken' ? field.label(i) + '\nbreaks ' + brokenNames(i) : field.label(i) + (field.why(i) ? '\n' + field.why(i) : '');
    made.push(row);
  }
  body.replaceChildren(...made);
}

function exportCsv() {
  const cell = v => { const s = String(v); return /[",\n]/.test(s) ? '"' + s.replace(/"/g, '""') + '"' : s; };
  const names = Object.keys(field.measures);
  const lines = [['name', 'status', 'keep', 'reason', 'ratio', 'encode_mb_s', 'decode_mb_s', 'cluster', ...names].join(',')];
  for (const i of table.rows) {
    lines.push([field.label(i), STATUS[field.status[i]], field.kept[i] ? 'true' : 'false', field.why(i), field.ratio[i], field.encode[i] / 1e6, field.decode[i] / 1e6,
      field.cluster[i], ...names.map(name => field.measure(name, i))].map(v => cell(v === v ? v : '')).join(','));
  }
  const link = node('a', {href: URL.createObjectURL(new Blob([lines.join('\n') + '\n'], {type: 'text/csv'})), download: field.name.replace(/[^A-Za-z0-9_.-]/g, '_') + '.csv'});
  link.click();
}

// ---------------------------------------------------------------- keeping in step

function select(i) {
  picked = chosen = i;
  side();
  pareto();
  pictures();
  visibleRows();
}

function refresh() {
  if (picked < 0) chosen = field.winner;
  winner();
  budget();
  pareto();
  side();
  pictures();
  clusters();
  rows();
}

let waiting = 0;
function soon(work) { if (!waiting) waiting = requestAnimationFrame(() => { waiting = 0; work(); }); }

function openField(at) {
  field = fieldOf(at);
  picked = -1;
  chosen = field.winner;
  clusterOnly = 0;
  sliceAt = 0;
  document.querySelectorAll('.tabs button').forEach((button, k) => button.setAttribute('aria-selected', String(k === at)));
  const list = document.querySelector('.bar select');
  if (list) list.value = String(at);
  head();
  budgetCard();
  refresh();
}

function start() {
  const tabs = document.querySelector('.tabs');
  if (page.fields.length > 8) {
    tabs.append(node('select', {'aria-label': 'variable', onchange: event => openField(+event.target.value)},
      ...page.fields.map((f, k) => node('option', {value: String(k)}, f.variable))));
  } else {
    tabs.append(...page.fields.map((f, k) => node('button', {type: 'button', role: 'tab', onclick: () => openField(k)}, f.variable)));
  }
  $('#slider').addEventListener('input', event => soon(() => { field.setBudget(Math.pow(10, +event.target.value)); refresh(); }));
  $('#reset').addEventListener('click', () => { field.reset(); picked = -1; refresh(); });
  $('#portable').addEventListener('change', event => { field.options.portable = event.target.checked; field.judge(); refresh(); });
  $('#decode-min').addEventListener('change', event => { field.options.decode = (parse(event.target.value) || 0) * 1e6; field.judge(); refresh(); });
  $('#error-axis').addEventListener('change', event => { axisChoice.error = event.target.value; pareto(); });
  $('#colour').addEventListener('change', event => { axisChoice.colour = event.target.value; pareto(); });
  $('#sitter').addEventListener('change', event => {
    const label = field.portrait.candidates[+event.target.value].label;
    const i = field.find(label);
    if (i >= 0) select(i);
  });
  $('#slice').addEventListener('change', event => { sliceAt = +event.target.value; pictures(); });
  $('#largest').addEventListener('change', event => { largest = event.target.checked; pictures(); });
  $('#query').addEventListener('input', event => { table.query = event.target.value; soon(rows); });
  $('#status').addEventListener('change', event => { table.status = event.target.value; rows(); });
  $('#csv').addEventListener('click', exportCsv);
  $('.tbody').addEventListener('scroll', () => soon(visibleRows));
  const redraw = () => { palette.clear(); drawnLook = ''; winner(); pareto(); side(); pictures(); clusters(); visibleRows(); };
  document.getElementById('theme').addEventListener('click', () => {
    document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
    redraw();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  let width = innerWidth;
  addEventListener('resize', () => { if (innerWidth !== width) { width = innerWidth; soon(redraw); } });
  openField(0);
}

start();
