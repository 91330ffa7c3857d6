import { bare, LETTERS, spelled } from "./words.js";

// What the keys of the two methods of typing do: a figure for a mark, or a letter that stands for itself or for one.
const TELEX = { s: "1", f: "2", r: "3", x: "4", j: "5", w: "7", a: "6", e: "6", o: "6", d: "9" };
const TONE = /[1-5]/;
const SHAPED = { 6: "aeo", 7: "uo", 8: "a", 9: "d" };
const SHAPED_LETTERS = { a6: "â", e6: "ê", o6: "ô", u7: "ư", o7: "ơ", a8: "ă", d9: "đ" };
// Letters in fonts of the old encoding TCVN3, and what they show: as plugins/vietnamese/encodings.py has it.
const OLD_LETTERS = "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ";
const SHOWN = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ";
// What proves them, since half of them are letters of ours too: one that is none beside a letter, or a capital behind a small letter.
const RARE = `[${OLD_LETTERS.replace(/[àáâãèéêìíòóôõùúý]/gi, "")}]`;
const OLD_FONT = new RegExp(`[A-Za-zÀ-ÿ]${RARE}|${RARE}[A-Za-zÀ-ÿ]|[a-zà-ý][À-Ý]`);
const TONE_MARKS = ["", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"];

/** Put the mark of a figure on the last letter before it that can have it; return false where none can. */
function shape(letters, figure) {
  for (let at = letters.length - 1; at >= 0; at -= 1) {
    const letter = letters[at];
    if (letter === "a" && figure === "7" && !letters.includes("u")) return (letters[at] = "a8") !== "";
    if (!SHAPED[figure].includes(letter)) continue;
    if (figure === "9" && at > 0) return false;
    letters[at] = letter + figure;
    if (figure === "7" && letter === "o" && letters[at - 1] === "u" && letters[at - 2] !== "q") letters[at - 1] = "u7";
    return true;
  }
  return false;
}

/** Return the spelling of a word of which the keys were typed, "" where it makes none; ``meaning`` tells the mark of a key. */
function keyed(keys, meaning) {
  const letters = [];
  let tone = "";
  for (const key of keys) {
    const figure = meaning(key, letters);
    const isVowelThere = letters.some((letter) => /^[aeiouy]/.test(letter));
    if (figure && TONE.test(figure) && isVowelThere) tone = figure;
    else if (figure && !TONE.test(figure) && shape(letters, figure)) continue;
    else if (/[0-9]/.test(key)) return "";
    // By itself it is a letter with its mark, as the usual keyboards have it.
    else letters.push(key === "w" && !isVowelThere ? "u7" : key);
  }
  return spelled(letters.join("") + tone);
}

/** Return the word whose keys of Telex were typed, "" for a word without such keys. */
export function fromTelex(word) {
  const keys = word.toLowerCase();
  if (!/^[a-z]+$/.test(keys)) return "";
  const made = keyed(keys, (key, letters) => ("aeod".includes(key) && !letters.includes(key) ? "" : TELEX[key]));
  return made === keys ? "" : made;
}

/** Return the word whose keys of VNI were typed, with figures among its letters; "" where they make none. */
export const fromVni = (word) => keyed(spelled(word), (key) => (/[1-9]/.test(key) ? key : ""));

/** Tell whether a text has what no sound Vietnamese has, and text in a font of the old encoding TCVN3 nearly always. */
export const isInOldFont = (text) => OLD_FONT.test(text);

/** Return what a text shows in a font of the old encoding TCVN3: text that is copied from old files has its letters. */
export const fromOldFont = (text) => text.replace(/[\u00a1-\u00fe]/g, (letter) => SHOWN[OLD_LETTERS.indexOf(letter)] || letter);

/** Return a spelled word as it is written. */
export function written(word) {
  const tone = TONE_MARKS[/[1-5]$/.test(word) && bare(word) !== word ? Number(word.slice(-1)) : 0];
  const letters = (tone ? word.slice(0, -1) : word).replace(/[a-z][6-9]/g, (pair) => SHAPED_LETTERS[pair] || pair);
  if (!tone) return letters;
  const [, head, vowels, tail] = /^(qu|gi(?=[aăâeêoôơuưy])|[^aăâeêioôơuưy]*)([aăâeêioôơuưy]*)(.*)$/.exec(letters);
  const shapedAt = Math.max(...[..."ăâêôơư"].map((vowel) => vowels.lastIndexOf(vowel)));
  const at = shapedAt >= 0 ? Math.max(shapedAt, vowels.lastIndexOf("ơ")) : tail || vowels.length > 2 ? vowels.length - (tail ? 1 : 2) : 0;
  return `${head}${vowels.slice(0, at + 1)}${tone}${vowels.slice(at + 1)}${tail}`.normalize("NFC");
}

/** Replace a word of a text wherever it stands for itself. */
export function replaced(text, word, by) {
  const plain = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return text.replace(new RegExp(`(^|[^0-9${LETTERS}])${plain}(?![0-9${LETTERS}])`, "gi"), (_, before) => before + by);
}
