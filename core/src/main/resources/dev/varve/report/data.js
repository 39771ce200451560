'use strict';
// Decodes what the page holds, judges candidates by gates, finds the winner and the front. Knows nothing of the document.

const GATES = {
  l1: ['Relative L1', 'sum |y−x| / sum |x|'], l2: ['Relative L2', 'root of squares, relative'],
  linf: ['Relative L∞', 'max |y−x| / max |x|'], bias: ['Bias', '|sum (y−x)| / sum |x|'],
  q99: ['Largest 1 %', 'relative L1 where |x| is in its upper 1 %'],
  gradient: ['Gradient', 'relative error of horizontal differences'],
  finite: ['Changed cells', 'cells that turned from or into NaN, infinity, missing'],
  bounds: ['Out of bounds', 'cells that left the physical bounds'],
  max_abs: ['Largest error', 'max |y−x| in the unit of the field', true],
  mean_abs: ['Mean error', 'mean |y−x| in the unit of the field', true],
  level: ['Worst level', 'relative L1 of the worst level'], time: ['Worst time', 'relative L1 of the worst time'],
  spectrum: ['Spectrum', 'largest relative error of power at any wavenumber'],
  psnr: ['PSNR', 'dB, at least'], ssim: ['Data-SSIM', 'at least'], pearson: ['Correlation', 'at least'],
};
const LINKED = ['l2', 'linf', 'bias', 'q99', 'level', 'time'];
const STATUS = ['measured', 'estimated', 'skipped', 'failed'];

function unpack(text, Kind) {
  const raw = atob(text);
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  return new Kind(bytes.buffer);
}

function unpackMap(json) {
  const steps = unpack(json.steps, Uint16Array);
  const values = new Float32Array(steps.length);
  for (let i = 0; i < steps.length; i++) values[i] = steps[i] === 65535 ? NaN : json.min + steps[i] * json.step;
  return {width: json.width, height: json.height, values};
}

function addMaps(a, b) {
  return {width: a.width, height: a.height, values: a.values.map((v, i) => v + b.values[i])};
}

const unpackCurve = json => ({x: unpack(json.x, Float32Array), y: unpack(json.y, Float32Array)});

const unpackDistributions = json => ({
  histogram: json.histogram, zonal: unpackCurve(json.zonal_mean), spectrum: unpackCurve(json.spectrum),
});

class Portrait {
  constructor(json) {
    this.units = json.units;
    this.longName = json.long_name;
    this.plane = json.plane;
    this.axes = json.axes;
    this.slices = json.slices.map(slice => ({label: slice.label, original: unpackMap(slice.original)}));
    this.original = unpackDistributions(json.original);
    this.bits = json.bits && {...json.bits, information: unpack(json.bits.information, Float32Array)};
    this.candidates = json.candidates.map(json => ({
      label: json.label,
      stage: json.label.slice(json.label.indexOf(' | ') + 3),
      error: json.error.map(unpackMap),
      largest: (json.largest_error || json.error).map(unpackMap),
      distributions: unpackDistributions(json.distributions),
      errors: json.errors,
      matrix: {...json.levels_and_times, values: unpack(json.levels_and_times.values, Float32Array)},
    }));
  }

  // Lossless compressors change no error: any candidate of the same filters and serializer has the same picture.
  indexOf(stage) { return this.candidates.findIndex(candidate => candidate.stage === stage); }
}

class Field {
  constructor(json) {
    this.json = json;
    this.name = json.variable;
    const rows = json.rows;
    this.count = rows.count;
    this.words = rows.words;
    for (const name of ['compressor', 'filter', 'serializer', 'reason', 'errors', 'encode', 'decode', 'peak']) {
      this[name] = unpack(rows[name], Float32Array);
    }
    for (const name of ['status', 'portable', 'cluster']) this[name] = unpack(rows[name], Uint16Array);
    this.ratio = unpack(rows.ratio, Float64Array);
    this.measures = {};
    for (const name of Object.keys(rows.measures)) this.measures[name] = unpack(rows.measures[name], Float64Array);
    this.portrait = json.portrait ? new Portrait(json.portrait) : null;
    this.gates = json.gates.map(gate => ({...gate}));
    this.limits = new Map(json.gates.map(gate => [gate.name, gate.threshold]));
    this.units = this.portrait ? this.portrait.units : '';
    this.recorded = json.winner === null ? -1 : this.find(json.winner);
    this.options = {portable: this.recorded < 0 || this.portable[this.recorded] === 1, decode: 0};
    this.sliderGate = ['l1', 'max_abs', 'mean_abs'].find(name => this.limits.get(name) > 0) || 'l1';
    this.range = this.errorRange(this.sliderGate);
    this.families = this.words.map(family);
    this.judge();
  }

  familyOf(slot, i) { return this.families[this[slot][i]]; }
  part(slot, i) { return this.words[this[slot][i]]; }
  label(i) { return this.part('compressor', i) + ' | ' + this.part('filter', i) + ' | ' + this.part('serializer', i); }
  stage(i) { return this.part('filter', i) + ' | ' + this.part('serializer', i); }
  why(i) { return this.part('reason', i); }
  measure(name, i) { const at = this.errors[i]; return at === at ? this.measures[name][at] : NaN; }
  find(label) { for (let i = 0; i < this.count; i++) if (this.label(i) === label) return i; return -1; }

  errorRange(name) {
    let low = Infinity, high = 0;
    for (const value of this.measures[name]) {
      if (value > 0 && value < Infinity) { low = Math.min(low, value); high = Math.max(high, value); }
    }
    const limit = this.limits.get(name) || 1e-3;
    return [Math.min(low, limit), Math.max(high, limit)].map(value => Math.log10(value));
  }

  // Sets the slider's gate; the gates that are usually multiples of it go along unless they were set by hand.
  setBudget(limit) {
    const before = this.json.gates.find(gate => gate.name === this.sliderGate).threshold;
    this.limits.set(this.sliderGate, limit);
    for (const gate of this.json.gates) {
      if (this.sliderGate === 'l1' && LINKED.includes(gate.name) && gate.threshold !== null && before > 0
          && !(this.byHand || new Set()).has(gate.name)) {
        this.limits.set(gate.name, gate.threshold / before * limit);
      }
    }
    this.judge();
  }

  setLimit(name, limit) {
    (this.byHand = this.byHand || new Set()).add(name);
    this.limits.set(name, limit);
    this.judge();
  }

  reset() {
    this.byHand = new Set();
    for (const gate of this.json.gates) this.limits.set(gate.name, gate.threshold);
    this.judge();
  }

  get isLooser() {
    return this.json.gates.some(gate => {
      const now = this.limits.get(gate.name);
      return gate.threshold !== null && (now === null || (gate.is_floor ? now < gate.threshold : now > gate.threshold));
    });
  }

  broken(at) {
    const broken = [];
    for (const gate of this.gates) {
      const limit = this.limits.get(gate.name);
      const value = this.measures[gate.name][at];
      if (limit !== null && value === value && !(gate.is_floor ? value >= limit : value <= limit)) broken.push(gate.name);
    }
    return broken;
  }

  // Gates are judged once for each set of measures, then every row looks up its own.
  judge() {
    const distinct = this.measures.l1.length;
    const verdicts = new Array(distinct);
    for (let at = 0; at < distinct; at++) verdicts[at] = this.broken(at);
    this.verdicts = verdicts;
    this.kept = new Uint8Array(this.count);
    this.allowed = new Uint8Array(this.count);
    let winner = -1, keeping = 0, hopeful = 0;
    for (let i = 0; i < this.count; i++) {
      const has = this.errors[i] === this.errors[i] && this.ratio[i] > 0;
      this.allowed[i] = (!this.options.portable || this.portable[i] === 1)
          && !(this.options.decode > 0 && !(this.decode[i] >= this.options.decode)) ? 1 : 0;
      this.kept[i] = has && verdicts[this.errors[i]].length === 0 ? 1 : 0;
      if (this.kept[i] && this.allowed[i] && this.status[i] === 0) {
        keeping++;
        if (winner < 0 || this.isBetter(i, winner)) winner = i;
      }
    }
    for (let i = 0; i < this.count; i++) {
      if (this.status[i] === 1 && this.kept[i] && this.allowed[i] && (winner < 0 || this.ratio[i] > this.ratio[winner])) hopeful++;
    }
    this.winner = winner;
    this.keeping = keeping;
    this.hopeful = hopeful;
  }

  isBetter(i, j) {
    if (this.ratio[i] !== this.ratio[j]) return this.ratio[i] > this.ratio[j];
    const a = this.measure('l1', i), b = this.measure('l1', j);
    return a !== b ? a < b : this.label(i) < this.label(j);
  }

  // What can be had: no other measured candidate has both a smaller error and a larger ratio.
  front(name) {
    const rows = [];
    for (let i = 0; i < this.count; i++) {
      if (this.status[i] === 0 && this.allowed[i] && this.ratio[i] > 0 && this.measure(name, i) < Infinity) rows.push(i);
    }
    rows.sort((a, b) => this.measure(name, a) - this.measure(name, b) || this.ratio[b] - this.ratio[a]);
    const front = [];
    let best = 0;
    for (const i of rows) if (this.ratio[i] > best) { best = this.ratio[i]; front.push(i); }
    return front;
  }

  // What else may suit: a chain that reads faster, one with a smaller error, one that is exact.
  alternatives() {
    const found = [];
    const w = this.winner;
    if (w < 0) return found;
    let fast = -1, near = -1, exact = -1;
    for (let i = 0; i < this.count; i++) {
      if (this.status[i] !== 0 || !this.allowed[i] || !this.kept[i]) continue;
      const isClose = this.ratio[i] >= .9 * this.ratio[w];
      if (isClose && this.decode[i] > 1.25 * this.decode[w] && (fast < 0 || this.decode[i] > this.decode[fast])) fast = i;
      const error = this.measure('l1', i);
      if (isClose && error < .75 * this.measure('l1', w) && (near < 0 || error < this.measure('l1', near)
          || (error === this.measure('l1', near) && this.ratio[i] > this.ratio[near]))) near = i;
      if (error === 0 && this.measure('max_abs', i) === 0 && i !== w && (exact < 0 || this.ratio[i] > this.ratio[exact])) exact = i;
    }
    if (fast >= 0) found.push(['reads faster', fast]);
    if (near >= 0 && near !== fast) found.push(['smaller error', near]);
    if (exact >= 0) found.push(['lossless', exact]);
    return found;
  }

  verdict(i) {
    if (this.status[i] >= 2) return STATUS[this.status[i]];
    if (!this.kept[i]) return 'broken';
    return this.status[i] === 1 ? 'estimated' : 'kept';
  }
}

// The name of a codec without its numbers, by which candidates are grouped.
function family(text) {
  return text === '-' ? 'none' : text.replace(/\(cname=/, ' ').replace(/[(,].*$/, '');
}

function shown(value, digits = 3) {
  if (value !== value) return '–';
  if (value === Infinity || value === -Infinity) return value > 0 ? '∞' : '−∞';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e-4 && size < 1e6) {
    const places = Math.max(0, Math.min(8, digits - 1 - Math.floor(Math.log10(size))));
    const text = value.toFixed(places);
    return (text.includes('.') ? text.replace(/\.?0+$/, '') : text).replace('-', '−');
  }
  return value.toExponential(digits - 1).replace(/\.?0+e/, 'e').replace('e+', 'e').replace(/-/g, '−');
}

const rate = bytes => bytes === bytes ? shown(bytes / 1e6) : '–';

function quoted(word) {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : "'" + word.replace(/'/g, "'\\''") + "'";
}
