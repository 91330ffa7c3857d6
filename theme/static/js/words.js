// As plugins/search/words.py has it: the index and the query must be read alike.
export const LETTERS = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u1fff\u3040-\u9fff\uac00-\ud7af";
// The last sign of several: what looks for all of them would look again from each.
const SENTENCE_END = /[.!?…;:](?=\s|$)|\n/;
// "34.346" and "1.500.000,25"; "1,500,000" as English has it; "2,5".
const THOUSANDS = /^[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]{1,3})?$/;
const ENGLISH = /^[1-9][0-9]{0,2}(,[0-9]{3}){2,}$/;
const FRACTION = /^[0-9]+,[0-9]{1,3}$/;
// As they are spelled.
const NUMBER = /^[0-9]+(,[0-9]+)?$/;
const TONES = { "\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5" };
const SHAPES = { "\u0302": "6", "\u031b": "7", "\u0306": "8", đ: "d9" };
const MARK = /[\u0300-\u036f]/;
const LAST_Y = /^(h|k|l|m|s|t|qu)y([1-5]?)$/;
const known = new Map();

/** Return the letters of a word with a figure for each mark, as the VNI method types them, and its tone apart. */
function typed(word) {
  let letters = "";
  let tone = "";
  for (const letter of word.toLowerCase().normalize("NFD")) {
    if (TONES[letter]) tone = TONES[letter];
    else if (SHAPES[letter]) letters += SHAPES[letter];
    else if (!MARK.test(letter)) letters += letter;
  }
  return [letters.normalize("NFC"), tone];
}

/** Return the one spelling of a word, the tone last; i for y where both are written, no zeros before a number. */
export function spelled(word) {
  if (NUMBER.test(word)) return word.replace(/^0+(?=[0-9])/, "");
  if (!known.has(word)) known.set(word, typed(word).join("").replace(LAST_Y, "$1i$2"));
  return known.get(word);
}

/** Return what the spelling of a word begins with of which this much was typed: its tone is not yet last. */
export const begun = (word) => (NUMBER.test(word) ? word : typed(word)[0]);

/** Tell whether a word is a number. */
export const isNumber = (word) => NUMBER.test(word);

/** Return the tone of a spelled word, "" for none. */
export const toneOf = (word) => (NUMBER.test(word) || !/[a-z6-9][1-5]$/.test(word) ? "" : word.slice(-1));

const bareOnes = new Map();

/** Return a spelled word without its marks; words are met again by the thousand. */
export function bare(word) {
  let found = bareOnes.get(word);
  if (found === undefined) {
    found = NUMBER.test(word) ? word : word.replace(/[0-9]/g, "");
    bareOnes.set(word, found);
  }
  return found;
}

/** Return a number without the points of its thousands, "" for what is none. */
function ungrouped(number, isWhole) {
  if (THOUSANDS.test(number)) return number.replace(/\./g, "");
  if (ENGLISH.test(number)) return number.replace(/,/g, "");
  return isWhole && FRACTION.test(number) ? number : "";
}

/** Return the numbers of a run of figures, each with its place; days and telephone numbers stay apart at each sign. */
function numbersIn(run) {
  const parts = run.split("/");
  const found = [];
  let start = 0;
  for (const part of parts) {
    const before = /^\+(?!84)/.test(part) ? 1 : 0;
    const number = ungrouped(part.slice(before), parts.length === 1);
    if (number) found.push({ from: start + before, to: start + part.length, written: number });
    else part.replace(/[0-9]+/g, (written, at) => found.push({ from: start + at, to: start + at + written.length, written }));
    start += part.length + 1;
  }
  return found;
}

/**
 * Return the words of a text as they stand in it: where each begins and ends, what is written, of a number without the points of
 * its thousands, and its spelling.
 */
export function wordsIn(text) {
  const words = [];
  const pattern = new RegExp(`\\+?[0-9]+(?:[.,/][0-9]+)*|[${LETTERS}]+`, "g");
  const goesOn = (letter) => letter === "/" || letter === "-";
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    const [one] = found;
    const start = found.index;
    const pieces = /[0-9]$/.test(one) ? numbersIn(one) : [{ from: 0, to: one.length, written: one }];
    for (const { from, to, written } of pieces) {
      const [before, behind] = [text[start + from - 1], text[start + to]];
      // Parts of a number such as "153/QĐ-TTg" belong to what stands before or behind them.
      words.push({ from: start + from, to: start + to, written, word: spelled(written), isTail: goesOn(before), isHead: goesOn(behind), isBehindPoint: from > 0 && before === "." });
    }
  }
  return words;
}

// Words that "số" is a part of: "dân số 34.346" says of what the number is.
const COUNTED = new Set([].concat(..."dân tổng chỉ con hệ tỉ đa thiểu sĩ".split(" ").map(spelled).map((word) => [word, bare(word)])));

/** Tell whether a word of some is the sign before a number, "số", which half of all mentions leave out. */
export function isSign(words, at) {
  const [before, one, next] = [words[at - 1], words[at], words[at + 1]];
  return next !== undefined && (one.word === "so61" || one.word === "so") && NUMBER.test(next.word) && !(before && COUNTED.has(before.word));
}

/** Return the sentences of a text as lists of words. */
export function sentencesIn(text) {
  return text
    .normalize("NFC")
    .split(SENTENCE_END)
    .map((sentence) => wordsIn(sentence).filter((_, at, words) => !isSign(words, at)))
    .filter((words) => words.length);
}

/**
 * Tell whether a term of the index is what one way looks for, and then whether it has the marks that were typed; a word
 * that was typed without any may have some.
 */
export function suits({ words, isBegun, isStrict, tone }, term) {
  if (term.length !== words.length) return null;
  const isSame = (word, typed, at) => (isBegun && at === words.length - 1 ? word.startsWith(typed) : word === typed);
  if (!words.every((typed, at) => isSame(bare(term[at]), bare(typed), at))) return null;
  // Nobody types a tone before the letters that have it.
  if (isBegun && tone && !term[term.length - 1].endsWith(tone)) return null;
  const isExact = words.every((typed, at) => bare(typed) === typed || isSame(term[at], typed, at));
  return isStrict && !isExact ? null : { isExact };
}

/** Return the spelled words of a text. */
export const plainWords = (text) => [].concat(...sentencesIn(text)).map(({ word }) => word);

/** Tell whether a typed word is a given one; typed without marks it is any that reads so. */
export function fits(typedWord, word) {
  return typedWord === word || (bare(typedWord) === typedWord && bare(word) === typedWord);
}
