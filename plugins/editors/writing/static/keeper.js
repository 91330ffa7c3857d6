// Keeps what is typed: with the server within a second, in this browser at once, until it is saved.
import { ServerGone, ask } from "./server.js";

const PAUSE = 350; // milliseconds without a key press
const LONGEST = 900; // milliseconds of typing without a pause
const AGAIN = 1500; // milliseconds until the server is asked again

/** Return a new name for a page. Each has its own, also one that was loaded again or copied: none writes over another's typing. */
function newName() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => (byte % 36).toString(36)).join("");
}

/** Take a page's name until this page goes, and return what gives it back; null where a page that is open has it. */
export function taken(name) {
  return new Promise((resolve) => {
    const hold = (lock) => (lock ? new Promise((giveBack) => { resolve(giveBack); }) : resolve(null));
    if (navigator.locks) navigator.locks.request(`viet:${name}`, { ifAvailable: true }, hold).catch(() => resolve(null));
    else resolve(null);
  });
}

const keyOf = (path, name) => `viet:${path}\n${name}`;

/** Return all that this browser holds of an article: of each page the name, the time, its number and the state. */
export function heldHere(path) {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(keyOf(path, "")));
  return keys.flatMap((key) => {
    try {
      return [JSON.parse(localStorage.getItem(key))];
    } catch (broken) {
      return [];
    }
  });
}

/** Forget what this browser holds of an article that a page typed. */
export function forgetHere(path, name) {
  localStorage.removeItem(keyOf(path, name));
}

/** Keeps the typing of one article; `state` returns it as it is now, `tell` is told how it stands: kept ("giu"), no server ("mat"), refused ("hong"). */
export class Keeper {
  constructor(path, state, tell) {
    this.path = path;
    this.state = state;
    this.tell = tell;
    this.tab = newName();
    taken(this.tab);
    this.number = Date.now();
    this.since = 0;
    this.dirty = false;
    this.running = null;
    for (const name of ["pagehide", "visibilitychange"]) addEventListener(name, () => this.last());
  }

  /** Go on under the name of the page whose typing is resumed, after its last number; false where that page is still open. */
  async goOnAs({ cua_so, thu_tu }) {
    if (!(await taken(cua_so))) return false;
    this.tab = cua_so;
    this.number = Math.max(this.number, thu_tu || 0);
    return true;
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
      const held = { cua_so: this.tab, luc: new Date().toISOString(), thu_tu: this.number, noi_dung };
      localStorage.setItem(keyOf(this.path, this.tab), JSON.stringify(held));
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
      this.tell(fault instanceof ServerGone ? "mat" : "hong", fault.message);
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
      if (saved && !this.dirty) forgetHere(this.path, this.tab);
      this.dirty = this.dirty || (before && !saved);
      if (this.dirty) this.changed();
    }
    return saved;
  }
}
