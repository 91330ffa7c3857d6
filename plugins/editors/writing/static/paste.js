// What is pasted goes through the server, which turns Word, Excel, Zalo and old fonts into what an article may hold.
import { answerTo } from "./server.js";
import { isPhoto } from "./uploads.js";

/** Follow what is selected now through all that is written and chosen meanwhile; `end` returns where it is by then. */
function followed(editor) {
  let mark = editor.state.selection.getBookmark();
  const follow = ({ transaction }) => {
    mark = mark.map(transaction.mapping);
  };
  editor.on("transaction", follow);
  return {
    end() {
      editor.off("transaction", follow);
      return mark.resolve(editor.state.doc);
    },
  };
}

/** Return the handlers of pastes and drops into an article; `addPhotos` takes picture files, `tell` a sentence for the editor. */
export function pasting(bai, editorOf, addPhotos, tell) {
  const insert = async (table) => {
    const editor = editorOf();
    const place = followed(editor);
    try {
      const { html, mat } = await answerTo("dan", { bai, ...table });
      // It comes where it was pasted; who went on elsewhere in the meantime stays there.
      const where = place.end();
      const updateSelection = editor.state.selection.eq(where);
      editor.commands.insertContentAt({ from: where.from, to: where.to }, html, { updateSelection, parseOptions: { preserveWhitespace: false } });
      if (mat.length) tell(`Đã dán. ${mat.join(" ")}`);
    } catch (fault) {
      place.end();
      tell(fault.message);
    }
  };
  const pictures = (files) => [...files].filter(isPhoto);
  // Before the editor itself reads what is pasted: nobody vouches for it yet.
  const paste = (view, event) => {
    const data = event.clipboardData;
    if (!data || view.composing) return false;
    const html = data.getData("text/html");
    const text = data.getData("text/plain");
    // From this editor itself nothing has to be turned.
    if (html.includes("data-pm-slice")) return false;
    if (!html && pictures(data.files).length) addPhotos(pictures(data.files));
    else if (html) insert({ html });
    else if (/[\n\t]/.test(text.trim())) insert({ van_ban: text });
    else return false;
    event.preventDefault();
    return true;
  };
  return {
    handleDOMEvents: { paste },
    handleDrop(view, event) {
      const files = pictures(event.dataTransfer?.files || []);
      if (!files.length) return false;
      event.preventDefault();
      addPhotos(files);
      return true;
    },
  };
}
