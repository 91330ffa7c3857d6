// Edits of a Markdown text: each takes the text and its selection, and returns which part is replaced by what, and the
// new selection.

function lineStart(text, at) {
  return text.lastIndexOf("\n", at - 1) + 1;
}

function lineEnd(text, at) {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

/** Put marks around the selected words, or take them off. */
export function around(text, start, end, mark, words) {
  const inner = text.slice(start, end);
  const size = mark.length;
  if (text.slice(start - size, start) === mark && text.slice(end, end + size) === mark) {
    return { from: start - size, to: end + size, put: inner, select: [start - size, end - size] };
  }
  const shown = inner || words;
  return { from: start, to: end, put: mark + shown + mark, select: [start + size, start + size + shown.length] };
}

/** Put something before each selected line, or take it off; `prefix` may number the lines. */
export function lines(text, start, end, prefix, form) {
  const from = lineStart(text, start);
  const to = lineEnd(text, end);
  const selected = text.slice(from, to).split("\n");
  const all = selected.every((line) => !line.trim() || form.test(line));
  const some = selected.some((line) => line.trim());
  let number = 0;
  const put = selected
    .map((line) => {
      if (all && some) return line.replace(form, "");
      if (!line.trim() && some) return line;
      number += 1;
      return (typeof prefix === "function" ? prefix(number) : prefix) + line.replace(/^(?:#{1,6} |> |[-*] |\d+\. )/, "");
    })
    .join("\n");
  return { from, to, put, select: [from, from + put.length] };
}

/** Put a block of its own behind the paragraph that the cursor is in. */
export function block(text, start, end, put) {
  const at = lineEnd(text, end);
  const before = text.slice(0, at);
  const behind = text.slice(at);
  const gap = !before.trim() ? "" : before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const after = !behind.trim() || behind.startsWith("\n\n") ? "" : behind.startsWith("\n") ? "\n" : "\n\n";
  const whole = gap + put + after;
  return { from: at, to: at, put: whole, select: [at + gap.length + put.length, at + gap.length + put.length] };
}

function bracketless(words) {
  return words.replace(/\s+/g, " ").replace(/([[\]\\])/g, "\\$1").trim();
}

/** Return a photo with its description and, on the line below, its caption. */
export function figure(name, description, caption) {
  const words = caption.replace(/\s+/g, " ").trim();
  return `![${bracketless(description)}](${name})${words ? `\n(${words})` : ""}`;
}

/** Return a link. */
export function link(words, address) {
  const target = /[\s()]/.test(address) ? `<${address}>` : address;
  return `[${bracketless(words || address)}](${target})`;
}

/** Put a note's number where the cursor is, and its text at the end. */
export function note(text, start, end) {
  const numbers = [...text.matchAll(/\[\^(\d+)\]/g)].map((found) => Number(found[1]));
  const number = Math.max(0, ...numbers) + 1;
  const mark = `[^${number}]`;
  const put = `${text.slice(start, end)}${mark}${text.slice(end).trimEnd()}\n\n${mark}: `;
  return { from: start, to: text.length, put, select: [start + put.length, start + put.length] };
}

export const TABLE = "| Cột một | Cột hai |\n| --- | ---: |\n| … | … |";
