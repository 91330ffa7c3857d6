// The source of the body as text. Its steps back come first, then those of the visual editor: one history for both.
const GROUP = 700; // milliseconds of typing that are one step

/** Steps of a text area; `beyond` is called when there is no step left ("undo"). */
export class SourceView {
  constructor(area, { changed, beyond }) {
    this.area = area;
    this.changed = changed;
    this.beyond = beyond;
    area.addEventListener("input", (event) => this.input(event));
    area.addEventListener("keydown", (event) => this.key(event));
    this.open("");
  }

  /** Show a text that is not a step of typing. */
  open(text, line = 0) {
    this.area.value = text;
    // As the area has it: its line ends are plain ones.
    this.given = this.area.value;
    this.steps = [{ text, caret: 0 }];
    this.place = 0;
    this.at = 0;
    const start = line ? text.split("\n").slice(0, line).join("\n").length + 1 : 0;
    this.area.setSelectionRange(start, start);
    this.fit();
  }

  get text() {
    return this.area.value;
  }

  get isChanged() {
    return this.text !== this.given;
  }

  fit() {
    this.area.style.height = "auto";
    this.area.style.height = `${this.area.scrollHeight + 4}px`;
  }

  input(event) {
    const now = Date.now();
    const step = { text: this.text, caret: this.area.selectionStart };
    this.steps.length = this.place + 1;
    // While a word is composed it grows; that is no step of its own.
    if (this.place && (now - this.at < GROUP || event.isComposing)) this.steps[this.place] = step;
    else this.place = this.steps.push(step) - 1;
    this.at = now;
    this.fit();
    this.changed();
  }

  key(event) {
    const letter = event.key.toLowerCase();
    if (event.isComposing || !(event.ctrlKey || event.metaKey) || event.altKey || !["z", "y"].includes(letter)) return;
    event.preventDefault();
    const back = letter === "z" && !event.shiftKey;
    const next = this.place + (back ? -1 : 1);
    if (next < 0 || next >= this.steps.length) {
      this.beyond(back);
      return;
    }
    this.place = next;
    this.at = 0;
    this.area.value = this.steps[next].text;
    this.area.setSelectionRange(this.steps[next].caret, this.steps[next].caret);
    this.fit();
    this.changed();
  }
}
