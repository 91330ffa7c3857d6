// Keeps what is typed: with the server within a second, in this browser at once, until it is saved.
import { ask } from "./server.js";

const PAUSE = 350; // milliseconds without a key press
const LONGEST = 900; // milliseconds of typing without a pause
const AGAIN = 1500; // milliseconds until the server is asked again

/** Return the name of this tab: it stays when the page is loaded again. */
export function tabName() {
  let name = sessionStorage.getItem("cua-so");
  if (!name) {
    name = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => (byte % 36).toString(36)).join("");
    sessionStorage.setItem("cua-so", name);
  }
  return name;
}

/** What this browser holds of an article, null for nothing. */
export function heldHere(path) {
  try {
    return JSON.parse(localStorage.getItem(`viet:${path}`));
  } catch (broken) {
    return null;
  }
}

/** Forget what this browser holds of an article. */
export function forgetHere(path) {
  localStorage.removeItem(`viet:${path}`);
}

/** Keeps the typing of one article; `state` returns it as it is now, `tell` is told how it stands ("giu", "cho", "hong"). */
export class Keeper {
  constructor(path, state, tell) {
    this.path = path;
    this.state = state;
    this.tell = tell;
    this.tab = tabName();
    this.number = Date.now();
    this.since = 0;
    this.dirty = false;
    this.running = null;
    for (const name of ["pagehide", "visibilitychange"]) addEventListener(name, () => this.last());
  }

  /** Something was typed. */
  changed() {
    this.dirty = true;
    const now = Date.now();
    this.since = this.since || now;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), Math.max(0, Math.min(PAUSE, this.since + LONGEST - now)));
  }

  hold(noi_dung) {
    try {
      const held = { cua_so: this.tab, luc: new Date().toISOString(), noi_dung };
      localStorage.setItem(`viet:${this.path}`, JSON.stringify(held));
    } catch (full) {
      // The server keeps it all the same.
    }
  }

  table(noi_dung) {
    this.number += 1;
    return { bai: this.path, cua_so: this.tab, thu_tu: this.number, noi_dung };
  }

  /** Keep what there is; one request at a time, the newest text in each. */
  async keep() {
    clearTimeout(this.timer);
    if (this.running || this.paused || !this.dirty) return this.running;
    this.running = this.send();
    await this.running;
    this.running = null;
    if (this.dirty) this.timer = setTimeout(() => this.keep(), this.failed ? AGAIN : PAUSE);
    return null;
  }

  async send() {
    this.dirty = false;
    this.since = 0;
    const noi_dung = this.state();
    this.hold(noi_dung);
    try {
      const { status, answer } = await ask("giu", this.table(noi_dung));
      if (status !== 200) throw new Error(answer.loi);
      this.failed = false;
      this.tell("giu", answer.luc);
    } catch (fault) {
      this.failed = true;
      this.dirty = true;
      this.tell("hong", fault.message);
    }
  }

  /** The page goes away: send what is not sent yet. */
  last() {
    if (!this.dirty) return;
    const noi_dung = this.state();
    this.hold(noi_dung);
    ask("giu", this.table(noi_dung), { keepalive: true }).catch(() => {});
  }

  /** Run what saves, with nothing under way to be kept; what is typed meanwhile is kept afterwards. */
  async around(save) {
    clearTimeout(this.timer);
    await this.running;
    this.paused = true;
    const before = this.dirty;
    this.dirty = false;
    let saved = false;
    try {
      saved = await save();
    } finally {
      this.paused = false;
      if (saved && !this.dirty) forgetHere(this.path);
      this.dirty = this.dirty || (before && !saved);
      if (this.dirty) this.changed();
    }
    return saved;
  }
}
