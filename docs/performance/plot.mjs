// Draws results.json as round-trip.svg, throughput.svg and resources.svg, beside it, and puts its tables into
// ../performance.md, between the lines that say so.
//
//     node docs/performance/plot.mjs
import { readFileSync, writeFileSync } from "node:fs";

const PLOTS = {
  "round-trip": ["round_trip_p50", "round_trip_p99"],
  throughput: ["in_flight", "connections", "large"],
  resources: ["idle_connection", "idle_server", "start"],
};
const OURS = /^outfitter-daemon/;

const WIDTH = 800, LEFT = 265, RIGHT = 150, ROW = 22, HEAD = 62, GAP = 26;
const BAR = WIDTH - LEFT - RIGHT;

const escape = (text) => text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);
const number = (value) =>
  value >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(3);

// A value far beyond the others is cut off, so that the others can be told apart.
function scale(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const typical = sorted[Math.floor(sorted.length * 0.7)];
  return Math.min(sorted.at(-1), typical * 3);
}

function bar(row, y, most, colour) {
  const whole = row.value <= most;
  const length = Math.max(1, (Math.min(row.value, most) / most) * BAR);
  const end = LEFT + length;
  const weight = OURS.test(row.name) ? ` font-weight="bold"` : "";
  const ratio = row.ratio === null ? "" : ` (${row.ratio.toFixed(2)} ×)`;
  const cut = whole ? "" : `<path d="M${end - 14} ${y - 1} l-5 ${ROW - 3} m5 0 l5 -${ROW - 3}" stroke="white" stroke-width="3"/>`;
  return [
    `<text x="${LEFT - 8}" y="${y + 14}" text-anchor="end"${weight}>${escape(row.name)}</text>`,
    `<rect x="${LEFT}" y="${y + 2}" width="${length.toFixed(1)}" height="${ROW - 6}" fill="${colour}"/>`,
    cut,
    `<text x="${end + 6}" y="${y + 14}"${weight}>${number(row.value)}${ratio}</text>`,
  ];
}

function chart(measure, top) {
  const lower = measure.better === "lower";
  const rows = [...measure.contestants].sort((one, other) => (lower ? 1 : -1) * (one.value - other.value));
  const most = scale(rows.map((row) => row.value));
  const lines = [
    `<text x="12" y="${top + 24}" font-size="15" font-weight="bold">${escape(measure.title)}</text>`,
    `<text x="12" y="${top + 43}" fill="#57606a">${escape(measure.unit)}, ${measure.better} is better</text>`,
  ];
  rows.forEach((row, index) => {
    const colour = OURS.test(row.name) ? "#1f6feb" : row.name === results.unit ? "#57606a" : "#afb8c1";
    lines.push(...bar(row, top + HEAD + index * ROW, most, colour));
  });
  return { lines, bottom: top + HEAD + rows.length * ROW };
}

function plot(keys) {
  const lines = [];
  let top = 0;
  for (const measure of keys.map((key) => results.measures.find((of) => of.key === key)).filter(Boolean)) {
    const drawn = chart(measure, top);
    lines.push(...drawn.lines);
    top = drawn.bottom + GAP;
  }
  const note = `In brackets: how many times what "${results.unit}" has. Medians of ${results.rounds} rounds; ${results.machine}.`;
  lines.push(`<text x="12" y="${top}" fill="#57606a" font-size="11">${escape(note)}</text>`);
  const height = top + 14;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="13" fill="#1f2328">`,
    `<rect width="${WIDTH}" height="${height}" fill="white"/>`,
    ...lines.filter(Boolean),
    "</svg>",
    "",
  ].join("\n");
}

const cell = (measure, name, what) => {
  const row = measure.contestants.find((of) => of.name === name);
  return row ? what(row) : "";
};

// Ours beside the unit, with the range of the rounds.
function ourTable() {
  const value = (row) => `${number(row.value)} (${number(row.low)}..${number(row.high)})`;
  const rows = results.measures.map((measure) => [
    `${measure.title}, ${measure.unit}`,
    cell(measure, results.unit, value),
    cell(measure, "outfitter-daemon", value),
    cell(measure, "outfitter-daemon", (row) => row.ratio.toFixed(2)),
  ]);
  return table(["measure", results.unit, "ours", "ours / by hand"], rows);
}

// Everybody's ratios.
function allTable() {
  const names = [...new Set(results.measures.flatMap((of) => of.contestants.map((row) => row.name)))];
  const rows = names.map((name) => [
    name,
    ...results.measures.map((measure) => cell(measure, name, (row) => row.ratio?.toFixed(2) ?? "")),
  ]);
  return table(["", ...results.measures.map((measure) => measure.short)], rows);
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const rule = head.map((_, index) => (index === 0 ? "---" : "---:"));
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}

function put(text, name, content) {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const parts = [text.indexOf(begin), text.indexOf(end)];
  if (parts.includes(-1)) throw new Error(`performance.md has no place for ${name}: ${begin} … ${end}`);
  return `${text.slice(0, parts[0] + begin.length)}\n${content}\n${text.slice(parts[1])}`;
}

const file = (name) => new URL(name, import.meta.url);
const results = JSON.parse(readFileSync(file("results.json"), "utf8"));
for (const [name, keys] of Object.entries(PLOTS)) {
  writeFileSync(file(`${name}.svg`), plot(keys));
}
const page = file("../performance.md");
const text = put(readFileSync(page, "utf8"), "our table", ourTable());
writeFileSync(page, put(text, "table of all", allTable()));
