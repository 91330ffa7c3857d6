// What is pasted goes through the server, which turns Word, Excel, Zalo and old fonts into what an article may hold.
import { pm } from "../bo-soan-thao.js";
import { InsertionPoint, fitsInto, joining, pasted, putInto } from "./insertion_point.js";
import { answerTo } from "./server.js";
import { isPhoto } from "./uploads.js";

/** Return the sign that this browser puts on what is copied here: other editors of the same make write like this one. */
function ownSign() {
  let sign = localStorage.getItem("dau-chep");
  if (!sign) {
    sign = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
    localStorage.setItem("dau-chep", sign);
  }
  return sign;
}

/** Put this browser's sign on what is copied from the text of an editor. */
export function signCopies() {
  for (const name of ["copy", "cut"]) {
    document.addEventListener(name, ({ clipboardData, target }) => {
      const html = clipboardData?.getData("text/html") || "";
      const isOurs = target instanceof Node && (target.parentElement || target).closest?.(".ProseMirror");
      if (isOurs && html.includes("data-pm-slice")) clipboardData.setData("text/html", html.replace("data-pm-slice", `data-cua="${ownSign()}" data-pm-slice`));
    });
  }
}

/** Return the handlers of pastes and drops into an article; `addPhotos` takes picture files, `tell` a sentence for the editor. */
export function pasting(bai, editorOf, addPhotos, tell) {
  const insert = async (table) => {
    const editor = editorOf();
    const place = new InsertionPoint(editor);
    try {
      const { html, mat } = await answerTo("dan", { bai, ...table });
      place.put(pasted(editor, place, html));
      if (mat.length) tell(`Đã dán. ${mat.join(" ")}`);
    } catch (fault) {
      tell(fault.message);
    } finally {
      place.leave();
    }
  };
  const pictures = (files) => [...files].filter(isPhoto);
  // Before the editor itself reads what is pasted: nobody vouches for it yet.
  const paste = (view, event) => {
    const data = event.clipboardData;
    if (!data || view.composing) return false;
    const html = data.getData("text/html");
    const text = data.getData("text/plain");
    // From this editor itself nothing has to be turned; into code comes plain text.
    if (html.includes(`data-cua="${ownSign()}"`) || view.state.selection.$from.parent.type.spec.code) return false;
    if (!html && pictures(data.files).length) addPhotos(pictures(data.files));
    else if (html) insert({ html });
    else if (/[\n\t]/.test(text.trim())) insert({ van_ban: text });
    else return false;
    event.preventDefault();
    return true;
  };
  const drop = (view, event) => {
    const files = pictures(event.dataTransfer?.files || []);
    const html = event.dataTransfer?.getData("text/html") || "";
    // What is moved within this text is the editor's own; from elsewhere it comes as if it were pasted there.
    if (view.dragging || (!files.length && !html)) return false;
    event.preventDefault();
    const found = view.posAtCoords({ left: event.clientX, top: event.clientY });
    if (found) editorOf().commands.setTextSelection(found.pos);
    if (files.length) addPhotos(files);
    else insert({ html });
    return true;
  };
  // From this editor itself: its own way, as that of cells into cells, unless that would break something in two.
  const put = (view, tr, { from, to }, given) => {
    if (given.content.firstChild?.type.spec.tableRole && pm.tables.isInTable(view.state)) return false;
    const slice = joining(tr.doc, { from }, given);
    if (slice.eq(given) && fitsInto(tr.doc, { from, to }, slice)) return false;
    const end = putInto(tr, from, to, slice);
    view.dispatch(tr.setSelection(pm.state.Selection.near(tr.doc.resolve(end), -1)).scrollIntoView());
    return true;
  };
  const handlePaste = (view, _event, given) => put(view, view.state.tr, view.state.selection, given);
  const handleDrop = (view, event, given, isMoved) => {
    const found = view.posAtCoords({ left: event.clientX, top: event.clientY });
    // A node that is dragged is put whole, and beside what it may not stand in.
    if (!found || view.dragging?.node) return false;
    const { tr } = view.state;
    if (isMoved) tr.deleteSelection();
    const at = tr.mapping.map(found.pos);
    return put(view, tr, { from: at, to: at }, given);
  };
  return { handleDOMEvents: { paste, drop }, handlePaste, handleDrop };
}
