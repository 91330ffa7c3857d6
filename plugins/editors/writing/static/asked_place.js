// Where something was asked for whose answer comes later: what is written meanwhile moves the place, and nobody is called back to it.

/** The range that is selected when this is made, followed through all that is written from then on, until `leave` is called. */
export class AskedPlace {
  constructor(editor) {
    const { from, to } = editor.state.selection;
    Object.assign(this, { editor, from, to });
    this.follow = ({ transaction }) => this.setRange(transaction.mapping.map(this.from), transaction.mapping.map(this.to));
    editor.on("transaction", this.follow);
  }

  /** Put content here, and stand behind it; whoever went on elsewhere, in the text or in a field, stays there. */
  put(content, options) {
    const { editor, from, to } = this;
    const { selection } = editor.state;
    const isStillHere = selection.from === from && selection.to === to;
    let end = to;
    editor.chain().insertContentAt({ from, to }, content, { ...options, updateSelection: isStillHere }).command(({ tr }) => {
      // The editor may have put it beside the place, as a photo behind the paragraph.
      tr.mapping.maps.at(-1)?.forEach((_from, _to, _newFrom, newTo) => { end = newTo; });
      return true;
    }).run();
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
