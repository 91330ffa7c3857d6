// Reads and writes the header of a file: lines that do not change keep every byte, the spelling of their key, their
// place and their line end. The counterpart of plugins/header/parse.py, which defines what a header is.
//
// `table` is made from the portal's table of keys: `forms` has the fields by the plain forms of their names, `labels`
// the editors' words, `order` their order, `lists` and `lines` the fields of several values.

const LINE = /([^\n\r\u0085\u2028\u2029]*)(\r\n|[\n\r\u0085\u2028\u2029]|$)/g;
const INVISIBLE = /[\u200b-\u200d\u2060\ufeff\u00ad\ue000-\uf8ff]/g;
const COMPLEX = /[\u0600-\u109f\u1780-\u18af\u1950-\u1aff\ua840-\ua8ff\ua980-\uaaff\ufb50-\ufdff\ufe70-\ufefc]/;
const EMOJI = /[\u00a9\u00ae\u2190-\u2bff\u3030\u303d\u3297\u3299\ufe0f\u20e3\ud800-\udfff]/;
const BLOCK = /^[>|][+-]?[1-9]?[+-]?(?:\s+#.*)?$/;
const ENTRY = /^(\s*)([^:：]{1,60}?)(\s*[:：][^\S\n]*)([^]*)$/;
const ITEM = /^(\s*[-*•]\s+)([^]*)$/;
const FENCE = "---";

/** Return the plain form of a key or a choice: in lower case, without diacritics, spaces and hyphens. */
export function plainForm(written) {
  return written
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[đĐðÐɖƉ]/g, "d")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
}

/** Return a line without invisible characters, except those that emoji and other scripts are written with. */
function visible(bare) {
  return bare.replace(INVISIBLE, (sign, at) => {
    const before = bare[at - 1] || "";
    const joins = sign === "\u200d" && EMOJI.test(before) && EMOJI.test(bare[at + 1] || "");
    return joins || (/[\u200b-\u200d]/.test(sign) && COMPLEX.test(before)) ? sign : "";
  });
}

/** Return a text's lines, each with its end. */
function linesOf(text) {
  const lines = [];
  for (const [whole, bare, end] of text.matchAll(LINE)) {
    lines.push({ bare: visible(bare).normalize("NFC"), end, whole });
    if (!end) break;
  }
  return lines;
}

function split(bare) {
  const found = ENTRY.exec(bare);
  return found && found[2].trim() ? { key: found[2].trim(), value: found[4].trim() } : null;
}

function nameOf(table, key) {
  return table.forms[plainForm(key)] || "";
}

function unquoted(value) {
  const quote = value[0];
  if (value.length < 2 || !/["']/.test(quote) || value[value.length - 1] !== quote) return value;
  const inner = value.slice(1, -1);
  const escaped = `\\${quote}`;
  return inner.split(escaped).join("").includes(quote) ? value : inner.split(escaped).join(quote);
}

/** Return the lines on which the header begins and ends, and whether it lies between fences; null where there is none. */
function bounds(lines, table) {
  const first = Math.max(
    lines.findIndex((line) => line.bare.trim()),
    0,
  );
  const opening = lines[first].bare.trim();
  const fenced = opening === FENCE;
  if (!fenced) {
    const parts = split(opening);
    if (!parts || !(nameOf(table, parts.key) || parts.key.split(/\s+/).length <= 4)) return null;
  }
  const start = fenced ? first + 1 : first;
  const ends = (line) => (fenced ? line.bare.trim() === FENCE : !line.bare.trim());
  let end = lines.findIndex((line, number) => number >= start && ends(line));
  if (end < 0 && fenced) end = lines.findIndex((line, number) => number >= start && !line.bare.trim());
  if (end < 0) end = lines.length;
  return { start, end, fenced };
}

/** Return the entries of a header in their order: the field, the written key, the value, the lines that hold it. */
function entriesOf(lines, { start, end, fenced }, table) {
  const entries = [];
  const inside = lines.slice(start, end);
  const whole = inside.every((line) => !line.bare.trim() || /^[ \t]/.test(line.bare));
  for (let number = start; number < end; number += 1) {
    const { bare } = lines[number];
    if (!bare.trim()) continue;
    const last = entries[entries.length - 1];
    const parts = split(bare);
    const known = parts ? nameOf(table, parts.key) : "";
    const item = ITEM.exec(bare);
    const block = fenced && parts && BLOCK.test(parts.value) ? blockEnd(lines, number, end) : 0;
    if (block) {
      const text = lines.slice(number + 1, block).map((line) => line.bare.trim());
      entries.push({ name: known, key: parts.key, value: text.filter(Boolean).join(" "), items: [], from: number, to: block });
      number = block - 1;
    } else if (last && item && !last.value && (!last.name || table.lists.includes(last.name))) {
      last.items.push(item[2].trim());
      last.to = number + 1;
    } else if (last && /^\s/.test(bare) && !whole && !known) {
      last.value = `${last.value} ${bare.trim()}`.trim();
      last.to = number + 1;
    } else if (parts) {
      entries.push({ name: known, key: parts.key, value: parts.value, items: [], from: number, to: number + 1 });
    }
  }
  if (fenced) entries.forEach((entry) => withoutYaml(entry, table));
  return entries;
}

function indent(line) {
  return line.bare.length - line.bare.replace(/^ +/, "").length;
}

/** Return the line behind the indented lines below one, which are its value. */
function blockEnd(lines, number, end) {
  let behind = number + 1;
  while (behind < end && (!lines[behind].bare.trim() || indent(lines[behind]) > indent(lines[number]))) behind += 1;
  return behind;
}

function withoutYaml(entry, table) {
  entry.value = unquoted(entry.value);
  if (entry.value === "~" || entry.value === "null") entry.value = "";
  entry.items = entry.items.map(unquoted);
  const bracketed = /^\[(.*)\]$/.exec(entry.value);
  if (!bracketed || !table.lists.includes(entry.name)) return;
  // A comma between quotation marks parts nothing.
  entry.items = (bracketed[1].match(/(?:\s*"(?:[^"\\]|\\.)*"\s*(?=,|$)|\s*'[^']*'\s*(?=,|$)|[^,])+/g) || [])
    .map((one) => one.trim())
    .filter(Boolean)
    .map(unquoted);
  entry.value = "";
  entry.bracketed = true;
}

function shownValue(entry, table) {
  if (!entry.items.length) return entry.value;
  return entry.items.join(table.lines.includes(entry.name) ? "\n" : "; ");
}

/** Return a file in two: all that stands before the body, byte for byte, and the body. */
export function parted(text, table) {
  const lines = linesOf(text);
  const found = bounds(lines, table);
  if (!found) return { head: "", body: text };
  let behind = found.end + 1;
  while (behind < lines.length && !lines[behind].bare.trim()) behind += 1;
  const head = lines
    .slice(0, behind)
    .map((line) => line.whole)
    .join("");
  return { head, body: text.slice(head.length) };
}

/** Return the values of a head by their fields, as a form shows them. */
export function valuesOf(head, table) {
  const lines = linesOf(head);
  const found = head && bounds(lines, table);
  const values = {};
  for (const entry of found ? entriesOf(lines, found, table) : []) {
    if (entry.name && !(entry.name in values)) values[entry.name] = shownValue(entry, table);
  }
  return values;
}

/** Return a head in which some fields have other values; "" takes a field out. */
export function changed(head, values, table) {
  const lines = linesOf(head);
  const found = head && bounds(lines, table);
  if (!found) return fresh(values, table) + head;
  const end = lineEnd(lines);
  const entries = entriesOf(lines, found, table);
  const texts = lines.map((line) => line.whole);
  const added = [];
  for (const name of table.order.filter((one) => one in values)) {
    const entry = entries.find((one) => one.name === name);
    const value = tidy(values[name], name, table);
    if (entry) replace(texts, lines, entry, value, end, found.fenced, table);
    else if (value) added.push({ name, text: written(table.labels[name], value, name, end, found.fenced, table) });
  }
  // From the last to the first: of two that come to one place the first stands before the other.
  for (const { name, text } of added.reverse()) {
    const place = placeFor(name, entries, found.start, table);
    // The last line of a file may lack its end.
    const before = place - 1;
    if (before >= 0 && texts[before] && !/[\n\r\u0085\u2028\u2029]$/.test(texts[before])) texts[before] += end;
    texts[place] = text + (texts[place] === undefined ? "" : texts[place]);
  }
  return texts.join("");
}

function lineEnd(lines) {
  return (lines.find((line) => line.end) || { end: "\n" }).end;
}

function tidy(value, name, table) {
  const parts = String(value === undefined || value === null ? "" : value).split(/[\n\r]+/);
  const kept = parts.map((part) => part.trim()).filter(Boolean);
  return kept.join(table.lines.includes(name) ? "\n" : " ");
}

function replace(texts, lines, entry, value, end, fenced, table) {
  const { from, to } = entry;
  for (let number = from + 1; number < to; number += 1) texts[number] = "";
  if (!value) {
    texts[from] = "";
    return;
  }
  const before = ENTRY.exec(lines[from].bare);
  const key = `${before[1]}${before[2]}${before[3].trimEnd()}`;
  const list = entry.items.length && !entry.bracketed && table.lists.includes(entry.name);
  const last = lines[to - 1].end;
  texts[from] = entryText(key, value, entry.name, end, list, fenced, table).slice(0, -end.length) + last;
}

function written(label, value, name, end, fenced, table) {
  return entryText(`${label}:`, value, name, end, false, fenced, table);
}

function entryText(key, value, name, end, list, fenced, table) {
  const several = table.lines.includes(name) ? value.split("\n") : list ? value.split(/\s*;\s*/).filter(Boolean) : [];
  if (several.length < 2) return `${key} ${guarded(several.length ? several[0] : value, fenced)}${end}`;
  return [key, ...several.map((one) => `- ${guarded(one, fenced)}`)].map((line) => line + end).join("");
}

/** Return a value that is read as itself between fences, where quotes around the whole of it are taken off. */
function guarded(value, fenced) {
  if (!fenced) return value;
  if (unquoted(value) === value && !/^\[.*\]$/.test(value)) return value;
  return value.includes('"') ? `'${value.split("'").join("\\'")}'` : `"${value}"`;
}

/** Return the line before which a new field stands: behind the nearest of those that come before it in the table. */
function placeFor(name, entries, start, table) {
  const rank = table.order.indexOf(name);
  let place = start;
  for (const entry of entries) {
    const its = table.order.indexOf(entry.name);
    if (its >= 0 && its < rank) place = Math.max(place, entry.to);
  }
  return place;
}

/** Return a new head with these values, and the blank line behind it. */
export function fresh(values, table) {
  const lines = table.order
    .map((name) => ({ name, value: tidy(values[name], name, table) }))
    .filter(({ value }) => value)
    .map(({ name, value }) => written(table.labels[name], value, name, "\n", false, table));
  return lines.length ? `${lines.join("")}\n` : "";
}
