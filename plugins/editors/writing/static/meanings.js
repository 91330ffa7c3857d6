// Words and what they mean: a list whose lines are, in turn, words and meanings.
import { Node, pm } from "../bo-soan-thao.js";

/** After the words comes their meaning: Enter goes there, and makes it where there is none. */
function toMeaning({ editor }) {
  const { $from, empty } = editor.state.selection;
  if (!empty || $from.parent.type.name !== "term") return false;
  const after = $from.after();
  const list = $from.node(-1);
  if (!$from.parent.content.size && $from.indexAfter(-1) === list.childCount && list.childCount > 1) return toEnd(editor, $from);
  if ($from.parentOffset < $from.parent.content.size) return false;
  const next = editor.state.doc.nodeAt(after);
  const chain = editor.chain();
  if (next?.type.name !== "meaning") chain.insertContentAt(after, { type: "meaning", content: [{ type: "paragraph" }] });
  return chain.setTextSelection(after + 2).run();
}

/** Words without a letter at the end of the list: the list ends, and a paragraph follows it. */
function toEnd(editor, $from) {
  return editor.chain().command(({ tr, state }) => {
    const end = $from.after(-1);
    tr.insert(end, state.schema.nodes.paragraph.create());
    tr.delete($from.before(), $from.after());
    tr.setSelection(pm.state.TextSelection.near(tr.doc.resolve(tr.mapping.map(end, -1) + 1)));
    return true;
  }).run();
}

/** Behind a meaning's last line, which is empty, the next words begin. */
function toNextTerm({ editor }) {
  const { $from, empty } = editor.state.selection;
  if (!empty || $from.depth < 3 || $from.node(-1).type.name !== "meaning" || $from.parent.content.size) return false;
  const meaning = $from.node(-1);
  if (meaning.childCount < 2 || $from.indexAfter(-1) !== meaning.childCount) return false;
  return editor.chain().command(({ tr, state }) => {
    const behind = $from.after(-1);
    tr.insert(behind, state.schema.nodes.term.create());
    tr.delete($from.before(), $from.after());
    tr.setSelection(pm.state.TextSelection.create(tr.doc, tr.mapping.map(behind, -1) + 1));
    return true;
  }).run();
}

/** Words join nothing above them: who goes on deleting stands at the end of that, and words without a letter go. */
function fromTerm({ editor }) {
  const { $from, empty } = editor.state.selection;
  if (!empty || $from.parent.type.name !== "term" || $from.parentOffset || !$from.index(-1)) return false;
  return editor.commands.command(({ tr }) => {
    if (!$from.parent.content.size) tr.delete($from.before(), $from.after());
    tr.setSelection(pm.state.Selection.near(tr.doc.resolve($from.before()), -1));
    return true;
  });
}

export const Term = Node.create({
  name: "term",
  content: "inline*",
  defining: true,
  parseHTML: () => [{ tag: "dt" }],
  renderHTML: () => ["dt", 0],
});

export const Meaning = Node.create({
  name: "meaning",
  content: "block+",
  defining: true,
  parseHTML: () => [{ tag: "dd" }],
  renderHTML: () => ["dd", 0],
});

export const Meanings = Node.create({
  name: "meanings",
  group: "block",
  content: "(term | meaning)+",
  parseHTML: () => [{ tag: "dl" }],
  renderHTML: () => ["dl", 0],
  addKeyboardShortcuts: () => ({ Enter: (step) => toMeaning(step) || toNextTerm(step), Backspace: fromTerm }),
});
