// What the views of all nodes have in common.

/**
 * Return the view of a node that stays while the node changes: `held.node` is always the one of now, and `show` shows it.
 *
 * `words` is where its own text is written, none for a node without any; `isOwn` tells which events are not the editor's.
 */
export function viewOf(held, { dom, words, show, isOwn }) {
  show();
  return {
    dom,
    contentDOM: words,
    update(next) {
      if (next.type !== held.node.type) return false;
      held.node = next;
      show();
      return true;
    },
    stopEvent: isOwn,
    ignoreMutation: (change) => !words || (change.type !== "selection" && !words.contains(change.target)),
  };
}

/** Set an attribute of the node at a place, as one step. */
export function setAttribute(editor, place, name, value) {
  editor.commands.command(({ tr }) => Boolean(tr.setNodeAttribute(place, name, value)));
}
