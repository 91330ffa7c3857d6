import { fold, havingWords, readable } from "./fold.js";

const collator = new Intl.Collator("vi", { numeric: true });
// The states in the order of a document's life.
const STATES = [
  "draft", "upcoming", "open", "closed", "unreported", "concluded", "submitted", "displayed",
  "issued", "not-in-force", "lapsed", "replaced", "repealed", "unknown",
];
const KEYS = {
  title: (row) => row.querySelector("th a").textContent.trim(),
  issue: (row) => row.dataset.issued,
  period: (row) => row.dataset.period,
  state: (row) => String(STATES.indexOf(row.dataset.state)),
  // All lines have that one, so that the places alone decide.
  place: () => "",
};

/** Return a text with plain spaces, so that an address that somebody types finds it. */
export function plain(text) {
  return (text || "").replace(/\s+/g, " ").trim();
}

/** Return a state's name as an address holds it: "dang-lay-y-kien". */
export function stateWord(name) {
  return fold(name).replace(/[^a-z0-9]+/g, "-");
}

/** What a line is chosen by, by the names that addresses have for it; of places it may have several. */
const VALUES = {
  loai: (row) => [plain(row.dataset.kind)],
  "trang-thai": (row) => [stateWord(row.dataset.stateName)],
  "linh-vuc": (row) => [plain(row.dataset.field)],
  "dia-ban": (row) => plain(row.dataset.areas).split("; "),
  "thoi-ky": (row) => [plain(row.dataset.period)],
  nam: (row) => [row.dataset.year],
};

/** Return a value as values are compared: an editor's capitals make no other place of one. */
export function comparable(value) {
  return value.normalize("NFC").toLowerCase();
}

const texts = new WeakMap();

/** Return what a line says as words are looked for in it; lines are asked again with each key, and change but seldom. */
export function textOf(row) {
  const text = row.textContent;
  const known = texts.get(row);
  if (known && known.text === text) return known;
  const read = { text, ...readable(text) };
  texts.set(row, read);
  return read;
}

/** Return those of the lines that have all words and every choice, which are pairs of a name and a value. */
export function chosenOf(rows, words, choices) {
  const hasWords = havingWords(words);
  const wanted = choices.map(([name, value]) => [VALUES[name], comparable(value)]);
  const isChosen = (row) => wanted.every(([valuesOf, value]) => valuesOf(row).map(comparable).includes(value));
  const isWordless = !words.trim();
  return rows.filter((row) => isChosen(row) && (isWordless || hasWords(textOf(row))));
}

/** Return the lines in the order of a column; those of one value stay in the order of the register, whatever sorts them. */
export function inOrder(rows, column, isDown) {
  const sign = isDown ? -1 : 1;
  const keyed = rows.map((row) => ({ row, key: KEYS[column](row), place: Number(row.dataset.place) }));
  // What is not known comes last, up and down.
  const byKey = (one, other) => (one && other ? sign * collator.compare(one, other) : Number(!one) - Number(!other));
  keyed.sort((one, other) => byKey(one.key, other.key) || one.place - other.place);
  return keyed.map(({ row }) => row);
}
