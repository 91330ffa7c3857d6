// The page as readers will see it: made by the portal itself, shown without running any script of it.
import { ask } from "./server.js";
import { element } from "./elements.js";

/** Return a page without what could not run here anyway, and without the band that says it is a preview. */
function withoutScripts(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const one of page.querySelectorAll("script, .preview-band")) one.remove();
  return `<!DOCTYPE html>${page.documentElement.outerHTML}`;
}

const PAUSE = 500; // milliseconds without a change

/** Shows a page in `place`; `state` returns what is to be shown, `told` takes the problems, `fault` a sentence. */
export class Preview {
  constructor(place, { path, state, told, fault }) {
    Object.assign(this, { place, path, state, told, fault });
    this.shown = null;
  }

  /** Something changed: look again soon. */
  changed(wait = PAUSE) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), wait);
  }

  async look() {
    if (this.busy) {
      this.again = true;
      return;
    }
    this.busy = true;
    this.again = false;
    try {
      const { status, answer } = await ask("xem", { bai: this.path, noi_dung: this.state() });
      if (status === 200) {
        this.show(answer.html);
        this.told(answer);
        this.fault("");
      } else {
        this.fault(answer.loi);
        if (status === 503) this.changed(4 * PAUSE);
      }
    } catch (gone) {
      this.fault(gone.message);
      this.changed(6 * PAUSE);
    }
    this.busy = false;
    if (this.again) this.changed();
  }

  /** Put the new page beside the old one, and change them when it is loaded: nothing flickers, the place read stays. */
  show(html) {
    const next = element("iframe", { class: "preview__page", title: "Trang như bạn đọc sẽ thấy", sandbox: "allow-same-origin" });
    next.classList.add("preview__page--coming");
    const before = this.shown;
    next.addEventListener("load", () => {
      const top = before?.contentWindow?.scrollY || 0;
      next.contentWindow?.scrollTo(0, top);
      next.classList.remove("preview__page--coming");
      for (const old of [...this.place.children]) if (old !== next) old.remove();
    });
    next.srcdoc = withoutScripts(html);
    this.place.append(next);
    this.shown = next;
  }
}
