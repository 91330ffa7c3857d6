// Words that are selected across the edge of a photo, a box, a cell or a title: each loses its own part, and none is torn open.
import { Extension, pm } from "../bo-soan-thao.js";

const { Fragment, Slice } = pm.model;
const { Plugin, Selection, SelectionRange, TextSelection } = pm.state;

/** Return the ranges that a range is made of, so that none reaches across the edge of what is one for itself. */
export function partsOf(doc, from, to) {
  const [$from, $to] = [doc.resolve(from), doc.resolve(to)];
  const shared = $from.sharedDepth(to);
  const { tableRole } = $from.node(shared).type.spec;
  if (["table", "row"].includes(tableRole)) return cellParts(doc, from, to, $from.start(tableRole === "row" ? shared - 1 : shared));
  const edge = ($at) => {
    for (let depth = shared + 1; depth <= $at.depth; depth += 1) if ($at.node(depth).type.spec.isolating) return depth;
    return 0;
  };
  const [left, right] = [edge($from), edge($to)];
  const [first, last] = [left ? $from.after(left) : from, right ? $to.before(right) : to];
  return [
    ...(left ? partsOf(doc, from, $from.end(left)) : []),
    ...(first < last || !(left || right) ? [[first, last]] : []),
    ...(right ? partsOf(doc, $to.start(right), to) : []),
  ];
}

/** Return the part of each cell of a table, whose rows begin at `start`: it stays one, without the words. */
function cellParts(doc, from, to, start) {
  const parts = [];
  doc.resolve(start).parent.forEach((row, rowPlace) => row.forEach((cell, place) => {
    const before = start + rowPlace + 1 + place;
    const [first, last] = [Math.max(from, before + 1), Math.min(to, before + cell.nodeSize - 1)];
    if (first <= last) parts.push(...partsOf(doc, first, last));
  }));
  return parts;
}

/** Take what is in a range away, each part for itself. */
export function deleteParts(tr, from, to) {
  for (const part of partsOf(tr.doc, from, to).reverse()) tr.deleteRange(...part);
}

/** Selected words in several parts: what replaces them comes into the first, from all others they are only taken away. */
class SelectedParts extends TextSelection {
  constructor({ $anchor, $head }, parts) {
    super($anchor, $head);
    this.ranges = parts.map(([from, to]) => new SelectionRange($anchor.doc.resolve(from), $anchor.doc.resolve(to)));
  }

  get $to() {
    return this.ranges.at(-1).$to;
  }

  /** Return the words alone: what they stand in is not copied with them. */
  content() {
    const { paragraph } = this.$from.doc.type.schema.nodes;
    const parts = this.ranges.map(({ $from, $to }) => $from.doc.slice($from.pos, $to.pos));
    const open = (part, side) => (part.content.firstChild?.isInline ? 1 : part[side]);
    // A title or a caption is a line like any other outside of its box or photo.
    const free = (node) => (node.isTextblock && node.type.spec.isolating ? paragraph.create(null, node.content) : node);
    const blocks = ({ content }) => (content.firstChild?.isInline ? [paragraph.create(null, content)] : content.content.map(free));
    return new Slice(Fragment.from(parts.flatMap(blocks)), open(parts[0], "openStart"), open(parts.at(-1), "openEnd"));
  }

  replace(tr, content) {
    const before = tr.steps.length;
    super.replace(tr, content);
    // Where nothing comes instead, the caret stays where the words began.
    if (!content?.size) tr.setSelection(Selection.near(tr.doc.resolve(tr.mapping.slice(before).map(this.from, -1))));
  }
}

/** Take selected words away before a key breaks the line there: what the key does it does at a caret. */
function deleteFirst({ editor }) {
  const { selection } = editor.state;
  if (selection instanceof TextSelection && !selection.empty) editor.commands.deleteSelection();
  return false;
}

/** An input method writes over what is selected by itself, and knows of no parts. */
function compositionstart(view) {
  if (view.state.selection instanceof SelectedParts) view.dispatch(view.state.tr.deleteSelection());
  return false;
}

export const SelectionsOfParts = Extension.create({
  name: "selectionsOfParts",
  priority: 200,
  addKeyboardShortcuts: () => ({ Enter: deleteFirst, "Shift-Enter": deleteFirst, "Mod-Enter": deleteFirst }),
  addProseMirrorPlugins() {
    return [
      new Plugin({
        props: { handleDOMEvents: { compositionstart } },
        appendTransaction(_transactions, _before, { doc, selection, tr }) {
          if (!(selection instanceof TextSelection) || selection instanceof SelectedParts) return null;
          const parts = partsOf(doc, selection.from, selection.to);
          return parts.length > 1 ? tr.setSelection(new SelectedParts(selection, parts)) : null;
        },
      }),
    ];
  },
});
