// Keys that would take more than a letter: who goes on deleting at the edge of a block loses no table and no caption.
import { pm } from "../bo-soan-thao.js";

/** Return where the edge of the block at the caret meets another one, null for the edge of the whole text. */
function edge($from, back) {
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const isLast = back ? $from.index(depth - 1) === 0 : $from.indexAfter(depth - 1) === $from.node(depth - 1).childCount;
    if (!isLast) return back ? $from.before(depth) : $from.after(depth);
  }
  return null;
}

/**
 * Go into the block beside this one where it cannot be joined and holds text; returns false where nothing has to be kept.
 *
 * The editor itself would choose all of it, and the next key press take it away.
 */
export function intoText(editor, back) {
  const { doc, selection } = editor.state;
  const { $from, empty } = selection;
  const atEdge = empty && $from.parent.isTextblock && $from.parentOffset === (back ? 0 : $from.parent.content.size);
  if (!atEdge || (back ? editor.can().joinBackward() : editor.can().joinForward())) return false;
  const place = edge($from, back);
  const $place = place === null ? null : doc.resolve(place);
  const beside = $place && (back ? $place.nodeBefore : $place.nodeAfter);
  if (!beside || beside.isAtom || !beside.textContent) return false;
  const found = pm.state.Selection.near($place, back ? -1 : 1);
  editor.view.dispatch(editor.state.tr.setSelection(found).scrollIntoView());
  return true;
}
