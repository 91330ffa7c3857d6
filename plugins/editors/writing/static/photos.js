// The photos of one article: where they are seen, how they are cut and turned, which point of the lead photo must be seen.
import { askForCrop } from "./photo_crop.js";
import { askForFocus } from "./photo_focus.js";
import { answerTo } from "./server.js";

/** Tell whether a photo can be cut: no drawing of shapes, no address elsewhere. */
export function canBeEdited(name) {
  return Boolean(name) && !/^(?:https?:|data:|blob:)|\.svg$/i.test(name);
}

/** The photos of the article at a path; `message` tells the editor a sentence. */
export class Photos {
  constructor(path, message) {
    Object.assign(this, { path, message });
  }

  /** Return where a photo is seen; with `xoay` it is the one that was chosen, turned so many times. */
  address(name, more = {}) {
    if (/^(?:https?:|data:|blob:)/.test(name)) return name;
    return `anh?${new URLSearchParams({ bai: this.path, ten: name, ...more })}`;
  }

  /** Ask how a photo is to be cut and turned, and return the name of the one that comes of it; "" where nothing changes. */
  async edit(name) {
    try {
      const chosen = await answerTo("anh-goc", { bai: this.path, ten: name });
      const wanted = await askForCrop(chosen, (turns) => this.address(name, { xoay: turns }));
      if (!wanted) return "";
      const { ten } = await answerTo("sua-anh", { bai: this.path, ten: name, ...wanted });
      return ten === name ? "" : ten;
    } catch (fault) {
      this.message(fault.message);
      return "";
    }
  }

  /** Ask for the focal point of a photo; `written` is the present one as the header writes it. Returns the new one, null for no change. */
  async focus(name, written) {
    try {
      const answer = await askForFocus(this.address(name), await answerTo("tam-anh", { tam: written }));
      return answer;
    } catch (fault) {
      this.message(fault.message);
      return null;
    }
  }
}
