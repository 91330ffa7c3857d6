import { fold } from "./fold.js";
import { fromOldFont, fromTelex, fromVni, isInOldFont, replaced, written } from "./typing.js";
import { bare, LETTERS, sentencesIn, spelled } from "./words.js";

const SHORTEST_JOINED = 5;
// What the portal knows may be shorter: "gopy".
const SHORTEST_KNOWN = 4;
const LONGEST_JOINED = 30;
// Of a word as the keys of Telex were pressed: "dduwowngf".
const LONGEST_PIECE = 10;
// Of a joined word of which the last is half typed so many are whole.
const FEWEST_WHOLE = 2;
const SHORTEST_FORM = 3;
const TOKEN = new RegExp(`[0-9${LETTERS}]+`, "g");
// Signs are letters there.
const OLD_TOKEN = new RegExp(`[0-9${LETTERS}\u00a1-\u00be×÷]+`, "g");
const FIGURES = /^[0-9]+$/;
const LONG_PIECE = /[^0-9]{5,}/g;
const VOWEL = /[aeiouy]/;
const SYLLABLE = /^(ngh|ng|nh|gh|kh|ch|ph|th|tr|qu|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(ng|nh|ch|[cmnpt])?$/;

/** Return what a piece of a joined word reads as, "" for nothing; of consonants alone only a short form. */
function pieceOf(piece, vocabulary) {
  if (piece.length < SHORTEST_FORM && !VOWEL.test(bare(spelled(piece)))) return "";
  if (vocabulary.has(spelled(piece))) return piece;
  const made = fromTelex(piece);
  return made && vocabulary.has(made) ? written(made) : "";
}

/** Return the letters of a word as they are compared with others that were typed together. */
const plainLetters = (word) => bare(spelled(word)).replace(/y/g, "i");

/** Return the words of a phrase, or some that follow each other in it, that read as a joined word; "" where none do. */
function partOf(phrase, letters) {
  const words = phrase.match(TOKEN) || [];
  const plain = words.map(plainLetters);
  if (!plain.join("").includes(letters)) return "";
  for (let from = 0; from < words.length - 1; from += 1) {
    let made = plain[from];
    for (let to = from + 1; to < words.length && made.length < letters.length; to += 1) {
      made += plain[to];
      if (made === letters) return words.slice(from, to + 1).join(" ");
    }
  }
  return "";
}

/** Return all names of the pages that a lexicon knows by name. */
export const namesIn = ({ named }) => [].concat(...named.map(([, name, , , ...others]) => [name, ...others]));

/** Return a phrase that the portal knows and somebody typed as one word, "" for none. */
function knownJoined(word, lexicon, shortForms) {
  if (word.length < SHORTEST_KNOWN || SYLLABLE.test(bare(spelled(word)))) return "";
  const phrases = namesIn(lexicon).concat(...(lexicon.synonyms || []), ...shortForms.map(([, full]) => full));
  const found = phrases.map((phrase) => partOf(phrase, plainLetters(word))).filter(Boolean);
  // What was typed without marks asks for what reads so, as other words do; with marks for what has them.
  if (fold(word) === word.toLowerCase()) return fold(found[0] || "");
  return found.find((phrase) => phrase.toLowerCase().replace(/ /g, "") === word.toLowerCase()) || "";
}

/**
 * Return the words that were typed as one, the fewest and of these the most common; "" where they are none. What is still typed
 * may end with the beginning of a word.
 */
function parted(word, vocabulary, isOpen) {
  if (word.length < SHORTEST_JOINED || word.length > LONGEST_JOINED || SYLLABLE.test(bare(spelled(word)))) return "";
  const best = [{ pieces: [], worth: 0 }];
  for (let end = 1; end <= word.length; end += 1) {
    for (let start = Math.max(0, end - LONGEST_PIECE); start < end; start += 1) {
      const piece = best[start] && pieceOf(word.slice(start, end), vocabulary);
      if (!piece) continue;
      const pieces = [...best[start].pieces, piece];
      // Few words are of one letter.
      const worth = best[start].worth - (piece.length > 1 ? 100 : 150) + vocabulary.common(spelled(piece));
      if (!best[end] || worth > best[end].worth) best[end] = { pieces, worth };
    }
  }
  const found = best[word.length];
  if (found && found.pieces.length > 1) return found.pieces.join(" ");
  const isBegun = (piece, at) => best[at] && best[at].pieces.length >= FEWEST_WHOLE && best[at].pieces.every((one) => one.length > 1) && vocabulary.isBegun(piece);
  for (let at = Math.max(0, word.length - LONGEST_PIECE); isOpen && at < word.length; at += 1) {
    if (isBegun(word.slice(at), at)) return [...best[at].pieces, word.slice(at)].join(" ");
  }
  return "";
}

/** Return the words of a name as they are written. */
const writtenIn = (name) => name.match(new RegExp(`[${LETTERS}]+`, "g")) || [];

/** Return the first letters of a name; a part in capitals, such as VHTT, stands as it is. */
export function initialsOf(name) {
  const parts = writtenIn(name).filter((word) => spelled(word) !== "va2" && spelled(word) !== "va");
  return parts.map((word) => bare(spelled(word.length > 1 && word === word.toUpperCase() ? word : word[0])).toLowerCase());
}

/** Return the words that a name begins with whose initials were typed, "" where they are not its initials. */
function spokenOut(name, typed) {
  const initials = initialsOf(name);
  const words = writtenIn(name);
  let letters = "";
  for (let count = 0; count < initials.length; count += 1) {
    letters += initials[count];
    if (letters === typed) return count > 0 ? words.slice(0, count + 1).join(" ") : "";
  }
  return "";
}

/** Return the phrases, fewest first, whose initials make these letters: short forms, an office before them, a place behind. */
function phrasesOf(letters, { offices, places }, shortForms, isFirst = true) {
  if (!letters) return [];
  const initials = (names) => names.map((name) => [initialsOf(name).join(""), name]);
  const forms = shortForms.map(([form, full]) => [bare(spelled(form.replace(/[^0-9A-Za-zÀ-ỹ]/g, ""))), full]);
  const long = forms.filter(([form]) => form.length > 2);
  for (const [form, name] of [...long, ...(isFirst ? initials(offices) : initials(places))]) {
    if (!letters.startsWith(form)) continue;
    const isShort = long.some(([, full]) => full === name);
    if (form === letters) return isShort || !isFirst ? [name] : null;
    const rest = phrasesOf(letters.slice(form.length), { offices, places }, shortForms, false);
    if (rest && (isShort || rest.some((one) => long.some(([, full]) => full === one)))) return [name, ...rest];
  }
  return null;
}

/** Return what initials stand for: the name of a page, or short forms with the office or the place that they are of; "" for nothing. */
function initialsRead(word, lexicon, shortForms) {
  const typed = bare(spelled(word));
  if (typed.length < 3) return "";
  const found = phrasesOf(typed, lexicon, shortForms);
  return found ? found.join(" ") : namesIn(lexicon).map((name) => spokenOut(name, typed)).find(Boolean) || "";
}

// Four letters or more hardly ever are a word that was struck wrongly, where there is no vowel among them.
const CONSONANTS = /^[bcdghklmnpqrstvx]{3,5}$/;
const CAPITALS = new RegExp(`^[A-ZĐ]{3,5}$`);

/** Tell whether several words are all in capitals, as with the capitals locked. */
function isShouted(text, tokens) {
  return tokens.length > 1 && text === text.toUpperCase();
}

/** Tell whether figures among the letters of a word are keys of VNI: capitals with a number behind them are the name of something. */
function hasVniKeys(token, isLoud) {
  return isLoud || token !== token.toUpperCase() || token.replace(/[^1-9]/g, "").length > 1;
}

/** Tell whether a word is a short form, with its marks or without. */
const isShortForm = (word, forms) => forms.some(([form]) => bare(spelled(form)) === bare(spelled(word)));

/** Return the pieces of a text that nothing tells what they are, and that look like initials: capitals among small letters, consonants. */
export function initialsAsked(text, { vocabulary, lexicon, shortForms }) {
  const composed = text.normalize("NFC");
  const tokens = composed.match(TOKEN) || [];
  const isLoud = isShouted(composed, tokens);
  return tokens.filter((token, at) => {
    const word = spelled(token);
    const looksSo = CONSONANTS.test(bare(word)) || (CAPITALS.test(token) && !isLoud);
    if (!looksSo || /[0-9]/.test(token) || vocabulary.has(word) || isShortForm(token, shortForms)) return false;
    if (at === tokens.length - 1 && !/\s$/.test(composed) && vocabulary.isBegun(token)) return false;
    const made = fromTelex(token);
    return !(made && vocabulary.has(made)) && !initialsRead(token, lexicon, shortForms);
  });
}

/** Return letters that were typed as one as the short forms of a document's number, "" where they are none: "NQTW" is "NQ TW". */
function shortFormsIn(typed, forms) {
  for (let at = 1; at < typed.length; at += 1) {
    const [head, rest] = [typed.slice(0, at), typed.slice(at)];
    const next = isShortForm(head, forms) && (isShortForm(rest, forms) ? rest : shortFormsIn(rest, forms));
    if (next) return `${head} ${next}`;
  }
  return "";
}

/** Return what is to be read for one piece of a text, itself where nothing is wrong. */
function tokenRead(token, { isLast, isAlone, isLoud }, known) {
  const { vocabulary, lexicon, shortForms } = known;
  const word = spelled(token);
  if (FIGURES.test(token)) return token;
  if (/[0-9]/.test(token)) {
    const made = hasVniKeys(token, isLoud) ? fromVni(token) : "";
    if (made && vocabulary.has(made)) return written(made);
    const [, number, letters = ""] = /^([0-9]+)([^0-9]+)$/.exec(token) || [];
    const forms = shortFormsIn(letters, shortForms);
    // A number may be typed together with several words: "nghiquyet58".
    return forms ? `${number} ${forms}` : token.replace(LONG_PIECE, (piece) => tokenRead(piece, { isLoud }, known));
  }
  if (vocabulary.has(word) || isShortForm(token, shortForms) || (isLast && vocabulary.isBegun(token))) return token;
  const made = fromTelex(token);
  if (made && vocabulary.has(made)) return written(made);
  const other = initialsRead(token, lexicon, shortForms) || knownJoined(token, lexicon, shortForms) || parted(token, vocabulary, isLast);
  if (other) return other;
  // Keys of which one is wrong make a word that reads as one that is there.
  const readsSo = (one) => bare(one) === bare(made);
  if (made && !vocabulary.has(bare(word)) && vocabulary.has(bare(made))) return written(vocabulary.near(made).find(readsSo) || made);
  // Beside others the pages tell which word is meant, if any.
  const [near] = isAlone ? vocabulary.near(word) : [];
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

/** Return a text that was copied out of an old file with the letters that its font showed; any other text as it is. */
export function withoutOldFont(text, vocabulary) {
  const isKnown = (words) => (words || []).every((word) => FIGURES.test(word) || vocabulary.has(spelled(word)));
  const composed = text.normalize("NFC");
  if (!isInOldFont(composed) || isKnown(composed.match(OLD_TOKEN))) return text;
  const shown = fromOldFont(composed);
  return isKnown(shown.match(TOKEN)) ? shown : text;
}

/** Return a text as it was meant, keys, joined words and misspellings read for what they are; itself where nothing is wrong. */
export function respelt(text, known) {
  const composed = text.normalize("NFC");
  const tokens = composed.match(TOKEN) || [];
  const isOpen = !/\s$/.test(composed);
  const parts = composed.split(TOKEN);
  const isLoud = isShouted(composed, tokens);
  const isAlone = tokens.length === 1;
  const read = tokens.map((token, at) => tokenRead(token, { isLast: isOpen && at === tokens.length - 1, isAlone, isLoud }, known));
  const whole = parts.map((part, at) => part + (at < read.length ? read[at] : "")).join("");
  const last = relisted(whole, known);
  return last === composed ? text : last;
}
