#!/usr/bin/env node
// Enforces deny.toml on everything that Cargo.lock names: licences, sources, and no crate in two versions.
// It knows only the settings that the file uses, and refuses a file with others.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const KNOWN = new Set([
  "graph.all-features=true",
  "licenses.allow",
  "licenses.private.ignore=true",
  "bans.multiple-versions=deny",
  "bans.skip",
  "bans.wildcards=deny",
  "bans.allow-wildcard-paths=true",
  "sources.unknown-registry=deny",
  "sources.unknown-git=deny",
  "sources.allow-git",
]);

/** Reads `section.key` with a text, a list of texts, or a truth value, each on one line. */
function settings(text) {
  const found = {};
  let section = "";
  for (const line of text.split("\n")) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    const header = /^\[([\w.-]+)\]$/.exec(line);
    const entry = /^([\w-]+) = (.+)$/.exec(line);
    if (header) section = header[1];
    else if (!entry) throw new Error(`deny.toml: cannot read \`${line}\``);
    else {
      const key = `${section}.${entry[1]}`;
      const value = JSON.parse(entry[2]);
      if (!KNOWN.has(Array.isArray(value) ? key : `${key}=${value}`)) {
        throw new Error(`deny.toml: \`${key} = ${entry[2]}\` is a setting that this check cannot enforce`);
      }
      found[key] = value;
    }
  }
  return found;
}

/** Whether an SPDX expression can be satisfied: `a OR b`, `a AND b`, `a WITH exception`, parentheses. */
function satisfies(expression, allowed) {
  // An exception only ever permits more than its licence does.
  const tokens = expression.replace(/ WITH [\w.-]+/g, "").replaceAll("/", " OR ").match(/[()]|[\w.+-]+/g) ?? [];
  const any = () => {
    let met = all();
    while (tokens[0] === "OR") met = (tokens.shift(), all()) || met;
    return met;
  };
  const all = () => {
    let met = one();
    while (tokens[0] === "AND") met = (tokens.shift(), one()) && met;
    return met;
  };
  const one = () => {
    const token = tokens.shift();
    if (token !== "(") return allowed.includes(token);
    const met = any();
    if (tokens.shift() !== ")") throw new Error(`cannot read the licence \`${expression}\``);
    return met;
  };
  const met = any();
  if (tokens.length > 0) throw new Error(`cannot read the licence \`${expression}\``);
  return met;
}

const root = new URL("..", import.meta.url);
const rules = settings(readFileSync(new URL("deny.toml", root), "utf8"));
const arguments_ = ["metadata", "--format-version", "1", "--locked", "--all-features"];
const metadata = JSON.parse(execFileSync("cargo", arguments_, { cwd: root, maxBuffer: 1 << 28 }));

const problems = [];
const registries = new Set();
const versions = new Map();
const skipped = rules["bans.skip"] ?? [];
const licences = new Map();
for (const { name, version, license, source, publish, dependencies } of metadata.packages) {
  if (!skipped.includes(`${name}@${version}`)) versions.set(name, [...(versions.get(name) ?? []), version]);
  if (source !== null) {
    // Without a list of registries cargo's own is the only one, and so the one that most crates come from.
    registries.add(source.startsWith("registry+") ? source : "");
    const allowed = source.startsWith("registry+") || rules["sources.allow-git"].includes(source);
    if (!allowed) problems.push(`${name} ${version} comes from ${source}`);
  } else {
    for (const dependency of dependencies.filter(({ req, path }) => req === "*" && !path)) {
      problems.push(`${name} takes any version of ${dependency.name}`);
    }
    // Unpublished: its own licence concerns nobody.
    if (publish?.length === 0) continue;
  }
  licences.set(license, [...(licences.get(license) ?? []), name]);
  if (!license || !satisfies(license, rules["licenses.allow"])) {
    problems.push(`${name} ${version} is licensed under ${license ?? "nothing that its manifest names"}`);
  }
}
registries.delete("");
if (registries.size > 1) problems.push(`crates come from ${registries.size} registries: ${[...registries].join(", ")}`);
for (const [name, found] of versions) {
  if (found.length > 1) problems.push(`${name} is there in ${found.length} versions: ${found.join(", ")}`);
}

for (const [license, names] of licences) console.log(`${license}: ${names.sort().join(", ")}`);
for (const problem of problems) console.error(`error: ${problem}`);
console.log(`${metadata.packages.length} packages, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;
