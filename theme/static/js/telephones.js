// As plugins/search/telephones.py has it: telephone numbers are terms of the index, each without what stands between its figures.
const GROUP = /^[0-9]+$/;
const MOST_FIGURES = 12;
// The country's code, which stands for the first 0.
const COUNTRY_CODE = /^840?(?=[2-9])/;
const TELEPHONE = /^0([12][0-9]{9}|[3-9][0-9]{8})$/;

/** Return the telephone number that begins with a word, "" for none, and of how many words it is. */
function telephoneAt(words, at) {
  let figures = "";
  for (let to = at; to < words.length && GROUP.test(words[to].written) && figures.length <= MOST_FIGURES; to += 1) {
    figures += words[to].written;
    const number = figures.replace(COUNTRY_CODE, "0");
    // Several numbers that follow each other make one only with the code of an area or of a mobile telephone.
    if (TELEPHONE.test(number) && (to === at || number[1] > "1")) return { number, count: to - at + 1 };
  }
  return { number: "", count: 1 };
}

/** Return the telephone numbers among words, each with the place of its first word and how many words it is of. */
export function telephonesIn(words) {
  const found = [];
  for (let at = 0; at < words.length; ) {
    const { number, count } = telephoneAt(words, at);
    if (number) found.push({ number, at, count });
    at += count;
  }
  return found;
}

/** Return a sentence in parts, each telephone number in it a part of its own, as one word: it has no neighbours in the index. */
export function partedAtTelephones(sentence) {
  const parts = [];
  let from = 0;
  for (const { number, at, count } of telephonesIn(sentence)) {
    parts.push(sentence.slice(from, at), [{ ...sentence[at], word: number, written: number, isTail: false, isHead: false }]);
    from = at + count;
  }
  return [...parts, sentence.slice(from)].filter((part) => part.length);
}
