// Where something is put into the text, also when it comes later than it was asked for; and what it does not break there.
import { pm } from "../bo-soan-thao.js";
import { deleteParts, partsOf } from "./selected_parts.js";

const { DOMParser: Parser, Fragment, Slice } = pm.model;
// Lines that something may be put into the middle of; a title, a caption, words that are explained and code stay whole.
const MAY_BREAK = ["paragraph", "heading"];

/** Return HTML as it is pasted at a place. */
export function pasted(editor, place, html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  const { content } = Parser.fromSchema(editor.schema).parseSlice(body);
  const isParagraph = content.childCount === 1 && content.firstChild.type.name === "paragraph";
  return isParagraph ? new Slice(content, 1, 1) : joining(editor.state.doc, place, new Slice(content, 3, 3));
}

/**
 * Return a slice as it joins what stands around a place: of several blocks a first and a last paragraph join the words there, as the
 * items of a list do in a list.
 */
export function joining(doc, { from }, { content, openStart, openEnd }) {
  let lines = 0;
  content.descendants(({ isTextblock }) => { lines += isTextblock; });
  if (lines < 2 && content.childCount < 2) return new Slice(content, openStart, openEnd);
  const isInList = ancestors(doc.resolve(from)).includes("listItem");
  const open = (node) => (node?.type.name === "paragraph" ? 1 : isInList && node?.firstChild?.type.name === "listItem" ? 3 : 0);
  return new Slice(content, Math.min(openStart, open(content.firstChild)), Math.min(openEnd, open(content.lastChild)));
}

/** Return the names of all that a place stands in. */
export function ancestors($at) {
  return Array.from({ length: $at.depth }, (_, depth) => $at.node(depth + 1).type.name);
}

/** Return nodes, as JSON tells them, as something that is put in whole. */
export function whole(schema, ...nodes) {
  return new Slice(Fragment.from(nodes.map((node) => schema.nodeFromJSON(node))), 0, 0);
}

/**
 * The range that is selected when this is made, followed through all that is written from then on, until `leave` is called.
 *
 * With `behind` it is the place behind what is selected, which stays.
 */
export class InsertionPoint {
  constructor(editor, { behind = false } = {}) {
    const { from, to } = editor.state.selection;
    Object.assign(this, { editor, from: behind ? to : from, to, behind });
    this.follow = ({ transaction }) => this.setRange(transaction.mapping.map(this.from), transaction.mapping.map(this.to));
    editor.on("transaction", this.follow);
  }

  /** Put a slice here, and stand behind it; whoever went on elsewhere, in the text or in a field, stays there. */
  put(slice) {
    const { editor } = this;
    const { from, to } = editor.state.selection;
    const isStillHere = (this.behind || from === this.from) && to === this.to;
    const { tr } = editor.state;
    const end = putInto(tr, this.from, this.to, slice);
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

/** Put a slice where the caret is, with `behind` behind what is selected. */
export function putHere(editor, slice, { behind = false } = {}) {
  const place = new InsertionPoint(editor, { behind });
  place.put(slice);
  place.leave();
}

/** Put a slice in the place of a range, or behind what it may not break in two; returns the place behind it. Notes come to the end of the article. */
export function putInto(tr, from, to, given) {
  const isNote = ({ type }) => type.name === "note";
  const { content } = given.content;
  const notes = content.filter(isNote);
  tr.insert(tr.doc.content.size, notes);
  const slice = notes.length ? joining(tr.doc, { from }, new Slice(Fragment.from(content.filter((node) => !isNote(node))), 1, 1)) : given;
  const before = tr.steps.length;
  if (from < to && !fitsInto(tr.doc, { from, to }, slice)) {
    deleteParts(tr, from, to);
    from = to = tr.mapping.slice(before).map(from);
  }
  const range = rangeFor(tr.doc, { from, to }, slice);
  // What comes beside the place joins nothing there.
  tr.replaceRange(range.from, range.to, range.to === to ? slice : new Slice(slice.content, 0, 0));
  let end = range.to;
  tr.mapping.maps.at(-1)?.forEach((_from, _to, _newFrom, newTo) => { end = newTo; });
  return end;
}

/** Whether a slice may be put into the place of a range as it is: neither breaks anything in two. */
export function fitsInto(doc, { from, to }, slice) {
  return partsOf(doc, from, to).length === 1 && rangeFor(doc, { from, to }, slice).to === to;
}

/** Return where a slice comes that is put at a range: blocks stand behind what they may not break in two, as a photo for its caption. */
function rangeFor(doc, { from, to }, slice) {
  const nodes = slice.content.content;
  const isLine = slice.openStart === 1 && slice.openEnd === 1 && nodes.length === 1;
  if (isLine || nodes.every((node) => node.isInline)) return { from, to };
  const $to = doc.resolve(to);
  const line = $to.parent.isTextblock ? $to.depth : $to.depth + 1;
  for (let depth = line; depth > 0; depth -= 1) {
    if (!mayHold($to, depth - 1, $to.indexAfter(depth - 1), nodes)) continue;
    const mayBreak = depth > $to.depth || (depth === line && MAY_BREAK.includes($to.parent.type.name));
    if (!mayBreak) return { from: $to.after(depth), to: $to.after(depth) };
    // Before a line, no empty one is left.
    const isBefore = from === to && $to.parent.isTextblock && !$to.parentOffset && $to.parent.content.size && !slice.openStart;
    const before = isBefore && mayHold($to, depth - 1, $to.index(depth - 1), nodes) ? $to.before(depth) : from;
    return before === from ? { from, to } : { from: before, to: before };
  }
  return { from, to };
}

/** Whether nodes may stand in what holds a place at a depth; a table in a table could not be saved. */
function mayHold($at, depth, index, nodes) {
  const isInCell = ancestors($at).slice(0, depth).some((name) => /^table(?:Cell|Header)$/.test(name));
  return nodes.every(({ type }) => !(isInCell && type.name === "table") && $at.node(depth).canReplaceWith(index, index, type));
}
