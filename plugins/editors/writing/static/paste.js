// What is pasted goes through the server, which turns Word, Excel, Zalo and old fonts into what an article may hold.
import { answerTo } from "./server.js";
import { isPhoto } from "./uploads.js";

/** Return the handlers of pastes and drops into an article; `addPhotos` takes picture files, `tell` a sentence for the editor. */
export function pasting(bai, editorOf, addPhotos, tell) {
  const insert = async (table) => {
    try {
      const { html, mat } = await answerTo("dan", { bai, ...table });
      editorOf().commands.insertContent(html, { parseOptions: { preserveWhitespace: false } });
      if (mat.length) tell(`Đã dán. ${mat.join(" ")}`);
    } catch (fault) {
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
