// Where something is put into the text, also when it comes later than it was asked for; and what it does not break there.
import { pm } from "../bo-soan-thao.js";

const { DOMParser: Parser, Fragment, Slice } = pm.model;
// Lines that something may be put into the middle of; a title, a caption, words that are explained and code stay whole.
const MAY_BREAK = ["paragraph", "heading"];

/** Return HTML as it is pasted at a place: a first and a last paragraph join the words around them, as the items of a list do in a list. */
export function pasted(editor, place, html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  const { content } = Parser.fromSchema(editor.schema).parseSlice(body);
  const isInList = ancestors(editor.state.doc.resolve(place.from)).includes("listItem");
  const open = (node) => (node?.type.name === "paragraph" ? 1 : isInList && node?.firstChild?.type.name === "listItem" ? 3 : 0);
  return new Slice(content, open(content.firstChild), open(content.lastChild));
}

/** Return the names of all that a place stands in. */
export function ancestors($at) {
  return Array.from({ length: $at.depth }, (_, depth) => $at.node(depth + 1).type.name);
}

/** Return nodes, as JSON tells them, as something that is put in whole. */
export function whole(schema, ...nodes) {
  return new Slice(Fragment.from(nodes.map((node) => schema.nodeFromJSON(node))), 0, 0);
}

/** The range that is selected when this is made, followed through all that is written from then on, until `leave` is called. */
export class AskedPlace {
  constructor(editor) {
    const { from, to } = editor.state.selection;
    Object.assign(this, { editor, from, to });
    this.follow = ({ transaction }) => this.setRange(transaction.mapping.map(this.from), transaction.mapping.map(this.to));
    editor.on("transaction", this.follow);
  }

  /** Put a slice here, and stand behind it; whoever went on elsewhere, in the text or in a field, stays there. */
  put(slice) {
    const { editor } = this;
    const { from, to } = editor.state.selection;
    const isStillHere = from === this.from && to === this.to;
    const { tr } = editor.state;
    const range = rangeFor(tr.doc, this, slice);
    // What comes beside the place joins nothing there.
    tr.replaceRange(range.from, range.to, range.to === this.to ? slice : new Slice(slice.content, 0, 0));
    let end = range.to;
    tr.mapping.maps.at(-1)?.forEach((_from, _to, _newFrom, newTo) => { end = newTo; });
    if (isStillHere) tr.setSelection(pm.state.Selection.near(tr.doc.resolve(end), -1));
    editor.view.dispatch(tr);
    this.setRange(end, end);
    if (isStillHere && !document.activeElement?.matches("input, textarea, select")) editor.view.focus();
  }

  leave() {
    this.editor.off("transaction", this.follow);
  }

  setRange(from, to) {
    Object.assign(this, { from, to });
  }
}

/** Put a slice where the caret is. */
export function putHere(editor, slice) {
  const place = new AskedPlace(editor);
  place.put(slice);
  place.leave();
}

/** Return where a slice comes that is put at a range: blocks stand behind what they may not break in two, as a photo for its caption. */
export function rangeFor(doc, { from, to }, slice) {
  const nodes = slice.content.content;
  const isLine = slice.openStart === 1 && slice.openEnd === 1 && nodes.length === 1;
  if (isLine || nodes.every((node) => node.isInline)) return { from, to };
  const $to = doc.resolve(to);
  const line = $to.parent.isTextblock ? $to.depth : $to.depth + 1;
  for (let depth = line; depth > 0; depth -= 1) {
    const parent = $to.node(depth - 1);
    if (!mayHold(parent, $to.indexAfter(depth - 1), nodes)) continue;
    const mayBreak = depth > $to.depth || (depth === line && MAY_BREAK.includes($to.parent.type.name));
    if (!mayBreak) return { from: $to.after(depth), to: $to.after(depth) };
    // Before a line, no empty one is left.
    const isBefore = from === to && $to.parent.isTextblock && !$to.parentOffset && $to.parent.content.size && !slice.openStart;
    const before = isBefore && mayHold(parent, $to.index(depth - 1), nodes) ? $to.before(depth) : from;
    return before === from ? { from, to } : { from: before, to: before };
  }
  return { from, to };
}

/** Whether nodes may stand at a place in another; a table in a table could not be saved. */
function mayHold(parent, index, nodes) {
  const isCell = ["tableCell", "tableHeader"].includes(parent.type.name);
  return nodes.every(({ type }) => !(isCell && type.name === "table") && parent.canReplaceWith(index, index, type));
}
