import { fromTelex, fromVni, replaced, written } from "./typing.js";
import { bare, LETTERS, sentencesIn, spelled } from "./words.js";

const SHORTEST_JOINED = 5;
const LONGEST_JOINED = 30;
const TOKEN = new RegExp(`[0-9${LETTERS}]+`, "g");
const FIGURES = /^[0-9]+$/;
const VOWEL = /[aeiouy]/;

/** Return what a piece of a joined word reads as, "" for nothing. */
function pieceOf(piece, vocabulary) {
  if (piece.length < 2 || !VOWEL.test(bare(spelled(piece)))) return "";
  if (vocabulary.has(spelled(piece))) return piece;
  const made = fromTelex(piece);
  return made && vocabulary.has(made) ? written(made) : "";
}

/** Return the words that were typed as one, the fewest and of these the most common; "" where they are none. */
function parted(word, vocabulary) {
  if (word.length < SHORTEST_JOINED || word.length > LONGEST_JOINED) return "";
  const best = [{ pieces: [], worth: 0 }];
  for (let end = 1; end <= word.length; end += 1) {
    for (let start = Math.max(0, end - 7); start < end; start += 1) {
      const piece = best[start] && pieceOf(word.slice(start, end), vocabulary);
      if (!piece) continue;
      const pieces = [...best[start].pieces, piece];
      const worth = best[start].worth - 100 + vocabulary.common(spelled(piece));
      if (!best[end] || worth > best[end].worth) best[end] = { pieces, worth };
    }
  }
  const found = best[word.length];
  return found && found.pieces.length > 1 ? found.pieces.join(" ") : "";
}

/** Return the first letters of a name; a part in capitals, such as VHTT, stands as it is. */
export function initialsOf(name) {
  const words = name.match(new RegExp(`[${LETTERS}]+`, "g")) || [];
  const parts = words.filter((word) => spelled(word) !== "va2" && spelled(word) !== "va");
  return parts.map((word) => bare(spelled(word.length > 1 && word === word.toUpperCase() ? word : word[0])).toLowerCase());
}

/** Return the words that a name begins with whose initials were typed, "" where they are not its initials. */
function spokenOut(name, typed) {
  const initials = initialsOf(name);
  const words = name.match(new RegExp(`[${LETTERS}]+`, "g")) || [];
  let letters = "";
  for (let count = 0; count < initials.length; count += 1) {
    letters += initials[count];
    if (letters === typed) return count > 0 ? words.slice(0, count + 1).join(" ") : "";
  }
  return "";
}

/** Return what initials stand for: the name of an office, or a word for an office and a short form. */
function initialsRead(word, { offices, named }, shortForms) {
  const typed = bare(spelled(word));
  if (typed.length < 3) return "";
  for (const office of offices) {
    const head = initialsOf(office).join("");
    const rest = typed.slice(head.length);
    const short = shortForms.find(([form]) => typed.startsWith(head) && rest.length > 1 && bare(spelled(form.replace(/[^0-9A-Za-zÀ-ỹ]/g, ""))) === rest);
    if (short) return `${office} ${short[1]}`;
  }
  for (const [, ...names] of named.map((page) => [0, page[1], ...page.slice(4)])) {
    const found = names.map((name) => spokenOut(name, typed)).find(Boolean);
    if (found) return found;
  }
  return "";
}

/** Return what is to be read for one piece of a text, itself where nothing is wrong. */
function tokenRead(token, isLast, { vocabulary, lexicon, shortForms }) {
  const word = spelled(token);
  if (FIGURES.test(token)) return token;
  if (/[0-9]/.test(token)) {
    const made = token === token.toUpperCase() ? "" : fromVni(token);
    return made && vocabulary.has(made) ? written(made) : token;
  }
  const isShort = shortForms.some(([form]) => bare(spelled(form)) === bare(word));
  if (vocabulary.has(word) || isShort || (isLast && vocabulary.isBegun(token))) return token;
  const made = fromTelex(token);
  if (made && vocabulary.has(made)) return written(made);
  const other = initialsRead(token, lexicon, shortForms) || parted(token, vocabulary);
  if (other) return other;
  const [near] = vocabulary.near(token);
  return near ? written(near) : token;
}

/** Return a text in which the listed misspellings are as they should be. */
function relisted(text, { vocabulary, lexicon }) {
  const small = text.toLowerCase();
  const isRight = lexicon.wellSpelt.some((phrase) => small.includes(phrase));
  const known = (phrase) => [].concat(...sentencesIn(phrase)).every(({ word }) => vocabulary.has(word));
  const found = isRight ? [] : lexicon.misspelt.filter(([wrong, right]) => small.includes(wrong) && known(right));
  return found.reduce((read, [wrong, right]) => replaced(read, wrong, right), text);
}

/** Return a text as it was meant, keys, joined words and misspellings read for what they are; itself where nothing is wrong. */
export function respelt(text, known) {
  const composed = text.normalize("NFC");
  const tokens = composed.match(TOKEN) || [];
  const isOpen = !/\s$/.test(composed);
  const parts = composed.split(TOKEN);
  const read = tokens.map((token, at) => tokenRead(token, isOpen && at === tokens.length - 1, known));
  const whole = parts.map((part, at) => part + (at < read.length ? read[at] : "")).join("");
  const last = relisted(whole, known);
  return last === composed ? text : last;
}
